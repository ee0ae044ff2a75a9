"""Half-open spans of time, in milliseconds: united, cut, and laid over one another. Pure.

Where spans of several kinds overlap, ``layered`` gives each moment to one kind, so
that what is added up never counts a moment twice and never exceeds the whole (R16).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Span = tuple[int, int]
"""From an instant up to, and without, another."""
K = TypeVar("K")
FOR_EVER = 2**62
"""Later than every instant, and the other way round earlier."""


def united(spans: Iterable[Span]) -> list[Span]:
    """The same moments as few spans, in order; empty and reversed ones hold none."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def within(spans: Iterable[Span], bounds: Iterable[Span]) -> list[Span]:
    """The moments in both."""
    mine, theirs = united(spans), united(bounds)
    found, i, j = [], 0, 0
    while i < len(mine) and j < len(theirs):
        start, end = max(mine[i][0], theirs[j][0]), min(mine[i][1], theirs[j][1])
        if start < end:
            found.append((start, end))
        if mine[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The moments of ``spans`` that are in none of ``taken``."""
    holes = united(taken)
    starts = [-FOR_EVER, *(end for _, end in holes)]
    ends = [*(start for start, _ in holes), FOR_EVER]
    return within(spans, zip(starts, ends, strict=True))


def total(spans: Iterable[Span]) -> int:
    """How long they are together, each moment counted once."""
    return sum(end - start for start, end in united(spans))


def layered(whole: Iterable[Span], layers: Mapping[K, Iterable[Span]]) -> dict[K, list[Span]]:
    """To each kind the moments of ``whole`` that it has and no kind before it."""
    rest, found = united(whole), {}
    for kind, spans in layers.items():
        mine = within(rest, spans)
        found[kind] = mine
        rest = without(rest, mine)
    return found
