"""A day as people write it, and the instants at which it begins and ends at the site (R13, R14). Pure.

Every page, command and API reads days here, so that none takes what another refuses.
"""

from __future__ import annotations

import datetime as dt

from ledctl.clock import to_ms
from ledctl.errors import BadInput

FIRST_YEAR, LAST_YEAR = 1970, 9990
"""Every day of these has a day before and after it, in every zone."""

ONE_DAY = dt.timedelta(days=1)


def read_day(text: str, where: str) -> dt.date:
    """A day as 2026-11-24; ``BadInput`` names the field for anything else."""
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        day = dt.date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput.of("field_not_a_date", where=where)
    return day


def first_instant(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """When the day begins."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def first_ms(day: dt.date, zone: dt.tzinfo) -> int:
    """The same in the milliseconds of the record."""
    return to_ms(first_instant(day, zone))


def last_edge(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The first instant after the day: spans are half-open (R16)."""
    return first_instant(day + ONE_DAY, zone)
