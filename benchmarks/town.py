"""A generated town: years of notices on some signs, written by the program's own ledger.

Every figure of it follows from a seed. Notices stand for three days, five at a time, on
every sign of the town, one to four pages each; pages turn every 8.64 s while the signs are
lit. Now and then a sign does not answer for a page (unknown), and the hour goes on.
Each display is also handed to whoever wants to keep it another way (``keep``), so that the
record can be held against a plain table of the very same displays.

What the numbers are about: some 600 notices a year are a busy town (100 to 1,200 are usual), and at
8.64 s a page a sign that is lit day and night has 10,000 displays a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import Session

from ledctl.clock import from_ms, to_ms
from ledctl.db import Database
from ledctl.ledger.log import append
from ledctl.ledger.recorder import HOUR_MS, is_due
from ledctl.ledger.sealing import write_segment
from ledctl.ledger.segments import Body, Display, Result, Slot

ZONE = ZoneInfo("Asia/Shanghai")
STANDS_DAYS = 3
AT_ONCE = 5
CATEGORIES = ("dibao_review", "agri_subsidy", "project_progress", "bid_candidate", "linshi")
OFFICES = ("鹭洲镇民政办", "鹭洲镇财政所", "鹭洲镇农业服务中心")

Keep = Callable[[str, "Posted", Display], None]
"""Takes one display of the town: the sign, the notice, the display with its own times."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a town: its signs, its years from ``first``, from when and how long they are lit each day."""

    signs: int = 10
    years: int = 10
    first: date = date(2016, 1, 1)
    lit_from: time = time(8, 0)
    lit_ms: int = 8_640_000
    page_ms: int = 8_640
    every: int = 1
    """Signs are lit every so many days."""
    seed: int = 2026

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"gate{number}" for number in range(1, self.signs + 1))

    @property
    def days(self) -> Iterator[date]:
        day = self.first
        while day.year < self.first.year + self.years:
            yield day
            day += timedelta(days=self.every)


@dataclass(frozen=True, slots=True)
class Posted:
    """One notice of the town."""

    number: int
    first: date
    pages: int
    category: str
    office: str

    @property
    def id(self) -> str:
        return f"N{self.number:06d}"

    @property
    def slot(self) -> Slot:
        return Slot(
            notice=self.id,
            version=1,
            title=f"关于鹭洲镇第{self.number}号事项的公示",
            category=self.category,
            order=str(self.number),
            program=f"{self.number:064x}"[::-1],
            pages=self.pages,
            approver="wang",
            practice=False,
            cause="plan",
            proof=1,
        )


def build(database: Database, shape: Shape, keep: Keep | None = None, days: int | None = None) -> int:
    """Write the town into ``database``, all of it or its first ``days``; how many displays it has."""
    chance, displays = Random(shape.seed), 0  # noqa: S311 - a generated town, nothing secret
    standing: list[Posted] = []
    left = islice(shape.days, days)
    while month := [*islice(left, 30)]:
        with database.write() as session:
            for day in month:
                standing = [one for one in standing if (day - one.first).days < STANDS_DAYS]
                standing += _new(session, day, standing, chance)
                for sign in shape.names:
                    displays += _day(session, sign, day, shape, standing, chance, keep)
    return displays


def _new(session: Session, day: date, standing: Sequence[Posted], chance: Random) -> list[Posted]:
    """As many notices as make five, approved early that morning."""
    last = max((one.number for one in standing), default=day.toordinal() * 10)
    new = []
    for number in range(last + 1, last + 1 + AT_ONCE - len(standing)):
        category, office = chance.choice(CATEGORIES), chance.choice(OFFICES)
        posted = Posted(number, day, chance.randint(1, 4), category, office)
        append(
            session,
            kind="approved",
            at=datetime.combine(day, time(7), ZONE),
            actor="wang",
            notice=posted.id,
            version=1,
            title=posted.slot.title,
            category=category,
            issuing_unit=office,
            correction_of="",
            bound_to={"urgency": "normal"},
        )
        new.append(posted)
    return new


def _day(
    session: Session,
    sign: str,
    day: date,
    shape: Shape,
    standing: Sequence[Posted],
    chance: Random,
    keep: Keep | None,
) -> int:
    """One sign, one day: sealed where the recorder would seal it, and when the sign goes dark."""
    start = to_ms(datetime.combine(day, shape.lit_from, ZONE))
    end = start + shape.lit_ms
    pages = [(index, page) for index, one in enumerate(standing) for page in range(one.pages)]
    rows = _pages(start, end, shape.page_ms, pages, chance)
    slots = tuple(one.slot for one in standing)
    for part, edge in _sealed(rows, end):
        write_segment(
            session,
            sign,
            Body(slots, part),
            zone=ZONE,
            span=(part[0].start_ms, edge),
            why="hour",
            at=from_ms(edge),
        )
    if keep is not None:
        for row in rows:
            keep(sign, standing[row.slot], row)
    return len(rows)


def _pages(
    start: int, end: int, page_ms: int, pages: Sequence[tuple[int, int]], chance: Random
) -> list[Display]:
    """Pages one after the other until the sign goes dark; the last ends with it."""
    count = -(-(end - start) // page_ms)
    late = chance.choices(range(-4, 9), k=count)
    acks = chance.choices(range(18, 60), k=count)
    turn, lost = chance.randrange(len(pages)), chance.randrange(4_000)
    rows, at = [], start
    for number in range(count):
        slot, page = pages[(turn + number) % len(pages)]
        until = end if number == count - 1 else start + (number + 1) * page_ms + late[number]
        rows.append(Display(slot, page, at, until, acks[number], _RESULTS[number == lost]))
        at = until
    return rows


_RESULTS = (Result.ACKED, Result.UNKNOWN)


def _sealed(rows: Sequence[Display], end: int) -> Iterator[tuple[tuple[Display, ...], int]]:
    """The pages in stretches as long as the recorder's, each with the instant it was sealed.

    A page that stands over a seal is in both stretches, and counted in the first.
    """
    part: list[Display] = []
    edge = (rows[0].start_ms // HOUR_MS + 1) * HOUR_MS
    for row in rows:
        part.append(row)
        while (row.end_ms or end) > edge:
            if is_due(len(part), part[0].start_ms, edge):
                part[-1] = part[-1]._replace(end_ms=edge)
                yield tuple(part), edge
                part = [row._replace(start_ms=edge, continued=True)]
            edge += HOUR_MS
    yield tuple(part), end
