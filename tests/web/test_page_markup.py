"""Every page is well-formed, titled and escaped; every word used exists and every word there is used."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor, Role
from ledctl.boards.facts import Board, Level
from ledctl.content.model import ColumnType, Notice, Privacy, SignLayout, Urgency, WarningLevel
from ledctl.ledger.kinds import KINDS, Cause, Via
from ledctl.screening.findings import Severity
from ledctl.station import Station
from ledctl.web import labels, pages
from ledctl.web.words import WORDS
from tests.web.office_hands import Browser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ROLES = (Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)
PATHS = (
    "/",
    "/notices",
    "/notices?text=N&page=1",
    "/notice/N01",
    "/notice/N01/approve",
    "/notice/N06",
    "/notice/N06/approve",
    "/signs",
    "/glyphs",
    "/history",
    "/history/events",
    "/history/events?notice=N01",
    "/history/verify",
    "/history/timeline",
    "/history/timeline?since=2026-11-01&until=2026-11-30&sign=gate",
    "/history/calendar",
    "/history/calendar?year=2024&sign=gate",
    "/audit",
    "/audit/at",
    "/audit/notice/N06",
    "/audit/person?account=drafter",
    "/audit/category?category=general",
    "/audit/search?words=N",
    "/audit/gaps",
    "/report/2026",
    "/forms",
    "/forms/2017/2026Q3",
    "/forms/2021/2026",
    "/forms/2017/2026Q3/behind?cell=1.1:now",
    "/boards",
    "/boards?level=village&village=V&gone=true",
    "/boards/today",
    "/boards/b01",
    "/password",
    "/api/docs",
    "/nothing",
)
OWN = {
    Role.DRAFTER: ("/notices/new", "/notices/import", "/lists/new", "/notice/N01/edit"),
    Role.REVIEWER: ("/boards/new",),
    Role.ADMINISTRATOR: ("/people",),
}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed in order, ids are unique, images have a text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.title = ""
        self.faults: list[str] = []
        self.described: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if len(known) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag == "script" and "src" not in known:
            self.faults.append("an inline script")
        self.faults += [f"<{tag} {name}>" for name in known if name == "style" or name.startswith("on")]
        if tag == "img" and not known.get("alt"):
            self.faults.append("a picture without a text")
        if "id" in known:
            self.ids.append(str(known["id"]))
        self.described += (
            str(known.get("for") or "").split() + str(known.get("aria-describedby") or "").split()
        )
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.fixture
def filled_office(station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]) -> None:
    """One draft with findings, one notice before approval, one board."""
    desk = station.desk
    station.boards.save(person("operator"), Board("b01", Level.TOWN, "镇公开栏", "大门东侧", 800, 260))
    desk.draft(person("drafter"), sample("N01"))
    desk.draft(person("drafter"), sample("N06").model_copy(update={"display_window": None}))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer", "r0"), "N06", "pass", "与台账一致 <b>")
    desk.secrecy(person("secrecy_reviewer", "s0"), "N06", "pass")


@pytest.mark.usefixtures("filled_office")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_well_formed_and_has_a_title(
    sign_in: Callable[..., Browser], role: Role, language: str
) -> None:
    """Whoever reads, in whichever language: no unclosed element, no inline script, a title, a server time."""
    reader = sign_in(role)
    reader.client.get(f"/language/{language}")
    for path in (*PATHS, *OWN.get(role, ())):
        page = reader.client.get(path).text
        found = read(page)
        assert found.faults == [], path
        assert found.open == [], path
        assert len(set(found.ids)) == len(found.ids), path
        assert set(found.described) <= set(found.ids), path
        assert found.title.split("·")[0].strip(), path
        assert "Asia/Shanghai" in page, path


def test_what_a_person_wrote_is_shown_as_text(
    sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """A title with a script in it is a title with angle brackets, on every page that shows it."""
    drafter = sign_in(Role.DRAFTER)
    title = "<script>alert(1)</script>"
    drafter.post("/notices/new", **{**written, "title": title, "issuing_unit": '"><img src=x onerror=y>'})
    for path in (
        "/",
        "/notices",
        "/notice/T-1",
        "/notice/T-1/edit",
        "/notice/T-1/approve",
        "/history/events",
    ):
        page = drafter.get(path)
        assert read(page).faults == [], path
        assert title not in page
    assert "&lt;script&gt;" in drafter.get("/notice/T-1")
    assert read(drafter.get("/notices?text=<script>x</script>")).faults == []


@pytest.fixture
def practice(site: Path) -> None:
    """Asked for before the station: the site is one for practice."""
    (site / "site.toml").write_text('mode = "practice"\n', "utf-8")


def test_practice_is_unmistakable(
    practice: None, sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """R7: the banner stands on every page of a practice site, and each notice made there is marked."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    for path in ("/", "/notices", "/notice/T-1", "/signs", "/history", "/report/2026", "/nothing"):
        assert 'class="practice-banner"' in drafter.client.get(path).text
    for path in ("/", "/notices", "/notice/T-1", "/notice/T-1/edit", "/notice/T-1/approve"):
        assert 'class="practice-mark"' in drafter.get(path)


def test_a_live_site_shows_no_banner(sign_in: Callable[..., Browser]) -> None:
    """The banner means practice and nothing else."""
    assert "practice-banner" not in sign_in(Role.DRAFTER).get("/")


TEMPLATES = sorted((pages.FOLDER / "templates").glob("*.html"))
SOURCES = sorted(pages.FOLDER.glob("*.py"))
USE = re.compile(r"""\b(?:t|say)\(\s*["'](\w+)["']""")


def test_every_word_used_exists_and_every_word_is_used() -> None:
    """The words of the pages are exactly those of the table, each in both languages."""
    text = "".join(file.read_text("utf-8") for file in (*TEMPLATES, *SOURCES))
    used = set(USE.findall(text)) | set(re.findall(r'"((?:nav|age|section)_\w+)"', text))
    assert used - WORDS.keys() == set()
    assert WORDS.keys() - used == set()
    for key, (zh, en) in WORDS.items():
        assert zh, key
        assert en, key
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), key


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (labels.EVENTS, set(KINDS)),
        (labels.CAUSES, set(Cause)),
        (labels.VIAS, set(Via)),
        (labels.URGENCIES, set(Urgency)),
        (labels.WARNING_LEVELS, set(WarningLevel)),
        (labels.SEVERITIES, set(Severity)),
        (labels.COLUMN_TYPES, set(ColumnType)),
        (labels.PRIVACIES, set(Privacy)),
        (labels.SIGN_LAYOUTS, {"", *SignLayout}),
    ],
)
def test_every_code_has_a_label(table: dict[str, tuple[str, str]], codes: set[str]) -> None:
    """What the program names by a code, the office reads as a word."""
    assert set(table) == {str(code) for code in codes}
