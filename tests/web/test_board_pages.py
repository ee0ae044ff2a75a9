"""The pages of the boards: the register, one board, what is up today, photos."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.boards.facts import Condition, Level
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.boards.register import OPERATOR, a_board, a_jpeg, a_photo, approve, hang
from tests.pictures.reading import read, words
from tests.publishing.office import short_notice
from tests.web.office_hands import Browser, hidden

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
HOSTILE = "<script>alert(1)</script> & 东侧"
FORM = {
    "entry": "0",
    "code": "b07",
    "label": "老街公开栏",
    "level": "village",
    "village": "白鹭村",
    "place": "老街路口",
    "width_cm": "420",
    "height_cm": "240",
    "fixed_percent": "40",
    "condition": "good",
    "categories": ["general"],
}
Enter = Callable[..., Browser]


@pytest.fixture
def hung(station: Station, clock: FrozenClock) -> Station:
    """A town's board with two sheets, one of unknown paper; an empty one of a village, too small and worn."""
    station.boards.save(OPERATOR, a_board(place=HOSTILE), a_photo())
    worn = a_board("v01", level=Level.VILLAGE, village="白鹭村", label="村口公开栏", width_cm=200)
    station.boards.save(OPERATOR, replace(worn, condition=Condition.WORN, condition_note="玻璃松动"))
    approve(station, [short_notice("A"), short_notice("B")])
    hang(station, "A", paper="A3", pages=2, photo=a_jpeg("red"))
    hang(station, "B", paper="")
    return station


def test_the_register_shows_what_is_amiss(hung: Station, sign_in: Enter) -> None:
    """R35: whoever is signed in sees every board, its room, that it is worn and what it falls short of."""
    page = sign_in(Role.AUDITOR).get("/boards")
    assert "<script>alert" not in page, "what a person wrote is text"
    assert "&lt;script&gt;" in page
    for words_ in ("8.0 × 2.6 米，20.80 平方米", "含 1 份估算", "残旧", "应不小于 10 平方米", "共 2 块"):
        assert words_ in page
    assert "/boards/new" not in page, "an auditor changes nothing"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["b01", "v01"]),
        ("?level=village", ["v01"]),
        ("?village=白鹭村", ["v01"]),
        ("?level=town&village=白鹭村", []),
        ("?level=nonsense", []),
    ],
)
def test_the_register_by_level_and_village(
    hung: Station, sign_in: Enter, query: str, codes: list[str]
) -> None:
    """Only those asked for; when there are none, that is said."""
    page = sign_in(Role.DRAFTER).get(f"/boards{query}")
    assert re.findall(r'<a href="/boards/([a-z]\d+)">', page) == codes
    assert ("没有符合条件的公开栏" in page) is (not codes)


def test_one_board_is_drawn_with_what_hangs_there(hung: Station, sign_in: Enter) -> None:
    """Picture and table say the same; the photos are there; the file is the same picture."""
    clerk = sign_in(Role.OPERATOR)
    page = clerk.get("/boards/b01")
    (svg,) = SVG.findall(page)
    assert read(svg).attrib["role"] == "img"
    assert any("纸型未登记，按 A4 估算" in one.text for one in words(svg))
    table = page.partition("</svg>")[2]
    assert "A3 × 2 页" in table
    assert len(set(re.findall(r"/photos/[0-9a-f]{64}\.jpg", table))) == 2
    file = clerk.client.get("/boards/b01.svg")
    assert file.headers["content-type"] == "image/svg+xml"
    assert file.text.strip() == svg.strip()


def test_a_board_as_it_was(hung: Station, clock: FrozenClock, sign_in: Enter) -> None:
    """At an instant: how it stood then, and no form to change it; before it was entered: not found."""
    clock.advance(3600)
    hung.boards.save(OPERATOR, a_board(place="西侧"))
    clerk = sign_in(Role.OPERATOR)
    then = clerk.get("/boards/b01?at=2026-11-23 09:00:30")
    assert "这是 2026-11-23 09:00" in then
    assert "西侧" not in then.split("<h2>登记的变动")[0]
    assert 'name="entry"' not in then
    clerk.get("/boards/b01?at=2026-11-22 09:00", 404)
    clerk.get("/boards/b01?at=yesterday", 422)
    clerk.get("/boards/nothing", 404)


