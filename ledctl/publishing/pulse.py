"""Whether a thread of the publisher goes on: by when it has to be heard of again. Pure.

A worker inside an order to its sign is alive for as long as a round may last, which is
longer than any driver waits; one that rests is alive until a while after it wanted to
look again. Beyond that it hangs, and the supervisor is not told that all is well (R17, R24).
"""

from __future__ import annotations

from math import inf

GRACE_S = 30.0
"""How late a thread may be on a machine that has much to do."""


class Pulse:
    """One thread's. It writes a number, another thread reads it; ``moment`` is monotonic time."""

    __slots__ = ("_by", "_longest_s", "name")

    def __init__(self, name: str, *, longest_s: float, moment: float) -> None:
        """``longest_s``: how long one round may last, waiting for a sign included."""
        self.name = name
        self._longest_s = longest_s
        self.works(moment)

    def works(self, moment: float) -> None:
        """A round begins."""
        self._by = moment + self._longest_s

    def rests(self, moment: float, wait_s: float) -> None:
        """A round is over, the next one begins after this long at the latest."""
        self._by = moment + wait_s + GRACE_S

    def ends(self) -> None:
        """The thread is done, and nothing more is heard of it."""
        self._by = inf

    def is_overdue(self, moment: float) -> bool:
        return moment > self._by
