"""A list set in columns: which widths, how many lines, where each row stands. Pure.

Of all ways that fit (a head of so many lines, rows of so many at most) the one
that needs the fewest pages is taken. Rows are never split; equal neighbours in
leading text columns are said once (see ``repeats``), and again at the top of
each page; the totals stay with the last row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from layouts.base import Align, Column, Kind, Table
from layouts.columns import HEADER_LINES, Measure, count, is_serial
from layouts.sheets import Sheet

MOST_GAP = 2  # em between columns where there is room to spare


@dataclass(frozen=True, slots=True)
class Plan:
    """Columns side by side: where each begins and how wide it is; lines of the header, most of a row."""

    places: tuple[tuple[int, int], ...]
    header: int
    rows: int

    @property
    def broken(self) -> bool:
        """Whether some row is higher than a line."""
        return self.rows > 1

    @property
    def width(self) -> int:
        x, width = self.places[-1]
        return x + width


@dataclass(frozen=True, slots=True)
class Row:
    """A row on a page: its first line there, its height, and whether it is the first one there."""

    number: int
    line: int
    height: int
    top: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its columns measured; ``repeats`` as the function of that name gives them."""

    table: Table
    measures: tuple[Measure, ...]
    repeats: tuple[range, ...]

    def is_totals(self, row: Row) -> bool:
        return row.number == len(self.table.rows)

    def cells(self, row: Row) -> tuple[str, ...]:
        return (self.table.totals or ()) if self.is_totals(row) else self.table.rows[row.number]

    def said(self, row: Row) -> range:
        """The columns left empty because the row above, on the same page, says the same."""
        return range(0) if row.top or self.is_totals(row) else self.repeats[row.number]


def repeats(table: Table) -> tuple[range, ...]:
    """For each row the columns in which it says what the row above says, of those that are said once.

    A notice knows no spans, so equality decides, in the text columns at the left
    alone: never a name, never a figure, and a column only where all left of it
    are equal too. A running number in front differs anyway and does not count.
    """
    first = 1 if is_serial(table.columns[0]) else 0
    leading = takewhile(lambda i: _merges(table.columns[i]), range(first, len(table.columns)))
    last = max(leading, default=first - 1) + 1
    above: Sequence[str] = ("",) * len(table.columns)
    found = []
    for row in table.rows:
        equal = first
        while equal < last and row[equal] and row[equal] == above[equal]:
            equal += 1
        found.append(range(first, equal))
        above = row
    return tuple(found)


def _merges(column: Column) -> bool:
    return column.kind is Kind.TEXT and column.align in (Align.LEFT, Align.CENTRE)


def heights_that_fit(lines: int) -> Iterator[tuple[int, int]]:
    """Every pair of header lines and most row lines that share a page of ``lines``."""
    for header in range(1, min(HEADER_LINES, lines - 1) + 1):
        yield from ((header, rows) for rows in range(1, lines - header + 1))


def gap_of(on: Sheet) -> int:
    """The least distance of two columns."""
    return on.style.size // 2


def width_needed(measures: Sequence[Measure], header: int, rows: int, gap: int) -> int:
    return sum(one.width_for(header, rows) + gap for one in measures) - gap


def best_plan(listed: Listed, on: Sheet) -> Plan | None:
    """The plan with the fewest pages, or ``None`` when the columns fit side by side in no way."""
    best: tuple[int, Plan] | None = None
    for header, rows in heights_that_fit(on.lines):
        if width_needed(listed.measures, header, rows, gap_of(on)) > on.narrowest:
            continue
        plan = _plan(listed.measures, header, rows, on)
        pages = len(pages_of(listed, plan, on, 0))
        if best is None or pages < best[0]:
            best = pages, plan
    return best[1] if best else None


def _plan(measures: Sequence[Measure], header: int, rows: int, on: Sheet) -> Plan:
    gap, room = gap_of(on), on.narrowest
    widths = [one.width_for(header, rows) for one in measures]
    spare = _widen(widths, measures, header, rows, room - sum(widths) - gap * (len(widths) - 1))
    gap += min(spare // max(len(widths) - 1, 1), MOST_GAP * on.style.size - gap)
    places, x = [], 0
    for width in widths:
        places.append((x, width))
        x += width + gap
    return Plan(tuple(places), header, rows)


def _widen(widths: list[int], measures: Sequence[Measure], header: int, rows: int, spare: int) -> int:
    """Give room to the columns where the least of it saves a line; what is left is returned."""
    while True:
        steps = sorted(
            (one.width_for(head, lines) - width, i)
            for i, (one, width) in enumerate(zip(measures, widths, strict=True))
            for head in range(1, header + 1)
            for lines in range(1, rows + 1)
        )
        wider = [(more, i) for more, i in steps if 0 < more <= spare]
        if not wider:
            return spare
        more, i = wider[0]
        widths[i] += more
        spare -= more


def heights_of(listed: Listed, plan: Plan) -> list[tuple[int, int]]:
    """How many lines each row has, whole and without what the row above says; totals last."""
    counted = [
        {cell: count(units, width) for cell, units in one.cells.items()}
        for one, (_, width) in zip(listed.measures, plan.places, strict=True)
    ]
    table = listed.table
    heights = [
        (_height(row, counted, range(0)), _height(row, counted, said))
        for row, said in zip(table.rows, listed.repeats, strict=True)
    ]
    return [*heights, *([(_height(table.totals, counted, range(0)),) * 2] if table.totals else [])]


def _height(row: Sequence[str], counted: Sequence[Mapping[str, int]], said: range) -> int:
    return max((counted[i][cell] for i, cell in enumerate(row) if cell and i not in said), default=1)


def pages_of(listed: Listed, plan: Plan, on: Sheet, start: int) -> list[list[Row]]:
    """Rows onto pages, the first of which begins at line ``start``; the totals are the row after the last.

    Totals take the last row along to a new page where one page holds both.
    """
    heights = heights_of(listed, plan)
    takes = len(listed.table.rows) - 1 if listed.table.totals else -1
    pages: list[list[Row]] = []
    line, room = 0, 0
    for number, (whole, merged) in enumerate(heights):
        along = heights[-1][0] if number == takes else 0
        if plan.header + whole + along > on.lines:
            along = 0
        if line + merged + along > room:
            line = plan.header + (0 if pages else start)
            room = on.lines
            pages.append([])
        height = merged if pages[-1] else whole
        pages[-1].append(Row(number, line, height, top=not pages[-1]))
        line += height
    return pages
