"""A site with its real processes, web office and publisher, and three cards that are watched.

The cards are simulated in threads here and watched as they light: one is turned by
the host, one turns its pages itself, and one has its quiet hours all along. The
publisher and the office run as ``ledctl publish`` and ``ledctl serve
--no-publisher``, and may be killed. What people do there: ``townsfolk.py``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from zoneinfo import ZoneInfo

from drivers.base import Frame, Panel
from drivers.cards import Handled
from drivers.simulate import make_card, open_ports, serve_card
from ledctl.station import open_station
from tests.faults.desks import make_site
from tests.faults.judge import LEVELS, Grace, Lamps, Span, judge, pages_due
from tests.faults.running import check
from tests.faults.townsfolk import Townsfolk

CARDS = {"gate": "onbon_bx", "hall": "huidu_sdk", "yard": "onbon_bx"}
LEAST = {"yard": "emergency"}
"""What is let through on a sign that has its quiet hours; the others show everything."""
SITE = """\
mode = "live"
[publisher]
poll_s = 0.5
flush_s = 1
retry_s = 1
life_s = 30
[desk]
town = "示例镇人民政府"
"""
QUICK = "look_up_ms = 0\ncharacter_ms = 20\nmin_text_ms = 500\nmin_table_ms = 500\n"
SIGN = """\
[signs.{name}]
driver = "{driver}"
link = "tcp://127.0.0.1:{port}"
panel = "64x64"
colour = "dual"
preset = "quick"
options = {{ timeout_ms = 1500, connect_ms = 1500 }}
"""
QUIET = """\
[signs.yard.hours]
on = ["{}:00-{}:30"]
quiet_level = "emergency"
"""


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Watched:
    """A simulated card in a thread; takes the place of its own record, and notes what it lights."""

    def __init__(self, driver: str, panel: Panel) -> None:
        self.lamps = Lamps()
        self._stop = threading.Event()
        card = make_card(driver, panel)
        ports = open_ports(driver, card, 0)
        self.port = ports[0].number
        words = (card, ports, self, self._stop)
        self._thread = threading.Thread(target=serve_card, args=words, daemon=True)
        self._thread.start()

    def write(self, handled: Handled, connection: int, lit: Frame) -> None:
        """What it was asked is of no interest here."""

    def show(self, lit: Frame) -> None:
        self.lamps.note(now_ms(), lit)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


class Town:
    """One site's life, from its first approval to its last judgement."""

    def __init__(self) -> None:
        self.site = Path(tempfile.mkdtemp(prefix="ledctl-kill-"))
        make_site(self.site)
        (self.site / "site.toml").write_text(SITE)
        (self.site / "presets").mkdir()
        (self.site / "presets" / "quick.toml").write_text(QUICK)
        panel = Panel.parse("64x64", "dual")
        self.cards = {name: Watched(driver, panel) for name, driver in CARDS.items()}
        signs = (SIGN.format(name=n, driver=CARDS[n], port=card.port) for n, card in self.cards.items())
        (self.site / "signs.toml").write_text("".join(signs) + _quiet_now())
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.absent: list[Span] = []
        self.began = now_ms()
        self._gone = self.began
        self.station = open_station(self.site)  # to look, and to hire
        self.people = Townsfolk(self.station.registry)
        self.start("publisher", "web")
        self.people.sign_in()

    # -- processes ------------------------------------------------------------------------------

    def start(self, *names: str) -> None:
        """Start these at once; returns when each has said that it is there."""
        for name in names:
            self.running[name] = self._run(name)
        for name in names:
            line = self._heard(name, "pages: " if name == "web" else "publishing: ")
            if name == "web":
                self.people.port = int(line.rpartition(":")[2])
            else:
                self.absent.append((self._gone, now_ms()))

    def kill(self, *names: str) -> None:
        """SIGKILL: not a word to anybody."""
        for name in names:
            os.kill(self.running[name].pid, signal.SIGKILL)
            if name == "publisher":
                self._gone = now_ms()

    def bury(self, *names: str) -> None:
        """Wait until those that were killed are gone."""
        for name in names:
            self.running.pop(name).communicate()

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.communicate()
        for card in self.cards.values():
            card.close()
        self.station.close()
        rmtree(self.site)

    def _run(self, name: str) -> subprocess.Popen[str]:
        words = (
            ["publish"]
            if name == "publisher"
            else ["serve", "--no-publisher", "--port", str(self.people.port)]
        )
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "ledctl", *words, "--site", str(self.site)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _heard(self, name: str, word: str) -> str:
        said = self.running[name].stdout
        assert said is not None
        for line in said:
            if word in line:
                return line.strip()
        raise AssertionError(f"the {name} ended before it began")

    # -- judging --------------------------------------------------------------------------------

    def await_right_pixels(self, within_s: float) -> None:
        """Each sign shows a page of what may be shown now, or is dark if nothing may."""
        for sign, card in self.cards.items():
            due = self._due(sign) or {""}
            _await(lambda c=card, d=due: c.lamps.now in d, within_s, f"{sign}: wrong pixels")  # type: ignore[misc] # bound early

    def await_everything(self, within_s: float) -> None:
        """Every page that may be shown comes round once more."""
        since = now_ms()
        for sign, card in self.cards.items():
            due = self._due(sign)
            _await(lambda c=card, d=due: d <= _seen(c.lamps, since), within_s, f"{sign}: a page never comes")  # type: ignore[misc] # as above

    def judge(self, leave_ms: int) -> None:
        """``Find`` if anything at all is wrong up to now."""
        grace = Grace(leave=leave_ms, absent=tuple(self.absent))
        told = self.people.acknowledged
        first = self.absent[0][1]
        found = [
            complaint
            for sign, card in self.cards.items()
            for complaint in judge(
                self.station.database,
                sign,
                card.lamps,
                grace=grace,
                acknowledged=told,
                since=first,
                until=now_ms(),
                least=LEAST.get(sign, LEVELS[0]),
            )
        ]
        check(found)

    def _due(self, sign: str) -> set[str]:
        return pages_due(self.station.database, sign, now_ms(), least=LEAST.get(sign, LEVELS[0]))


def _quiet_now() -> str:
    """Hours that are far off."""
    hour = (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=8)).strftime("%H")
    return QUIET.format(hour, hour)


def _seen(lamps: Lamps, since: int) -> set[str]:
    return {digest for _, end, digest in lamps.spans() if end > since}


def _await(holds: Callable[[], bool], within_s: float, what: str) -> None:
    deadline, tick = time.monotonic() + within_s, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"{what} after {within_s:.0f} s"
        tick.wait(0.02)
