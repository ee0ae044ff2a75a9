"""Add up displays: by notice, and by day of the site's zone. Pure.

Counting rules. A display counts as *shown* once, on the day it began; a
``continued`` one was counted in the segment before. It is *acked* when the sign
confirmed it. *On air* is time that is confirmed: an unknown outcome adds none,
and a display over midnight adds to both days (half-open days, R16). What was
confirmed by the host's own wire alone (P0, a sign that never answers) is in these
sums, and once more by itself in ``sent``, so that a count can leave it out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from ledctl.clock import from_ms, to_ms
from ledctl.ledger.segments import Body, Display


@dataclass(frozen=True, slots=True)
class Count:
    """How many displays began, how many were confirmed, how long they stood."""

    shown: int = 0
    acked: int = 0
    on_air_ms: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.shown + other.shown, self.acked + other.acked, self.on_air_ms + other.on_air_ms)

    def __sub__(self, other: Count) -> Count:
        return Count(self.shown - other.shown, self.acked - other.acked, self.on_air_ms - other.on_air_ms)


@dataclass(frozen=True, slots=True)
class Spell:
    """One notice within one segment: when it first and last stood, and how much."""

    first_ms: int
    last_ms: int
    count: Count

    def __add__(self, other: Spell) -> Spell:
        first, last = min(self.first_ms, other.first_ms), max(self.last_ms, other.last_ms)
        return Spell(first, last, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Tally:
    """A body added up. Keys are ``(notice, practice)`` and ``(notice, practice, day)``.

    ``sent``: the part of ``days`` whose receipts say no more than that bytes left the host (P0).
    """

    total: Count = Count()
    notices: dict[tuple[str, bool], Spell] = field(default_factory=dict)
    days: dict[tuple[str, bool, str], Count] = field(default_factory=dict)
    sent: dict[tuple[str, bool, str], Count] = field(default_factory=dict)

    @property
    def proven(self) -> dict[tuple[str, bool, str], Count]:
        """The days with nothing confirmed that was only sent (P0)."""
        return {cell: found - self.sent.get(cell, Count()) for cell, found in self.days.items()}


def tally(body: Body, zone: ZoneInfo) -> Tally:
    """Add up a body; a display that still stands counts as shown and adds no time."""
    result = Tally()
    total = Count()
    edges, names = _days(body.displays, zone)
    for index, displays in _by_slot(body.displays).items():
        slot = body.slots[index]
        key = (slot.notice, slot.practice)
        spell = _spell(displays)
        total += spell.count
        result.notices[key] = spell + result.notices.get(key, spell_zero(spell))
        for day, count in _by_day(displays, spell, edges).items():
            cell = (*key, names[day])
            result.days[cell] = result.days.get(cell, Count()) + count
            if not slot.proof and (sent := Count(0, count.acked, count.on_air_ms)) != Count():
                result.sent[cell] = result.sent.get(cell, Count()) + sent
    return Tally(total, result.notices, result.days, result.sent)


def spell_zero(spell: Spell) -> Spell:
    """The neutral element beside ``spell``."""
    return Spell(spell.first_ms, spell.last_ms, Count())


def _by_slot(displays: Sequence[Display]) -> dict[int, list[Display]]:
    groups: dict[int, list[Display]] = defaultdict(list)
    for display in displays:
        groups[display.slot].append(display)
    return groups


def _spell(displays: Sequence[Display]) -> Spell:
    first = min(d.start_ms for d in displays)
    last = max(_end(d) for d in displays)
    return Spell(first, last, _count(displays))


def _count(displays: Sequence[Display]) -> Count:
    new = [d.result for d in displays if not d.continued]
    return Count(len(new), sum(new), sum(_end(d) - d.start_ms for d in displays if d.result))


def _by_day(displays: Sequence[Display], spell: Spell, edges: Sequence[int]) -> dict[int, Count]:
    if not edges:  # nearly every segment lies within one day
        return {0: spell.count}
    days: dict[int, Count] = defaultdict(Count)
    for display in displays:
        for day, count in _split(display, edges):
            days[day] += count
    return days


def _split(display: Display, edges: Sequence[int]) -> Iterator[tuple[int, Count]]:
    start, end = display.start_ms, _end(display)
    first = bisect_right(edges, start)
    yield first, _count([display._replace(end_ms=start)])
    inner = [edge for edge in edges if start < edge < end]
    if display.result:
        for day, (left, right) in enumerate(pairwise([start, *inner, end]), start=first):
            yield day, Count(on_air_ms=right - left)


def _days(displays: Sequence[Display], zone: ZoneInfo) -> tuple[list[int], list[str]]:
    """The local midnights within the displays, and the names of the days they part."""
    if not displays:
        return [], []
    day = from_ms(min(d.start_ms for d in displays)).astimezone(zone).date()
    end = max(_end(d) for d in displays)
    edges: list[int] = []
    names = [day.isoformat()]
    while (edge := to_ms(datetime.combine(day := day + timedelta(days=1), time.min, zone))) <= end:
        edges.append(edge)
        names.append(day.isoformat())
    return edges, names


def _end(display: Display) -> int:
    return display.start_ms if display.end_ms is None else display.end_ms
