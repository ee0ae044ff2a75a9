"""A sheet: what every kind of file is read into, before anybody says what its columns mean. Pure.

Cells are text exactly as a person sees them in the source. A cell that was merged
over several rows or columns stands in each of them, and ``merged`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledctl.errors import BadInput

MAX_ROWS = 5200
"""The most a public list has (``content.model.MAX_ROWS``), and room for title, heads and totals."""
MAX_COLUMNS = 60
MAX_CELL = 32_767
"""Characters in one cell, as in Excel."""

_LONG_NUMBER = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` of equal length; ``name`` is the sheet's own name, or the file's.

    Empty rows and columns around the content are gone; ``top`` and ``left`` say how
    many there were before it, so that a place can be named as the source names it.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merge, ...] = ()
    top: int = 0
    left: int = 0

    def place(self, row: int, column: int) -> str:
        """Where this cell stands in the source: 表1!C7."""
        return place(self.name, self.top + row, self.left + column)


def place(name: str, row: int, column: int) -> str:
    """The address of a cell, rows and columns from 0."""
    return f"{named(name)}!{letters(column)}{row + 1}"


def named(name: str) -> str:
    """A name fit for a sentence: no long number stands in one, whoever wrote it onto the sheet."""
    return _LONG_NUMBER.sub("…", name)[:40]


def letters(column: int) -> str:
    """A, B, ... Z, AA: the letters of a column counted from 0."""
    found = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


def lay_out(name: str, cells: Mapping[tuple[int, int], str], merges: Iterable[Merge] = ()) -> Sheet | None:
    """The sheet of these cells by row and column; ``None`` where none holds a word.

    ``BadInput`` for what is larger than any public list, and for merges that meet.
    """
    said = {spot: text for spot, text in cells.items() if text.strip()}
    if not said:
        return None
    area = Merge(
        min(row for row, _ in said),
        min(column for _, column in said),
        max(row for row, _ in said),
        max(column for _, column in said),
    )
    _require_size(name, area)
    kept = [inner for merge in merges if (inner := _clip(merge, area))]
    _spread(name, said, kept)
    rows = tuple(
        tuple(said.get((row, column), "") for column in range(area.left, area.right + 1))
        for row in range(area.top, area.bottom + 1)
    )
    shifted = (
        Merge(m.top - area.top, m.left - area.left, m.bottom - area.top, m.right - area.left) for m in kept
    )
    return Sheet(name, rows, tuple(sorted(shifted, key=lambda m: (m.top, m.left))), area.top, area.left)


def _require_size(name: str, area: Merge) -> None:
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if height > MAX_ROWS:
        raise BadInput.of("sheet_too_long", where=named(name), count=height, limit=MAX_ROWS)
    if width > MAX_COLUMNS:
        raise BadInput.of("sheet_too_wide", where=named(name), count=width, limit=MAX_COLUMNS)


def _clip(merge: Merge, area: Merge) -> Merge | None:
    """The part of the merge within the content; ``None`` where that is one cell or none.

    A merge that begins outside has its text there, so it has none.
    """
    if not (area.top <= merge.top <= area.bottom and area.left <= merge.left <= area.right):
        return None
    inner = Merge(merge.top, merge.left, min(merge.bottom, area.bottom), min(merge.right, area.right))
    return None if (inner.top, inner.left) == (inner.bottom, inner.right) else inner


def _spread(name: str, said: dict[tuple[int, int], str], merges: Iterable[Merge]) -> None:
    """Set the text of each merge into every cell it covers; no cell is covered twice."""
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        text = said.get((merge.top, merge.left), "")
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                if (row, column) in covered:
                    raise BadInput.of("package_broken", where=place(name, row, column))
                covered.add((row, column))
                said[row, column] = text


def beneath(sheet: Sheet, cells: Mapping[tuple[int, int], str]) -> tuple[int, int] | None:
    """A cell with words that a merge covers, so that nobody sees them; from the source's first cell."""
    for merge in sheet.merged:
        for row in range(sheet.top + merge.top, sheet.top + merge.bottom + 1):
            for column in range(sheet.left + merge.left, sheet.left + merge.right + 1):
                corner = (row, column) == (sheet.top + merge.top, sheet.left + merge.left)
                if not corner and cells.get((row, column), "").strip():
                    return row, column
    return None
