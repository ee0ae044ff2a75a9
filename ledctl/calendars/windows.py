"""When the screen carries a notice: from the moment of approval to an absolute end.

Here: half-open windows [start, end) of UTC instants (R16) whose end is fixed
once and never kept as a remaining time (R19), computed anew at each approval so
that nothing is published late by an old wish (R3). Days count as in Civil Code
art. 201 and 203: the day of posting is not counted and the last day runs to
24:00 local time. Not here: working days and holidays (a period's own end comes
with the notice), what other notices want at the same time, the clock.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ledctl.calendars.categories import Category
from ledctl.content.model import MAX_WINDOW_DAYS, DisplayWindow, PublicityPeriod, Urgency
from ledctl.errors import BadInput, Refused

DEFAULT_DAYS = 3  # the office's custom when neither the notice nor its category says
EMERGENCY_DAY = dt.timedelta(hours=24)
_BOUND = dt.timedelta(days=MAX_WINDOW_DAYS + 2)

RUNNING = "window_running"
NO_END_GIVEN = "window_no_end_given"


@dataclass(frozen=True, slots=True)
class Window:
    """The instants from ``start`` up to, not including, ``end``, both in UTC."""

    start: dt.datetime
    end: dt.datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() != dt.timedelta(0) or self.end.utcoffset() != dt.timedelta(0):
            raise ValueError("a window is two instants in UTC")
        if self.end <= self.start:
            raise ValueError("a window ends after it starts")

    def __contains__(self, instant: dt.datetime) -> bool:
        return self.start <= instant < self.end


@dataclass(frozen=True, slots=True)
class Planned:
    """A window and what the approver should know of it.

    ``note`` is a sentence code: ``window_running`` (the wished start has passed
    and the end counts from it), ``window_no_end_given`` (an emergency without
    an end stands for a day), or empty.
    """

    window: Window
    note: str = ""


def display_window(
    approved_at: dt.datetime,
    zone: dt.tzinfo,
    *,
    category: Category,
    wished: DisplayWindow | None,
    period: PublicityPeriod | None,
    urgency: Urgency,
) -> Planned:
    """The window of a notice approved at ``approved_at`` (aware).

    Raises ``Refused`` when the window or the publicity period is over already: a
    period nobody could object in is none (R3). ``BadInput`` when the window
    would start or end more than a year away (R18).
    """
    if approved_at.utcoffset() is None:
        raise ValueError("approved_at must name its zone")
    if period is not None and (over := _midnight_after(period.end, zone)) <= approved_at:
        raise Refused.of("period_over", where="publicity_period", end=_local(over, zone))
    wish = wished or DisplayWindow()
    posted = _posted(approved_at, wish)
    end, note = _end(posted, zone, category, wish, period, urgency)
    if end <= approved_at:
        raise Refused.of("window_over", where="display_window", end=_local(end, zone))
    if end <= posted:
        raise BadInput.of("window_reversed", where="display_window.until", end=_local(end, zone))
    start = max(posted, approved_at)
    running = RUNNING if posted < approved_at else ""
    return Planned(Window(start.astimezone(dt.UTC), end), note or running)


def _posted(approved_at: dt.datetime, wish: DisplayWindow) -> dt.datetime:
    """The instant the days count from; bounded before any arithmetic that could overflow."""
    if wish.led_start is None:
        return approved_at
    ahead = wish.led_start - approved_at
    if ahead > _BOUND:
        raise BadInput.of("window_too_far", where="display_window.led_start", days=MAX_WINDOW_DAYS)
    if ahead < -_BOUND:
        raise Refused.of("window_over", where="display_window", end=wish.led_start.date())
    return wish.led_start


def _end(
    posted: dt.datetime,
    zone: dt.tzinfo,
    category: Category,
    wish: DisplayWindow,
    period: PublicityPeriod | None,
    urgency: Urgency,
) -> tuple[dt.datetime, str]:
    """The absolute end, and a note about it. An emergency without days follows its ``until``."""
    first = posted.astimezone(zone).date()
    latest = _midnight_after(first + dt.timedelta(days=MAX_WINDOW_DAYS), zone)
    note = ""
    if urgency is Urgency.EMERGENCY and not wish.led_days:
        until = _instant_in(wish.until, zone)
        end, note = (until, "") if until else (posted.astimezone(dt.UTC) + EMERGENCY_DAY, NO_END_GIVEN)
    else:
        end = _midnight_after(_last_day(first, category, wish, period), zone)
    if end > latest:
        raise BadInput.of("window_too_long", where="display_window", days=MAX_WINDOW_DAYS)
    return end, note


def _last_day(
    first: dt.date, category: Category, wish: DisplayWindow, period: PublicityPeriod | None
) -> dt.date:
    """The last whole day shown: counted, and not before a period the window was meant to cover."""
    days = wish.led_days or category.led_default_days or DEFAULT_DAYS
    counted = first + dt.timedelta(days=days)
    if period is not None and (not wish.led_days or days >= period.days):
        return max(counted, period.end)
    return counted


def _midnight_after(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """24:00 of ``day`` in ``zone``, as a UTC instant."""
    if day > dt.date(9999, 12, 29):  # a typing slip; there is no midnight after the last day of the calendar
        raise BadInput.of("window_too_long", where="display_window", days=MAX_WINDOW_DAYS)
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)


_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)


def _instant_in(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """The last instant written inside ``text``; a time without a zone is local time."""
    found = _INSTANT.findall(text)
    if not found:
        return None
    try:
        instant = dt.datetime.fromisoformat(found[-1])
        if not 1970 <= instant.year <= 9990:  # so that no zone can carry it off the calendar
            raise ValueError("a typing slip in the year")
        local = instant if instant.tzinfo else instant.replace(tzinfo=zone)
        return local.astimezone(dt.UTC)
    except ValueError:
        raise BadInput.of("until_not_an_instant", where="display_window.until", text=found[-1]) from None


def _local(instant: dt.datetime, zone: dt.tzinfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
