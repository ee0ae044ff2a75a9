"""The publisher: threads, the lock, starting half-way, stopping while something hangs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from drivers.base import Frame, Panel, Receipt
from drivers.errors import TimedOut
from drivers.virtual import VirtualSign
from ledctl.clock import SystemClock
from ledctl.errors import Refused
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.publishing.bell import ask_remote, ring_remote
from ledctl.publishing.publisher import Publisher
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station, make_publisher, open_station
from tests.publishing.office import Office, make_worker, short_notice

WAIT_S = 5.0


class SlowSign(VirtualSign):
    """Hangs in every order until let go, as a driver does until its time-out; knows who used it."""

    def __init__(self, panel: Panel) -> None:
        self.entered, self.go = threading.Event(), threading.Event()
        self.users: set[str] = set()
        super().__init__(panel)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self._hang()
        return super()._show(frame, life_s)

    def _blank(self) -> Receipt:
        self._hang()
        return super()._blank()

    def _close(self) -> None:
        self.users.add(threading.current_thread().name)

    def _hang(self) -> None:
        self.users.add(threading.current_thread().name)
        self.entered.set()
        if not self.go.wait(WAIT_S):
            raise TimedOut("no answer")


@pytest.fixture
def running() -> Iterator[list[Publisher]]:
    """Publishers that are stopped with the test."""
    started: list[Publisher] = []
    yield started
    for publisher in started:
        publisher.stop()


def publisher_over(
    station: Station, *workers: SignWorker, poll_s: float = 30.0, stop_s: float = 10.0
) -> Publisher:
    return Publisher(
        workers, database=station.database, clock=station.clock, run=station.run, poll_s=poll_s, stop_s=stop_s
    )


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it holds, at most ``WAIT_S``."""
    tick = threading.Event()
    for _ in range(int(WAIT_S * 200)):
        if condition():
            return
        tick.wait(0.005)
    pytest.fail("it never came true")


def kinds(station: Station) -> list[str]:
    with station.database.read() as session:
        return [entry.kind for entry in reversed(events(session, limit=1000))]


def test_an_approval_wakes_the_publisher_at_once(office: Office, running: list[Publisher]) -> None:
    """Long before the next poll, in the same process."""
    station = office.station
    station.publisher = publisher_over(station, make_worker(station, office.sign))
    running.append(station.publisher)
    station.publisher.start()
    pages = office.approve(short_notice("A"))
    wait_for(lambda: office.sign.current == pages[0])
    wait_for(lambda: station.live("gate") is not None and station.publisher.live("gate").notice_id == "A")
    assert station.publisher.live("nowhere") is None


def test_an_approval_beside_the_publisher_wakes_it(office: Office, running: list[Publisher]) -> None:
    """From another station on the same folder, over the loopback bell; and it may ask what is live."""
    publisher = publisher_over(office.station, make_worker(office.station, office.sign))
    running.append(publisher)
    publisher.start()
    beside = open_station(office.station.site, clock=office.clock)
    try:
        office.station = beside
        pages = office.approve(short_notice("A"))
        wait_for(lambda: office.sign.current == pages[0])
        wait_for(lambda: (beside.live("gate") or publisher.live("gate")).notice_id == "A")
        assert beside.live("nowhere") is None
    finally:
        beside.close()


def test_a_second_publisher_is_refused_and_touches_nothing(office: Office, running: list[Publisher]) -> None:
    """The lock comes before the record: the hour in progress of the first one is not called a crash."""
    station = office.station
    first = make_publisher(station)
    running.append(first)
    office.approve(short_notice("A"))
    first.start()
    wait_for(lambda: open_segments(station) == 1)
    before = kinds(station)
    second = open_station(station.site, clock=office.clock)
    with pytest.raises(Refused) as refusal:
        second.start_publishing()
    second.close()
    assert refusal.value.code == "publisher_running"
    assert kinds(station) == before
    assert ring_remote(station.run), "the first one's bell still hangs"
    first.stop()
    assert verify(station.database).ok


