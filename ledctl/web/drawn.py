"""The record as pictures: the time line of a sign, the calendar of a year, the bars of the report.

Each picture stands in the page with its figures in a table below it, and can be taken
away as a file. Pixels of the signs are elsewhere (``pictures``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from markupsafe import Markup

from ledctl.clock import from_ms
from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.pictures.words import WORDS
from ledctl.reports.asked import days_of
from ledctl.reports.counts import YearCount
from ledctl.reports.daylines import DayLine, State
from ledctl.reports.periods import Period
from ledctl.web.auth import note_look
from ledctl.web.deps import Signed, Visit
from ledctl.web.files import file_answer
from ledctl.web.lengths import length

router = APIRouter()

MOST_STATES = 500
FIRST_YEAR, LAST_YEAR = 2000, 2999
Day = Annotated[str, Query(max_length=10)]
Sign = Annotated[str, Query(max_length=64)]
Year = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR)]
YearPath = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of the table below a time line."""

    sign: str
    kind: str
    start: dt.datetime
    end: dt.datetime
    length: str


@router.get("/history/timeline")
def show_timeline(visit: Signed, since: Day = "", until: Day = "", sign: Sign = "") -> Response:
    """Who was on when; without dates, today; without a sign, all."""
    days = days_of(since, until, visit.station.today())
    note_look(visit.station, visit.actor, f"timeline {sign} {days.first} {days.last}")
    album, language = visit.station.album, visit.language
    drawn = album.timeline(sign, days, language)
    stretches = _stretches(drawn.values, language)
    return visit.page(
        "timeline.html",
        svg=Markup(drawn.svg),  # noqa: S704 - our own builder escaped everything in it
        lines=drawn.values,
        stretches=stretches[:MOST_STATES],
        more=len(stretches) > MOST_STATES,
        days=days,
        sign=sign,
        album=album,
        kind_name=lambda kind: OUTAGE_LABELS.get(kind) or WORDS[kind],
        near=_near(days, sign),
        file=_query("/history/timeline.svg", days, sign),
    )


@router.get("/history/timeline.svg")
def timeline_file(visit: Signed, since: Day = "", until: Day = "", sign: Sign = "") -> Response:
    days = days_of(since, until, visit.station.today())
    note_look(visit.station, visit.actor, f"timeline {sign} {days.first} {days.last}")
    drawn = visit.station.album.timeline(sign, days, visit.language)
    return svg_file(drawn.svg, f"timeline-{days.first}-{days.last}")


@router.get("/history/calendar")
def show_calendar(visit: Signed, year: Year | None = None, sign: Sign = "") -> Response:
    """The displays of a year day by day; without a year, this one."""
    number = visit.station.today().year if year is None else year
    note_look(visit.station, visit.actor, f"calendar {number} {sign}")
    album = visit.station.album
    drawn = album.calendar(number, sign, visit.language)
    return visit.page(
        "calendar.html",
        svg=Markup(drawn.svg),  # noqa: S704 - our own builder escaped everything in it
        days=drawn.values,
        year=number,
        sign=sign,
        album=album,
        length=lambda ms: length(ms, visit.language),
        file="/history/calendar.svg?" + urlencode({"year": number, "sign": sign}),
    )


@router.get("/history/calendar.svg")
def calendar_file(visit: Signed, year: Year, sign: Sign = "") -> Response:
    note_look(visit.station, visit.actor, f"calendar {year} {sign}")
    return svg_file(visit.station.album.calendar(year, sign, visit.language).svg, f"calendar-{year}")


@router.get("/report/{year}/categories.svg")
def categories_file(year: YearPath, visit: Signed) -> Response:
    note_look(visit.station, visit.actor, f"report {year}")
    count = visit.station.year_count(year)
    return svg_file(visit.station.album.categories(count, visit.language).svg, f"categories-{year}")


@router.get("/report/{year}/months.svg")
def months_file(year: YearPath, visit: Signed) -> Response:
    note_look(visit.station, visit.actor, f"report {year}")
    count = visit.station.year_count(year)
    return svg_file(visit.station.album.months(count, visit.language).svg, f"months-{year}")


def report_pictures(visit: Visit, count: YearCount) -> dict[str, Any]:
    """What ``_report_pictures.html`` shows of a year's count."""
    album, language = visit.station.album, visit.language
    months = album.months(count, language)
    return {
        "categories_svg": Markup(album.categories(count, language).svg),  # noqa: S704 - escaped by our builder
        "months_svg": Markup(months.svg),  # noqa: S704 - escaped by our builder
        "months": months.values,
    }


def svg_file(svg: str, name: str) -> Response:
    """A picture to be kept."""
    return file_answer(svg, "image/svg+xml", f"{name}.svg")


def _near(days: Period, sign: str) -> Mapping[str, str]:
    """Where one goes from here: the days before and after, a day, a week, a month of it."""
    step = dt.timedelta(days=days.days)
    monday = days.first - dt.timedelta(days=days.first.weekday())
    month = days.first.replace(day=1)
    spans = {
        "before": Period(days.first - step, days.last - step),
        "after": Period(days.first + step, days.last + step),
        "day": Period(days.first, days.first),
        "week": Period(monday, monday + dt.timedelta(days=6)),
        "month": Period(month, (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)),
    }
    return {name: _query("/history/timeline", span, sign) for name, span in spans.items()}


def _query(path: str, days: Period, sign: str) -> str:
    return f"{path}?" + urlencode({"since": days.first, "until": days.last, "sign": sign})


def _stretches(lines: list[DayLine], language: str) -> list[Stretch]:
    """What is known of each moment, sign by sign, but for days to come."""
    return [
        _stretch(line.sign, one, language) for line in lines for one in line.states if one.kind != "future"
    ]


def _stretch(sign: str, one: State, language: str) -> Stretch:
    start, end = from_ms(one.start_ms), from_ms(one.end_ms)
    return Stretch(sign, one.kind, start, end, length(one.end_ms - one.start_ms, language))
