"""How the cells of a table are written wherever people read them: on a sign and on the office's page.

Only the writing; the cells themselves stay as the source has them. Figures are
half-width (``folding``). One money column is written one way: where any amount
has a fraction, all have two decimals. Grouping commas stay as written. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ledctl.content.folding import fold_cell
from ledctl.content.model import Column, ColumnType, Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """The rows, and the totals where there are any, in the order of the columns."""

    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] | None


def written(table: Table) -> Written:
    """Every cell as it is to be read."""
    columns = [(column, _has_cents(table, column)) for column in table.columns]

    def cells(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(_write(row.get(column.key, ""), column.type, cents) for column, cents in columns)

    return Written(tuple(map(cells, table.rows)), cells(table.totals) if table.totals else None)


def as_it_came(table: Table) -> Written:
    """Every cell to the letter: a text that is relayed is not ours to write differently."""
    return Written(tuple(map(table.cells, table.rows)), table.cells(table.totals) if table.totals else None)


def _has_cents(table: Table, column: Column) -> bool:
    """Whether a money column holds any fraction: then every amount shows two decimals."""
    cells = (row.get(column.key, "") for row in table.rows)
    return column.type is ColumnType.MONEY and any("." in cell or "．" in cell for cell in cells)


def _write(cell: str, kind: ColumnType, cents: bool) -> str:
    half = fold_cell(cell, kind)
    return _cents(half) if cents else half


@lru_cache(maxsize=4096)
def _cents(cell: str) -> str:
    """``712.1`` -> ``712.10``. More than two decimals, and anything but a number, stay as written."""
    if not _NUMBER.fullmatch(cell):
        return cell
    whole, _, fraction = cell.partition(".")
    return cell if len(fraction) > 2 else f"{whole}.{fraction:0<2}"
