"""A year day by day: displays and hours on air, outages, days of which there is no record.

Displays are those a sign confirmed, as in the year's count; they come from the roll-up,
today's from the stretch in progress, too. Outages of several signs are added up, and each
moment of a sign counts once. A day has a record when a sign's began before its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, select
from sqlmodel import Session

from ledctl.calendars.days import first_ms
from ledctl.clock import from_ms, to_ms
from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SENT_ONLY
from ledctl.ledger.outages import began
from ledctl.ledger.segments import Body, closed, unpack
from ledctl.ledger.spans import Span
from ledctl.ledger.tally import Count, Tally, tally
from ledctl.notices.office import Office
from ledctl.reports.daylines import out_by_cause, signs_on_record


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day of the site's zone. ``displays`` were confirmed, ``sent`` without a word from the sign (P0).

    ``out_ms`` is of all signs together.
    """

    day: date
    displays: int = 0
    on_air_ms: int = 0
    out_ms: int = 0
    recorded: bool = True
    sent: int = 0


@dataclass(frozen=True, slots=True)
class YearDays:
    """Every day of ``year`` through ``as_of``, of one sign or (``sign`` empty) of all."""

    year: int
    sign: str
    as_of: date
    days: tuple[DayFigures, ...]
    practice: bool = False

    def months(self) -> Iterator[tuple[int, tuple[DayFigures, ...]]]:
        """The days by month, the twelve in order."""
        for month in range(1, 13):
            yield month, tuple(day for day in self.days if day.day.month == month)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``picture calendar --json``."""
        days = [{**asdict(one), "day": one.day.isoformat()} for one in self.days]
        return {
            "year": self.year,
            "sign": self.sign or None,
            "as_of": self.as_of.isoformat(),
            "practice": self.practice,
            "days": days,
        }


def year_days(office: Office, year: int, sign: str = "") -> YearDays:
    """The year through today; nothing is said of days to come."""
    database, zone = office.database, office.zone
    today = office.today()
    last = min(date(year, 12, 31), today)
    signs = [sign] if sign else signs_on_record(database, office.signs)
    with database.read() as session:
        counts, sent = _counts(session, year, sign, office.practice, zone)
    out = _out(database, signs, year, to_ms(office.now()), zone)
    first = _first_day(database, signs, counts, zone) or date.max
    days = tuple(
        DayFigures(day, found.acked, found.on_air_ms, out.get(day, 0), day >= first, only)
        for day in _days(date(year, 1, 1), last)
        for only in [sent.get(day, Count()).acked]
        for found in [counts.get(day, Count()) - sent.get(day, Count())]
    )
    return YearDays(year, sign, today, days, office.practice)


Days = dict[date, Count]


def _counts(session: Session, year: int, sign: str, practice: bool, zone: ZoneInfo) -> tuple[Days, Days]:
    """What was displayed by day, and the part of it that was only sent; hours in progress included."""
    counts = _sums(session, ROLLUP, ("shown", "acked", "on_air_ms"), year, sign, practice)
    sent = _sums(session, SENT_ONLY, ("displays", "displays", "on_air_ms"), year, sign, practice)
    for told in _in_progress(session, sign, zone):
        for found, days in ((counts, told.days), (sent, told.sent)):
            for (_, rehearsed, name), count in days.items():
                day = date.fromisoformat(name)
                if rehearsed is practice and day.year == year:
                    found[day] = found.get(day, Count()) + count
    return counts, sent


def _sums(
    session: Session, table: Table, columns: tuple[str, ...], year: int, sign: str, practice: bool
) -> Days:
    sums = (func.sum(table.c[name]) for name in columns)
    query = (
        select(table.c.day, *sums)
        .where(table.c.day.between(f"{year}-01-01", f"{year}-12-31"), table.c.practice.is_(practice))
        .group_by(table.c.day)
    )
    rows = session.connection().execute(query.where(table.c.sign == sign) if sign else query)
    return {date.fromisoformat(row[0]): Count(*map(int, row[1:])) for row in rows}


def _in_progress(session: Session, sign: str, zone: ZoneInfo) -> Iterator[Tally]:
    query = select(OPEN_SEGMENT)
    for row in session.connection().execute(query.where(OPEN_SEGMENT.c.sign == sign) if sign else query):
        body = unpack(row.body)
        yield tally(Body(body.slots, closed(body.displays, row.heartbeat_ms)), zone)


def _out(database: Database, signs: Iterable[str], year: int, now_ms: int, zone: ZoneInfo) -> dict[date, int]:
    """By day, how long the signs were out."""
    whole = (first_ms(date(year, 1, 1), zone), min(now_ms, first_ms(date(year + 1, 1, 1), zone)))
    found: dict[date, int] = defaultdict(int)
    for sign in signs if whole[0] < whole[1] else ():
        for spans in out_by_cause(database, sign, whole).values():
            for span in spans:
                for day, ms in _by_day(span, zone):
                    found[day] += ms
    return found


def _by_day(span: Span, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    start, end = span
    while start < end:
        day = from_ms(start).astimezone(zone).date()
        edge = min(end, first_ms(day + timedelta(days=1), zone))
        yield day, edge - start
        start = edge


def _first_day(
    database: Database, signs: Iterable[str], counts: Mapping[date, Count], zone: ZoneInfo
) -> date | None:
    """The day the record begins: with the first outage row of a sign, or with what it showed."""
    begins = [at.astimezone(zone).date() for sign in signs if (at := began(database, sign))]
    return min([*begins, *counts], default=None)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
