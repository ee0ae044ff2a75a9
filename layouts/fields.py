"""What the cards of a list say: for each row its fields in order, and who it is about. Pure.

A card is about the name in its row, where that stands left of every figure;
else about the first text that differs in every row (a firm, a project, a plot);
else about its running number. That field comes first and has the ink of titles.

The unit in the head of a column goes behind the figure, as one writes it:
``拟保障金额（元/月）`` and ``910`` say ``拟保障金额：910元/月``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from layouts.base import Column, Ink, Kind, Table
from layouts.columns import is_figure, is_serial

TOTAL = "合计"
_WITH_UNIT = re.compile(r"(.+)（([^（）0-9]{1,6})）")
_UNIT = re.compile(
    r"(?:[万亿]?元|亩|公顷|平方米|米|公里|吨|公斤|人|户|次|天|年|月|岁|分|％|%|m²|㎡|km)(?:/.+)?"
)
_NUMBER = re.compile(r"[-+]?[0-9][0-9,，.]*")


@dataclass(frozen=True, slots=True)
class Field:
    """``label`` ends with its colon; it is empty where the value speaks for itself."""

    label: str
    value: str
    ink: Ink = Ink.TEXT
    label_ink: Ink = Ink.TEXT

    @property
    def text(self) -> str:
        return self.label + self.value


@dataclass(frozen=True, slots=True)
class Card:
    """One row: who it is about, with the label of that column and without, and the fields."""

    named: tuple[Field, ...]
    short: tuple[Field, ...]
    fields: tuple[Field, ...]


def cards_of(listed: Table) -> list[Card]:
    """A card for each row that says something, and one for the totals."""
    listed = replace(listed, rows=tuple(row for row in listed.rows if any(row)))
    subject, serial = subject_of(listed), _serial_of(listed.columns)
    told = [_card(listed.columns, row, subject, serial) for row in listed.rows]
    return [*told, _totals_card(listed.columns, listed.totals)] if listed.totals else told


def _serial_of(columns: Sequence[Column]) -> int:
    return next((i for i, column in enumerate(columns) if is_serial(column)), -1)


def subject_of(listed: Table) -> int:
    """The column that says whom or what a row is about."""
    columns = listed.columns
    figures = [i for i, column in enumerate(columns) if is_figure(column)]
    names = [i for i, column in enumerate(columns) if column.kind is Kind.NAME]
    if names and (not figures or names[0] < figures[0]):
        return names[0]
    texts = [i for i, column in enumerate(columns) if column.kind is Kind.TEXT and not is_serial(column)]
    telling = (i for i in texts if len({row[i] for row in listed.rows} - {""}) == len(listed.rows))
    return next(telling, names[0] if names else max(_serial_of(columns), 0))


def _card(columns: Sequence[Column], row: Sequence[str], subject: int, serial: int) -> Card:
    number = f"{row[serial]} " if serial >= 0 and serial != subject and row[serial] else ""
    told = [i for i, cell in enumerate(row) if cell and i not in (subject, serial)]
    fields = tuple(_field(columns[i], row[i]) for i in told)
    if not row[subject]:
        return Card(_about("", number.strip()), _about("", number.strip()), fields)
    label = f"{number}{columns[subject].label}："
    return Card(_about(label, row[subject]), _about(number, row[subject]), fields)


def _about(label: str, value: str) -> tuple[Field, ...]:
    return (Field(label, value, Ink.TITLE, Ink.TITLE),) if value else ()


def _field(column: Column, cell: str) -> Field:
    ink = Ink.AMOUNT if is_figure(column) else Ink.TEXT
    found = _WITH_UNIT.fullmatch(column.label)
    if found and _UNIT.fullmatch(found[2]) and _NUMBER.fullmatch(cell):
        return Field(f"{found[1]}：", cell + found[2], ink)
    return Field(f"{column.label}：", cell, ink)


def _totals_card(columns: Sequence[Column], totals: Sequence[str]) -> Card:
    head = _about("", TOTAL)
    filled = [(column, cell) for column, cell in zip(columns, totals, strict=True) if cell and cell != TOTAL]
    return Card(head, head, tuple(_field(column, cell) for column, cell in filled))
