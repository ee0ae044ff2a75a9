"""The tables of the ledger, as ``0001_ledger`` creates them.

Two kinds. *Facts*: ``event`` and ``segment``, append-only, each row chained to
the one before it. *Derived*: ``open_segment`` (the stretch in progress, rewritten),
``segment_notice``, ``rollup`` and ``sent_only`` (so that a question about a notice
or a year does not unpack every body); ``verify`` recomputes them from the facts.

The hot paths use the ``Table`` objects at the end through SQLAlchemy Core: a row
through the unit of work costs a hundred times as much.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, text
from sqlmodel import Field, SQLModel

ON_SCREEN = text("kind IN ('shown', 'taken_down', 'blanked')")
"""The events that say what a screen does; a query with these very words has an index of its own."""


class Event(SQLModel, table=True):
    """One thing that happened; ``seq`` orders it, because clocks step."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_screen", "sign", "seq", sqlite_where=ON_SCREEN, postgresql_where=ON_SCREEN),
    )
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: str
    kind: str = Field(index=True)
    actor: str
    via: str
    cause: str
    notice: str | None = Field(default=None, index=True)
    sign: str | None = None
    practice: bool
    payload: str
    prev: str
    hash: str


class Segment(SQLModel, table=True):
    """Every display on one sign in ``[from_ms, to_ms)``, an hour or less, packed in ``body``."""

    __tablename__ = "segment"
    __table_args__ = (Index("ix_segment_sign_time", "sign", "to_ms", "from_ms"),)
    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    sign: str
    from_ms: int = Field(sa_type=BigInteger)
    to_ms: int = Field(sa_type=BigInteger)
    shown: int
    acked: int
    on_air_ms: int = Field(sa_type=BigInteger)
    header: str
    body: bytes = Field(sa_type=LargeBinary)
    prev: str
    hash: str


class OpenSegment(SQLModel, table=True):
    """The segment in progress; after a power cut, proof of everything up to ``heartbeat_ms``."""

    __tablename__ = "open_segment"
    sign: str = Field(primary_key=True)
    from_ms: int = Field(sa_type=BigInteger)
    heartbeat_ms: int = Field(sa_type=BigInteger)
    header: str
    body: bytes = Field(sa_type=LargeBinary)
    shown: int
    acked: int


class SegmentNotice(SQLModel, table=True):
    """Which notices a segment holds, and how much of each."""

    __tablename__ = "segment_notice"
    segment: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    notice: str = Field(primary_key=True, index=True)
    practice: bool = Field(primary_key=True)
    first_ms: int = Field(sa_type=BigInteger)
    last_ms: int = Field(sa_type=BigInteger)
    shown: int
    acked: int
    on_air_ms: int = Field(sa_type=BigInteger)


class Rollup(SQLModel, table=True):
    """One notice on one sign on one day of the site's zone: what the year is added up from."""

    __tablename__ = "rollup"
    __table_args__ = (
        Index("ix_rollup_sums", "day", "practice", "sign", "notice", "shown", "acked", "on_air_ms"),
        Index("ix_rollup_notice_day", "notice", "day"),
    )
    sign: str = Field(primary_key=True)
    notice: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    practice: bool = Field(primary_key=True)
    shown: int
    acked: int
    on_air_ms: int = Field(sa_type=BigInteger)


class SentOnly(SQLModel, table=True):
    """The part of the roll-up of which nobody knows more than that it was sent (P0)."""

    __tablename__ = "sent_only"
    __table_args__ = (Index("ix_sent_only_notice_day", "notice", "day"),)
    sign: str = Field(primary_key=True)
    notice: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    practice: bool = Field(primary_key=True)
    displays: int
    on_air_ms: int = Field(sa_type=BigInteger)


EVENT: Table = SQLModel.metadata.tables["event"]
SEGMENT: Table = SQLModel.metadata.tables["segment"]
OPEN_SEGMENT: Table = SQLModel.metadata.tables["open_segment"]
SEGMENT_NOTICE: Table = SQLModel.metadata.tables["segment_notice"]
ROLLUP: Table = SQLModel.metadata.tables["rollup"]
SENT_ONLY: Table = SQLModel.metadata.tables["sent_only"]
