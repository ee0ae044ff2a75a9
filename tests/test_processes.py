"""Real processes, a real wire: the publisher, the simulated card and the office beside them.

Slow mark: each test waits for programs to start.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from drivers.base import Frame, Panel
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import Entry, events
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.rendering.preview import page_png
from ledctl.reports.displays import listing
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.publishing.office import actor, short_notice

pytestmark = pytest.mark.slow

WAIT_S = 10.0
PANEL = Panel.parse("64x64", "dual")
SIGNS = """\
[signs.gate]
driver = "onbon_bx"
link = "tcp://127.0.0.1:{port}"
panel = "64x64"
colour = "dual"
options = {{ timeout_ms = 500, connect_ms = 500 }}
"""
SITE = """\
mode = "live"
[publisher]
poll_s = 60
flush_s = 1
retry_s = 1
"""


@dataclass
class Town:
    """A site folder, the card at its gate, and the publisher between them."""

    site: Path
    dump: Path
    port: int = 0
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def start_card(self) -> None:
        arguments = ["simulate", "onbon_bx", "--panel", "64x64", "--colour", "dual"]
        card = self._run("card", *arguments, "--port", str(self.port), "--dump", str(self.dump))
        assert card.stderr is not None
        said = re.search(r"127\.0\.0\.1:(\d+)", card.stderr.readline())
        assert said is not None
        self.port = int(said[1])
        (self.site / "signs.toml").write_text(SIGNS.format(port=self.port))

    def start_publisher(self) -> None:
        """Returns when it says that it publishes."""
        self._start_telling("publishing", "publish")

    def start_serving(self) -> None:
        """Pages and publisher in one process; returns when the pages have an address."""
        self._start_telling("pages", "serve", "--port", "0")

    def _start_telling(self, word: str, *arguments: str) -> None:
        publisher = self._run("publisher", *arguments, "--site", str(self.site))
        assert publisher.stdout is not None
        for line in publisher.stdout:
            if word in line:
                return
        pytest.fail("the publisher ended before it began")

    def end(self, name: str, number: signal.Signals) -> int:
        """Send a signal and wait for the end; the exit code."""
        process = self.running.pop(name)
        process.send_signal(number)
        process.communicate(timeout=WAIT_S)
        return process.returncode

    def shows(self, frame: Frame) -> bool:
        """Whether the card's picture is this page, byte for byte the preview's."""
        screen = self.dump / "screen.png"
        return screen.exists() and screen.read_bytes() == page_png(frame)

    def _run(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "ledctl", *arguments],
            stdout=subprocess.PIPE if name == "publisher" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if name == "card" else subprocess.DEVNULL,
            text=True,
        )
        self.running[name] = process
        return process


@contextmanager
def town_in(folder: Path) -> Iterator[Town]:
    """A town with a card that answers; whatever still runs is ended with it."""
    made = Town(folder / "site", folder / "dump")
    init_site(made.site)
    (made.site / "site.toml").write_text(SITE)
    made.start_card()
    yield made
    for name in [*made.running]:
        made.end(name, signal.SIGKILL)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_in(tmp_path) as made:
        yield made


@pytest.fixture
def office_beside(town: Town) -> Iterator[Station]:
    """The people's side: another process's view of the same site. It never publishes."""
    station = open_station(town.site)
    yield station
    station.close()


def approve(station: Station, notice_id: str) -> list[Frame]:
    """Carry a notice through every desk; its pages."""
    desk, notice = station.desk, short_notice(notice_id)
    desk.draft(actor("drafter"), notice)
    desk.submit(actor("drafter"), notice_id)
    desk.review(actor("reviewer"), notice_id, "pass")
    desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")
    binding = desk.approve(actor("approver"), notice_id)
    return [page.frame for page in binding.programs["gate"].pages]


def wait_for(condition: Callable[[], bool]) -> float:
    """Until it holds, at most ``WAIT_S``; how long it took."""
    began, tick = time.monotonic(), threading.Event()
    while not condition():
        assert time.monotonic() < began + WAIT_S, "it never came true"
        tick.wait(0.02)
    return time.monotonic() - began


def told(station: Station, *kinds: str) -> list[Entry]:
    with station.database.read() as session:
        found = events(session, limit=10_000)
    return [entry for entry in reversed(found) if entry.kind in kinds]


def test_an_approval_in_one_process_lights_the_card_behind_another(
    town: Town, office_beside: Station
) -> None:
    """Woken over loopback long before the next poll; the lamps are the preview's pixels exactly.

    SIGTERM ends within seconds and leaves a sealed record.
    """
    town.start_publisher()
    wait_for(lambda: bool(told(office_beside, "blanked")))
    pages = approve(office_beside, "A")
    assert wait_for(lambda: town.shows(pages[0])) < 5
    wait_for(lambda: bool(told(office_beside, "shown")))
    live = office_beside.live("gate")
    assert live is not None
    assert (live.notice_id, live.online) == ("A", True)
    wait_for(lambda: town.shows(pages[1]))

    office_beside.desk.withdraw(actor("approver"), "A", "内容有误")
    assert wait_for(lambda: town.shows(Frame.dark(PANEL))) < 5
    wait_for(lambda: told(office_beside, "blanked")[-1].cause == "person")

    began = time.monotonic()
    assert town.end("publisher", signal.SIGTERM) == 0
    assert time.monotonic() - began < 5
    assert told(office_beside, "publisher_stopped")
    assert open_segments(office_beside) == 0
    assert len(listing(office_beside.database)) >= 2
    assert verify(office_beside.database).ok


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_office_ends_in_order(town: Town, office_beside: Station, number: signal.Signals) -> None:
    """Stopping `serve`, as a service manager or Ctrl-C does, says so on record and leaves nothing open."""
    town.start_serving()
    pages = approve(office_beside, "A")
    wait_for(lambda: town.shows(pages[0]))
    wait_for(lambda: bool(told(office_beside, "shown")))
    wait_for(lambda: len(told(office_beside, "checkpoint_signed")) == 1)  # the day's, at its first look
    assert town.end("publisher", number) == 0
    assert told(office_beside, "publisher_stopped")
    assert open_segments(office_beside) == 0
    assert not (town.site / "run" / "bell").exists()
    assert verify(office_beside.database).ok


def test_killed_and_started_again_the_notice_is_back_and_the_gap_named(
    town: Town, office_beside: Station
) -> None:
    """A kill -9 loses no event and no approval; the record holds and says until when it is proven."""
    town.start_publisher()
    pages = approve(office_beside, "A")
    wait_for(lambda: bool(told(office_beside, "shown")))
    wait_for(lambda: open_segments(office_beside) == 1)
    town.end("publisher", signal.SIGKILL)
    assert verify(office_beside.database).ok
    assert told(office_beside, "unclean_stop") == []

    town.start_publisher()
    wait_for(lambda: len(told(office_beside, "shown")) == 2)
    wait_for(lambda: any(town.shows(page) for page in pages))
    (gap,) = told(office_beside, "unclean_stop")
    assert gap.sign == "gate"
    assert [entry.cause for entry in told(office_beside, "shown")] == ["person", "start"]
    assert town.end("publisher", signal.SIGTERM) == 0
    assert verify(office_beside.database).ok


def test_a_card_that_dies_and_returns_gets_its_notice_back(town: Town, office_beside: Station) -> None:
    """The card loses its power and comes back: nobody has to do anything, and the outage is two events."""
    town.start_publisher()
    pages = approve(office_beside, "A")
    wait_for(lambda: bool(told(office_beside, "shown")))
    town.end("card", signal.SIGKILL)
    wait_for(lambda: bool(told(office_beside, "link_down")))
    (town.dump / "screen.png").unlink()
    town.start_card()
    wait_for(lambda: any(town.shows(page) for page in pages))
    wait_for(lambda: bool(told(office_beside, "link_up")))
    assert [e.kind for e in told(office_beside, "link_down", "link_up")] == ["link_down", "link_up"]
    assert told(office_beside, "shown")[-1].cause == "device"
    assert town.end("publisher", signal.SIGTERM) == 0
    assert verify(office_beside.database).ok


def open_segments(station: Station) -> int:
    with station.database.read() as session:
        return len(session.connection().execute(OPEN_SEGMENT.select()).all())
