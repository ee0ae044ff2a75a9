"""One page as lines: how many, how far apart, and where the page mark stands. Pure.

Characters of a 16 px font use all 16 rows, so at a pitch of 16 nearly half of
all pairs of lines touch; at 17 none does, and legibility grows up to a pitch of
one and a half em. Hence:

* as many lines as fit at the preset's least pitch;
* but two where the panel is just two characters high: half a dark panel helps
  nobody;
* spread evenly over the height, no wider than one and a half em, and centred.

====== ===== ====================
height lines pitch (16 px, 17)
====== ===== ====================
16     1     -
32     2     16
64     3     24
96     5     20
128    7     18
====== ===== ====================

Of several pages each carries ``n/m`` at the bottom right in 8 px digits. Where
the lines fit above an 8 px foot as well, they move up and the foot is the
mark's; otherwise (32 px) the last line is shorter by the mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layouts.base import Box, DoesNotFit, Ink, Metrics, PageLayout, Style, Text
from layouts.fitting import Ruler

MARK = 8  # px, the size of the digits in a page mark
MARK_GAP = 4  # px between the last line and the mark beside it
RULED = 3  # px between two lines for a rule of one pixel that touches neither


@dataclass(frozen=True, slots=True)
class Grid:
    """Where lines stand: ``lines`` of them, the first at ``top``, each ``pitch`` below the last."""

    lines: int
    pitch: int
    top: int


def grid(height: int, size: int, least: int) -> Grid:
    """The lines of a page ``height`` pixels high; see the rules above."""
    if height < size:
        raise DoesNotFit("one line", needed=size, available=height)
    lines = max(1 + (height - size) // max(least, size), min(2, height // size))
    if lines == 1:
        return Grid(1, size, (height - size) // 2)
    pitch = min((height - size) // (lines - 1), size * 3 // 2)
    return Grid(lines, pitch, (height - size - pitch * (lines - 1)) // 2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be written on: its lines, and how wide each of them is.

    ``mark``: the pixels kept free at the bottom right for the page mark.
    ``margin``: dark pixels above the first line and, at least, below the last.
    """

    box: Box
    style: Style
    ruler: Ruler
    grid: Grid
    last_width: int
    mark: int = 0
    margin: int = 0

    @property
    def lines(self) -> int:
        return self.grid.lines

    @property
    def widest(self) -> int:
        return self.box.width if self.lines > 1 else self.last_width

    @property
    def narrowest(self) -> int:
        """The width that every line has."""
        return min(self.box.width, self.last_width)

    def width(self, line: int) -> int:
        """The pixels of the ``line``-th line, counted on over all pages."""
        return self.last_width if line % self.lines == self.lines - 1 else self.box.width

    def y(self, line: int) -> int:
        return self.grid.top + self.grid.pitch * (line % self.lines)


def sheet(box: Box, metrics: Metrics, style: Style, digits: int) -> Sheet:
    """The page with room for a mark of up to ``digits`` digits a number; 0 = no mark."""
    ruler = Ruler(metrics, style.size)
    if box.width < style.size:
        raise DoesNotFit("one character", needed=style.size, available=box.width)
    if digits == 0:
        full = grid(box.height, style.size, style.pitch)
        return Sheet(box, style, ruler, full, box.width, margin=full.top)
    mark = metrics.advance("0" * digits + "/" + "0" * digits, MARK) + MARK_GAP
    return below(Sheet(box, style, ruler, Grid(0, 0, 0), box.width, mark), 0)


def below(on: Sheet, top: int) -> Sheet:
    """The lines under the first ``top`` pixels, the mark in a foot of its own where that costs no line."""
    height, size, least = on.box.height - top, on.style.size, on.style.pitch
    full = grid(height, size, least)
    above = grid(height - MARK, size, least) if height - MARK >= size else None
    if above is not None and above.lines == full.lines:
        return _lowered(on, above, top, on.box.width)
    return _lowered(on, full, top, _beside_mark(on))


def between(on: Sheet, top: int, bottom: int) -> Sheet:
    """The lines under ``top`` and above ``bottom`` pixels; the mark stands in the room below."""
    inner = grid(on.box.height - top - bottom, on.style.size, on.style.pitch)
    return _lowered(on, inner, top, on.box.width)


def _lowered(on: Sheet, lines: Grid, top: int, last_width: int) -> Sheet:
    lower = replace(lines, top=lines.top + top)
    return replace(on, grid=lower, last_width=last_width, margin=lines.top)


def _beside_mark(on: Sheet) -> int:
    if on.box.width - on.mark < on.style.size:
        needed = on.style.size + on.mark
        raise DoesNotFit("one character and the page mark", needed=needed, available=on.box.width)
    return on.box.width - on.mark


def mark_pages(pages: Sequence[PageLayout], box: Box, metrics: Metrics) -> list[PageLayout]:
    """Each page with its ``n/m`` at the bottom right; a single page goes without."""
    if len(pages) == 1:
        return list(pages)
    return [_mark(page, f"{n}/{len(pages)}", box, metrics) for n, page in enumerate(pages, start=1)]


def _mark(page: PageLayout, text: str, box: Box, metrics: Metrics) -> PageLayout:
    x = box.width - metrics.advance(text, MARK)
    mark = Text(x, box.height - MARK, text, MARK, Ink.FAINT)
    return replace(page, placements=(*page.placements, mark))
