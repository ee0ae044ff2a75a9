"""A record changed by hand is found, whatever was changed."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.checking.verify import Head, Verdict, verify
from ledctl.ledger.kinds import Cause
from ledctl.ledger.log import append
from ledctl.ledger.model import EVENT, OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot, pack, unpack

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)


@pytest.fixture
def record(database: Database, zone: ZoneInfo, clock: FrozenClock) -> Database:
    """Three sealed segments, an hour in progress and their events; triggers dropped as a forger would."""
    recorder = Recorder(database, "gate", zone, clock)
    for number in range(12):
        if number in (3, 6, 9):
            recorder.seal(to_ms(clock.now()), "taken_down")
        slot = SLOT if number % 2 else replace(SLOT, notice="n2")
        recorder.started(slot, number % 3, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(8.64)
    recorder.flush(force=True)
    with database.write() as session:
        append(
            session,
            kind="taken_down",
            at=clock.now(),
            actor="zhao",
            cause=Cause.PERSON,
            notice="n1",
            sign="gate",
        )
    for table in ("event", "segment"):
        for verb in ("update", "delete"):
            forge(database, f"DROP TRIGGER {table}_no_{verb}")
    return database


def forge(database: Database, sql: str, *values: object) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql(sql, tuple(values))
        connection.commit()


def tables(verdict: Verdict) -> set[str]:
    return {problem.table for problem in verdict.problems}


def test_untouched_record_is_sound(record: Database) -> None:
    """A record nobody touched verifies, and the verdict says how much was checked."""
    verdict = verify(record)
    assert verdict.ok
    assert (verdict.events, verdict.segments, verdict.displays) == (4, 3, 12)


def test_empty_record_is_sound(database: Database) -> None:
    """A new site has nothing to prove."""
    assert verify(database) == Verdict(0, 0, 0, ())


CHANGES: dict[str, dict[str, object]] = {
    "event": {"at": "2026-05-03T07:20:00.000Z", "practice": 1, "payload": '{"a":1}'},
    "segment": {"body": b"\x00", "header": "{}"},
    "segment_notice": {"practice": 1},
    "rollup": {"practice": 1, "day": "2026-05-04"},
    "open_segment": {"body": b"\x00", "header": "{}"},
}
KEYS = {
    "event": "seq = 2",
    "segment": "id = 2",
    "segment_notice": "segment = 2 AND notice = 'n1'",
    "rollup": "notice = 'n1'",
    "open_segment": "sign = 'gate'",
}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in (EVENT, SEGMENT, SEGMENT_NOTICE, ROLLUP, OPEN_SEGMENT)
        for column in table.c
        # a heartbeat and the name of the sign of an hour in progress are not proven before the seal
        if (table.name, column.name) not in {("open_segment", "heartbeat_ms"), ("open_segment", "sign")}
    ],
)
def test_every_stored_column_is_covered(record: Database, table: str, column: str) -> None:
    """Any column of any row changed by hand is found, and its table is named."""
    numeric = column in {"seq", "id", "segment", "shown", "acked"} or column.endswith("_ms")
    new = CHANGES[table].get(column, 77 if numeric else "forged")
    forge(record, f"UPDATE {table} SET {column} = ? WHERE {KEYS[table]}", new)  # noqa: S608 - names above
    verdict = verify(record)
    assert table in tables(verdict), verdict


@pytest.mark.parametrize(
    ("table", "column"), [("event", "payload"), ("segment", "body"), ("segment", "header")]
)
@pytest.mark.parametrize("value", ["[]", "not json", 7, b"\xff"])
def test_nonsense_is_a_finding_not_a_crash(record: Database, table: str, column: str, value: object) -> None:
    """A value of the wrong shape or type gives a verdict, never a traceback."""
    forge(record, f"UPDATE {table} SET {column} = ? WHERE {KEYS[table]}", value)  # noqa: S608 - names above
    assert table in tables(verify(record))


def test_practice_is_true_or_false(record: Database) -> None:
    """What is stored is checked, not what a type makes of it: 2 is not true."""
    forge(record, "UPDATE event SET practice = 2 WHERE seq = 1")
    assert verify(record).problems[0].key == "1"


def test_first_bad_row_is_named(record: Database) -> None:
    """Of several changed rows the first is named; the rest is still counted."""
    forge(record, "UPDATE event SET actor = 'nobody' WHERE seq IN (2, 3)")
    verdict = verify(record)
    assert [(p.table, p.key) for p in verdict.problems] == [("event", "2")]
    assert verdict.events == 4


@pytest.mark.parametrize("table", ["event", "segment"])
@pytest.mark.parametrize("which", [1, 2])
def test_deleted_rows_are_found(record: Database, table: str, which: int) -> None:
    """A row taken out leaves a gap that is named."""
    key = {"event": "seq", "segment": "id"}[table]
    forge(record, f"DELETE FROM {table} WHERE {key} = ?", which)  # noqa: S608 - names above
    found = verify(record).problems
    assert (table, str(which)) in {(p.table, p.key) for p in found}


def test_cut_off_segments_are_missed(record: Database) -> None:
    """Segments cut off at the end leave their chain whole; the event of the seal tells of them."""
    forge(record, "DELETE FROM segment WHERE id = 3")
    assert ("segment", "3") in {(p.table, p.key) for p in verify(record).problems}


def test_counts_forged_in_all_places_are_found(record: Database) -> None:
    """A display taken out of a body is found, however well the segment's own hash is mended."""
    with record.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT body FROM segment WHERE id = 3").scalar_one()
    body = unpack(stored)
    forge(record, "UPDATE segment SET body = ? WHERE id = 3", pack(body.slots, body.displays[:-1]))
    whats = {(p.table, p.what) for p in verify(record).problems}
    assert ("segment", "its counts are not those of its body") in whats
    assert ("rollup", "is not the sum of the segments") in whats
    assert ("segment_notice", "is not what the segment's body holds") in whats


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("DELETE FROM rollup WHERE notice = 'n1'", "rollup"),
        ("INSERT INTO rollup VALUES ('gate', 'n9', '2026-05-03', 0, 1, 1, 1)", "rollup"),
        ("DELETE FROM segment_notice WHERE segment = 2", "segment_notice"),
        ("INSERT INTO segment_notice VALUES (99, 'n9', 0, 1, 1, 1, 1, 1)", "segment_notice"),
        ("UPDATE event SET prev = 'forged' WHERE seq = 3", "event"),
    ],
)
def test_derived_rows_are_exactly_what_the_facts_say(record: Database, sql: str, table: str) -> None:
    """No derived row may be missing, and none may be added."""
    forge(record, sql)
    assert table in tables(verify(record))


