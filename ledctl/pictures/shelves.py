"""Sheets laid out in rows on a board, by their sizes alone. Pure.

Each sheet goes onto the first row that has room for it, its pages side by side; a sheet
wider than the board continues on further rows. Only the last row may still grow in height,
so that what hung first stays where it is, whatever is put up after it. A sheet that does
not fit whole is not laid out at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sheet:
    """So many pages, each taking ``width`` by ``height`` with the margin around it."""

    width: int
    height: int
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """The upper left corner of what one page takes."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Row:
    y: int
    height: int
    used: int


Laid = tuple[Spot, ...] | None
"""Where the pages of a sheet are; ``None`` where there is no room for it."""


def lay_out(sheets: Iterable[Sheet], width: int, height: int) -> list[Laid]:
    """A spot for each page of each sheet on an area of ``width`` by ``height``."""
    rows: tuple[_Row, ...] = ()
    found: list[Laid] = []
    for sheet in sheets:
        placed = _place(sheet, rows, width, height)
        found.append(placed and placed[0])
        rows = placed[1] if placed else rows
    return found


def _place(
    sheet: Sheet, rows: tuple[_Row, ...], width: int, height: int
) -> tuple[tuple[Spot, ...], tuple[_Row, ...]] | None:
    spots: list[Spot] = []
    for pages in _parts(sheet, width):
        part = Sheet(sheet.width, sheet.height, pages)
        at = _row_for(part, rows, width, height)
        if at is None:
            return None
        number, row = at
        spots += (Spot(row.used + page * sheet.width, row.y) for page in range(pages))
        filled = replace(row, used=row.used + pages * sheet.width)
        rows = (*rows[:number], filled, *rows[number + 1 :])
    return tuple(spots), rows


def _parts(sheet: Sheet, width: int) -> Iterator[int]:
    """How many pages stand side by side, row by row; too wide for the board is one row all the same."""
    most = max(1, width // sheet.width)
    left = sheet.pages
    while left > 0:
        yield min(left, most)
        left -= most


def _row_for(sheet: Sheet, rows: tuple[_Row, ...], width: int, height: int) -> tuple[int, _Row] | None:
    """The first row with room for these pages and its number; it may be a new one below the others."""
    for number, row in enumerate(rows):
        grown = max(row.height, sheet.height) if number == len(rows) - 1 else row.height
        fits = row.used + sheet.pages * sheet.width <= width
        if fits and sheet.height <= grown and row.y + grown <= height:
            return number, replace(row, height=grown)
    below = rows[-1].y + rows[-1].height if rows else 0
    if sheet.pages * sheet.width > width or below + sheet.height > height:
        return None
    return len(rows), _Row(below, sheet.height, 0)
