"""What runs, or why the sign is dark: all of choosing, from the orders, the time and what holds back. Pure.

The total order of priorities, top first: blackout, emergency, high (urgent),
normal, standing, idle, dark (R28). A blackout is a curb above every level, quiet
hours are one below the level they let through; what a curb lets through is
chosen as if it were all there is. Nothing unapproved is ever chosen, the idle page
neither: if nothing may run, the sign is dark, and the cue says why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from ledctl.playlists.choose import Candidate, choose, running
from ledctl.playlists.curbs import FREE, Curb

NOTHING = "nothing"
"""No approved order is in its window."""
REFUSED = "refused"
"""What should run was kept back by the last gate, or the sign itself would not take it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The order whose turn it is; or none, and why: a curb's cause, ``refused`` or ``nothing``."""

    order_id: int | None
    why_dark: str = ""


def cue(
    candidates: Collection[Candidate],
    now: datetime,
    turns: Mapping[int, int],
    curb: Curb = FREE,
    kept_back: Collection[int] = (),
) -> Cue:
    """What a sign should show at ``now``.

    ``turns``: for each order that has been on it, the number of its latest turn.
    ``kept_back``: orders the last gate or the sign would not have.
    """
    free = let_through(candidates, curb)
    chosen = choose(without(free, kept_back), now, turns)
    return Cue(chosen.order_id) if chosen else Cue(None, _why_dark(free, now, curb))


def let_through(candidates: Collection[Candidate], curb: Curb) -> Collection[Candidate]:
    """Those the curb does not hold back."""
    if curb.least <= FREE.least:
        return candidates
    return [candidate for candidate in candidates if candidate.level >= curb.least]


def without(candidates: Collection[Candidate], kept_back: Collection[int]) -> Collection[Candidate]:
    """Those that are not kept back; the others have their turn meanwhile, of whatever level."""
    if not kept_back:
        return candidates
    return [candidate for candidate in candidates if candidate.order_id not in kept_back]


def _why_dark(free: Collection[Candidate], now: datetime, curb: Curb) -> str:
    """Nothing is left to run: was there something that might, or is it held back, or is there nothing?"""
    if running(free, now):
        return REFUSED
    return curb.cause if curb.least > FREE.least else NOTHING
