"""How long a turn lasts and where the next one goes on, so that a long list starves nobody. Pure.

A turn is at most ``cap_ms`` of page time: whole pages only, at least one, until
the order's pages are through or the next page would pass the cap. The next turn
goes on at the page after; a page that was cut short is shown again. So whoever
waits for others waits, for each of them, no longer than the cap or one page that is longer.

Page time is what pages were approved to stand, not what a clock measured: the
same pages make the same turns. Kept for open orders only, and in memory: after a
restart every list begins at its first page. Not here: whose turn it is (``choose``).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn under way: the page that stands, and the page time it has had with it."""

    order_id: int
    page: int
    spent_ms: int


class Turns:
    """The turns of one sign's orders."""

    def __init__(self, cap_ms: int) -> None:
        self._cap_ms = cap_ms
        self._count = 0
        self._left_off: dict[int, int] = {}
        self._now: Turn | None = None
        self.last: dict[int, int] = {}
        """For each order that had a turn, the number of its latest."""

    def page_of(self, order_id: int) -> int:
        """The page its next turn begins with."""
        return self._left_off.get(order_id, 0)

    def begin(self, order_id: int) -> None:
        """It has a turn from now on, whoever had one before it."""
        self._count += 1
        self.last[order_id] = self._count

    def stand(self, order_id: int, page: int, dwell_ms: int) -> None:
        """The sign confirmed this page; one that is only sent again takes nothing of the turn."""
        turn = self._now
        if turn is None or turn.order_id != order_id:
            self.begin(order_id)
            self._now = Turn(order_id, page, dwell_ms)
        elif turn.page != page:
            self._now = Turn(order_id, page, turn.spent_ms + dwell_ms)
        self._left_off[order_id] = page

    def turn_page(self, order_id: int, following: int | None, dwell_ms: int) -> bool:
        """The page stood its time: whether the one ``following`` belongs to the same turn.

        ``None``: the pages are through. If it does not, the turn is over.
        """
        self._left_off[order_id] = following or 0
        turn, self._now = self._now, None
        if following is None or turn is None or turn.order_id != order_id:
            return False
        if turn.spent_ms + dwell_ms > self._cap_ms:
            return False
        self._now = turn
        return True

    def keep(self, order_ids: Container[int]) -> None:
        """Forget all others."""
        self.last = {key: turn for key, turn in self.last.items() if key in order_ids}
        self._left_off = {key: page for key, page in self._left_off.items() if key in order_ids}
        if self._now is not None and self._now.order_id not in order_ids:
            self._now = None


def turns_of(dwells_ms: Iterable[int], cap_ms: int) -> tuple[int, ...]:
    """How long each turn of a whole round is, for pages that stand so long."""
    turns: list[int] = []
    for dwell in dwells_ms:
        if turns and turns[-1] + dwell <= cap_ms:
            turns[-1] += dwell
        else:
            turns.append(dwell)
    return tuple(turns)
