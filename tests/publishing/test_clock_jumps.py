"""What stands on the sign, and in the record, while the machine's clock is wrong (R15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from drivers.virtual import VirtualSign
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.floor import earliest_of
from ledctl.publishing.trust import TrustWatch, curb_of
from ledctl.station import make_publisher, open_station
from tests.conftest import NINE_IN_SHANGHAI
from tests.publishing.office import actor, short_notice
from tests.publishing.untrusted import Gate, Wall

DAY = 86_400.0
IN_1970 = datetime(1970, 1, 1, 0, 0, 20, tzinfo=UTC)


@pytest.fixture
def gate(site: Path) -> Iterator[Gate]:
    """09:00 on a Monday; the clock is right."""
    made = Gate(site, Wall(FrozenClock(NINE_IN_SHANGHAI), NINE_IN_SHANGHAI))
    yield made
    made.die()


def kinds(gate: Gate, *wanted: str) -> list[str]:
    return [entry.kind for entry in gate.office.told(*wanted)]


def honest(gate: Gate) -> None:
    """The chain holds, and no row is earlier than one before but after a person's word."""
    gate.publisher.tick()
    assert verify(gate.station.database).ok
    told = gate.office.told()
    for before, after in pairwise(told):
        assert after.at >= before.at or (after.kind, after.actor != "system") == ("clock_trusted", True)


@pytest.mark.parametrize("jump", [DAY, -DAY, 40 * DAY, -20_000 * DAY])
def test_a_jump_opens_and_closes_nothing(gate: Gate, jump: float) -> None:
    """What is approved and current stands, what is to come waits, and trust comes back by itself."""
    pages = gate.office.put_up("A")
    soon = gate.clock.now() + timedelta(minutes=10)
    later = gate.office.approve(short_notice("B", start=soon))
    gate.machine.wall.step(jump)
    gate.run(300, step_s=5)
    assert gate.lit in pages
    assert kinds(gate, "clock_untrusted", "taken_down") == ["clock_untrusted"]
    assert "B" not in {entry.notice for entry in gate.office.told("shown")}
    gate.run(330, step_s=5)
    (came,) = [entry for entry in gate.office.told("shown") if entry.notice == "B"]
    assert timedelta(0) <= came.at - soon < timedelta(seconds=30), "a window opens by the time that passed"
    assert set(later) & set(gate.office.sign.taken)
    gate.machine.wall.step(-jump)
    gate.settle()
    assert kinds(gate, "clock_untrusted", "clock_trusted") == ["clock_untrusted", "clock_trusted"]
    (back,) = gate.office.told("clock_trusted")
    assert back.facts["how"] == "returned"
    honest(gate)


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_what_expires_leaves_on_time(gate: Gate, jump: float) -> None:
    """By the time that passed, to the second, with a wall that says another day."""
    gate.office.put_up("A")
    gate.run(20)
    gate.machine.wall.step(jump)
    end = gate.office.until["A"]
    gate.run((end - gate.clock.now()).total_seconds() - 2, step_s=3_599)
    gate.run((end - gate.clock.now()).total_seconds() - 1)
    assert not gate.office.is_dark
    gate.run(2)
    assert gate.office.is_dark
    (left,) = gate.office.told("taken_down")
    assert (left.cause, left.at - end) == ("expiry", timedelta(0))
    assert gate.machine.really == gate.clock.now()
    honest(gate)


def test_the_time_that_stood_is_the_time_that_passed(gate: Gate) -> None:
    """A jump adds nothing to what a notice is recorded to have stood, and takes nothing from it."""
    gate.office.put_up("A")
    gate.run(100, step_s=2)
    gate.machine.wall.step(DAY)
    gate.run(100, step_s=2)
    gate.machine.wall.step(-2 * DAY)
    gate.run(100, step_s=2)
    gate.office.withdraw("A")
    gate.run(1)
    stood = sum(row.seconds for row in gate.office.displays())
    assert stood == pytest.approx(300, abs=2)


