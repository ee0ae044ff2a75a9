"""``ledctl publish`` with a card at the gate, while the clock of its machine is set (R15).

Slow mark: real processes, and trust takes ten seconds to come back.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from drivers.base import Frame
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import Entry, events
from ledctl.publishing.bell import ask_remote
from ledctl.rendering.preview import page_png
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.faults.shifting import Shift
from tests.publishing.office import actor, short_notice
from tests.test_processes import SIGNS

pytestmark = pytest.mark.slow

WAIT_S = 25.0
DAY = 86_400
SITE = """\
mode = "live"
[publisher]
poll_s = 0.5
flush_s = 1
retry_s = 1
"""


class Gate:
    """A site, the card at its gate, and a publisher that sees a wall of its own."""

    def __init__(self, folder: Path) -> None:
        self.site, self.dump = folder / "site", folder / "dump"
        init_site(self.site)
        (self.site / "site.toml").write_text(SITE)
        self.shift = Shift.make(folder)
        card = ("simulate", "onbon_bx", "--panel", "64x64", "--colour", "dual", "--port", "0")
        self.card, line = self._spawn(*card, "--dump", str(self.dump), told="127.0.0.1:", on="stderr")
        port = line.split("127.0.0.1:")[1].split()[0].strip(".,/")
        (self.site / "signs.toml").write_text(SIGNS.format(port=port))
        self.publisher: subprocess.Popen[str] | None = None
        self.station: Station = open_station(self.site)

    def publish(self) -> None:
        self.publisher, _ = self._spawn("publish", "--site", str(self.site), told="publishing", shifted=True)

    def kill(self) -> None:
        if self.publisher is not None:
            self.publisher.send_signal(signal.SIGKILL)
            self.publisher.communicate()
            self.publisher = None

    def close(self) -> None:
        self.kill()
        self.station.close()
        self.card.kill()
        self.card.communicate()

    def approve(self, notice_id: str, start: datetime | None = None) -> list[Frame]:
        """Through every desk, in the office's own process: its clock is right."""
        desk = self.station.desk
        desk.draft(actor("drafter"), short_notice(notice_id, start=start))
        desk.submit(actor("drafter"), notice_id)
        desk.review(actor("reviewer"), notice_id, "pass")
        desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")
        return [page.frame for page in desk.approve(actor("approver"), notice_id).programs["gate"].pages]

    def shows(self, pages: list[Frame]) -> bool:
        screen = self.dump / "screen.png"
        return screen.exists() and screen.read_bytes() in [page_png(page) for page in pages]

    def told(self, kind: str | None) -> list[Entry]:
        """Events, newest first."""
        with self.station.database.read() as session:
            return events(session, kind=kind)

    def _spawn(
        self, *arguments: str, told: str, on: str = "stdout", shifted: bool = False
    ) -> tuple[subprocess.Popen[str], str]:
        """A command of ours, once it has said ``told``; and the line in which it did."""
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | {on: subprocess.PIPE}
        more = self.shift.environment if shifted else {}
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "ledctl", *arguments], text=True, env=os.environ | more, **streams
        )
        for line in getattr(process, on):
            if told in line:
                return process, line
        pytest.fail(f"{arguments[0]} ended before it began")


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    made = Gate(tmp_path)
    yield made
    made.close()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_jump_of_a_day_and_back(gate: Gate, jump: int) -> None:
    """What stands stands, what is to begin begins by the time that passed, and trust comes back by itself."""
    pages = gate.approve("A")
    gate.publish()
    wait_for(lambda: gate.shows(pages) and gate.told("shown"))
    gate.shift.by(jump)
    wait_for(lambda: gate.told("clock_untrusted"))
    answer = ask_remote(gate.site / "run", "clock")
    assert isinstance(answer, dict)
    assert answer["trusted"] is False
    start = datetime.now(UTC) + timedelta(seconds=2)
    later = gate.approve("B", start)
    wait_for(lambda: gate.shows(later))
    wait_for(lambda: gate.told("shown")[0].notice == "B")
    assert timedelta(0) <= gate.told("shown")[0].at - start
    gate.shift.by(0)
    wait_for(lambda: gate.told("clock_trusted"))
    gate.station.desk.withdraw(actor("approver"), "A", "内容有误")
    wait_for(lambda: gate.told("taken_down"))
    assert [entry.notice for entry in gate.told("taken_down")] == ["A"]
    assert abs(gate.told("taken_down")[0].at - datetime.now(UTC)) < timedelta(seconds=WAIT_S)
    wait_for(lambda: gate.shows(later))
    assert verify(gate.station.database).ok


def test_a_machine_that_begins_in_1970(gate: Gate) -> None:
    """What stood last is lit again; the record goes on from its last row; once set, the clock is right."""
    pages = gate.approve("A")
    gate.publish()
    wait_for(lambda: gate.shows(pages) and gate.told("shown"))
    gate.kill()
    (gate.site / "run" / "clock").unlink()  # another boot
    gate.shift.by(30 - int(time.time()))
    gate.publish()
    wait_for(lambda: gate.told("clock_untrusted"))
    (doubt,) = gate.told("clock_untrusted")
    assert doubt.facts["reason"] == "before_build"
    assert doubt.facts["said"].startswith("1970-01-01")
    wait_for(lambda: len(gate.told("shown")) == 2)
    assert gate.shows(pages)
    gate.shift.by(0)
    wait_for(lambda: gate.told("clock_trusted"))
    assert gate.told("clock_trusted")[0].facts["how"] == "set"
    stamps = [entry.at for entry in reversed(gate.told(None))]
    assert all(after - before > timedelta(seconds=-1) for before, after in pairwise(stamps))
    assert gate.shows(pages)
    assert verify(gate.station.database).ok
