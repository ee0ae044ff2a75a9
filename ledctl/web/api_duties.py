"""The API: what is due at the boards, and what the supervision team found."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from ledctl.boards.rounds.checked import MOST
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.rounds.terms import Rhythm
from ledctl.screening.elements import Element
from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape, Short, Text
from ledctl.web.checks import check_at, checks_in
from ledctl.web.duties import term_asked, village_list
from ledctl.web.photos import Encoded, photo_from

router = APIRouter(tags=["boards"])

Number = Annotated[int, Path(ge=1, lt=MOST)]
Code = Annotated[str, Path(max_length=40)]
QuarterName = Annotated[
    str, Query(max_length=10, description="A quarter, such as 2026Q4; today's unless said.")
]
MonthName = Annotated[str, Query(max_length=10, description="A month, such as 2026-11; today's unless said.")]


class UpdateOrder(Shape):
    """A board was gone through, and nothing new was to be put up."""

    note: Text = ""
    done_on: dt.date | None = None
    photo: Encoded = None


class SeenOrder(Shape):
    """What the team found at one sheet: the elements that are there, the code it read."""

    posting: Annotated[int, Field(ge=1, lt=MOST)]
    present: Annotated[list[Element], Field(max_length=6)]
    code: Annotated[str, Field(max_length=40)] = ""


class CheckOrder(Shape):
    """A check of a board; sheets that are not named were not looked at."""

    board: Annotated[str, Field(max_length=40)]
    team: Short
    seen: Annotated[tuple[SeenOrder, ...], Field(max_length=500)] = ()
    findings: Text = ""
    checked_on: dt.date | None = None
    mend_by: dt.date | None = None
    photo: Encoded = None


class MendedOrder(Shape):
    """What a check found was put right."""

    note: Text
    mended_on: dt.date | None = None
    photo: Encoded = None


@router.get("/duties")
def duties(call: Signed, quarter: QuarterName = "") -> dict[str, Any]:
    """How everything stands, the most pressing first, and how the quarter goes."""
    station = call.station
    term = term_asked(station, quarter, Rhythm.QUARTER, "quarter")
    call.look("duties")
    listed = [duty.as_dict() for duty in station.duties.standing()]
    return {"duties": listed, "quarter": station.duties.quarter(term).as_dict()}


@router.get("/duties/village")
def village_month(
    call: Signed, village: Annotated[str, Query(max_length=100)], month: MonthName = ""
) -> dict[str, Any]:
    """The month's list of a village."""
    call.look("duties village list")
    return village_list(call.station, village, month).as_dict()


@router.post("/boards/{code}/updates")
def update(code: Code, call: Signed, order: UpdateOrder) -> dict[str, int]:
    """Write down that the board was gone through."""
    return {"id": call.station.duties.update(call.actor, code, **_said(order))}


@router.get("/checks")
def checks(
    call: Signed, quarter: QuarterName = "", board: Annotated[str, Query(max_length=40)] = ""
) -> dict[str, Any]:
    """The checks of a quarter, the newest first."""
    term = term_asked(call.station, quarter, Rhythm.QUARTER, "quarter")
    call.look("checks")
    return {"quarter": term.name, "checks": [one.as_dict() for one in checks_in(call.station, term, board)]}


@router.get("/checks/{number}")
def check(number: Number, call: Signed) -> dict[str, Any]:
    """One check, and what became of it."""
    call.look(f"check {number}")
    return check_at(call.station, number).as_dict()


@router.post("/checks")
def record(call: Signed, order: CheckOrder) -> dict[str, int]:
    """Write a check down."""
    seen = {one.posting: Seen(frozenset(one.present), one.code) for one in order.seen}
    return {"id": call.station.checks.record(call.actor, order.board, **_said(order) | {"seen": seen})}


@router.post("/checks/{number}/mended")
def mended(number: Number, call: Signed, order: MendedOrder) -> dict[str, bool]:
    """Write down that what it found was put right."""
    call.station.checks.mended(call.actor, number, **_said(order))
    return {"mended": True}


def _said(order: UpdateOrder | CheckOrder | MendedOrder) -> dict[str, Any]:
    """What was sent, by its names, its photo made ready; ``model_dump`` would write it in base64 again."""
    return {name: value for name, value in order if name != "board"} | {"photo": photo_from(order.photo)}
