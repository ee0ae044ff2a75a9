"""How the cells of a table are written wherever people read them: on a sign and on the office's page.

Only the writing; the cells themselves stay as the source has them. One money
column is written one way: where any amount has a fraction, all have two decimals.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ledctl.content.model import ColumnType, Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Written:
    """The rows, and the totals where there are any, in the order of the columns."""

    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] | None


def written(table: Table) -> Written:
    """Every cell as it is to be read."""
    writers = {column.key: _cents if _has_cents(table, column.key) else _same for column in table.columns}

    def cells(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(write(row.get(key, "")) for key, write in writers.items())

    return Written(tuple(map(cells, table.rows)), cells(table.totals) if table.totals else None)


def _has_cents(table: Table, key: str) -> bool:
    """Whether a money column holds any fraction: then every amount shows two decimals."""
    column = next(column for column in table.columns if column.key == key)
    return column.type is ColumnType.MONEY and any("." in row.get(key, "") for row in table.rows)


def _same(cell: str) -> str:
    return cell


@lru_cache(maxsize=4096)
def _cents(cell: str) -> str:
    """``712.1`` -> ``712.10``. More than two decimals, and anything but a number, stay as written."""
    if not _NUMBER.fullmatch(cell):
        return cell
    whole, _, fraction = cell.partition(".")
    return cell if len(fraction) > 2 else f"{whole}.{fraction:0<2}"
