"""Which days an office works: announced where a year is known, computed and provisional where not. Pure.

A known year has its days off and its make-up working days (调休) by the State
Council's yearly notice; every other day goes by its weekday. A year beyond has
weekends and the statutory days that can be computed, and whoever counts with it
is told so. Not here: where the days come from (``announced``), periods
(``periods``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Workdays:
    """Days off and make-up working days; ``known`` are the years that were announced.

    ``statutory`` are months and days off in every year that was not.
    """

    known: frozenset[int] = frozenset()
    off: frozenset[dt.date] = frozenset()
    work: frozenset[dt.date] = frozenset()
    statutory: frozenset[tuple[int, int]] = frozenset()

    def is_known(self, day: dt.date) -> bool:
        """Whether the arrangement of that year was announced."""
        return day.year in self.known

    def is_working(self, day: dt.date) -> bool:
        """Whether offices are open; beyond the known years, as far as can be computed."""
        if day in self.work:
            return True
        if day in self.off or (not self.is_known(day) and (day.month, day.day) in self.statutory):
            return False
        return day.isoweekday() < SATURDAY

    def on_or_after(self, day: dt.date) -> dt.date:
        """The first working day that is not before ``day``."""
        return next(later for later in days_from(day) if self.is_working(later))

    def nth_after(self, day: dt.date, number: int) -> dt.date:
        """The working day with this number, the first one after ``day`` being the first."""
        working = (later for later in days_from(day + ONE_DAY) if self.is_working(later))
        return next(later for count, later in enumerate(working, start=1) if count == number)

    def with_year(self, year: int, off: Iterable[dt.date], work: Iterable[dt.date]) -> Workdays:
        """The same with ``year`` known; what these days were before counts no more.

        A year's notice may also move days of the December before it.
        """
        off, work = frozenset(off), frozenset(work)
        said = off | work
        return Workdays(
            self.known | {year},
            frozenset(day for day in self.off if day.year != year and day not in said) | off,
            frozenset(day for day in self.work if day.year != year and day not in said) | work,
            self.statutory,
        )


WEEKENDS = Workdays()
"""Nothing known but the weekdays: for a look at something where no calendar is at hand."""


def days_from(day: dt.date) -> Iterator[dt.date]:
    """``day`` and the days after it."""
    while True:
        yield day
        day += ONE_DAY
