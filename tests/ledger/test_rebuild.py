"""Sums made anew from the segments: right afterwards, told of, and right beside a publisher."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.ledger.checking import rebuild as rebuilding
from ledctl.ledger.checking.rebuild import Rebuilt, rebuild
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)


@pytest.fixture
def book(database: Database, zone: ZoneInfo, clock: FrozenClock) -> Database:
    """Four sealed segments of two notices, one of which a sign only took without a word."""
    show(Recorder(database, "gate", zone, clock), clock, 4)
    return database


def show(recorder: Recorder, clock: FrozenClock, segments: int) -> None:
    for number in range(segments * 3):
        slot = SLOT if number % 2 else replace(SLOT, notice="n2", proof=0)
        recorder.started(slot, number % 3, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(8.64)
        if number % 3 == 2:
            recorder.seal(to_ms(clock.now()), "taken_down")


DERIVED = ("segment_notice", "rollup", "sent_only")


def forge(database: Database, sql: str) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql(sql)
        connection.commit()


def again(database: Database, clock: FrozenClock) -> Rebuilt:
    return rebuild(database, at=clock.now(), actor="admin", via="cli")


def dump(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        tables = [f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4" for name in DERIVED]  # noqa: S608
        return [tuple(row) for sql in tables for row in connection.exec_driver_sql(sql)]


def test_nothing_wrong_changes_nothing(book: Database, clock: FrozenClock) -> None:
    """Where the sums are those of the segments, no row and no event is written."""
    before = dump(book)
    assert again(book, clock) == Rebuilt(0, 0)
    assert dump(book) == before
    with book.read() as session:
        assert not events(session, kind="rebuilt")


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("DELETE FROM sent_only", (0, 0, 1)),
        ("UPDATE sent_only SET on_air_ms = 1", (0, 0, 1)),
        ("INSERT INTO sent_only VALUES ('gate', 'n1', '2026-05-03', 0, 1, 1)", (0, 0, 1)),
        ("DELETE FROM rollup WHERE notice = 'n1'", (0, 1)),
        ("INSERT INTO rollup VALUES ('gate', 'n9', '2026-05-03', 0, 1, 1, 1)", (0, 1)),
        ("UPDATE rollup SET shown = 'many'", (0, 2)),
        ("UPDATE rollup SET practice = 2 WHERE notice = 'n1'", (0, 2)),
        ("DELETE FROM segment_notice WHERE segment = 2", (2, 0)),
        ("INSERT INTO segment_notice VALUES (3, 'n9', 0, 1, 1, 1, 1, 1)", (1, 0)),
        ("UPDATE segment_notice SET shown = 77 WHERE segment = 4 AND notice = 'n1'", (1, 0)),
        ("INSERT INTO segment_notice VALUES (99, 'n9', 0, 1, 1, 1, 1, 1)", (1, 0)),
        ("INSERT INTO segment_notice VALUES (0, 'n9', 0, 1, 1, 1, 1, 1)", (1, 0)),
    ],
)
def test_what_was_changed_is_put_right(
    book: Database, clock: FrozenClock, sql: str, rows: tuple[int, ...]
) -> None:
    """Whatever is wrong in derived rows is as before afterwards, and an event says how many rows it was."""
    before = dump(book)
    forge(book, sql)
    assert again(book, clock) == Rebuilt(*rows)
    assert dump(book) == before
    assert verify(book).ok
    assert again(book, clock) == Rebuilt(0, 0)
    with book.read() as session:
        (told,) = events(session, kind="rebuilt")
    found = dict(zip(("segment_notice", "rollup", "sent_only"), (*rows, 0), strict=False))
    assert (told.actor, told.facts) == ("admin", found)


@pytest.mark.parametrize(
    "sql", ["UPDATE segment SET shown = 99 WHERE id = 2", "UPDATE segment SET body = x'00'"]
)
def test_sums_of_a_forged_segment_are_not_made(book: Database, clock: FrozenClock, sql: str) -> None:
    """A segment that does not hold stops it, and nothing is changed: the sums would hide the forgery."""
    forge(book, "DROP TRIGGER segment_no_update")
    forge(book, "DELETE FROM rollup")
    forge(book, sql)
    with pytest.raises(Refused, match="verify"):
        again(book, clock)
    with book.engine.connect() as connection:
        assert not [*connection.exec_driver_sql("SELECT * FROM rollup")]


def test_an_hour_sealed_meanwhile_counts(
    book: Database, zone: ZoneInfo, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a publisher seals between the look and the writing is in the sums, once."""
    forge(book, "UPDATE rollup SET shown = 1 WHERE notice = 'n1'")
    forge(book, "INSERT INTO segment_notice VALUES (5, 'n9', 0, 1, 1, 1, 1, 1)")
    look = rebuilding._look

    def interrupted(database: Database) -> object:
        found = look(database)
        show(Recorder(database, "gate", zone, clock), clock, 2)
        return found

    monkeypatch.setattr(rebuilding, "_look", interrupted)
    assert again(book, clock) == Rebuilt(1, 1)
    assert verify(book).ok
