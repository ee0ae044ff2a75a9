"""A lock that is given in the order in which it was asked for.

``threading.Lock`` goes to whoever asks at the right instant, and SQLite's own to whoever
asks again first; of a thousand signs that write at once some would wait for minutes.
"""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """One holder at a time; the next in the queue is handed it directly."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self, timeout: float) -> bool:
        """Wait for our turn, at most ``timeout`` seconds; whether it came."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._queue.append(mine)
        return mine.acquire(timeout=timeout) or not self._leave(mine)

    def release(self) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._held = False

    def _leave(self, mine: threading.Lock) -> bool:
        """Give up waiting; too late if the turn was given just now."""
        with self._guard:
            if mine in self._queue:
                self._queue.remove(mine)
                return True
            return False
