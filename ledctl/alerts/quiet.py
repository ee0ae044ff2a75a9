"""The hours in which only what is critical goes out, and when the rest is told. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """``[start, end)`` by the site's clock (R16); over midnight when ``end`` is earlier."""

    start: time
    end: time
    zone: ZoneInfo

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo) -> QuietHours | None:
        """``"22:00-07:00"``; nothing for an empty text, or for hours that end as they begin."""
        if not text:
            return None
        start, end = (time.fromisoformat(part) for part in text.split("-"))
        return None if start == end else cls(start, end, zone)

    def contains(self, at: datetime) -> bool:
        clock = at.astimezone(self.zone).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def last(self, now: datetime) -> tuple[date, datetime, datetime]:
        """The newest stretch that is over at ``now``: the day it ended on, its start and end."""
        day = now.astimezone(self.zone).date()
        if self._at(day, self.end) > now:
            day -= timedelta(days=1)
        return self.ended_on(day)

    def ended_on(self, day: date) -> tuple[date, datetime, datetime]:
        """The stretch that ends on this day."""
        first = day if self.start < self.end else day - timedelta(days=1)
        return day, self._at(first, self.start), self._at(day, self.end)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)
