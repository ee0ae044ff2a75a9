"""The page of drawn glyphs, and the same steps through the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role, Via
from ledctl.content.model import Notice
from ledctl.glyphs.queries import one
from ledctl.glyphs.states import State
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.glyphs.pen import RARE, TREE, font, glyph
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden
from tests.web.test_page_markup import read

ROLES = (Role.DRAFTER, Role.REVIEWER, Role.OPERATOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)


def upload(browser: Browser, raw: bytes, why: str, status: int = 303) -> str:
    """Choose a file, say why, press the button."""
    answer = browser.client.post(
        "/glyphs",
        data={"form_key": browser.form_key(), "why": why},
        files={"file": ("own.bdf", raw)},
        follow_redirects=False,
    )
    assert answer.status_code == status, answer.text
    return answer.text


def offered(page: str) -> set[str]:
    """The steps the page offers on glyph 1."""
    buttons = set(re.findall(r'formaction="/glyphs/1/(\w+)"', page))
    return buttons | ({"withdraw"} if "<button>撤回字形" in page else set())


@pytest.fixture
def proposed(station: Station, person: Callable[..., Actor]) -> None:
    """Glyph 1, proposed by somebody else."""
    station.foundry.propose(person("drafter", "author"), font(glyph(RARE)), "村名用字 <b>")


def test_a_clerk_proposes_and_an_approver_compares(sign_in: Callable[..., Browser], station: Station) -> None:
    """The dots, the browser's own shape, code point, reason and name stand beside the buttons."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    assert "还没有补画过字形" in clerk.get("/glyphs")
    upload(clerk, font(glyph(RARE)), "户口簿用字")
    assert '<a href="/glyphs">有 1 个字形等待您审批' in approver.get("/")
    assert "等待您审批" not in clerk.get("/")
    page = approver.get("/glyphs")
    assert f'<div class="typeset" lang="zh-CN">{chr(RARE)}</div>' in page
    assert "U+20001" in page
    assert "户口簿用字" in page
    lamps = dict(re.findall(r'<path class="(lit|dark)" d="([^"]*)"', page))
    dots = {(int(x), int(y)) for x, y in re.findall(r"M(\d+)\.5 (\d+)\.5h", lamps["lit"])}
    assert dots == {(x, y) for y, row in enumerate(TREE) for x, dot in enumerate(row) if dot == "#"}
    assert len(dots) + lamps["dark"].count("M") == 256
    approver.post("/glyphs/1/approve", opinion="与字典一致。", seen=hidden(page, "seen"))
    assert one(station.database, 1).state is State.APPROVED
    assert "与字典一致。" in clerk.get("/glyphs")
    assert "𠀁 U+20001 · 与字典一致。" in clerk.get("/history/events")


@pytest.mark.usefixtures("proposed")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_page_and_only_its_own_steps(
    sign_in: Callable[..., Browser], station: Station, person: Callable[..., Actor], role: Role
) -> None:
    """R35: anybody in the office may look; the buttons are those of the reader's own steps."""
    reader = sign_in(role)
    expected = {Role.APPROVER: {"approve", "reject", "withdraw"}, Role.OPERATOR: {"withdraw"}}
    page = reader.get("/glyphs")
    assert offered(page) == expected.get(role, set())
    assert ('enctype="multipart/form-data"' in page) == (role is Role.DRAFTER)
    assert '<a href="/glyphs" aria-current="page">字形</a>' in page
    station.foundry.approve(person("approver", "li"), 1)
    taking_back = {"withdraw"} if role in (Role.APPROVER, Role.OPERATOR) else set()
    assert offered(reader.get("/glyphs")) == taking_back


@pytest.mark.usefixtures("proposed")
def test_the_page_is_well_formed_and_shows_words_as_text(sign_in: Callable[..., Browser]) -> None:
    """What a person wrote is text; no inline script or style, in both languages."""
    approver = sign_in(Role.APPROVER)
    for language in ("zh", "en"):
        approver.client.get(f"/language/{language}")
        page = approver.get("/glyphs")
        assert read(page).faults == []
        assert read(page).open == []
        assert "村名用字 &lt;b&gt;" in page


