"""Speaking to the supervisor over a real socket, and silence as soon as a part hangs."""

from __future__ import annotations

import logging
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledctl.publishing.publisher import Publisher
from ledctl.supervision import Feeder, Supervisor, kept_fed
from tests.publishing.office import Office, make_worker
from tests.publishing.test_publisher import WAIT_S, SlowSign, wait_for


@contextmanager
def ear(name: str) -> Iterator[socket.socket]:
    """What systemd would listen on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0" + name[1:] if name.startswith("@") else name)
        listening.settimeout(WAIT_S)
        yield listening


def heard(listening: socket.socket) -> list[str]:
    return listening.recv(4096).decode().split("\n")


@pytest.mark.parametrize("abstract", [False, True])
def test_ready_and_stopping_arrive_as_datagrams(tmp_path: Path, abstract: bool) -> None:
    """Over a socket in the file system, and over one of the abstract kind."""
    name = f"@ledctl-{secrets.token_hex(8)}" if abstract else str(tmp_path / "notify")
    with ear(name) as listening:
        to = Supervisor.of({"NOTIFY_SOCKET": name}, pid=7)
        to.say_ready("publishing: gate")
        assert heard(listening) == ["READY=1", "STATUS=publishing: gate"]
        to.say_stopping(90.0)
        assert heard(listening) == ["STOPPING=1", "STATUS=stopping", "EXTEND_TIMEOUT_USEC=90000000"]


@pytest.mark.parametrize(
    ("environment", "address", "watchdog_s"),
    [
        ({}, None, None),
        ({"NOTIFY_SOCKET": ""}, None, None),
        ({"NOTIFY_SOCKET": "vsock:2:1234"}, None, None),
        ({"WATCHDOG_USEC": "60000000"}, None, None),
        ({"NOTIFY_SOCKET": "/run/n"}, "/run/n", None),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "60000000"}, "/run/n", 60.0),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7"}, "/run/n", 60.0),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "8"}, "/run/n", None),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "0"}, "/run/n", None),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "soon"}, "/run/n", None),
    ],
)
def test_the_environment_says_who_listens(
    environment: dict[str, str], address: str | None, watchdog_s: float | None
) -> None:
    """The supervisor's own variables, and no guess where they are missing, strange or another's."""
    assert Supervisor.of(environment, pid=7) == Supervisor(address, watchdog_s)


def test_nobody_listening_is_no_failure(tmp_path: Path) -> None:
    """No socket, or one that nobody reads: the publisher goes on."""
    Supervisor().say_ready("well")
    Supervisor(str(tmp_path / "gone")).say_ready("well")


def test_without_a_supervisor_there_is_no_thread() -> None:
    """What nobody hears is not said."""
    before = threading.active_count()
    feeder = Feeder(Supervisor(), list, well="well")
    with kept_fed(feeder, Supervisor()):
        assert threading.active_count() == before


def test_the_watchdog_is_fed_only_while_nothing_hangs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What hangs is named once, in the status and in the log; well again, it is fed again."""
    hanging: list[str] = []
    with ear(str(tmp_path / "notify")) as listening:
        feeder = Feeder(Supervisor(str(tmp_path / "notify")), lambda: hanging, well="well")
        feeder.look()
        assert (heard(listening), heard(listening)) == (["STATUS=well"], ["WATCHDOG=1"])
        feeder.look()
        assert heard(listening) == ["WATCHDOG=1"]
        hanging.append("sign gate")
        with caplog.at_level(logging.ERROR):
            feeder.look()
            feeder.look()
        assert heard(listening) == ["STATUS=hanging: sign gate"]
        assert len(caplog.records) == 1
        hanging.clear()
        feeder.look()
        assert (heard(listening), heard(listening)) == (["STATUS=well"], ["WATCHDOG=1"])


def test_a_watchdog_is_fed_three_times_a_term(tmp_path: Path) -> None:
    """From a thread of its own, until the block ends."""
    with ear(str(tmp_path / "notify")) as listening:
        to = Supervisor(str(tmp_path / "notify"), watchdog_s=0.09)
        with kept_fed(Feeder(to, list, well="well"), to):
            said = [heard(listening) for _ in range(4)]
        assert said == [["STATUS=well"], *[["WATCHDOG=1"]] * 3]
        assert not any(thread.name == "supervision" for thread in threading.enumerate())


def test_a_worker_that_hangs_in_its_driver_stops_the_feed(office: Office, tmp_path: Path) -> None:
    """R24: as long as a driver may wait it is alive; beyond that the process is not called well."""
    station, slow = office.station, SlowSign(office.sign.panel)
    workers = [make_worker(station, slow, "back"), make_worker(station, office.sign, "gate")]
    publisher = Publisher(
        workers, database=station.database, clock=office.clock, run=station.run, poll_s=0.02, round_s=300.0
    )
    with ear(str(tmp_path / "notify")) as listening:
        feeder = Feeder(Supervisor(str(tmp_path / "notify")), publisher.hanging, well="well")
        publisher.start()
        try:
            assert slow.entered.wait(WAIT_S)
            office.clock.advance(299.0)
            wait_for(lambda: publisher.hanging() == [])
            feeder.look()
            assert (heard(listening), heard(listening)) == (["STATUS=well"], ["WATCHDOG=1"])
            office.clock.advance(2.0)
            wait_for(lambda: publisher.hanging() == ["sign back"])
            feeder.look()
            assert heard(listening) == ["STATUS=hanging: sign back"]
            slow.go.set()
            wait_for(lambda: publisher.hanging() == [])
        finally:
            slow.go.set()
            publisher.stop()
    assert publisher.hanging() == [], "an end in order is no hanging"


def test_a_thread_that_is_gone_hangs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker's thread that ended by itself is named at once, before it is missed."""
    publisher = Publisher(
        [make_worker(office.station, office.sign)],
        database=office.station.database,
        clock=office.clock,
        run=office.station.run,
        poll_s=30.0,
    )
    monkeypatch.setattr(publisher, "_serve_sign", lambda *_: None)
    publisher.start()
    try:
        wait_for(lambda: publisher.hanging() == ["sign gate"])
        assert office.station.lookout.hanging() == ("sign gate",), "asked over the bell, as the pages do"
    finally:
        publisher.stop()
    assert office.station.lookout.hanging() is None, "nobody answers any more"
