"""How bright a sign should be over one day: by a time table, or by the sun of the site. Pure.

Either way the answer is a plan of 48 half hours, which is what cards keep. A
half hour is day if the sun is up in the middle of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from drivers.base import SLOTS, Brightness
from ledctl.publishing.daylight import Place, sunrise_and_sunset

SLOT_MINUTES = 24 * 60 // SLOTS


@dataclass(frozen=True, slots=True)
class Dimming:
    """``table``: minutes of the day and percent from then on, in order; or, without one,
    ``day`` and ``night`` percent by the sun at ``place``.
    """

    day: int = 100
    night: int = 100
    place: Place | None = None
    table: tuple[tuple[int, int], ...] = ()


def plan_for(rule: Dimming, day: date, zone: ZoneInfo) -> Brightness:
    """The half hours of that day, as the clocks of ``zone`` count them."""
    if rule.table:
        return Brightness(tuple(_by_table(rule.table, SLOT_MINUTES * slot) for slot in range(SLOTS)))
    if rule.place is None:
        return Brightness.steady(rule.day)
    rises, sets = sunrise_and_sunset(day, rule.place)
    return Brightness(
        tuple(rule.day if rises <= middle < sets else rule.night for middle in _middles(day, zone))
    )


def percent_at(plan: Brightness, local: datetime) -> int:
    """What the plan says for a moment of its day."""
    return plan.percent[(60 * local.hour + local.minute) // SLOT_MINUTES]


def told(plan: Brightness) -> str:
    """The plan in a line for the record: ``00:00 30, 07:00 80, 18:30 30``."""
    runs = groupby(range(SLOTS), key=lambda slot: plan.percent[slot])
    firsts = ((percent, next(slots)) for percent, slots in runs)
    return ", ".join(f"{slot // 2:02d}:{30 * (slot % 2):02d} {percent}" for percent, slot in firsts)


def _by_table(table: tuple[tuple[int, int], ...], minute: int) -> int:
    """The entry in force; before the first of a day the last one of the day before is."""
    return table[bisect_right(table, minute, key=lambda entry: entry[0]) - 1][1]


def _middles(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    midnight = datetime.combine(day, time(), zone)
    return (midnight + timedelta(minutes=SLOT_MINUTES * (slot + 0.5)) for slot in range(SLOTS))
