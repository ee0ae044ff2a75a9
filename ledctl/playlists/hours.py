"""Quiet hours: when a sign is lit at all, in the wall clock time of the site. Pure.

Spans are half-open at the minute (R16): with 06:30-22:00 the sign comes up as
06:30 begins and goes dark as 22:00 does. A span that ends before it begins runs over
midnight. Outside them only what ranks high enough runs. The site's zone counts,
never the host's (R13). Quiet hours take nothing from a notice's window: they
are the town's own wish for its nights.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import ABOVE_ALL, FREE, Curb

if TYPE_CHECKING:
    from ledctl.settings import SignSettings

QUIET = {
    "emergency": Curb(LEVELS["emergency"], "quiet"),
    "high": Curb(LEVELS["high"], "quiet"),
    "none": Curb(ABOVE_ALL, "quiet"),
}
"""What outside its hours still runs, by the setting ``quiet_level``."""
DAY = 24 * 60
Span = tuple[int, int]
"""From and to, in minutes of the day; the second up to and including 24:00."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a sign is lit, and what it does in between."""

    spans: tuple[Span, ...]
    quiet: Curb
    zone: ZoneInfo

    @classmethod
    def of(cls, sign: SignSettings, zone: ZoneInfo) -> Self:
        """When a sign is lit, by its settings and in the site's zone."""
        return cls(sign.hours.spans, QUIET[sign.hours.quiet_level], zone)

    def curb_at(self, now: datetime) -> Curb:
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return FREE if any(_holds(span, minute) for span in self.spans) else self.quiet

    def next_edge(self, now: datetime) -> datetime | None:
        """Until when the answer surely stays the same; ``None``: for ever, the sign is always lit.

        Never past midnight; on a day on which clocks are changed, no further than the minute.
        """
        if all(end - start == DAY for start, end in self.spans):
            return None
        today = now.astimezone(self.zone).date()
        first, last = (self.midnight(today + timedelta(days)) for days in (0, 1))
        if last - first != timedelta(days=1):
            return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        edges = (self._instant(today, minute % DAY) for span in self.spans for minute in span)
        return min((at for at in edges if at > now), default=last)

    def midnight(self, day: date) -> datetime:
        """When that day begins at the site."""
        return self._instant(day, 0)

    def _instant(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, time(*divmod(minute, 60)), self.zone).astimezone(UTC)


class HoursClock:
    """The hours at every look, reckoned only when an edge has passed or the wall was set back."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._curb = FREE
        self._since = datetime.max.replace(tzinfo=UTC)
        self._edge: datetime | None = None

    def curb(self, now: datetime) -> Curb:
        self._reckon(now)
        return self._curb

    def edge(self, now: datetime) -> datetime | None:
        """When the answer may be another; ``None``: never."""
        self._reckon(now)
        return self._edge

    def _reckon(self, now: datetime) -> None:
        if self._since <= now and (self._edge is None or now < self._edge):
            return
        self._curb, self._since = self._hours.curb_at(now), now
        self._edge = self._hours.next_edge(now)


def _holds(span: Span, minute: int) -> bool:
    start, end = span
    return start <= minute < end if start < end else minute >= start or minute < end
