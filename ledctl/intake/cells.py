"""The cells of one sheet of a workbook, as the file streams by (ISO/IEC 29500-1, 18.3).

A formula ends the reading at once: its stored result is not trusted, because it may
be older than what it was made from, and changes with the machine it is opened on.
What is hidden is read and noted; a comment is not in here at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from ledctl.errors import BadInput
from ledctl.intake.formats import DigitsLost, Format, show_number
from ledctl.intake.markup import Event
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Merge, place

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LAST_COLUMN, _LAST_ROW = 16_383, 1_048_575
_ESCAPED = re.compile(r"_x(0009|000A|000D|005F)_", re.IGNORECASE)
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_TRUE = frozenset({"1", "true"})
_MOST_CELLS = 4 * MAX_ROWS * MAX_COLUMNS
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    strings: Sequence[str] = ()
    formats: Sequence[Format] = ()
    striking: frozenset[int] = frozenset()
    """The styles, and the shared strings, with words struck through."""
    struck: frozenset[int] = frozenset()
    since_1904: bool = False


@dataclass(slots=True)
class Cells:
    """What one sheet holds: texts by row and column from 0, and what to tell of it."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    plain: list[tuple[int, int]] = field(default_factory=list)
    struck: bool = False


@dataclass(slots=True)
class CellReader:
    """Reads one sheet; ``name`` is for the sentences."""

    name: str
    book: Book
    found: Cells = field(default_factory=Cells)
    row: int = -1
    column: int = -1
    kind: str = ""
    style: str = "0"
    wanted: bool = False
    phonetic: bool = False
    words: list[str] = field(default_factory=list)

    def read(self, events: Iterable[Event]) -> Cells:
        begins: Mapping[str, Callable[[dict[str, str]], None]] = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._want,
            "t": self._want,
            "f": self._refuse_formula,
            "rPh": self._begin_phonetic,
            "strike": self._note_struck,
            "col": self._note_columns,
            "mergeCell": self._note_merge,
        }
        ends: Mapping[str, Callable[[], None]] = {
            "c": self._end_cell,
            "v": self._unwant,
            "t": self._unwant,
            "rPh": self._end_phonetic,
        }
        for kind, word, said in events:
            if kind == "text":
                if self.wanted and not self.phonetic:
                    self.words.append(word)
            elif kind == "start":
                if begin := begins.get(word):
                    begin(said)
            elif end := ends.get(word):
                end()
        return self.found

    def _begin_row(self, said: dict[str, str]) -> None:
        self.row = _row(said["r"]) if "r" in said else self.row + 1
        self.column = -1
        if is_true(said.get("hidden")) or said.get("ht") == "0":
            self.found.hidden_rows.append(self.row)

    def _begin_cell(self, said: dict[str, str]) -> None:
        if "r" in said:
            row, self.column = spot(said["r"])
            if row != self.row:
                raise BadInput.of("package_broken", where=place(self.name, row, self.column))
        else:
            self.column += 1
        self.kind, self.style = said.get("t", "n"), said.get("s", "0")
        self.words.clear()

    def _want(self, said: dict[str, str]) -> None:
        self.wanted = True

    def _unwant(self) -> None:
        self.wanted = False

    def _begin_phonetic(self, said: dict[str, str]) -> None:
        self.phonetic = True

    def _end_phonetic(self) -> None:
        self.phonetic = False

    def _refuse_formula(self, said: dict[str, str]) -> None:
        raise BadInput.of("sheet_formula", where=self._place())

    def _end_cell(self) -> None:
        text = self._text("".join(self.words)) if self.words else ""
        if len(text) > MAX_CELL:
            raise BadInput.of("sheet_cell_long", where=self._place(), limit=MAX_CELL)
        if not text.strip():
            return
        spot = (self.row, self.column)
        if spot in self.found.texts or not 0 <= self.column <= _LAST_COLUMN or not 0 <= self.row <= _LAST_ROW:
            raise BadInput.of("package_broken", where=self._place())
        self.found.texts[spot] = text
        self.found.struck = self.found.struck or self._is_struck()
        if len(self.found.texts) > _MOST_CELLS:
            raise BadInput.of("package_bomb")

    def _text(self, stored: str) -> str:
        if self.kind == "s":
            return _one_of(self.book.strings, stored)
        if self.kind in ("str", "inlineStr"):
            return unescape(stored)
        if self.kind == "b":
            return "TRUE" if is_true(stored.strip()) else "FALSE"
        if self.kind == "d":
            return stored.strip().removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        if self.kind == "e":
            self._refuse_error(stored.strip())
        return self._number(stored)

    def _number(self, stored: str) -> str:
        try:
            shown = show_number(
                stored, _one_of(self.book.formats, self.style), since_1904=self.book.since_1904
            )
        except DigitsLost:
            raise BadInput.of("sheet_digits_lost", where=self._place()) from None
        except ValueError:
            self._refuse_error("#####")
        if shown.plain:
            self.found.plain.append((self.row, self.column))
        return shown.text

    def _refuse_error(self, value: str) -> NoReturn:
        known = value if value in _ERRORS else "#####"
        raise BadInput.of("sheet_error_value", where=self._place(), value=known)

    def _note_struck(self, said: dict[str, str]) -> None:
        self.found.struck = self.found.struck or is_true(said.get("val", "1"))

    def _is_struck(self) -> bool:
        shared = self.kind == "s" and int("".join(self.words)) in self.book.struck
        return shared or int(self.style) in self.book.striking

    def _note_columns(self, said: dict[str, str]) -> None:
        if is_true(said.get("hidden")) or said.get("width") == "0":
            first, last = (_number_of(said.get(end, "")) - 1 for end in ("min", "max"))
            self.found.hidden_columns.append((first, last))
        if len(self.found.hidden_columns) > _LAST_COLUMN:
            raise BadInput.of("package_broken")

    def _note_merge(self, said: dict[str, str]) -> None:
        first, _, last = said.get("ref", "").partition(":")
        (top, left), (bottom, right) = spot(first), spot(last or first)
        self.found.merges.append(
            Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        )

    def _place(self) -> str:
        return place(self.name, max(self.row, 0), max(self.column, 0))


def spot(address: str) -> tuple[int, int]:
    """Row and column, from 0, of an address such as C7."""
    found = _PLACE.fullmatch(address)
    if not found:
        raise BadInput.of("package_broken")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return _row(found[2]), column - 1


def unescape(text: str) -> str:
    """Line ends and tabs that the format writes as _x000A_; one kind of line end."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n") if "\r" in plain else plain


def is_true(said: str | None) -> bool:
    """How the format writes yes."""
    return said is not None and said.lower() in _TRUE


def _row(said: str) -> int:
    return _number_of(said) - 1


def _number_of(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 7):
        raise BadInput.of("package_broken")
    return int(said)


def _one_of(many: Sequence[T], index: str) -> T:
    number = _number_of(index.strip())
    if number >= len(many):
        raise BadInput.of("package_broken")
    return many[number]
