"""Warnings on the pages and through the API: templates, the short way, lifting, reviews owed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.station import Station
from ledctl.templates import queries
from tests.warnings.hands import FORM, PHONE
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden
from tests.web.test_page_markup import read

PROPOSED = {
    "source": FORM.source,
    "category": FORM.category,
    "levels": ["orange", "red"],
    "pattern": FORM.pattern,
    "phone": PHONE,
    "hours": "24",
    "why": "县气象台来文格式 <b>",
}


@pytest.fixture
def clock() -> FrozenClock:
    """2026-06-18, 15:25 in Shanghai: five minutes after the source issued N09."""
    return FrozenClock(datetime(2026, 6, 18, 7, 25, tzinfo=UTC))


@pytest.fixture
def template(station: Station, person: Callable[..., Actor]) -> int:
    number = station.cabinet.propose(person("drafter", "qiao"), FORM, "县气象台来文格式")
    station.cabinet.approve(person("approver", "shen"), number)
    return number


@pytest.fixture
def drafted(station: Station, sample: Callable[[str], Notice]) -> str:
    """N09, written by the clerk of the browser."""
    clerk = Actor("drafter", "某拟稿人", frozenset({Role.DRAFTER}), Via.WEB)
    station.desk.draft(clerk, sample("N09"))
    return "N09"


def state(station: Station, notice_id: str = "N09") -> State:
    return one(station.database, notice_id).state


def test_a_template_is_proposed_and_decided_on_its_page(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """R9: what the approver decides on stands there whole: source, wording, levels, last line, hours."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    assert "还没有预警模板" in clerk.get("/warnings")
    clerk.post("/warnings/templates", **PROPOSED)
    assert "有 1 个预警模板等待您审批" in approver.get("/")
    assert "等待您审批" not in clerk.get("/")
    page = approver.get("/warnings")
    for said in (FORM.source, FORM.pattern, PHONE, "橙色、红色", "24 小时", "县气象台来文格式 &lt;b&gt;"):
        assert said in page
    assert 'name="pattern"' not in page, "an approver proposes nothing"
    approver.post("/warnings/templates/1/approve", opinion="一致。", seen=hidden(page, "seen"))
    assert queries.one(station.database, 1).decisions[0].opinion == "一致。"
    approver.post("/warnings/templates/1/withdraw", 422, opinion=" ")
    approver.post("/warnings/templates/1/nothing", 404)
    approver.post("/warnings/templates/9/approve", 404, seen="")
    assert "批准预警模板" in clerk.get("/history/events")


def test_a_refused_template_is_told_with_the_words_kept(sign_in: Callable[..., Browser]) -> None:
    """A slip costs a sentence, not the form."""
    clerk = sign_in(Role.DRAFTER)
    page = clerk.post("/warnings/templates", 422, **{**PROPOSED, "pattern": "{来源}发布", "hours": "99"})
    assert "缺少 {时间}" in page
    assert "1 至 72 小时" in page
    assert 'value="{来源}发布"' in page
    assert "县气象台来文格式 &lt;b&gt;" in page
    assert page.count(" checked") == 2


def test_the_whole_short_way_on_the_pages(
    sign_in: Callable[..., Browser], station: Station, template: int, drafted: str
) -> None:
    """Hand in, approve, sign off twice, lift: each button stands where its person is, and nowhere else."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    reviewer, secrecy = sign_in(Role.REVIEWER), sign_in(Role.SECRECY_REVIEWER)
    assert "应急报批" in clerk.get("/notice/N09")
    assert "/notice/N09/fast_submit" not in approver.get("/notice/N09")
    clerk.post("/notice/N09/fast_submit", template=str(template), seen=clerk.seen("N09"))
    assert state(station) is State.IN_APPROVAL
    approver.approve("N09")
    assert "待补办审查的预警" in clerk.get("/")
    assert "/notice/N09/sign_off" not in approver.get("/notice/N09"), "who approved does not review"
    page = reviewer.get("/notice/N09")
    assert 'name="part" value="content"' in page
    assert 'name="part" value="secrecy"' not in page
    reviewer.post("/notice/N09/sign_off", part="content", opinion="一致。", seen=hidden(page, "seen"))
    secrecy.post("/notice/N09/sign_off", part="secrecy", seen=secrecy.seen("N09"))
    assert "待补办审查的预警" not in clerk.get("/")
    assert "/notice/N09/lift" not in reviewer.get("/notice/N09")
    refused = clerk.post("/notice/N09/lift", 422, opinion=" ")
    assert "理由" in refused
    clerk.post("/notice/N09/lift", opinion="县气象台16时12分解除。")
    page = clerk.get("/notice/N09")
    assert "/notice/N09/lift" not in page, "what is lifted stands no more"
    assert "预警已于" in page
    assert "县气象台16时12分解除。" in page.partition('<div class="columns">')[0]
    assert "县气象台16时12分解除。" in approver.get("/notice/N09")


def test_an_objection_on_the_page_takes_it_down(
    sign_in: Callable[..., Browser], station: Station, template: int, drafted: str
) -> None:
    """R2: with its reason."""
    clerk, approver, reviewer = sign_in(Role.DRAFTER), sign_in(Role.APPROVER), sign_in(Role.REVIEWER)
    clerk.post("/notice/N09/fast_submit", template=str(template), seen=clerk.seen("N09"))
    approver.approve("N09")
    reviewer.post(
        "/notice/N09/sign_off", part="refuse", opinion="级别与来文不符。", seen=reviewer.seen("N09")
    )
    assert state(station) is State.WITHDRAWN


@pytest.mark.parametrize("number", ["", "x", "9" * 12, "²"])
def test_a_number_that_is_none_is_refused(
    sign_in: Callable[..., Browser], template: int, drafted: str, number: str
) -> None:
    """Whatever a form sends, the answer is a sentence."""
    clerk = sign_in(Role.DRAFTER)
    page = clerk.post("/notice/N09/fast_submit", 422, template=number, seen=clerk.seen("N09"))
    assert "预警模板" in page


def test_without_a_template_the_page_says_so(sign_in: Callable[..., Browser], drafted: str) -> None:
    """A clerk in a hurry learns at once that it goes the long way."""
    assert "没有已批准的预警模板" in sign_in(Role.DRAFTER).get("/notice/N09")


def test_a_successor_is_named_on_both_pages(
    sign_in: Callable[..., Browser], station: Station, template: int, drafted: str
) -> None:
    """The clerk sees what a new level replaces before handing it in, and the old one says what came."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    clerk.post("/notice/N09/fast_submit", template=str(template), seen=clerk.seen("N09"))
    approver.approve("N09")
    later = one(station.database, "N09").current.content.model_copy(update={"id": "W-2", "supersedes": "N09"})
    station.desk.draft(Actor("drafter", "某", frozenset({Role.DRAFTER}), Via.WEB), later)
    assert "批准后立即替代 N09" in clerk.get("/notice/W-2")
    assert 'name="supersedes"' in clerk.get("/notice/W-2/edit")
    clerk.post("/notice/W-2/fast_submit", template=str(template), seen=clerk.seen("W-2"))
    approver.approve("W-2")
    assert "已由 W-2 替代" in clerk.get("/notice/N09")


