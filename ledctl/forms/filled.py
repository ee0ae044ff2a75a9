"""A form with its figures: one value from which every output is made, and which is frozen whole. Pure.

It carries all that is printed (labels, units, sentences), so that a report filed
years ago is printed as it was, whatever became of its form file since. ``as_dict``
is the JSON of it: keys are added, never renamed or removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

FORMAT = "ledctl-form-filled-1"
WORDS = "words."
"""Before the title of a section: the address of its generated words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wrote into a cell: who, when (as the record stamps it), from what paper.

    Nothing in ``value`` takes back what was entered before.
    """

    value: str
    name: str
    at: str
    source: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. ``origin``: ``derived``, ``entered``, ``sum`` or ``empty``.

    ``items`` are behind a derived one, by id. ``derived`` is what the count says, also where
    a person entered something else.
    """

    address: str
    value: Decimal | None = None
    origin: str = "empty"
    items: tuple[str, ...] = ()
    entry: Entry | None = None
    derived: Decimal | None = None
    decimals: int = 0

    @property
    def text(self) -> str:
        """As it is printed; nothing where nothing is known."""
        return "" if self.value is None else plain(self.value)


@dataclass(frozen=True, slots=True)
class FilledRow:
    id: str
    label: str
    kind: str
    depth: int
    unit: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its label under its group and subgroup."""

    id: str
    label: str
    group: str = ""
    subgroup: str = ""


@dataclass(frozen=True, slots=True)
class FilledTable:
    id: str
    title: str
    caption: str
    corner: str
    unit: str
    heads: tuple[Head, ...]
    rows: tuple[FilledRow, ...]


@dataclass(frozen=True, slots=True)
class FilledSection:
    """``words`` are the generated lines, ``text`` what a person wrote under them.

    ``items``: what the figures in the words were counted from, by id.
    """

    no: str
    title: str
    tables: tuple[str, ...]
    words: tuple[str, ...]
    text_address: str
    text: Entry | None
    items: tuple[str, ...] = ()

    @property
    def words_address(self) -> str:
        return WORDS + self.title


@dataclass(frozen=True, slots=True)
class Signature:
    address: str
    label: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold in a column, or what is not filled in."""

    check: str
    level: str
    column: str
    zh: str
    en: str

    @property
    def blocks(self) -> bool:
        return self.level == "error"


@dataclass(frozen=True, slots=True)
class Behind:
    """One counted item as it was known: ``notice`` whether it was made here.

    ``category_name``: what the office called the category then, so that it reads the same years later.
    """

    id: str
    title: str
    category: str
    first_on: str
    channels: tuple[str, ...]
    notice: bool
    category_name: str = ""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form for one period, as known on the day ``as_of``."""

    form: str
    title: str
    doc_no: str
    town: str
    period: str
    period_label: str
    first: date
    last: date
    as_of: date
    practice: bool
    sections: tuple[FilledSection, ...]
    tables: tuple[FilledTable, ...]
    signers: tuple[Signature, ...]
    findings: tuple[Finding, ...]
    items: tuple[Behind, ...] = ()
    """Everything behind any cell or words, so that a figure can be opened years later."""
    rules: str = ""
    """统计口径: the town's choices by which the counted figures were counted."""

    @property
    def heading(self) -> str:
        return f"{self.town}{self.period_label}{self.title}"

    @property
    def is_running(self) -> bool:
        """Whether its period is not over on the day it is known as of."""
        return self.as_of <= self.last

    @property
    def may_be_filed(self) -> bool:
        return not any(finding.blocks for finding in self.findings)

    def table(self, table_id: str) -> FilledTable:
        return next(table for table in self.tables if table.id == table_id)

    def cells(self) -> Iterator[tuple[FilledRow, Cell]]:
        for table in self.tables:
            for row in table.rows:
                yield from ((row, cell) for cell in row.cells)

    def cell(self, address: str) -> Cell | None:
        return next((cell for _, cell in self.cells() if cell.address == address), None)

    def behind(self, address: str) -> tuple[Behind, ...]:
        """The items a figure, or the words of a section, were counted from."""
        wanted = frozenset(self.behind_ids().get(address, ()))
        return tuple(item for item in self.items if item.id in wanted)

    def behind_ids(self) -> dict[str, tuple[str, ...]]:
        """By address: the ids of the items behind each cell and each section's words."""
        words = {one.words_address: one.items for one in self.sections if one.words}
        return {cell.address: cell.items for _, cell in self.cells()} | words

    def entries(self) -> dict[str, Entry | None]:
        """Texts and signatures by address."""
        texts = {one.text_address: one.text for one in self.sections if one.text_address}
        return texts | {one.address: one.entry for one in self.signers}

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values under stable names; a figure is a number, or null while it is unknown."""
        return {"format": FORMAT, **_plain_json(asdict(self))}


def plain(value: Decimal) -> str:
    """A figure without an exponent and without zeros nobody wrote: 5, 86.5, -3."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def filled_from(data: Mapping[str, Any]) -> FilledForm:
    """The form that ``as_dict`` wrote."""
    if data.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}")
    return FilledForm(
        **{name: data[name] for name in _TEXTS},
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        as_of=date.fromisoformat(data["as_of"]),
        practice=data["practice"],
        rules=data.get("rules", ""),
        sections=tuple(_section(one) for one in data["sections"]),
        tables=tuple(_table(one) for one in data["tables"]),
        signers=tuple(Signature(**{**one, "entry": _entry(one["entry"])}) for one in data["signers"]),
        findings=tuple(Finding(**one) for one in data["findings"]),
        items=tuple(Behind(**{**one, "channels": tuple(one["channels"])}) for one in data["items"]),
    )


_TEXTS = ("form", "title", "doc_no", "town", "period", "period_label")


def _section(data: Mapping[str, Any]) -> FilledSection:
    told = {**data, **{name: tuple(data.get(name, ())) for name in ("tables", "words", "items")}}
    return FilledSection(**told | {"text": _entry(data["text"])})


def _table(data: Mapping[str, Any]) -> FilledTable:
    heads = tuple(Head(**head) for head in data["heads"])
    rows = tuple(FilledRow(**{**row, "cells": tuple(map(_cell, row["cells"]))}) for row in data["rows"])
    return FilledTable(**{**data, "heads": heads, "rows": rows})


def _cell(data: Mapping[str, Any]) -> Cell:
    figures = {name: _number(data[name]) for name in ("value", "derived")}
    return Cell(**{**data, **figures, "items": tuple(data["items"]), "entry": _entry(data["entry"])})


def _entry(data: Mapping[str, str] | None) -> Entry | None:
    return None if data is None else Entry(**data)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain_json(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain_json(one) for one in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
    return value
