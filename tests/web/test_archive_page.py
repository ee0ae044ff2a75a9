"""The year's catalogue and books on the pages and on the command line; what was disposed of, in words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ledctl.accounts.model import Actor, Role
from ledctl.archive.classes import RecordClass
from ledctl.cli.commands import app
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, Refused
from ledctl.ledger.log import events
from ledctl.station import Station
from ledctl.web import api
from ledctl.web.api_auth import Caller
from tests.publishing.office import Office, office_of
from tests.web.office_hands import Browser


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """A stood for three days."""
    made = office_of(station, clock)
    made.put_up("A")
    made.pass_time(2 * 86_400, step_s=3600)
    made.worker._recorder.flush(force=True)
    return made


def test_the_page_gives_catalogue_and_books(office: Office, sign_in: Callable[..., Browser]) -> None:
    """An auditor reads the year, takes both files along, and each look is on record (R35)."""
    auditor = sign_in(Role.AUDITOR)
    assert "年度目录和卷" in auditor.get("/archive?year=2026")
    (line,) = office.station.books.catalogue(2026).lines
    raw = auditor.client.get("/archive/2026/catalogue.xlsx").content
    assert load_workbook(io.BytesIO(raw))["目录"]["A4"].value == line.index
    assert json.loads(auditor.get("/archive/2026/catalogue.json"))["items"][0]["index"] == "A"
    book = auditor.client.get(f"/archive/2026/book/{line.category}.pdf")
    assert book.headers["content-type"] == "application/pdf"
    assert book.content.startswith(b"%PDF")
    with office.station.database.read() as session:
        looks = [one.facts["what"] for one in events(session, kind="auditor_looked")]
    assert f"book 2026 {line.category} 1" in looks


def test_what_is_not_there_is_not_found(office: Office, sign_in: Callable[..., Browser]) -> None:
    """Another sort of file, a category without a book, a year that is none: refused in words."""
    reader = sign_in(Role.REVIEWER)
    reader.get("/archive/2026/catalogue.doc", 422)
    reader.get("/archive/2026/book/budget.pdf", 404)
    reader.get("/archive/2026/book/general.pdf?volume=2", 404)
    assert "没有公开的信息" in reader.get("/archive?year=2020")
    sign_in(Role.VILLAGE_POSTER).get("/archive", 403)


def test_pages_say_what_was_given_up(
    office: Office, clock: FrozenClock, person: Callable[..., Actor], sign_in: Callable[..., Browser]
) -> None:
    """R35: an instant, a notice and its pictures name the disposal instead of a gap or a broken picture."""
    clock.advance(31 * 366 * 86_400)
    retention = office.station.retention
    auditor = sign_in(Role.AUDITOR)
    for number, one in enumerate((RecordClass.FRAMES, RecordClass.DISPLAY_LOG), start=1):
        assert retention.propose(person("drafter"), one, "已过保管期限") == number
        retention.approve(person("approver", "li"), number)
        page = auditor.get("/audit/at?at=2026-11-23 15:20:07")
        assert f"第 {number} 号处置决定处置" in page
    page = auditor.get("/audit/notice/A")
    assert "已处置的内容" in page
    assert "第 1 号处置决定处置" in page
    assert "第 2 号处置决定处置" in page
    told = lines_of(office, "audit", "notice", "A")
    assert "given up under disposal 1" in told
    assert "given up under disposal 2" in told


DAYS = [
    ("2026-11-23", "2026-11-24", "gate", "A", True),
    ("", "2026-11-24", "", "", True),
    ("2026-11-23", "2026-11-24", "", "B", False),
    ("2026-11-23", "2026-11-24", "roof", "", False),
    ("2030-01-01", "2030-01-02", "", "", False),
    ("2030-01-01", "2030-01-02", "", "A", False),
]


def test_a_list_of_displays_names_what_is_no_longer_in_it(
    office: Office, clock: FrozenClock, person: Callable[..., Actor], sign_in: Callable[..., Browser]
) -> None:
    """R30, R35: page, API and command name the stretch, its decision and sums; never just an empty list."""
    station = office.station
    sealed = sum(one.shown for one in station.questions.notice("A").days) - 1  # the last one stands
    clock.advance(31 * 366 * 86_400)
    station.retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    station.retention.approve(person("approver", "li"), 1)
    auditor = sign_in(Role.AUDITOR)
    for since, until, sign, notice, there in DAYS:
        asked = {"since": since, "until": until, "sign": sign, "notice": notice}
        page = auditor.get("/history?" + urlencode(asked))
        assert ("第 1 号处置决定处置" in page, "没有展示记录" in page) == (there, not there), asked
        said = api.history(caller(station), **asked).model_dump()
        assert said["displays"] == []
        assert [one["shown"] for one in said["given_up"]] == ([sealed] if there else [])
        typed = [word for name, value in asked.items() if value for word in (f"--{name}", value)]
        assert json.loads(lines_of(office, "history", *typed, "--json")) == said
        assert ("given up under disposal 1" in lines_of(office, "history", *typed)) is there


def caller(station: Station) -> Caller:
    return SimpleNamespace(station=station, look=lambda what: None)  # type: ignore[return-value] # no request


def lines_of(office: Office, *words: str) -> str:
    """What the command line prints."""
    done = CliRunner().invoke(app, [*words, "--site", str(office.station.site)], catch_exceptions=False)
    return done.output


def test_the_command_line_writes_both(office: Office, tmp_path: Path) -> None:
    """Files are written whole, what is there stays, and a folder gets a book of each category."""

    def run(*words: str) -> BaseException | None:
        given = ["archive", *words, "--site", str(office.station.site)]
        return CliRunner().invoke(app, given).exception

    out, shelf = tmp_path / "c.json", tmp_path / "shelf"
    assert run("catalogue", "2026", "-o", str(out)) is None
    assert json.loads(out.read_text("utf-8"))["year"] == 2026
    assert isinstance(run("catalogue", "2026", "-o", str(out)), Refused)
    assert run("catalogue", "2026", "-o", str(out), "--force") is None
    assert run("binder", "2026", "-o", str(shelf)) is None
    (book,) = shelf.iterdir()
    assert book.read_bytes().startswith(b"%PDF")
    category = book.stem.removeprefix("2026-")
    one = tmp_path / "one.pdf"
    assert run("binder", "2026", "--category", category, "-o", str(one)) is None
    assert one.stat().st_size == book.stat().st_size
    assert isinstance(run("binder", "2026", "-o", str(one)), BadInput)
    assert isinstance(run("catalogue", "2026", "-o", str(tmp_path / "c.doc")), BadInput)
