"""Drawn glyphs: what was proposed, beside the browser's own shape; proposing and deciding (R36).

A decision carries the digest of the dots on the page: nobody decides on what
they did not see (R1). The foundry checks rights and rules again, whatever the
page offered; a refusal is told on the page with the words kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Actor
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound
from ledctl.fonts.bitmaps import Glyph
from ledctl.glyphs.foundry import Foundry
from ledctl.glyphs.queries import GlyphFile, listing
from ledctl.glyphs.rights import may, may_propose
from ledctl.glyphs.states import STATE_LABELS, STEP_LABELS, TRANSITIONS, State, Step
from ledctl.web.deps import Fields, Form, Signed, Visit, go

router = APIRouter()

MOST_PAST = 50
"""So many glyphs that are not drawn with any more stand on the page, the newest."""

Action = Callable[[Foundry, Actor, int, Fields], None]


def _approve(foundry: Foundry, actor: Actor, number: int, form: Fields) -> None:
    foundry.approve(actor, number, form.text("opinion"), seen=form.line("seen"))


def _reject(foundry: Foundry, actor: Actor, number: int, form: Fields) -> None:
    foundry.reject(actor, number, form.text("opinion"), seen=form.line("seen"))


def _withdraw(foundry: Foundry, actor: Actor, number: int, form: Fields) -> None:
    foundry.withdraw(actor, number, form.text("opinion"))


ACTIONS: Mapping[str, Action] = {"approve": _approve, "reject": _reject, "withdraw": _withdraw}


@dataclass(frozen=True, slots=True)
class Card:
    """One glyph on the page: its lamps as two paths, and the steps this reader may take."""

    file: GlyphFile
    lit: str
    dark: str
    steps: frozenset[Step]


@router.get("/glyphs")
def show_glyphs(visit: Signed) -> Response:
    """What waits first, then what notices are drawn with, then what was."""
    return _page(visit)


@router.post("/glyphs")
def propose(visit: Signed, form: Form) -> Response:
    """Every glyph of the file, or none."""
    try:
        raw = next((content for _, content in form.files("file")), None)
        if raw is None:
            raise BadInput.of("file_chosen_none", where="file")
        visit.station.foundry.propose(visit.actor, raw, form.text("why"))
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error, why=form.text("why"))
    return go("/glyphs")


@router.post("/glyphs/{number}/{action}")
def decide(number: int, action: str, visit: Signed, form: Form) -> Response:
    """One step; afterwards the page as it is then."""
    if action not in ACTIONS:
        raise NotFound.of("page_not_found")
    try:
        ACTIONS[action](visit.station.foundry, visit.actor, number, form)
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _page(visit, error=error, opinions={number: form.text("opinion")})
    return go("/glyphs")


def _page(
    visit: Visit,
    *,
    error: LedctlError | None = None,
    why: str = "",
    opinions: Mapping[int, str] | None = None,
) -> Response:
    facts: dict[str, Any] = {
        "cards": [card(visit.actor, file) for file in _in_order(listing(visit.station.database))],
        "may_propose": may_propose(visit.actor),
        "problems": error.sentences if error else (),
        "why": why,
        "opinions": opinions or {},
        "GLYPH_STATES": STATE_LABELS,
        "GLYPH_STEPS": STEP_LABELS,
        "Step": Step,
    }
    return visit.page("glyphs.html", status=error.http_status if error else 200, **facts)


def _in_order(files: Sequence[GlyphFile]) -> list[GlyphFile]:
    waiting = [file for file in files if file.state is State.PROPOSED]
    waiting.reverse()  # the longest first (R8)
    approved = [file for file in files if file.state is State.APPROVED]
    past = (file for file in files if file.state in (State.REJECTED, State.WITHDRAWN))
    return [*waiting, *approved, *islice(past, MOST_PAST)]


def card(actor: Actor, file: GlyphFile) -> Card:
    """The glyph as this reader sees it."""
    possible = TRANSITIONS[file.state]
    steps = frozenset(step for step in possible if may(actor, step, file.state, file.proposer))
    return Card(file, lamps(file.glyph, 1), lamps(file.glyph, 0), steps)


def lamps(glyph: Glyph, value: int) -> str:
    """The lamps of one value as a path: a dot in the middle of each pixel."""
    width = glyph.advance
    return "".join(
        f"M{x}.5 {y}.5h.01"
        for y, row in enumerate(glyph.rows)
        for x in range(width)
        if row >> (width - 1 - x) & 1 == value
    )
