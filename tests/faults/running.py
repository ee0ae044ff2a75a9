"""A class of faults: seeded runs, each of which survives or is a find that can be repeated.

Here: counting, naming what failed, and scratch folders. Not here: any fault.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from random import Random

Report = Callable[[str], None]

MOST_TRACES = 3
"""Of a class that fails again and again, the first few are told at length."""


class NotHere(Exception):
    """This machine cannot offer what the class needs; said aloud, never taken for a pass."""


class Find(AssertionError):
    """What a run found, one sentence each."""

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("; ".join(complaints))


def repeat(
    name: str, seed: int, runs: int, one: Callable[[int, Random], None], report: Report
) -> tuple[int, int]:
    """Do ``one`` run after another, each with a chance of its own; how many passed and failed."""
    failed = 0
    for number in range(runs):
        try:
            one(number, chance_of(name, seed, number))
        except Exception as error:  # whatever comes out of a run is a find
            failed += 1
            report(f"{name}: run {number} of SEED={seed} failed: {type(error).__name__}: {error}")
            if failed <= MOST_TRACES:
                report(traceback.format_exc())
    return runs - failed, failed


def chance_of(name: str, seed: int, number: int) -> Random:
    """The same for the same words: a run does not depend on the runs before it."""
    return Random(f"{name} {seed} {number}")  # noqa: S311 (to be repeatable, not to be secret)


def check(complaints: Sequence[str]) -> None:
    """``Find`` if there is anything to complain of."""
    if complaints:
        raise Find(complaints)
