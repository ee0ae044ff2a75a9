"""When the screen carries a notice: three times 24 hours from its approval, unless a rule says otherwise.

Here: half-open windows [start, end) of UTC instants (R16) whose end is fixed
once and never kept as a remaining time (R19), computed anew at each approval so
that nothing is published late by an old wish (R3). A day on the screen is 24
hours: the screen's window is the office's own custom. The publicity period, in
which somebody may object, is another thing, counted by law in ``periods``, and
does not stretch the screen's window. Not here: what other notices want at the
same time, the clock.

Some windows have no end of their own: a warning stands until it is lifted, a
standing item (固定性工作长期公开) until it is taken down. What is bound and stored
has an end all the same, a year on (R18, R29): nothing stands for ever because
nobody looked, and a standing item is looked at again within the year anyway.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ledctl.calendars.categories import Category
from ledctl.content.model import MAX_WINDOW_DAYS, DisplayWindow, PublicityPeriod, Urgency
from ledctl.errors import BadInput, Refused

DEFAULT_DAYS = 3  # the office's custom when neither the notice nor its category says
DAY = dt.timedelta(hours=24)
_LONGEST = DAY * MAX_WINDOW_DAYS
_BOUND = dt.timedelta(days=MAX_WINDOW_DAYS + 2)

RUNNING = "window_running"
NO_END_GIVEN = "window_no_end_given"
UNTIL_LIFTED = "window_until_lifted"
STANDING = "window_standing"


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
class Screen:
    """A window and what the approver should know of it.

    ``note`` is a sentence code: ``window_running`` (the wished start has passed
    and the end counts from it), ``window_no_end_given`` (an emergency without
    an end stands for a day), ``window_until_lifted``, ``window_standing``, or
    empty. ``open``: the window's end is only the year it may last at most.
    """

    window: Window
    note: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class _End:
    at: dt.datetime
    note: str = ""
    open: bool = False


def is_until_lifted(category: Category) -> bool:
    """A warning: it may stand on the screen, and its category counts no days."""
    return category.led_allowed and category.led_default_days == 0


def display_window(
    approved_at: dt.datetime,
    zone: dt.tzinfo,
    *,
    category: Category,
    wished: DisplayWindow | None,
    period: PublicityPeriod | None,
    urgency: Urgency,
    standing: bool = False,
) -> Screen:
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
    posted = posted_at(approved_at, wish)
    end = _end(posted, zone, category, wish, urgency, standing=standing)
    if end.at > posted + _LONGEST:
        raise BadInput.of("window_too_long", where="display_window", days=MAX_WINDOW_DAYS)
    if end.at <= approved_at:
        raise Refused.of("window_over", where="display_window", end=_local(end.at, zone))
    if end.at <= posted:
        raise BadInput.of("window_reversed", where="display_window.until", end=_local(end.at, zone))
    start = max(posted, approved_at.astimezone(dt.UTC))
    running = RUNNING if posted < approved_at else ""
    return Screen(Window(start, end.at), end.note or running, end.open)


def posted_at(approved_at: dt.datetime, wish: DisplayWindow) -> dt.datetime:
    """The instant the days count from, in UTC; bounded before any arithmetic that could overflow."""
    if wish.led_start is None:
        return approved_at.astimezone(dt.UTC)
    ahead = wish.led_start - approved_at
    if ahead > _BOUND:
        raise BadInput.of("window_too_far", where="display_window.led_start", days=MAX_WINDOW_DAYS)
    if ahead < -_BOUND:
        raise Refused.of("window_over", where="display_window", end=wish.led_start.date())
    return wish.led_start.astimezone(dt.UTC)


def _end(
    posted: dt.datetime,
    zone: dt.tzinfo,
    category: Category,
    wish: DisplayWindow,
    urgency: Urgency,
    *,
    standing: bool,
) -> _End:
    """The absolute end: days wished for, then the ``until`` of an emergency, then the category's custom."""
    if wish.led_days:
        return _End(posted + wish.led_days * DAY)
    lifted = is_until_lifted(category)
    if (urgency is Urgency.EMERGENCY or lifted) and (until := _instant_in(wish.until, zone)):
        return _End(until)
    if lifted:
        return _End(posted + _LONGEST, UNTIL_LIFTED, open=True)
    if urgency is Urgency.EMERGENCY:
        return _End(posted + DAY, NO_END_GIVEN)
    if standing or category.standing:
        return _End(posted + _LONGEST, STANDING, open=True)
    return _End(posted + (category.led_default_days or DEFAULT_DAYS) * DAY)


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
        return read_instant(found[-1], zone)
    except ValueError:
        raise BadInput.of("until_not_an_instant", where="display_window.until", text=found[-1]) from None


def read_instant(text: str, zone: dt.tzinfo) -> dt.datetime:
    """The instant ``text`` names, in UTC; without a zone local time. ``ValueError`` when it is none."""
    instant = dt.datetime.fromisoformat(text)
    if not 1970 <= instant.year <= 9990:  # so that no zone can carry it off the calendar
        raise ValueError("a typing slip in the year")
    local = instant if instant.tzinfo else instant.replace(tzinfo=zone)
    return local.astimezone(dt.UTC)


def _local(instant: dt.datetime, zone: dt.tzinfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
