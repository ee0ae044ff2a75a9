"""The generated town: the same displays on record and in a plain table, sealed as a recorder would."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest

from benchmarks.plain import PlainTable, verify_chained
from benchmarks.town import ZONE, Posted, Shape, build
from ledctl.clock import FrozenClock, from_ms
from ledctl.db import Database, open_database, upgrade
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.history import displays
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Display
from ledctl.reports.year import year_count

SMALL = Shape(signs=2, years=10, lit_ms=864_000, every=3)
"""Ten years, over nine of their ends; every third day for a quarter of an hour: some 240,000 displays."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Path, Path, int]]:
    """A town of ten years, small by its hours; beside it the plain table of the same displays."""
    folder = tmp_path_factory.mktemp("town")
    database = open_database(f"sqlite:///{folder / 'record.db'}")
    upgrade(database)
    beside = PlainTable(folder / "plain.db", folder / "chain.db", SMALL.names)
    count = build(database, SMALL, beside.keep)
    beside.finish()
    yield database, folder / "plain.db", folder / "chain.db", count
    database.close()


def test_the_plain_table_holds_the_very_displays(town: tuple[Database, Path, Path, int]) -> None:
    """What the record tells page by page is what was handed to the other side, none more, none less."""
    database, plain, chain, count = town
    with closing(sqlite3.connect(plain)) as connection:
        rows = connection.execute("SELECT sign, start_ms, end_ms, page, result FROM display").fetchall()
    told = [
        (SMALL.names.index(one.sign), one.start_ms, one.end_ms, one.page, one.result)
        for one in displays(database)
    ]
    assert sorted(told) == sorted(rows)
    assert len(rows) == count == verify_chained(chain)


def test_ten_years_are_counted_as_sql_counts_them(town: tuple[Database, Path, Path, int]) -> None:
    """Items, displays and time on air of every year: the roll-up agrees with plain SQL over all displays."""
    database, plain, _, _ = town
    first = "SELECT notice, min(start_ms) AS first FROM display WHERE result = 1 GROUP BY notice"
    with closing(sqlite3.connect(plain)) as connection:
        for year in range(2016, 2026):
            start, end = (
                round(datetime(one, 1, 1, tzinfo=ZONE).timestamp() * 1000) for one in (year, year + 1)
            )
            (shown, on_air) = connection.execute(
                "SELECT count(*), sum(end_ms - start_ms) FROM display "
                "WHERE result = 1 AND start_ms >= ? AND start_ms < ?",
                (start, end),
            ).fetchone()
            query = f"SELECT count(*) FROM ({first}) WHERE first >= ? AND first < ?"  # noqa: S608 - our own words
            (items,) = connection.execute(query, (start, end)).fetchone()
            count = year_count(database, year, zone=ZONE, as_of=date(year, 12, 31))
            assert (count.items, count.displays, count.on_air_ms) == (items, shown, on_air)
            assert sum(line.displays for line in count.by_category) == shown


def test_a_generated_record_holds(town: tuple[Database, Path, Path, int]) -> None:
    """What a benchmark measures is a record that passes its own verification."""
    database, _, _, count = town
    verdict = verify(database)
    assert verdict.ok
    assert verdict.displays == count


def test_it_is_sealed_where_the_recorder_seals(tmp_path: Path) -> None:
    """Driving a real recorder with the same pages gives the same segments."""
    shape = Shape(signs=1, years=1, lit_from=time(1, 30), lit_ms=5 * 3_600_000)
    kept: list[tuple[Posted, Display]] = []
    ours, theirs = (open_database(f"sqlite:///{tmp_path / name}.db") for name in ("ours", "theirs"))
    with closing(ours), closing(theirs):
        for database in (ours, theirs):
            upgrade(database)
        build(ours, shape, lambda _, posted, row: kept.append((posted, row)), days=2)
        clock = FrozenClock(from_ms(kept[0][1].start_ms))
        recorder = Recorder(theirs, "gate1", ZONE, clock)
        for number, (posted, row) in enumerate(kept):
            clock.advance((from_ms(row.start_ms) - clock.now()).total_seconds())
            if number and row.start_ms != kept[number - 1][1].end_ms:
                recorder.ended(kept[number - 1][1].end_ms or 0)
                recorder.seal(kept[number - 1][1].end_ms or 0, "stop")
            recorder.started(posted.slot, row.page, row.start_ms, row.ack_ms, row.result)
        recorder.ended(kept[-1][1].end_ms or 0)
        recorder.seal(kept[-1][1].end_ms or 0, "stop")
        spans = [
            [
                tuple(row)
                for row in database.engine.connect().exec_driver_sql("SELECT from_ms, shown FROM segment")
            ]
            for database in (ours, theirs)
        ]
    assert spans[0] == spans[1]
    assert len(spans[0]) > 4


def test_the_town_follows_from_its_seed(tmp_path: Path) -> None:
    """Two runs of one seed write the same record to the last hash; another seed writes another."""
    heads = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        with closing(open_database(f"sqlite:///{tmp_path / name}.db")) as database:
            upgrade(database)
            build(database, Shape(signs=1, years=1, lit_ms=60_000, seed=seed), days=5)
            with database.engine.connect() as connection:
                heads.append(connection.exec_driver_sql("SELECT hash FROM segment ORDER BY id DESC").scalar())
    assert heads[0] == heads[1] != heads[2]


def test_a_changed_row_breaks_the_plain_chain(tmp_path: Path) -> None:
    """The chain of rows that stands beside ours in the benchmark is a real one."""
    beside = PlainTable(tmp_path / "plain.db", tmp_path / "chain.db", ["gate1"])
    for number in range(50):
        beside.keep(
            "gate1",
            Posted(1, date(2026, 1, 1), 4, "dibao_review", "镇"),
            Display(0, 1, number, number + 1, 9, 1),
        )
    beside.finish()
    with closing(sqlite3.connect(tmp_path / "chain.db")) as connection, connection:
        connection.execute("UPDATE chained SET page = 2 WHERE id = 40")
    with pytest.raises(ValueError, match="row 40"):
        verify_chained(tmp_path / "chain.db")
