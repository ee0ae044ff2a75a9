"""What stood on the signs, page by page, over any stretch of time including today (R35).

Sealed segments and the one in progress read as one history. Every batch is its
own short read: a reader that stays open lets the write-ahead log grow. The last
batch and the segment in progress are read together, so a seal in between
neither hides a display nor shows it twice. One notice alone is ``one_notice``'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, select, tuple_, union
from sqlmodel import Session

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SEGMENT
from ledctl.ledger.one_notice import of_notice
from ledctl.ledger.segments import MAX_MS, MAX_SPAN_MS
from ledctl.ledger.shown import Piece, Shown, Wanted, shown_in

__all__ = ["Shown", "displays", "last_shown", "pieces", "standing_at"]

BATCH = 24  # segments a read: some days of one sign


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
    wanted = Wanted(start, end, notice, newest)
    if notice is not None:
        return islice(of_notice(database, wanted, sign), limit)
    signs = [sign] if sign is not None else _signs(database)
    parts = [_on_sign(database, name, wanted) for name in signs]
    return islice(merge(*parts, key=attrgetter("start_ms"), reverse=newest), limit)


def standing_at(database: Database, sign: str, instant: datetime) -> Shown | None:
    """What stood on ``sign`` at ``instant``, as far as that is on record; ``None`` for a dark sign."""
    at = to_ms(instant)
    found = None
    for shown in _on_sign(database, sign, Wanted(at, at + 1, None, newest=False)):
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


def _on_sign(database: Database, sign: str, wanted: Wanted) -> Iterator[Shown]:
    for piece in pieces(database, sign, wanted):
        yield from shown_in(piece, wanted)


def pieces(database: Database, sign: str, wanted: Wanted) -> Iterator[Piece]:
    """The stored stretches of one sign that the question reaches, as they lie in time."""
    after: tuple[int, int] | None = None
    last = False
    while not last:
        with database.read() as session:
            rows = session.connection().execute(_batch(sign, wanted, after)).all()
            last = len(rows) < BATCH
            # in progress means newest: the first thing one way, the last thing the other
            here = after is None if wanted.newest else last
            current = _in_progress(session, sign) if here else []
        sealed = [Piece(sign, row.id, row.to_ms, row.body) for row in rows]
        yield from (*current, *sealed) if wanted.newest else (*sealed, *current)
        after = (rows[-1].to_ms, rows[-1].id) if rows else after


def _in_progress(session: Session, sign: str) -> list[Piece]:
    query = select(OPEN_SEGMENT).where(OPEN_SEGMENT.c.sign == sign)
    rows: list[Row[Any]] = [*session.connection().execute(query)]
    return [Piece(row.sign, None, row.heartbeat_ms, row.body) for row in rows]


def _batch(sign: str, wanted: Wanted, after: tuple[int, int] | None) -> Select[Any]:
    time, number = SEGMENT.c.to_ms, SEGMENT.c.id
    query = select(number, time, SEGMENT.c.body).where(
        SEGMENT.c.sign == sign, time >= wanted.since_ms, SEGMENT.c.from_ms < wanted.until_ms
    )
    if wanted.until_ms < MAX_MS:  # no segment is longer: an instant years ago does not read up to today
        query = query.where(time < wanted.until_ms + MAX_SPAN_MS)
    if after is not None:
        key, last = tuple_(time, number), tuple_(*after)
        query = query.where(key < last if wanted.newest else key > last)
    order = (time.desc(), number.desc()) if wanted.newest else (time, number)
    return query.order_by(*order).limit(BATCH)
