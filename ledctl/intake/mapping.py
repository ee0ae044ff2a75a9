"""From what the clerk decided on a recognised sheet to the table of a notice. Pure.

Cells are taken as they are written, without the spaces around them; a merged cell
stands in each row it covers, and the layouts join equal ones again. No cell gets
lost: it is in the table, in its totals, in a head, or in what ``left_out`` lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ledctl.content.model import MAX_COLUMNS, MAX_ROWS, Column, ColumnType, Privacy, Table
from ledctl.errors import BadInput
from ledctl.intake.heads import Guess, Recognised
from ledctl.intake.rows import is_totals
from ledctl.sentences import Sentence, sentence

MAX_CELL = 1000
MAX_LABEL = 200
MOST_TOLD = 20
"""Cells that are too long are named up to here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one column; ``keep`` is no for one that is left out."""

    label: str
    type: ColumnType
    privacy: Privacy
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the clerk decided: a choice for each guess, and the rows (from 0) that are data after all."""

    choices: tuple[Choice, ...]
    rows: frozenset[int] = frozenset()


def as_guessed(found: Recognised) -> Mapping:
    """The mapping nobody has changed."""
    return Mapping(tuple(Choice(one.label, one.type, one.privacy) for one in found.guesses))


def make_table(found: Recognised, chosen: Mapping) -> Table:
    """The table; ``BadInput`` with every limit it would break."""
    kept = [(guess, choice) for guess, choice in _paired(found, chosen) if choice.keep]
    numbers = _data(found, chosen.rows)
    if faults := tuple(_faults(found, kept, numbers)):
        raise BadInput(*faults)
    guesses = [guess for guess, _ in kept]
    return Table(
        columns=tuple(
            Column(key=guess.key, label=choice.label.strip(), type=choice.type, privacy=choice.privacy)
            for guess, choice in kept
        ),
        rows=tuple(_row(found.sheet.rows[n], guesses) for n in numbers),
        totals=_totals(found, guesses),
    )


def left_out(found: Recognised, chosen: Mapping) -> tuple[tuple[int, ...], tuple[Guess, ...]]:
    """The rows (from 0) and the columns that do not come into the table."""
    taken = set(_data(found, chosen.rows))
    rows = tuple(one.row for one in found.parts.left_out if one.row not in taken)
    return rows, tuple(guess for guess, choice in _paired(found, chosen) if not choice.keep)


def _paired(found: Recognised, chosen: Mapping) -> Iterator[tuple[Guess, Choice]]:
    return zip(found.guesses, chosen.choices, strict=True)


def _data(found: Recognised, again: Collection[int]) -> Sequence[int]:
    """The data rows, with those the clerk takes in although they were doubted."""
    taken = {one.row for one in found.parts.left_out if not one.sure and one.row in again}
    return sorted({*found.parts.data, *taken})


def _faults(
    found: Recognised, kept: Sequence[tuple[Guess, Choice]], numbers: Sequence[int]
) -> Iterator[Sentence]:
    if not numbers:
        yield sentence("list_without_rows", where="table")
    if not kept:
        yield sentence("list_without_columns", where="table")
    if len(numbers) > MAX_ROWS:
        yield sentence("list_too_many_rows", where="table", rows=len(numbers), most=MAX_ROWS)
    if len(kept) > MAX_COLUMNS:
        yield sentence("list_too_many_columns", where="table", columns=len(kept), most=MAX_COLUMNS)
    top, left = found.sheet.top + 1, found.sheet.left + 1
    for guess, choice in kept:
        if not 0 < len(choice.label.strip()) <= MAX_LABEL:
            yield sentence("list_label_wrong", where="table", column=guess.index + left, most=MAX_LABEL)
    long = _too_long(found, [guess.index for guess, _ in kept], numbers)
    for (row, column), _ in zip(long, range(MOST_TOLD), strict=False):
        at = {"row": row + top, "column": column + left}
        yield sentence("list_cell_too_long", where="table", **at, most=MAX_CELL)


def _too_long(found: Recognised, columns: Sequence[int], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    totals = found.parts.totals
    for row in (*numbers, *(() if totals is None else (totals,))):
        cells = found.sheet.rows[row]
        yield from ((row, column) for column in columns if len(cells[column].strip()) > MAX_CELL)


def _row(cells: Sequence[str], guesses: Sequence[Guess]) -> dict[str, str]:
    return {guess.key: text for guess in guesses if (text := cells[guess.index].strip())}


def _totals(found: Recognised, guesses: Sequence[Guess]) -> dict[str, str] | None:
    """The totals; a 合计 merged over several columns is said once."""
    if found.parts.totals is None:
        return None
    cells = list(found.sheet.rows[found.parts.totals])
    for n in range(len(cells) - 1, 0, -1):
        if cells[n] == cells[n - 1] and is_totals(cells[n : n + 1]):
            cells[n] = ""
    return _row(cells, guesses)
