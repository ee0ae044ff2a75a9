"""Days as a person lists them, counted by the rules: what the tests of rules share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ledctl.content.channels import GATE_SCREEN
from ledctl.ledger.tally import Count
from ledctl.reports import periods
from ledctl.reports.counting import Material, Sum
from ledctl.reports.counts import YearCount, view_year
from ledctl.reports.rules import Facts, Rules


@dataclass(frozen=True, slots=True)
class Day:
    """One notice on one sign on one day."""

    sign: str
    notice: str
    practice: bool
    day: str
    count: Count


def count_year(
    days: Iterable[Day],
    facts: Mapping[str, Facts],
    *,
    year: int,
    as_of: date,
    zone: str,
    rules: Rules,
    practice: bool = False,
) -> YearCount:
    """The year of these days, as if the record held nothing else."""
    period, every = periods.year(year), [day for day in days if day.day <= as_of.isoformat()]
    ours = material([day for day in every if day.practice is practice], facts, period)
    aside = material([day for day in every if day.practice and not practice], facts, period)
    return view_year(ours, aside, period, as_of=as_of, zone=zone, rules=rules, practice=practice)


def material(days: Iterable[Day], facts: Mapping[str, Facts], period: periods.Period) -> Material:
    """What ``gather`` would make of these days."""
    sums: dict[tuple[str, str], Count] = defaultdict(Count)
    first: dict[tuple[str, str], date] = {}
    for one in days:
        day, key = date.fromisoformat(one.day), (one.notice, GATE_SCREEN)
        if day in period:
            sums[one.sign, one.notice] += one.count
        if one.count.acked:
            first[key] = min(day, first.get(key, day))
    parts = [Sum(*key, count.shown, count.acked, count.on_air_ms) for key, count in sums.items()]
    return Material(tuple(parts), first, facts)
