"""From instants to places on paper, and the marks of hours, days and months in the site's zone. Pure.

A local midnight is a local midnight also where a day has 23 or 25 hours; hours are
those on the wall, and an hour that does not exist has no mark (R13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ledctl.calendars.days import first_ms
from ledctl.clock import from_ms, to_ms
from ledctl.pictures.lettering import width
from ledctl.pictures.words import say

DAY_MS = 86_400_000
_STEPS = (1, 2, 3, 7, 14)
_HOURS = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch ``[start_ms, end_ms)`` laid on ``left`` to ``right``."""

    start_ms: int
    end_ms: int
    left: float
    right: float

    def x(self, ms: int) -> float:
        """Where an instant lies; what lies outside lies at the edge."""
        share = (ms - self.start_ms) / (self.end_ms - self.start_ms)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    @property
    def ms_a_point(self) -> float:
        return (self.end_ms - self.start_ms) / (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark; ``label`` is empty for one that only divides. ``strong``: a day begins."""

    ms: int
    label: str
    strong: bool


def ticks(axis: Axis, zone: ZoneInfo, language: str, size: float) -> list[Tick]:
    """Hours within two days, days within three months, months beyond: no two labels touch."""
    days = (axis.end_ms - axis.start_ms) / DAY_MS
    if days <= 2.1:
        return list(_hours(axis, zone, size))
    if days <= 93:
        return list(_days(axis, zone, language, size))
    return list(_months(axis, zone, language))


def _hours(axis: Axis, zone: ZoneInfo, size: float) -> Iterator[Tick]:
    room = 3_600_000 / axis.ms_a_point
    step = next((step for step in _HOURS if step * room > width("00:00", size) + 6), 12)
    day, end = _dates(axis, zone)
    last = None
    while day <= end:
        for hour in range(0, 24, step):
            at = to_ms(datetime.combine(day, time(hour), zone))
            local = from_ms(at).astimezone(zone)
            if axis.start_ms <= at < axis.end_ms and local.hour == hour and at != last:
                yield Tick(last := at, f"{hour:02d}:00", hour == 0)
        day += timedelta(days=1)


def _days(axis: Axis, zone: ZoneInfo, language: str, size: float) -> Iterator[Tick]:
    room = DAY_MS / axis.ms_a_point
    long = "12-30 " + say("weekday_2", language)
    wanted = width(long, size) + 6
    named = room > wanted
    least = wanted if named else width("12-30", size) + 6
    step = next((step for step in _STEPS if step * room > least), _STEPS[-1])
    day, end = _dates(axis, zone)
    count = 0
    while day <= end:
        if axis.start_ms <= first_ms(day, zone) < axis.end_ms:
            label = f"{day:%m-%d}" + (f" {say(f'weekday_{day.weekday()}', language)}" if named else "")
            yield Tick(first_ms(day, zone), label if count % step == 0 else "", count % step == 0)
            count += 1
        day += timedelta(days=1)


def _months(axis: Axis, zone: ZoneInfo, language: str) -> Iterator[Tick]:
    day, end = _dates(axis, zone)
    months = (end.year - day.year) * 12 + end.month - day.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 1200) if months / step <= 14)
    day = day.replace(day=1)
    while day <= end:
        if axis.start_ms <= first_ms(day, zone) < axis.end_ms and (day.month - 1) % min(step, 12) == 0:
            label = f"{day.year}" if day.month == 1 else say(f"month_{day.month}", language)
            skipped = step > 12 and day.year % (step // 12)
            yield Tick(first_ms(day, zone), "" if skipped else label, day.month == 1)
        day = (day + timedelta(days=32)).replace(day=1)


def _dates(axis: Axis, zone: ZoneInfo) -> tuple[date, date]:
    first, last = (from_ms(at).astimezone(zone).date() for at in (axis.start_ms, axis.end_ms - 1))
    return first, last
