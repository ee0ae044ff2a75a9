"""Which period somebody asks for, in the words of a command line or an address. Pure.

One way of saying it: a year, a quarter (2026Q2), a month (2026-05) or two days; with
``cumulative``, from 1 January to the end of that. Without any, the year of today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ledctl.calendars.days import read_day
from ledctl.errors import BadInput
from ledctl.reports import periods
from ledctl.reports.periods import Period

FIRST, LAST = 1990, 2999
"""Years an office may ask about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as it was written."""

    year: str = ""
    quarter: str = ""
    month: str = ""
    since: str = ""
    until: str = ""
    cumulative: bool = False

    def period(self, today: date) -> Period:
        """The days that are meant; ``BadInput`` names what cannot be meant."""
        found = self._named() or (self._days() if self.since or self.until else periods.year(today.year))
        return periods.cumulative(found) if self.cumulative else found

    def _named(self) -> Period | None:
        given = [name for name in ("year", "quarter", "month") if getattr(self, name)]
        if len(given) > 1 or (given and (self.since or self.until)):
            raise BadInput.of("count_period_twice", where=given[0])
        return _READ[given[0]](getattr(self, given[0])) if given else None

    def _days(self) -> Period:
        if not (self.since and self.until):
            raise BadInput.of("count_both_days", where="since" if self.until else "until")
        first, last = read_day(self.since, "since"), read_day(self.until, "until")
        if last < first:
            raise BadInput.of("days_reversed", where="since")
        return Period(first, last)


def days_of(since: str, until: str, today: date) -> Period:
    """The days from one to the other; one alone is that day, none is today."""
    given = [read_day(text, where) for text, where in ((since, "since"), (until, "until")) if text]
    first, last = (given[0], given[-1]) if given else (today, today)
    if last < first:
        raise BadInput.of("days_reversed", where="since")
    return Period(first, last)


def _year(text: str) -> Period:
    return periods.year(_numbers(r"(\d{4})", text, "year")[0])


def _quarter(text: str) -> Period:
    return periods.quarter(*_numbers(r"(\d{4})-?[Qq]?([1-4])", text, "quarter"))


def _month(text: str) -> Period:
    return periods.month(*_numbers(r"(\d{4})-(0?[1-9]|1[0-2])", text, "month"))


_READ = {"year": _year, "quarter": _quarter, "month": _month}


def _numbers(shape: str, text: str, where: str) -> list[int]:
    found = re.fullmatch(shape, text.strip(), re.ASCII)
    numbers = [int(one) for one in found.groups()] if found else [0]
    if not FIRST <= numbers[0] <= LAST:
        raise BadInput.of("count_period_unknown", where=where)
    return numbers
