"""A year month by month: items and displays, by the very rules of the year's count.

A month is what the count through its last day has more than the count through the
last day of the month before, so the twelve add up to the year, whatever the rules.
For that, days are first added up by notice and month: few rows, however many displays.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.model import ROLLUP
from ledctl.ledger.tally import Count
from ledctl.reports.counts import Day, Rules, YearCount, count_year
from ledctl.reports.year import facts_of, in_progress


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
    with database.read() as session:
        current = in_progress(session)
        days = _by_month(session, as_of)
        days += [day for part in current for day in part.days(zone) if day.day <= as_of.isoformat()]
        facts = facts_of(session, {day.notice for day in days}, current)
    counts = [
        count_year(
            days,
            facts,
            year=year,
            as_of=min(as_of, _last(year, month)),
            zone=zone.key,
            rules=rules or Rules(),
            practice=practice,
        )
        for month in range(1, 13)
        if date(year, month, 1) <= as_of
    ]
    return tuple(_differences(counts))


def _by_month(session: Session, as_of: date) -> list[Day]:
    """Each notice in each month, on the first day on which any sign confirmed it."""
    month = func.substr(ROLLUP.c.day, 1, 7)
    confirmed = func.min(case((ROLLUP.c.acked > 0, ROLLUP.c.day)))
    sums = (func.sum(ROLLUP.c[name]) for name in ("shown", "acked", "on_air_ms"))
    query = (
        select(
            ROLLUP.c.notice,
            ROLLUP.c.practice,
            func.coalesce(confirmed, func.min(ROLLUP.c.day)),
            *sums,
        )
        .where(ROLLUP.c.day <= as_of.isoformat())
        .group_by(ROLLUP.c.notice, ROLLUP.c.practice, month)
    )
    rows = session.connection().execute(query)
    return [Day("", row[0], bool(row[1]), row[2], Count(*map(int, row[3:]))) for row in rows]


def _differences(counts: Iterable[YearCount]) -> Iterable[MonthFigures]:
    before = (0, 0, 0)
    for number, count in enumerate(counts, start=1):
        now = (count.items, count.displays, count.on_air_ms)
        yield MonthFigures(number, *(mine - theirs for mine, theirs in zip(now, before, strict=True)))
        before = now


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
