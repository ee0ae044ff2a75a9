"""Write segments: the sealed ones, chained and counted, and the one in progress.

Everything here runs in the caller's write transaction: a segment, what is
derived from it and the event that names it appear together or not at all (R12).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, insert, select, update
from sqlmodel import Session

from ledctl.ledger.chain import GENESIS, Column, canonical, link
from ledctl.ledger.log import append
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE, SENT_ONLY
from ledctl.ledger.segments import Body, pack
from ledctl.ledger.tally import Count, Tally, tally

SEALED = "segment_sealed"
"""The kind of event that tells of a seal."""

_LAST = select(SEGMENT.c.id, SEGMENT.c.hash).order_by(SEGMENT.c.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A segment that can no longer change."""

    id: int
    hash: str
    count: Count


def write_segment(
    session: Session,
    sign: str,
    body: Body,
    *,
    zone: ZoneInfo,
    span: tuple[int, int],
    why: str,
    at: datetime,
) -> Sealed:
    """Seal the displays in ``body``, all of them ended, as the newest segment of the chain."""
    sums = tally(body, zone)
    sealed = _insert_segment(session, sign, body, sums, span=span, header=header(body, zone=zone, why=why))
    _insert_notices(session, sealed.id, sums)
    add_days(session, sign, sums)
    append(
        session,
        kind=SEALED,
        at=at,
        actor="system",
        sign=sign,
        segment=sealed.id,
        hash=sealed.hash,
        why=why,
        from_ms=span[0],
        to_ms=span[1],
        shown=sealed.count.shown,
        acked=sealed.count.acked,
        on_air_ms=sealed.count.on_air_ms,
    )
    return sealed


def header(body: Body, *, zone: ZoneInfo, why: str) -> str:
    """What a segment says of itself: the zone its days were counted in, and why it was closed."""
    return header_text(len(body.displays), zone=zone, why=why)


def header_text(displays: int, *, zone: ZoneInfo, why: str) -> str:
    """The same, for a body of so many displays."""
    return canonical({"format": 1, "displays": displays, "zone": zone.key, "why": why})


def counted(count: Count) -> dict[str, int]:
    """The three columns every counting table has."""
    return {"shown": count.shown, "acked": count.acked, "on_air_ms": count.on_air_ms}


def write_open(session: Session, sign: str, body: Body, *, zone: ZoneInfo, heartbeat_ms: int) -> None:
    """Put the segment in progress on disk, in place of its last state."""
    erase_open(session, sign)
    row = open_row(sign, body, zone=zone, heartbeat_ms=heartbeat_ms)
    session.connection().execute(insert(OPEN_SEGMENT), row)


def open_row(sign: str, body: Body, *, zone: ZoneInfo, heartbeat_ms: int) -> dict[str, Any]:
    """The segment in progress, as it stands in the table."""
    total = tally(body, zone).total
    return {
        "sign": sign,
        "from_ms": body.displays[0].start_ms,
        "heartbeat_ms": heartbeat_ms,
        "header": header(body, zone=zone, why="open"),
        "body": pack(body.slots, body.displays),
        "shown": total.shown,
        "acked": total.acked,
    }


def erase_open(session: Session, sign: str) -> None:
    """Forget the segment in progress: it was sealed, or replaced."""
    session.connection().execute(delete(OPEN_SEGMENT).where(OPEN_SEGMENT.c.sign == sign))


def _insert_segment(
    session: Session, sign: str, body: Body, sums: Tally, *, span: tuple[int, int], header: str
) -> Sealed:
    last = session.connection().execute(_LAST).first()
    number, prev = (last.id + 1, last.hash) if last else (1, GENESIS)
    fields: dict[str, Column] = {
        "id": number,
        "sign": sign,
        "from_ms": span[0],
        "to_ms": span[1],
        **counted(sums.total),
        "header": header,
        "body": pack(body.slots, body.displays),
    }
    digest = link(prev, fields)
    session.connection().execute(insert(SEGMENT), {**fields, "prev": prev, "hash": digest})
    return Sealed(number, digest, sums.total)


def _insert_notices(session: Session, segment: int, sums: Tally) -> None:
    rows = [
        {
            "segment": segment,
            "notice": notice,
            "practice": practice,
            "first_ms": spell.first_ms,
            "last_ms": spell.last_ms,
            **counted(spell.count),
        }
        for (notice, practice), spell in sums.notices.items()
    ]
    session.connection().execute(insert(SEGMENT_NOTICE), rows)


def add_days(session: Session, sign: str, sums: Tally) -> None:
    """Add the days of a segment to the sums a year is counted from."""
    for cell, count in sums.days.items():
        _add(session, ROLLUP, sign, cell, counted(count))
    add_sent(session, sign, sums)


def add_sent(session: Session, sign: str, sums: Tally) -> None:
    """What was only sent, by itself; ``0014_count`` does this for the segments there were before it."""
    for cell, count in sums.sent.items():
        _add(session, SENT_ONLY, sign, cell, {"displays": count.acked, "on_air_ms": count.on_air_ms})


def _add(
    session: Session, table: Table, sign: str, cell: tuple[str, bool, str], more: Mapping[str, int]
) -> None:
    key: dict[str, Any] = {"sign": sign, "notice": cell[0], "practice": cell[1], "day": cell[2]}
    row = [table.c[name] == value for name, value in key.items()]
    raised = {table.c[name]: table.c[name] + value for name, value in more.items()}
    if not session.connection().execute(update(table).where(*row).values(raised)).rowcount:
        session.connection().execute(insert(table), {**key, **more})
