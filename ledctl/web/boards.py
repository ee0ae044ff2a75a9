"""The register of boards, entering a new one, what is up today, and photos. One board is in ``board``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.boards.facts import CONDITION_LABELS, LEVEL_LABELS
from ledctl.boards.register.entering import FIELDS, read_board
from ledctl.boards.register.standing import Standing
from ledctl.boards.rights import may, require
from ledctl.errors import LedctlError, NotAllowed
from ledctl.sentences import Sentence
from ledctl.web.board_forms import EMPTY, form_facts, typed
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.photos import photo_in
from ledctl.web.posted import flag_facts

router = APIRouter()

Word = Annotated[str, Query(max_length=100)]
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
KEPT = {"cache-control": "private, max-age=86400, immutable"}
"""A photo is named by its digest, so it never changes; but it is for whoever is signed in."""


@router.get("/boards")
def show_boards(visit: Signed, level: Word = "", village: Word = "", gone: bool = False) -> Response:
    """Every board with its size, its room and what is amiss; of one level or village where asked."""
    everything = visit.station.boards.all(gone=gone)
    found = [one for one in everything if _is_asked(one, level, village)]
    return visit.page(
        "boards.html",
        boards=found,
        total=len(everything),
        villages=sorted({one.board.village for one in everything if one.board.village}),
        level=level,
        village=village,
        gone=gone,
        may_save=may(visit.actor, "board_saved"),
        FIELDS=FIELDS,
        LEVELS=LEVEL_LABELS,
        CONDITIONS=CONDITION_LABELS,
    )


@router.get("/boards/new")
def show_new(visit: Signed) -> Response:
    require(visit.actor, "board_saved")
    return _new(visit, EMPTY)


@router.post("/boards/new")
def enter(visit: Signed, form: Form) -> Response:
    """A board nobody entered before; then its page."""
    said = typed(form)
    try:
        board = visit.station.boards.save(visit.actor, read_board(said), photo_in(form), seen=0)
    except NotAllowed:
        raise
    except LedctlError as error:
        return _new(visit, said, error.sentences, status=error.http_status)
    return go(f"/boards/{board.code}")


@router.get("/boards/today")
def show_today(visit: Signed) -> Response:
    """What was entered as up on every board, which boards are empty, and what is missing or wrong."""
    today, day = visit.station.boards.today(), visit.station.today()
    flags = flag_facts(visit, asked=True)
    return visit.page("boards_today.html", today=today, day=day, LEVELS=LEVEL_LABELS, **flags)


@router.get("/photos/{digest}.jpg")
def show_photo(digest: Digest, visit: Signed) -> Response:
    """A photo of a board, a posting or a check."""
    return Response(visit.station.boards.photo(digest), media_type="image/jpeg", headers=KEPT)


def _is_asked(one: Standing, level: str, village: str) -> bool:
    return level in ("", one.board.level) and village in ("", one.board.village)


def _new(
    visit: Visit, values: Mapping[str, Any], problems: tuple[Sentence, ...] = (), *, status: int = 200
) -> Response:
    return visit.page("board_new.html", status=status, **form_facts(visit, values, problems, seen=0))
