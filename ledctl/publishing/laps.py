"""How long the turns of a sign's open orders are, read from what was approved for it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from drivers.base import Pace, Program
from ledctl.db import Database
from ledctl.errors import Fault
from ledctl.playlists.rounds import Lap
from ledctl.playlists.turns import turns_of
from ledctl.publishing.orders import Order, load, open_orders


def laps_of(database: Database, sign: str, now: datetime, *, without: str, cap_ms: int | None) -> list[Lap]:
    """A lap for each order of the sign that is not over, but those of the notice ``without``."""
    orders = (order for order in open_orders(database, sign, now) if order.notice_id != without)
    return [Lap(order.candidate, _turns_in(database, order, cap_ms)) for order in orders]


def turns_in(program: Program, cap_ms: int | None) -> tuple[int, ...]:
    """The turns of one round of a program; ``None``: the sign plays whole rounds, and knows no cap.

    A minute of a clock is a turn (``turning``).
    """
    dwells = [page.dwell_ms for page in program.pages]
    if program.pace is Pace.MINUTE:
        return tuple(dwells)
    return (sum(dwells),) if cap_ms is None else turns_of(dwells, cap_ms)


@lru_cache(maxsize=512)
def _turns_in(database: Database, order: Order, cap_ms: int | None) -> tuple[int, ...]:
    """Nothing for frames that cannot be shown: the gate keeps such an order off the sign."""
    try:
        approved = load(database, order)
    except Fault:
        return ()
    return turns_in(approved.program, cap_ms) if approved else ()
