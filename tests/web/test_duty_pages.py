"""Duties and checks at the pages: what is due first, a check sheet by sheet, and the paper of both."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from PIL import Image

from ledctl.accounts.model import Actor, Role
from ledctl.boards.photos import photo_of
from ledctl.clock import FrozenClock
from ledctl.screening.elements import Element
from ledctl.station import Station
from tests.boards.board_hands import enter_board, hang
from tests.pdf_text import text_of
from tests.publishing.office import short_notice
from tests.web.office_hands import Browser

SIX = {f"{element}.1": "yes" for element in Element}
People = Callable[..., Actor]
Enter = Callable[..., Browser]


@pytest.fixture
def office(station: Station, person: People) -> Station:
    """A village's board since August with one notice on it, a town's since this quarter."""
    enter_board(station, "east", dt.datetime(2026, 8, 10, tzinfo=dt.UTC), label="东河村公开栏")
    enter_board(station, "gate", level="town", village="", label="镇政府门口公开栏")
    desk = station.desk
    desk.draft(person("drafter"), short_notice("A"))
    desk.submit(person("drafter"), "A")
    desk.review(person("reviewer"), "A", "pass")
    desk.secrecy(person("secrecy_reviewer"), "A", "pass")
    desk.approve(person("approver"), "A")
    return station


def section(page: str, title: str) -> str:
    return page.partition(title)[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.OPERATOR, {"更新公开栏", "监督小组检查"}),
        (Role.VILLAGE_POSTER, {"更新公开栏"}),
        (Role.AUDITOR, set()),
    ],
)
def test_the_front_page_tells_whose_task_it_is(
    office: Station, sign_in: Enter, role: Role, sees: set[str]
) -> None:
    """What is overdue and soon at the boards, for those who do it; nobody else is told."""
    part = section(sign_in(role).get("/"), "更新和检查待办")
    assert {words for words in ("更新公开栏", "监督小组检查") if words in part} == sees
    assert ("逾期" in part) is bool(sees)


def test_what_presses_most_stands_first(office: Station, sign_in: Enter) -> None:
    """Overdue before soon before due; each says since when, in words beside its colour."""
    page = sign_in(Role.OPERATOR).get("/duties")
    listed = section(page, "当前任务")
    places = [listed.index(f'duty-{state}"') for state in ("overdue", "soon", "due")]
    assert places == sorted(places)
    assert "逾期 84 天，3 期未办" in listed
    assert "/duties/update?board=east" in listed
    assert "/checks/new?board=gate" in listed


def test_an_auditor_sees_and_changes_nothing(office: Station, sign_in: Enter) -> None:
    """The list is there without a way to do anything; a form sent all the same is refused."""
    auditor = sign_in(Role.AUDITOR)
    page = auditor.get("/duties")
    assert "东河村公开栏" in page
    assert "/duties/update" not in page
    assert "/checks/new" not in auditor.get("/checks")
    auditor.get("/duties/update?board=east", 403)
    auditor.get("/checks/new?board=east", 403)
    auditor.post("/duties/update", 403, board="east", done_on="2026-11-23")
    auditor.post("/checks/new", 403, board="east", checked_on="2026-11-23", team="甲")


def test_a_board_is_gone_through_with_a_photo(office: Station, sign_in: Enter) -> None:
    """The photo is kept anew, and the duty is done."""
    poster = sign_in(Role.VILLAGE_POSTER)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG")
    fields = {"form_key": poster.form_key(), "board": "east", "done_on": "2026-11-23", "note": "无新增。"}
    answer = poster.client.post(
        "/duties/update", data=fields, files={"photo": ("a.jpg", out.getvalue())}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    page = poster.get("/duties")
    assert "2026-11-23" in section(page, "当前任务")
    assert "无新增。" in section(page, "小结")
    with office.database.read() as session:
        (digest,) = session.connection().exec_driver_sql("SELECT photo FROM board_update").scalars()
        assert photo_of(session, digest).startswith(b"\xff\xd8")


def test_what_cannot_be_comes_back_with_what_was_typed(office: Station, sign_in: Enter) -> None:
    """The sentence says what is wrong; nothing typed is lost."""
    operator = sign_in(Role.OPERATOR)
    page = operator.post("/duties/update", 422, board="east", done_on="2026-11-24", note="全部看过。")
    assert "日期不能晚于今天" in page
    assert "全部看过。" in page
    said = {"board": "east", "checked_on": "2026-11-23", "team": "甲、乙", "findings": "玻璃破损。"}
    page = operator.post("/checks/new", 422, **said)
    assert "请填写整改期限" in page
    assert "玻璃破损。" in page
    assert 'value="甲、乙"' in page


def test_a_check_goes_sheet_by_sheet_and_is_mended(office: Station, person: People, sign_in: Enter) -> None:
    """Six elements one by one, unticked ones are missing; then it is put right, with its day."""
    hang(office, person("operator"), "A")
    operator = sign_in(Role.OPERATOR)
    form = operator.get("/checks/new?board=east")
    assert form.count('name="looked" value="1">') == 1, "nobody has looked at it before somebody says so"
    assert all(f'name="{element}.1" value="yes" checked' in form for element in Element)
    without = {name: value for name, value in SIX.items() if name != "reviewer.1"}
    said = {"board": "east", "checked_on": "2026-11-23", "team": "甲、乙", "looked": "1", "code.1": ""}
    page = operator.post("/checks/new", 422, **said, **without)
    assert 'name="reviewer.1" value="yes">' in page, "what was unticked stays so"
    operator.post("/checks/new", **said, **without, mend_by="2026-11-30")
    page = operator.get("/checks/1")
    assert "待整改" in page
    assert page.count("缺</strong>") == 1
    assert "检查记录 1" in page
    paper = operator.client.get("/checks/1.pdf").content
    assert "公开栏检查记录" in text_of(paper)
    assert "请写明" in operator.post("/checks/1/mended", 422, mended_on="2026-11-23", note="")
    operator.post("/checks/1/mended", mended_on="2026-11-23", note="已补填审核人。")
    page = operator.get("/checks/1")
    assert "已整改" in page
    assert "已补填审核人。" in page
    assert "已整改" in operator.get("/checks?quarter=2026Q4&board=east")
    assert "这个季度没有检查记录" in operator.get("/checks?quarter=2026Q3")
    assert "已整改" in section(operator.get("/duties?quarter=2026Q4"), "小结")


def test_the_record_leads_to_the_board_and_the_check(office: Station, person: People, sign_in: Enter) -> None:
    """Who did what at which board: an entry, that it was gone through, a check and its mending."""
    operator = person("operator")
    office.duties.update(operator, "east", done_on=dt.date(2026, 11, 20))
    office.checks.record(
        operator, "east", team="甲", seen={}, findings="破损。", mend_by=dt.date(2026, 11, 30)
    )
    office.checks.mended(operator, 1, note="已换。")
    page = sign_in(Role.AUDITOR).get("/history/events")
    assert page.count('<a href="/boards/east#entries">east</a>') == 4
    assert page.count('<a href="/checks/1">检查记录 1</a>') == 2
    assert "east</a> · 2026-11-20" in page


def test_what_is_still_to_be_mended_is_asked_for_until_it_is(
    office: Station, person: People, sign_in: Enter, clock: FrozenClock
) -> None:
    """月整改: on the front page and above the list of every quarter, overdue when its day is over."""
    asked = {"team": "甲", "seen": {}, "findings": "玻璃破损。", "mend_by": dt.date(2026, 11, 30)}
    office.checks.record(person("operator"), "east", **asked)
    clock.advance(100 * 24 * 3600)
    operator = sign_in(Role.OPERATOR)
    assert "整改逾期" in section(operator.get("/"), "更新和检查待办")
    assert "玻璃破损。" in section(operator.get("/checks"), "待整改的问题")
    assert "玻璃破损。" not in sign_in(Role.VILLAGE_POSTER).get("/")
    office.checks.mended(person("operator"), 1, note="已换。")
    assert "待整改的问题" not in operator.get("/checks")


def test_thirty_boards_do_not_hide_the_inbox(office: Station, sign_in: Enter) -> None:
    """The front page names the first and counts the rest; all of them are a click away."""
    for number in range(8):
        enter_board(office, f"b{number}", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    part = section(sign_in(Role.OPERATOR).get("/"), "更新和检查待办")
    assert part.count("<li>") == 5
    assert "还有 13 项" in part, "each once, though the present term is due soon, too"


def test_the_months_list_is_on_the_page_and_on_paper(office: Station, person: People, sign_in: Enter) -> None:
    """村务公开任务清单 of one village: shown, and as a PDF."""
    hang(office, person("operator"), "A")
    operator = sign_in(Role.OPERATOR)
    page = section(operator.get("/duties?village=东河村&month=2026-11"), 'id="village"')
    assert "2026-11-23 已张贴" in page
    assert "镇政府门口" not in page
    answer = operator.client.get("/duties/village.pdf?village=东河村&month=2026-11")
    assert "村务公开任务清单" in text_of(answer.content)
    assert "没有登记在" in operator.get("/duties/village.pdf?village=无此村", 404)
    assert "2026-11" in operator.get("/duties?month=11月", 422)


def test_a_word_a_person_wrote_is_no_markup(office: Station, sign_in: Enter) -> None:
    """Findings and the team are text on every page that shows them."""
    operator = sign_in(Role.OPERATOR)
    said = {"board": "east", "checked_on": "2026-11-23", "mend_by": "2026-11-30"}
    operator.post("/checks/new", **said, team="<b>甲</b>", findings="<script>1</script>")
    for path in ("/checks", "/checks/1"):
        page = operator.get(path)
        assert "<script>1" not in page
        assert "&lt;b&gt;甲" in page


@pytest.mark.parametrize(
    "path", ["/duties?village=东河村", "/duties/update?board=east", "/checks", "/checks/new?board=east"]
)
def test_the_pages_are_in_english_too(office: Station, sign_in: Enter, path: str) -> None:
    """English by the switch, on every page of duties and checks."""
    operator = sign_in(Role.OPERATOR)
    operator.client.get("/language/en")
    page = operator.get(path)
    assert (
        "checked once a quarter" in page
        or "gone through" in page
        or "six elements" in page
        or "Check" in page
    )
    assert "更新和检查待办" not in page


def test_what_is_not_there_is_not_found(office: Station, sign_in: Enter) -> None:
    """A number nobody gave and a board nobody entered."""
    operator = sign_in(Role.OPERATOR)
    for path in ("/checks/7", "/checks/7.pdf", "/checks/new?board=west", "/duties/update?board=west"):
        operator.get(path, 404)
    operator.post("/checks/7/mended", 404, mended_on="2026-11-23", note="已换。")
