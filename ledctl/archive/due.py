"""Which bodies a decision covers: those of its class whose time ended before its day. Only looking.

The same rules stand in the database (migration 0016), which has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, String, cast, exists, func, select
from sqlmodel import SQLModel

from ledctl.archive.classes import RecordClass
from ledctl.archive.model import Disposed
from ledctl.clock import to_ms
from ledctl.ledger.model import SEGMENT
from ledctl.notices.model import DisplayOrder, StoredProgram, Version

_ORDER, _PROGRAM, _VERSION, _DISPOSED = (
    SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (DisplayOrder, StoredProgram, Version, Disposed)
)


@dataclass(frozen=True, slots=True)
class Due:
    """One body that may be given up."""

    key: str
    body: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.body).hexdigest()


def due(
    connection: Connection, record_class: RecordClass, before: date, limit: int | None = None
) -> Iterator[Due]:
    """The bodies of the class whose time ended before that day (0:00 UTC), the oldest first."""
    rows = connection.execute(_queries(record_class, before).limit(limit))
    for row in rows:
        yield Due(str(row.key), row.body.encode() if isinstance(row.body, str) else row.body)


def count_due(connection: Connection, record_class: RecordClass, before: date) -> int:
    """How many there are."""
    query = select(func.count()).select_from(_queries(record_class, before).subquery())
    return int(connection.execute(query).scalar_one())


def _queries(record_class: RecordClass, before: date) -> Select[Any]:
    at = datetime.combine(before, time(), UTC)
    return {
        RecordClass.DISPLAY_LOG: _display_log,
        RecordClass.FRAMES: _frames,
        RecordClass.TEXTS: _texts,
    }[record_class](at)


def _display_log(at: datetime) -> Select[Any]:
    return (
        select(SEGMENT.c.id.label("key"), SEGMENT.c.body)
        .where(SEGMENT.c.to_ms < to_ms(at), func.length(SEGMENT.c.body) > 0)
        .order_by(SEGMENT.c.id)
    )


def _frames(at: datetime) -> Select[Any]:
    later = exists().where(_ORDER.c.program_digest == _PROGRAM.c.digest, _ORDER.c.ends_at >= at)
    return (
        select(_PROGRAM.c.digest.label("key"), _PROGRAM.c.body)
        .where(_PROGRAM.c.created_at < at, func.length(_PROGRAM.c.body) > 0, ~later)
        .order_by(_PROGRAM.c.created_at, _PROGRAM.c.digest)
    )


def _texts(at: datetime) -> Select[Any]:
    other = _VERSION.alias()
    later = exists().where(_ORDER.c.notice_id == _VERSION.c.notice_id, _ORDER.c.ends_at >= at)
    newer = exists().where(other.c.notice_id == _VERSION.c.notice_id, other.c.created_at >= at)
    gone = select(_DISPOSED.c.record_key).where(_DISPOSED.c.record_class == RecordClass.TEXTS.value)
    return (
        select(_VERSION.c.id.label("key"), _VERSION.c.content.label("body"))
        .where(_VERSION.c.submitted_at < at, ~later, ~newer, cast(_VERSION.c.id, String).not_in(gone))
        .order_by(_VERSION.c.id)
    )
