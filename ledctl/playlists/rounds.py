"""How long a sign takes to come back to the same page with everything that runs beside it. Pure.

``choose`` gives each order of the winning level its turn, one whole round of its
pages after the other; so the way round is the sum of theirs. Orders of another
level never alternate with it: a higher one holds it back, a lower one waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledctl.playlists.choose import Candidate


@dataclass(frozen=True, slots=True)
class Lap:
    """One order and how long one round of its own pages takes."""

    candidate: Candidate
    round_ms: int


def whole_round(own_ms: int, level: int, others: Iterable[Lap], now: datetime) -> int:
    """The time from one showing of a notice's first page to the next, at ``level`` among ``others``."""
    beside = (lap for lap in others if lap.candidate.level == level and lap.candidate.runs_at(now))
    return own_ms + sum(lap.round_ms for lap in beside)


def held_back(level: int, others: Iterable[Lap], now: datetime) -> bool:
    """Whether something more urgent runs now, so that this level waits."""
    return any(lap.candidate.level > level and lap.candidate.runs_at(now) for lap in others)
