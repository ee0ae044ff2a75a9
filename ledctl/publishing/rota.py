"""The open orders of one sign in memory: which may run, whose turn it is. Pure.

``choose`` decides; this keeps what it needs between two looks: the orders as
last read, the turns each has had, and who is kept out. It holds nothing of an
order that is no longer open, so it does not grow with the years.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ledctl.playlists.choose import Candidate, choose, interrupts, running
from ledctl.playlists.curbs import FREE, Curb
from ledctl.publishing.orders import Order


class Rota:
    """Orders and turns of one sign. ``moment`` is monotonic time, in seconds."""

    def __init__(self) -> None:
        self._orders: dict[int, Order] = {}
        self._candidates: tuple[Candidate, ...] = ()
        self._edges: tuple[datetime, ...] = ()
        self._turns: dict[int, int] = {}
        self._turn = 0
        self._refused: set[int] = set()
        self._aside: dict[int, float] = {}
        self.curb: Curb = FREE
        """What holds orders back now; whoever looks sets it first."""

    def __contains__(self, order_id: int) -> bool:
        return order_id in self._orders

    def __iter__(self) -> Iterator[int]:
        return iter(self._orders)

    def replace(self, orders: Iterable[Order]) -> None:
        """The open orders as just read; whatever is not among them is forgotten."""
        self._orders = {order.id: order for order in orders}
        self._turns = {key: turn for key, turn in self._turns.items() if key in self._orders}
        self._aside = {key: until for key, until in self._aside.items() if key in self._orders}
        self._refused &= self._orders.keys()
        self._sort()

    def refuse(self, order_id: int) -> None:
        """The gate said no: this order never runs."""
        self._refused.add(order_id)
        self._sort()

    def set_aside(self, order_id: int, until: float) -> None:
        """The sign would not take it: others have their turn until then."""
        self._aside[order_id] = until

    def is_aside(self, order_id: int, moment: float) -> bool:
        return self._aside.get(order_id, moment) > moment

    def holds_up(self, now: datetime, moment: float) -> bool:
        """Whether the sign would not take an order that may run now."""
        aside = {key for key, until in self._aside.items() if until > moment}
        return bool(aside) and any(one.order_id in aside for one in running(self._free(), now))

    def next_edge(self, now: datetime) -> datetime | None:
        """The next instant at which an order begins or ends: looked for at each step, so kept in order."""
        place = bisect_right(self._edges, now)
        return self._edges[place] if place < len(self._edges) else None

    def count_turn(self, order_id: int) -> None:
        self._turn += 1
        self._turns[order_id] = self._turn

    def had_turn(self, order_id: int) -> bool:
        return order_id in self._turns

    def running(self, now: datetime, moment: float) -> list[Candidate]:
        """The winning level's orders that may be on the sign now."""
        if not self._aside:
            return running(self._free(), now)
        return running([c for c in self._free() if not self.is_aside(c.order_id, moment)], now)

    def all_running(self, now: datetime, moment: float) -> list[Order]:
        """The orders of ``running``, the earliest approval first: new ones come last."""
        orders = [self._orders[candidate.order_id] for candidate in self.running(now, moment)]
        return sorted(orders, key=lambda order: (order.approved_at, order.id))

    def choose(self, now: datetime, moment: float) -> Order | None:
        chosen = choose(self.running(now, moment), now, self._turns)
        return None if chosen is None else self._orders[chosen.order_id]

    def interrupts(self, now: datetime, moment: float, current: int | None) -> bool:
        """Whether what stands must leave before its page is through."""
        return interrupts(self.running(now, moment), now, self._turns, current)

    def _free(self) -> Sequence[Candidate]:
        """Those the curb leaves free."""
        if self.curb is FREE:
            return self._candidates
        return [candidate for candidate in self._candidates if candidate.level >= self.curb.least]

    def _sort(self) -> None:
        free = [order for order in self._orders.values() if order.id not in self._refused]
        self._candidates = tuple(order.candidate for order in free)
        self._edges = tuple(sorted({edge for one in free for edge in (one.starts_at, one.ends_at)}))
