"""How often flash may be written: so many files a day, and not one order right after another. Pure.

Time is handed in as seconds of a clock that only goes forward. The count lives
as long as the process: a restart forgets it.
"""

from __future__ import annotations

from collections import deque
from math import inf

DAY_S = 24 * 3600.0


class FlashGuard:
    """Counts the files written within the last day."""

    def __init__(self, per_day: int, interval_s: float) -> None:
        self.per_day, self.interval_s = per_day, interval_s
        self._written: deque[float] = deque(maxlen=per_day)

    def wait_s(self, files: int, now: float) -> float:
        """Seconds until ``files`` may be written in one order; 0 = now, ``inf`` = never."""
        if files > self.per_day:
            return inf
        if not self._written:
            return 0.0
        over = len(self._written) + files - self.per_day  # so many of the oldest have to be a day old
        room = self._written[over - 1] + DAY_S if over > 0 else now
        return max(0.0, room - now, self._written[-1] + self.interval_s - now)

    def note(self, now: float) -> None:
        """A file is being written."""
        self._written.append(now)
