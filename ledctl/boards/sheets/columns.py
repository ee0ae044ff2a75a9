"""How a list is laid on a sheet: how large its letters, how wide its columns, where a cell turns. Pure.

Letters are as large as lets every word and figure stay whole in its column; a list that
would need letters smaller than ``SMALLEST`` upright is laid on its side. A cell that is
longer than its column turns into a second line and never runs over; only where a list has
so many columns that not even its words fit do words break too, at ``LEAST`` points. A word
wider than its line (``cut``) breaks on the whole sheet: what runs over the edge is lost.
Lengths are points; a width is reckoned in ems, from above.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The sizes of letters in a list on A4, the best first; a list of hundreds of rows begins further on."""
SMALLEST = 9.0
LEAST = 7.0
MANY_ROWS = 200
LONG = 10.0
"""Ems: a cell longer than this may turn before the letters become smaller."""
NARROWEST = 2.0
PIECE = 4.0
"""Ems between two places at which a word too wide for its line may turn."""
_INSET = 0.35
_ROUNDED = 0.05
"""Ems that widths lose to rounding; no more than they are reckoned too wide."""
_WORD = re.compile(r"[^\s\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+")
"""What no line may end within: everything but ideographs, their signs, and spaces."""
_NARROW = frozenset("iljft.,:;'|!()[] -/")
_BROAD = frozenset("MWmw@%—&")

Rows = Sequence[Sequence[str]]
Text = str | list[str]
"""A text, or the parts of one between which it may turn though there is no space."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A list as it is set: points of its letters and of the room round a cell, points of each column."""

    size: float
    inset: float
    widths: tuple[float, ...]
    landscape: bool

    def cells(self, row: Sequence[str]) -> list[Text]:
        """The cells of a row, cut where a word is wider than its column."""
        rooms = ((width - 2 * self.inset) / self.size + _ROUNDED for width in self.widths)
        return [cut(cell, room) for cell, room in zip(row, rooms, strict=True)]

    def lines(self, rows: Rows) -> float:
        """At most about so many lines has the highest cell."""
        return max(
            ems(cell) * self.size / (room - 2 * self.inset) + cell.count("\n") + 1
            for row in rows
            for cell, room in zip(row, self.widths, strict=True)
        )


def lay(heads: Sequence[str], rows: Rows, *, upright: float, on_side: float, scale: float = 1.0) -> Columns:
    """The list on a sheet with so many points between its margins, ``upright`` and ``on_side``.

    ``scale``: how much larger than A4 the paper is. A sheet that has to lie has ``upright`` 0.
    """
    longest, words = _measured([heads, *rows])
    sizes = [one for one in SIZES if len(rows) <= MANY_ROWS or one <= SMALLEST]
    ladder = [(size, upright, False) for size in sizes if size >= SMALLEST]
    ladder += [(size, on_side, True) for size in sizes]
    for size, room, lying in ladder:
        size *= scale
        wanted = [max(word, min(long, LONG)) + 2 * _INSET for long, word in zip(longest, words, strict=True)]
        if sum(wanted) * size <= room:
            return _laid(size, room, lying, wanted, longest)
    least = [min(long, NARROWEST) + 2 * _INSET for long in longest]
    return _laid(min(LEAST * scale, on_side / sum(least)), on_side, True, least, longest)


def _laid(
    size: float, room: float, lying: bool, wanted: Sequence[float], longest: Sequence[float]
) -> Columns:
    """What is left goes to the columns whose cells would still turn, and then to all alike."""
    widths = [*wanted]
    lacking = [max(0.0, long + 2 * _INSET - width) for long, width in zip(longest, widths, strict=True)]
    spare = max(0.0, room / size - sum(widths))
    share = min(1.0, spare / sum(lacking)) if any(lacking) else 0.0
    widths = [width + lack * share for width, lack in zip(widths, lacking, strict=True)]
    grown = room / size / sum(widths)
    return Columns(size, _INSET * size, tuple(round(one * grown * size, 2) for one in widths), lying)


def _measured(rows: Rows) -> tuple[list[float], list[float]]:
    """Of each column the longest line, and the longest word."""
    columns = [{*column} for column in zip(*rows, strict=True)]
    lines = [max(ems(line) for cell in column for line in cell.split("\n")) for column in columns]
    return lines, [max(map(_word, column)) for column in columns]


def cut(text: str, room: float) -> Text:
    """The text where so many ems are: a word that is wider, such as a long code, may turn in itself."""
    parts, done = [""], 0
    for word in _WORD.finditer(text):
        if ems(word[0]) > room:
            parts[-1] += text[done : word.start()]
            parts += _pieces(word[0], min(room, PIECE))
            done = word.end()
    parts[-1] += text[done:]
    return [part for part in parts if part] if len(parts) > 1 else text


def _pieces(word: str, most: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and ems(pieces[-1] + letter) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _word(cell: str) -> float:
    return max((ems(word) for word in _WORD.findall(cell)), default=0.0)


def ems(text: Iterable[str]) -> float:
    """At most so wide is this text, in ems."""
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD or ord(letter) >= 0x100:
        return 1.0
    return 0.7 if letter.isupper() else 0.6
