"""A site with its real processes: web office and publisher, two cards, and people with programs of their own.

The cards are simulated in threads here and watched as they light; one is turned by
the host, the other turns its pages itself. The publisher and the office run as
``ledctl publish`` and ``ledctl serve --no-publisher``, and may be killed. People
act through the JSON API, so that an answer is an acknowledgement.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from shutil import rmtree

from drivers.base import Frame, Panel
from drivers.cards import Handled
from drivers.simulate import make_card, open_ports, serve_card
from ledctl.accounts.model import Role
from ledctl.station import open_station
from tests.faults.desks import make_site
from tests.faults.judge import Acknowledged, Grace, Lamps, Span, judge, pages_due
from tests.faults.running import check

WAIT_S = 15.0
CARDS = {"gate": "onbon_bx", "hall": "huidu_sdk"}
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
PEOPLE = (Role.DRAFTER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER)


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
        (self.site / "signs.toml").write_text("".join(signs))
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.absent: list[Span] = []
        self.approved: set[str] = set()
        self.withdrawn: set[str] = set()
        self.began = now_ms()
        self._port, self._gone = 0, self.began
        self.station = open_station(self.site)  # to look, and to hire
        self._once = {
            role: self.station.registry.add(role.value, f"某{role.value}", [role], by="system")
            for role in PEOPLE
        }
        self._tokens: dict[Role, str] = {}
        self._until = -1
        self._do: Callable[[], None] = _nothing
        self.start("publisher", "web")
        self._sign_in()

    # -- processes ------------------------------------------------------------------------------

    def start(self, *names: str) -> None:
        """Start these at once; returns when each has said that it is there."""
        for name in names:
            self.running[name] = self._run(name)
        for name in names:
            line = self._heard(name, "pages: " if name == "web" else "publishing: ")
            if name == "web":
                self._port = int(line.rpartition(":")[2])
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
        words = ["publish"] if name == "publisher" else ["serve", "--no-publisher", "--port", str(self._port)]
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

    # -- people ---------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        for role, once in self._once.items():
            order = {"account": role.value, "password": once, "new_password": "shizhen-9-qing"}
            answer = self._ask("/login", order, "")
            assert answer is not None
            self._tokens[role] = str(answer["token"])

    def at_request(self, number: int, do: Callable[[], None]) -> None:
        """When the request of that number from now on is about to leave, ``do`` something first."""
        self._until, self._do = number, do

    def ask(self, role: Role, path: str, order: Mapping[str, object] | None = None) -> bool:
        """Whether the office said that it is done; nobody knows what became of what it did not answer."""
        return self._ask(path, order or {}, self._tokens[role]) is not None

    def _ask(self, path: str, order: Mapping[str, object], token: str) -> Mapping[str, object] | None:
        if self._until == 0:
            self._do()
        self._until -= 1
        line = HTTPConnection("127.0.0.1", self._port, timeout=WAIT_S)
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        try:
            line.request("POST", f"/api{path}", json.dumps(order), headers)
            answer = line.getresponse()
            body = json.loads(answer.read())
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            line.close()
        assert answer.status < 500, f"{path}: {body}"
        return body if answer.status < 300 else None

    def put_up(self, notice: str, chance: Random) -> None:
        """Through every desk, as far as the office answers."""
        steps = (
            (Role.DRAFTER, "submit", {}),
            (Role.REVIEWER, "review", {"result": "pass"}),
            (Role.SECRECY_REVIEWER, "secrecy", {"result": "pass"}),
            (Role.APPROVER, "approve", {}),
        )
        done = self.ask(Role.DRAFTER, "/notices", _written(notice, chance))
        for role, step, order in steps:
            done = done and self.ask(role, f"/notices/{notice}/{step}", order)
        if done:
            self.approved.add(notice)

    def take_back(self, notice: str) -> None:
        if self.ask(Role.APPROVER, f"/notices/{notice}/withdraw", {"reason": "内容有误"}):
            self.withdrawn.add(notice)

    # -- judging --------------------------------------------------------------------------------

    def await_right_pixels(self, within_s: float) -> None:
        """Each sign shows a page of what may be shown now, or is dark if nothing may."""
        for sign, card in self.cards.items():
            due = pages_due(self.station.database, sign, now_ms()) or {""}
            _await(lambda c=card, d=due: c.lamps.now in d, within_s, f"{sign}: wrong pixels")  # type: ignore[misc] # bound early

    def await_everything(self, within_s: float) -> None:
        """Every page that may be shown comes round once more."""
        since = now_ms()
        for sign, card in self.cards.items():
            due = pages_due(self.station.database, sign, now_ms())
            _await(lambda c=card, d=due: d <= _seen(c.lamps, since), within_s, f"{sign}: a page never comes")  # type: ignore[misc] # as above

    def judge(self, leave_ms: int) -> None:
        """``Find`` if anything at all is wrong up to now."""
        grace = Grace(leave=leave_ms, absent=tuple(self.absent))
        told = Acknowledged(frozenset(self.approved), frozenset(self.withdrawn))
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
            )
        ]
        check(found)


def _nothing() -> None:
    """Nobody has asked for anything."""


def _seen(lamps: Lamps, since: int) -> set[str]:
    return {digest for _, end, digest in lamps.spans() if end > since}


def _await(holds: Callable[[], bool], within_s: float, what: str) -> None:
    deadline, tick = time.monotonic() + within_s, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"{what} after {within_s:.0f} s"
        tick.wait(0.02)


def _written(notice: str, chance: Random) -> dict[str, object]:
    unit = "示例镇人民政府"
    return {
        "id": notice,
        "title": f"停水通知{notice}",
        "category": "general",
        "issuing_unit": unit,
        "body": [f"检修{notice}号管道，请储水{chance.randrange(2, 9)}桶。"],
        "signature": {"unit": unit, "date": time.strftime("%Y-%m-%d")},
        "urgency": chance.choice(("normal", "normal", "normal", "high")),
        "display_window": {"led_days": 3},
    }
