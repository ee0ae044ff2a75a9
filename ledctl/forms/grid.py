"""A table as it is laid out: heads with their spans, rows with label, unit and figures. Pure.

One layout for the page, the workbook, the document and the sheet of paper, so that
none of them differs from the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.forms.filled import Cell, FilledRow, FilledTable, Head


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One head: where it begins (row and column of the grid) and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the body; ``cells`` is empty for a heading."""

    id: str
    label: str
    depth: int
    is_heading: bool
    unit: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """``columns`` counts the label, the unit where there is one, and the figures."""

    heads: tuple[HeadCell, ...]
    head_rows: int
    columns: int
    has_units: bool
    lines: tuple[Line, ...]

    @property
    def first_figure(self) -> int:
        return 2 if self.has_units else 1


def lay_out(table: FilledTable) -> Grid:
    """The grid of a table."""
    has_units = any(row.unit for row in table.rows)
    depth = max(_levels(head) for head in table.heads)
    corner = [HeadCell(table.corner or "统计指标", 0, 0, rows=depth)]
    if has_units:
        corner.append(HeadCell("单位", 0, 1, rows=depth))
    first = len(corner)
    heads = (*corner, *_groups(table.heads, first), *_labels(table.heads, depth, first))
    lines = tuple(_line(row) for row in table.rows)
    return Grid(heads, depth, first + len(table.heads), has_units, lines)


def _levels(head: Head) -> int:
    return 1 + bool(head.group) + bool(head.subgroup)


def _groups(heads: tuple[Head, ...], first: int) -> list[HeadCell]:
    """Groups over their columns, subgroups under them; neighbours of one group are one head."""
    found: list[HeadCell] = []
    for level in (0, 1):
        paths = [(head.group, head.subgroup)[: level + 1] for head in heads]
        begins = [at for at, path in enumerate(paths) if at == 0 or path != paths[at - 1]]
        for at, end in zip(begins, [*begins[1:], len(heads)], strict=True):
            if paths[at][level]:
                found.append(HeadCell(paths[at][level], level, first + at, columns=end - at))
    return found


def _labels(heads: tuple[Head, ...], depth: int, first: int) -> list[HeadCell]:
    return [
        HeadCell(head.label, _levels(head) - 1, first + at, rows=depth - _levels(head) + 1)
        for at, head in enumerate(heads)
    ]


def _line(row: FilledRow) -> Line:
    return Line(row.id, row.label, row.depth, row.kind == "header", row.unit, row.note, row.cells)
