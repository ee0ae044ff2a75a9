"""What stood on the signs, page by page, over any stretch of time including today (R35).

Sealed segments and the one in progress read as one history. Every batch is its
own short read: a reader that stays open lets the write-ahead log grow. The last
batch and the segment in progress are read together, so a seal in between
neither hides a display nor shows it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, tuple_, union
from sqlmodel import Session

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import MAX_MS, MAX_SPAN_MS, Result, Slot, kept_body

BATCH = 24  # segments a read: a day of one sign


@dataclass(frozen=True, slots=True)
class Shown:
    """One page standing once on one sign, with copies of everything it was.

    ``end_ms`` is ``None`` while it stands; ``known_ms`` is how far that is on
    record (the publisher's last heartbeat, or the end). ``segment`` is ``None``
    until the hour is sealed.
    """

    sign: str
    segment: int | None
    slot: Slot
    page: int
    start_ms: int
    end_ms: int | None
    known_ms: int
    ack_ms: int
    result: Result
    continued: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A question: one sign, a half-open stretch, perhaps one notice."""

    sign: str
    since_ms: int
    until_ms: int
    notice: str | None
    newest: bool

    def covers(self, shown: Shown) -> bool:
        """Whether any of its standing, or its beginning, lies in the stretch."""
        end = MAX_MS if shown.end_ms is None else shown.end_ms
        return shown.start_ms < self.until_ms and (end > self.since_ms or shown.start_ms >= self.since_ms)


def displays(
    database: Database,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    sign: str | None = None,
    notice: str | None = None,
    limit: int | None = None,
    newest: bool = False,
) -> Iterator[Shown]:
    """Every display that stood in ``[since, until)``, oldest first or ``newest`` first."""
    start = 0 if since is None else to_ms(since)
    end = MAX_MS if until is None else to_ms(until)
    signs = [sign] if sign is not None else _signs(database)
    parts = [_on_sign(database, _Wanted(name, start, end, notice, newest)) for name in signs]
    return islice(merge(*parts, key=lambda shown: shown.start_ms, reverse=newest), limit)


def standing_at(database: Database, sign: str, instant: datetime) -> Shown | None:
    """What stood on ``sign`` at ``instant``, as far as that is on record; ``None`` for a dark sign."""
    at = to_ms(instant)
    found = None
    for shown in _on_sign(database, _Wanted(sign, at, at + 1, None, newest=False)):
        if shown.start_ms <= at < shown.known_ms or shown.start_ms == at:
            found = shown
    return found


def last_shown(database: Database, *, sign: str | None = None, notice: str | None = None) -> Shown | None:
    """The newest display on record."""
    return next(displays(database, sign=sign, notice=notice, newest=True), None)


def _signs(database: Database) -> Sequence[str]:
    names = union(select(ROLLUP.c.sign), select(OPEN_SEGMENT.c.sign))
    with database.read() as session:
        return sorted(session.connection().execute(names).scalars())


def _on_sign(database: Database, wanted: _Wanted) -> Iterator[Shown]:
    after: tuple[int, int] | None = None
    last = False
    while not last:
        with database.read() as session:
            rows = session.connection().execute(_batch(wanted, after)).all()
            last = len(rows) < BATCH
            # in progress means newest: the first thing one way, the last thing the other
            here = after is None if wanted.newest else last
            current = _in_progress(session, wanted.sign) if here else []
        parts = [(row, row.id, row.to_ms) for row in rows]
        for part in (*current, *parts) if wanted.newest else (*parts, *current):
            yield from _unpacked(wanted, *part)
        after = (rows[-1].to_ms, rows[-1].id) if rows else after


def _in_progress(session: Session, sign: str) -> list[tuple[Row[Any], None, int]]:
    query = select(OPEN_SEGMENT).where(OPEN_SEGMENT.c.sign == sign)
    return [(row, None, row.heartbeat_ms) for row in session.connection().execute(query)]


def _batch(wanted: _Wanted, after: tuple[int, int] | None) -> Select[Any]:
    time: ColumnElement[int] = SEGMENT.c.to_ms
    number = SEGMENT.c.id
    query = select(number, SEGMENT.c.sign, SEGMENT.c.to_ms, SEGMENT.c.body)
    if wanted.notice is None:
        query = query.where(SEGMENT.c.sign == wanted.sign, time >= wanted.since_ms)
        if wanted.until_ms < MAX_MS:  # no segment is longer: an instant years ago does not read up to today
            query = query.where(time < wanted.until_ms + MAX_SPAN_MS)
    else:  # a sum and a joined text have no index, so the few segments of the notice are looked up by number
        time = time + 0
        holding = select(SEGMENT_NOTICE.c.segment).where(SEGMENT_NOTICE.c.notice == wanted.notice)
        query = query.where(number.in_(holding), SEGMENT.c.sign + "" == wanted.sign, time >= wanted.since_ms)
    query = query.where(SEGMENT.c.from_ms < wanted.until_ms)
    if after is not None:
        key, last = tuple_(time, number), tuple_(*after)
        query = query.where(key < last if wanted.newest else key > last)
    order = (time.desc(), number.desc()) if wanted.newest else (time, number)
    return query.order_by(*order).limit(BATCH)


def _unpacked(wanted: _Wanted, row: Row[Any], segment: int | None, known_ms: int) -> Iterator[Shown]:
    body = kept_body(row.body)
    chosen = [wanted.notice in (None, slot.notice) for slot in body.slots]
    found = (
        Shown(
            row.sign,
            segment,
            body.slots[d.slot],
            d.page,
            d.start_ms,
            d.end_ms,
            max(d.start_ms, known_ms) if d.end_ms is None else d.end_ms,
            d.ack_ms,
            d.result,
            d.continued,
        )
        for d in (reversed(body.displays) if wanted.newest else body.displays)
        if chosen[d.slot]
    )
    return filter(wanted.covers, found)
