"""Trouble that comes and goes: told when it begins, over when it has stayed away. Pure.

Whoever writes onto a sign again and again, and a fault that flickers, must not
fill the record (R32): one beginning and one end are told, however often it was
seen in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

HEALED_S = 60.0
"""Trouble is over when no look has found it for so long."""
MOST_TOLD = 8
"""Different things told of one episode: a fault whose words hold a figure is not told at each figure."""


class Episode:
    """One kind of trouble on one sign. ``moment`` is monotonic, in seconds."""

    def __init__(self) -> None:
        self.since: datetime | None = None
        """When it began; ``None`` while there is none."""
        self._told: set[str] = set()
        self._seen_at = 0.0

    def see(self, found: Iterable[str], now: datetime, moment: float) -> tuple[str, ...]:
        """A look found this; gives back what of it is to be told."""
        found = tuple(dict.fromkeys(found))
        if not found:
            return ()
        self.since, self._seen_at = self.since or now, moment
        room = MOST_TOLD - len(self._told)
        new = tuple(one for one in found if one not in self._told)[:room]
        self._told.update(new)
        return new

    def is_over(self, moment: float) -> bool:
        """A look found nothing; whether that ends the episode, just now."""
        if self.since is None or moment - self._seen_at < HEALED_S:
            return False
        self.since, self._told = None, set()
        return True
