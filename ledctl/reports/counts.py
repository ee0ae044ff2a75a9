"""The screens' own year: what one calendar year adds up to on signs, beside what is in no number. Pure.

A view of the count of a period (``counting``): the same items, the same identity, the
same kinds. ``items`` are those of the year's cohort that went out on a sign; a *display*
is one page standing once on one sign. The two are never added and never share a name:
offices have reported one as the other.

Only what a sign confirmed is counted; unconfirmed displays, what was only sent, practice,
notices of other authorities and village affairs are reported beside, never inside. Neither
is an idle page inside: it informs of nothing, it stands for want of anything else, and a
clock alone would add half a million displays a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ledctl.content.channels import GATE_SCREEN
from ledctl.reports.counting import Material, Sum, count_period, is_idle
from ledctl.reports.items import Item, Line, PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.rules import (
    NOTHING_KNOWN,
    RELAYED,
    VILLAGE,
    WARNING,
    Rules,
    identity_of,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is reported beside the year's numbers and is in none of them."""

    corrections: int
    relayed: int
    village_affairs: int
    unconfirmed_items: int
    unconfirmed_displays: int
    idle: Line
    practice: Line
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class YearCount:
    """What one year adds up to on the signs, through the day ``as_of``."""

    year: int
    as_of: date
    zone: str
    rules: Rules
    items: int
    displays: int
    on_air_ms: int
    by_category: tuple[Line, ...]
    by_sign: tuple[Line, ...]
    beside: Beside
    not_yet_sealed: int
    practice: bool = False
    """Whether these are the numbers of a practice site: never the town's own."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json``; ``items`` and ``displays`` stay apart."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def view_year(
    ours: Material, aside: Material, period: Period, *, as_of: date, zone: str, rules: Rules, practice: bool
) -> YearCount:
    """The year of ``period`` as the signs saw it; ``aside``: practice, on a site that is live."""
    count = count_period(ours, period, as_of=as_of, rules=rules, practice=practice)
    on_signs = count.through([GATE_SCREEN])
    return YearCount(
        year=period.first.year,
        as_of=as_of,
        zone=zone,
        rules=rules,
        items=len(on_signs),
        displays=count.displays,
        on_air_ms=count.on_air_ms,
        by_category=_by_category(ours, on_signs, rules),
        by_sign=count.by_sign,
        beside=_beside(ours, aside, count),
        not_yet_sealed=count.not_yet_sealed,
        practice=practice,
    )


def _by_category(ours: Material, items: Iterable[Item], rules: Rules) -> tuple[Line, ...]:
    """Items by their category; displays by that of what they were displays of, also of earlier years."""
    parts: dict[str, list[Sum]] = defaultdict(list)
    for part in ours.sums:
        if not is_idle(part.notice, ours):
            parts[_category(part.notice, ours, rules)].append(part)
    mine: dict[str, int] = defaultdict(int)
    for item in items:
        mine[item.category] += 1
    return tuple(_line(name, mine[name], parts[name]) for name in sorted(parts.keys() | mine.keys()))


def _category(notice: str, ours: Material, rules: Rules) -> str:
    return ours.facts.get(identity_of(notice, ours.facts, rules), NOTHING_KNOWN).category


def _line(name: str, items: int, parts: Iterable[Sum]) -> Line:
    mine = tuple(parts)
    return Line(name, items, sum(part.displays for part in mine), sum(part.on_air_ms for part in mine))


def _beside(ours: Material, aside: Material, count: PeriodCount) -> Beside:
    live = [part for part in ours.sums if not is_idle(part.notice, ours)]
    kinds = [one.kind for one in count.items if GATE_SCREEN in one.channels and not one.counted]
    corrected = {part.notice for part in live if part.displays and _corrects(part.notice, ours)}
    return Beside(
        corrections=len(corrected),
        relayed=kinds.count(RELAYED),
        village_affairs=kinds.count(VILLAGE),
        warnings=kinds.count(WARNING),
        unconfirmed_items=len(_unconfirmed(live, ours, count.rules)),
        unconfirmed_displays=sum(part.begun - part.displays for part in live),
        idle=_idle(ours, count.period),
        practice=_practice(aside, count),
    )


def _corrects(notice: str, ours: Material) -> bool:
    return bool(ours.facts.get(notice, NOTHING_KNOWN).correction_of)


def _unconfirmed(live: Iterable[Sum], ours: Material, rules: Rules) -> set[str]:
    """What began on a sign, and no sign ever confirmed."""
    begun = {identity_of(part.notice, ours.facts, rules) for part in live if part.begun}
    signs = {identity_of(name, ours.facts, rules) for name, channel in ours.first if channel == GATE_SCREEN}
    return begun - signs


def _idle(ours: Material, period: Period) -> Line:
    idle = [part for part in ours.sums if is_idle(part.notice, ours)]
    days = [ours.first.get((name, GATE_SCREEN)) for name in {part.notice for part in idle}]
    return _line("idle", sum(day is not None and day in period for day in days), idle)


def _practice(aside: Material, count: PeriodCount) -> Line:
    other = count_period(aside, count.period, as_of=count.as_of, rules=count.rules, practice=True)
    return Line("practice", len(other.through([GATE_SCREEN])), other.displays, other.on_air_ms)
