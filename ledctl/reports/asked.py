"""Which period somebody asks for, in the words of a command line, a page or an address. Pure.

One way of writing it, read in one place: ``2026``, ``2026Q3``, ``2026-09``, or the two days
``2026-01-01..2026-11-20``; the parts of a year also by its year and their number. With
``cumulative``, from 1 January to the end of that. Without any word, the year of today. How a
period is written again is in ``forms.spans``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledctl.calendars.days import read_day
from ledctl.errors import BadInput
from ledctl.reports import periods
from ledctl.reports.periods import Period

FIRST, LAST = 1990, 2999
"""Years an office may ask about."""
_MOST = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as it was written; ``any``: a period of any sort."""

    year: str = ""
    quarter: str = ""
    month: str = ""
    since: str = ""
    until: str = ""
    cumulative: bool = False
    any: str = ""

    def period(self, today: date) -> Period:
        """The days that are meant; ``BadInput`` names what cannot be meant."""
        found = self._named() or (self._days() if self.since or self.until else periods.year(today.year))
        return periods.cumulative(found) if self.cumulative else found

    def _named(self) -> Period | None:
        given = self._words()
        if len(given) > 1 or (given and (self.since or self.until)):
            raise BadInput.of("count_period_twice", where=next(iter(given)))
        return next((_read(name, text, name) for name, text in given.items()), None)

    def _words(self) -> dict[str, str]:
        """What was said by name; a bare number is the quarter or the month of the year beside it."""
        said = {name: text for name in _READ if (text := getattr(self, name).strip())}
        for name, join in (("quarter", "Q"), ("month", "-")):
            if "year" in said and said.get(name, "").isdecimal():
                said[name] = f"{said.pop('year')}{join}{said[name]}"
        return said

    def _days(self) -> Period:
        if not (self.since and self.until):
            raise BadInput.of("count_both_days", where="since" if self.until else "until")
        return _between(self.since, self.until)


def read_period(text: str) -> Period:
    """The period written so; ``BadInput`` shows how it is written."""
    return _read("any", text, "period")


def as_of_day(text: str, today: date, where: str = "as_of") -> date:
    """The day of whose end a count speaks, today unless said; of a day to come nobody knows anything."""
    day = read_day(text, where) if text.strip() else today
    if day > today:
        raise BadInput.of("day_ahead", where=where, today=today)
    return day


def days_of(since: str, until: str, today: date) -> Period:
    """The days from one to the other; one alone is that day, none is today."""
    first = read_day(since, "since") if since else None
    last = read_day(until, "until") if until else None
    return _in_order(first or last or today, last or first or today)


def _between(since: str, until: str) -> Period:
    return _in_order(read_day(since, "since"), read_day(until, "until"))


def _in_order(first: date, last: date) -> Period:
    if last < first:
        raise BadInput.of("days_reversed", where="since")
    return Period(first, last)


_YEAR = (re.compile(r"(\d{4})", re.ASCII), periods.year)
_QUARTER = (re.compile(r"(\d{4})-?[Qq]([1-4])", re.ASCII), periods.quarter)
_MONTH = (re.compile(r"(\d{4})-(0?[1-9]|1[0-2])", re.ASCII), periods.month)
_READ: Mapping[str, Sequence[tuple[re.Pattern[str], Callable[..., Period]]]] = {
    "year": (_YEAR,),
    "quarter": (_QUARTER,),
    "month": (_MONTH,),
    "any": (_YEAR, _QUARTER, _MONTH),
}


def _read(sort: str, text: str, where: str) -> Period:
    first, dots, last = text.strip().partition("..")
    if dots and sort == "any":
        return _between(first, last)
    for shape, make in _READ[sort]:
        if (found := shape.fullmatch(text.strip())) and FIRST <= int(found[1]) <= LAST:
            return make(*map(int, found.groups()))
    raise BadInput.of("count_period_unknown", where=where, text=text.strip()[:_MOST])
