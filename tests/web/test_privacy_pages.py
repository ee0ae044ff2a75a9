"""Keeping a personal datum and the sweep, as people meet them: on pages and over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.station import Station
from tests.web.office_hands import Browser

MOBILE = "19000000000"
KEEP = 'action="/notice/T-1/keep'


@pytest.fixture
def drafter(sign_in: Callable[..., Browser], written: dict[str, str]) -> Browser:
    """A clerk whose draft has a mobile number in its text."""
    clerk = sign_in(Role.DRAFTER)
    clerk.post("/notices/new", **{**written, "body": f"抢修电话{MOBILE}。"})
    return clerk


def ask(drafter: Browser, status: int = 303, **changes: str) -> str:
    fields = {"where": "body[0]", "datum": MOBILE, "reason": "抢修须直接联系", "seen": drafter.seen("T-1")}
    return drafter.post("/notice/T-1/keep", status, **{**fields, **changes})


def test_a_clerk_asks_and_a_reviewer_agrees(
    sign_in: Callable[..., Browser], drafter: Browser, written: dict[str, str]
) -> None:
    """The page offers the place that was hidden, then waits for another person, then lets the datum stand."""
    assert "正文第 1 段" in drafter.get("/notice/T-1").split(KEEP)[1]
    ask(drafter)
    page = drafter.get("/notice/T-1")
    assert "等待另一人复核" in page
    assert f'{KEEP}/1"' not in page, "nobody is offered an own request"
    reviewer = sign_in(Role.REVIEWER)
    assert f'{KEEP}/1"' in reviewer.get("/notice/T-1")
    assert f'{KEEP}"' not in reviewer.get("/notice/T-1"), "only who may edit asks"
    reviewer.post("/notice/T-1/keep/1", 303, datum="190-0000-0000", opinion="属实")
    assert MOBILE not in drafter.get("/notice/T-1")
    drafter.post(
        "/notice/T-1/edit", **{**written, "body": f"抢修电话{MOBILE}。", "seen": drafter.seen("T-1")}
    )
    page = drafter.get("/notice/T-1")
    assert MOBILE in page
    assert "保留了一项个人信息" in page


def test_a_refusal_is_told_on_the_page(sign_in: Callable[..., Browser], drafter: Browser) -> None:
    """A reason that is missing, another datum: the sentence says what to do, the number is not repeated."""
    assert "必须写明理由" in ask(drafter, 422, reason=" ")
    ask(drafter)
    answer = sign_in(Role.REVIEWER).post("/notice/T-1/keep/1", 409, datum="19000000001")
    assert "不是同一项" in answer
    assert "19000000001" not in answer


def test_who_may_not_agree_is_refused(sign_in: Callable[..., Browser], drafter: Browser) -> None:
    """A forged form gets no further than the page did."""
    ask(drafter)
    sign_in(Role.OPERATOR).post("/notice/T-1/keep/1", 403, datum=MOBILE)
    drafter.post("/notice/T-1/keep/1", 403, datum=MOBILE)


def test_the_sweep_has_a_page(sign_in: Callable[..., Browser]) -> None:
    """Whoever judges notices may sweep; the others may read what it is."""
    reviewer = sign_in(Role.REVIEWER)
    assert 'href="/sweep"' in reviewer.get("/history")
    assert 'action="/sweep"' in reviewer.get("/sweep")
    assert "没有发现问题" in reviewer.post("/sweep", 200)
    assert 'action="/sweep"' not in sign_in(Role.DRAFTER).get("/sweep")


def test_what_a_sweep_finds_is_listed(
    station: Station, sign_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each hit leads to its notice and says where it is on now."""
    from ledctl.notices.sweep import SweepHit, Swept

    said = ("标题中有手机号码。", "A mobile number.")
    hit = SweepHit("T-1", 1, "公示", "title", "personal-data", "personal_mobile", "block", *said, ("gate",))
    found = Swept(station.clock.now(), 3, (hit,))
    monkeypatch.setattr(type(station.sweep), "run", lambda _self, _actor: found)
    page = sign_in(Role.AUDITOR).post("/sweep", 200)
    for word in ("查了 3 版，发现 1 处，其中在屏 1 处", 'href="/notice/T-1"', "在屏：gate", said[0]):
        assert word in page


@pytest.fixture
def api(open_browser: Callable[[], TestClient], hire: Callable[..., str]) -> Callable[..., Any]:
    """``api(account, method, path, status, body)`` is a call by that person."""
    tokens: dict[str, str] = {}
    client = open_browser()

    def call(account: str, method: str, path: str, status: int, body: object = None) -> Any:
        if account not in tokens:
            password = hire(account, Role(account))
            login = client.post("/api/login", json={"account": account, "password": password})
            tokens[account] = login.json()["token"]
        head = {"Authorization": f"Bearer {tokens[account]}"}
        answer = client.request(method, f"/api{path}", json=body, headers=head)
        assert answer.status_code == status, answer.text
        return answer.json()

    return call


def test_the_same_over_the_api(api: Callable[..., Any]) -> None:
    """Codes, requests and the sweep have the same rules there."""
    signature = {"unit": "鹭洲镇人民政府", "date": "2026-11-23"}
    notice = {
        "id": "T-1",
        "title": "进度公示",
        "category": "project_progress",
        "issuing_unit": "鹭洲镇人民政府",
        "body": [f"抢修电话{MOBILE}。"],
        "signature": signature,
    }
    checked = api("drafter", "POST", "/check", 200, notice)
    told = [(f["code"], f["rule"]) for f in checked["findings"]]
    assert told == [("personal-data", "personal_mobile"), ("publisher-open", "publisher_open")]
    api("drafter", "POST", "/notices", 201, notice)
    order = {"where": "body[0]", "datum": MOBILE, "reason": "抢修须直接联系"}
    (asked,) = api("drafter", "POST", "/notices/T-1/kept", 201, order)["requests"]
    assert (asked["number"], asked["datum"], asked["confirmer"]) == (1, "mobile", None)
    api("drafter", "POST", "/notices/T-1/kept/1/agree", 403, {"datum": MOBILE})
    api("reviewer", "POST", "/notices/T-1/kept/1/agree", 200, {"datum": MOBILE})
    assert api("drafter", "GET", "/notices/T-1/kept", 200)["requests"][0]["confirmer"] == "reviewer"
    drafted = api("drafter", "PUT", "/notices/T-1", 200, notice)
    assert [f["code"] for f in drafted["findings"]] == ["personal-kept", "publisher-open"]
    assert api("reviewer", "POST", "/sweep", 200)["versions"] == 0
    api("drafter", "POST", "/sweep", 403)
