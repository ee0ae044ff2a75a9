"""Hours in progress on their way to the disk together: nothing sealed comes back, nothing waits for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.scribe import Scribe
from ledctl.ledger.segments import Result, Slot

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)


@pytest.fixture
def scribe(database: Database, recorder: Recorder) -> Scribe:
    recorder.scribe = Scribe(database)
    return recorder.scribe


def turn(recorder: Recorder, clock: FrozenClock, page: int = 0, seconds: float = 61.0) -> None:
    recorder.started(SLOT, page, to_ms(clock.now()), 40, Result.ACKED)
    recorder.flush()
    clock.advance(seconds)


def on_disk(database: Database) -> list[tuple[str, int]]:
    with database.engine.connect() as connection:
        rows = connection.execute(OPEN_SEGMENT.select().order_by(OPEN_SEGMENT.c.sign)).all()
    return [(row.sign, row.shown) for row in rows]


def test_an_hour_begins_on_disk_at_once_and_goes_on_by_the_scribe(
    database: Database, recorder: Recorder, clock: FrozenClock, scribe: Scribe
) -> None:
    """A power cut never finds no trace of an hour (R32); what is newer waits for the scribe."""
    turn(recorder, clock)
    assert on_disk(database) == [("gate", 1)]
    turn(recorder, clock)
    assert on_disk(database) == [("gate", 1)]
    scribe.write()
    assert on_disk(database) == [("gate", 2)]


def test_many_signs_are_one_commit(database: Database, scribe: Scribe) -> None:
    """However many rows have come in."""
    begun: list[object] = []
    event.listen(database.engine, "begin", begun.append)
    for number in range(100):
        scribe.hand_in(row(f"s{number:03d}", 1))
    scribe.hand_in(row("s000", 2))
    scribe.write()
    scribe.write()
    assert len(begun) == 1
    assert on_disk(database) == [("s000", 2), *((f"s{number:03d}", 1) for number in range(1, 100))]


def row(sign: str, shown: int) -> dict[str, object]:
    return {
        "sign": sign,
        "from_ms": 0,
        "heartbeat_ms": 0,
        "header": "{}",
        "body": b"",
        "shown": shown,
        "acked": 0,
    }


def test_what_was_sealed_does_not_come_back(
    database: Database, recorder: Recorder, clock: FrozenClock, scribe: Scribe
) -> None:
    """A row handed in before a seal is of an hour that is over: it would be counted twice after a crash."""
    turn(recorder, clock)
    turn(recorder, clock)
    recorder.ended(to_ms(clock.now()))
    recorder.seal(to_ms(clock.now()), "stop")
    scribe.write()
    assert on_disk(database) == []
    assert verify(database).ok


def test_a_row_taken_back_while_the_scribe_waits_is_not_written(database: Database, scribe: Scribe) -> None:
    """Rows are collected within the transaction: a seal that came first has taken its own back."""
    scribe.hand_in(row("gate", 1))
    write = database.write

    def after_a_seal() -> object:
        assert scribe.take_back("gate")
        return write()

    database.write = after_a_seal  # type: ignore[method-assign, assignment] # the moment between asking and beginning
    scribe.write()
    assert on_disk(database) == []


def test_a_newer_row_that_comes_in_meanwhile_waits_for_the_next_time(
    database: Database, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is on disk is forgotten."""
    scribe.hand_in(row("gate", 1))
    collect = Scribe._collect

    def then_another(self: Scribe) -> object:
        rows = collect(self)
        self.hand_in(row("gate", 2))
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(Scribe, "_collect", then_another)
        scribe.write()
    assert on_disk(database) == [("gate", 1)]
    scribe.write()
    assert on_disk(database) == [("gate", 2)]


def test_a_disk_that_takes_nothing_delays_it(
    database: Database, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R23: what could not be written is there the next time."""
    scribe.hand_in(row("gate", 1))
    with monkeypatch.context() as patch:
        patch.setattr(database, "write", failing)
        with pytest.raises(OSError, match="full"):
            scribe.write()
    assert on_disk(database) == []
    scribe.write()
    assert on_disk(database) == [("gate", 1)]


def failing() -> None:
    raise OSError("the disk is full")


def test_a_seal_that_fails_leaves_the_page_count_due(
    database: Database, recorder: Recorder, clock: FrozenClock, scribe: Scribe
) -> None:
    """The row was taken back for nothing: it is handed in again at the next look, not a minute later."""
    turn(recorder, clock)
    turn(recorder, clock, seconds=1.0)
    with pytest.raises(OSError, match="full"):
        seal_in_vain(database, recorder, clock)
    assert recorder.flush()
    scribe.write()
    assert on_disk(database) == [("gate", 2)]


def seal_in_vain(database: Database, recorder: Recorder, clock: FrozenClock) -> None:
    with database.write() as session:
        recorder.seal(to_ms(clock.now()), "take_down", session)
        failing()


def test_a_slot_is_packed_in_the_order_of_its_fields() -> None:
    """What is written is what was always written."""
    from ledctl.ledger.segments import Display, pack, unpack

    body = pack([SLOT, replace(SLOT, order="o2")], [Display(1, 0, 0, 1000, 40, Result.ACKED)])
    assert unpack(body).slots == (SLOT, replace(SLOT, order="o2"))
