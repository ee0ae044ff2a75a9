"""The station's clock over a frozen one: what others are told, and what the next process knows."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledctl.clock import FrozenClock, SystemClock
from ledctl.steady import Doubt, How, SteadyClock, doubt_of, kernel
from ledctl.steady.belief import SETTLE_S
from ledctl.steady.kept import find, keep

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = 86_400.0


@pytest.fixture
def wall() -> FrozenClock:
    return FrozenClock(NINE)


def steady(
    wall: FrozenClock, file: Path | None = None, *, floor: datetime = NINE, vouched: bool = False
) -> SteadyClock:
    return SteadyClock(
        wall, floor=floor, bounded=True, file=file, synchronised=lambda: vouched, boot=lambda: "this-boot"
    )


def settle(clock: SteadyClock, wall: FrozenClock) -> None:
    """Look, and look again when trust may have come back."""
    clock.look()
    wall.advance(SETTLE_S)
    clock.look()


def test_a_wall_that_is_right_is_told_as_it_is(wall: FrozenClock) -> None:
    """To the microsecond, and drift of any amount a clock has is followed."""
    clock = steady(wall)
    for _ in range(100):
        wall.advance(0.123457)
        wall.step(0.000025)
        assert clock.now() == wall.now()


@pytest.mark.parametrize("jump", [DAY, -DAY, 3600, -3600, 3650 * DAY])
def test_a_jump_changes_nothing(wall: FrozenClock, jump: float) -> None:
    """R15: the time goes on by what passes; the next look says why the wall is not believed."""
    clock = steady(wall)
    wall.step(jump)
    assert clock.now() == NINE
    wall.advance(7)
    assert clock.now() == NINE + timedelta(seconds=7)
    trust = clock.look()
    assert not trust.is_trusted
    assert trust.known
    assert trust.wall - trust.now == timedelta(seconds=jump)
    wall.step(-jump)
    settle(clock, wall)
    assert clock.trust.how is How.RETURNED
    assert clock.now() == wall.now()


def test_no_reading_is_earlier_than_one_before(wall: FrozenClock) -> None:
    """A wall that trembles by less than anybody judges does not tremble here."""
    clock, latest = steady(wall), NINE
    for number in range(200):
        wall.advance(0.001)
        wall.step(0.04 if number % 2 else -0.04)
        assert clock.now() >= latest
        latest = clock.now()


def test_a_time_server_is_asked_only_in_doubt(wall: FrozenClock) -> None:
    """The kernel is asked when the wall disagrees, and its word counts for a jump ahead."""
    asked: list[datetime] = []

    def vouch() -> bool:
        asked.append(wall.now())
        return True

    clock = SteadyClock(wall, floor=NINE, synchronised=vouch)
    wall.advance(60)
    clock.look()
    assert asked == []
    wall.step(DAY)
    assert clock.now() < wall.now()
    clock.look()
    wall.advance(SETTLE_S / 2)
    assert clock.now() < wall.now(), "a reading in between does not end the wait"
    wall.advance(SETTLE_S / 2)
    assert clock.look().how is How.SYNCHRONISED
    assert len(asked) == 2
    assert clock.now() == wall.now()


def test_a_person_may_take_time_back(wall: FrozenClock) -> None:
    """Only so; and from there it goes on."""
    clock = steady(wall, vouched=True)
    wall.step(-DAY)
    settle(clock, wall)
    assert clock.look().doubt is Doubt.JUMPED_BACK
    clock.accept()
    assert clock.now() == wall.now()
    assert clock.look().is_trusted


def test_the_next_process_of_this_boot_knows(wall: FrozenClock, tmp_path: Path) -> None:
    """A publisher that was killed while the wall stood wrong begins where it was."""
    file = tmp_path / "clock"
    first = steady(wall, file)
    first.keep()
    wall.step(DAY)
    wall.advance(30)
    second = steady(wall, file)
    assert second.look().doubt is Doubt.JUMPED_FORWARD
    assert second.now() == NINE + timedelta(seconds=30)


def test_what_is_on_record_comes_before_the_file(wall: FrozenClock, tmp_path: Path) -> None:
    """A file from before the last row, after a restored backup say, says nothing."""
    file = tmp_path / "clock"
    steady(wall, file).keep()
    wall.advance(10)
    later = NINE + timedelta(days=3)
    assert steady(wall, file, floor=later).now() == later


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"boot": "this-boot"}',
        '{"boot": "this-boot", "origin": 7, "known": true}',
        '{"boot": "this-boot", "origin": "gestern", "known": true}',
        '{"boot": "another", "origin": "2026-11-22T01:00:00.000Z", "known": true}',
    ],
)
def test_a_file_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    """After a boot the counter begins anew; what cannot be read is not guessed at."""
    (tmp_path / "clock").write_text(text)
    assert find(tmp_path / "clock", "this-boot", 0.0) is None


def test_where_nothing_can_be_kept_nothing_breaks(wall: FrozenClock, tmp_path: Path) -> None:
    """A read-only disk, a machine whose boots have no name: the record alone judges the next start."""
    clock = steady(wall, tmp_path / "no such folder" / "clock")
    clock.keep()
    assert clock.now() == NINE
    file = tmp_path / "clock"
    keep(file, clock._belief, boot="")
    assert not file.exists()


def test_the_file_is_written_when_there_is_news(wall: FrozenClock, tmp_path: Path) -> None:
    """Not at every look: a memory card lasts longer than that."""
    file = tmp_path / "clock"
    clock = steady(wall, file)
    clock.keep()
    written = file.stat().st_mtime_ns, json.loads(file.read_text())
    for _ in range(20):
        wall.advance(60)
        clock.look()
        clock.keep()
    assert (file.stat().st_mtime_ns, json.loads(file.read_text())) == written
    wall.step(5)
    clock.look()
    clock.keep()
    assert json.loads(file.read_text())["origin"] == "2026-11-23T01:00:05.000Z"


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_another_process_hears_of_a_persons_word(wall: FrozenClock, tmp_path: Path, jump: float) -> None:
    """Accepted in the office's process, believed in the publisher's at its next look."""
    file = tmp_path / "clock"
    publisher = steady(wall, file)
    publisher.keep()
    office = steady(wall, file)
    wall.step(jump)
    assert {publisher.look().is_trusted, office.look().is_trusted} == {False}
    office.accept()
    wall.advance(3)
    assert publisher.look().how is How.ACCEPTED
    assert publisher.now() == office.now() == wall.now()


def test_threads_may_ask_at_once() -> None:
    """Each sees time go on, by the machine's own clocks."""
    clock, wrong = SteadyClock(SystemClock()), []

    def ask() -> None:
        latest = clock.now()
        for _ in range(2000):
            now = clock.now()
            if now < latest:
                wrong.append(now)
            latest = now

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert clock.monotonic() > 0


def test_the_kernel_is_asked_without_being_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it cannot be asked nobody vouches; a boot without a name has none."""
    assert kernel.is_synchronised() in (True, False)
    monkeypatch.setattr("ctypes.CDLL", lambda *_a, **_k: object())
    assert kernel.is_synchronised() is False
    monkeypatch.setattr(kernel, "_BOOT", tmp_path / "none")
    assert kernel.boot_id() == ""


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_its_sentence(doubt: Doubt) -> None:
    """In both languages, and a frozen clock is never doubted."""
    starts = {Doubt.BEFORE_BUILD: -60, Doubt.BEFORE_RECORD: -2, Doubt.TOO_FAR_AHEAD: 400}
    wall = FrozenClock(NINE + timedelta(days=starts.get(doubt, 0)))
    clock = steady(wall)
    wall.step({Doubt.JUMPED_FORWARD: DAY, Doubt.JUMPED_BACK: -DAY}.get(doubt, 0))
    said = doubt_of(clock)
    assert said is not None
    assert said.code == f"clock_{doubt}"
    assert doubt_of(wall) is None
