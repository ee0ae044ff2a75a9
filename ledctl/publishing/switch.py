"""The switch: what is ordered of all signs at once, kept in memory for every worker of a site.

It is read when the mark of the orders moves, and what was read holds until it is read
otherwise: a database that goes away lifts no blackout. A drill ends by whichever clock
says so first, the wall or the monotonic one, so that a wall set back prolongs nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from ledctl.blackout.reading import open_blackouts
from ledctl.blackout.states import DRILL, Ordered, standing
from ledctl.clock import Clock
from ledctl.db import Database


@dataclass(frozen=True, slots=True)
class Heard:
    """An order, and the monotonic instant by which every sign should have answered; a drill is over then."""

    ordered: Ordered
    answer_by: float


class Switch:
    """Shared by all workers of a publisher; thread-safe."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        signs: Collection[str],
        practice: bool,
        ring: Callable[[], None],
    ) -> None:
        """``signs``: all who must answer; ``ring`` wakes their workers when a drill is over."""
        self.database = database
        self.signs = frozenset(signs)
        self.ring = ring
        self._clock = clock
        self._practice = practice
        self._lock = threading.Lock()
        self._read: tuple[int, tuple[Heard, ...]] = (-1, ())

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What was not ended when it was last read."""
        return self._read[1]

    def look(self, mark: int) -> None:
        """Read again if the mark has moved; it only grows."""
        if mark <= self._read[0]:
            return
        with self._lock:
            if mark > self._read[0]:
                known = {one.ordered.id: one for one in self.heard}
                found = open_blackouts(self.database, practice=self._practice)
                self._read = (mark, tuple(known.get(one.id) or self._hear(one) for one in found))

    def standing(self, now: datetime) -> Ordered | None:
        """What keeps the signs dark now."""
        heard = self._read[1]
        if not heard:
            return None
        mono = self._clock.monotonic()
        return standing((h.ordered for h in heard if not (h.ordered.is_drill and is_past(h, mono))), now)

    def _hear(self, ordered: Ordered) -> Heard:
        left = DRILL if ordered.until is None else min(DRILL, ordered.until - self._clock.now())
        return Heard(ordered, self._clock.monotonic() + max(0.0, left.total_seconds()))


def is_past(heard: Heard, mono: float) -> bool:
    """Whether the time to answer has passed, as this machine counted it; a drill is over then."""
    return mono >= heard.answer_by
