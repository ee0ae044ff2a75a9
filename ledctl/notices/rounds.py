"""Items that come round: standing ones to be looked at again, the next number of a series, the next stage.

固定性工作长期公开，常规性工作定期公开，阶段性工作逐段公开. A standing item stays right only while
somebody looks: a reviewer's word that it is, with the next day, is a fact of its own
(``refreshed``) and no new approval, for nothing shown changes; what is not right any
more is revised. The next number or stage is a new notice of the same series.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.content.files import notice_from
from ledctl.content.model import MAX_WINDOW_DAYS, Notice
from ledctl.content.openness import Rhythm
from ledctl.db import Database
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.notices.around_model import Refresh
from ledctl.notices.around_rights import clean_note, note_down, require_task
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.objections import refuse_unpublished
from ledctl.notices.office import Office
from ledctl.notices.states import State, Step
from ledctl.notices.steps import hold

AHEAD = dt.timedelta(days=14)
"""So early an item is told of before it is due."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something is due: ``refresh`` of this notice, or the ``next`` number or ``stage`` after it."""

    id: str
    title: str
    what: str
    on: dt.date
    overdue: bool
    series: str
    stage: str

    def as_dict(self) -> dict[str, object]:
        """Plain values under stable names, for ``--json`` and the API."""
        names = ("id", "title", "what", "overdue", "series", "stage")
        return {name: getattr(self, name) for name in names} | {"on": self.on.isoformat()}


@dataclass(frozen=True, slots=True)
class Known:
    """An approved notice with a schedule: what it says, and the day its refresh was put off to."""

    notice: Notice
    begun_at: dt.datetime
    refresh_on: dt.date | None


def due(known: list[Known], today: dt.date) -> tuple[Due, ...]:
    """What is due within a fortnight or overdue, the earliest first. Of a series, only its newest speaks."""
    found = [one for item in _newest(known) if (one := _due(item, today)) is not None]
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def due_now(database: Database, today: dt.date, *, practice: bool) -> tuple[Due, ...]:
    """What is due at this site."""
    with database.read() as session:
        return due(_known(session, practice), today)


class Rounds:
    """Looking at standing items again."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def refresh(self, actor: Actor, notice_id: str, *, next_on: dt.date, note: str = "") -> None:
        """A reviewer who did not make it says that it is still right, and when to look next."""
        require_task(actor, "refreshed")
        words = clean_note(note, "note", needed=False)
        with self._office.database.write() as session:
            now = self._office.now()
            today = now.astimezone(self._office.zone).date()
            if not today < next_on <= today + dt.timedelta(days=MAX_WINDOW_DAYS):
                raise BadInput.of("refresh_day", where="next_on")
            held = hold(session, notice_id, practice=self._office.practice)
            if actor.account in held.hands.makers:
                raise NotAllowed.of("own_work")
            schedule = held.content().schedule
            if schedule is None or schedule.rhythm is not Rhythm.STANDING:
                raise Refused.of("not_standing", where="id")
            refuse_unpublished(session, held.row)
            number, practice = held.version.no, held.row.practice
            what: dict[str, Any] = {"next_on": next_on, "note": words, "practice": practice}
            session.add(Refresh(notice_id=notice_id, version_no=number, **what, **signed(actor, now)))
            said = {"next_on": next_on.isoformat(), "version": number}
            note_down(session, held.row, actor, "refreshed", at=now, **said)


def _newest(known: list[Known]) -> list[Known]:
    """Standing items by themselves; of every other series the notice begun last."""
    last: dict[str, Known] = {}
    for item in sorted(known, key=lambda item: item.begun_at):
        schedule = item.notice.schedule
        alone = schedule is None or not schedule.series or schedule.rhythm is Rhythm.STANDING
        last[f"id {item.notice.id}" if alone or schedule is None else f"series {schedule.series}"] = item
    return [*last.values()]


def _due(item: Known, today: dt.date) -> Due | None:
    schedule = item.notice.schedule
    if schedule is None:
        return None
    standing = schedule.rhythm is Rhythm.STANDING
    day = item.refresh_on or schedule.refresh_on if standing else schedule.next_due
    if day is None or day > today + AHEAD:
        return None
    what = "refresh" if standing else "stage" if schedule.rhythm is Rhythm.STAGED else "next"
    notice = item.notice
    return Due(notice.id, notice.title, what, day, day < today, schedule.series, schedule.stage)


def _known(session: Session, practice: bool) -> list[Known]:
    """Notices that were approved, are not withdrawn, and say how they come round, in the approved version."""
    approved = (
        select(Decision.notice_id, func.max(Decision.version_no).label("no"))
        .where(Decision.step == Step.APPROVE)
        .group_by(col(Decision.notice_id))
        .subquery()
    )
    query = (
        select(NoticeRow.created_at, Version.no, Version.content)
        .join(approved, approved.c.notice_id == NoticeRow.id)
        .join(Version, (col(Version.notice_id) == NoticeRow.id) & (col(Version.no) == approved.c.no))
        .where(
            NoticeRow.practice == practice,
            NoticeRow.state != State.WITHDRAWN,
            col(Version.content).contains('"schedule":{'),
        )
    )
    looked = _refreshes(session)
    notices = [(at, no, notice_from(json.loads(content))) for at, no, content in session.exec(query)]
    return [Known(notice, at, looked.get((notice.id, no))) for at, no, notice in notices]


def _refreshes(session: Session) -> dict[tuple[str, int], dt.date]:
    """The day of the next look at each version, as the last one set it."""
    rows = session.exec(select(Refresh).order_by(col(Refresh.id)))
    return {(row.notice_id, row.version_no): row.next_on for row in rows}
