"""How far an approved window reaches when it is extended: an absolute end, counted once. Pure.

Here: reading the end somebody asks for (more whole days, the last day, or an
instant) and the half-open window it adds to the one that stands. The new end is
kept, never a remaining time (R19), and is at most a year away (R18). What is over
already is not extended: it needs a new approval (re-review before a re-run).
"""

from __future__ import annotations

import datetime as dt
import re

from ledctl.calendars.windows import Window
from ledctl.content.model import MAX_WINDOW_DAYS
from ledctl.errors import BadInput, Refused

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LAST_YEAR = 9990  # so that no zone and no year of days can leave the calendar


def extension(
    now: dt.datetime,
    ends: dt.datetime,
    zone: dt.tzinfo,
    *,
    days: int | None = None,
    until: dt.datetime | None = None,
) -> Window:
    """What is added to a window that ends at ``ends``: from there, by ``days`` or ``until`` an instant."""
    if ends <= now:
        raise Refused.of("extend_over", where="until")
    if (days is None) == (until is None):
        raise BadInput.of("extend_how", where="days")
    end = _days_after(ends, zone, days) if days is not None else until
    assert end is not None  # noqa: S101 - one of the two was given
    if end <= ends:
        raise BadInput.of("extend_shorter", where="until", end=_local(ends, zone))
    if end > now + dt.timedelta(days=MAX_WINDOW_DAYS):
        raise BadInput.of("window_too_far", where="until", days=MAX_WINDOW_DAYS)
    return Window(ends.astimezone(dt.UTC), end.astimezone(dt.UTC))


def read_end(text: str, zone: dt.tzinfo) -> dt.datetime:
    """The instant a person wrote: a day means its 24:00, a time without a zone is local time."""
    try:
        whole_day = _DAY.fullmatch(text.strip()) is not None
        written = dt.datetime.fromisoformat(text.strip())
        if not 1970 <= written.year <= _LAST_YEAR:
            raise ValueError("a typing slip in the year")
    except ValueError:
        raise BadInput.of("end_not_an_instant", where="until") from None
    if whole_day:
        return end_of_day(written.date(), zone)
    return (written if written.tzinfo else written.replace(tzinfo=zone)).astimezone(dt.UTC)


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """24:00 of ``day`` in ``zone`` (Civil Code art. 203), in UTC."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)


def _days_after(ends: dt.datetime, zone: dt.tzinfo, days: int) -> dt.datetime:
    if not 1 <= days <= MAX_WINDOW_DAYS:
        raise BadInput.of("extend_days", where="days", days=MAX_WINDOW_DAYS)
    return (ends.astimezone(zone) + dt.timedelta(days=days)).astimezone(dt.UTC)


def _local(instant: dt.datetime, zone: dt.tzinfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
