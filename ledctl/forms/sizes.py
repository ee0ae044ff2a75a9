"""How wide the columns of a sheet are and how high its rows, in the units of a workbook. Pure.

Excel, WPS and LibreOffice grow rows differently, and merged cells not at all: so each
row says how high it is. A Chinese character takes two units of width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ledctl.forms.grid import Grid, Line

PORTRAIT, LANDSCAPE = 90, 130
"""What stands beside each other on A4 between its margins."""
WIDE = 10
"""A table of more columns lies across the page, its figures closer together."""
LEAST_LABEL = 26
UNIT = 8
_LINE = 14
_INDENT = 1.5


def is_wide(grids: Sequence[Grid]) -> bool:
    return any(grid.columns > WIDE for grid in grids)


def widths_of(grids: Sequence[Grid]) -> tuple[float, ...]:
    """The columns of a sheet with these tables: the label takes what the figures leave of the page."""
    wide = is_wide(grids)
    columns = max((grid.columns for grid in grids), default=4)
    units = [UNIT] if grids and grids[0].has_units else []
    figures = [7 if wide else 11] * (columns - 1 - len(units))
    beside = sum(units) + sum(figures)
    return (max(LEAST_LABEL, (LANDSCAPE if wide else PORTRAIT) - beside), *units, *figures)


def extent(text: str) -> int:
    """Its width on one line."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_of(text: str, width: float) -> int:
    """How many lines it takes in a column of this width; a line breaks no character in two."""
    whole = max(2, int(width) // 2 * 2)
    return sum(max(1, -(-extent(part) // whole)) for part in text.split("\n"))


def height_of(text: str, width: float) -> int:
    return 4 + _LINE * lines_of(text, width)


def height_of_line(line: Line, widths: Sequence[float]) -> int:
    """The label wraps beside its indent; figures and units stand on one line."""
    return height_of(line.label, widths[0] - _INDENT * line.depth)


def heights_of_heads(grid: Grid, widths: Sequence[float]) -> list[int]:
    """Each row of heads as high as what ends in it needs."""
    heights = [4 + _LINE] * grid.head_rows
    for head in grid.heads:
        needed = height_of(head.text, sum(widths[head.column : head.column + head.columns]))
        above = sum(heights[head.row : head.row + head.rows - 1])
        last = head.row + head.rows - 1
        heights[last] = max(heights[last], needed - above)
    return heights
