"""The API for village templates: all of them, a blank list, what a notice of one begins with."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.boards.village.forms import as_dict
from ledctl.web.api_auth import Signed
from ledctl.web.village import Code, Sort, blank_answer

router = APIRouter(tags=["boards"])

Village = Annotated[str, Query(max_length=100, description="The village's name, such as 东坡村.")]
About = Annotated[
    str, Query(max_length=10, description="2026-11, 2026Q4 or 2026, as the cadence asks; the last one.")
]


@router.get("/village")
def templates(call: Signed) -> dict[str, Any]:
    """Every template with its columns, days and basis."""
    station = call.station
    return {"templates": [as_dict(one, station.categories) for one in station.village_forms.all()]}


@router.get("/village/{code}/blank.{sort}", response_class=Response)
def blank(code: Code, sort: Sort, call: Signed, village: Village = "", period: About = "") -> Response:
    """The blank list as ``xlsx`` or ``csv``."""
    return blank_answer(call.station, code, sort, village, period)


@router.get("/village/{code}/begin")
def begin(code: Code, call: Signed, village: Village, period: About = "") -> dict[str, Any]:
    """A notice of this template without its number and list, in the shape of a notice file."""
    return call.station.village_forms.begin(code, village, period).as_dict()
