"""What somebody should look at before a recognised list is taken, in sentences. Pure.

Places only, never texts: what a cell says may be a personal datum.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledctl.intake.heads import Recognised
from ledctl.intake.mapping import Mapping, left_out
from ledctl.intake.sheet import Sheet, named
from ledctl.sentences import Sentence, sentence

_TOLD_ONLY = frozenset({"note_text_read_as", "note_comments"})
"""Notes that change no cell; after any other, what was read is not what a person saw in the source."""
MOST_NAMED = 20
"""Rows that are left out are named up to here."""


def to_look_at(notes: Iterable[Sentence], sheet: Sheet) -> tuple[Sentence, ...]:
    """The notes on ``sheet`` that somebody should read before the list is taken."""
    here = ("", named(sheet.name))
    return tuple(one for one in notes if one.code not in _TOLD_ONLY and one.where in here)


def say_taken(name: str, found: Recognised, chosen: Mapping) -> Sentence:
    """How many rows and columns are in the table, and which rows are not."""
    rows, columns = left_out(found, chosen)
    filled = len(found.parts.data) + len(found.parts.left_out) - len(rows)
    out = [f"{row + 1 + found.sheet.top}" for row in rows]
    facts = {
        "rows": filled,
        "columns": len(found.guesses) - len(columns),
        "out": ("、".join(out[:MOST_NAMED]) + ("…" if len(out) > MOST_NAMED else "")) or "—",
    }
    return sentence("list_taken", where=named(name), **facts)


def say_doubts(found: Recognised) -> tuple[Sentence, ...]:
    """A sentence for the heads, for each column, and for each row that are not certain."""
    heads = () if found.parts.sure else (sentence("doubt_heads", where="table"),)
    top, left = found.sheet.top + 1, found.sheet.left + 1
    columns = tuple(
        sentence(guess.doubt, where="table", column=guess.index + left)
        for guess in found.guesses
        if guess.doubt
    )
    rows = tuple(
        sentence(one.why, where="table", row=one.row + top) for one in found.parts.left_out if not one.sure
    )
    return heads + columns + rows
