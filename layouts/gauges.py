"""A bar of progress on one line, the percentage beside it. Pure.

A bar alone cannot be read across a square, and a colour not at all, so the figure
always stands with it. The fill is exact: the inner width times the share, rounded
down, so that a longer bar is never a smaller share and only 100 % is full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from layouts.base import Ink, Placement, Rule, Text
from layouts.drafts import Leaf
from layouts.pacing import reading_ms
from layouts.projects import Progress
from layouts.sheets import Sheet

EDGE = 1  # px, the frame
AIR = 1  # px between frame and fill
LEAST = 2  # em; a shorter bar shows nothing
MOST = 10  # em; a longer one takes its figure too far from its label


@dataclass(frozen=True, slots=True)
class Gauges:
    """The bars of one list on a sheet: as long as there is room, but not too long to be taken in.

    ``figures``: the width of the widest percentage.
    """

    on: Sheet
    figures: int

    @property
    def gap(self) -> int:
        return self.on.style.size // 2

    def room(self, label: str) -> int:
        """How wide a bar is beside ``label``, or with no label before it."""
        free = self.on.narrowest - self._start(label) - self.gap - self.figures
        return min(free, MOST * self.on.style.size)

    def fits(self, label: str) -> bool:
        return self.room(label) >= LEAST * self.on.style.size

    def beside(self, label: str, texts: Sequence[str]) -> int:
        """How many of ``texts`` the line holds behind the figure."""
        free = self.on.narrowest - self._end(label)
        counts = range(len(texts), 0, -1)
        return next((n for n in counts if self.on.ruler.width(" ".join(texts[:n])) <= free), 0)

    def line(self, number: int, label: str, progress: Progress, behind: str = "") -> Leaf:
        """The bar of ``progress`` on line ``number`` of all pages, text before and behind it."""
        on, size, y = self.on, self.on.style.size, self.on.y(number)
        x, width, high = self._start(label), self.room(label), size // 2 + 1
        runs = [
            Text(0, y, label, size),
            Text(x + width + self.gap, y, progress.text, size, Ink.AMOUNT),
            Text(self._end(label), y, behind, size),
        ]
        drawn = bar(x, y + (size - high) // 2, width, high, progress.share)
        reading = reading_ms(label + progress.text + behind, on.style)
        placed = (*(run for run in runs if run.text), *drawn)
        return Leaf(placed, number % on.lines + 1, reading, on.style.min_table_ms)

    def _start(self, label: str) -> int:
        return self.on.ruler.width(label) + self.gap if label else 0

    def _end(self, label: str) -> int:
        return self._start(label) + self.room(label) + self.gap + self.figures + self.on.style.size


def gauges(figures: Sequence[str], on: Sheet) -> Gauges:
    """Room for the widest of ``figures``."""
    return Gauges(on, max(map(on.ruler.width, figures), default=0))


def bar(x: int, y: int, width: int, height: int, share: Fraction) -> Iterator[Placement]:
    """A frame, and in it the fill; nothing at 0 %."""
    yield Rule(x, y, width, EDGE, Ink.AMOUNT)
    yield Rule(x, y + height - EDGE, width, EDGE, Ink.AMOUNT)
    for side in (x, x + width - EDGE):
        yield Rule(side, y + EDGE, EDGE, height - 2 * EDGE, Ink.AMOUNT)
    inset = EDGE + AIR
    if filled := fill_width(width - 2 * inset, share):
        yield Rule(x + inset, y + inset, filled, height - 2 * inset, Ink.AMOUNT)


def fill_width(inner: int, share: Fraction) -> int:
    """The exact part of ``inner`` pixels, rounded down: all of them at 100 % alone."""
    return inner * share // 100
