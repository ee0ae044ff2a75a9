"""An approved notice on its page and through the API: what is offered, done, told and refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow, Notice, PublicityPeriod, Signature
from ledctl.content.openness import Rhythm, Schedule
from ledctl.notices.around import around
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.station import Station
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden

TODAY = dt.date(2026, 11, 23)
DAY = 24 * 3600
SignIn = Callable[..., Browser]


def list_of(notice_id: str = "L1", **more: object) -> Notice:
    period = PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30))
    notice = Notice(
        id=notice_id,
        title="低保审核公示",
        category="dibao_review",
        issuing_unit="鹭洲镇人民政府",
        body=("下列家庭经审核符合条件，现予公示。",),
        signature=Signature(unit="鹭洲镇人民政府", date=TODAY),
        publicity_period=period,
        channels_allowed=("led_gate", "board_town"),
        schedule=Schedule(rhythm=Rhythm.STANDING, refresh_on=TODAY),
        display_window=DisplayWindow(led_days=7),
    )
    return notice.model_copy(update=more)


def carry(station: Station, person: Callable[..., Actor], notice_id: str, *, approve: bool = True) -> None:
    desk = station.desk
    desk.submit(person("drafter", "author"), notice_id)
    desk.review(person("reviewer", "r0"), notice_id, "pass")
    desk.secrecy(person("secrecy_reviewer", "s0"), notice_id, "pass")
    if approve:
        desk.approve(person("approver", "a0"), notice_id)


@pytest.fixture(autouse=True)
def put_up(station: Station, person: Callable[..., Actor]) -> None:
    """L1 stands, written and approved by others."""
    station.desk.draft(person("drafter", "author"), list_of())
    carry(station, person, "L1")


def test_an_approver_extends_and_the_page_says_until_when(sign_in: SignIn, station: Station) -> None:
    """A day runs to its 24:00; a refusal is told on the page with what was typed kept."""
    approver = sign_in(Role.APPROVER)
    seen = approver.seen("L1")
    told = approver.post("/notice/L1/extend", 422, seen=seen, days="x", reason="群众建议多放")
    assert "请填写数字" in told
    assert 'value="群众建议多放"' in told
    approver.post("/notice/L1/extend", seen=seen, until="2026-12-05", reason="群众建议多放")
    stands = around(station.office, "L1").stands
    assert stands is not None
    assert stands.until == dt.datetime(2026, 12, 5, 16, 0, tzinfo=dt.UTC)
    assert "群众建议多放" in approver.get("/notice/L1")


def test_ending_early_is_told_and_opens_the_re_run(sign_in: SignIn, station: Station) -> None:
    """It stays approved; from then on the drafter is offered a re-run, not a revision."""
    sign_in(Role.OPERATOR).post("/notice/L1/end", reason="内容已过时")
    page = sign_in(Role.DRAFTER).get("/notice/L1")
    assert "提前结束：内容已过时" in page
    assert 'action="/notice/L1/rerun"' in page
    assert 'action="/notice/L1/revise"' not in page
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notice/L1/rerun", seen=drafter.seen("L1"), reason="再公示")
    assert one(station.database, "L1").current.no == 2


def test_lists_and_pages_show_what_stands_beside_a_draft(sign_in: SignIn) -> None:
    """The page says that v2 is being written while v1 stands: nobody takes one for the other."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notice/L1/revise", seen=drafter.seen("L1"), reason="日期有变")
    assert "第 2 版正在办理；已批准的第 1 版继续展示至" in drafter.get("/notice/L1")
    assert "第 1 版展示至" in drafter.get("/notices")
    assert 'action="/notice/L1/withdraw"' not in drafter.get("/notice/L1")
    assert 'action="/notice/L1/withdraw"' in sign_in(Role.OPERATOR).get("/notice/L1")


def test_a_correction_is_begun_and_approved_with_its_list(
    sign_in: SignIn, station: Station, person: Callable[..., Actor]
) -> None:
    """The approval page names the companion and carries the version that was looked at."""
    drafter = sign_in(Role.DRAFTER)
    wrong = {"correction_id": "C1", "correction_text": "更正前：7户\n更正后：8户"}
    assert "必须写明理由" in drafter.post("/notice/L1/correct", 422, **wrong, reason=" ")
    drafter.post("/notice/L1/correct", **wrong, reason="户数有误")
    assert one(station.database, "L1").state is State.DRAFT
    assert "更正公告" in drafter.get("/notice/L1")
    carry(station, person, "L1", approve=False)
    carry(station, person, "C1", approve=False)
    approver = sign_in(Role.APPROVER)
    assert "一并批准的更正后公告（第 2 版）" in approver.get("/notice/C1/approve")
    page = approver.get("/notice/C1/approve")
    beside = page.partition("一并批准的更正后公告")[2]
    assert 'src="/notice/L1/preview/gate/1.png"' in beside
    assert "与上一版（第 1 版）比较" in beside
    assert "一并批准《" in page
    alone = approver.get("/notice/L1/approve")
    assert "请在批准 C1 时一并批准" in alone
    assert "批准发布</button>" not in alone
    looked = {name: hidden(page, name) for name in ("companion_seen", "companion_pixels")}
    for wrong in ({"companion_seen": "0" * 64}, {"companion_pixels": "gate:" + "0" * 64}):
        assert "版本已被修改" in approver.approve("C1", 409, **{**looked, **wrong})
    approver.approve("C1", **looked)
    assert {one(station.database, n).state for n in ("C1", "L1")} == {State.APPROVED}


