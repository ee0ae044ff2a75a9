"""``choose``: from the approved orders and the time to what a sign should show. Pure.

Rules, in order:

1. An order may run while ``start <= now < end`` (half-open, R16) and it has not been stopped.
2. One level wins outright: emergency before high before normal before standing before idle (R28);
   levels never alternate. So an idle page stands while nothing else may, and leaves the moment
   something does.
3. Within the level, an order that has not been on this sign yet goes first, the
   earliest approval before the later: approval means *at once*.
4. Otherwise the order whose last turn lies furthest back: fair rotation.

Ties end at the order's number, so that the same facts always give the same answer. How long a
turn is stands in ``turns``, what holds levels back in ``curbs``, and all of it together in ``cue``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

LEVELS: dict[str, int] = {"emergency": 300, "high": 200, "normal": 100, "standing": 75, "idle": 50}
"""The ladder of priorities; an unknown word ranks as normal.

A notice's urgency, but for *standing*: nobody picks that, an approval gives it to a normal
notice that stays until it is taken down, so that news always goes before it.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What choosing needs to know of one display order."""

    order_id: int
    level: int
    start: datetime
    end: datetime
    approved_at: datetime

    def runs_at(self, now: datetime) -> bool:
        return self.start <= now < self.end


def level_of(word: str) -> int:
    return LEVELS.get(word, LEVELS["normal"])


def running(candidates: Iterable[Candidate], now: datetime) -> list[Candidate]:
    """The candidates of the winning level that may run now."""
    live = [candidate for candidate in candidates if candidate.runs_at(now)]
    top = max((candidate.level for candidate in live), default=0)
    return [candidate for candidate in live if candidate.level == top]


def choose(candidates: Iterable[Candidate], now: datetime, turns: Mapping[int, int]) -> Candidate | None:
    """Which order's turn it is; ``None`` means the sign stays dark.

    ``turns`` gives, for each order that has been on this sign, the number of
    its latest turn (a count that only grows; not a clock).
    """
    return min(
        running(candidates, now),
        key=lambda c: (turns.get(c.order_id, -1), c.approved_at, c.order_id),
        default=None,
    )


def interrupts(
    candidates: Iterable[Candidate], now: datetime, turns: Mapping[int, int], current: int | None
) -> bool:
    """Whether the order ``current`` must leave before its pages are through.

    It must when it may not run any more, when a higher level has come, or when
    an order of its level waits that has never been shown.
    """
    if current is None:
        return True
    level = {candidate.order_id: candidate for candidate in running(candidates, now)}
    return current not in level or any(order_id not in turns for order_id in level)


def next_edge(candidates: Iterable[Candidate], now: datetime) -> datetime | None:
    """The next instant at which an order begins or ends."""
    edges = (edge for c in candidates for edge in (c.start, c.end) if edge > now)
    return min(edges, default=None)
