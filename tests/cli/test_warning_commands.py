"""Warnings on the command line: the same use cases under a person's own name, stable JSON."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.clock import FrozenClock
from ledctl.resources import shared
from ledctl.station import open_station
from tests.warnings.hands import FORM

OWN = "a long password 3"
ISSUED = datetime(2026, 6, 18, 7, 25, tzinfo=UTC)

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    site: Path,
    quick_passwords: Passwords,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """``run("warning", "owed")``; ``who`` gives a password and ``--as``. It is 2026-06-18, 15:25."""
    clock = FrozenClock(ISSUED)
    opened = partial(open_station, clock=clock, passwords=quick_passwords)
    monkeypatch.setattr("ledctl.cli.common.open_station", opened)
    with_people = opened(site)
    for account, role in (
        ("qiao", Role.DRAFTER),
        ("shen", Role.APPROVER),
        ("lin", Role.REVIEWER),
        ("mo", Role.SECRECY_REVIEWER),
    ):
        once = with_people.registry.add(account, account, (role,), by="system")
        with_people.registry.change_password(account, once, OWN, via=Via.CLI)
    with_people.close()

    def go(*arguments: str, who: str = "") -> tuple[int, str]:
        named = ("--as", who, "--password-stdin") if who else ()
        monkeypatch.setattr(sys, "argv", ["ledctl", *arguments, "--site", str(site), *named])
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OWN}\n"))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return go


def done(answer: tuple[int, str]) -> Any:
    code, said = answer
    assert code == 0, said
    return json.loads(said) if said.startswith("{") else said


def test_the_short_way_on_the_command_line(run: Run) -> None:
    """Propose, approve, hand in, approve, sign off, lift; what is owed and lost as stable JSON."""
    file = next((shared("config/examples") / "notices").glob("N09-*.json"))
    reason = ("--reason", "来文格式")
    made = done(run("warning", "propose", "--source", FORM.source, *reason, "--json", who="qiao"))
    assert (made["state"], made["levels"]) == ("proposed", ["blue", "yellow", "orange", "red"])
    code, said = run("warning", "approve", "1", who="qiao")
    assert code == 1, said
    assert "已批准" in done(run("warning", "approve", "1", who="shen"))
    assert done(run("warning", "templates", "--json"))["templates"][0]["pattern"] == FORM.pattern
    assert FORM.source in done(run("warning", "templates"))
    done(run("notice", "import", str(file), who="qiao"))
    assert "待审批" in done(run("warning", "submit", "N09", "--template", "1", who="qiao"))
    done(run("notice", "approve", "N09", who="shen"))
    (debt,) = done(run("warning", "owed", "--json"))["owed"]
    assert (debt["notice"], debt["parts"]) == ("N09", ["content", "secrecy"])
    assert "内容审核、保密审查" in done(run("warning", "owed"))
    assert "已批准" in done(run("warning", "sign-off", "N09", "--part", "content", who="lin"))
    assert done(run("warning", "lost", "N09", "--json")) == {"lost": []}
    assert done(run("warning", "lost", "N09")) == ""
    assert "已批准" in done(run("warning", "lift", "N09", "--reason", "县气象台解除。", who="qiao"))
    assert "已撤回" in done(run("warning", "object", "N09", "--reason", "与来文不符。", who="mo"))
    assert "已撤回" in done(run("warning", "withdraw", "1", "--reason", "改格式", who="shen"))


def test_a_rejected_template_and_a_slip(run: Run) -> None:
    """A no is said as one; an unknown level lists those there are."""
    proposal = ("warning", "propose", "--source", FORM.source, "--reason", "来文格式")
    assert "待审批" in done(run(*proposal, "--level", "red", who="qiao"))
    assert "未批准" in done(run("warning", "reject", "1", "--reason", "不符", who="shen"))
    code, said = run(*proposal, "--level", "purple", who="qiao")
    assert code == 2
    assert "orange" in said