def open_segments(station: Station) -> int:
    with station.database.read() as session:
        return len(session.connection().execute(OPEN_SEGMENT.select()).all())


def test_a_refused_station_still_reaches_the_one_that_runs(office: Office, running: list[Publisher]) -> None:
    """After a refusal the station rings and asks the other process's publisher."""
    publisher = publisher_over(office.station, make_worker(office.station, office.sign))
    running.append(publisher)
    publisher.start()
    beside = open_station(office.station.site, clock=office.clock)
    with pytest.raises(Refused):
        beside.start_publishing()
    assert beside.publisher is None
    beside.close()


@pytest.mark.parametrize("part", ["bell.hang", "alarms.start", "_note", "_spawn"])
def test_a_start_that_fails_half_way_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """No lock, no thread, no bell: the next start succeeds."""
    publisher = publisher_over(office.station, make_worker(office.station, office.sign))
    owner, _, name = part.rpartition(".")
    target = getattr(publisher, owner) if owner else publisher
    threads = set(threading.enumerate())
    with monkeypatch.context() as patch:
        patch.setattr(target, name, failing)
        with pytest.raises(OSError, match="no more of them"):
            publisher.start()
    assert set(threading.enumerate()) <= threads
    assert ask_remote(office.station.run, "live gate") is None
    again = publisher_over(office.station, make_worker(office.station, office.sign))
    again.start()
    again.stop()
    assert kinds(office.station)[-1] == "publisher_stopped"


def failing(*_: object, **__: object) -> None:
    raise OSError("no more of them")


def test_stopping_seals_and_says_so(office: Office) -> None:
    """An end in order leaves no hour in progress, and twice is harmless."""
    station = office.station
    publisher = publisher_over(station, make_worker(station, office.sign))
    office.approve(short_notice("A"))
    publisher.start()
    wait_for(lambda: "shown" in kinds(station))
    publisher.stop()
    publisher.stop()
    assert open_segments(station) == 0
    assert kinds(station)[-1] == "publisher_stopped"
    assert verify(station.database).ok
    assert not office.is_dark, "what is shown stays"


def test_a_hanging_sign_delays_nobody(office: Office, running: list[Publisher]) -> None:
    """Several signs: one waits for its time-out, the other shows at once."""
    station, panel = office.station, office.sign.panel
    slow = SlowSign(panel)
    publisher = publisher_over(
        station, make_worker(station, slow, "back"), make_worker(station, office.sign, "gate")
    )
    station.publisher = publisher
    publisher.start()
    assert slow.entered.wait(WAIT_S)
    pages = office.approve(short_notice("A"))
    wait_for(lambda: office.sign.current == pages[0])
    slow.go.set()
    publisher.stop()


def test_stopping_waits_for_the_time_out_and_shares_no_sign(office: Office) -> None:
    """The thread that uses a sign is the one that closes it, also while it hangs."""
    slow = SlowSign(office.sign.panel)
    publisher = publisher_over(office.station, make_worker(office.station, slow))
    publisher.start()
    assert slow.entered.wait(WAIT_S)
    stopper = threading.Thread(target=publisher.stop)
    stopper.start()
    assert slow._closed is False
    slow.go.set()
    stopper.join(WAIT_S)
    assert slow._closed
    assert slow.users == {"sign gate"}
    assert kinds(office.station)[-1] == "publisher_stopped"


