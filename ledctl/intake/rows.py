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
NO_HEADS = (-1,)
"""What somebody says of a list whose first row is data already."""
JOINT = "·"
"""Between the levels of a head."""

Row = tuple[str, ...]

MOST_BELOW = 5
"""Rows below the total that are looked at as remarks; more of them are a list that goes on."""

_TOTALS = re.compile(
    r"(?:全[镇乡村县区市]|总)?\s*(?:合|总|共)\s*计(?:[（(].*[）)])?[:：]?|total[:：]?", re.IGNORECASE
)
_SUBTOTALS = re.compile(r".{0,12}(?:小|合|总|共|累)\s*计(?:[:：（(].*)?", re.DOTALL)
_SAID = re.compile(r"[:：]|^(?:注|备注|说明|附注|制表|填表|审核|以上)")
_SIGNED = re.compile(r"(?:填表|制表|填报|审核|复核|审批|经办|公示)[^:：]{0,6}[:：]")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")


class Why(StrEnum):
    """Why a row is no data; each is the code of its sentence."""

    ABOVE = "row_above"
    AGAIN = "row_again"
    NUMBERING = "row_numbering"
    SUBTOTAL = "row_subtotal"
    SECTION = "row_section"
    BELOW = "row_below"
    NOTE = "row_note"


_SURE = frozenset({Why.ABOVE, Why.AGAIN, Why.NUMBERING, Why.NOTE})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, from 0, that is no data.

    A subtotal, a heading of a section, or what stands below the total is only probably none.
    """

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
    levels = tuple(n for n in sorted(heads) if n >= 0) if heads else _levels(sheet.rows, first)
    end = max(levels, default=-1)
    above = tuple(LeftOut(n, Why.ABOVE) for n in filled if n < end and n not in levels)
    below = tuple(n for n in filled if n > end)
    totals = _find_totals(sheet.rows, levels, below)
    rest = tuple(n for n in below if n != totals)
    dropped = tuple(_no_data(sheet.rows, levels, rest, totals))
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
    """Whether 合计 is the first thing this row says, a serial number aside."""
    said = next((cell.strip() for cell in row if cell.strip() and not is_figure(cell)), "")
    return _TOTALS.fullmatch(said) is not None


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


def _find_totals(rows: Sequence[Row], heads: Sequence[int], below: Sequence[int]) -> int | None:
    """The last row that says 合计, when there is data beside it; heads that are said again are none."""
    again = {_bare(rows[n]) for n in heads}
    found = [n for n in below if is_totals(rows[n]) and _bare(rows[n]) not in again]
    return found[-1] if found and len(below) > 1 else None


def _no_data(
    rows: Sequence[Row], heads: Sequence[int], rest: Sequence[int], totals: int | None
) -> Iterator[LeftOut]:
    """The rows among ``rest`` that are no data. Said notes count only below everything else."""
    again = {_bare(rows[n]) for n in heads}
    notes, after = _notes_below(rows, rest), _after(rest, totals)
    for n in rest:
        if n in notes:
            yield LeftOut(n, Why.NOTE)
        elif _bare(rows[n]) in again:
            yield LeftOut(n, Why.AGAIN)
        elif n == rest[0] and _is_numbering(rows[n]):
            yield LeftOut(n, Why.NUMBERING)
        elif any(map(_is_sum, rows[n])):
            yield LeftOut(n, Why.SUBTOTAL)
        elif _is_section(rows[n]):
            yield LeftOut(n, Why.SECTION)
        elif n in after:
            yield LeftOut(n, Why.BELOW)


def _is_sum(cell: str) -> bool:
    """小计, 东坡村合计, 合计：12户."""
    return _SUBTOTALS.fullmatch(cell.strip()) is not None


def _after(rest: Sequence[int], totals: int | None) -> frozenset[int]:
    """The few rows below the total; none where the total stands above all data."""
    after = frozenset(n for n in rest if totals is not None and n > totals)
    return after if len(after) <= MOST_BELOW and len(after) < len(rest) else frozenset()


def _notes_below(rows: Sequence[Row], rest: Sequence[int]) -> frozenset[int]:
    """The last rows, as long as each says something about the table and is none of its rows."""
    found: set[int] = set()
    for n in reversed(rest):
        if not _is_note(rows[n]):
            break
        found.add(n)
    return frozenset(found)


def _is_note(row: Row) -> bool:
    """Remarks, names with what they did (填表人：, 张三), the day: in a few cells, or signed."""
    said = _said(row)
    if len(row) < 2 or any(map(_is_sum, said)) or not any(map(_SAID.search, said)):
        return False
    if len(said) * 2 > len(row) > 2 and not _SIGNED.match(said[0]):
        return False
    before = ("", *said)
    return all(
        _SAID.search(cell) or _DAY.fullmatch(cell) or label.endswith((":", "："))
        for label, cell in zip(before, said, strict=False)
    )


def _is_numbering(row: Row) -> bool:
    """栏次: the columns numbered 1, 2, 3 in a row of their own."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _is_section(row: Row) -> bool:
    """One text, or a day, over a whole row of a table that is wider."""
    said = _said(row)
    return len(row) > 2 and len(said) == 1 and (not is_figure(said[0]) or _DAY.fullmatch(said[0]) is not None)


def _bare(row: Row) -> tuple[str, ...]:
    return tuple(map(close_up, row))


def _said(row: Row) -> list[str]:
    """The different texts of a row, in order: a merged cell counts once."""
    return list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
