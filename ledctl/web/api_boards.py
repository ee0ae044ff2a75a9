"""The API: the register of boards, one board, what is up today, pictures and photos.

Values have the shapes of ``ledctl board ... --json``.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.boards.photos import clean_photo
from ledctl.boards.register.entering import read_board
from ledctl.boards.register.standing import Standing, whole_story
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape, Short, Text
from ledctl.web.api_notices import Raw
from ledctl.web.api_postings import StayLine
from ledctl.web.boards import KEPT, Digest

router = APIRouter(tags=["boards"])

Code = Annotated[str, Path(max_length=40)]
At = Annotated[str, Query(max_length=40, description="An instant in the site's zone; without it, now.")]
English = Annotated[bool, Query(description="Words in English.")]
PHOTO_BODY = {
    "requestBody": {
        "required": True,
        "description": "A JPEG, PNG or WebP; made smaller, and where it was taken is removed.",
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class BoardValues(Shape):
    """``categories``: codes, none means every one; ``photo``: a digest for ``/photos``, or empty."""

    code: str
    level: str
    label: str
    place: str
    width_cm: int
    height_cm: int
    village: str
    fixed_percent: int
    categories: list[str]
    special: str
    keeper: str
    condition: str
    condition_note: str
    photo: str
    in_use: bool
    channel: str


class BoardOrder(Shape):
    """A board to enter, or what becomes different with one: what is left out stays as it is.

    ``seen``: the number of the entry that was looked at; a change of another one is refused.
    """

    level: Short | None = None
    label: Short | None = None
    place: Short | None = None
    width_cm: int | None = None
    height_cm: int | None = None
    village: Short | None = None
    fixed_percent: int | None = None
    categories: list[Short] | None = None
    special: Short | None = None
    keeper: Short | None = None
    condition: Short | None = None
    condition_note: Text | None = None
    in_use: bool | None = None
    seen: int | None = None


class NewBoard(BoardOrder):
    """``code``: small letters, digits and hyphens; it stays for good."""

    code: Short


class RoomValues(Shape):
    """Square metres; ``a4_left``: about so many more pages; ``guessed``: sheets of unknown paper."""

    area_m2: float
    fixed_m2: float
    notices_m2: float
    taken_m2: float
    free_m2: float
    over_m2: float
    a4_left: int
    sheets: int
    pages: int
    guessed: int


class HungLine(StayLine):
    """One posting with its paper; ``guessed``: nobody entered which paper hangs there."""

    sheet: int | None
    paper: str
    landscape: bool
    pages: int
    guessed: bool


class UpLine(HungLine):
    """``period_end``: the last day of the publicity period, if there is one."""

    period_end: str | None


class Amiss(Shape):
    code: str
    zh: str
    en: str


class BoardAnswer(Shape):
    """A board as it stands ``at``; ``number``: of its entry."""

    number: int
    at: str
    practice: bool
    board: BoardValues
    room: RoomValues
    warnings: list[Amiss]
    hanging: list[HungLine]


class BoardList(Shape):
    boards: list[BoardAnswer]


class EntryLine(Shape):
    """The board as it was entered; ``changed``: which of its values became different."""

    number: int
    at: str
    account: str
    name: str
    board: BoardValues
    changed: list[str]


class BoardFile(BoardAnswer):
    entries: list[EntryLine]
    hung: list[HungLine]


class BoardUp(Shape):
    board: str
    label: str
    hanging: list[UpLine]


class TodayAnswer(Shape):
    """``empty``: codes of boards on which nothing hangs; ``no_board``: postings that do not say which."""

    at: str
    practice: bool
    boards: list[BoardUp]
    empty: list[str]
    no_board: list[UpLine]


@router.get("/boards")
def list_boards(call: Signed, gone: bool = False) -> BoardList:
    """Every board with its room and what hangs there; with ``gone`` also those out of use."""
    return BoardList(boards=[_answer(one) for one in call.station.boards.all(gone=gone)])


@router.get("/boards/today")
def today(call: Signed) -> TodayAnswer:
    """What was entered as up on all boards now."""
    return TodayAnswer.model_validate(call.station.boards.today().as_dict())


@router.get("/boards/{code}.svg", response_class=Response)
def board_picture(code: Code, call: Signed, at: At = "", english: English = False) -> Response:
    """One board, drawn."""
    call.look(f"board {code} {at}".strip())
    drawn = call.station.album.board(code, _instant(call, at), "en" if english else "zh")
    return Response(drawn.svg, media_type="image/svg+xml", headers=dict(call.response.headers))


@router.get("/boards/{code}")
def show_board(code: Code, call: Signed, at: At = "") -> BoardFile:
    """One board as it stands or stood, with all its entries and what hung there."""
    call.look(f"board {code} {at}".strip())
    return _file(call, code, _instant(call, at))


@router.post("/boards", status_code=201)
def enter(call: Signed, order: NewBoard) -> BoardFile:
    """Enter a new board."""
    board = read_board(order.model_dump(exclude_none=True, exclude={"seen"}))
    call.station.boards.save(call.actor, board, seen=0)
    return _file(call, board.code)


@router.put("/boards/{code}")
def change(code: Code, call: Signed, order: BoardOrder) -> BoardFile:
    """Change what is said; the rest stays, and so does the history."""
    boards, said = call.station.boards, order.model_dump(exclude_none=True, exclude={"seen"})
    stands = boards.one(code)
    seen = stands.number if order.seen is None else order.seen
    boards.save(call.actor, read_board(said, stands.board), seen=seen)
    return _file(call, code)


@router.put("/boards/{code}/photo", openapi_extra=PHOTO_BODY)
def change_photo(code: Code, call: Signed, raw: Raw) -> BoardFile:
    """Another photo of the board."""
    boards, picture = call.station.boards, clean_photo(raw)
    stands = boards.one(code)
    boards.save(call.actor, stands.board, picture, seen=stands.number)
    return _file(call, code)


@router.get("/photos/{digest}.jpg", response_class=Response)
def show_photo(digest: Digest, call: Signed) -> Response:
    """A photo of a board, a posting or a check."""
    return Response(call.station.boards.photo(digest), media_type="image/jpeg", headers=KEPT)


def _instant(call: Call, at: str) -> dt.datetime | None:
    return call.station.questions.instant(at) if at.strip() else None


def _answer(stands: Standing) -> BoardAnswer:
    return BoardAnswer.model_validate(stands.as_dict())


def _file(call: Call, code: str, at: dt.datetime | None = None) -> BoardFile:
    boards = call.station.boards
    told = whole_story(boards.one(code, at), boards.history(code), boards.hung(code))
    return BoardFile.model_validate(told)