def test_who_does_not_end_in_time_is_left_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Its sign is not touched, the site stays locked, and the record calls it no end in order."""
    slow = SlowSign(office.sign.panel)
    publisher = publisher_over(office.station, make_worker(office.station, slow), stop_s=0.05)
    publisher.start()
    assert slow.entered.wait(WAIT_S)
    with caplog.at_level(logging.ERROR):
        publisher.stop()
    assert "sign gate" in caplog.text
    assert not slow._closed
    assert "publisher_stopped" not in kinds(office.station)
    with pytest.raises(Refused):
        publisher_over(office.station).start()
    slow.go.set()
    wait_for(lambda: not any(thread.is_alive() for thread in publisher._threads))
    publisher.stop()
    free = publisher_over(office.station)
    free.start()
    free.stop()


def test_a_failing_round_is_logged_once_and_the_sign_is_not_lost(
    office: Office, running: list[Publisher], caplog: pytest.LogCaptureFixture
) -> None:
    """A fault that lasts fills no log; when it is over the sign shows what it should."""
    station = office.station
    pages = office.approve(short_notice("A"))
    publisher = publisher_over(station, make_worker(station, office.sign), poll_s=0.01)
    running.append(publisher)
    office.sign.broken = ZeroDivisionError("a bug")
    publisher.start()
    wait_for(lambda: "outcome_unknown" in kinds(station))
    office.sign.broken = None
    assert sum("round failed" in record.message for record in caplog.records) == 1
    wait_for(lambda: (office.clock.advance(5), office.sign.current == pages[0])[1])


def test_the_alarms_are_derived_from_the_database(office: Office, running: list[Publisher]) -> None:
    """Begin and end of every order, also of signs whose workers hang; nothing is lost with the process."""
    start = office.clock.now() + timedelta(hours=2)
    office.approve(short_notice("A", start=start))
    for _ in range(2):
        publisher = publisher_over(office.station, make_worker(office.station, office.sign))
        publisher.start()
        wait_for(lambda publisher=publisher: bool(publisher.alarms.instants))
        assert publisher.alarms.instants == (start, office.until["A"])
        office.approve(short_notice(f"B{_}", start=start + timedelta(hours=1)))
        publisher.bell.ring()
        wait_for(lambda publisher=publisher: len(publisher.alarms.instants) >= 3)
        publisher.stop()
        office.sign = type(office.sign)(office.sign.panel)
        office.withdraw(f"B{_}")


def test_a_window_opens_by_alarm_long_before_the_poll(
    office: Office,
) -> None:
    """The alarm rings at the instant itself, by the real clock."""
    overrides = {"publisher": {"poll_s": 60}}
    station = open_station(office.station.site, clock=SystemClock(), overrides=overrides)
    office.station = station
    station.start_publishing()
    try:
        sign = station.signs["gate"]
        assert isinstance(sign, VirtualSign)
        start = datetime.now(UTC) + timedelta(seconds=1)
        pages = office.approve(short_notice("A", start=start))
        assert not any(sign.current.data)
        wait_for(lambda: sign.current == pages[0])
        assert timedelta(0) <= datetime.now(UTC) - start < timedelta(seconds=2)
    finally:
        station.close()


def test_a_jump_of_the_clock_is_recorded_and_everything_looks_again(
    office: Office,
) -> None:
    """R15: the event names the size; a failing database delays it and does not lose it."""
    publisher = publisher_over(office.station, make_worker(office.station, office.sign))
    office.clock.step(-3600)
    office.station.database.write, real = failing, office.station.database.write  # type: ignore[method-assign, assignment] # for two lines
    with pytest.raises(OSError, match="no more"):
        publisher.tick()
    office.station.database.write = real  # type: ignore[method-assign] # as it was
    publisher.tick()
    publisher.tick()
    with office.station.database.read() as session:
        (jump,) = events(session, kind="clock_step")
    assert jump.facts["seconds"] == pytest.approx(-3600, abs=0.01)


def test_a_step_with_nothing_to_do_reads_two_numbers(office: Office) -> None:
    """However many orders are open: one statement to read, none to write."""
    office.put_up("A")
    statements: list[str] = []
    event.listen(office.station.database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    office.clock.advance(0.5)
    office.worker.step()
    assert len([s for s in statements if s.startswith("SELECT")]) == 1
    assert not [s for s in statements if s.startswith(("INSERT", "UPDATE", "DELETE"))]
