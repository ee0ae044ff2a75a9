"""Reading the record page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.history import displays, last_shown, standing_at
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)
START = datetime(2026, 5, 3, 7, 20, tzinfo=UTC)
PAGES = 200  # a minute each: three hours sealed, the fourth in progress


@pytest.fixture
def filled(database: Database, zone: ZoneInfo, clock: FrozenClock, each_hour: None) -> Database:
    """Two signs, two notices in turn, a page a minute; the last page still stands."""
    gate, hall = (Recorder(database, sign, zone, clock, flush_s=1200) for sign in ("gate", "hall"))
    for number in range(PAGES):
        slot = SLOT if number % 2 else replace(SLOT, notice="n2")
        for recorder in (gate, hall):
            recorder.started(slot, number % 3, to_ms(clock.now()), 40, Result.ACKED)
            recorder.flush(force=number == PAGES - 1)
        clock.advance(60)
    gate.ended(to_ms(clock.now()))
    gate.flush(force=True)
    return database


def starts(minutes: range) -> list[int]:
    return [to_ms(START + timedelta(minutes=minute)) for minute in minutes]


def test_every_page_of_one_sign_in_order(filled: Database) -> None:
    """R35: the history holds every page, sealed and in progress, oldest or newest first."""
    shown = [s for s in displays(filled, sign="gate") if not s.continued]
    assert [s.start_ms for s in shown] == starts(range(PAGES))
    assert (shown[0].segment, shown[-1].segment) == (1, None)
    newest = [s.start_ms for s in displays(filled, sign="gate", newest=True) if not s.continued]
    assert newest == starts(range(PAGES))[::-1]


def test_signs_are_merged_by_time(filled: Database) -> None:
    """Without a sign the history of all signs is one, in the order of time."""
    both = [(s.start_ms, s.sign) for s in displays(filled) if not s.continued]
    assert [start for start, _ in both] == sorted(starts(range(PAGES)) * 2)
    assert {sign for _, sign in both} == {"gate", "hall"}
    assert len(list(displays(filled, limit=7))) == 7


@pytest.mark.parametrize(("first", "last"), [(0, 10), (55, 130), (150, 200), (199, 200), (60, 60)])
def test_any_range_is_half_open(filled: Database, first: int, last: int) -> None:
    """R16, R35: any range may be asked for, including the hour in progress; both edges are exact."""
    since, until = (START + timedelta(minutes=minute) for minute in (first, last))
    found = displays(filled, sign="gate", since=since, until=until)
    assert [s.start_ms for s in found if not s.continued] == starts(range(first, last))


@pytest.mark.parametrize("newest", [False, True])
def test_one_notice(filled: Database, newest: bool) -> None:
    """The history of a notice is its pages only."""
    shown = [s for s in displays(filled, sign="hall", notice="n1", newest=newest) if not s.continued]
    assert sorted(s.start_ms for s in shown) == starts(range(1, PAGES, 2))
    assert {s.slot for s in shown} == {SLOT}


@pytest.mark.parametrize("minute", [0, 39, 40, 75, PAGES - 1])
def test_what_stood_at(filled: Database, minute: int) -> None:
    """An auditor's question, "what stood at 15:20": the page, its notice and its approver."""
    for offset in (0.0, 59.999):
        shown = standing_at(filled, "gate", START + timedelta(minutes=minute, seconds=offset))
        assert shown is not None
        assert (shown.page, shown.slot.approver) == (minute % 3, "zhao")


@pytest.mark.parametrize(
    "instant",
    [START - timedelta(milliseconds=1), START + timedelta(minutes=PAGES), START + timedelta(days=9)],
)
def test_dark_is_none(filled: Database, instant: datetime) -> None:
    """Before the first page and after the last nothing stood."""
    assert standing_at(filled, "gate", instant) is None


def test_a_standing_page_is_known_to_the_last_heartbeat(filled: Database) -> None:
    """The record claims a page that still stands only as far as the publisher was heard of."""
    shown = last_shown(filled, sign="hall")
    assert shown is not None
    assert (shown.end_ms, shown.known_ms) == (None, shown.start_ms)
    assert standing_at(filled, "hall", START + timedelta(minutes=PAGES - 1)) == shown
    assert standing_at(filled, "hall", START + timedelta(minutes=PAGES)) is None


def test_last_shown(filled: Database) -> None:
    """The newest display of a notice, and none for a notice that never stood."""
    shown = last_shown(filled, sign="gate", notice="n2")
    assert shown is not None
    assert [shown.start_ms] == starts(range(PAGES - 2, PAGES - 1))
    assert last_shown(filled, notice="n9") is None


@pytest.mark.parametrize("newest", [False, True])
def test_sealing_while_reading_neither_hides_nor_repeats(
    database: Database, zone: ZoneInfo, clock: FrozenClock, newest: bool
) -> None:
    """A reader that is half way when the hour is sealed still sees every display exactly once."""
    recorder = Recorder(database, "gate", zone, clock)
    for _ in range(60):
        recorder.started(SLOT, 0, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(8)
        recorder.seal(to_ms(clock.now()), "taken_down")
    clock.advance(8)
    recorder.started(SLOT, 1, to_ms(clock.now()), 40, Result.ACKED)
    recorder.flush(force=True)
    reading = displays(database, newest=newest)
    found = [next(reading)]
    clock.advance(8)
    recorder.seal(to_ms(clock.now()), "taken_down")
    found += reading
    assert sum(not s.continued for s in found) == 61
    assert sum(s.page for s in found if not s.continued) == 1
