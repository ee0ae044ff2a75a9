"""What somebody should look at before a recognised list is taken, in sentences. Pure.

Places only, never texts: what a cell says may be a personal datum.
"""

from __future__ import annotations

from ledctl.intake.heads import Recognised
from ledctl.sentences import Sentence, sentence


def say_doubts(found: Recognised) -> tuple[Sentence, ...]:
    """A sentence for the heads, for each column, and for each row that are not certain."""
    heads = () if found.parts.sure else (sentence("doubt_heads", where="table"),)
    columns = tuple(
        sentence(guess.doubt, where="table", column=guess.index + 1) for guess in found.guesses if guess.doubt
    )
    rows = tuple(
        sentence(one.why, where="table", row=one.row + 1) for one in found.parts.left_out if not one.sure
    )
    return heads + columns + rows
