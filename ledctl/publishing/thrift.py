"""Memory that a burst took and nothing uses any more is given back to the machine.

A thousand signs that start at once, or a full hour, take memory for a moment; the C library
keeps what is freed, for each of its heaps, and a publisher runs for years beside other
programs. Where it can be told to let go (glibc) it is, seldom; elsewhere nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable

from ledctl.clock import Clock

FIRST_S, EVERY_S = 30.0, 900.0
"""Soon after the start, when the signs are up; then a few times an hour: it takes milliseconds."""


def give_back() -> None:
    """Ask the C library to let go of what it holds free."""
    import ctypes  # a start should not wait for it

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Thrift:
    """When to do so; used by one thread."""

    def __init__(self, clock: Clock, give: Callable[[], None] = give_back) -> None:
        self._clock = clock
        self._give = give
        self._at = clock.monotonic() + FIRST_S

    def look(self) -> None:
        """Costs one comparison, nearly always."""
        mono = self._clock.monotonic()
        if mono >= self._at:
            self._at = mono + EVERY_S
            self._give()
