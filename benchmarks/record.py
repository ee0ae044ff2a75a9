"""Ten years of ten signs on record, beside a plain indexed table of the very same displays.

Both are files brought to rest, asked in turns through the same file cache. The town is
``benchmarks.town``'s: 36.5 million displays, 1,000 a sign and day. What a year of one sign
costs that is lit day and night (3.66 million displays) is measured apart, and so is what a
day of it writes to the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Line, Series, Table
from benchmarks.plain import PlainTable
from benchmarks.rehash import verify_lines
from benchmarks.town import AT_ONCE, ZONE, Posted, Shape, build
from ledctl.clock import FrozenClock, from_ms, to_ms
from ledctl.db import Database, open_database, upgrade
from ledctl.ledger.history import displays, standing_at
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result
from ledctl.reports import periods
from ledctl.reports.cohort import period_count

FULL, QUICK = Shape(), Shape(signs=2, years=1)
ROUNDS, QUICK_ROUNDS = 5, 2
DAY_MS = 86_400_000
PAGE_S = 8.64
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Town:
    """The same displays twice: on record, and in a plain table; a part of them in a chain of rows."""

    shape: Shape
    database: Database
    record: Path
    plain: Path
    chain: Path
    displays: int
    empty: int

    @property
    def middle(self) -> date:
        return self.shape.first + timedelta(days=self.shape.years * YEAR_DAYS // 2)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    folder.mkdir(parents=True)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    town = make_town(folder, QUICK if quick else FULL)
    with closing(town.database):
        sizes = [*size_lines(town), *lit_year(folder / "year.db", days=30 if quick else YEAR_DAYS)]
        asked = [*question_lines(town, rounds), *verify_lines(town.database, town.chain, rounds)]
    title = f"{town.displays:,} displays, {town.shape.signs} signs, {town.shape.years} years"
    return [Table(f"Size of {title}", tuple(sizes)), Table(f"Questions to {title}", tuple(asked), NOTES)]


NOTES = (
    "Beside each question: the plain table, by its index; a scan beside hours and count.",
    "The scan beside the count adds up each notice on each sign; titles and categories are not in it.",
    "chain of rows: SHA-256 over each row and the one before, read from its own table, a million of them.",
)


def make_town(folder: Path, shape: Shape) -> Town:
    """Write it; some five minutes at full size."""
    record, plain, chain = (folder / name for name in ("record.db", "plain.db", "chain.db"))
    database = open_database(f"sqlite:///{record}")
    upgrade(database)
    empty = _at_rest(database, record)
    beside = PlainTable(plain, chain, shape.names)
    count = build(database, shape, beside.keep)
    beside.finish()
    _at_rest(database, record)
    return Town(shape, database, record, plain, chain, count, empty)


def size_lines(town: Town) -> Iterator[Line]:
    ours = (town.record.stat().st_size - town.empty) / town.displays
    theirs = town.plain.stat().st_size / town.displays
    figure, beside = Series("on record", "B/display", (ours,)), Series("plain table", "B/display", (theirs,))
    yield Line(figure, beside, "0.1x")


def lit_year(file: Path, *, days: int) -> Iterator[Line]:
    """A sign that turns a page every 8.64 s day and night: bytes a display kept, and bytes written a year."""
    database = open_database(f"sqlite:///{file}")
    with closing(database):
        upgrade(database)
        empty = _at_rest(database, file)
        shape = Shape(signs=1, years=1, lit_from=time(0), lit_ms=DAY_MS)
        count = build(database, shape, days=days)
        kept = (_at_rest(database, file) - empty) / count
        yield Line(Series("one sign lit day and night", "B/display", (kept,)), None, "5 B")
        yield Line(
            Series("written to the disk", "GB/year", (_written_a_day(database) * 365 / 1e9,)), None, "7 GB"
        )


def _written_a_day(database: Database) -> int:
    """Bytes the recorder of one sign has the disk write in a day, as the kernel counts them."""
    clock = FrozenClock(datetime(2030, 1, 1, tzinfo=UTC))
    recorder = Recorder(database, "written", ZONE, clock)
    slots = [
        Posted(number, date(2030, 1, 1), 3, "dibao_review", "鹭洲镇民政办").slot for number in range(AT_ONCE)
    ]
    before = _written()
    for turn in range(round(86_400 / PAGE_S)):
        recorder.started(slots[turn // 3 % AT_ONCE], turn % 3, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(PAGE_S)
        recorder.flush()
    return _written() - before


def _written() -> int:
    os.sync()
    counted = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(counted["write_bytes"])


def question_lines(town: Town, rounds: int) -> Iterator[Line]:
    with closing(sqlite3.connect(town.plain)) as plain, closing(sqlite3.connect(town.record)) as record:
        for name, ours, theirs, aim in _questions(town, record, plain):
            ours(), theirs()  # both from the file cache
            took = [(_ms(ours), _ms(theirs)) for _ in range(rounds)]
            figure = Series(name, "ms", tuple(one for one, _ in took))
            yield Line(figure, Series("plain table", "ms", tuple(two for _, two in took)), aim)


Question = tuple[str, Callable[[], object], Callable[[], object], str]


def _questions(town: Town, record: sqlite3.Connection, plain: sqlite3.Connection) -> Iterator[Question]:
    year = town.middle.year
    start, end = (to_ms(datetime(number, 1, 1, tzinfo=ZONE)) for number in (year, year + 1))
    scan = (
        "SELECT {} count(*), sum(end_ms - start_ms) FROM display NOT INDEXED "
        "WHERE start_ms >= ? AND start_ms < ? AND result = 1 {}"
    )
    yield (
        f"displays and hours of {year}",
        lambda: _summed(record, year),
        lambda: plain.execute(scan.format("", ""), (start, end)).fetchall(),
        "0.001x",
    )
    by_notice = scan.format("sign, notice,", "GROUP BY sign, notice")
    yield (
        f"count of {year}, printed",
        lambda: _printed(town, year),
        lambda: plain.execute(by_notice, (start, end)).fetchall(),
        "50 ms",
    )
    number = plain.execute("SELECT notice FROM display WHERE start_ms >= ? LIMIT 1", (start,)).fetchone()[0]
    yield (
        "every display of one notice",
        lambda: list(displays(town.database, notice=f"N{number:06d}")),
        lambda: plain.execute(
            "SELECT * FROM display WHERE notice = ? ORDER BY start_ms", (number,)
        ).fetchall(),
        "10 ms more",
    )
    at = start + 9 * 3_600_000
    there = "SELECT * FROM display WHERE sign = 0 AND start_ms <= ? ORDER BY start_ms DESC LIMIT 1"
    yield (
        "what stood at an instant",
        lambda: standing_at(town.database, town.shape.names[0], from_ms(at)),
        lambda: plain.execute(there, (at,)).fetchall(),
        "",
    )


def _summed(record: sqlite3.Connection, year: int) -> object:
    """What a year adds up to, asked of the roll-up in plain SQL."""
    sums = "SELECT sum(acked), sum(on_air_ms) FROM rollup WHERE day BETWEEN ? AND ? AND practice = 0"
    return record.execute(sums, (f"{year}-01-01", f"{year}-12-31")).fetchall()


def _printed(town: Town, year: int) -> str:
    """The count of a year as a person or a program gets it."""
    count = period_count(town.database, periods.year(year), as_of=date(year, 12, 31), zone=ZONE)
    items = [(item.id, item.title, item.category, item.office, item.displays) for item in count.counted]
    return f"{len(items)} {count.displays} {count.on_air_ms} {count.by_sign} {items}"


def _ms(call: Callable[[], object]) -> float:
    before = perf_counter()
    call()
    return (perf_counter() - before) * 1000


def _at_rest(database: Database, file: Path) -> int:
    """Everything in the one file; its size."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.stat().st_size
