"""What one version says otherwise than another: fields, paragraphs, rows of the list. Pure.

Whoever reviews a second version looks at what changed, not at five thousand rows
again. Rows are told apart by the people in them: by the columns of names where those
are unique, else with the other words beside them, else by the whole row. Columns
are compared by their heads, for a key is only the program's name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ledctl.content.model import ColumnType, Notice, Table

TEMPORAL = ("publicity_period", "display_window", "schedule", "created_on", "signature.date")
_WORDS = frozenset({ColumnType.NAME, ColumnType.TEXT, ColumnType.ID})

Row = Mapping[str, str]
"""A row's cells by the heads of their columns."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; empty where it was or is not there. ``temporal``: it moves a window or a period."""

    field: str
    before: str
    after: str
    temporal: bool


@dataclass(frozen=True, slots=True)
class LineChange:
    """One paragraph: ``+`` is new, ``-`` is gone, a blank stands as it was."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is still there and says something else."""

    key: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions; ``same_rows`` counts those that do not."""

    fields: tuple[FieldChange, ...]
    paragraphs: tuple[LineChange, ...]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[RowChange, ...]
    same_rows: int

    @property
    def is_empty(self) -> bool:
        """Nothing anybody could see or wait for differs."""
        return not (
            self.fields
            or self.paragraphs
            or self.columns_added
            or self.columns_removed
            or self.added
            or self.removed
            or self.changed
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "same": self.is_empty,
            "fields": [_plain(one, ("field", "before", "after", "temporal")) for one in self.fields],
            "paragraphs": [_plain(one, ("sign", "text")) for one in self.paragraphs],
            "columns": {"added": [*self.columns_added], "removed": [*self.columns_removed]},
            "rows": {
                "added": [*self.added],
                "removed": [*self.removed],
                "changed": [
                    {"key": one.key, "cells": [_plain(c, ("column", "before", "after")) for c in one.cells]}
                    for one in self.changed
                ],
                "same": self.same_rows,
            },
        }


def compare(before: Notice, after: Notice) -> Comparison:
    """What ``after`` says otherwise than ``before``."""
    old, new = _rows(before.table), _rows(after.table)
    pairs = _paired(old, new, _key_columns(before.table, after.table, old, new))
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    changes = [RowChange(_said(new_row), _cells(old_row, new_row)) for old_row, new_row in both]
    heads = _heads(before.table), _heads(after.table)
    return Comparison(
        fields=_fields(before, after),
        paragraphs=_paragraphs(before.body, after.body),
        columns_added=tuple(one for one in heads[1] if one not in heads[0]),
        columns_removed=tuple(one for one in heads[0] if one not in heads[1]),
        added=tuple(_said(other) for one, other in pairs if one is None and other is not None),
        removed=tuple(_said(one) for one, other in pairs if other is None and one is not None),
        changed=tuple(one for one in changes if one.cells),
        same_rows=sum(not one.cells for one in changes),
    )


def _plain(one: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _fields(before: Notice, after: Notice) -> tuple[FieldChange, ...]:
    old, new = _flat(before), _flat(after)
    return tuple(
        FieldChange(name, old.get(name, ""), new.get(name, ""), name.startswith(TEMPORAL))
        for name in dict.fromkeys((*old, *new))
        if old.get(name, "") != new.get(name, "")
    )


def _flat(notice: Notice) -> dict[str, str]:
    """Every field but text and list, by its path: ``publicity_period.end``."""
    data = notice.model_dump(mode="json", exclude_none=True, exclude={"body", "table"})
    flat: dict[str, str] = {}
    for name, value in data.items():
        parts = value if isinstance(value, dict) else {"": value}
        flat.update({f"{name}.{key}".rstrip("."): _text(one) for key, one in parts.items()})
    return flat


def _text(value: object) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[LineChange, ...]:
    """The whole text with its changes marked; nothing where it is the same."""
    if tuple(before) == tuple(after):
        return ()
    lines = (line for line in difflib.ndiff([*before], [*after]) if not line.startswith("?"))
    return tuple(LineChange(line[0].strip(), line[2:]) for line in lines)


def _heads(table: Table | None) -> tuple[str, ...]:
    return tuple(column.label for column in table.columns) if table else ()


def _rows(table: Table | None) -> list[Row]:
    if table is None:
        return []
    heads = _heads(table)
    return [dict(zip(heads, table.cells(row), strict=True)) for row in table.rows]


def _key_columns(
    before: Table | None, after: Table | None, old: Sequence[Row], new: Sequence[Row]
) -> tuple[str, ...]:
    """The fewest columns both lists have that tell their rows apart."""
    if before is None or after is None:
        return ()
    shared = [column for column in after.columns if column.label in _heads(before)]
    names = tuple(column.label for column in shared if column.type is ColumnType.NAME)
    words = tuple(column.label for column in shared if column.type in _WORDS)
    whole = tuple(column.label for column in shared)
    fitting = (one for one in (names, words, whole) if one and _unique(old, one) and _unique(new, one))
    return next(fitting, whole)


def _unique(rows: Sequence[Row], columns: Sequence[str]) -> bool:
    return len({_key(columns)(row) for row in rows}) == len(rows)


def _key(columns: Sequence[str]) -> Callable[[Row], tuple[str, ...]]:
    return lambda row: tuple(row[column] for column in columns)


def _paired(
    old: Sequence[Row], new: Sequence[Row], columns: Sequence[str]
) -> list[tuple[Row | None, Row | None]]:
    """Rows of the same key, the first with the first; what has no partner stands alone."""
    if not columns:
        return [*((row, None) for row in old), *((None, row) for row in new)]
    key = _key(columns)
    groups: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((old, new)):
        for row in rows:
            groups.setdefault(key(row), ([], []))[side].append(row)
    return [pair for ours, theirs in groups.values() for pair in zip_longest(ours, theirs)]


def _cells(before: Row, after: Row) -> tuple[CellChange, ...]:
    """The cells of columns both lists have; a column that came or went is told once, not in every row."""
    return tuple(
        CellChange(column, before[column], cell)
        for column, cell in after.items()
        if column in before and before[column] != cell
    )


def _said(row: Row) -> str:
    """The row as one line, for a person to find it by."""
    return " · ".join(cell for cell in row.values() if cell)
