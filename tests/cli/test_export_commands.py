"""Exports on the command line: written, checked, refused; the JSON is stable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Role
from tests.cli.shell import Shell
from tests.publishing.office import short_notice

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(shell: Shell) -> Run:
    """A stood for ten minutes; shen audits."""
    with shell.station(shen=Role.AUDITOR) as station:
        office = shell.gate(station)
        office.approve(short_notice("A"))
        office.worker.step()
        office.pass_time(600, step_s=10)
    return shell.say


@pytest.fixture
def shen(site: Path) -> tuple[str, ...]:
    return ("--site", str(site), "--as", "shen", "--password-stdin")


def test_an_export_is_written_and_checked(run: Run, shen: tuple[str, ...], tmp_path: Path) -> None:
    """``export`` tells the digest; ``verify EXPORT`` needs no site and says what holds."""
    file = str(tmp_path / "record.zip")
    code, said = run("export", "-o", file, *shen)
    assert code == 0
    assert "SHA-256" in said
    code, said = run("verify", file)
    assert code == 0
    assert "文件自身前后一致 / THE FILE AGREES WITH ITSELF" in said
    assert "THE KEY IS THE FILE'S OWN" in said
    key = said.split("public key ")[1].split(":")[0]
    code, said = run("verify", file, "--key", key)
    assert code == 0
    assert "记录成立 / THE RECORD HOLDS" in said
    assert "THE KEY IS THE FILE'S OWN" not in said
    anchor = said.split("the last: ")[1].split()[2].lower().replace("o", "0")
    code, said = run("verify", file, "--anchor", anchor)
    assert code == 0
    assert "记录成立 / THE RECORD HOLDS" in said


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ((), {"all": True}),
        (("--notice", "A"), {"notice": "A"}),
        (
            ("--since", "2026-11-23", "--until", "2026-11-23"),
            {"since": "2026-11-22T16:00:00.000Z", "until": "2026-11-23T16:00:00.000Z"},
        ),
    ],
)
def test_stable_json(
    run: Run, shen: tuple[str, ...], tmp_path: Path, options: tuple[str, ...], what: dict[str, object]
) -> None:
    """The whole record, a notice or days: what it is stands in the JSON of both commands."""
    file = str(tmp_path / "record.zip")
    code, said = run("export", "-o", file, *options, *shen, "--json")
    made = json.loads(said)
    assert (code, made["what"]) == (0, what)
    assert made.keys() == {"sha256", "bytes", "what", "counts"}
    code, said = run("verify", file, "--json")
    report = json.loads(said)
    assert (code, report["what"], report["practice"]) == (0, what, False)
    assert report["events"]["rows"] == made["counts"]["events"] > 0


def test_a_wrong_key_and_no_export_are_told(run: Run, shen: tuple[str, ...], tmp_path: Path) -> None:
    """The verifier's own exits come through: 1 for what does not hold, 2 for what is no export."""
    file = tmp_path / "record.zip"
    run("export", "-o", str(file), *shen)
    assert run("verify", str(file), "--key", "ab" * 32)[0] == 1
    assert run("verify", str(file), "--code", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")[0] == 1
    file.write_bytes(b"something else")
    code, said = run("verify", str(file))
    assert code == 2
    assert "文件不能核验" in said
    assert run("verify", str(tmp_path / "-o.zip"))[0] == 2


def test_a_file_is_left_alone_unless_forced(run: Run, shen: tuple[str, ...], tmp_path: Path) -> None:
    """A second export to the same name is refused until ``--force``."""
    file = str(tmp_path / "record.zip")
    assert run("export", "-o", file, *shen)[0] == 0
    code, said = run("export", "-o", file, *shen)
    assert (code, "--force" in said) == (1, True)
    assert run("export", "-o", file, "--force", *shen)[0] == 0
