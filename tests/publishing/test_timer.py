"""The alarm clock: every measured trap of the library, closed (each test names its trap)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.triggers.date import DateTrigger

from ledctl.clock import FrozenClock
from ledctl.publishing.timer import MOST, Alarms, ClockWatch


class Rung:
    """Counts rings and lets a test wait for one."""

    def __init__(self) -> None:
        self.times = 0
        self.heard = threading.Event()

    def __call__(self) -> None:
        self.times += 1
        self.heard.set()


@pytest.fixture
def rung() -> Rung:
    return Rung()


@pytest.fixture
def alarms(rung: Rung) -> Iterator[Alarms]:
    running = Alarms(rung)
    running.start()
    yield running
    running.stop()


def soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def test_it_rings_at_the_instant(alarms: Alarms, rung: Rung) -> None:
    """An edge wakes the publisher by itself."""
    alarms.set([soon(0.1)])
    assert rung.heard.wait(5)


def test_a_missed_alarm_rings_all_the_same(alarms: Alarms, rung: Rung) -> None:
    """Trap: with the default grace of one second a job missed by 25 s is dropped without a word."""
    alarms.set([soon(-3600)])
    assert rung.heard.wait(5)


def test_nothing_is_kept_between_processes(alarms: Alarms) -> None:
    """Trap: two processes on one job store run every job twice. Ours is memory, made anew at each start."""
    alarms.set([soon(3600)])
    scheduler = alarms._scheduler
    assert isinstance(scheduler._jobstores["default"], MemoryJobStore)
    assert list(scheduler._jobstores) == ["default"]


def test_there_are_only_dates_and_all_in_utc(alarms: Alarms) -> None:
    """Traps: interval jobs stop for an hour when the clock goes back and hang when it jumps a year
    ahead; local times run twice or never at a change of zone.
    """
    alarms.set([soon(3600), soon(7200)])
    triggers = [job.trigger for job in alarms._scheduler.get_jobs()]
    assert len(triggers) == 2
    assert all(isinstance(trigger, DateTrigger) for trigger in triggers)
    assert all(trigger.run_date.utcoffset() == timedelta(0) for trigger in triggers)


def test_a_year_of_missed_alarms_is_over_at_once(alarms: Alarms, rung: Rung) -> None:
    """Trap: a year-long gap used to take minutes and hundreds of megabytes of missed runs."""
    began = time.monotonic()
    alarms.set([soon(-3600 * n) for n in range(1, 365 * 24)])
    assert rung.heard.wait(10)
    assert len(alarms.instants) == MOST
    alarms.stop()
    assert time.monotonic() - began < 10
    alarms._scheduler = type(alarms._scheduler)(timezone=UTC)  # for the fixture's own stop
    alarms._scheduler.start()


def test_stopping_with_due_alarms_ends_cleanly(rung: Rung, caplog: pytest.LogCaptureFixture) -> None:
    """Trap: shutdown used to run due jobs against executors that were closed already."""
    running = Alarms(rung)
    running.start()
    running.set([soon(-1), soon(0), soon(0.01), soon(60)])
    running.stop()
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def test_setting_again_replaces(alarms: Alarms) -> None:
    """What is derived from the database replaces what was derived before."""
    first, second = soon(100), soon(200)
    alarms.set([first])
    alarms.set([second])
    assert alarms.instants == (second,)
    alarms.set_again()
    assert [job.trigger.run_date for job in alarms._scheduler.get_jobs()] == [second]


@pytest.mark.parametrize("jump", [-3600.0, 3600.0, 365 * 86400.0, -2.5])
def test_a_jump_of_the_wall_clock_is_noticed_once(clock: FrozenClock, jump: float) -> None:
    """R15: wall minus monotonic must stay what it was; a jump is told once with its size."""
    watch = ClockWatch(clock)
    clock.advance(10)
    assert watch.look() == 0.0
    clock.step(jump)
    assert watch.look() == pytest.approx(jump, abs=0.01)
    clock.advance(10)
    assert watch.look() == 0.0


def test_small_corrections_are_not_jumps(clock: FrozenClock) -> None:
    """NTP nudges the clock all day; that is no news."""
    watch = ClockWatch(clock)
    for _ in range(20):
        clock.advance(60)
        clock.step(0.05)
        assert watch.look() == 0.0
