"""``ledctl words`` and ``check --site``: the same rules as in the office, under a person's own name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.errors import NotAllowed
from ledctl.resources import shared
from ledctl.station import Station

N06 = next((shared("config/examples") / "notices").glob("N06-*"))


@pytest.fixture
def run(site: Path, station: Station) -> Callable[..., str]:
    """Run a command on the site as a person with that role."""

    def go(*args: str, role: Role = Role.ADMINISTRATOR, exit_code: int = 0) -> str:
        account = role.value.replace("_", "-")
        if account not in {person.account for person in station.registry.people()}:
            once = station.registry.add(account, "某某", [role], by="system")
            station.registry.change_password(account, once, "shizhen-9-qing", via=Via.CLI)
        who = [] if args[0] == "check" or args[1] == "list" else ["--as", account, "--password-stdin"]
        done = CliRunner().invoke(
            app, [*args, *who, "--site", str(site)], input="shizhen-9-qing\n", catch_exceptions=True
        )
        if isinstance(done.exception, NotAllowed):
            return done.exception.code
        assert done.exit_code == exit_code, done.output
        return done.stdout

    return go


def test_a_word_added_at_the_command_line_stops_a_file(run: Callable[..., str]) -> None:
    """``check --site`` goes by the site's list; without the site by the shipped one."""
    run("check", str(N06))
    run("words", "add", "重点项目", "--rank", "block")
    answer = json.loads(run("check", str(N06), "--json", exit_code=1))
    assert {f["code"] for f in answer["findings"] if f["severity"] == "block"} == {"word-blocked"}
    assert "重点项目" in json.loads(run("words", "list", "--json"))["block"]
    run("words", "remove", "重点项目", "--rank", "block")
    assert "重点项目" not in run("words", "list")
    run("check", str(N06))


def test_the_command_line_gives_no_rights(run: Callable[..., str]) -> None:
    """A drafter at the machine is a drafter."""
    assert run("words", "add", "新词", "--rank", "warn", role=Role.DRAFTER) == "administrators_only"
