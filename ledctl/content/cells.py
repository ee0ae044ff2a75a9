"""How the cells of a table are written wherever people read them: on a sign and on the office's page.

Only the writing; the cells themselves stay as the source has them. Figures are
half-width (``folding``). One money column is written one way: where any amount
has a fraction, all have two decimals. Grouping commas stay as written.
Milestones carry a tick or an empty box each, a share its sign. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ledctl.content.folding import fold_cell
from ledctl.content.model import Column, ColumnType, Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_BETWEEN_STEPS = re.compile("[；;\n]")
_TICKS = "√✓✔☑"
_BOXES = "□☐"


@dataclass(frozen=True, slots=True)
class Written:
    """The rows, and the totals where there are any, in the order of the columns."""

    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] | None


def written(table: Table) -> Written:
    """Every cell as it is to be read."""
    writers = {column.key: _writer(table, column) for column in table.columns}

    def cells(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(write(row.get(key, "")) for key, write in writers.items())

    return Written(tuple(map(cells, table.rows)), cells(table.totals) if table.totals else None)


def as_it_came(table: Table) -> Written:
    """Every cell to the letter: a text that is relayed is not ours to write differently."""
    return Written(tuple(map(table.cells, table.rows)), table.cells(table.totals) if table.totals else None)


def _writer(table: Table, column: Column) -> Callable[[str], str]:
    finish = _finisher(table, column)
    return lambda cell: finish(fold_cell(cell, column.type))


def _finisher(table: Table, column: Column) -> Callable[[str], str]:
    if column.type is ColumnType.MONEY and _has_cents(table, column.key):
        return _cents
    return {ColumnType.STEPS: _steps, ColumnType.PERCENT: _share}.get(column.type, _same)


def _has_cents(table: Table, key: str) -> bool:
    """Whether a money column holds any fraction: then every amount shows two decimals."""
    cells = (row.get(key, "") for row in table.rows)
    return any("." in cell or "．" in cell for cell in cells)


def _same(cell: str) -> str:
    return cell


@lru_cache(maxsize=4096)
def _cents(cell: str) -> str:
    """``712.1`` -> ``712.10``. More than two decimals, and anything but a number, stay as written."""
    if not _NUMBER.fullmatch(cell):
        return cell
    whole, _, fraction = cell.partition(".")
    return cell if len(fraction) > 2 else f"{whole}.{fraction:0<2}"


def _share(cell: str) -> str:
    """A bare number in a column of percentages gets its sign."""
    return f"{cell}％" if _NUMBER.fullmatch(cell) else cell


def _steps(cell: str) -> str:
    """``√开工；□竣工验收``: what is done and what is not are told apart by shape, each in one way."""
    steps = (step.strip() for step in _BETWEEN_STEPS.split(cell))
    return "；".join(map(_step, filter(None, steps)))


def _step(step: str) -> str:
    return ("√" if step[0] in _TICKS else "□") + step.lstrip(_TICKS + _BOXES + " ")
