"""The API for the pictures of the record: the values they show, and the pictures themselves.

Values have the shapes of ``ledctl picture ... --json``.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.reports.asked import days_of
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape
from ledctl.web.drawn import FIRST_YEAR, LAST_YEAR

router = APIRouter(tags=["pictures"])

Day = Annotated[str, Query(max_length=10, description="A day, such as 2026-11-24, in the site's zone.")]
Sign = Annotated[str, Query(max_length=64, description="Only this sign; without it, all.")]
English = Annotated[bool, Query(description="Words in English.")]
Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


class StoodLine(Shape):
    """``displays`` the sign told of, ``unconfirmed`` ones nobody saw; ``proof``: of the weakest receipt."""

    notice: str
    title: str
    category: str
    emergency: bool
    practice: bool
    proof: int
    displays: int
    unconfirmed: int
    on_air_ms: int


class TimeLine(Shape):
    """``states``: kind, start, end. ``exact`` is false where hours were read in place of displays.

    ``spells``: notice, start, end, and how it is known: ``on``, ``estimated``, ``sent``.
    """

    sign: str
    since: str
    until: str
    as_of: str
    practice: bool
    exact: bool
    states: list[tuple[str, str, str]]
    quiet: list[tuple[str, str]]
    spells: list[tuple[str, str, str, str]]
    notices: list[StoodLine]


class TimeLines(Shape):
    signs: list[TimeLine]


class CalendarDay(Shape):
    day: str
    displays: int
    on_air_ms: int
    out_ms: int
    recorded: bool
    sent: int


class CalendarYear(Shape):
    """``sign`` is absent where all were added up."""

    year: int
    sign: str | None
    as_of: str
    practice: bool
    days: list[CalendarDay]


@router.get("/timeline")
def timeline(call: Signed, since: Day = "", until: Day = "", sign: Sign = "") -> TimeLines:
    """Who was on which sign when, and when it was dark, out or unknown; without dates, today."""
    days = days_of(since, until, call.station.today())
    call.look(f"timeline {sign} {days.first} {days.last}")
    drawn = call.station.album.timeline(sign, days)
    return TimeLines(signs=[TimeLine.model_validate(line.as_dict()) for line in drawn.values])


@router.get("/timeline.svg", response_class=Response)
def timeline_picture(
    call: Signed, since: Day = "", until: Day = "", sign: Sign = "", english: English = False
) -> Response:
    """The same, drawn."""
    days = days_of(since, until, call.station.today())
    call.look(f"timeline {sign} {days.first} {days.last}")
    return _svg(call, call.station.album.timeline(sign, days, _language(english)).svg)


@router.get("/calendar/{year}.svg", response_class=Response)
def calendar_picture(year: Year, call: Signed, sign: Sign = "", english: English = False) -> Response:
    """The displays of a year day by day, drawn."""
    call.look(f"calendar {year} {sign}")
    return _svg(call, call.station.album.calendar(year, sign, _language(english)).svg)


@router.get("/calendar/{year}")
def calendar(year: Year, call: Signed, sign: Sign = "") -> CalendarYear:
    """The displays of a year, day by day."""
    call.look(f"calendar {year} {sign}")
    values: dict[str, Any] = call.station.album.calendar(year, sign).values.as_dict()
    return CalendarYear.model_validate(values)


def _svg(call: Call, svg: str) -> Response:
    """What ``call.look`` said goes along: an answer given whole takes no heads by itself."""
    return Response(svg, media_type="image/svg+xml", headers=dict(call.response.headers))


def _language(english: bool) -> str:
    return "en" if english else "zh"
