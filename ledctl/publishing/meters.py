"""What one sign's worker has done since the process began, in numbers that only grow. Pure.

Its worker alone writes; another thread may read at any time and sees each number
at most one page old. A page turn costs about a microsecond here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: the upper bounds of a histogram's buckets; one more has no bound."""
PROOFS = 6


@dataclass(slots=True)
class Spread:
    """How long something took, as a histogram: how many fell into each bucket, and their sum."""

    counts: list[int]
    total_s: float = 0.0

    @classmethod
    def empty(cls) -> Self:
        return cls([0] * (len(BOUNDS) + 1))

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        return cls([int(count) for count in answer["counts"]], float(answer["total_s"]))

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total_s += seconds

    def take_in(self, other: Spread) -> None:
        self.counts = [mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)]
        self.total_s += other.total_s

    def as_answer(self) -> dict[str, Any]:
        return {"counts": self.counts, "total_s": self.total_s}


class Meter:
    """The counters of one sign: pages by proof, failures by their kind, how long sending took, how late."""

    __slots__ = ("_down_since", "_down_total", "failures", "late", "sends", "shown")

    def __init__(self) -> None:
        self.shown = [0] * PROOFS
        self.failures: dict[str, int] = {}
        self.sends = Spread.empty()
        self.late = Spread.empty()
        self._down_since: float | None = None
        self._down_total = 0.0

    def confirmed(self, proof: int, ack_s: float) -> None:
        """A page came to stand, ``ack_s`` after it was sent."""
        self.shown[proof] += 1
        self.sends.add(ack_s)

    def turned(self, late_s: float) -> None:
        """A page was over, and its worker came to turn it ``late_s`` afterwards."""
        self.late.add(late_s)

    def failed(self, error: str) -> None:
        self.failures[error] = self.failures.get(error, 0) + 1

    def went_down(self, mono: float) -> None:
        """An outage began."""
        self._down_since = mono

    def came_back(self, mono: float) -> None:
        """It is over."""
        self._down_total = self.outage_s(mono)
        self._down_since = None

    def outage_s(self, mono: float) -> float:
        """The seconds of all outages, the present one included."""
        since = self._down_since
        return self._down_total + (0.0 if since is None else max(0.0, mono - since))


def sum_of(spreads: Iterable[Spread]) -> Spread:
    """All of them as one: a label for each sign would multiply every bucket."""
    whole = Spread.empty()
    for spread in spreads:
        whole.take_in(spread)
    return whole
