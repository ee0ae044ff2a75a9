"""The year's count, from a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.history import displays
from ledctl.ledger.log import append
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.reports.rules import Rules
from ledctl.reports.year import year_count

ZONE = ZoneInfo("Asia/Shanghai")
SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)


def show(recorder: Recorder, clock: FrozenClock, slot: Slot, pages: int) -> None:
    for number in range(pages):
        recorder.started(slot, number % 3, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(10)
    recorder.ended(to_ms(clock.now()))


def test_today_is_right_before_the_hour_is_sealed(database: Database) -> None:
    """R35: the hour in progress is counted with the sealed ones, and said to be not yet sealed."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    recorder = Recorder(database, "gate", ZONE, clock)
    show(recorder, clock, SLOT, 4)
    recorder.seal(to_ms(clock.now()), "taken_down")
    show(recorder, clock, replace(SLOT, notice="n2", category="general"), 3)
    recorder.flush(force=True)
    result = year_count(database, 2026, zone=ZONE, as_of=date(2026, 5, 3))
    assert (result.items, result.displays, result.on_air_ms, result.not_yet_sealed) == (2, 7, 70_000, 3)
    assert [line.name for line in result.by_category] == ["dibao_review", "general"]
    recorder.seal(to_ms(clock.now()), "stop")
    sealed = year_count(database, 2026, zone=ZONE, as_of=date(2026, 5, 3))
    assert sealed == replace(result, not_yet_sealed=0)


def test_count_equals_the_history(database: Database) -> None:
    """The number in the report is the number of pages the history lists, New Year included."""
    clock = FrozenClock(datetime(2026, 12, 31, 15, 59, 35, tzinfo=UTC))
    recorder = Recorder(database, "gate", ZONE, clock)
    show(recorder, clock, SLOT, 6)
    recorder.flush(force=True)
    midnight = datetime(2027, 1, 1, tzinfo=ZONE)
    old, new = (year_count(database, year, zone=ZONE, as_of=date(2027, 1, 1)) for year in (2026, 2027))
    begun = [shown.start_ms >= to_ms(midnight) for shown in displays(database) if not shown.continued]
    assert (old.displays, new.displays) == (begun.count(False), begun.count(True)) == (3, 3)
    assert (old.items, new.items) == (1, 0)
    assert (old.on_air_ms, new.on_air_ms) == (25_000, 35_000)


def test_facts_are_the_copies_in_the_record(database: Database) -> None:
    """R30: category, unit and correction come from the approved event, not from what can change."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    recorder = Recorder(database, "gate", ZONE, clock)
    approved = {
        "n1": {"category": "dibao_final", "issuing_unit": "示例镇民政办"},
        "n2": {"category": "dibao_final", "issuing_unit": "示例镇民政办", "correction_of": "n1"},
        "n3": {"category": "policy", "issuing_unit": "示例县民政局"},
    }
    for notice, facts in approved.items():
        with database.write() as session:
            append(
                session,
                kind="approved",
                at=clock.now(),
                actor="zhao",
                notice=notice,
                version=1,
                title="标题",
                **facts,  # type: ignore[arg-type]  # facts are text
            )
        show(recorder, clock, replace(SLOT, notice=notice), 2)
    show(recorder, clock, replace(SLOT, notice="n4", category="general"), 2)  # approved nowhere on record
    recorder.seal(to_ms(clock.now()), "stop")
    rules = Rules(own_units=("示例镇",))
    result = year_count(database, 2026, zone=ZONE, as_of=date(2026, 12, 31), rules=rules)
    assert (result.items, result.displays) == (2, 8)
    assert (result.beside.corrections, result.beside.relayed) == (1, 1)
    assert [line.name for line in result.by_category] == ["dibao_final", "general", "policy"]


@pytest.mark.parametrize(("urgencies", "items", "idle"), [(["idle"], 0, 2), (["idle", "normal"], 1, 0)])
@pytest.mark.parametrize("turned", [False, True])
def test_an_idle_page_is_known_by_its_approvals(
    database: Database, urgencies: list[str], items: int, idle: int, turned: bool
) -> None:
    """What was ever approved as more than an idle page stays an item, whichever came first."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    for urgency in reversed(urgencies) if turned else urgencies:
        with database.write() as session:
            append(
                session,
                kind="approved",
                at=clock.now(),
                actor="zhao",
                notice="n1",
                version=1,
                title="标题",
                category="general",
                bound_to={"urgency": urgency},
            )
    recorder = Recorder(database, "gate", ZONE, clock)
    show(recorder, clock, SLOT, 2)
    recorder.seal(to_ms(clock.now()), "stop")
    result = year_count(database, 2026, zone=ZONE, as_of=date(2026, 12, 31))
    assert (result.items, result.displays, result.beside.idle.displays) == (items, 2 - idle, idle)


def test_practice_stays_beside(database: Database) -> None:
    """R7: practice on a virtual sign is in the record and outside the year's numbers."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    recorder = Recorder(database, "preview", ZONE, clock)
    show(recorder, clock, replace(SLOT, practice=True), 5)
    recorder.flush(force=True)
    result = year_count(database, 2026, zone=ZONE, as_of=date(2026, 5, 3))
    assert (result.items, result.displays, result.not_yet_sealed) == (0, 0, 0)
    assert (result.beside.practice.items, result.beside.practice.displays) == (1, 5)


def test_year_without_displays(database: Database) -> None:
    """An empty year is a year of zeros, not an error."""
    result = year_count(database, 2026, zone=ZONE, as_of=date(2026, 12, 31))
    assert (result.items, result.displays, result.by_sign, result.by_category) == (0, 0, (), ())


def test_a_practice_site_counts_its_practice_and_says_so(database: Database) -> None:
    """On a practice site there is nothing else to count; the result says what it is."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    recorder = Recorder(database, "preview", ZONE, clock)
    show(recorder, clock, replace(SLOT, practice=True), 5)
    recorder.flush(force=True)
    town = year_count(database, 2026, zone=ZONE, as_of=date(2026, 12, 31))
    site = year_count(database, 2026, zone=ZONE, as_of=date(2026, 12, 31), practice=True)
    assert (town.items, town.practice, town.beside.practice.items) == (0, False, 1)
    assert (site.items, site.practice, site.beside.practice.items) == (1, True, 0)
