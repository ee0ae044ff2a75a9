"""One process of a site at a time does a thing: whoever holds its lock file.

The system lets go of the lock when the process dies, however it dies, so the next
look of another process takes over.
"""

from __future__ import annotations

import fcntl
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path


class Duty:
    """A lock that is tried again at each asking, and kept until ``end``."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: TextIOWrapper | None = None

    def is_mine(self) -> bool:
        """Whether this process is on duty, from now on if nobody else is."""
        if self._held is None:
            self._held = self._take()
        return self._held is not None

    def end(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _take(self) -> TextIOWrapper | None:
        lock = _opened(self._file)
        if lock is None:
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            return None
        return lock


def _opened(file: Path) -> TextIOWrapper | None:
    """The file to lock; one that is there can be locked on a disk that takes no more writes."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return file.open("a")
    with suppress(OSError):
        return file.open("r")
    return None
