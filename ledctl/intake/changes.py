"""What is different between two numbers of a list: who came, who left, whose figures changed. Pure.

A row is the same household or firm when name, village and group are the same; the
serial number does not count, because lists are numbered afresh. Rows that say the
same are paired one by one. Columns are found again by their heads. Not here: which
list is the earlier number (``ledctl.notices.series``).
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledctl.content.model import Column, ColumnType, Table
from ledctl.intake.shapes import FIGURES
from ledctl.intake.vocabulary import fold

_PLACE = re.compile("村|组|社区|屯|标段|乡|镇")
_SERIAL = re.compile("序号|编号|No", re.IGNORECASE)

Row = dict[str, str]
Who = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure of one row that is another now."""

    who: Who
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``came`` and ``left`` name the rows by their identity; ``same`` counts the rows nothing changed in."""

    came: tuple[Who, ...]
    left: tuple[Who, ...]
    changed: tuple[Changed, ...]
    same: int


def compare(before: Table, after: Table) -> Changes | None:
    """The differences; nothing where the two lists have no column in common to know a row by."""
    shared = [(old, new) for new in after.columns for old in before.columns if old.label == new.label]
    known_by = _identity(shared)
    if not known_by:
        return None
    figures = [pair for pair in shared if _counts(pair[1]) and pair not in known_by]
    waiting: dict[Who, deque[Row]] = defaultdict(deque)
    for row in before.rows:
        waiting[_who(row, [old for old, _ in known_by])].append(row)
    came: list[Who] = []
    changed: list[Changed] = []
    same = 0
    for row in after.rows:
        who = _who(row, [new for _, new in known_by])
        if not waiting[who]:
            came.append(who)
            continue
        found = _differences(who, waiting[who].popleft(), row, figures)
        changed += found
        same += not found
    left = tuple(who for who, rows in waiting.items() for _ in rows)
    return Changes(tuple(came), left, tuple(changed), same)


def _identity(shared: Sequence[tuple[Column, Column]]) -> list[tuple[Column, Column]]:
    """Names with their places; a list without names is known by its first column of words."""
    words = [pair for pair in shared if not _counts(pair[1]) and not _SERIAL.search(pair[1].label)]
    named = [pair for pair in words if pair[1].type is ColumnType.NAME]
    places = [pair for pair in words if _PLACE.search(pair[1].label) and pair not in named]
    return [*places, *named] if named else words[:1]


def _counts(column: Column) -> bool:
    return column.type in FIGURES and not _SERIAL.search(column.label)


def _who(row: Row, columns: Sequence[Column]) -> Who:
    return tuple(row.get(column.key, "").strip() for column in columns)


def _differences(who: Who, old: Row, new: Row, figures: Sequence[tuple[Column, Column]]) -> list[Changed]:
    pairs = ((after.label, old.get(before.key, ""), new.get(after.key, "")) for before, after in figures)
    return [Changed(who, label, was, now) for label, was, now in pairs if _figure(was) != _figure(now)]


def _figure(cell: str) -> Decimal | str:
    """A figure as a number, so that 120 and 120.00 are the same; anything else as it is written."""
    plain = fold(cell).replace(",", "").strip("￥¥元")
    return Decimal(plain) if re.fullmatch(r"[-+]?\d{1,18}(?:\.\d{1,8})?", plain) else fold(cell)
