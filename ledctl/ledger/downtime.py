"""When a sign did not show what it should, and why: rows with a start, and an end of their own.

Two append-only tables rather than one with an end to fill in: both are facts, each
written once in the transaction of the event it belongs to, often by another process
than the other (R12). An outage without an end lasts. ``ended_ms`` is what is known:
``confirmed``, the sign took something at that very moment; ``latest``, it may have
been over before, and nobody looked (a process that ended in between).

Of one cause a sign has one open outage at most; outages of several causes may
overlap, and whoever adds up counts a moment once, for the first cause of the enum.
Not here: what stood meanwhile (``outages``), what it cost a notice (``reports``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Row, Select, Table, delete, insert, select
from sqlmodel import Field, Session, SQLModel

from ledctl.ledger.chain import canonical


class Outage(StrEnum):
    """Why a sign was out, the cause that counts first before the others."""

    BLACKOUT = "blackout"
    DRILL = "drill"
    CRASH = "crash"
    HOST = "host"
    LINK = "link"
    REFUSED = "refused"
    CONTENT = "content"


OUTAGE_LABELS: dict[str, tuple[str, str]] = {
    Outage.BLACKOUT: ("一键关屏", "blackout"),
    Outage.DRILL: ("关屏演练", "blackout drill"),
    Outage.CRASH: ("发布程序异常中断", "publisher ended without a word"),
    Outage.HOST: ("发布程序停止", "publisher stopped"),
    Outage.LINK: ("显示屏失联", "sign does not answer"),
    Outage.REFUSED: ("显示屏拒绝指令", "sign takes nothing"),
    Outage.CONTENT: ("显示内容不符", "sign showed something else"),
}
"""What the office calls them."""
ORDERED = frozenset({Outage.BLACKOUT, Outage.DRILL})
"""Those that somebody ordered: they end when they are lifted, not when a sign answers."""


class How(StrEnum):
    """What an end is known by."""

    CONFIRMED = "confirmed"
    LATEST = "latest"


class OutageRow(SQLModel, table=True):
    """From ``started_ms`` on the sign did not show what it should. ``detail``: plain facts, as JSON."""

    __tablename__ = "outage"
    __table_args__ = (Index("ix_outage_sign_start", "sign", "started_ms"),)
    id: int | None = Field(default=None, primary_key=True)
    sign: str = Field(max_length=64)
    cause: str = Field(max_length=20)
    started_ms: int = Field(sa_type=BigInteger)
    detail: str


class OutageEnd(SQLModel, table=True):
    """Since ``ended_ms``, at the latest, it shows it again."""

    __tablename__ = "outage_end"
    outage_id: int = Field(primary_key=True, foreign_key="outage.id")
    ended_ms: int = Field(sa_type=BigInteger)
    how: str = Field(max_length=20)


class Heartbeat(SQLModel, table=True):
    """Until when a sign is known to have been looked after: rewritten each minute, no fact."""

    __tablename__ = "heartbeat"
    sign: str = Field(primary_key=True, max_length=64)
    at_ms: int = Field(sa_column=Column(BigInteger, nullable=False))


OUTAGE: Table = SQLModel.metadata.tables["outage"]
OUTAGE_END: Table = SQLModel.metadata.tables["outage_end"]
HEARTBEAT: Table = SQLModel.metadata.tables["heartbeat"]

ROWS: Select[Any] = select(*OUTAGE.c, OUTAGE_END.c.ended_ms, OUTAGE_END.c.how).select_from(
    OUTAGE.outerjoin(OUTAGE_END, OUTAGE_END.c.outage_id == OUTAGE.c.id)
)
"""Outages with their ends; ``ended_ms`` is ``None`` while one lasts."""


@dataclass(frozen=True, slots=True)
class Open:
    """An outage that lasts."""

    id: int
    cause: Outage
    started_ms: int


def open_outages(session: Session, sign: str) -> list[Open]:
    """What keeps this sign from showing what it should."""
    query = ROWS.where(OUTAGE.c.sign == sign, OUTAGE_END.c.ended_ms.is_(None)).order_by(OUTAGE.c.id)
    return [_open(row) for row in session.connection().execute(query)]


def begin_outage(session: Session, sign: str, cause: Outage, at_ms: int, **detail: object) -> None:
    """Note a start, in the caller's transaction; one that lasts already goes on."""
    if any(one.cause is cause for one in open_outages(session, sign)):
        return
    row = {"sign": sign, "cause": str(cause), "started_ms": at_ms, "detail": canonical(detail)}
    session.connection().execute(insert(OUTAGE), row)


def end_outages(session: Session, ending: Iterable[Open], at_ms: int, how: How) -> None:
    """Note the ends, in the caller's transaction; none before its start, whatever the clock says."""
    rows = [{"outage_id": one.id, "ended_ms": max(at_ms, one.started_ms), "how": str(how)} for one in ending]
    if rows:
        session.connection().execute(insert(OUTAGE_END), rows)


def beat(session: Session, at_ms: dict[str, int]) -> None:
    """Until then each of these signs was looked after."""
    rows = [{"sign": sign, "at_ms": at} for sign, at in at_ms.items()]
    session.connection().execute(delete(HEARTBEAT).where(HEARTBEAT.c.sign.in_(at_ms)))
    session.connection().execute(insert(HEARTBEAT), rows)


def last_beat(session: Session, sign: str) -> int | None:
    query = select(HEARTBEAT.c.at_ms).where(HEARTBEAT.c.sign == sign)
    return session.connection().execute(query).scalar()


def _open(row: Row[Any]) -> Open:
    return Open(row.id, Outage(row.cause), row.started_ms)
