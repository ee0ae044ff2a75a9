"""Whether the figures of a list add up: quantity x standard = amount, and columns = totals.

Figures are compared as decimals, exactly as written; one cent of rounding is
allowed, because offices round halves both ways. Heads say which column is
which, and units must agree (亩 with 元/亩), so that nothing is multiplied that
was not meant to be. A figure that cannot be read is left to the reader; where it
keeps a total from being checked, that is said. Not here: correcting anything; a
public figure is its office's to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ledctl.content.model import Column, Table
from ledctl.screening.folds import fold

CENT = Decimal("0.01")
_NUMBER = re.compile(r"[+-]?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5}|\d{1,3}(?:\s\d{3}){1,5})(?:\.\d{1,8})?")
_NOTHING = re.compile(r"[-—–－/／无\s]*")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure that differs from what the others give. ``row`` is ``None`` for the totals."""

    row: int | None
    key: str
    written: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        return abs(self.written - self.computed)


def check_figures(table: Table) -> tuple[Mismatch, ...]:
    """Every product and every total that does not come out."""
    return (*_check_products(table), *_check_totals(table))


def read_figure(cell: str) -> Decimal | None:
    """The number in a cell such as ``￥58,487.43元``; ``None`` when it is not a plain number."""
    text = fold(cell).strip().strip("￥¥").removesuffix("元").strip()
    return Decimal(re.sub(r"[,\s]", "", text)) if _NUMBER.fullmatch(text) else None


def unread_totals(table: Table) -> tuple[tuple[str, int], ...]:
    """The columns with a total that was not checked, and the first row (from 0) that is no plain number.

    Only columns of figures: 8 below the names counts persons and is no sum.
    """
    return tuple(
        (key, unread[0])
        for key, cell in (table.totals or {}).items()
        if read_figure(cell) is not None
        and (unread := _unread(table.rows, key))
        and len(unread) * 2 <= sum(1 for row in table.rows if _cell(row, key))
    )


def _unread(rows: tuple[dict[str, str], ...], key: str) -> list[int]:
    cells = enumerate(_cell(row, key) for row in rows)
    return [number for number, cell in cells if cell and read_figure(cell) is None]


def _check_products(table: Table) -> Iterator[Mismatch]:
    triple = _find_triple(table.columns)
    if triple is None:
        return
    quantity, standard, amount = triple
    for number, row in enumerate(table.rows):
        figures = [read_figure(row.get(key, "")) for key in (quantity, standard, amount)]
        if (mismatch := _compare(number, amount, figures)) is not None:
            yield mismatch


def _compare(number: int, key: str, figures: list[Decimal | None]) -> Mismatch | None:
    quantity, standard, amount = figures
    if quantity is None or standard is None or amount is None:
        return None
    product = (quantity * standard).quantize(CENT, ROUND_HALF_UP)
    return Mismatch(number, key, amount, product) if abs(product - amount) > CENT else None


_STANDARD = re.compile(r"标准.*[（(]元/(\w+)[）)]")
_AMOUNT = re.compile(r"(?:金额|资金)[（(]元[）)]")


def _find_triple(columns: tuple[Column, ...]) -> tuple[str, str, str] | None:
    """The keys of quantity, standard and amount, when the heads leave no doubt."""
    standards = [(column.key, match[1]) for column in columns if (match := _STANDARD.search(column.label))]
    amounts = [column.key for column in columns if _AMOUNT.search(column.label)]
    if len(standards) != 1 or len(amounts) != 1:
        return None
    standard, unit = standards[0]
    quantities = [c.key for c in columns if re.search(rf"[（(]{re.escape(unit)}[）)]", c.label)]
    return (quantities[0], standard, amounts[0]) if len(quantities) == 1 else None


def _check_totals(table: Table) -> Iterator[Mismatch]:
    for key, cell in (table.totals or {}).items():
        written, summed = read_figure(cell), _sum(table.rows, key)
        if written is not None and summed is not None and written != summed:
            yield Mismatch(None, key, written, summed)


def _sum(rows: tuple[dict[str, str], ...], key: str) -> Decimal | None:
    """The column's sum; ``None`` when one cell is no number, so that a gap is no false alarm."""
    figures = [read_figure(cell) for row in rows if (cell := _cell(row, key))]
    return None if None in figures else sum((figure for figure in figures if figure is not None), Decimal(0))


def _cell(row: Mapping[str, str], key: str) -> str:
    """What the cell says; nothing for a dash or 无, which is how offices write that there is none."""
    cell = row.get(key, "").strip()
    return "" if _NOTHING.fullmatch(cell) else cell
