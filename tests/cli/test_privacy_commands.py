"""Personal data on the command line: published codes, keeping one with two people, the sweep."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.resources import shared
from ledctl.station import open_station

OWN = "a long password 3"
MOBILE = "19000000000"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    site: Path,
    quick_passwords: Passwords,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """``run("drafter", words..., typed="...")``: a command by that person; ``typed`` follows the password."""
    station = open_station(site, passwords=quick_passwords)
    for role in (Role.DRAFTER, Role.REVIEWER):
        once = station.registry.add(role.value, f"某{role.value}", [role], by="system")
        station.registry.change_password(role.value, once, OWN, via=Via.CLI)
    station.close()
    monkeypatch.setenv("LEDCTL_SITE", str(site))

    def call(who: str, *words: object, typed: str = "") -> tuple[int, str]:
        acting = ["--as", who, "--password-stdin"] if who else []
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words), *acting])
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OWN}\n{typed}\n"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out + said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A notice file with a mobile number in its text."""
    (sample,) = (shared("config/examples") / "notices").glob("N06-*.json")
    notice = json.loads(sample.read_text("utf-8")) | {"body": [f"抢修电话{MOBILE}。"]}
    made = tmp_path / "notice.json"
    made.write_text(json.dumps(notice), "utf-8")
    return made


def test_check_prints_published_codes(run: Run, file: Path) -> None:
    """``personal-data`` for every kind of number; never the number."""
    code, out = run("", "check", file, "--json")
    finding, open_publisher = json.loads(out)["findings"]
    assert (open_publisher["code"], open_publisher["severity"]) == ("publisher-open", "info")
    assert (code, finding["code"], finding["where"]) == (1, "personal-data", "body[0]")
    assert MOBILE not in out


def test_two_people_keep_a_datum(run: Run, file: Path) -> None:
    """Asked, agreed and listed; the datum is read from standard input and printed nowhere."""
    assert run("drafter", "notice", "import", file)[0] == 0
    asking = ("notice", "keep", "N06", "--where", "body[0]", "--reason", "抢修须直接联系")
    code, out = run("drafter", *asking, "--json", typed=MOBILE)
    assert (code, json.loads(out)) == (0, {"id": "N06", "number": 1})
    assert "待复核" in run("", "notice", "kept", "N06")[1]
    assert run("drafter", "notice", "agree", "N06", 1, typed=MOBILE)[0] == 1
    code, out = run("reviewer", "notice", "agree", "N06", 1, "--opinion", "属实", typed="190 0000 0000")
    assert (code, "已同意" in out) == (0, True)
    code, out = run("", "notice", "kept", "N06", "--json")
    (request,) = json.loads(out)["requests"]
    assert (request["confirmer"], request["opinion"], MOBILE in out) == ("reviewer", "属实", False)
    assert "某reviewer 已同意" in run("", "notice", "kept", "N06")[1]
    assert "2 号申请" in run("drafter", *asking, typed=MOBILE)[1]


def test_the_sweep_ends_well_when_nothing_is_found(run: Run) -> None:
    """Exit code 0, and a stable shape."""
    code, out = run("reviewer", "sweep", "--json")
    assert code == 0
    assert set(json.loads(out)) == {"at", "versions", "on_signs", "hits"}
    assert "查了 0 版，0 处" in run("reviewer", "sweep")[1]
    assert run("drafter", "sweep")[0] == 1