def test_the_machine_begins_in_1970(gate: Gate) -> None:
    """What stood last stands on; once the clock is set the length of the gap is known."""
    pages = gate.office.put_up("A")
    gate.run(120, step_s=4)
    last = gate.clock.now()
    gate.power_cut(off_s=3600, wall=IN_1970)
    assert gate.lit in pages
    gate.run(60, step_s=4)
    assert last <= gate.clock.now() <= last + timedelta(seconds=61)
    (said,) = gate.office.told("clock_untrusted")
    assert said.facts["reason"] == "before_build"
    gate.machine.set_to(gate.machine.really)
    gate.settle()
    (back,) = gate.office.told("clock_trusted")
    assert back.facts["how"] == "set"
    assert gate.clock.now() == gate.machine.really
    assert gate.lit in pages
    honest(gate)


def test_a_notice_over_during_the_power_cut_leaves_when_the_time_is_known(gate: Gate) -> None:
    """While nobody can know that it is over it is held; once the clock is right it is gone."""
    gate.office.put_up("A")
    gate.run(60, step_s=4)
    gate.power_cut(off_s=4 * DAY, wall=IN_1970)
    assert not gate.office.is_dark
    gate.machine.set_to(gate.machine.really)
    gate.settle()
    assert gate.office.is_dark
    honest(gate)


def test_a_site_may_rather_be_dark(gate: Gate) -> None:
    """``untrusted = "dark"``: only while it is not known how late it is."""
    gate.office.put_up("A")
    assert curb_of(gate.clock, dark=True).least == 0
    gate.machine.wall.step(DAY)
    gate.run(2)
    assert curb_of(gate.clock, dark=True).least == 0, "what passed is known"
    gate.power_cut(off_s=60, wall=IN_1970)
    assert curb_of(gate.clock, dark=False).least == 0
    assert curb_of(gate.clock, dark=True).least > 100
    assert curb_of(gate.machine.wall, dark=True).least == 0


def test_a_killed_publisher_knows_what_it_knew(gate: Gate) -> None:
    """The wall stands wrong over a restart of the process: nothing changes, and nothing is trusted anew."""
    pages = gate.office.put_up("A")
    gate.machine.wall.step(5 * DAY)
    gate.run(5)
    gate.restart()
    assert gate.lit in pages
    assert not gate.clock.look().is_trusted
    assert gate.clock.now() - gate.machine.really < timedelta(seconds=1)
    honest(gate)


def test_nothing_is_approved_by_a_wrong_clock(gate: Gate) -> None:
    """A window from a wrong clock binds wrong days; drafting, judging and taking down go on."""
    gate.office.put_up("A")
    gate.machine.wall.step(-DAY)
    with pytest.raises(Refused) as refused:
        gate.office.approve(short_notice("B"))
    assert refused.value.code == "clock_jumped_back"
    with pytest.raises(Refused):
        gate.station.after.extend(actor("approver"), "A", "延长", days=1)
    before = len(gate.office.told())
    gate.office.withdraw("A")
    assert len(gate.office.told()) == before + 1
    gate.machine.wall.step(DAY)
    gate.settle()
    gate.station.desk.approve(actor("approver"), "B")


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_person_says_that_the_clock_is_right(gate: Gate, jump: float) -> None:
    """On record with the name; windows go by the new time at once."""
    gate.office.put_up("A")
    gate.machine.wall.step(jump)
    gate.run(2)
    watch = (gate.machine.wall.now() + timedelta(hours=8, minutes=2)).strftime("%Y-%m-%d %H:%M")
    gate.station.timekeeping.accept(actor("administrator"), watch)
    gate.publisher.tick()
    assert gate.clock.now() == gate.machine.wall.now()
    (word,) = gate.office.told("clock_trusted")
    assert (word.actor, word.cause, word.facts["how"]) == ("administrator", "person", "accepted")
    assert gate.office.is_dark == (jump < 0), "before its window nothing stands"
    honest(gate)
    gate.restart()
    assert gate.clock.look().is_trusted, "the last row is the earliest it can be"


