"""Everything around one notice, as plain values for pages, the API and ``--json``. Only looking.

What stands while a newer version is written, what corrects or clarifies what,
objections with the repeat they ask for, postings elsewhere and the gaps they leave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, select

from ledctl.calendars.coverage import Stay, gaps_so_far, period_window
from ledctl.calendars.windows import Window
from ledctl.clock import stamp
from ledctl.content.channels import is_durable
from ledctl.content.model import Notice
from ledctl.notices.around_model import Objection, ObjectionDecision, Posting, PostingEnd, PostingStrike
from ledctl.notices.correcting import clarifications_of, corrections_of
from ledctl.notices.model import Decision, DisplayOrder, NoticeRow, OrderStop
from ledctl.notices.objections import Outcome, repeated_until
from ledctl.notices.office import Office
from ledctl.notices.publications import ON_SIGNS
from ledctl.notices.steps import hold


@dataclass(frozen=True, slots=True)
class Stands:
    """The version that stands, or is still to come, on signs; and until when."""

    version: int
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """An objection and what became of it. ``repeat_until``: the publicity has to be repeated so long."""

    id: int
    notice_id: str
    version_no: int
    received_on: dt.date
    how: str
    summary: str
    late: bool
    name: str
    outcome: str | None
    decided_on: dt.date | None
    rechecked: bool
    note: str
    decided_by: str
    repeat_days: int | None
    repeat_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """One posting elsewhere, and its end when it came down.

    ``struck`` says why it was a mistake: such a posting never hung, and covers nothing.
    """

    id: int
    notice_id: str
    channel: str
    place: str
    posted_at: dt.datetime
    name: str
    ended_at: dt.datetime | None
    reason: str
    ended_by: str
    struck: str = ""
    struck_by: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """In the period nothing hung on a channel; ``channel`` is empty where no lasting one was planned."""

    channel: str
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around one notice."""

    stands: Stands | None
    corrects: str | None
    clarifies: str | None
    corrected_by: tuple[str, ...]
    clarified_by: tuple[str, ...]
    pending: tuple[str, ...]
    """Those of the two above that nobody ever approved: links for the office, nothing for paper."""
    objections: tuple[ObjectionFacts, ...]
    planned: tuple[str, ...]
    postings: tuple[PostingFacts, ...]
    period: Window | None
    gaps: tuple[Gap, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def around(office: Office, notice_id: str) -> Around:
    """Everything around the notice now; ``NotFound`` when there is none."""
    now = office.now()
    with office.database.read() as session:
        content = hold(session, notice_id).content()
        hanging = postings(session, notice_id)
        planned = tuple(c for c in content.channels_allowed if not c.startswith(ON_SIGNS))
        corrected, clarified = (
            _ids(corrections_of(session, notice_id)),
            _ids(clarifications_of(session, notice_id)),
        )
        period = period_window(content.publicity_period, office.zone) if content.publicity_period else None
        return Around(
            stands=stands(session, [notice_id], now).get(notice_id),
            corrects=content.correction_of,
            clarifies=content.clarifies,
            corrected_by=corrected,
            clarified_by=clarified,
            pending=_never_approved(session, {*corrected, *clarified}),
            objections=objections(session, office, content),
            planned=planned,
            postings=hanging,
            period=period,
            gaps=_gaps(session, notice_id, period, planned, hanging, now),
        )


def stands(session: Session, notice_ids: Iterable[str], now: dt.datetime) -> dict[str, Stands]:
    """For each of these notices the newest version that still stands somewhere, and its last end."""
    stopped = select(OrderStop.order_id)
    query = (
        select(DisplayOrder.notice_id, DisplayOrder.version_no, DisplayOrder.ends_at)
        .where(
            col(DisplayOrder.notice_id).in_([*notice_ids]),
            DisplayOrder.ends_at > now,
            col(DisplayOrder.id).not_in(stopped),
        )
        .order_by(col(DisplayOrder.version_no), col(DisplayOrder.ends_at))
    )
    return {notice: Stands(version, until) for notice, version, until in session.exec(query)}


def objections(session: Session, office: Office, content: Notice) -> tuple[ObjectionFacts, ...]:
    """The objections to this notice, the first first."""
    query = (
        select(Objection, ObjectionDecision)
        .outerjoin(ObjectionDecision, col(ObjectionDecision.objection_id) == col(Objection.id))
        .where(Objection.notice_id == content.id)
        .order_by(col(Objection.id))
    )
    days = office.categories.get(content.category).repeat_days
    return tuple(_objection(row, decision, days, office) for row, decision in session.exec(query))


def postings(session: Session, notice_id: str) -> tuple[PostingFacts, ...]:
    """The postings of this notice elsewhere, the first first; what was struck says so."""
    query = (
        select(Posting, PostingEnd, PostingStrike)
        .outerjoin(PostingEnd, col(PostingEnd.posting_id) == col(Posting.id))
        .outerjoin(PostingStrike, col(PostingStrike.posting_id) == col(Posting.id))
        .where(Posting.notice_id == notice_id)
        .order_by(col(Posting.id))
    )
    return tuple(_posting(row, end, strike) for row, end, strike in session.exec(query))


def _objection(
    row: Objection, decision: ObjectionDecision | None, days: int | None, office: Office
) -> ObjectionFacts:
    asks = decision is not None and decision.rechecked and decision.outcome != Outcome.WITHDRAWN
    repeat = days if asks else None
    decided_on = decision.decided_on if decision else None
    until = repeated_until(decided_on, repeat, office.zone) if repeat and decided_on else None
    return ObjectionFacts(
        id=row.id or 0,
        notice_id=row.notice_id,
        version_no=row.version_no,
        received_on=row.received_on,
        how=row.how,
        summary=row.summary,
        late=row.late,
        name=row.name,
        outcome=decision.outcome if decision else None,
        decided_on=decided_on,
        rechecked=decision.rechecked if decision else False,
        note=decision.note if decision else "",
        decided_by=decision.name if decision else "",
        repeat_days=repeat,
        repeat_until=until,
    )


def _posting(row: Posting, end: PostingEnd | None, strike: PostingStrike | None) -> PostingFacts:
    return PostingFacts(
        id=row.id or 0,
        notice_id=row.notice_id,
        channel=row.channel,
        place=row.place,
        posted_at=row.posted_at,
        name=row.name,
        ended_at=end.ended_at if end else None,
        reason=end.reason if end else "",
        ended_by=end.name if end else "",
        struck=strike.reason if strike else "",
        struck_by=strike.name if strike else "",
    )


def _gaps(
    session: Session,
    notice_id: str,
    period: Window | None,
    planned: tuple[str, ...],
    hanging: tuple[PostingFacts, ...],
    now: dt.datetime,
) -> tuple[Gap, ...]:
    """The gaps so far, once it was approved: before that nobody had to hang it anywhere.

    Each durable channel it was planned for covers the period by itself (town, village and
    group alike: 土地管理法 art. 47); where none was planned, any durable one will do.
    """
    if period is None or not _was_approved(session, notice_id):
        return ()
    return tuple(
        Gap(channel, gap.start, gap.end)
        for channel in [one for one in planned if is_durable(one)] or [""]
        for gap in gaps_so_far(period, _stays(hanging, channel), now)
    )


def _stays(hanging: tuple[PostingFacts, ...], channel: str) -> list[Stay]:
    """What hung on that channel, or without one on any durable one; what was struck never hung."""
    return [
        (one.posted_at, one.ended_at)
        for one in hanging
        if not one.struck and (one.channel == channel if channel else is_durable(one.channel))
    ]


def _was_approved(session: Session, notice_id: str) -> bool:
    query = select(DisplayOrder.id).where(DisplayOrder.notice_id == notice_id).limit(1)
    return session.exec(query).first() is not None


def _never_approved(session: Session, ids: set[str]) -> tuple[str, ...]:
    query = select(Decision.notice_id).where(col(Decision.notice_id).in_(ids), Decision.step == "approve")
    return tuple(sorted(ids - {*session.exec(query)}))


def _ids(rows: list[NoticeRow]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return stamp(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
