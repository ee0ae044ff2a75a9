"""The open orders of one sign in memory: which may run, whose turn it is. Pure.

``cue`` decides; this keeps what it needs between two looks: the orders as last
read, the turns each has had and how far it came, and who is kept out. It holds nothing of an
order that is no longer open, so it does not grow with the years.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from drivers.base import Program
from ledctl.playlists.choose import Candidate, interrupts, running
from ledctl.playlists.cue import Cue, cue, let_through, without
from ledctl.playlists.curbs import FREE, Curb
from ledctl.playlists.turns import Turns
from ledctl.publishing.orders import Order
from ledctl.publishing.turning import first_page, page_after

CAP_MS = 60_000
"""A turn is no longer, unless one page is."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Who runs under a curb from one instant until another."""

    running: tuple[Candidate, ...]
    curb: Curb
    since: datetime
    until: datetime

    def holds(self, now: datetime, curb: Curb) -> bool:
        return curb is self.curb and self.since <= now < self.until


_NEVER = datetime.max.replace(tzinfo=UTC)
_NOTHING = _Known((), FREE, _NEVER, _NEVER)


class Rota:
    """Orders and turns of one sign. ``moment`` is monotonic time, in seconds."""

    def __init__(self, cap_ms: int = CAP_MS) -> None:
        self._orders: dict[int, Order] = {}
        self._candidates: tuple[Candidate, ...] = ()
        self._edges: tuple[datetime, ...] = ()
        self._turns = Turns(cap_ms)
        self._refused: set[int] = set()
        self._aside: dict[int, float] = {}
        self._known = _NOTHING
        self.curb: Curb = FREE
        """What holds orders back now; whoever looks sets it first."""

    def __contains__(self, order_id: int) -> bool:
        return order_id in self._orders

    def __iter__(self) -> Iterator[int]:
        return iter(self._orders)

    def replace(self, orders: Iterable[Order]) -> None:
        """The open orders as just read; whatever is not among them is forgotten."""
        self._orders = {order.id: order for order in orders}
        self._turns.keep(self._orders)
        self._aside = {key: until for key, until in self._aside.items() if key in self._orders}
        self._refused &= self._orders.keys()
        self._candidates = tuple(order.candidate for order in self._orders.values())
        self._edges = tuple(sorted({edge for one in self._candidates for edge in (one.start, one.end)}))
        self._known = _NOTHING

    def refuse(self, order_id: int) -> None:
        """The gate said no: this order never runs."""
        self._refused.add(order_id)
        self._known = _NOTHING

    def set_aside(self, order_id: int, until: float) -> None:
        """The sign would not take it: others have their turn until then."""
        self._aside[order_id] = until

    @property
    def keeps_aside(self) -> bool:
        """Whether the sign would not take some order, now or until a while ago."""
        return bool(self._aside)

    def is_aside(self, order_id: int, moment: float) -> bool:
        return self._aside.get(order_id, moment) > moment

    def holds_up(self, now: datetime, moment: float) -> bool:
        """Whether the sign would not take an order that may run now."""
        if not self._aside:
            return False
        free = without(let_through(self._candidates, self.curb), self._refused)
        return any(self.is_aside(one.order_id, moment) for one in running(free, now))

    # -- turns --------------------------------------------------------------------------------

    def first_page(self, order_id: int, program: Program, local: datetime) -> int:
        """The page its next turn begins with: where the last one left off, or the minute."""
        return first_page(program, local, self._turns.page_of(order_id))

    def count_page(self, order_id: int, program: Program, page: int) -> None:
        """The sign confirmed it: a turn begins or goes on."""
        self._turns.stand(order_id, page, program.pages[page].dwell_ms)

    def turn_page(self, order_id: int, program: Program, page: int) -> int | None:
        """The page stood its time: the next of the same turn; ``None`` when the turn is over."""
        following = page_after(program, page)
        dwell_ms = 0 if following is None else program.pages[following].dwell_ms
        return following if self._turns.turn_page(order_id, following, dwell_ms) else None

    def next_edge(self, now: datetime) -> datetime | None:
        """The next instant at which an order begins or ends: looked for at each step, so kept in order."""
        place = bisect_right(self._edges, now)
        return self._edges[place] if place < len(self._edges) else None

    def count_turn(self, order_id: int) -> None:
        """It stands on a list that the sign turns by itself."""
        self._turns.begin(order_id)

    def had_turn(self, order_id: int) -> bool:
        return order_id in self._turns.last

    # -- what runs ----------------------------------------------------------------------------

    def running(self, now: datetime, moment: float) -> Sequence[Candidate]:
        """The winning level's orders that may be on the sign now.

        Asked several times a step, so the answer is kept until the next edge; not while one is aside.
        """
        if not self._aside and self._known.holds(now, self.curb):
            return self._known.running
        free = let_through(self._candidates, self.curb)
        found = tuple(running(without(free, self._kept_back(moment)), now))
        self._known = (
            _Known(found, self.curb, now, self.next_edge(now) or _NEVER) if not self._aside else _NOTHING
        )
        return found

    def all_running(self, now: datetime, moment: float) -> list[Order]:
        """The orders of ``running``, the earliest approval first: new ones come last."""
        orders = [self._orders[candidate.order_id] for candidate in self.running(now, moment)]
        return sorted(orders, key=lambda order: (order.approved_at, order.id))

    def cue(self, now: datetime, moment: float) -> Cue:
        return cue(self._candidates, now, self._turns.last, self.curb, self._kept_back(moment))

    def choose(self, now: datetime, moment: float) -> Order | None:
        chosen = self.cue(now, moment).order_id
        return None if chosen is None else self._orders[chosen]

    def interrupts(self, now: datetime, moment: float, current: int | None) -> bool:
        """Whether what stands must leave before its page is through."""
        return interrupts(self.running(now, moment), now, self._turns.last, current)

    def _kept_back(self, moment: float) -> Collection[int]:
        """Whom the gate, or the sign for a while, would not have."""
        if not self._aside:
            return self._refused
        return self._refused | {key for key in self._aside if self.is_aside(key, moment)}
