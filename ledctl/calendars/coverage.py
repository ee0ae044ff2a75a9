"""Whether a notice hung somewhere for the whole of its statutory period, and when it did not. Pure.

The publicity period is half-open instants here (R16); postings on a durable
channel (board, website) must cover all of it, the screen may be shorter. Gaps are
what no posting covers. A gap that has not begun yet is no fault yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ledctl.calendars.extensions import end_of_day
from ledctl.calendars.windows import Window
from ledctl.content.model import PublicityPeriod

Stay = tuple[dt.datetime, dt.datetime | None]
"""From when something hung, and until when; ``None`` while it still hangs."""


def period_window(period: PublicityPeriod, zone: dt.tzinfo) -> Window:
    """The period as instants: from 0:00 of its first day to 24:00 of its last."""
    return Window(end_of_day(period.start - dt.timedelta(days=1), zone), end_of_day(period.end, zone))


def gaps(period: Window, stays: Iterable[Stay]) -> tuple[Window, ...]:
    """The stretches of ``period`` that no stay covers, in order."""
    return tuple(_uncovered(period, sorted((start, end or period.end) for start, end in stays)))


def gaps_so_far(period: Window, stays: Iterable[Stay], now: dt.datetime) -> tuple[Window, ...]:
    """The gaps that have begun, each up to now at most: what can be said for certain."""
    found = gaps(period, stays)
    return tuple(Window(gap.start, min(gap.end, now)) for gap in found if gap.start < now)


def _uncovered(period: Window, stays: Iterable[tuple[dt.datetime, dt.datetime]]) -> Iterator[Window]:
    reached = period.start
    for start, end in stays:
        if reached < min(start, period.end):
            yield Window(reached, min(start, period.end))
        reached = max(reached, end)
    if reached < period.end:
        yield Window(reached, period.end)
