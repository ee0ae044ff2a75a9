"""Which approved notices ask something of boards, and the flags of them all. Only looking.

Looked through are notices approved within ``LOOK_BACK``, and whatever still hangs. Of
a period that is over its flags are told for ``TOLD`` more days; on the page of the
notice itself they stay.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel, select

from ledctl.boards.field.flags import Asked, Flag, What, flags
from ledctl.boards.hanging import Stay, stays
from ledctl.calendars.coverage import period_window
from ledctl.calendars.extensions import end_of_day
from ledctl.content.channels import is_board
from ledctl.content.model import PublicityPeriod
from ledctl.notices import model
from ledctl.notices.office import Office
from ledctl.notices.states import TAKES_BACK, Step
from ledctl.notices.superseding import Superseding

LOOK_BACK = dt.timedelta(days=200)
TOLD = dt.timedelta(days=30)

_NOTICE, _VERSION, _DECISION, _REPLACED = (
    SQLModel.metadata.tables[str(of.__tablename__)]
    for of in (model.NoticeRow, model.Version, model.Decision, Superseding)
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A flag, and the notice it is about."""

    notice: str
    title: str
    practice: bool
    flag: Flag

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "notice": self.notice,
            "title": self.title,
            "practice": self.practice,
            **self.flag.as_dict(),
        }


def watched(office: Office, notice: str | None = None) -> tuple[Watched, ...]:
    """The flags of this notice, or of all that are looked through; what must come down first."""
    now = office.now()
    with office.database.read() as session:
        since = None if notice else now - LOOK_BACK
        hung = stays(session, practice=office.practice, notice=notice, since=since)
        up = {stay.notice for stay in hung if stay.ended_at is None}
        rows = _approved(session, office, since, [notice] if notice else up)
    by_notice: dict[str, list[Stay]] = {}
    for stay in hung:
        if is_board(stay.channel):
            by_notice.setdefault(stay.notice, []).append(stay)
    found = [
        Watched(name, told.title, office.practice, flag)
        for name, told in rows.items()
        for flag in flags(told.asked, by_notice.get(name, []), now)
        if notice or _is_told(told.asked, flag, now)
    ]
    return tuple(sorted(found, key=_place))


def _is_told(asked: Asked, flag: Flag, now: dt.datetime) -> bool:
    """What hangs wrongly always; of a period that is over, for some days."""
    return flag.posting is not None or asked.period is None or now < asked.period.end + TOLD


def _place(one: Watched) -> tuple[bool, bool, str, str]:
    flag = one.flag
    at = flag.until if flag.what is What.DUE and flag.until else flag.since
    return flag.what is What.DUE, flag.posting is None, at.isoformat() if at else "", one.notice


@dataclass(frozen=True, slots=True)
class _Told:
    title: str
    asked: Asked


def _approved(
    session: Session, office: Office, since: dt.datetime | None, also: Iterable[str]
) -> dict[str, _Told]:
    """By notice what its newest approved version asks for; those approved ``since``, and those named."""
    names = [*also]
    recent = select(_DECISION.c.notice_id).where(_DECISION.c.step == Step.APPROVE.value)
    within: Any = _DECISION.c.notice_id.in_(names)
    if since is not None:
        within = within | _DECISION.c.notice_id.in_(recent.where(_DECISION.c.at >= since))
    query = (
        select(*(_DECISION.c[name] for name in ("notice_id", "version_no", "version_digest", "step", "at")))
        .add_columns(_NOTICE.c.title, _REPLACED.c.at.label("replaced_at"))
        .join(_NOTICE, _NOTICE.c.id == _DECISION.c.notice_id)
        .outerjoin(_REPLACED, _REPLACED.c.earlier == _DECISION.c.notice_id)
        .where(within, _NOTICE.c.practice == office.practice)
        .where(_DECISION.c.step.in_([Step.APPROVE.value, *map(str, TAKES_BACK)]))
        .order_by(_DECISION.c.id)
    )
    steps: dict[str, list[Any]] = {}
    for row in session.connection().execute(query):
        steps.setdefault(row.notice_id, []).append(row)
    texts = _texts(session, steps, names)
    return {
        name: _Told(taken[-1].title, _asked(taken, texts[name], office.zone))
        for name, taken in steps.items()
        if name in texts
    }


def _texts(session: Session, steps: Mapping[str, list[Any]], also: list[str]) -> dict[str, Any]:
    """The newest approved text of each that speaks of boards, or is named: it may hang without a plan."""
    newest = {
        name: next(row.version_no for row in reversed(taken) if row.step == Step.APPROVE)
        for name, taken in steps.items()
        if any(row.step == Step.APPROVE for row in taken)
    }
    query = select(_VERSION.c.notice_id, _VERSION.c.no, _VERSION.c.content).where(
        _VERSION.c.notice_id.in_([*newest]),
        _VERSION.c.content.like('%"board_%') | _VERSION.c.notice_id.in_(also),
    )
    rows = session.connection().execute(query)
    return {row.notice_id: json.loads(row.content) for row in rows if newest[row.notice_id] == row.no}


def _asked(taken: list[Any], content: Mapping[str, Any], zone: dt.tzinfo) -> Asked:
    approvals = [row for row in taken if row.step == Step.APPROVE]
    last = approvals[-1]
    old = [row.version_no for row in approvals if row.version_digest != last.version_digest]
    until = (content.get("display_window") or {}).get("board_until")
    period = content.get("publicity_period")
    return Asked(
        channels=tuple(one for one in content.get("channels_allowed") or () if is_board(one)),
        period=period_window(PublicityPeriod.model_validate(period), zone) if period else None,
        approved_at=last.at,
        ended=last.replaced_at if taken[-1] is last else taken[-1].at,
        until=end_of_day(dt.date.fromisoformat(until), zone) if until else None,
        outdated=frozenset(old) - {last.version_no},
    )