def test_hashes_held_outside_show_a_cut_end_and_a_new_chain(record: Database) -> None:
    """What no chain can show is told by hashes kept elsewhere: a cut end, rows written anew."""
    heads = verify(record).heads
    assert verify(record, heads=heads).ok
    assert verify(record, heads=heads, quick=True).ok
    forged = [Head("event", 2, "f" * 64)]
    assert [(p.table, p.key, p.code) for p in verify(record, heads=forged).problems] == [
        ("event", "2", "chain_rewritten")
    ]
    forge(record, "DELETE FROM event WHERE seq = 4")
    assert verify(record).ok, "the end is cut off, and the rest of the chain is whole"
    assert [(p.table, p.key, p.code) for p in verify(record, heads=heads).problems] == [
        ("event", "4", "chain_cut")
    ]


def test_quick_unpacks_nothing_and_says_so(record: Database) -> None:
    """Quickly, hashes are checked and counts are not; the verdict tells which it was."""
    forge(record, "UPDATE rollup SET shown = 77")
    quick = verify(record, quick=True)
    assert (quick.ok, quick.deep, quick.displays) == (True, False, 0)
    assert not verify(record).ok
    forge(record, "UPDATE segment SET body = x'00' WHERE id = 2")
    assert [(p.table, p.key) for p in verify(record, quick=True).problems] == [("segment", "2")]


def test_every_problem_has_a_code_and_a_chinese_sentence(record: Database) -> None:
    """Whoever reads the verdict reads it in Chinese; machines read a code that stays."""
    forge(record, "UPDATE event SET actor = 'nobody' WHERE seq = 2")
    (found,) = verify(record).as_dict()["problems"]
    assert (found["code"], found["zh"]) == ("row_changed", "被改动过：校验值与内容不符。")
