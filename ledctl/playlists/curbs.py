"""What holds orders back on a sign besides their own windows: a blackout, quiet hours. Pure.

A curb lets only the levels from ``least`` up run; of several the strictest counts.
It takes nothing from an order: when it ends, what may run runs again.
"""

from __future__ import annotations

from dataclasses import dataclass

ABOVE_ALL = 1_000
"""Higher than every level of ``choose``: nothing runs."""


@dataclass(frozen=True, slots=True)
class Curb:
    """Only orders of level ``least`` or above may run; those that leave for it do so by ``cause``."""

    least: int
    cause: str


FREE = Curb(0, "plan")
"""Nothing is held back."""
BLACKOUT = Curb(ABOVE_ALL, "blackout")
"""Every sign is dark until an approver lifts it."""


def strictest(*curbs: Curb) -> Curb:
    """The curb that leaves least; among equals the first."""
    found = FREE
    for curb in curbs:
        if curb.least > found.least:
            found = curb
    return found