@pytest.mark.usefixtures("proposed")
def test_a_refusal_is_told_with_the_words_kept(sign_in: Callable[..., Browser]) -> None:
    """A wrong file, a missing reason, a shape not seen: the page says what to do and forgets nothing."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    wrong = font(glyph(RARE)).replace(b"DWIDTH 16 0", b"DWIDTH 15 0")
    told = upload(clerk, wrong, "村名用字二", 422)
    assert "第 10 行" in told
    assert "村名用字二</textarea>" in told
    assert "字体中已有" in upload(clerk, font(glyph(ord("王"))), "x", 409)
    assert "选择" in clerk.post("/glyphs", 422, why="没有文件")
    told = approver.post("/glyphs/1/approve", 409, opinion="看过了", seen="0" * 64)
    assert "刷新页面" in told
    assert "看过了</textarea>" in told
    assert "必须写明理由" in approver.post("/glyphs/1/reject", 422, opinion="")
    approver.post("/glyphs/9/reject", 404, opinion="没有")
    approver.post(f"/glyphs/{2**70}/withdraw", 404, opinion="没有")
    approver.post("/glyphs/1/erase", 404)


@pytest.mark.usefixtures("proposed")
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_a_forged_glyph_step_is_403_and_changes_nothing(
    sign_in: Callable[..., Browser], station: Station, role: Role
) -> None:
    """R5 has no exception, whatever a page is made to post; nor does a form without its key."""
    intruder = sign_in(role)
    for action in ("approve", "reject", "withdraw"):
        intruder.post(f"/glyphs/1/{action}", 403, opinion="伪造")
    upload(intruder, font(glyph(0x30000)), "伪造", 403)
    assert intruder.client.post("/glyphs/1/withdraw", data={"opinion": "x"}).status_code == 403
    assert one(station.database, 1).decisions == ()


def test_a_blocked_notice_is_drawn_once_its_glyph_is_approved(
    sign_in: Callable[..., Browser],
    station: Station,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    proposed: None,
) -> None:
    """Previews are cached by face: approving and withdrawing a glyph is seen at the next look."""
    notice = sample("N06").model_copy(update={"display_window": None, "title": f"关于{chr(RARE)}村的公告"})
    station.desk.draft(person("drafter"), notice)
    reader = sign_in(Role.REVIEWER)
    address = "/notice/N06/preview/gate/1.png"
    for step, drawn in ((None, False), ("approve", True), ("withdraw", False)):
        if step == "approve":
            station.foundry.approve(person("approver"), 1)
        if step == "withdraw":
            station.foundry.withdraw(person("operator"), 1, "字形有误")
        assert (address in reader.get("/notice/N06")) is drawn
        assert (reader.client.get(address).status_code == 200) is drawn


def test_the_same_steps_through_the_api(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], station: Station
) -> None:
    """Propose, list, show, approve, withdraw, reject; the record says via api; errors are sentences."""
    client = open_browser()

    def call(who: Role, method: str, path: str, status: int = 200, **body: Any) -> Any:
        if who.value not in {person.account for person in station.registry.people()}:
            hire(who.value, who)
        token, _ = station.registry.sign_in(who.value, OWN_PASSWORD, via=Via.API)
        answer = client.request(method, f"/api{path}", headers={"authorization": f"Bearer {token}"}, **body)
        assert answer.status_code == status, answer.text
        return answer.json()

    clerk, approver = Role.DRAFTER, Role.APPROVER
    raw = font(glyph(RARE), glyph(0x30000))
    both = call(clerk, "POST", "/glyphs?reason=名单用字", 201, content=raw)["glyphs"]
    assert [one["codepoint"] for one in both] == ["U+20001", "U+30000"]
    assert tuple(both[0]["art"]) == TREE
    assert call(clerk, "POST", "/glyphs?reason=x", 422, content=b"junk")["error"]["code"] == "bdf_keyword"
    assert call(clerk, "POST", "/glyphs/1/approve", 403, json={})["error"]["code"] == "role_needed"
    stale = {"seen": "0" * 64}
    assert call(approver, "POST", "/glyphs/1/approve", 409, json=stale)["error"]["code"] == "glyph_changed"
    seen = {"seen": both[0]["digest"]}
    assert call(approver, "POST", "/glyphs/1/approve", json=seen)["state"] == "approved"
    assert call(approver, "POST", "/glyphs/2/reject", json={"reason": "不像"})["state"] == "rejected"
    assert call(approver, "POST", "/glyphs/1/withdraw", json={"reason": "少一点"})["state"] == "withdrawn"
    call(approver, "GET", "/glyphs/3", 404)
    listed = call(approver, "GET", "/glyphs")["glyphs"]
    assert [one["id"] for one in listed] == [2, 1]
    assert listed[1] == call(approver, "GET", "/glyphs/1")
    with station.database.read() as session:
        assert {e.via for e in events(session) if e.kind.startswith("glyph_")} == {"api"}
    assert call(approver, "GET", "/verify")["ok"] is True
