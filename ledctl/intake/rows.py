"""Which row of a sheet is what: heads (one or several levels), data, totals, and what is neither. Pure.

A list from an office has a title above, often a unit line (单位：元), heads on one
to three levels with merged cells, sometimes a line of column numbers, heads again
on each printed page, subtotals, a total, and below it who filled it in. Every row
that is not data is named with its reason, so that nothing disappears unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledctl.intake.shapes import is_figure
from ledctl.intake.sheet import Sheet
from ledctl.intake.vocabulary import Vocabulary

LOOKED_AT = 30
"""Rows in which the heads are looked for; a title block is never longer."""
LEVELS = 3
LONGEST_HEAD = 40
JOINT = "·"
"""Between the levels of a head."""

Row = tuple[str, ...]

_TOTALS = re.compile(r"(?:合|总)\s*计(?:[（(].*[）)])?[:：]?")
_SUBTOTALS = re.compile(r".{0,12}小\s*计[:：]?")
_SAID = re.compile(r"[:：]|^(?:注|备注|说明|附注|制表|填表|审核|以上)")


class Why(StrEnum):
    """Why a row is no data; each is the code of its sentence."""

    ABOVE = "row_above"
    AGAIN = "row_again"
    NUMBERING = "row_numbering"
    SUBTOTAL = "row_subtotal"
    SECTION = "row_section"
    NOTE = "row_note"


_SURE = frozenset({Why.ABOVE, Why.AGAIN, Why.NUMBERING, Why.NOTE})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, from 0, that is no data. A subtotal or a heading of a section is only probably none."""

    row: int
    why: Why

    @property
    def sure(self) -> bool:
        return self.why in _SURE


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a sheet by what they are. Every row that is not empty stands in exactly one of them."""

    heads: tuple[int, ...]
    data: tuple[int, ...]
    totals: int | None
    left_out: tuple[LeftOut, ...]
    sure: bool
    """Whether the heads were known as such."""


def find_parts(
    sheet: Sheet, known: Vocabulary, heads: tuple[int, ...] = (), earlier: Collection[str] = ()
) -> Parts:
    """What each row is; ``heads`` are the head rows if somebody said them, ``earlier`` heads used before."""
    filled = tuple(n for n, row in enumerate(sheet.rows) if any(cell.strip() for cell in row))
    words = frozenset(level for label in earlier for level in label.split(JOINT))
    first, sure = _find_head(sheet.rows, filled, known, words)
    levels = tuple(sorted(heads)) or _levels(sheet.rows, first)
    end = max(levels, default=-1)
    above = tuple(LeftOut(n, Why.ABOVE) for n in filled if n < end and n not in levels)
    below = tuple(n for n in filled if n > end)
    totals = _find_totals(sheet.rows, below)
    rest = tuple(n for n in below if n != totals)
    dropped = tuple(_no_data(sheet.rows, levels, rest))
    out = {one.row for one in dropped}
    data = tuple(n for n in rest if n not in out)
    return Parts(levels, data, totals, above + dropped, sure or bool(heads))


def label_of(sheet: Sheet, heads: Sequence[int], column: int) -> str:
    """The head of a column: what each level says, once."""
    said: list[str] = []
    for cells in (_spread(sheet.rows, heads, level) for level in range(len(heads))):
        text = close_up(cells[column])
        if text and text not in said:
            said.append(text)
    return JOINT.join(said)


def close_up(text: str) -> str:
    """A head in one line: no break or space beside a Chinese character."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(text.split()))


def is_totals(row: Sequence[str]) -> bool:
    return any(_TOTALS.fullmatch(cell.strip()) for cell in row)


# -- heads -----------------------------------------------------------------------------------


def _find_head(
    rows: Sequence[Row], filled: Sequence[int], known: Vocabulary, words: Collection[str]
) -> tuple[int, bool]:
    """The row with the most known heads; without any, the first that is as wide as the table."""
    looked = filled[:LOOKED_AT]
    scores = {n: _known_heads(rows[n], known, words) for n in looked}
    best = max(looked, key=lambda n: (scores[n], -n), default=-1)
    width = max((len(_said(rows[n])) for n in looked), default=0)
    if scores.get(best, 0) >= min(2, max(1, width)):
        return best, True
    return next((n for n in looked if len(_said(rows[n])) * 2 > width), -1), False


