"""How wide the columns of a list may be, and how high its rows are then. Pure.

Each cell is cut once into *units*, the pieces the line rules keep together;
everything else is arithmetic on their widths. A column can be as narrow as its
widest unit (names and figures are one unit) and need not be wider than its
widest cell. Between the two it is asked: how wide must it be for no cell to be
higher than so many lines? Those widths answer every question of fitting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layouts.base import Align, Column, Kind, Table
from layouts.fitting import Ruler, Unit, measured_units

HEADER_LINES = 3  # a head may be broken over this many lines
NARROWEST = 2  # em, for text that is broken: narrower is a column of single characters
_BRACKETS = re.compile(r"（[^（）]*）")
_POINT = re.compile(r"\d(?=\.\d|\D*$)")
_UNBROKEN = {Kind.NAME, Kind.NUMBER, Kind.PERCENT}
_SERIAL = {"序号", "序", "编号", "号", "No.", "No"}


def is_serial(column: Column) -> bool:
    """A running number: it says nothing of the row it stands in."""
    return column.label in _SERIAL


def is_figure(column: Column) -> bool:
    """What is written in the ink of amounts, under each other from the right."""
    return column.align in (Align.RIGHT, Align.POINT) and not is_serial(column)


def split_at_point(cell: str) -> tuple[str, str]:
    """A figure before its decimal point and from there on; without a point, all digits are before."""
    found = _POINT.search(cell)
    return (cell[: found.end()], cell[found.end() :]) if found else (cell, "")


@dataclass(frozen=True, slots=True)
class Measure:
    """One column measured: the units of its head and of each different cell.

    ``head_widths``, ``cell_widths``: the least width at which the head, and every
    cell, has one line at most, two at most, and so on. ``after``: the widest part
    of a figure from its point on.
    """

    column: Column
    head: tuple[Unit, ...]
    cells: Mapping[str, tuple[Unit, ...]]
    head_widths: tuple[int, ...]
    cell_widths: tuple[int, ...]
    after: int

    def width_for(self, head_lines: int, cell_lines: int) -> int:
        """The least width at which the head has so many lines at most, and no cell more than so many."""
        return max(self.head_widths[head_lines - 1], self.cell_widths[cell_lines - 1])


def measure(listed: Table, ruler: Ruler, widest: int, most_lines: int) -> tuple[Measure, ...]:
    """Every column of the list; a unit wider than the page is cut as a paragraph's would be."""
    rows = [*listed.rows, *([listed.totals] if listed.totals else [])]
    columns = enumerate(listed.columns)
    cells = [(column, list({row[i]: None for row in rows if row[i]})) for i, column in columns]
    return tuple(_measure(column, texts, ruler, widest, most_lines) for column, texts in cells)


def _measure(column: Column, cells: Sequence[str], ruler: Ruler, widest: int, most_lines: int) -> Measure:
    whole = column.kind in _UNBROKEN or column.align in (Align.RIGHT, Align.POINT)
    units = {cell: (ruler.measure(cell),) if whole else measured_units(cell, widest, ruler) for cell in cells}
    head = measured_units(column.label, widest, ruler, (_BRACKETS.findall(column.label),))
    split = [split_at_point(cell) for cell in cells] if column.align is Align.POINT else []
    before, after = (max((ruler.width(parts[i]) for parts in split), default=0) for i in (0, 1))
    least, step = 0 if whole else ruler.size * NARROWEST, ruler.size // 2
    widths = least_widths(list(units.values()), most_lines, least, step)
    return Measure(
        column,
        head,
        units,
        least_widths([head], HEADER_LINES, 0, step),
        tuple(max(width, before + after) for width in widths),  # wider than any cell, where points differ
        after,
    )


def count(units: Sequence[Unit], width: int) -> int:
    """How many lines ``fill`` makes."""
    lines, used = 1, 0
    for _, need, full in units:
        if used and used + need > width:
            lines, used = lines + 1, 0
        used += full
    return lines


def fill(units: Sequence[Unit], width: int) -> list[str]:
    """Units into lines, each as full as it can be."""
    lines, used = [""], 0
    for text, need, full in units:
        if used and used + need > width:
            lines.append("")
            used = 0
        lines[-1] += text
        used += full
    return [line.strip() for line in lines]


def least_widths(texts: Sequence[Sequence[Unit]], most: int, least: int, step: int) -> tuple[int, ...]:
    """The least width at which no text has more than one line, than two, ... than ``most``.

    From the widest unit on in steps; ``least`` only where some text is as wide.
    """
    whole = [sum(full for _, _, full in units) for units in texts]
    widest = max(whole, default=0)
    low = max((need for units in texts for _, need, _ in units), default=0)
    low = max(low, min(least, widest))
    long = [units for units, width in zip(texts, whole, strict=True) if width > low]
    return tuple(
        _least_width(long, lines, low, -(-(widest - low) // step), step) for lines in range(1, most + 1)
    )


def _least_width(long: Sequence[Sequence[Unit]], lines: int, low: int, steps: int, step: int) -> int:
    few, many = 0, steps
    while few < many:
        middle = (few + many) // 2
        if all(count(units, low + middle * step) <= lines for units in long):
            many = middle
        else:
            few = middle + 1
    return low + few * step
