"""``ledctl blackout``: plain it orders, the exit code says whether every sign confirmed."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.blackout import waiting
from ledctl.blackout.orders import Blackouts
from ledctl.cli import main
from ledctl.clock import FrozenClock
from ledctl.db import engine
from ledctl.station import Station, open_station
from tests.full_disk import read_only
from tests.publishing.office import actor

PREPARE = engine._prepare_sqlite
OWN = "a long password 3"
STATUS = {"on", "now", "not_dark", "drill_due"}
SHAPE = {
    *(
        "id",
        "on_record",
        "drill",
        "at",
        "until",
        "by",
        "via",
        "practice",
        "reasons",
        "end",
        "signs",
        "not_dark",
    ),
}


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(
    site: Path,
    quick_passwords: Passwords,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """``run("approver", "off", "--reason", "x")`` is ``ledctl blackout off`` by that person; "" is nobody."""
    (site / "site.toml").write_text('mode = "live"\n')
    station = open_station(site, passwords=quick_passwords)
    for role in (Role.DRAFTER, Role.APPROVER, Role.AUDITOR):
        once = station.registry.add(role.value, f"某{role.value}", [role], by="system")
        station.registry.change_password(role.value, once, OWN, via=Via.CLI)
    station.close()
    monkeypatch.setenv("LEDCTL_SITE", str(site))

    def call(who: str, *words: object) -> Done:
        acting = ["--as", who, "--password-stdin"] if who else []
        monkeypatch.setattr(sys, "argv", ["ledctl", "blackout", *map(str, words), *acting])
        monkeypatch.setattr(sys, "stdin", io.StringIO(OWN + "\n"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Done(end.value.code if isinstance(end.value.code, int) else 1, said.out, said.err)

    return call


@pytest.fixture
def publishing(site: Path, run: Run) -> Iterator[Station]:
    """The publisher beside the command."""
    station = open_station(site, overrides={"publisher": {"poll_s": 60}})
    station.start_publishing()
    yield station
    station.close()


@pytest.mark.parametrize("word", [(), ("on",)])
def test_it_orders_and_says_what_every_sign_answered(
    run: Run, publishing: Station, word: tuple[str, ...]
) -> None:
    """0: every sign confirmed in time; the lines name milliseconds and proof."""
    done = run("drafter", *word, "--wait", 10)
    assert done.code == 0, done.err
    assert "gate: 已黑屏 / dark" in done.out
    assert "P3" in done.out
    assert publishing.blackouts.state().is_real


def test_nobody_there_is_1_and_names_the_sign(run: Run) -> None:
    """The order stands all the same, and a publisher that comes finds it."""
    done = run("drafter", "--wait", 0, "--json")
    assert done.code == 1
    assert done.json().keys() == SHAPE
    assert done.json()["not_dark"] == ["gate"]
    told = run("", "status")
    assert (told.code, "gate: 没有应答 / has not answered" in told.out) == (0, True)
    found = run("", "status", "--json").json()
    assert found.keys() == STATUS
    assert (found["on"], found["drill_due"]) == (True, True)


def test_explained_and_lifted_with_the_rights_of_the_pages(run: Run) -> None:
    """A sentence and 1 for who may not, 2 for a missing reason."""
    assert "没有关屏" in run("", "status").out
    assert "审计员" in run("auditor").err
    run("drafter", "--wait", 0)
    refused = run("drafter", "off", "--reason", "好了")
    assert (refused.code, "审批人" in refused.err) == (1, True)
    assert run("approver", "off").code == 2
    assert run("drafter", "explain", "--reason", "误按").code == 0
    assert run("approver", "off", "--opinion", "已核实").code == 0
    assert run("approver", "off").code == 1
    assert run("", "on").code == 1, "nobody acts without a person"
    assert "该做关屏演练了" in run("", "status").out


def test_a_drill(run: Run, publishing: Station) -> None:
    """It waits until it is over; afterwards none is due."""
    done = run("approver", "drill", "--json")
    assert done.code == 0, done.err
    assert done.json()["end"]["how"] == "all_dark"
    assert not run("", "status", "--json").json()["drill_due"]
    assert run("drafter", "drill").code == 1


def test_late_signs_are_told_with_the_reason(run: Run, monkeypatch: pytest.MonkeyPatch, site: Path) -> None:
    """A sign that cannot be reached is named with what is known of it."""
    (site / "signs.toml").write_text(
        '[signs.gate]\ndriver = "onbon_bx"\nlink = "tcp://127.0.0.1:9"\npanel = "64x64"\ncolour = "dual"\n'
        "options = { timeout_ms = 100, connect_ms = 100 }\n"
    )
    station = open_station(site, overrides={"publisher": {"poll_s": 0.1}})
    station.start_publishing()
    try:
        done = run("approver", "drill")
    finally:
        station.close()
    assert done.code == 1
    assert "gate: 未确认 / not confirmed: ConnectFailed" in done.out


def test_waiting_ends_by_the_clock_of_waiting(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before its time, not after it, and at once when there is nothing to wait for."""
    blackouts: Blackouts = station.blackouts
    number = blackouts.order(actor("drafter"))
    slept: list[float] = []
    ticks = iter(range(100))
    found = waiting.wait_for_signs(
        blackouts, number, 3, monotonic=lambda: float(next(ticks)), sleep=slept.append
    )
    assert found.id == number
    assert slept == [waiting.LOOK_S] * 2


def test_ordered_while_nothing_can_be_written(
    run: Run, publishing: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 when every sign is dark, by the password alone; the line says that it is not on record yet."""
    monkeypatch.setattr(engine, "_prepare_sqlite", _prepare_read_only)
    with read_only(publishing.database):
        done = run("drafter", "--wait", 10)
        assert done.code == 0, done.err
        assert "gate: 已黑屏 / dark" in done.out
        assert "还没有记录在案" in done.out
        told = json.loads(run("", "status", "--json").out)["now"]
        assert (told["id"], told["on_record"], told["by"]) == (0, False, "drafter")
        assert "补记" in run("approver", "off", "--reason", "x").err
    monkeypatch.undo()


def _prepare_read_only(connection: sqlite3.Connection, record: Any) -> None:
    """Of the command's own connections."""
    PREPARE(connection, record)
    connection.execute("PRAGMA query_only=1")
