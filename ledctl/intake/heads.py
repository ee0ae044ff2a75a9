"""What the columns of a sheet are, by their heads and by their cells, and how sure that is. Pure.

A guess is sure when the head is known and the cells agree, or when an earlier list
has a column of the same head: then key, kind and privacy are that one's. Whatever
holds numbers of persons is proposed as never public, whatever its head says. Not
here: which row is what (``rows``), and what the clerk decides (``mapping``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.intake.rows import Parts, find_parts, label_of
from ledctl.intake.shapes import FIGURES, OF_PERSONS, are_figures, kind_of
from ledctl.intake.sheet import Sheet
from ledctl.intake.vocabulary import Vocabulary


class Doubt(StrEnum):
    """Why somebody should look at a column; each is the code of its sentence."""

    HEAD_UNKNOWN = "doubt_head_unknown"
    HEAD_EMPTY = "doubt_head_empty"
    HEAD_TWICE = "doubt_head_twice"
    """Two lists side by side, perhaps; each row would be two."""
    WORDS = "doubt_words"
    """The head promises figures, the cells hold words."""
    OF_PERSONS = "doubt_of_persons"
    """The cells look like numbers that belong to persons, and the head does not say so."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One column: ``index`` is its place in the sheet, from 0."""

    index: int
    label: str
    key: str
    type: ColumnType
    privacy: Privacy
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet, and what was made of it."""

    sheet: Sheet
    parts: Parts
    guesses: tuple[Guess, ...]

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look."""
        return (
            self.parts.sure
            and bool(self.parts.data)
            and all(guess.doubt is None for guess in self.guesses)
            and all(one.sure for one in self.parts.left_out)
        )


def recognise(
    sheet: Sheet, known: Vocabulary, *, before: Table | None = None, heads: tuple[int, ...] = ()
) -> Recognised:
    """What ``sheet`` holds; ``before`` is an earlier list, ``heads`` the head rows if somebody said them."""
    earlier = {column.label: column for column in reversed(before.columns)} if before else {}
    parts = find_parts(sheet, known, heads, tuple(earlier))
    taken = {column.key for column in earlier.values()}
    guesses: list[Guess] = []
    for index in _columns(sheet, parts):
        label = label_of(sheet, parts.heads, index)
        cells = tuple(sheet.rows[n][index] for n in parts.data)
        guess = _guess(index, label, cells, known, earlier.pop(label, None), taken)
        twice = guess.doubt is None and any(one.label == label for one in guesses)
        guesses.append(replace(guess, doubt=Doubt.HEAD_TWICE) if twice else guess)
    return Recognised(sheet, parts, tuple(guesses))


def _columns(sheet: Sheet, parts: Parts) -> Sequence[int]:
    """The columns with anything in them, but for the rows above and below the table."""
    rows = [*parts.heads, *parts.data, *(one.row for one in parts.left_out if not one.sure)]
    rows += [] if parts.totals is None else [parts.totals]
    width = len(sheet.rows[0]) if sheet.rows else 0
    return [n for n in range(width) if any(sheet.rows[row][n].strip() for row in rows)]


def _guess(
    index: int, label: str, cells: Sequence[str], known: Vocabulary, column: Column | None, taken: set[str]
) -> Guess:
    looks = kind_of(cells)
    if column is not None:
        kind, privacy, doubt = column.type, column.privacy, None
        key = column.key
    else:
        kind, privacy, doubt, key = _by_head(index, label, cells, looks, known)
        key = _free(key, taken)
    if looks in OF_PERSONS and kind not in OF_PERSONS:
        kind, privacy, doubt = looks, Privacy.NEVER, Doubt.OF_PERSONS
    return Guess(index, label or f"第{index + 1}列", key, kind, privacy, doubt)


def _by_head(
    index: int, label: str, cells: Sequence[str], looks: ColumnType, known: Vocabulary
) -> tuple[ColumnType, Privacy, Doubt | None, str]:
    entry = known.find(label)
    if entry is None and looks in OF_PERSONS:
        return looks, Privacy.NEVER, Doubt.OF_PERSONS, f"c{index + 1}"
    if entry is None:
        doubt = Doubt.HEAD_UNKNOWN if label else Doubt.HEAD_EMPTY
        return looks, Privacy.PUBLIC, doubt, f"c{index + 1}"
    if entry.type in FIGURES and not are_figures(cells):
        return ColumnType.TEXT, entry.privacy, Doubt.WORDS, entry.key
    return entry.type, entry.privacy, None, entry.key


def _free(key: str, taken: set[str]) -> str:
    """``amount``, then ``amount2``: a key nobody has."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key}{number}"
    taken.add(free)
    return free