def test_the_pages_speak_english_too(
    sign_in: Callable[..., Browser], station: Station, template: int, drafted: str
) -> None:
    """Every word of them, by the switch; and the markup is whole."""
    clerk = sign_in(Role.DRAFTER)
    clerk.client.cookies.set("lang", "en")
    for path in ("/warnings", "/notice/N09"):
        page = clerk.get(path)
        read(page)
        assert "template" in page


def bearer(client: TestClient, account: str) -> dict[str, str]:
    answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
    return {"authorization": f"Bearer {answer.json()['token']}"}


def test_the_short_way_through_the_api(
    open_browser: Callable[[], TestClient],
    hire: Callable[..., str],
    station: Station,
    sample: Callable[[str], Notice],
) -> None:
    """The same use cases and rights as on the pages, with stable shapes."""
    client = open_browser()
    for account, role in (
        ("qiao", Role.DRAFTER),
        ("shen", Role.APPROVER),
        ("lin", Role.REVIEWER),
        ("mo", Role.SECRECY_REVIEWER),
    ):
        hire(account, role)
    headers = {account: bearer(client, account) for account in ("qiao", "shen", "lin", "mo")}

    def call(account: str, method: str, path: str, body: object = None, status: int = 200) -> Any:
        answer = client.request(method, f"/api{path}", json=body, headers=headers[account])
        assert answer.status_code == status, answer.text
        return answer.json()

    order = {"source": FORM.source, "category": FORM.category, "levels": ["orange"], "reason": "来文格式"}
    made = call("qiao", "POST", "/warnings/templates", order, 201)
    assert (made["state"], made["hours"], made["digest"]) == ("proposed", 24, made["digest"])
    call("qiao", "POST", "/warnings/templates/1/approve", {}, 403)
    assert (
        call("shen", "POST", "/warnings/templates/1/approve", {"seen": made["digest"]})["state"] == "approved"
    )
    assert len(call("lin", "GET", "/warnings/templates")["templates"]) == 1
    assert call("lin", "GET", "/warnings/templates/1")["decisions"][0]["step"] == "approve"
    call("qiao", "POST", "/notices", json.loads(sample("N09").model_dump_json(exclude_none=True)), 201)
    assert call("qiao", "POST", "/notices/N09/fast-submit", {"template": 1})["state"] == "in_approval"
    call("shen", "POST", "/notices/N09/approve", {})
    (debt,) = call("lin", "GET", "/warnings/owed")["owed"]
    assert (debt["notice"], debt["parts"], debt["overdue"]) == ("N09", ["content", "secrecy"], False)
    assert debt["due"] == "2026-06-19T07:25:00.000Z"
    call("lin", "POST", "/notices/N09/sign-off", {"part": "content"})
    assert call("qiao", "GET", "/notices/N09/lost") == {"lost": []}
    call("qiao", "GET", "/notices/N-99/lost", status=404)
    assert call("qiao", "POST", "/notices/N09/lift", {"reason": "县气象台解除。"})["state"] == "approved"
    refused = {"reason": "与来文不符。"}
    assert call("mo", "POST", "/notices/N09/sign-off/refuse", refused)["state"] == "withdrawn"
    assert (
        call("shen", "POST", "/warnings/templates/1/withdraw", {"reason": "改格式"})["state"] == "withdrawn"
    )
    other = call("qiao", "POST", "/warnings/templates", order, 201)
    rejected = f"/warnings/templates/{other['id']}/reject"
    assert call("shen", "POST", rejected, {"reason": "重复"})["state"] == "rejected"
