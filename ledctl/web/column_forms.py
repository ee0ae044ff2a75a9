"""The page of a list's columns: what it shows of a recognised sheet, and what it posts. Pure.

Texts of cells are shown to the clerk who brought them, and go nowhere else; of a column
that is never public only how its cells begin.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Posted
from dataclasses import dataclass

from ledctl.content.model import ColumnType, Privacy
from ledctl.errors import BadInput
from ledctl.intake.doubts import say_doubts
from ledctl.intake.heads import Guess, Recognised
from ledctl.intake.mapping import Choice, Mapping, as_guessed
from ledctl.intake.rows import LEVELS, NO_HEADS
from ledctl.sentences import Sentence, sentence

SHOWN_ROWS = 5
SHOWN_OUT = 40
EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One column on the page, with the first cells below it."""

    guess: Guess
    choice: Choice
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Out:
    """A row that is no data: why, and how it begins. ``asked`` where the clerk may take it in."""

    row: int
    told: Sentence
    text: str
    asked: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """What the page shows. Rows and columns (``left`` empty ones first) are counted as in the source."""

    lines: tuple[Line, ...]
    out: tuple[Out, ...]
    more_out: int
    left: int
    rows: int
    totals: bool
    first_head: int
    last_head: int
    doubts: tuple[Sentence, ...]


def lay_out(found: Recognised, chosen: Mapping) -> Columns:
    """The page of ``found`` with what was chosen so far."""
    parts, top = found.parts, found.sheet.top + 1
    shown = [found.sheet.rows[n] for n in parts.data[:SHOWN_ROWS]]
    lines = tuple(
        Line(guess, choice, tuple(_shown(row[guess.index], choice.privacy) for row in shown))
        for guess, choice in zip(found.guesses, chosen.choices, strict=True)
    )
    unseen = {
        guess.index
        for guess, choice in zip(found.guesses, chosen.choices, strict=True)
        if choice.privacy is Privacy.NEVER
    }
    out = tuple(
        Out(
            one.row,
            sentence(one.why, row=one.row + top),
            _excerpt(found.sheet.rows[one.row], unseen),
            not one.sure,
            one.row in chosen.rows,
        )
        for one in sorted(parts.left_out, key=lambda one: (one.sure, one.row))
    )
    heads = parts.heads or (-top,)
    return Columns(
        lines=lines,
        out=out[:SHOWN_OUT],
        more_out=max(0, len(out) - SHOWN_OUT),
        left=found.sheet.left,
        rows=len(parts.data),
        totals=parts.totals is not None,
        first_head=heads[0] + top,
        last_head=heads[-1] + top,
        doubts=say_doubts(found),
    )


def read_heads(posted: Posted[str, str], rows: int, top: int = 0) -> tuple[int, ...]:
    """The head rows (from 0) the clerk named; none where the page did not ask.

    The page counts as the source does, with the ``top`` empty rows above; 0 says that there are none.
    """
    named = [posted.get(name, "").strip() for name in ("first_head", "last_head")]
    if not any(named):
        return ()
    if named == ["0", "0"]:
        return NO_HEADS
    first, last = (int(one) - top if one.isascii() and one.isdigit() and len(one) < 8 else 0 for one in named)
    if not (1 <= first <= last <= rows and last - first < LEVELS):
        raise BadInput.of("heads_rows_wrong", where="table", first=top + 1, last=top + rows, most=LEVELS)
    return tuple(range(first - 1, last))


def read_choices(posted: Posted[str, str], rows: Sequence[str], found: Recognised) -> Mapping:
    """What the page posted, over what was guessed; a value no page offers counts as none."""
    pairs = zip(found.guesses, as_guessed(found).choices, strict=True)
    choices = tuple(_choice(posted, guess.index, choice) for guess, choice in pairs)
    return Mapping(choices, frozenset(int(n) for n in rows if n.isascii() and n.isdigit() and len(n) < 6))


def _choice(posted: Posted[str, str], index: int, guessed: Choice) -> Choice:
    if f"label.{index}" not in posted:
        return guessed
    kind, privacy = posted.get(f"type.{index}", ""), posted.get(f"privacy.{index}", "")
    return Choice(
        posted[f"label.{index}"].strip(),
        ColumnType(kind) if kind in list(ColumnType) else guessed.type,
        Privacy(privacy) if privacy in list(Privacy) else guessed.privacy,
        posted.get(f"keep.{index}") == "yes",
    )


def _shown(cell: str, privacy: Privacy) -> str:
    return _masked(cell) if privacy is Privacy.NEVER else cell.strip()


def _masked(cell: str) -> str:
    text = cell.strip()
    return f"{text[:2]}•••" if text else ""


def _excerpt(row: Sequence[str], unseen: Collection[int]) -> str:
    said = (_masked(cell) if n in unseen else cell.strip() for n, cell in enumerate(row))
    text = "　".join(dict.fromkeys(filter(None, said)))
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
