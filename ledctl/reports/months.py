"""A year month by month: items and displays, by the very rules of the year's count.

An item belongs to the month of its first publication and a display to the one in which
it began, so the twelve add up to the year.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from ledctl.db import Database
from ledctl.reports import periods
from ledctl.reports.counting import Material
from ledctl.reports.counts import view_year
from ledctl.reports.gather import Wanted, gather
from ledctl.reports.rules import Rules


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """``items`` were first shown in the month; ``displays`` stood in it: two different numbers."""

    month: int
    items: int
    displays: int
    on_air_ms: int

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``picture months --json``."""
        return asdict(self)


def year_months(
    database: Database,
    year: int,
    *,
    zone: ZoneInfo,
    as_of: date,
    rules: Rules | None = None,
    practice: bool = False,
) -> tuple[MonthFigures, ...]:
    """The months of ``year`` through the day ``as_of``; none of those to come."""
    chosen = rules or Rules()
    months = (periods.month(year, number) for number in range(1, 13))
    return tuple(
        _figures(database, Wanted(month, as_of, zone, chosen, practice))
        for month in months
        if month.first <= as_of
    )


def _figures(database: Database, wanted: Wanted) -> MonthFigures:
    count = view_year(
        gather(database, wanted),
        Material(),
        wanted.period,
        as_of=wanted.as_of,
        zone=wanted.zone.key,
        rules=wanted.rules,
        practice=wanted.practice,
    )
    return MonthFigures(wanted.period.first.month, count.items, count.displays, count.on_air_ms)
