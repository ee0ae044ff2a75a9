"""Which days a count is about: a year, a quarter, a month, from January on, or any days at all. Pure.

Days are days of the site's zone; both ends count. A count also has a day it is
made *as of*: what became known later is in none of its numbers.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days ``first`` to ``last``, both included. ``ValueError`` when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period does not end before it begins")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def a_year_before(self) -> Period:
        """The same days of the year before; 29 February becomes 28, and whole months stay whole."""
        last = _year_before(self.last)
        if self.first.day == 1 and self.last.day == _days_in(self.last):
            last = last.replace(day=_days_in(last))
        return Period(_year_before(self.first), last)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(year_number: int, number: int) -> Period:
    """The first to fourth quarter of a year."""
    return Period(month(year_number, number * 3 - 2).first, month(year_number, number * 3).last)


def month(year_number: int, number: int) -> Period:
    return Period(
        date(year_number, number, 1),
        date(year_number, number, _days_in(date(year_number, number, 1))),
    )


def cumulative(period: Period) -> Period:
    """From 1 January of the year in which the period ends: the second column of a quarterly sheet."""
    return Period(date(period.last.year, 1, 1), period.last)


def _days_in(day: date) -> int:
    """How many days its month has."""
    return calendar.monthrange(day.year, day.month)[1]


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - 1)
