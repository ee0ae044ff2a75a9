"""The API: sheets put up on boards and taken down, what is wrong with them, and entries struck."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from ledctl.web.api_after import Number
from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape, Short, Text
from ledctl.web.photos import Encoded, photo_from

router = APIRouter(tags=["boards"])

Name = Annotated[str, Query(max_length=64)]


class BoardPostingOrder(Shape):
    """``photo``: JPEG, PNG or WebP in base64, empty for none; ``copy_no``: the newest that hangs nowhere."""

    notice_id: Short
    board: Short
    photo: Encoded = None
    sheet_code: Short = ""
    copy_no: int | None = None
    since: AwareDatetime | None = None


class BoardPostingEndOrder(Shape):
    """``photo``: of the board after it came down."""

    reason: Text
    photo: Encoded = None
    until: AwareDatetime | None = None


class StrikeOrder(Shape):
    reason: Text


class StayLine(Shape):
    """One posting; ``board``, ``code`` and ``photo`` are empty where nobody said; none is struck."""

    posting: int
    notice: str
    title: str
    category: str
    channel: str
    place: str
    board: str
    posted_at: str
    by: str
    photo: str
    ended_at: str | None
    reason: str
    ended_by: str
    end_photo: str
    code: str
    version: int | None
    copy_no: int | None


class StayList(Shape):
    postings: list[StayLine]


class FlagLine(Shape):
    """``until`` is empty while it lasts; of what is ``due`` it says by when."""

    notice: str
    title: str
    practice: bool
    what: str
    channel: str
    since: str | None
    until: str | None
    posting: int | None
    board: str


class FlagList(Shape):
    flags: list[FlagLine]


@router.get("/postings")
def list_postings(call: Signed, notice: Name = "", board: Name = "", hanging: bool = False) -> StayList:
    """What hung, the first first: of a notice, on a board; ``hanging``: only what hangs now."""
    found = call.station.postings.list(notice or None, board or None, gone=not hanging)
    return StayList(postings=[StayLine.model_validate(_line(stay.as_dict())) for stay in found])


@router.get("/postings/flags")
def list_flags(call: Signed, notice: Name = "") -> FlagList:
    """What is late, missing or hangs on, and what is due."""
    found = call.station.postings.flags(notice or None)
    return FlagList(flags=[FlagLine.model_validate(one.as_dict()) for one in found])


@router.post("/postings", status_code=201)
def put_up(call: Signed, order: BoardPostingOrder) -> Number:
    """A sheet hangs on a board."""
    photo, where = photo_from(order.photo), (order.notice_id, order.board)
    facts = {"sheet_code": order.sheet_code}
    number = call.station.postings.up(
        call.actor, *where, photo, **facts, copy=order.copy_no, since=order.since
    )
    return Number(id=number)


@router.post("/postings/{number}/down")
def take_down(number: int, call: Signed, order: BoardPostingEndOrder) -> Number:
    """A sheet came down."""
    call.station.postings.down(call.actor, number, order.reason, photo_from(order.photo), order.until)
    return Number(id=number)


@router.post("/postings/{number}/strike")
def strike(number: int, call: Signed, order: StrikeOrder) -> Number:
    """An entry that was wrong: it never hung."""
    call.station.postings.strike(call.actor, number, order.reason)
    return Number(id=number)


def _line(plain: dict[str, Any]) -> dict[str, Any]:
    named = {name: plain[name] for name in StayLine.model_fields if name in plain}
    return named | {"copy_no": plain["copy"]}
