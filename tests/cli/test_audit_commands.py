"""The auditor's questions on the command line, and who reads there on record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drivers.picture import to_image
from ledctl.accounts.model import Role
from ledctl.accounts.passwords import Passwords
from ledctl.cli import reading
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.station import Station, open_station
from tests.cli.shell import Shell
from tests.full_disk import read_only
from tests.publishing.office import short_notice

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lit(shell: Shell) -> Iterator[Station]:
    """A stood for half an hour from nine o'clock; ``jin`` is an auditor, ``shen`` an approver."""
    with shell.station(jin=Role.AUDITOR, shen=Role.APPROVER) as station:
        office = shell.gate(station)
        office.worker.step()
        office.approve(short_notice("A"))
        office.worker.step()
        office.pass_time(1800, step_s=5)
        office.worker._recorder.flush(force=True)
        yield station


@pytest.fixture
def run(lit: Station, site: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("audit", "at", "09:10", who="jin")``: the exit code, what was said, what was complained of."""
    monkeypatch.delenv("LEDCTL_TOKEN", raising=False)

    def go(*arguments: str, who: str = "") -> tuple[int, str, str]:
        named = ("--as", who, "--password-stdin") if who else ()
        return shell.heard(*arguments, "--site", str(site), *named)

    return go


Look = tuple[str, str, str, Any]


def looks(station: Station) -> list[Look]:
    with station.database.read() as session:
        found = [*events(session, kind="auditor_looked"), *events(session, kind="record_read")]
    return [(one.kind, one.actor, one.via, one.facts["what"]) for one in found]


def new(told: list[Look], before: list[Look]) -> list[Look]:
    """What was told since."""
    return list((Counter(told) - Counter(before)).elements())


QUESTIONS = [
    (("audit", "at", "09:10"), "at 2026-11-23 09:10:00", "停水通知A"),
    (("audit", "notice", "A"), "notice A", "approved"),
    (("audit", "person", "approver"), "person approver", "approved"),
    (("audit", "category", "general"), "category general", "停水通知A"),
    (("audit", "search", "停水", "储水"), "search", "[储水]"),
    (("audit", "gaps"), "gaps", "缺失 / gaps: 0"),
    (("history",), "history", "停水通知A"),
    (("outages",), "outages", "正常率"),
    (("report", "year", "2026"), "report 2026", "上屏信息"),
    (("verify",), "verify", "链条成立"),
    (("report", "count", "--year", "2026"), "count 2026-01-01 2026-12-31", "公开信息"),
    (("elsewhere", "list", "--json"), "elsewhere", '"entries"'),
    (("form", "list"), "forms", "2017"),
    (("form", "show", "2017", "--year", "2026"), "forms 2017 2026", "1.1"),
    (("picture", "timeline"), "timeline  2026-11-23 2026-11-23", "<svg"),
    (("checkpoint", "list", "--json"), "checkpoints", '"checkpoints"'),
    (("retention", "show"), "retention", "永久"),
]


def test_an_auditor_who_says_who_they_are_is_on_record(run: Run, lit: Station) -> None:
    """Every look by an auditor is recorded once, on the command line too; another reader's name is not."""
    for asked, what, said in QUESTIONS:
        before = looks(lit)
        code, out, _ = run(*asked, who="jin")
        assert code == 0, asked
        assert said in out
        assert new(looks(lit), before) == [("auditor_looked", "jin", "cli", what)]
        assert run(*asked, who="shen")[0] == 0
        assert len(looks(lit)) == len(before) + 1, asked


def test_whoever_gives_no_name_is_the_account_of_the_machine(
    run: Run, lit: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record names what the machine knows, and marks it as an account of the machine."""
    monkeypatch.setattr(reading, "machine_account", lambda: "ops")
    for asked, what, said in QUESTIONS:
        before = looks(lit)
        assert said in run(*asked)[1]
        assert new(looks(lit), before) == [("record_read", "cli:ops", "cli", what)]


def test_a_wrong_name_is_refused(run: Run, lit: Station) -> None:
    """Whoever names somebody proves it; nothing is told and no look is recorded."""
    code, out, err = run("audit", "gaps", who="nobody")
    assert (code, out) == (1, "")
    assert err
    assert looks(lit) == []


def test_the_exact_picture_is_written(run: Run, lit: Station, tmp_path: Path) -> None:
    """R38: the file holds the frame that was approved, a pixel a lamp."""
    out = tmp_path / "stood.png"
    code, said, _ = run("audit", "at", "09:10", "--sign", "gate", "-o", str(out), "--json")
    (gate,) = json.loads(said)["signs"]
    frame = lit.questions.frame(gate["page"]["program"], gate["page"]["page"])
    assert code == 0
    assert Image.open(out).convert("RGB").tobytes() == to_image(frame).convert("RGB").tobytes()
    code, _, err = run("audit", "at", "08:00", "-o", str(tmp_path / "none.png"))
    assert code == 2
    assert "0 幅" in err
    assert not (tmp_path / "none.png").exists()
    code, _, err = run("audit", "at", "09:10", "--sign", "gate", "-o", str(tmp_path / "no" / "folder.png"))
    assert code == 2
    assert "folder.png" in err


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        (("at", "09:10"), {"signs"}),
        (("notice", "A"), {"id", "versions", "decisions", "events", "days", "outages", "around", "timeline"}),
        (("person", "approver"), {"account", "name", "roles", "active", "known", "events", "older"}),
        (("category", "general"), {"category", "since", "until", "items", "total", "practice"}),
        (("search", "停水"), {"words", "hits", "more"}),
        (("gaps",), {"since", "until", "signs", "jumps", "clock_doubts", "clock_steps"}),
    ],
)
def test_the_json_has_stable_keys(run: Run, asked: tuple[str, ...], keys: set[str]) -> None:
    """What docs/cli.md promises to programs."""
    code, out, _ = run("audit", *asked, "--json")
    assert code == 0
    assert keys <= set(json.loads(out))


@pytest.mark.parametrize("when", ["2030-01-01 10:00", "2026-02-30 10:00", "gestern"])
def test_an_instant_that_is_none_is_refused(run: Run, lit: Station, when: str) -> None:
    """Bad input, in words, and no look."""
    code, out, err = run("audit", "at", when)
    assert (code, out) == (2, "")
    assert err
    assert looks(lit) == []


def test_a_gap_is_found_by_its_exit_code(run: Run, lit: Station, clock: FrozenClock) -> None:
    """A program that watches the record needs no reading of words."""
    from ledctl.clock import to_ms
    from ledctl.ledger.downtime import How, Outage, beat, begin_outage, end_outages, open_outages

    with lit.database.write() as session:
        begin_outage(session, "hall", Outage.HOST, to_ms(clock.now()))
        end_outages(session, open_outages(session, "hall"), to_ms(clock.now()) + 1000, How.CONFIRMED)
        beat(session, {"hall": to_ms(clock.now()) + 9000})
    clock.advance(9)
    code, out, _ = run("audit", "gaps", "--sign", "hall")
    assert code == 1
    assert "缺失 / gaps: 1" in out


def test_a_look_does_not_fail_where_nothing_can_be_written(
    run: Run, clock: FrozenClock, quick_passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk keeps no answer back; whoever looks is told that it is not on record."""
    with ExitStack() as stack:

        def open_full(site: Path, **more: Any) -> Station:
            station = open_station(site, clock=clock, passwords=quick_passwords, **more)
            stack.enter_context(read_only(station.database))
            return station

        monkeypatch.setattr("ledctl.cli.common.open_station", open_full)
        code, out, err = run("audit", "notice", "A")
    assert code == 0
    assert "停水通知A" in out
    assert "没有写入记录" in err
