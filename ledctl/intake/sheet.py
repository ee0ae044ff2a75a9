"""A sheet: what every kind of file is read into, before anybody says what its columns mean. Pure.

Cells are text exactly as a person sees them in the source. A cell that was merged
over several rows or columns stands in each of them, and ``merged`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_ROWS = 5200
"""The most a public list has (``content.model.MAX_ROWS``), and room for title, heads and totals."""
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` of equal length; ``name`` is the sheet's own name, or the file's."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merge, ...] = ()
