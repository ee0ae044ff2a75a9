"""``ledctl proof``: one file, whole or not at all, by somebody who may."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, NotAllowed, NotFound
from ledctl.station import Station
from tests.publishing.office import actor, short_notice

PASSWORD = "shizhen-9-qing"


@pytest.fixture
def approved(station: Station) -> Station:
    """A site with an approved notice A, a reviewer and a village poster."""
    for account, role in (("shen", Role.REVIEWER), ("cun", Role.VILLAGE_POSTER)):
        once = station.registry.add(account, f"某{account}", [role], by="system")
        station.registry.change_password(account, once, PASSWORD, via=Via.CLI)
    desk = station.desk
    desk.draft(actor("drafter"), short_notice("A"))
    desk.submit(actor("drafter"), "A")
    desk.review(actor("reviewer"), "A", "pass")
    desk.secrecy(actor("secrecy_reviewer"), "A", "pass")
    desk.approve(actor("approver"), "A")
    return station


def run(station: Station, *words: str, by: str = "shen") -> object:
    """The command; what it prints, or the error it ends with."""
    given = ["proof", *words, "--site", str(station.site), "--as", by, "--password-stdin"]
    return CliRunner().invoke(app, given, input=PASSWORD + "\n")


def test_one_file_whole(approved: Station, tmp_path: Path) -> None:
    """The file is what the answer says it is, and nothing lies beside it."""
    out = tmp_path / "out" / "a.zip"
    out.parent.mkdir()
    done = run(approved, "A", "-o", str(out), "--json")
    assert done.exit_code == 0, done.output  # type: ignore[attr-defined]
    told = json.loads(done.stdout)  # type: ignore[attr-defined]
    assert told["digest"] == sha256(out.read_bytes()).hexdigest()
    assert told["outcome"] in ("nothing", "not_begun")
    assert [*out.parent.iterdir()] == [out]
    with zipfile.ZipFile(out) as file:
        assert file.testzip() is None
        assert set(told["members"]) == set(file.namelist())


def test_a_file_that_is_there_is_left_alone(approved: Station, tmp_path: Path) -> None:
    """Without --force nothing is written over, and the sentence says how; with it the file is replaced."""
    out = tmp_path / "a.zip"
    out.write_text("mine")
    refused = run(approved, "A", "-o", str(out))
    assert isinstance(refused.exception, BadInput)  # type: ignore[attr-defined]
    assert refused.exception.code == "proof_file_exists"  # type: ignore[attr-defined]
    assert out.read_text() == "mine"
    done = run(approved, "A", "-o", str(out), "--force")
    assert done.exit_code == 0  # type: ignore[attr-defined]
    assert "SHA-256" in done.stdout  # type: ignore[attr-defined]
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize(("notice", "by", "error"), [("A", "cun", NotAllowed), ("nobody", "shen", NotFound)])
def test_a_refusal_leaves_no_file(
    approved: Station, tmp_path: Path, notice: str, by: str, error: type[Exception]
) -> None:
    """Who may not, and what is not there: no file, not even an unfinished one."""
    folder = tmp_path / "out"
    folder.mkdir()
    refused = run(approved, notice, "-o", str(folder / "a.zip"), by=by)
    assert isinstance(refused.exception, error)  # type: ignore[attr-defined]
    assert [*folder.iterdir()] == []


def test_a_folder_that_is_not_there(approved: Station, tmp_path: Path, clock: FrozenClock) -> None:
    """A place that takes no file is named, and nothing is on record."""
    refused = run(approved, "A", "-o", str(tmp_path / "no" / "a.zip"))
    assert refused.exception.code == "file_unwritable"  # type: ignore[attr-defined]
