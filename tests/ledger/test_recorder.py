"""The recorder: what a publisher's worker says, and what is then on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from ledctl.clock import FrozenClock, from_ms, to_ms
from ledctl.db import Database
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.history import displays
from ledctl.ledger.kinds import Cause
from ledctl.ledger.log import append, events
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.ledger.recorder import FULL, HOUR_MS, LONGEST_MS, Recorder, is_due
from ledctl.ledger.segments import Result, Slot

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)
OTHER = replace(SLOT, notice="n2", order="o2")


def page(recorder: Recorder, clock: FrozenClock, slot: Slot = SLOT, number: int = 0, s: float = 8.64) -> None:
    """A page goes up and stands for ``s`` seconds."""
    recorder.started(slot, number, to_ms(clock.now()), 40, Result.ACKED)
    clock.advance(s)


def stop(recorder: Recorder, clock: FrozenClock) -> None:
    now = to_ms(clock.now())
    recorder.ended(now)
    recorder.seal(now, "stop")


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def test_pages_are_sealed_with_everything_derived(
    database: Database, recorder: Recorder, clock: FrozenClock
) -> None:
    """A seal writes the segment, its notices, the roll-up and its event together, and all agree."""
    for number in range(3):
        page(recorder, clock, SLOT, number)
    page(recorder, clock, OTHER)
    stop(recorder, clock)
    assert rows(database, "SELECT sign, shown, acked, on_air_ms FROM segment") == [("gate", 4, 4, 34_560)]
    assert rows(database, "SELECT notice, shown, on_air_ms FROM segment_notice") == [
        ("n1", 3, 25_920),
        ("n2", 1, 8640),
    ]
    assert rows(database, "SELECT notice, day, practice, shown FROM rollup") == [
        ("n1", "2026-05-03", 0, 3),
        ("n2", "2026-05-03", 0, 1),
    ]
    with database.read() as session:
        (event,) = events(session, kind="segment_sealed")
    assert (event.sign, event.facts["segment"], event.facts["why"]) == ("gate", 1, "stop")
    assert rows(database, "SELECT hash FROM segment") == [(event.facts["hash"],)]
    assert verify(database).ok


def test_nothing_shown_seals_nothing(database: Database, recorder: Recorder, clock: FrozenClock) -> None:
    """A dark sign has no segments."""
    assert not recorder.flush(force=True)
    stop(recorder, clock)
    assert rows(database, "SELECT count(*) FROM segment") == [(0,)]


@pytest.mark.parametrize("statement", ["UPDATE segment SET shown = 9", "DELETE FROM segment"])
def test_database_refuses_a_changed_segment(
    database: Database, recorder: Recorder, clock: FrozenClock, statement: str
) -> None:
    """The database itself refuses UPDATE and DELETE on segments, whoever asks."""
    page(recorder, clock)
    stop(recorder, clock)
    with database.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.exec_driver_sql(statement)


@pytest.mark.usefixtures("each_hour")
def test_hour_edge_splits_and_counts_once(database: Database, recorder: Recorder, clock: FrozenClock) -> None:
    """A page over a full hour is in both segments, whole in time, and one display."""
    clock.advance(39 * 60 + 55)  # 15:59:55 in Shanghai
    page(recorder, clock, s=8)
    stop(recorder, clock)
    hour = to_ms(datetime(2026, 5, 3, 8, tzinfo=UTC))
    assert rows(database, "SELECT from_ms, to_ms, shown, on_air_ms FROM segment") == [
        (hour - 5000, hour, 1, 5000),
        (hour, hour + 3000, 0, 3000),
    ]
    assert [shown.continued for shown in displays(database)] == [False, True]
    assert verify(database).ok


@pytest.mark.usefixtures("each_hour")
def test_a_full_hour_is_one_commit_and_leaves_the_next_on_disk(
    database: Database, zone: ZoneInfo, recorder: Recorder, clock: FrozenClock
) -> None:
    """A thousand signs seal at once: what goes on is written with the seal, and a power cut finds it."""
    clock.advance(39 * 60 + 55)  # 15:59:55 in Shanghai
    recorder.started(SLOT, 0, to_ms(clock.now()), 40, Result.ACKED)
    assert recorder.flush()
    clock.advance(6)
    assert not recorder.flush(), "it sealed, and nothing is due beside that"
    hour = to_ms(datetime(2026, 5, 3, 8, tzinfo=UTC))
    assert rows(database, "SELECT from_ms, heartbeat_ms, shown FROM open_segment") == [(hour, hour, 0)]
    clock.advance(59)
    assert not recorder.flush()
    clock.advance(1)
    assert recorder.flush(), "the minute counts from the seal"
    assert Recorder(database, "gate", zone, clock).recover(clock.now()) is not None
    assert [(shown.start_ms, shown.end_ms) for shown in displays(database)] == [
        (hour - 5000, hour),
        (hour, hour + 61_000),
    ]
    assert verify(database).ok


def test_no_segment_is_longer_than_half_a_day(
    database: Database, recorder: Recorder, clock: FrozenClock
) -> None:
    """A page that stood for two days without a word is still sealed at a full hour, every twelve hours."""
    page(recorder, clock, s=48 * 3600)
    recorder.seal(to_ms(clock.now()), "stop")
    assert rows(database, "SELECT count(*), sum(shown), sum(on_air_ms) FROM segment") == [
        (5, 1, 48 * 3_600_000)
    ]
    assert rows(database, "SELECT max(to_ms - from_ms) FROM segment") == [(LONGEST_MS,)]
    assert verify(database).ok


def test_a_segment_is_sealed_when_it_is_worth_its_row(
    database: Database, recorder: Recorder, clock: FrozenClock
) -> None:
    """R32: at a full hour with 800 displays or more; a sign that turns slowly fills its segments, too."""
    clock.advance(40 * 60)  # 16:00 in Shanghai
    for number in range(5 * 600):  # six seconds a page: five hours
        page(recorder, clock, SLOT, number % 3, s=6)
    stop(recorder, clock)
    assert rows(database, "SELECT shown, (to_ms - from_ms) / 3600000 FROM segment") == [
        (1200, 2),
        (1200, 2),
        (600, 1),
    ]
    assert verify(database).ok


@given(st.integers(0, 3 * FULL), st.integers(0, 10**10), st.integers(1, 40))
def test_every_segment_is_sealed_within_half_a_day(displays: int, start: int, hours: int) -> None:
    """Whatever a sign does, one of the full hours within twelve hours of the beginning is due."""
    edges = [(start // HOUR_MS + 1 + hour) * HOUR_MS for hour in range(hours)]
    due = [edge for edge in edges if is_due(displays, start, edge)]
    assert (due[0] if due else edges[-1]) - start <= LONGEST_MS
    assert displays < FULL or due == edges


@pytest.mark.usefixtures("each_hour")
def test_a_page_standing_for_hours_is_one_display(
    database: Database, recorder: Recorder, clock: FrozenClock
) -> None:
    """A still page seen only by flushes is sealed hour by hour and counted once."""
    recorder.started(SLOT, 0, to_ms(clock.now()), 40, Result.ACKED)
    for _ in range(300):
        clock.advance(60)
        recorder.flush()
    stop(recorder, clock)
    assert rows(database, "SELECT count(*), sum(shown), sum(on_air_ms) FROM segment") == [
        (6, 1, 300 * 60_000)
    ]


@pytest.mark.parametrize("missing", ["database row", "memory"])
def test_power_cut_leaves_a_lower_bound_and_a_named_gap(
    database: Database, zone: ZoneInfo, recorder: Recorder, clock: FrozenClock, missing: str
) -> None:
    """What was flushed survives a killed publisher, up to the heartbeat; the gap is an event."""
    page(recorder, clock)
    page(recorder, clock, OTHER, s=3.0)
    assert recorder.flush()
    if missing == "memory":  # these pages were never on disk and are not claimed
        page(recorder, clock, s=20)
        assert not recorder.flush()
    clock.advance(3600 if missing == "memory" else 7)
    heartbeat = to_ms(datetime(2026, 5, 3, 7, 20, 11, 640_000, tzinfo=UTC))
    event = Recorder(database, "gate", zone, clock).recover(clock.now())
    assert event is not None
    assert (event.kind, event.sign, event.cause) == ("unclean_stop", "gate", Cause.START)
    assert event.facts["heartbeat_ms"] == heartbeat
    assert event.facts["gap_ms"] == to_ms(clock.now()) - heartbeat
    assert [(s.slot.notice, s.end_ms) for s in displays(database)] == [
        ("n1", heartbeat - 3000),
        ("n2", heartbeat),
    ]
    assert rows(database, "SELECT count(*) FROM open_segment") == [(0,)]
    assert verify(database).ok


def test_orderly_stop_leaves_nothing_to_recover(
    database: Database, zone: ZoneInfo, recorder: Recorder, clock: FrozenClock
) -> None:
    """After an orderly stop there is no gap, and so no event that claims one."""
    page(recorder, clock)
    recorder.flush()
    stop(recorder, clock)
    assert Recorder(database, "gate", zone, clock).recover(clock.now()) is None


def test_unreadable_left_over_is_named_not_fatal(
    database: Database, recorder: Recorder, clock: FrozenClock
) -> None:
    """R31: one bad record does not stop the publisher; the event keeps its digest."""
    row = {"sign": "gate", "from_ms": 1, "heartbeat_ms": to_ms(clock.now()) + 5, "header": "{}"}
    with database.write() as session:
        session.connection().execute(
            insert(OPEN_SEGMENT), row | {"body": b"not deflated", "shown": 1, "acked": 1}
        )
    event = recorder.recover(clock.now())
    assert event is not None
    assert "cannot be inflated" in event.facts["unreadable"]
    assert (event.facts["gap_ms"], len(event.facts["body_sha256"])) == (0, 64)
    assert verify(database).ok


def test_flush_is_due_at_once_and_then_each_minute(recorder: Recorder, clock: FrozenClock) -> None:
    """The first page of a segment goes to disk at once, later ones each flush_s, by passing time only."""
    page(recorder, clock, s=1)
    assert [recorder.flush(), recorder.flush()] == [True, False]
    clock.advance(59)
    assert not recorder.flush()
    clock.advance(1)
    assert recorder.flush()
    assert recorder.flush(force=True)


@pytest.mark.parametrize("step", [-3600.0, -30.0, 30.0, 86_400.0 * 365])
def test_clock_step_adds_no_time_on_air(
    database: Database, recorder: Recorder, clock: FrozenClock, step: float
) -> None:
    """R15: a jump of the wall clock ends the segment; only time that passed is on air."""
    page(recorder, clock, s=4)
    clock.step(step)
    clock.advance(2)
    recorder.flush()
    clock.advance(3)
    stop(recorder, clock)
    found = rows(database, "SELECT shown, on_air_ms, header FROM segment ORDER BY id")
    assert sum(shown for shown, _, _ in found) == 1
    assert sum(on_air for _, on_air, _ in found) == 9000
    assert "clock_step" in found[0][2]
    assert verify(database).ok


def test_slow_drift_is_not_a_step(database: Database, recorder: Recorder, clock: FrozenClock) -> None:
    """A clock that is being steered back by fractions of a second does not break the record up."""
    for _ in range(50):
        page(recorder, clock, s=5)
        clock.step(-0.2)
    stop(recorder, clock)
    assert rows(database, "SELECT shown FROM segment") == [(50,)]


def test_seal_in_the_callers_transaction(database: Database, recorder: Recorder, clock: FrozenClock) -> None:
    """R12: a take-down and the seal it causes are one transaction; if it fails nothing is forgotten."""
    page(recorder, clock)
    now = to_ms(clock.now())
    recorder.ended(now)

    def take_down(session: Session, *, fail: bool) -> None:
        append(
            session,
            kind="taken_down",
            at=clock.now(),
            actor="zhao",
            cause=Cause.PERSON,
            notice="n1",
            sign="gate",
        )
        recorder.seal(now, "taken_down", session)
        recorder.seal(now, "taken_down", session)  # a second notice leaves in the same transaction
        if fail:
            raise KeyError

    def try_in_vain() -> None:
        with database.write() as session:
            take_down(session, fail=True)

    with pytest.raises(KeyError):
        try_in_vain()
    assert rows(database, "SELECT count(*) FROM event") == [(0,)]
    with database.write() as session:
        take_down(session, fail=False)
    recorder.seal(now, "stop")  # nothing is left to seal
    assert rows(database, "SELECT kind FROM event ORDER BY seq") == [("taken_down",), ("segment_sealed",)]
    assert rows(database, "SELECT shown FROM segment") == [(1,)]


def test_new_year_in_the_sites_zone(database: Database, zone: ZoneInfo) -> None:
    """R16: the year ends at local midnight; the page over it counts in the old year."""
    clock = FrozenClock(datetime(2026, 12, 31, 15, 59, 50, tzinfo=UTC))
    recorder = Recorder(database, "gate", zone, clock)
    for _ in range(3):
        page(recorder, clock, s=8)
    stop(recorder, clock)
    assert rows(database, "SELECT day, shown, on_air_ms FROM rollup ORDER BY day") == [
        ("2026-12-31", 2, 10_000),
        ("2027-01-01", 1, 14_000),
    ]
    assert verify(database).ok


steps = st.lists(
    st.tuples(
        st.sampled_from(["page", "other", "dark", "flush", "seal", "crash", "step"]),
        st.integers(0, 5_000_000),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_course_of_events_verifies(
    database: Database, zone: ZoneInfo, steps: list[tuple[str, int]]
) -> None:
    """Pages, darkness, seals, power cuts and clock jumps in any order leave a record that verifies."""
    clock = FrozenClock(from_ms(1_777_788_000_000))
    recorder = Recorder(database, "gate", zone, clock)
    for what, ms in steps:
        now = to_ms(clock.now())
        match what:
            case "page" | "other":
                recorder.started(SLOT if what == "page" else OTHER, 0, now, 9, Result(ms % 2))
            case "dark":
                recorder.ended(now)
            case "flush":
                recorder.flush(force=True)
            case "seal":
                recorder.seal(now, "taken_down")
            case "crash":
                recorder = Recorder(database, "gate", zone, clock)
                recorder.recover(clock.now())
            case _:
                clock.step(ms / 1000 - 2500)
        clock.advance(ms / 1000)
    stop(recorder, clock)
    verdict = verify(database)
    assert verdict.ok, verdict.problems
