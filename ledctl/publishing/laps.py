"""How long the rounds of a sign's open orders are, read from what was approved for it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from ledctl.db import Database
from ledctl.errors import Fault
from ledctl.playlists.rounds import Lap
from ledctl.publishing.orders import Order, load, open_orders
from ledctl.rendering.rounds import round_ms


def laps_of(database: Database, sign: str, now: datetime, *, without: str) -> list[Lap]:
    """A lap for each order of the sign that is not over, but those of the notice ``without``."""
    orders = (order for order in open_orders(database, sign, now) if order.notice_id != without)
    return [Lap(order.candidate, _round_of(database, order)) for order in orders]


@lru_cache(maxsize=512)
def _round_of(database: Database, order: Order) -> int:
    """Nothing for frames that cannot be shown: the gate keeps such an order off the sign."""
    try:
        approved = load(database, order)
    except Fault:
        return 0
    return round_ms(approved.program) if approved else 0
