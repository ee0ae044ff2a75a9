"""Commands as somebody types them at a site: people with a password, the frozen clock, what was said."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.clock import FrozenClock
from ledctl.station import Station, open_station
from tests.publishing.office import MoodySign, Office, make_worker

OWN = "a long password 3"


@dataclass(frozen=True, slots=True)
class Shell:
    """``shell("history", who="jin")``: how it ended, what was said; ``who`` gives a password and ``--as``."""

    site: Path
    clock: FrozenClock
    passwords: Passwords
    monkeypatch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    @contextmanager
    def station(self, **people: Role) -> Iterator[Station]:
        """The site before the first command, with these people."""
        opened = partial(open_station, clock=self.clock, passwords=self.passwords)
        self.monkeypatch.setattr("ledctl.cli.common.open_station", opened)
        station = opened(self.site)
        for account, role in people.items():
            once = station.registry.add(account, f"某{account}", (role,), by="system")
            station.registry.change_password(account, once, OWN, via=Via.CLI)
        yield station
        station.close()

    def gate(self, station: Station) -> Office:
        """Its sign, stepped by hand."""
        sign = MoodySign(station.settings.signs["gate"].make_panel())
        return Office(station, self.clock, sign, make_worker(station, sign))

    def __call__(self, *arguments: str, who: str = "") -> tuple[int, str]:
        named = ("--as", who, "--password-stdin") if who else ()
        return self.say(*arguments, "--site", str(self.site), *named)

    def say(self, *arguments: str) -> tuple[int, str]:
        """The very words, with nothing added."""
        code, out, err = self.heard(*arguments)
        return code, out + err

    def heard(self, *arguments: str) -> tuple[int, str, str]:
        """What was said, and what was complained of."""
        self.monkeypatch.setattr(sys, "argv", ["ledctl", *arguments])
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OWN}\n"))
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.captured.readouterr()
        return int(ended.value.code or 0), said.out, said.err
