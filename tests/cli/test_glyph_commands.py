"""Drawn glyphs on the command line: sentences, exit codes, stable JSON, the dots as text."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.resources import shared
from ledctl.station import open_station
from tests.glyphs.pen import RARE, TREE, font, glyph

OWN = "a long password 3"
SHAPE = {
    "id",
    "character",
    "codepoint",
    "advance",
    "art",
    "digest",
    "state",
    "why",
    "proposer",
    "via",
    "at",
    "practice",
    "decisions",
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
    """``run("approver", "glyph", "approve", 1)`` is the command by the person of that role; "" is nobody."""
    station = open_station(site, passwords=quick_passwords)
    for role in (Role.DRAFTER, Role.APPROVER):
        once = station.registry.add(role.value, f"某{role.value}", [role], by="system")
        station.registry.change_password(role.value, once, OWN, via=Via.CLI)
    station.close()
    monkeypatch.setenv("LEDCTL_SITE", str(site))

    def call(who: str, *words: object) -> Done:
        acting = ["--as", who, "--password-stdin"] if who else []
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words), *acting])
        monkeypatch.setattr(sys, "stdin", io.StringIO(OWN + "\n"))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return call


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    file = tmp_path / "own.bdf"
    file.write_bytes(font(glyph(RARE)))
    return file


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice file with the rare character in its title."""
    (sample,) = (shared("config/examples") / "notices").glob("N06-*.json")
    data = {**json.loads(sample.read_text("utf-8")), "title": f"关于{chr(RARE)}村的公告"}
    file = tmp_path / "notice.json"
    file.write_text(json.dumps(data), "utf-8")
    return file


def test_from_proposal_to_withdrawal(run: Run, drawing: Path, notice: Path, tmp_path: Path) -> None:
    """Each step by the person whose step it is; `check` and `preview` follow what is approved."""
    look = ["preview", notice, "--panel", "256x64", "--colour", "red", "-o", tmp_path / "out"]
    blocked = run("", "check", notice)
    assert blocked.code == 1
    assert "U+20001" in blocked.out
    done = run("drafter", "glyph", "propose", drawing, "--reason", "村名用字")
    assert (done.code, "U+20001" in done.out, "待审批" in done.out) == (0, True, True)
    assert run("", "check", notice).code == 1
    assert run("", *look).code == 2
    assert "已批准" in run("approver", "glyph", "approve", 1, "--opinion", "与地名录一致").out
    assert run("", "check", notice).code == 0
    assert run("", *look).code == 0
    shown = run("", "glyph", "show", 1).out
    assert "\n".join(TREE) in shown
    assert "某drafter (cli)" in shown
    assert "批准字形 / approve  某approver (cli) 与地名录一致" in shown
    assert "已撤回" in run("approver", "glyph", "withdraw", 1, "--reason", "少一点").out
    assert run("", "check", notice).code == 1
    assert run("", "verify").code == 0


def test_json_keeps_its_documented_shape(run: Run, drawing: Path) -> None:
    """`propose`, `list` and `show` answer alike; the dots are sixteen rows."""
    (proposed,) = run("drafter", "glyph", "propose", drawing, "--reason", "村名用字", "--json").json()[
        "proposed"
    ]
    run("approver", "glyph", "reject", 1, "--reason", "不像")
    (listed,) = run("", "glyph", "list", "--json").json()["glyphs"]
    shown = run("", "glyph", "show", 1, "--json").json()
    assert listed == shown
    assert set(shown) == set(proposed) == SHAPE
    assert tuple(shown["art"]) == TREE
    assert (proposed["state"], shown["state"], shown["codepoint"]) == ("proposed", "rejected", "U+20001")
    (decision,) = shown["decisions"]
    assert set(decision) == {"step", "account", "name", "via", "at", "opinion"}
    assert "U+20001" in run("", "glyph", "list").out


def test_errors_are_sentences_with_exit_codes(run: Run, drawing: Path, tmp_path: Path) -> None:
    """1: a rule says no. 2: the file, number or option is wrong; in both languages, never a traceback."""
    wrong = tmp_path / "wrong.bdf"
    wrong.write_bytes(drawing.read_bytes().replace(b"DWIDTH 16 0", b"DWIDTH 15 0"))
    run("drafter", "glyph", "propose", drawing, "--reason", "村名用字")
    for code, who, *words in (
        (2, "drafter", "propose", wrong, "--reason", "x"),
        (2, "drafter", "propose", tmp_path / "none.bdf", "--reason", "x"),
        (2, "drafter", "propose", drawing, "--reason", " "),
        (2, "drafter", "propose", drawing),
        (1, "drafter", "propose", drawing, "--reason", "again"),
        (1, "approver", "propose", drawing, "--reason", "not a drafter"),
        (1, "drafter", "approve", 1),
        (1, "", "approve", 1),
        (2, "approver", "approve", 7),
        (2, "approver", "reject", 1),
        (2, "approver", "withdraw", 1, "--reason", ""),
        (2, "", "show", 7),
    ):
        done = run(who, "glyph", *words)
        assert done.code == code, (words, done.err)
        assert len(done.err.strip().splitlines()) == 2
        assert "Traceback" not in done.err
