"""Which period somebody asks for, in the words of a command line or an address. Pure.

One way of saying it: a year, a quarter (2026Q2), a month (2026-05) or two days; with
``cumulative``, from 1 January to the end of that. Without any, the year of today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ledctl.errors import BadInput
from ledctl.reports import periods
from ledctl.reports.periods import Period

FIRST, LAST = 1990, 2999
"""Years an office may ask about; a day has a day before and after it in every zone."""


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


def read_day(text: str, where: str) -> date:
    """A day as 2026-11-24; ``BadInput`` for anything else."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if not FIRST <= day.year <= LAST:
        raise BadInput.of("field_not_a_date", where=where)
    return day


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