def test_a_board_is_entered_with_its_photo(station: Station, sign_in: Enter) -> None:
    """The form, a photo of more than a notice may have, and on to its page."""
    clerk = sign_in(Role.OPERATOR)
    assert 'enctype="multipart/form-data"' in clerk.get("/boards/new")
    photo = a_jpeg() + bytes(9 * 1024 * 1024)
    data = {"form_key": clerk.form_key(), **FORM}
    answer = clerk.client.post(
        "/boards/new", data=data, files={"photo": ("p.jpg", photo)}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/boards/b07")
    board = station.boards.one("b07").board
    assert (board.village, board.categories, len(board.photo)) == ("白鹭村", ("general",), 64)
    assert f"/photos/{board.photo}.jpg" in clerk.get("/boards/b07")


def test_a_refused_form_keeps_what_was_typed(hung: Station, sign_in: Enter) -> None:
    """Each fault is told and marked at its field, and nothing is entered."""
    clerk = sign_in(Role.OPERATOR)
    page = clerk.post("/boards/new", 422, **{**FORM, "village": "", "width_cm": "0"})
    assert page.count('class="wrong"') == 2
    assert 'value="老街公开栏"' in page
    assert "应在 20 到 10000 之间" in page
    assert "已有公开栏使用" in clerk.post("/boards/new", 409, **{**FORM, "code": "b01"})
    assert "应为整数" in clerk.post("/boards/new", 422, **{**FORM, "height_cm": "十"})
    assert len(hung.boards.all()) == 2


def test_a_change_says_what_changed(hung: Station, sign_in: Enter) -> None:
    """The history of the entry names each value before and after; a stale page changes nothing."""
    clerk = sign_in(Role.OPERATOR)
    entry = hidden(clerk.get("/boards/v01"), "entry")
    told = {**FORM, "entry": entry, "label": "村口公开栏", "asked_in_use": "yes", "in_use": "yes"}
    clerk.post("/boards/v01", **{**told, "condition": "good", "condition_note": ""})
    page = clerk.get("/boards/v01")
    for line in ("状况：残旧 → 完好", "状况说明：玻璃松动 → （空）", "张贴类别：各类 → 一般政务信息"):
        assert line in page
    stale = clerk.post("/boards/v01", 409, **{**told, "place": "别处"})
    assert "已被修改" in stale
    assert 'value="别处"' in stale, "what was typed is kept"
    clerk.post("/boards/v01", 303, **{**told, "entry": "", "in_use": "no"})
    assert "/boards/v01" not in clerk.get("/boards").partition("<tbody>")[2]
    assert "已停用" in clerk.get("/boards?gone=true")


def test_a_board_in_use_is_not_put_away(hung: Station, sign_in: Enter) -> None:
    """While sheets hang on it the page says how many."""
    clerk = sign_in(Role.OPERATOR)
    told = {**FORM, "entry": "", "level": "town", "asked_in_use": "yes"}
    assert "还登记着 2 份张贴" in clerk.post("/boards/b01", 409, **told)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DRAFTER, Role.VILLAGE_POSTER])
def test_who_may_not_changes_nothing(hung: Station, sign_in: Enter, role: Role) -> None:
    """Neither the empty form nor a posted one."""
    somebody = sign_in(role)
    somebody.get("/boards/new", 403)
    somebody.post("/boards/new", 403, **FORM)
    somebody.post("/boards/v01", 403, **FORM)
    assert len(hung.boards.all()) == 2


def test_what_is_up_today(hung: Station, sign_in: Enter) -> None:
    """By board, with sheet and photo; the empty board by its name; in English by the switch."""
    hung.publications.put_up(OPERATOR, "A", channel="board_town", place="老街")
    clerk = sign_in(Role.DRAFTER)
    page = clerk.get("/boards/today")
    assert "2 块公开栏登记在栏 3 份" in page
    assert "K7Q2M9" in page
    assert "村口公开栏" in page.partition("空着的公开栏")[2]
    assert "老街" in page.partition("没有写明哪一块公开栏的张贴")[2]
    clerk.client.get("/language/en")
    assert "Boards on which nothing hangs" in clerk.get("/boards/today")
    assert "fixed panels (drawn at one side" in clerk.get("/boards/b01")


def test_a_photo_is_for_whoever_is_signed_in(hung: Station, sign_in: Enter, app: object) -> None:
    """JPEG, kept by the reader's own browser alone; a stranger is sent to the door, a guess finds nothing."""
    clerk = sign_in(Role.DRAFTER)
    address = f"/photos/{hung.boards.one('b01').board.photo}.jpg"
    answer = clerk.client.get(address)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"].startswith("private")
    assert clerk.client.get(f"/photos/{'0' * 64}.jpg").status_code == 404
    assert clerk.client.get("/photos/x.jpg").status_code == 422
    with TestClient(app) as stranger:  # type: ignore[arg-type]  # the application
        assert stranger.get(address, follow_redirects=False).status_code == 303


def test_a_look_at_a_board_is_on_record(hung: Station, sign_in: Enter) -> None:
    """The words of the question, once, also of the picture as a file."""
    auditor = sign_in(Role.AUDITOR)
    for path in ("/boards/b01", "/boards/b01.svg?at=2026-11-23 09:00"):
        auditor.get(path)
    with hung.database.read() as session:
        told = [str(one.facts["what"]) for one in events(session, kind="auditor_looked", limit=9)]
    assert told == ["board b01 2026-11-23 09:00", "board b01"]


@pytest.fixture
def practising(site: Path) -> None:
    """The site is for practice, before anything opens it."""
    (site / "site.toml").write_text('mode = "practice"\n', "utf-8")


@pytest.mark.usefixtures("practising")
def test_practice_is_marked(sign_in: Enter, station: Station) -> None:
    """R7: in the register, on the board's page, in its picture, and where it says what is up today."""
    station.boards.save(OPERATOR, a_board())
    clerk = sign_in(Role.DRAFTER)
    for path in ("/boards", "/boards/b01", "/boards/today"):
        assert '<span class="practice-mark">' in clerk.get(path), path
    assert "演练 PRACTICE 不作证据" in clerk.get("/boards/b01.svg")