def test_after_a_persons_word_a_heartbeat_from_before_counts_no_more(gate: Gate) -> None:
    """The hour in progress was written a day ahead; its end is not in the future of the next start."""
    gate.office.put_up("A")
    gate.machine.wall.step(-DAY)
    gate.run(61)
    watch = (gate.machine.wall.now() + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M")
    gate.station.timekeeping.accept(actor("approver"), watch)
    with gate.station.database.read() as session:
        floor = earliest_of(session)
    assert floor is not None
    assert floor <= gate.machine.wall.now()
    gate.power_cut(off_s=10)
    assert gate.clock.look().is_trusted


@pytest.mark.parametrize(
    ("role", "watch", "error", "code"),
    [
        ("drafter", "2026-11-24 09:00", NotAllowed, "clock_not_yours"),
        ("operator", "2026-11-24 09:00", NotAllowed, "clock_not_yours"),
        ("approver", "", BadInput, "clock_watch_wrong"),
        ("approver", "9 Uhr", BadInput, "clock_watch_wrong"),
        ("approver", "2026-11-23 09:00", Refused, "clock_not_your_watch"),
        ("approver", "2026-11-24 08:54", Refused, "clock_not_your_watch"),
    ],
)
def test_whose_word_is_not_taken(gate: Gate, role: str, watch: str, error: type, code: str) -> None:
    """Nobody accepts by a click what they did not look at; a refusal changes nothing."""
    gate.machine.wall.step(DAY)
    gate.run(1)
    before = gate.office.told()
    with pytest.raises(error) as refused:
        gate.station.timekeeping.accept(actor(role), watch)
    assert refused.value.code == code
    assert gate.office.told() == before
    assert not gate.clock.look().is_trusted


def test_a_clock_before_the_build_is_accepted_by_nobody(gate: Gate) -> None:
    """It is certainly wrong: set it. And one that nobody doubts needs no word."""
    with pytest.raises(Refused) as refused:
        gate.station.timekeeping.accept(actor("approver"), "2026-11-23 09:00")
    assert refused.value.code == "clock_is_trusted"
    gate.machine.set_to(IN_1970)
    with pytest.raises(Refused) as refused:
        gate.station.timekeeping.accept(actor("approver"), "1970-01-01 08:00")
    assert refused.value.code == "clock_before_build"


@pytest.mark.parametrize(
    "begin",
    [
        datetime(2026, 12, 31, 15, 58, tzinfo=UTC),
        datetime(2028, 2, 28, 15, 58, tzinfo=UTC),
        datetime(2027, 2, 28, 15, 58, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 58, tzinfo=UTC),
    ],
    ids=["new year", "leap day", "no leap day", "new year in UTC"],
)
def test_midnights_that_are_special(site: Path, begin: datetime) -> None:
    """R16: over the year's end and the leap day with a clock that jumps there: windows are instants."""
    gate = Gate(site, Wall(FrozenClock(begin), begin))
    pages = gate.office.put_up("A")
    gate.run(60, step_s=4)
    gate.machine.wall.step(DAY)
    gate.run(120, step_s=4)
    assert gate.lit in pages
    gate.machine.wall.step(-DAY)
    gate.settle()
    assert gate.office.until["A"] - begin == timedelta(days=3)
    honest(gate)
    gate.die()


@pytest.mark.parametrize(("per_million", "days"), [(200, 2.9), (-200, 2.9), (11.6, 1.0), (-11.6, 1.0)])
def test_drift_and_leap_seconds_alarm_nobody(gate: Gate, per_million: float, days: float) -> None:
    """Cheap quartz, and a leap second smeared over a day, ahead or behind: followed, not told."""
    pages = gate.office.put_up("A")
    for _ in range(int(days * 144)):
        gate.machine.wall.step(600 * per_million / 1e6)
        gate.run(600, step_s=600)
        assert abs(gate.clock.now() - gate.machine.wall.now()) < timedelta(seconds=1)
    assert gate.lit in pages
    assert kinds(gate, "clock_untrusted") == []
    honest(gate)


def test_a_wall_that_flaps_fills_no_record(gate: Gate) -> None:
    """An hour of jumping about every three seconds is one doubt."""
    gate.office.put_up("A")
    for number in range(200):
        gate.machine.wall.step([DAY, -2 * DAY, DAY][number % 3])
        gate.run(3)
    assert kinds(gate, "clock_untrusted", "clock_trusted") == ["clock_untrusted"]


def test_the_publisher_answers_for_its_clock(gate: Gate) -> None:
    """Over the bell, as the office and the doctor ask it."""
    answer = gate.publisher._answer("clock")
    assert isinstance(answer, dict)
    assert (answer["trusted"], answer["doubt"]) == (True, None)
    gate.machine.wall.step(DAY)
    gate.publisher.tick()
    answer = gate.publisher._answer("clock")
    assert isinstance(answer, dict)
    assert (answer["trusted"], answer["doubt"], answer["known"]) == (False, "jumped_forward", True)


def test_a_worker_waits_no_longer_than_to_the_next_edge(gate: Gate) -> None:
    """By the monotonic clock: the alarms go by a wall that may be wrong, and the poll may be a minute."""
    worker = gate.office.worker
    worker._poll_s = 60.0
    start = gate.clock.now() + timedelta(seconds=30)
    gate.office.approve(short_notice("B", start=start))
    gate.publisher.bell.ring()
    assert worker.step() == pytest.approx(30, abs=0.001)
    gate.machine.wall.step(DAY)
    gate.machine.pass_time(20)
    assert worker.step() == pytest.approx(10, abs=0.001)
    gate.machine.pass_time(10)
    worker.step()
    assert not gate.office.is_dark


def test_what_an_earlier_process_left_in_doubt_is_told_to_its_end(gate: Gate) -> None:
    """Neither the same doubt twice nor one without an end, however often the publisher dies meanwhile."""
    gate.office.put_up("A")
    gate.machine.wall.step(DAY)
    gate.run(1)
    gate.restart()
    gate.die()
    gate.machine.wall.step(-DAY)
    gate.start()
    assert kinds(gate, "clock_untrusted", "clock_trusted") == ["clock_untrusted", "clock_trusted"]
    honest(gate)


def test_a_clock_that_is_told_the_time_is_not_watched(site: Path) -> None:
    """A frozen clock is a test's own; nobody doubts it, and no word is needed."""
    clock = FrozenClock(NINE_IN_SHANGHAI)
    station = open_station(site, clock=clock)
    assert TrustWatch(clock, station.database).answer() is None
    assert not TrustWatch(clock, station.database).look()
    trust = station.timekeeping.state()
    assert (trust.is_trusted, trust.now) == (True, clock.now())
    station.close()


def test_the_setting_reaches_the_signs(site: Path) -> None:
    """``untrusted = "dark"``: after a start without a time nothing is lit; held back, not taken away."""
    (site / "site.toml").write_text('mode = "live"\n[publisher]\nuntrusted = "dark"\n')
    gate = Gate(site, Wall(FrozenClock(NINE_IN_SHANGHAI), NINE_IN_SHANGHAI))
    gate.office.put_up("A")
    gate.power_cut(off_s=60, wall=IN_1970)
    publisher = make_publisher(gate.station)
    publisher.tick()
    sign = gate.station.signs["gate"]
    assert isinstance(sign, VirtualSign)
    assert not any(sign.current.data)
    gate.machine.set_to(gate.machine.really)
    for _ in range(3):
        gate.machine.pass_time(6)
        publisher.tick()
    assert any(sign.current.data)
    gate.die()
