"""What is believed of a sign: the page that stands, what is on air, what may still stand. Pure.

*On air* means that the record says so: an order was put up and has not been
taken down. After a failure everything on air is *doubtful*: it may stand or not,
until the sign has confirmed something else (R10). So it is on a sign that is not
believed (``witness``); there pages go on standing in turn, and none is on air.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from drivers.base import Pace, Program, Proof, Receipt
from ledctl.clock import stamp, unstamp
from ledctl.publishing.causes import leaving_cause
from ledctl.publishing.health import NOTHING_SAID, Health
from ledctl.publishing.orders import Approved, Order
from ledctl.publishing.rota import Rota

Left = tuple[tuple[Order, str], ...]
"""Orders that went, each with its cause."""
MOST_TITLES = 64
"""Titles told of one sign: an answer over the bell is one datagram."""


@dataclass(frozen=True, slots=True)
class Live:
    """What a sign shows now, as far as it confirmed it.

    ``online`` is ``None`` for a sign that takes what it is sent and can never be
    asked. ``titles`` are those of all notices on a sign that turns the pages by
    itself, the named one first; which of their pages stands nobody knows.
    ``held_up``: another order should stand now, and the sign would not take it.
    ``why_dark``: a sign that confirmed to be dark is so by a curb (its cause), because what
    should stand was ``refused``, or because ``nothing`` may (``playlists.cue``).
    ``health``: what the sign last said of itself.
    """

    sign: str
    order_id: int | None
    notice_id: str
    title: str
    page: int
    pages: int
    since: datetime
    proof: int
    online: bool | None
    titles: tuple[str, ...] = ()
    held_up: bool = False
    why_dark: str = ""
    health: Health = NOTHING_SAID

    @classmethod
    def of(
        cls,
        sign: str,
        at: datetime,
        order: Order | None,
        proof: Proof,
        page: int = 0,
        *,
        online: bool | None = True,
    ) -> Self:
        """One page of ``order``, or darkness."""
        if order is None:
            return cls(sign, None, "", "", 0, 0, at, int(proof), online)
        return cls(sign, order.id, order.notice_id, order.title, page, order.pages, at, int(proof), online)

    @classmethod
    def rotating(
        cls, sign: str, at: datetime, orders: Sequence[Order], proof: Proof, *, online: bool | None
    ) -> Self:
        """What the sign turns by itself: these orders, or darkness."""
        named = cls.of(sign, at, orders[0] if orders else None, proof, online=online)
        return replace(named, titles=tuple(order.title for order in orders[:MOST_TITLES]))

    def as_answer(self) -> dict[str, Any]:
        """In plain values, for another process."""
        return {**asdict(self), "since": stamp(self.since), "health": self.health.as_answer()}

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        told = {"since": unstamp(answer["since"]), "titles": tuple(answer["titles"])}
        return cls(**{**answer, **told, "health": Health.from_answer(answer["health"])})


@dataclass(frozen=True, slots=True)
class Taken:
    """How the sign took the last page or darkness; ``ack_s``: after how long."""

    receipt: Receipt
    cause: str
    ack_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """The page on the sign: when its turn is over, and when it is sent again if it still stands."""

    order: Order
    approved: Approved
    page: int
    turn_at: float
    again_at: float
    taken: Taken

    @property
    def program(self) -> Program:
        return self.approved.program

    def is_page(self, order: Order, page: int) -> bool:
        return (self.order.id, self.page) == (order.id, page)

    def keeps_its_time(self, order: Order, page: int, moment: float) -> bool:
        """Whether it is only sent again before its turn is over; a clock's minute is measured anew."""
        return self.is_page(order, page) and moment < self.turn_at and self.program.pace is Pace.ROUND


class Stage:
    """One sign's stage. Only confirmed changes enter it, and failures."""

    def __init__(self) -> None:
        self.standing: Standing | None = None
        self.dark = False
        """Confirmed dark, not assumed so."""
        self._on_air: dict[int, Order] = {}
        self._doubtful: dict[int, Order] = {}

    @property
    def current(self) -> int | None:
        return self.standing.order.id if self.standing else None

    def is_on_air(self, order_id: int) -> bool:
        return order_id in self._on_air

    def is_doubtful(self, order_id: int) -> bool:
        return order_id in self._doubtful

    def stand(self, standing: Standing) -> None:
        self.standing, self.dark = standing, False
        self._on_air[standing.order.id] = standing.order
        self._doubtful.pop(standing.order.id, None)

    def try_on(self, standing: Standing) -> None:
        """The sign took a page, and is not believed."""
        self.standing, self.dark = standing, False
        self._doubtful[standing.order.id] = standing.order

    def clear(self) -> None:
        self.standing, self.dark = None, True

    def hold(self, orders: Iterable[Order]) -> None:
        """The sign keeps the programs of these orders and turns them by itself."""
        held = {order.id: order for order in orders}
        self.standing, self.dark = None, not held
        self._on_air |= held
        self._doubtful = {key: order for key, order in self._doubtful.items() if key not in held}

    def doubt(self, *sent: Order) -> None:
        """A failure: nothing is certain, nor whether what was ``sent`` arrived (none: nothing did)."""
        self.standing, self.dark = None, False
        self.distrust()
        self._doubtful |= {order.id: order for order in sent}

    def distrust(self) -> None:
        """Something else was found there: pages go on in their turn, and none of them is on air."""
        self._doubtful |= self._on_air
        self._on_air = {}

    def leaving(self, rota: Rota, now: datetime, moment: float) -> Left:
        """Orders that may be on the sign and may not stay."""
        running = rota.running(now, moment)
        ids = {c.order_id for c in running}
        if not self._doubtful and self._on_air.keys() <= ids:  # at nearly every step
            return ()
        orders, top = self._on_air | self._doubtful, max((c.level for c in running), default=0)
        return tuple(
            (order, self._cause(order, now, top, rota, moment))
            for key, order in orders.items()
            if key not in ids
        )

    def _cause(self, order: Order, now: datetime, top: int, rota: Rota, moment: float) -> str:
        is_open, is_aside = order.id in rota, rota.is_aside(order.id, moment)
        return leaving_cause(order, now, top, is_open=is_open, is_aside=is_aside, curb=rota.curb)

    def leave(self, left: Left) -> None:
        for order, _ in left:
            self._on_air.pop(order.id, None)
            self._doubtful.pop(order.id, None)
