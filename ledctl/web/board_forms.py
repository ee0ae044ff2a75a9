"""The form of a board: what it holds, what somebody posted, and a photo with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledctl.boards.facts import CONDITION_LABELS, LEVEL_LABELS, Board
from ledctl.boards.register.entering import FIELDS, SIDE_CM
from ledctl.sentences import Sentence
from ledctl.web.deps import Fields, Visit

EMPTY: dict[str, Any] = dict.fromkeys(FIELDS, "") | {
    "level": "village",
    "fixed_percent": "0",
    "condition": "good",
    "categories": (),
    "in_use": True,
}
"""What the form of a new board says before anybody wrote into it."""

_OWN = frozenset({"categories", "in_use", "photo"})


def typed(form: Fields) -> dict[str, Any]:
    """What was posted, by the names of the register; ``in_use`` only where the form asked."""
    said: dict[str, Any] = {name: form.line(name) for name in FIELDS if name not in _OWN}
    said["categories"] = tuple(form.texts("categories"))
    if form.line("asked_in_use"):
        said["in_use"] = form.line("in_use") == "yes"
    return said


def shown(board: Board) -> dict[str, Any]:
    """A board as its form shows it."""
    return {**board.as_dict(), "categories": board.categories}


def form_facts(
    visit: Visit, values: Mapping[str, Any], problems: tuple[Sentence, ...], *, seen: int
) -> dict[str, Any]:
    """What ``_board_form.html`` needs."""
    return {
        "typed": EMPTY | dict(values),
        "problems": problems,
        "wrong": frozenset(one.where for one in problems),
        "entry": seen,
        "FIELDS": FIELDS,
        "LEVELS": LEVEL_LABELS,
        "CONDITIONS": CONDITION_LABELS,
        "SIDE_CM": SIDE_CM,
        "category_names": category_names(visit),
    }


def category_names(visit: Visit) -> dict[str, str]:
    """What the office calls its categories, by code."""
    english = visit.language == "en"
    found = visit.station.categories.by_code
    return {code: one.label_en if english else one.label_zh for code, one in found.items()}
