"""Commands of the chain: frames and pixels, comparison, remarks, stand-ins, people."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.clock import SystemClock
from ledctl.content.files import read_notice
from ledctl.resources import shared
from ledctl.station import open_station

OWN = "a long password 3"
(SAMPLE,) = (shared("config/examples") / "notices").glob("N06-*.json")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("person", "list")`` is the command itself, in this process: exit code, output, errors."""

    def call(*words: object, by: str = "") -> tuple[int, str, str]:
        who = ["--as", by, "--password-stdin"] if by else []
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words), *who])
        monkeypatch.setattr(sys, "stdin", io.StringIO(OWN + "\n"))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture(autouse=True)
def office(site: Path, quick_passwords: Passwords, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person of each role; N06 written, returned and mended once, and before the approver again."""
    monkeypatch.setenv("LEDCTL_SITE", str(site))
    station = open_station(site, passwords=quick_passwords)
    actors: dict[Role, Any] = {}
    for role in Role:
        first = station.registry.add(role.value, f"某{role.value}", [role], by="system")
        station.registry.change_password(role.value, first, OWN, via=Via.CLI)
        actors[role] = station.registry.sign_in(role.value, OWN, via=Via.CLI)[1]
    notice = read_notice(SAMPLE.read_bytes()).model_copy(update={"display_window": None})
    desk, drafter = station.desk, actors[Role.DRAFTER]
    desk.draft(drafter, notice)
    desk.submit(drafter, "N06")
    desk.review(actors[Role.REVIEWER], "N06", "return", "标题有误。")
    desk.edit(drafter, "N06", notice.model_copy(update={"title": "改过的标题"}))
    desk.submit(drafter, "N06")
    desk.review(actors[Role.REVIEWER], "N06", "pass")
    desk.secrecy(actors[Role.SECRECY_REVIEWER], "N06", "pass")
    station.close()


def test_an_approval_names_the_pixels_that_were_printed(run: Run) -> None:
    """``frames`` prints the digests, ``--pixels`` names them; others are refused and nothing changes."""
    (sign,) = json.loads(run("notice", "frames", "N06", "--json")[1])["signs"]
    assert run("notice", "frames", "N06")[1].startswith(f"gate={sign['program']}")
    assert run("notice", "approve", "N06", "--pixels", "gate", by="approver")[0] == 2
    assert run("notice", "approve", "N06", "--pixels", "gate=" + "0" * 64, by="approver")[0] == 1
    assert run("notice", "approve", "N06", "--pixels", f"gate={sign['program']}", by="approver")[0] == 0
    shown = json.loads(run("notice", "show", "N06", "--json")[1])
    assert shown["decisions"][-1]["seen_pixels"] is True
    assert [one["account"] for one in shown["names"]["signed_by"]] == ["approver"]


def test_versions_are_compared(run: Run) -> None:
    """The current one with the one before, or any two by number."""
    found = json.loads(run("notice", "compare", "N06", "--json")[1])
    assert (found["from"], found["to"]) == (1, 2)
    assert [one["field"] for one in found["fields"]] == ["title"]
    assert "改过的标题" in run("notice", "compare", "N06")[1]
    assert "相同" in run("notice", "compare", "N06", "--from", 2, "--to", 2)[1]
    assert run("notice", "compare", "N06", "--from", 7)[0] == 2


def test_a_stand_in_approves_from_the_command_line(run: Run) -> None:
    """Given, listed, used and ended under the people's own names; ``show`` says for whom."""
    now = SystemClock().now()
    days = ("--first", (now - timedelta(1)).date(), "--last", (now + timedelta(2)).date())
    code, number, _ = run(
        "person", "stand-in", "approver", "operator", *days, "--reason", "外出", by="approver"
    )
    assert code == 0
    assert run("person", "stand-in", "approver", "auditor", *days, "--reason", "x", by="auditor")[0] == 1
    (listed,) = json.loads(run("person", "stand-ins", "--json")[1])["stand_ins"]
    assert (listed["giver"], listed["stand_in"]) == ("approver", "operator")
    assert "approver ← operator" in run("person", "stand-ins")[1]
    assert run("notice", "approve", "N06", by="operator")[0] == 0
    assert "代 / for 某approver" in run("notice", "show", "N06")[1]
    assert run("person", "end-stand-in", number.strip(), "--reason", "回来了", by="approver")[0] == 0


def test_people_are_stopped_let_in_and_given_roles(run: Run) -> None:
    """An administrator's commands; what the person leaves unfinished is printed."""
    code, said, _ = run("person", "disable", "drafter", by="administrator")
    assert (code, "N06" in said) == (0, True)
    assert run("notice", "remark", "N06", "--text", "x", by="drafter")[0] != 0
    assert run("person", "enable", "drafter", by="administrator")[0] == 0
    assert run("notice", "remark", "N06", "--text", "已核对", by="drafter")[0] == 0
    assert run("person", "roles", "drafter", "--role", "reviewer", by="administrator")[0] == 0
    assert run("person", "roles", "drafter", "--role", "king", by="administrator")[0] == 2
    assert run("person", "disable", "administrator", by="administrator")[0] == 1
    assert run("person", "disable", "reviewer", by="operator")[0] == 1
    people = {one["account"]: one for one in json.loads(run("person", "list", "--json")[1])["people"]}
    assert people["drafter"] == {
        "account": "drafter",
        "name": "某drafter",
        "roles": ["reviewer"],
        "active": True,
    }
