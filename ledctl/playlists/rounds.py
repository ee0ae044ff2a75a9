"""How long a sign takes to come back to the same page with everything that runs beside it. Pure.

``choose`` gives each order of the winning level its turn, and ``turns`` says how long
that is: a list of n turns lets every other order have n turns before its first page
comes again. A card that turns pages by itself plays whole rounds, which are one
turn each. Orders of another level never alternate with it: a higher one holds it
back, a lower one waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledctl.playlists.choose import Candidate


@dataclass(frozen=True, slots=True)
class Lap:
    """One order and how long each turn of one round of its own pages takes."""

    candidate: Candidate
    turns_ms: tuple[int, ...]


def whole_round(own_ms: tuple[int, ...], level: int, others: Iterable[Lap], now: datetime) -> int:
    """How long it takes at most from a notice's first page to that page again, among ``others``.

    ``own_ms``: its own turns. At most, because where the others' turns stand then is chance.
    """
    beside = (lap for lap in others if lap.candidate.level == level and lap.candidate.runs_at(now))
    return sum(own_ms) + sum(_longest(lap.turns_ms, len(own_ms)) for lap in beside)


def _longest(turns_ms: tuple[int, ...], n: int) -> int:
    """How long ``n`` turns may take: whole rounds, and of one more round the longest turns."""
    rounds, rest = divmod(n, len(turns_ms)) if turns_ms else (0, 0)
    return rounds * sum(turns_ms) + sum(sorted(turns_ms, reverse=True)[:rest])


def held_back(level: int, others: Iterable[Lap], now: datetime) -> bool:
    """Whether something more urgent runs now, so that this level waits."""
    return any(lap.candidate.level > level and lap.candidate.runs_at(now) for lap in others)
