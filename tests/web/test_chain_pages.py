"""The chain on the pages and in the API: signatures, stand-ins, names, comparison, people."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from typer.main import get_command

from ledctl.accounts.model import Actor, Role
from ledctl.cli.commands import app as command_line
from ledctl.content.model import Notice
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.station import Station
from ledctl.web.api import create_api
from ledctl.web.api_notice_models import ApproveOrder, ReviewOrder, SecrecyOrder
from ledctl.web.behind import ROUTERS
from ledctl.web.steps import ACTIONS
from tests.web.office_hands import OWN_PASSWORD, Browser

SignIn = Callable[..., Browser]


@pytest.fixture
def site(site: Path) -> Path:
    """Two leaders sign what tells of projects."""
    file = site / "site.toml"
    file.write_text(file.read_text("utf-8") + 'signers = { project_progress = ["wang", "li"] }\n', "utf-8")
    return site


@pytest.fixture
def notice(station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]) -> Notice:
    """N06, returned once and mended, waiting for the first signature."""
    first = sample("N06").model_copy(update={"display_window": None})
    desk = station.desk
    desk.draft(person("drafter"), first)
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "return", "标题有误。")
    desk.edit(person("drafter"), "N06", first.model_copy(update={"title": "鹭洲镇重点项目进度"}))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    return first


def test_the_page_says_whose_turn_it_is(sign_in: SignIn, station: Station, notice: Notice) -> None:
    """The first signer finds the button of a signature, the second one waits; then the other way round."""
    wang, li = sign_in(Role.APPROVER, account="wang"), sign_in(Role.APPROVER, account="li")
    assert notice.id in wang.get("/")
    assert f"/notice/{notice.id}" not in re.sub(r"(?s)<h2>.*", "", li.get("/"))
    assert "会签" in wang.get("/notice/N06/approve")
    waiting = li.get("/notice/N06/approve")
    assert "某wang" in waiting
    assert 'action="/notice/N06/approve"' not in waiting
    wang.approve("N06")
    assert one(station.database, "N06").state is State.IN_APPROVAL
    assert "须 2 人签署，已签 1 人" in li.get("/notice/N06/approve")
    li.approve("N06")
    assert one(station.database, "N06").state is State.APPROVED


def test_the_approval_page_compares_with_the_version_before(sign_in: SignIn, notice: Notice) -> None:
    """Whoever signs sees what changed, the names, and who has signed."""
    page = sign_in(Role.APPROVER, account="wang").get("/notice/N06/approve")
    assert "与上一版（第 1 版）比较" in page
    assert "鹭洲镇重点项目进度" in page
    assert notice.title in page
    for word in ("谁公布", "谁制作", "谁审查", "谁签字"):
        assert word in page


def test_a_stand_in_is_named_on_the_page_and_acts(sign_in: SignIn, station: Station, notice: Notice) -> None:
    """Given on the page by the person who leaves; the stand-in finds the notice and signs for them."""
    wang, zhao = sign_in(Role.APPROVER, account="wang"), sign_in(Role.OPERATOR, account="zhao")
    assert notice.title not in zhao.get("/")
    days = {"first": "2026-11-23", "last": "2026-11-25"}
    wang.post("/stand-ins", 422, stand_in="zhao", first="2026-11-23", last="soon", reason="出差")
    wang.post("/stand-ins", stand_in="zhao", reason="出差", **days)
    assert "某wang" in zhao.get("/stand-ins")
    zhao.approve("N06")
    assert "代 某wang" in zhao.get("/notice/N06")
    (given,) = station.delegations.all()
    zhao.post(f"/stand-ins/{given.id}/end", 403, reason="x")
    wang.post(f"/stand-ins/{given.id}/end", reason="回来了")
    assert "回来了" in wang.get("/stand-ins")


def test_a_remark_is_added_on_the_page(sign_in: SignIn, station: Station, notice: Notice) -> None:
    """Whoever has a part in notices notes something; it stays where it was."""
    reviewer = sign_in(Role.REVIEWER)
    reviewer.post("/remarks/N06", text="已与站所核对。")
    reviewer.post("/remarks/N06", 422, text=" ")
    assert "已与站所核对。" in reviewer.get("/notice/N06")
    assert one(station.database, "N06").current.no == 2
    assert 'action="/remarks/' not in sign_in(Role.AUDITOR).get("/notice/N06")
    sign_in(Role.AUDITOR).post("/remarks/N06", 403, text="x")


def test_a_referred_item_says_to_whom(
    sign_in: SignIn, station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """Art. 17: to which authority and since when, for everyone who opens it."""
    station.desk.draft(person("drafter"), sample("N06"))
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(person("reviewer"), "N06", "pass")
    reviewer = sign_in(Role.SECRECY_REVIEWER)
    fields = {"seen": reviewer.seen("N06"), "opinion": "拿不准。", "refer_to": "县国家保密局"}
    reviewer.post("/notice/N06/secrecy", result="refer", **fields)
    page = sign_in(Role.DRAFTER).get("/notice/N06")
    assert "县国家保密局" in page
    assert "2026-11-23 09:00" in page


def test_people_are_stopped_and_changed_on_the_page(sign_in: SignIn, station: Station) -> None:
    """The account is out at once, what it left is listed, and the last administrator stays."""
    drafter, admin = sign_in(Role.DRAFTER), sign_in(Role.ADMINISTRATOR, account="admin")
    drafter.post(
        "/notices/new",
        id="T-9",
        title="待办的公告",
        category="project_progress",
        issuing_unit="镇政府",
        body="正文。",
        signature_unit="镇政府",
        signature_date="2026-11-23",
    )
    admin.post("/people/drafter/disable")
    assert drafter.client.get("/", follow_redirects=False).status_code != 200
    assert "待办的公告" in admin.get("/people")
    admin.post("/people/drafter/enable")
    admin.post("/people/drafter/roles", roles=["reviewer"])
    assert {p.account: p.roles for p in station.registry.people()}["drafter"] == "reviewer"
    admin.post("/people/admin/disable", 409)
    admin.post("/people/nobody/disable", 404)
    sign_in(Role.REVIEWER, account="other").post("/people/admin/disable", 403)


def test_the_form_keeps_who_answers_and_whether_it_is_public(sign_in: SignIn, station: Station) -> None:
    """Source, publisher, attribute and rhythm are typed, stored, shown again; withheld needs its reason."""
    drafter = sign_in(Role.DRAFTER)
    form = {
        "id": "T-2",
        "title": "集体资产租金收入公开",
        "category": "project_progress",
        "issuing_unit": "镇政府",
        "body": "正文。",
        "signature_unit": "镇政府",
        "signature_date": "2026-11-23",
    }
    office = {
        "source_unit": "农业农村办",
        "source_person": "某主任",
        "published_by": "某镇长",
        "created_on": "2026-11-20",
        "disclosure_attribute": "withheld",
        "rhythm": "recurring",
        "series": "集体资产",
        "next_due": "2027-02-20",
    }
    assert "disclosure_reason-told" in drafter.post("/notices/new", 422, **form, **office)
    office |= {"disclosure_attribute": "proactive"}
    drafter.post("/notices/new", **form, **office)
    page = drafter.get("/notice/T-2/edit")
    for value in ("农业农村办", "某主任", "某镇长", "2026-11-20", "2027-02-20"):
        assert f'value="{value}"' in page
    drafter.post("/notice/T-2/edit", seen=drafter.seen("T-2"), **{**form, "title": "改过的标题"})
    kept = one(station.database, "T-2").current.content
    assert (kept.source_person, kept.schedule.series if kept.schedule else "") == ("某主任", "集体资产")


def test_the_api_signs_compares_and_stands_in(
    sign_in: SignIn, hire: Callable[..., str], app: FastAPI, station: Station, notice: Notice
) -> None:
    """The same rights and the same words as on the pages."""
    for account in ("wang", "li"):
        hire(account, Role.APPROVER)
    hire("zhao", Role.OPERATOR)

    def program(account: str) -> Callable[..., dict[str, object]]:
        client = TestClient(app)
        login = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
        client.headers["Authorization"] = f"Bearer {login.json()['token']}"

        def call(method: str, path: str, status: int, **body: object) -> dict[str, object]:
            answer = client.request(method, f"/api{path}", json=body or None)
            assert answer.status_code == status, answer.text
            found: dict[str, object] = answer.json()
            return found

        return call

    wang, li, zhao = (program(account) for account in ("wang", "li", "zhao"))
    compared = wang("GET", "/notices/N06/compare", 200)
    assert (compared["from"], compared["to"], compared["same"]) == (1, 2, False)
    wang("GET", "/notices/N06/compare?older=9", 404)
    signed = wang("POST", "/notices/N06/approve", 200, opinion="同意")
    assert (signed["state"], signed["starts_at"]) == ("in_approval", None)
    days = {"first": "2026-11-23", "last": "2026-11-23"}
    li("POST", "/stand-ins", 201, stand_in="zhao", reason="下村", **days)
    assert zhao("POST", "/notices/N06/approve", 200, opinion="同意")["state"] == "approved"
    (given,) = li("GET", "/stand-ins", 200)["stand_ins"]  # type: ignore[misc]
    li("POST", f"/stand-ins/{given['id']}/end", 200, reason="回来了")
    zhao("POST", "/notices/N06/remarks", 201, text="已上屏。")
    file = wang("GET", "/notices/N06", 200)
    assert file["names"]["signed_by"][1]["for_whom"] == "某li"  # type: ignore[index]
    assert file["remarks"][0]["text"] == "已上屏。"  # type: ignore[index]
    assert file["decisions"][-1]["seen_pixels"] is False  # type: ignore[index]


# -- one at a time (Secrecy Law implementing regulation 2024, art. 42: 逐项) ---------------------


def test_no_page_judges_two_notices_at_once() -> None:
    """Of all routes that change something, each names one notice by its path, and no form has a list."""
    routes = [one for module in ROUTERS for one in module.router.routes if isinstance(one, APIRoute)]
    posted = [one.path for one in routes if "POST" in one.methods and one.path.startswith("/notice")]
    begun = [path for path in posted if not path.startswith("/notice/{notice_id}/")]
    assert begun == ["/notices/new", "/notices/import"]  # these write drafts and judge nothing
    assert "/notice/{notice_id}/{action}" in posted
    for name, action in ACTIONS.items():
        assert list(inspect.signature(action).parameters)[2] == "notice_id", name
        assert "texts(" not in inspect.getsource(action), name


def test_no_api_route_judges_two_notices_at_once(station: Station) -> None:
    """Every order to decide is of one notice, by its path; no order has a field that could name more."""
    paths = create_api(station).openapi()["paths"]
    deciding = [path for path in paths if re.search(r"/(review|secrecy|approve|decline)$", path)]
    of_notices = [path for path in deciding if path.startswith("/notices")]
    assert of_notices
    assert all(re.fullmatch(r"/notices/\{notice_id\}/\w+", path) for path in of_notices)
    judged = {f for order in (ReviewOrder, SecrecyOrder) for f in order.model_fields}
    assert judged == {"seen", "result", "opinion", "refer_to"}
    # what a correction corrects is approved with it, as it was looked at; it was reviewed by itself
    signed = set(ApproveOrder.model_fields)
    assert signed == {"seen", "opinion", "pixels", "companion_seen", "companion_pixels"}


def test_no_command_judges_two_notices_at_once() -> None:
    """``review ID ID`` is a mistake of usage, not two reviews."""
    group = get_command(command_line).commands["notice"]  # type: ignore[attr-defined]
    for name in ("submit", "review", "approve", "decline", "withdraw"):
        arguments = [one for one in group.commands[name].params if one.param_type_name == "argument"]
        assert [(one.name, one.nargs) for one in arguments] == [("notice_id", 1)], name
