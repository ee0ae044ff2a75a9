"""Which bodies a decision covers: those of its class whose time ended before its day. Only looking.

The times stand in the database, too (migration 0016), which has the last word on them. What
is in use stays however old it is: all of a notice with an objection nobody has decided, the
text of one whose paper still hangs. A practice site covers practice alone, and a live site
what is not practice (R7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, String, and_, cast, exists, func, not_, or_, select
from sqlmodel import SQLModel

from ledctl.archive.classes import RecordClass
from ledctl.archive.model import Disposed
from ledctl.clock import to_ms
from ledctl.ledger.model import SEGMENT, SEGMENT_NOTICE
from ledctl.notices.around_model import Objection, ObjectionDecision, Posting, PostingEnd, PostingStrike
from ledctl.notices.model import DisplayOrder, NoticeRow, StoredProgram, Version

_ORDER, _PROGRAM, _VERSION, _DISPOSED, _NOTICE = (
    SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (DisplayOrder, StoredProgram, Version, Disposed, NoticeRow)
)
_OBJECTION, _ANSWER, _POSTING, _TAKEN_DOWN, _MISTAKE = (
    SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (Objection, ObjectionDecision, Posting, PostingEnd, PostingStrike)
)


@dataclass(frozen=True, slots=True)
class Due:
    """One body that may be given up."""

    key: str
    body: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Covered:
    """The bodies whose time ended before that day (0:00 UTC): of practice, or of the live record."""

    record_class: RecordClass
    before: date
    practice: bool

    def due(self, connection: Connection, limit: int | None = None) -> Iterator[Due]:
        """The bodies, the oldest first."""
        for row in connection.execute(self._query().limit(limit)):
            yield Due(str(row.key), row.body.encode() if isinstance(row.body, str) else row.body)

    def count(self, connection: Connection) -> int:
        """How many there are."""
        query = select(func.count()).select_from(self._query().subquery())
        return int(connection.execute(query).scalar_one())

    def _query(self) -> Select[Any]:
        at = datetime.combine(self.before, time(), UTC)
        return _QUERIES[self.record_class](at, self.practice)


def _display_log(at: datetime, practice: bool) -> Select[Any]:
    def with_notice(rule: Any) -> Any:
        return exists().where(SEGMENT_NOTICE.c.segment == SEGMENT.c.id, rule)

    exercise = and_(
        with_notice(SEGMENT_NOTICE.c.practice.is_(True)), ~with_notice(SEGMENT_NOTICE.c.practice.is_(False))
    )
    return (
        select(SEGMENT.c.id.label("key"), SEGMENT.c.body)
        .where(SEGMENT.c.to_ms < to_ms(at), func.length(SEGMENT.c.body) > 0)
        .where(exercise if practice else not_(exercise))
        .where(~with_notice(SEGMENT_NOTICE.c.notice.in_(_objected())))
        .order_by(SEGMENT.c.id)
    )


def _frames(at: datetime, practice: bool) -> Select[Any]:
    def ordered(rule: Any) -> Any:
        return exists().where(_ORDER.c.program_digest == _PROGRAM.c.digest, rule)

    exercise = and_(ordered(_ORDER.c.practice.is_(True)), ~ordered(_ORDER.c.practice.is_(False)))
    stays = or_(_ORDER.c.ends_at >= at, _ORDER.c.notice_id.in_(_objected()))
    return (
        select(_PROGRAM.c.digest.label("key"), _PROGRAM.c.body)
        .where(_PROGRAM.c.created_at < at, func.length(_PROGRAM.c.body) > 0)
        .where(exercise if practice else not_(exercise))
        .where(~ordered(stays))
        .order_by(_PROGRAM.c.created_at, _PROGRAM.c.digest)
    )


def _texts(at: datetime, practice: bool) -> Select[Any]:
    other = _VERSION.alias()
    later = exists().where(_ORDER.c.notice_id == _VERSION.c.notice_id, _ORDER.c.ends_at >= at)
    newer = exists().where(other.c.notice_id == _VERSION.c.notice_id, other.c.created_at >= at)
    gone = select(_DISPOSED.c.record_key).where(_DISPOSED.c.record_class == RecordClass.TEXTS.value)
    return (
        select(_VERSION.c.id.label("key"), _VERSION.c.content.label("body"))
        .where(_VERSION.c.submitted_at < at, ~later, ~newer, cast(_VERSION.c.id, String).not_in(gone))
        .where(_VERSION.c.notice_id.in_(select(_NOTICE.c.id).where(_NOTICE.c.practice.is_(practice))))
        .where(_VERSION.c.notice_id.not_in(_objected()), _VERSION.c.notice_id.not_in(_hanging(at)))
        .order_by(_VERSION.c.id)
    )


_QUERIES: dict[RecordClass, Callable[[datetime, bool], Select[Any]]] = {
    RecordClass.DISPLAY_LOG: _display_log,
    RecordClass.FRAMES: _frames,
    RecordClass.TEXTS: _texts,
}


def _objected() -> Select[Any]:
    """Notices with an objection nobody has decided: what it is about is needed to decide it."""
    answered = exists().where(_ANSWER.c.objection_id == _OBJECTION.c.id)
    return select(_OBJECTION.c.notice_id).where(~answered)


def _hanging(at: datetime) -> Select[Any]:
    """Notices on paper that hangs, or came down at ``at`` or later: their time began then."""
    ended = exists().where(_TAKEN_DOWN.c.posting_id == _POSTING.c.id, _TAKEN_DOWN.c.ended_at < at)
    struck = exists().where(_MISTAKE.c.posting_id == _POSTING.c.id)
    return select(_POSTING.c.notice_id).where(~ended, ~struck)
