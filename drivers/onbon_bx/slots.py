"""Which number each program of a list gets, so that little is written. Pure.

A card shows its programs in the order of their numbers, so a list needs rising
ones; gaps are allowed (deleting a program leaves one). Flash endures about
100 000 erases: a program that is on the card already keeps its number where the
order allows. Taking a program away then writes nothing, adding one at the end
writes one, adding one before others writes those again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

MAX_PROGRAMS = 32  # more than a gate sign has notices; what a card takes is not known


def place(count: int, held: Sequence[int], fits: Callable[[int, int], bool]) -> list[int]:
    """Rising numbers below ``MAX_PROGRAMS`` for ``count`` programs.

    ``held``: the numbers in use, rising. ``fits(index, number)``: whether the
    program at ``index`` is what the card holds under ``number``.
    """
    chosen: list[int] = []
    for index in range(count):
        least = chosen[-1] + 1 if chosen else 0
        room = range(least, MAX_PROGRAMS - count + index + 1)  # leaves numbers for those that follow
        chosen.append(next((number for number in held if number in room and fits(index, number)), least))
    return chosen