def _known_heads(row: Row, known: Vocabulary, words: Collection[str]) -> int:
    """How many different heads of this row are known. Figures and long texts are none."""
    return sum(
        1
        for cell in _said(row)
        if close_up(cell) in words
        or (len(cell) <= LONGEST_HEAD and not is_figure(cell) and not _about(cell) and known.find(cell))
    )


def _about(cell: str) -> bool:
    """单位：元, 填报日期：: something about the table."""
    return re.search("[:：]", cell) is not None


def _levels(rows: Sequence[Row], head: int) -> tuple[int, ...]:
    """The head row and the levels above and below it."""
    if head < 0:
        return ()
    top = bottom = head
    while bottom - top + 1 < LEVELS and top > 0 and _are_levels(rows[top - 1], rows[top]):
        top -= 1
    while (
        bottom - top + 1 < LEVELS and bottom + 1 < len(rows) and _are_levels(rows[bottom], rows[bottom + 1])
    ):
        bottom += 1
    return tuple(range(top, bottom + 1))


def _are_levels(upper: Row, lower: Row) -> bool:
    """Whether ``lower`` divides the heads of ``upper``; data rows do not, for they stand under every head."""
    if len(_said(upper)) < 2 or any(map(_about, (*upper, *lower))):
        return False
    if any(cell.strip() and is_figure(cell) for cell in lower):
        return False
    divided = [_wide(upper, n) for n, cell in enumerate(lower) if cell.strip() and cell != upper[n]]
    return bool(divided) and all(divided) and len(_said(lower)) > 1


def _wide(upper: Row, column: int) -> bool:
    """Whether the cell above this column covers several: the same text beside it, or an empty place."""
    here = upper[column].strip()
    beside = [upper[n].strip() for n in (column - 1, column + 1) if 0 <= n < len(upper)]
    return not here or here in beside or "" in beside[-1:]


def _spread(rows: Sequence[Row], heads: Sequence[int], level: int) -> Row:
    """One level of the heads; where nobody says what is merged, a head reaches over the gap beside it."""
    row = rows[heads[level]]
    if level + 1 == len(heads):
        return row
    below, filled = rows[heads[level + 1]], list(row)
    for n in range(1, len(row)):
        if not row[n].strip() and below[n].strip() and below[n - 1].strip():
            filled[n] = filled[n - 1]
    return tuple(filled)


# -- below the heads ---------------------------------------------------------------------------


def _find_totals(rows: Sequence[Row], below: Sequence[int]) -> int | None:
    """The last row that says 合计, when there is data beside it."""
    found = [n for n in below if is_totals(rows[n])]
    return found[-1] if found and len(below) > 1 else None


def _no_data(rows: Sequence[Row], heads: Sequence[int], rest: Sequence[int]) -> Iterator[LeftOut]:
    """The rows among ``rest`` that are no data. Said notes count only below everything else."""
    again = {_bare(rows[n]) for n in heads}
    notes = _notes_below(rows, rest)
    for n in rest:
        if n in notes:
            yield LeftOut(n, Why.NOTE)
        elif _bare(rows[n]) in again:
            yield LeftOut(n, Why.AGAIN)
        elif n == rest[0] and _is_numbering(rows[n]):
            yield LeftOut(n, Why.NUMBERING)
        elif is_totals(rows[n]) or any(_SUBTOTALS.fullmatch(cell.strip()) for cell in rows[n]):
            yield LeftOut(n, Why.SUBTOTAL)
        elif _is_section(rows[n]):
            yield LeftOut(n, Why.SECTION)


def _notes_below(rows: Sequence[Row], rest: Sequence[int]) -> frozenset[int]:
    """The last rows, as long as each says something about the table and is none of its rows."""
    found: set[int] = set()
    for n in reversed(rest):
        said = _said(rows[n])
        if len(rows[n]) < 2 or not all(map(_SAID.search, said)) or len(said) * 2 > len(rows[n]) > 2:
            break
        found.add(n)
    return frozenset(found)


def _is_numbering(row: Row) -> bool:
    """栏次: the columns numbered 1, 2, 3 in a row of their own."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _is_section(row: Row) -> bool:
    """One text over a whole row of a table that is wider."""
    return len(row) > 2 and len(_said(row)) == 1 and not is_figure(_said(row)[0])


def _bare(row: Row) -> tuple[str, ...]:
    return tuple(map(close_up, row))


def _said(row: Row) -> list[str]:
    """The different texts of a row, in order: a merged cell counts once."""
    return list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
