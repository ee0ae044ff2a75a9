"""Every look of an auditor is recorded: every page and call that shows the record, walked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from ledctl.accounts import looks
from ledctl.accounts.model import Role
from ledctl.ledger.log import events
from ledctl.station import Station
from ledctl.web import api
from ledctl.web.behind import ROUTERS
from ledctl.web.look_table import CALLS, CALLS_WITHOUT, PAGES, PAGES_WITHOUT
from tests.boards.posting_hands import print_sheet
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser

FILLED = {
    "notice_id": "A", "year": "2026", "name": "gate", "sign": "gate", "code": "2021", "period": "2026",
    "account": "drafter", "category": "general", "sort": "xlsx",
}  # fmt: skip
ASKED = {
    "/audit/person": "account=drafter",
    "/duties/village": "village=东河村&month=2026-11",
    "/duties/village.pdf": "village=东河村&month=2026-11",
    "/audit/category": "category=general",
    "/audit/notice": "id=A",
    "/audit/search": "words=停水",
    "/audit/at": "at=2026-11-23 09:00",
    "/audit/gaps": "since=2026-11-22&until=2026-11-23",
    "/history/calendar.svg": "year=2026",
    "/report/facts": "which=withdrawals",
    "/count/facts": "which=withdrawals",
    "/forms/{code}/{period}/behind": "cell=a",
}


def paths(modules: object) -> list[str]:
    """The paths of all routes that answer to a GET."""
    assert isinstance(modules, tuple)
    return [
        route.path
        for module in modules
        for route in getattr(module, "router", module).routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]


def filled(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda part: FILLED.get(part[1], "1"), path) + "?" + ASKED.get(path, "")


def looked(station: Station) -> list[str]:
    """What auditors asked for, oldest first."""
    with station.database.read() as session:
        told = events(session, kind="auditor_looked", limit=1000)
    return [str(one.facts["what"]) for one in reversed(told)]


@pytest.fixture
def office(station: Station) -> Station:
    """One notice approved, one checkpoint signed."""
    desk = station.desk
    desk.draft(actor("drafter"), short_notice("A"))
    desk.submit(actor("drafter"), "A")
    desk.review(actor("reviewer"), "A", "pass")
    desk.secrecy(actor("secrecy_reviewer"), "A", "pass")
    desk.approve(actor("approver"), "A")
    station.checkpoints.sign(actor("approver"))
    FILLED["sheet_code"] = print_sheet(station, "A")
    return station


def walk(
    station: Station,
    get: Callable[[str], int],
    known: list[str],
    named: Mapping[str, str],
    without: Mapping[str, str],
) -> Iterator[str]:
    """What is wrong with the looks of these paths."""
    for path in known:
        before = len(looked(station))
        status = get(filled(path))
        told = looked(station)[before:]
        words = [] if path in without else [named[path]] if path in named else told[:1] or ["something"]
        if told != words:
            yield f"{path}: {status}, {told}"


def test_every_page_that_shows_the_record_is_a_look(office: Station, sign_in: Callable[..., Browser]) -> None:
    """The issue: every look by an auditor is itself recorded, once a question; also of the English pages."""
    auditor = sign_in(Role.AUDITOR)
    auditor.client.get("/language/en")

    def get(path: str) -> int:
        return auditor.client.get(path, follow_redirects=False).status_code

    known = paths(ROUTERS)
    assert PAGES.keys() | PAGES_WITHOUT.keys() <= set(known)
    assert not PAGES.keys() & PAGES_WITHOUT.keys()
    assert [*walk(office, get, known, PAGES, PAGES_WITHOUT)] == []


def test_every_call_that_shows_the_record_is_a_look(
    office: Station, app: FastAPI, sign_in: Callable[..., Browser]
) -> None:
    """The same through the API."""
    sign_in(Role.AUDITOR)
    known = paths((api, *api.MODULES))
    assert CALLS.keys() | CALLS_WITHOUT.keys() <= set(known)
    assert not CALLS.keys() & CALLS_WITHOUT.keys()
    with TestClient(app) as client:
        order = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}

        def get(path: str) -> int:
            return client.get(f"/api{path}", headers=key).status_code

        assert [*walk(office, get, known, CALLS, CALLS_WITHOUT)] == []


def test_nobody_else_is_written_down(office: Station, sign_in: Callable[..., Browser]) -> None:
    """Only an auditor's looks are facts of the record; who works there looks all day."""
    clerk = sign_in(Role.DRAFTER)
    for path in PAGES:
        clerk.client.get(filled(path))
    assert looked(office) == []


def test_a_stranger_is_refused_as_before(office: Station, app: FastAPI) -> None:
    """Whoever is not signed in is sent to the door, and nothing is on record."""
    with TestClient(app) as client:
        assert client.get("/signs", follow_redirects=False).status_code == 303
        assert client.get("/api/alerts").status_code == 401
        assert client.get("/api/alerts", headers={"authorization": "Bearer x"}).status_code == 401
    assert looked(office) == []


def test_a_look_that_nothing_takes_is_told(
    office: Station, app: FastAPI, sign_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database takes nothing any more the page says so, and a head of the API's answer."""
    auditor = sign_in(Role.AUDITOR)
    with TestClient(app) as client:
        order = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}

        def full(*_: object, **__: object) -> None:
            raise OperationalError("INSERT", {}, Exception("disk full"))

        monkeypatch.setattr(looks, "tell", full)
        assert "这次查阅没有写入记录" in auditor.get("/alerts")
        assert client.get("/api/alerts", headers=key).headers["x-look-recorded"] == "no"
    assert looked(office) == []
