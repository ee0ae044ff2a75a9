"""What the cells of a column look like: figures, dates, numbers that belong to persons, or words. Pure.

Only looked at, never changed. Numbers of persons are recognised generously, in any
width and spacing, with stars in them or the ' of a text cell before them, because the answer only makes
somebody look; what is taken out decides ``ledctl.screening``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ledctl.content.model import ColumnType

FIGURES = frozenset({ColumnType.MONEY, ColumnType.INT, ColumnType.DECIMAL, ColumnType.PERCENT})
OF_PERSONS = frozenset({ColumnType.ID, ColumnType.BANK, ColumnType.PHONE})

_NOTHING = re.compile(r"[-—－/／无]*")
_FIGURE = re.compile(r"[-+－＋￥¥\s]*[0-9０-９].*|[-—－/／无]*", re.DOTALL)

_SHAPES: tuple[tuple[ColumnType, re.Pattern[str]], ...] = (
    (ColumnType.ID, re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])\d{2}\d{3}[\dXx]")),
    (ColumnType.ID, re.compile(r"[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")),
    (ColumnType.ID, re.compile(r"(?=.*\d)(?=.*\*)[\d*Xx]{15,18}")),
    (ColumnType.BANK, re.compile(r"\d{16,19}")),
    (ColumnType.PHONE, re.compile(r"1[3-9]\d{9}|0\d{2,3}\d{7,8}")),
    (
        ColumnType.DATE,
        re.compile(r"(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)(?:\d{1,2}:\d{2}.*)?"),
    ),
    (ColumnType.PERCENT, re.compile(r"[-+]?\d+(?:\.\d+)?%")),
    (ColumnType.MONEY, re.compile(r"[-+]?[¥￥]\d[\d,]*(?:\.\d+)?(?:万?元)?|\d[\d,]*(?:\.\d+)?万?元")),
    (ColumnType.INT, re.compile(r"[-+]?\d+")),
    (ColumnType.DECIMAL, re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")),
)


def kind_of(cells: Iterable[str]) -> ColumnType:
    """What these cells are. Words among figures make words; half of them numbers of persons suffice."""
    kinds = [kind for cell in cells if (kind := _kind(cell)) is not None]
    for kind in (ColumnType.ID, ColumnType.BANK, ColumnType.PHONE):
        if kinds.count(kind) * 2 > len(kinds):
            return kind
    found = set(kinds)
    if len(found) == 1:
        return found.pop()
    return ColumnType.DECIMAL if found == {ColumnType.INT, ColumnType.DECIMAL} else ColumnType.TEXT


def are_figures(cells: Iterable[str]) -> bool:
    """Whether a column could be set as figures: each cell begins with one, or says that there is none."""
    return all(map(is_figure, cells))


def is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell.strip()) is not None


def _kind(cell: str) -> ColumnType | None:
    """The kind of one cell; nothing for a cell that says nothing."""
    if _NOTHING.fullmatch(cell.strip()):
        return None
    plain = re.sub(r"^['‘’`](?=[\d*])|\s", "", unicodedata.normalize("NFKC", cell).strip())
    joined = plain.replace("-", "")
    for kind, shape in _SHAPES:
        if shape.fullmatch(joined if kind in OF_PERSONS else plain):
            return kind
    return ColumnType.TEXT
