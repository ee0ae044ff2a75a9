"""The year: items and displays as separate named figures, never one for the other."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from ledctl.web.auth import note_look
from ledctl.web.deps import Signed, go
from ledctl.web.drawn import report_pictures
from ledctl.web.pictures import sign_names

router = APIRouter()

FIRST_YEAR, LAST_YEAR = 2000, 2999

Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


@router.get("/report")
def show_this_year(visit: Signed) -> Response:
    return go(f"/report/{visit.station.today().year}")


@router.get("/report/{year}")
def show_year(year: Year, visit: Signed) -> Response:
    """What the year adds up to, through today."""
    station = visit.station
    note_look(station, visit.actor, f"report {year}")
    count = station.year_count(year)
    return visit.page(
        "report.html",
        count=count,
        categories=station.categories,
        sign_name=sign_names(station),
        checkpoint=station.checkpoints.last(),
        **report_pictures(visit, count),
    )
