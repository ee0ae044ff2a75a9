"""Counting days as the law does: the day it begins with is not counted, the last runs to 24:00. Pure.

Civil Code art. 201 (the day of posting is not counted), art. 203 (a period that
ends on a day off ends on the next working day; the last day runs to 24:00). The
State Council's make-up working Saturdays are working days, so a period may end on
one. Inside, days are inclusive dates; what leaves here as instants is half-open in
the site's zone (R16). Not here: which days are off, and how many days a category asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ledctl.calendars.workdays import ONE_DAY, Workdays
from ledctl.content.model import DayType, PublicityPeriod

_FIRST_YEAR, _LAST_YEAR = 1970, 9990


@dataclass(frozen=True, slots=True)
class Counted:
    """The last day of a count; ``provisional`` when a day was looked at whose year is not announced."""

    last: dt.date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A publicity period: its inclusive days, and how many of which kind were asked for."""

    first: dt.date
    last: dt.date
    days: int
    day_type: DayType
    provisional: bool

    def start(self, zone: dt.tzinfo) -> dt.datetime:
        """The first instant in which somebody may object."""
        return midnight(self.first, zone)

    def end(self, zone: dt.tzinfo) -> dt.datetime:
        """24:00 of the last day: the first instant that is too late."""
        return midnight(self.last + ONE_DAY, zone)

    def as_dict(self, zone: dt.tzinfo) -> dict[str, object]:
        """Half-open instants with the zone's offset, and what was counted."""
        start, end = self.start(zone).isoformat(), self.end(zone).isoformat()
        return {"start": start, "end": end, "days": self.days, "day_type": self.day_type.value}


def count(
    after: dt.date, days: int, day_type: DayType, workdays: Workdays, *, roll_forward: bool = True
) -> Counted:
    """The last of ``days`` days after ``after``, which is not counted itself.

    Calendar days that end on a day off roll forward to the next working day
    (art. 203), unless a site's own rule says no.
    """
    if day_type is DayType.WORKING:
        last = workdays.nth_after(after, days)
        return Counted(last, _unknown(after + ONE_DAY, last, workdays))
    plain = after + dt.timedelta(days=days)
    if not roll_forward:
        return Counted(plain, provisional=False)
    last = workdays.on_or_after(plain)
    return Counted(last, _unknown(plain, last, workdays))


def publicity(
    posted: dt.date, days: int, day_type: DayType, workdays: Workdays, *, roll_forward: bool = True
) -> Period:
    """The publicity period of something posted on the day ``posted``."""
    counted = count(posted, days, day_type, workdays, roll_forward=roll_forward)
    return Period(posted + ONE_DAY, counted.last, days, day_type, counted.provisional)


def recount(period: PublicityPeriod, workdays: Workdays, *, roll_forward: bool = True) -> Period | None:
    """The period a notice gives, counted again from its day of posting; without one, from its first day.

    ``None`` where the year is a typing slip that no calendar reaches; other checks name it.
    """
    if not (is_countable(period.start) and is_countable(period.posted or period.start)):
        return None
    posted = period.posted or period.start - ONE_DAY
    return publicity(posted, period.days, period.day_type, workdays, roll_forward=roll_forward)


def is_countable(day: dt.date) -> bool:
    """Whether a year can be counted from ``day``; a typing slip in the year is off every calendar."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """00:00 of ``day`` in ``zone``."""
    return dt.datetime.combine(day, dt.time(), zone)


def _unknown(first: dt.date, last: dt.date, workdays: Workdays) -> bool:
    """Whether any day from ``first`` to ``last`` lies in a year that is not announced."""
    looked_at = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return not all(workdays.is_known(day) for day in looked_at)
