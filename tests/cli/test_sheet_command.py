"""``ledctl sheet``: final sheets of what is approved, drafts of anything, one file or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.resources import shared
from ledctl.station import Station
from tests.boards.approving import approve
from tests.pdf_text import text_of
from tests.publishing.office import actor, short_notice

PASSWORD = "shizhen-9-qing"


@pytest.fixture
def approved(station: Station) -> Station:
    """A site with an approved notice A, a draft B and an operator."""
    once = station.registry.add("cao", "某操作员", [Role.OPERATOR], by="system")
    station.registry.change_password("cao", once, PASSWORD, via=Via.CLI)
    approve(station, actor, short_notice("A"))
    station.desk.draft(actor("drafter"), short_notice("B"))
    return station


def run(station: Station, *words: str, signed: bool = True) -> Result:
    who = ["--as", "cao", "--password-stdin"] if signed else []
    return CliRunner().invoke(
        app, ["sheet", *words, "--site", str(station.site), *who], input=PASSWORD + "\n"
    )


def test_a_final_sheet_and_its_copy(approved: Station, tmp_path: Path) -> None:
    """The file is the one on record; ``--json`` says which copy it is."""
    out = tmp_path / "A.pdf"
    found = json.loads(run(approved, "A", "--paper", "a3", "-o", str(out), "--json").stdout)
    (copy,) = approved.sheets.copies("A")
    assert found == {"file": str(out), "copy": copy.as_dict(), "told": []}
    assert copy.paper == "A3"
    assert copy.code in text_of(out.read_bytes())
    assert f"短码 / code {copy.code}" in run(approved, "A", "-o", str(tmp_path / "2.pdf")).stdout


def test_nothing_is_overwritten_and_nothing_is_left(approved: Station, tmp_path: Path) -> None:
    """A file that is there stays, unless ``--force``; what was refused leaves neither file nor record."""
    out = tmp_path / "A.pdf"
    out.write_bytes(b"mine")
    assert isinstance(run(approved, "A", "-o", str(out)).exception, BadInput)
    assert out.read_bytes() == b"mine"
    refused = run(approved, "B", "-o", str(out), "--force").exception
    assert isinstance(refused, Refused)
    assert out.read_bytes() == b"mine"
    assert approved.sheets.copies("A") == ()
    nowhere = run(approved, "A", "-o", str(tmp_path / "no" / "A.pdf")).exception
    assert isinstance(nowhere, BadInput)
    assert approved.sheets.copies("A") == ()
    run(approved, "A", "-o", str(out), "--force")
    assert out.read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_file_prints_as_a_draft_alone(approved: Station, tmp_path: Path) -> None:
    """With a site or without one, a notice in a file has 草稿 across it or is not printed."""
    file, out = str(shared("config/examples") / "notices/N03-linshi-review.json"), tmp_path / "N03.pdf"
    refused = CliRunner().invoke(app, ["sheet", file, "-o", str(out)]).exception
    assert isinstance(refused, BadInput)
    assert refused.code == "sheet_only_draft"
    alone = CliRunner().invoke(app, ["sheet", file, "--draft", "-o", str(out)])
    assert alone.exit_code == 0
    assert "草稿" in text_of(out.read_bytes())
    run(approved, file, "--draft", "--landscape", "-o", str(out), "--force", signed=False)
    assert "草稿" in text_of(out.read_bytes())


def test_a_draft_of_a_notice_is_no_copy(approved: Station, tmp_path: Path) -> None:
    """Looking at how it would hang writes nothing down but the look; what is not there is told."""
    out = tmp_path / "B.pdf"
    assert "a draft" in run(approved, "B", "--draft", "-o", str(out), signed=False).stdout
    assert run(approved, "A", "--draft", "-o", str(out), "--force").exit_code == 0
    assert approved.sheets.copies("A") == approved.sheets.copies("B") == ()
    assert isinstance(run(approved, "X", "--draft", "-o", str(tmp_path / "x.pdf")).exception, NotFound)
    assert isinstance(run(approved, "A", "--paper", "B5", "-o", str(tmp_path / "x.pdf")).exception, BadInput)
