"""Pages being filled: what stands on each, how far down it is full, how long it takes to read. Pure.

A layout adds to a draft, text after a list after text; the next thing begins on
the line after the last one, wherever on a page that is. Not here: what a line
says (``flow.py``), what every page repeats (``furniture.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from layouts.base import PageLayout, Placement, Style
from layouts.flow import Block, Line, place, set_blocks
from layouts.pacing import reading_ms
from layouts.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page so far; ``lines`` of it are full."""

    placements: tuple[Placement, ...] = ()
    lines: int = 0
    reading_ms: int = 0
    least_ms: int = 0

    def joined(self, more: Leaf) -> Leaf:
        """This page with more on it, further down."""
        return Leaf(
            self.placements + more.placements,
            max(self.lines, more.lines),
            self.reading_ms + more.reading_ms,
            max(self.least_ms, more.least_ms),
        )

    def dwell(self, style: Style) -> int:
        return max(self.least_ms, style.look_up_ms + self.reading_ms)


@dataclass(frozen=True, slots=True)
class Draft:
    """Pages so far, in order."""

    leaves: tuple[Leaf, ...] = ()

    def free(self, on: Sheet) -> int:
        """The next free line, counted on over all pages."""
        return (len(self.leaves) - 1) * on.lines + self.leaves[-1].lines if self.leaves else 0

    def added(self, number: int, leaves: Sequence[Leaf]) -> Draft:
        """With ``leaves`` as pages ``number`` and on; the first may go on with the last page there is."""
        if leaves and number < len(self.leaves):
            return Draft((*self.leaves[:-1], self.leaves[-1].joined(leaves[0]), *leaves[1:]))
        return Draft((*self.leaves, *leaves))


def write(draft: Draft, blocks: Iterable[Block], on: Sheet) -> Draft:
    """The draft with blocks of text after what it holds."""
    lines, free = set_blocks(tuple(blocks), on, draft.free(on))
    if not lines:
        return draft
    pages = groupby(lines, key=lambda line: line.number // on.lines)
    leaves = [_text_leaf(tuple(page), on) for _, page in pages]
    last = replace(leaves[-1], lines=free - lines[-1].number // on.lines * on.lines)
    return draft.added(lines[0].number // on.lines, [*leaves[:-1], last])


def _text_leaf(lines: Sequence[Line], on: Sheet) -> Leaf:
    reading = reading_ms("".join(line.text for line in lines), on.style)
    return Leaf(place(lines, on), lines[-1].number % on.lines + 1, reading, on.style.min_text_ms)


def finish(draft: Draft, style: Style, every: tuple[Placement, ...] = ()) -> list[PageLayout]:
    """The pages, each with what every page carries."""
    return [PageLayout((*every, *leaf.placements), leaf.dwell(style)) for leaf in draft.leaves]
