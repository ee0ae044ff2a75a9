"""The history of one notice over all signs: only the segments it stood in, and of them only its displays.

``segment_notice`` names the segments. They are read by when they began (or ended,
the newest first), for all signs together, and what a later batch cannot precede any
more is given out: bounded memory, one order of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.shown import Piece, Shown, Wanted, shown_in

BATCH = 240  # segments a read: a notice on ten signs for its three days has sixty
_BEGINS = attrgetter("start_ms")


def of_notice(database: Database, wanted: Wanted, sign: str | None) -> Iterator[Shown]:
    """Every display of ``wanted.notice``, in the order of time."""
    after: tuple[int, int] | None = None
    waiting: list[Shown] = []
    last = False
    while not last:
        with database.read() as session:
            rows = session.connection().execute(_batch(wanted, sign, after)).all()
            last = len(rows) < BATCH
            # in progress means newest: the first thing one way, the last thing the other
            here = after is None if wanted.newest else last
            current = _in_progress(session, sign) if here else []
        for piece in (*current, *(Piece(row.sign, row.id, row.to_ms, row.body) for row in rows)):
            waiting.extend(shown_in(piece, wanted))
        waiting.sort(key=_BEGINS, reverse=wanted.newest)
        after = (rows[-1].edge, rows[-1].id) if rows else after
        ready = len(waiting) if last else _ready(waiting, rows[-1].edge, newest=wanted.newest)
        yield from waiting[:ready]
        del waiting[:ready]


def _ready(waiting: list[Shown], edge: int, *, newest: bool) -> int:
    """How many of these nothing that is still to be read can come before."""
    settled = (index for index, one in enumerate(waiting) if (one.start_ms < edge) is newest)
    return next(settled, len(waiting))


def _in_progress(session: Session, sign: str | None) -> list[Piece]:
    query = select(OPEN_SEGMENT)
    if sign is not None:
        query = query.where(OPEN_SEGMENT.c.sign == sign)
    rows = session.connection().execute(query).all()
    return [Piece(row.sign, None, row.heartbeat_ms, row.body) for row in rows]


def _batch(wanted: Wanted, sign: str | None, after: tuple[int, int] | None) -> Select[Any]:
    # a sum and a joined text have no index, so the few segments of the notice are looked up by number
    edge: ColumnElement[int] = (SEGMENT.c.to_ms if wanted.newest else SEGMENT.c.from_ms) + 0
    number = SEGMENT.c.id
    holding = select(SEGMENT_NOTICE.c.segment).where(SEGMENT_NOTICE.c.notice == wanted.notice)
    query = select(number, SEGMENT.c.sign, SEGMENT.c.to_ms, edge.label("edge"), SEGMENT.c.body).where(
        number.in_(holding), SEGMENT.c.to_ms + 0 >= wanted.since_ms, SEGMENT.c.from_ms < wanted.until_ms
    )
    if sign is not None:
        query = query.where(SEGMENT.c.sign + "" == sign)
    if after is not None:
        key, last = tuple_(edge, number), tuple_(*after)
        query = query.where(key < last if wanted.newest else key > last)
    order = (edge.desc(), number.desc()) if wanted.newest else (edge, number)
    return query.order_by(*order).limit(BATCH)