def test_an_objection_from_intake_to_the_filled_in_extension(
    sign_in: SignIn, clock: FrozenClock, station: Station
) -> None:
    """重庆低保条例 art. 18(3): after a re-check the page offers the extension with its figures."""
    clock.advance(5 * DAY)
    operator, reviewer = sign_in(Role.OPERATOR), sign_in(Role.REVIEWER)
    told = operator.post("/notice/L1/objection", 422, how="visit", summary="身份证439999199001010018")
    assert "含有个人信息" in told
    operator.post("/notice/L1/objection", how="visit", summary="某户有车", received_on="2026-11-27")
    decision = {"objection": "1", "outcome": "rejected", "outcome_note": "不属实"}
    reviewer.post("/notice/L1/decide", **decision, rechecked="yes")
    assert "须再公示 3 天" in reviewer.get("/notice/L1")
    approver = sign_in(Role.APPROVER)
    page = approver.get("/notice/L1")
    assert 'name="until" value="2026-12-01"' in page
    assert 'value="异议复核后再公示 3 天"' in page
    approver.post("/notice/L1/extend", seen=approver.seen("L1"), until="2026-12-01", reason="再公示")
    assert "现有展示不足以覆盖" not in approver.get("/notice/L1")


def test_a_gap_between_postings_is_flagged(sign_in: SignIn, clock: FrozenClock) -> None:
    """Nobody posted it by the start of its period; from the posting on the gap is closed."""
    operator = sign_in(Role.OPERATOR)
    assert "公示期缺口" not in operator.get("/notice/L1")
    clock.advance(DAY)
    operator = sign_in(Role.OPERATOR)
    assert "公示期缺口：2026-11-24 00:00" in operator.get("/notice/L1")
    operator.post("/notice/L1/posting", channel="board_town", place="镇公示栏", since="2026-11-23T10:00")
    assert "公示期缺口" not in operator.get("/notice/L1")
    down = {"posting": "1", "down_reason": "被风刮走"}
    operator.post("/notice/L1/posting_down", **down, down_until="2026-11-24T08:00")
    assert "公示期缺口：2026-11-24 08:00" in operator.get("/notice/L1")


def test_what_is_due_stands_on_the_front_page(sign_in: SignIn) -> None:
    """A standing item until a reviewer has looked at it again."""
    reviewer = sign_in(Role.REVIEWER)
    assert "长期公开事项待复核" in reviewer.get("/")
    assert "看不懂" in reviewer.post("/notice/L1/refresh", 422, next_on="soon")
    reviewer.post("/notice/L1/refresh", next_on="2027-02-01", note="无变化")
    assert "长期公开事项待复核" not in reviewer.get("/")


class Program:
    """A person's program at the API."""

    def __init__(self, client: TestClient, account: str) -> None:
        answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
        self.client, self.headers = client, {"authorization": f"Bearer {answer.json()['token']}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api{path}", headers=self.headers).json()

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        answer = self.client.post(f"/api{path}", headers=self.headers, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def program(app: FastAPI, hire: Callable[..., str]) -> Callable[[Role], Program]:
    def enter(role: Role) -> Program:
        account = role.value.replace("_", "-")
        hire(account, role)
        return Program(TestClient(app), account)

    return enter


def test_the_same_day_through_the_api(program: Callable[[Role], Program], clock: FrozenClock) -> None:
    """The same use cases, the same rights, stable shapes."""
    clock.advance(2 * DAY)
    operator, approver, drafter = (program(r) for r in (Role.OPERATOR, Role.APPROVER, Role.DRAFTER))
    reviewer = program(Role.REVIEWER)
    assert [one["what"] for one in reviewer.get("/due")["due"]] == ["refresh"]
    reviewer.post("/notices/L1/refresh", next_on="2027-02-01")
    assert reviewer.get("/due") == {"due": []}
    number = operator.post("/notices/L1/objections", 201, how="phone", summary="反映")["id"]
    reviewer.post(f"/objections/{number}/decide", outcome="accepted", note="属实", rechecked=True)
    posting = operator.post("/notices/L1/publications", 201, channel="board_town", place="公示栏")["id"]
    clock.advance(60)
    operator.post(f"/publications/{posting}/down", reason="换新")
    clock.advance(60)
    assert operator.post("/notices/L1/extend", 403, reason="r", days=1)["error"]["code"] == "role_needed"
    added = approver.post("/notices/L1/extend", reason="再公示", days=1)
    assert added["ends_at"] == "2026-12-01T01:00:00.000Z"
    found = operator.get("/notices/L1/around")
    assert found["stands"] == {"version": 1, "until": added["ends_at"]}
    assert (len(found["gaps"]), found["objections"][0]["repeat_days"]) == (2, 3)
    link = {"category": "correction", "correction_of": "L1"}
    correction = list_of("C1", publicity_period=None, schedule=None, **link)
    plain = correction.model_dump(mode="json", exclude_none=True)
    answer = drafter.post("/notices/L1/correct", 201, reason="户数有误", correction=plain)
    assert answer == {"id": "L1", "state": "draft"}
    assert operator.get("/notices/L1/around")["corrected_by"] == ["C1"]
    told = reviewer.post("/objections/99999999999999999999/decide", 404, outcome="accepted", note="n")
    assert told["error"]["code"] == "no_such_objection"


def test_end_revise_and_rerun_through_the_api(program: Callable[[Role], Program]) -> None:
    """Each answers where the notice stands now."""
    drafter, operator = program(Role.DRAFTER), program(Role.OPERATOR)
    assert drafter.post("/notices/L1/rerun", 409, reason="再放")["error"]["code"] == "still_stands"
    assert operator.post("/notices/L1/end", reason="过时")["state"] == "approved"
    assert drafter.post("/notices/L1/rerun", reason="再放")["state"] == "draft"
    told = drafter.post("/notices/L1/revise", 409, reason="改")
    assert told["error"]["code"] == "step_not_possible"
