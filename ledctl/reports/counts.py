"""The counting rules of a year. Pure.

An *item* is one piece of information with one identity, however many pages,
days, signs and repeats it took; it belongs to the year of its first confirmed
display, so a notice shown over New Year is counted once, in the old year. A
*display* is one page standing once on one sign. The two are never added and
never share a name: offices have reported one as the other.

Only what a sign confirmed is counted; unconfirmed displays, practice, notices
of other authorities (who made it discloses it, Open Government Information
Regulation art. 10) and village affairs are reported beside, never inside.

Neither is an idle page inside: it informs of nothing, it stands for want of
anything else, and a clock alone would add half a million displays a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ledctl.ledger.tally import Count


@dataclass(frozen=True, slots=True)
class Rules:
    """The choices a town may make; they are printed with every result.

    ``own_units``: what the names of the town's own units have in them, such as
    ``鹭洲镇`` in 沅岭县鹭洲镇人民政府 and 鹭洲镇民政办; empty means every notice is the
    town's own, and so is a notice that names no unit.
    """

    corrections_are_items: bool = False
    relayed_are_items: bool = False
    village_affairs_are_items: bool = False
    own_units: tuple[str, ...] = ()
    village_categories: str = "village_"


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting needs to know of a notice, copied when it was approved (R30)."""

    category: str = ""
    issuing_unit: str = ""
    correction_of: str | None = None
    idle: bool = False
    """Never approved as anything but an idle page."""


@dataclass(frozen=True, slots=True)
class Day:
    """One notice on one sign on one day."""

    sign: str
    notice: str
    practice: bool
    day: str
    count: Count


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the result."""

    name: str
    items: int
    displays: int
    on_air_ms: int


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


@dataclass(frozen=True, slots=True)
class YearCount:
    """What one year adds up to, through the day ``as_of``."""

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


@dataclass(frozen=True, slots=True)
class _Year:
    """The days of one year, and for each identity the day it was first confirmed."""

    days: tuple[Day, ...]
    first: Mapping[str, str]
    start: str
    facts: Mapping[str, Facts]
    rules: Rules

    def new(self, identity: str) -> bool:
        return self.first.get(identity, "") >= self.start

    def identity(self, notice: str) -> str:
        return _identity(notice, self.facts, self.rules)

    def kind(self, identity: str) -> str:
        """``own``, ``relayed`` or ``village``: whose information it is."""
        facts, rules = self.facts.get(identity, Facts()), self.rules
        if facts.category.startswith(rules.village_categories) and not rules.village_affairs_are_items:
            return "village"
        unit, units = facts.issuing_unit, rules.own_units
        own = not units or not unit or any(name in unit for name in units)
        return "own" if own or rules.relayed_are_items else "relayed"


def count_year(
    days: Iterable[Day],
    facts: Mapping[str, Facts],
    *,
    year: int,
    as_of: date,
    zone: str,
    rules: Rules,
    unsealed: Iterable[Day] = (),
    practice: bool = False,
) -> YearCount:
    """Count a year from all days on record; ``as_of`` is the last day that counts.

    Practice stands beside and is in no number; on a ``practice`` site there is
    nothing else, so there it is counted, and the result says so.

    ``days`` begin before the year: an item first shown earlier is not new in it.
    ``unsealed`` are the days of the hours in progress, counted like all others.
    """
    current = list(unsealed)
    last = min(as_of, date(year, 12, 31)).isoformat()
    known = [day for day in (*days, *current) if day.day <= last]
    ours = [day for day in known if day.practice is practice]
    live = _year([day for day in ours if not _is_idle(day, facts)], facts, year, rules)
    idle = _year([day for day in ours if _is_idle(day, facts)], facts, year, rules)
    aside = _year([day for day in known if day.practice and not practice], facts, year, rules)
    total = _line("", live.days, live)
    return YearCount(
        year=year,
        as_of=as_of,
        zone=zone,
        rules=rules,
        items=total.items,
        displays=total.displays,
        on_air_ms=total.on_air_ms,
        by_category=_lines(live, lambda day: facts.get(live.identity(day.notice), Facts()).category),
        by_sign=_lines(live, lambda day: day.sign),
        beside=_beside(live, _line("idle", idle.days, idle), _line("practice", aside.days, aside)),
        not_yet_sealed=sum(d.count.acked for d in current if d in live.days),
        practice=practice,
    )


def _is_idle(day: Day, facts: Mapping[str, Facts]) -> bool:
    return facts.get(day.notice, Facts()).idle


def _year(days: list[Day], facts: Mapping[str, Facts], year: int, rules: Rules) -> _Year:
    first: dict[str, str] = {}
    for day in days:
        if day.count.acked:
            identity = _identity(day.notice, facts, rules)
            first[identity] = min(day.day, first.get(identity, day.day))
    start = date(year, 1, 1).isoformat()
    return _Year(tuple(day for day in days if day.day >= start), first, start, facts, rules)


def _identity(notice: str, facts: Mapping[str, Facts], rules: Rules) -> str:
    """A correction is the same piece of information as what it corrects, unless the town says otherwise."""
    seen = {notice}
    while not rules.corrections_are_items and (before := facts.get(notice, Facts()).correction_of):
        if before in seen or before not in facts:
            break
        seen.add(before)
        notice = before
    return notice


def _line(name: str, days: Iterable[Day], year: _Year) -> Line:
    chosen = list(days)
    identities = {year.identity(day.notice) for day in chosen if day.count.acked}
    items = sum(year.new(identity) and year.kind(identity) == "own" for identity in identities)
    on_air = sum(day.count.on_air_ms for day in chosen)
    return Line(name, items, sum(day.count.acked for day in chosen), on_air)


def _lines(year: _Year, name: Callable[[Day], str]) -> tuple[Line, ...]:
    groups: dict[str, list[Day]] = {}
    for day in year.days:
        groups.setdefault(name(day), []).append(day)
    return tuple(_line(key, groups[key], year) for key in sorted(groups))


def _beside(year: _Year, idle: Line, practice: Line) -> Beside:
    confirmed = {day.notice for day in year.days if day.count.acked}
    new = {identity for identity in map(year.identity, confirmed) if year.new(identity)}
    kinds = [year.kind(identity) for identity in new]
    unconfirmed = {year.identity(day.notice) for day in year.days if day.count.shown} - year.first.keys()
    return Beside(
        corrections=sum(bool(year.facts.get(notice, Facts()).correction_of) for notice in confirmed),
        relayed=kinds.count("relayed"),
        village_affairs=kinds.count("village"),
        unconfirmed_items=len(unconfirmed),
        unconfirmed_displays=sum(day.count.shown - day.count.acked for day in year.days),
        idle=idle,
        practice=practice,
    )
