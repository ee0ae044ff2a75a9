"""How long to wait before a sign that failed is tried again: twice as long each time, never in step. Pure.

A card that comes back from a power cut is slow, and one that a storm of tries
hits at that moment stays away for longer; so tries become rare (bounded), and
signs behind one switch that failed together are not tried together: each wait
is up to a fifth shorter or longer, by a chance that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable

SPREAD = 0.2
"""How far a wait may lie from its nominal length, as a share of it."""


class Backoff:
    """The waits between tries on one wire, from ``first_s`` up to ``most_s``."""

    def __init__(self, first_s: float, most_s: float, chance: Callable[[], float]) -> None:
        """``chance`` gives a number from 0 to 1 each time."""
        self._first_s, self._most_s = first_s, max(first_s, most_s)
        self._chance = chance
        self._nominal_s = first_s

    def next_s(self) -> float:
        """How long to wait now; the next wait is longer."""
        nominal, self._nominal_s = self._nominal_s, min(self._most_s, 2 * self._nominal_s)
        spread = nominal * (1 + SPREAD * (2 * self._chance() - 1))
        return min(self._most_s, max(self._first_s, spread))

    def reset(self) -> None:
        """The sign took something: the next failure is a new one."""
        self._nominal_s = self._first_s
