"""Outages and lost time on the pages and through the API: figures, the question, the word that ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock, to_ms
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_worker, office_of, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden

ASKED = "屏幕中断，请考虑延长"


@pytest.fixture
def lost(station: Station, clock: FrozenClock) -> Office:
    """A stands for three days; then the link was dead for ten hours."""
    office = office_of(station, clock)
    office.approve(short_notice("A"))
    office.worker.step()
    clock.advance(3600)
    began = to_ms(clock.now())
    clock.advance(36_000)
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, began, error="TimedOut")
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    return office


def test_the_front_page_asks_with_the_figures(lost: Office, sign_in: Callable[..., Browser]) -> None:
    """The issue: the desk is asked to extend, with the figures filled in; taking turns is not named."""
    page = sign_in(Role.APPROVER).get("/")
    assert ASKED in page
    assert "gate：少展示 10 小时 0 分，占展示时段 13.9%（显示屏失联 10 小时 0 分）" in page
    assert 'href="/notice/A#extend"' in page
    assert "延长到 2026-11-26 可补足" in page


def test_nothing_is_asked_where_little_was_lost(station: Station, sign_in: Callable[..., Browser]) -> None:
    """No card without a cause."""
    assert ASKED not in sign_in(Role.APPROVER).get("/")


def test_the_form_of_extension_is_filled_in_and_ends_the_question(
    lost: Office, sign_in: Callable[..., Browser]
) -> None:
    """Date and reason as they must be: sent as they are, what was lost is made good."""
    browser = sign_in(Role.APPROVER, account="zhou")
    page = browser.get("/notice/A")
    form = re.search(r'<form method="post" action="/notice/A/extend".*?</form>', page, re.DOTALL)
    assert form
    day = re.search(r'name="until" value="([^"]*)"', form[0])
    reason = re.search(r'name="reason" maxlength="2000" value="([^"]*)"', form[0])
    assert day
    assert reason
    assert "屏幕中断等占用展示时间 10 小时 0 分（显示屏失联 10 小时 0 分）" in reason[1]
    browser.post("/notice/A/extend", until=day[1], reason=reason[1], seen=hidden(page, "seen"))
    assert ASKED not in browser.get("/")
    assert ASKED not in browser.get("/notice/A")
    assert "显示屏失联 10 小时 0 分" in browser.get("/notice/A"), "the figures stay"


def test_a_word_ends_the_question_and_is_kept_when_refused(
    lost: Office, sign_in: Callable[..., Browser]
) -> None:
    """Who may say so says why; what was typed stays in the form."""
    drafter, operator = sign_in(Role.DRAFTER), sign_in(Role.OPERATOR)
    assert "/notice/A/accept_loss" not in drafter.get("/notice/A")
    drafter.post("/notice/A/accept_loss", 403, note="无须延期")
    assert "请致电 13800138000" in operator.post("/notice/A/accept_loss", 422, note="请致电 13800138000")
    operator.post("/notice/A/accept_loss", note="公示栏同时张贴，不再延期")
    assert ASKED not in operator.get("/")
    assert "中断不再补足" in operator.get("/history/events")


def test_the_page_of_outages_tells_each_with_its_length(
    lost: Office, station: Station, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """Open ones first, causes in words, the share of the time in order, a way there from the signs."""
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.CRASH, to_ms(clock.now()))
    clock.advance(90)
    browser = sign_in(Role.AUDITOR)
    page = browser.get("/outages")
    assert page.index("仍未恢复") < page.index("10 小时 0 分", page.index("仍未恢复"))
    assert "发布程序异常中断" in page
    percent = re.search(r"<strong>([\d.]+) %</strong>", page)
    assert percent
    assert 0 < float(percent[1]) < 20
    assert 'href="/outages"' in browser.get("/signs")
    assert "没有中断" in browser.get("/outages?since=2026-11-01&until=2026-11-02")
    browser.get("/outages?since=2026-11-03&until=2026-11-02", 422)
    browser.get("/outages?since=soon", 422)
    assert "中断记录" in browser.get("/history/events"), "an auditor's look is on record"


def test_the_pages_speak_english(lost: Office, sign_in: Callable[..., Browser]) -> None:
    """Every word by the switch, no Chinese label left."""
    browser = sign_in(Role.OPERATOR)
    browser.client.cookies.set("lang", "en")
    page = browser.get("/outages").split("<main", 1)[1]
    assert "sign does not answer" in page
    assert not re.search(r"[一-龥]", page)
    assert "10 h 0 min missing, 13.9% of the screen window" in browser.get("/")


def test_the_api_tells_the_same(lost: Office, app: FastAPI, sign_in: Callable[..., Browser]) -> None:
    """Stable fields; the same rights as the pages."""
    sign_in(Role.OPERATOR)
    with TestClient(app) as client:
        login = {"account": "operator", "password": OWN_PASSWORD}
        token = client.post("/api/login", json=login).json()["token"]
        key = {"authorization": f"Bearer {token}"}
        listed = client.get("/api/outages?sign=gate", headers=key).json()
        assert [row["cause"] for row in listed["outages"]] == ["link", "host"]
        assert listed["availability"][0]["out_ms"] == {"link": 36_000_000}
        (stood,) = client.get("/api/notices/A/stood", headers=key).json()["signs"]
        assert (stood["lost_ms"], stood["stood"]["proof"]) == ({"link": 36_000_000}, 3)
        (short,) = client.get("/api/shortfalls", headers=key).json()["short"]
        assert (short["notice"], short["signs"][0]["missing_ms"]) == ("A", 36_000_000)
        path = "/api/notices/A/accept-loss"
        assert client.post(path, json={"note": "已在公示栏张贴"}, headers=key).json() == {"noted": True}
        assert client.get("/api/shortfalls", headers=key).json() == {"short": []}
        assert client.get("/api/notices/none/stood", headers=key).status_code == 404
        assert client.get("/api/outages").status_code == 401


def test_a_loss_before_the_period_began_asks_nobody(
    station: Station, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """An outage that no window met costs nothing."""
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(clock.now() - timedelta(days=9)))
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    office = Office(station, clock, sign, make_worker(station, sign))
    office.put_up("A")
    clock.advance(60)
    assert ASKED not in sign_in(Role.APPROVER).get("/")
