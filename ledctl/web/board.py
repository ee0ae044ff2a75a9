"""One board: its picture, what hangs and hung there, its entries, and changing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from markupsafe import Markup

from ledctl.boards.facts import CONDITION_LABELS, LEVEL_LABELS, Condition, Level
from ledctl.boards.register.entering import read_board
from ledctl.boards.rights import may
from ledctl.clock import local_text
from ledctl.errors import LedctlError, NotAllowed
from ledctl.sentences import Sentence
from ledctl.web.auth import note_look
from ledctl.web.board_forms import category_names, form_facts, shown, typed
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.drawn import svg_file
from ledctl.web.photos import photo_in
from ledctl.web.words import say

router = APIRouter()

MOST_PAST = 200
Code = Annotated[str, Path(max_length=40)]
Typed = Annotated[str, Query(max_length=40)]


@router.get("/boards/{code}.svg")
def board_file(code: Code, visit: Signed, at: Typed = "") -> Response:
    """The picture of a board as a file."""
    note_look(visit.station, visit.actor, f"board {code} {at}".strip())
    drawn = visit.station.album.board(code, _instant(visit, at), visit.language)
    return svg_file(drawn.svg, f"board-{drawn.values.board.code}")


@router.get("/boards/{code}")
def show_board(code: Code, visit: Signed, at: Typed = "") -> Response:
    """One board as it stands, or as it stood at an instant."""
    note_look(visit.station, visit.actor, f"board {code} {at}".strip())
    return _page(visit, code, at=_instant(visit, at))


@router.post("/boards/{code}")
def change(code: Code, visit: Signed, form: Form) -> Response:
    """What became different with a board; its code stays."""
    said, boards = typed(form) | {"code": code}, visit.station.boards
    seen = form.line("entry")
    try:
        board = read_board(said, boards.one(code).board)
        number = int(seen) if seen.isascii() and seen.isdigit() else None
        boards.save(visit.actor, board, photo_in(form), seen=number)
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, code, values=said, problems=error.sentences, status=error.http_status)
    return go(f"/boards/{quote(code)}")


def _instant(visit: Visit, typed: str) -> dt.datetime | None:
    return visit.station.questions.instant(typed) if typed.strip() else None


def _page(
    visit: Visit,
    code: str,
    *,
    at: dt.datetime | None = None,
    values: Mapping[str, Any] | None = None,
    problems: tuple[Sentence, ...] = (),
    status: int = 200,
) -> Response:
    drawn, boards = visit.station.album.board(code, at, visit.language), visit.station.boards
    stands, hung = drawn.values, boards.hung(code)
    form = form_facts(visit, shown(stands.board) | dict(values or {}), problems, seen=stands.number)
    return visit.page(
        "board.html",
        status=status,
        svg=Markup(drawn.svg),  # noqa: S704 - our own builder escaped everything in it
        stands=stands,
        asked=local_text(at, visit.station.settings.zoneinfo) if at else "",
        hung=hung[:MOST_PAST],
        more=len(hung) > MOST_PAST,
        entries=boards.history(code),
        said=lambda field, value: _said(visit, field, value),
        may_save=may(visit.actor, "board_saved") and at is None,
        **form,
    )


def _said(visit: Visit, field: str, value: Any) -> str:
    """A value of the register as a reader reads it."""
    index = visit.language != "zh"
    if field == "level":
        return LEVEL_LABELS[Level(value)][index]
    if field == "condition":
        return CONDITION_LABELS[Condition(value)][index]
    if field == "categories":
        names = category_names(visit)
        return "、".join(names.get(one, one) for one in value) or say("board_every_category", visit.language)
    if field == "in_use":
        return say("board_yes", visit.language) if value else say("board_no", visit.language)
    if field == "photo":
        return str(value)[:8] or say("board_nothing", visit.language)
    return str(value) or say("board_nothing", visit.language)
