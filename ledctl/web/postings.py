"""Up and down from a phone in the field, by the code on a sheet. Works without scripts.

A stranger who finds the address is led to the sign-in and back; the code opens nothing
by itself. A photo is asked for: who has none says so, and the posting says so, too.
What was just done is read from the record, not from the address.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.boards.field.postings import Scanned
from ledctl.boards.photos import Photo
from ledctl.boards.sheets.codes import read_code
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound
from ledctl.notices.around_rights import may_note
from ledctl.web.auth import note_look
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.photos import photo_in

router = APIRouter()

Number = Annotated[int, Query(ge=0, le=2**31)]


@router.get("/p")
def enter_code(visit: Signed, code: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Where a code is typed in; one that can be a code leads on."""
    if not code:
        return visit.page("phone_code.html", sentences=(), code="")
    try:
        return go(f"/p/{read_code(code)}")
    except LedctlError as error:
        return visit.page("phone_code.html", status=error.http_status, sentences=error.sentences, code=code)


@router.get("/p/{sheet_code}")
def show_sheet(sheet_code: str, visit: Signed, up: Number = 0, down: Number = 0) -> Response:
    """The notice of the sheet, where it may hang and where it hangs; and what was just done."""
    try:
        found = visit.station.postings.scan(visit.actor, sheet_code)
    except (BadInput, NotFound) as error:
        return visit.page(
            "phone_code.html", status=error.http_status, sentences=error.sentences, code=sheet_code[:40]
        )
    note_look(visit.station, visit.actor, f"notice {found.notice.id}")
    up, down = _just_done(visit, found, up, down)
    return _page(visit, found, up=up, down=down)


@router.post("/p/{sheet_code}/up")
def put_up(sheet_code: str, visit: Signed, form: Form) -> Response:
    """It hangs there now."""
    found = visit.station.postings.scan(visit.actor, sheet_code)
    try:
        copy = _number(form, "copy")
        number = visit.station.postings.up(
            visit.actor, found.notice.id, _board(form), _photo(form), found.code, copy
        )
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _page(visit, found, error, form=form)
    return go(f"/p/{found.code}?up={number}")


@router.post("/p/{sheet_code}/down")
def take_down(sheet_code: str, visit: Signed, form: Form) -> Response:
    """It came down now."""
    found = visit.station.postings.scan(visit.actor, sheet_code)
    try:
        number = _number(form, "posting")
        visit.station.postings.down(visit.actor, number, form.text("reason"), _photo(form))
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _page(visit, found, error, form=form)
    return go(f"/p/{found.code}?down={number}")


def _page(
    visit: Visit, found: Scanned, error: LedctlError | None = None, *, form: Fields | None = None, **done: int
) -> Response:
    content = found.notice.approved.content if found.notice.approved else found.notice.current.content
    up = {stay.board for stay in found.hanging}
    facts: dict[str, Any] = {
        "found": found,
        "content": content,
        "free": [board for board in found.boards if board.code not in up],
        "labels_of": {board.code: board.label for board in found.boards},
        "is_over": content.publicity_period is not None
        and content.publicity_period.end < visit.station.today(),
        "may_post": may_note(visit.actor, "posted_elsewhere"),
        "sentences": error.sentences if error else (),
        "typed": form.as_dict() if form else {},
        "up": 0,
        "down": 0,
    }
    return visit.page("phone.html", status=error.http_status if error else 200, **facts | done)


def _just_done(visit: Visit, found: Scanned, up: int, down: int) -> tuple[int, int]:
    """The same numbers, if that posting hangs and that one came down; else 0."""
    hung = visit.station.postings.list(found.notice.id) if up or down else ()
    ended = {stay.posting: stay.ended_at is not None for stay in hung if stay.board}
    return up if ended.get(up) is False else 0, down if ended.get(down) else 0


def _board(form: Fields) -> str:
    board = form.line("board")
    if not board:
        raise BadInput.of("board_wanted", where="board")
    return board


def _photo(form: Fields) -> Photo | None:
    """The photo; ``BadInput`` when there is none and nobody said that there is none."""
    photo = photo_in(form)
    if photo is None and form.line("without") != "yes":
        raise BadInput.of("photo_wanted", where="photo")
    return photo


def _number(form: Fields, name: str) -> int:
    text = form.line(name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput.of("number_needed", where=name)
    return int(text)
