"""The clock on the front page and in the API, while it is not believed (R15)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.station import Station, open_station
from ledctl.steady import SteadyClock
from tests.web.office_hands import OWN_PASSWORD, Browser

DAY = 86_400.0


@pytest.fixture
def station(site: Path, clock: FrozenClock, quick_passwords: Passwords) -> Iterator[Station]:
    """The office on a wall that may be set."""
    steady = SteadyClock(clock, synchronised=lambda: False)
    opened = open_station(site, clock=steady, passwords=quick_passwords)
    yield opened
    opened.close()


def watch_of(clock: FrozenClock) -> str:
    return (clock.now() + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M")


def test_the_front_page_says_so_and_asks_whom_it_may(
    sign_in: Callable[..., Browser], clock: FrozenClock, station: Station
) -> None:
    """Everybody sees it, in both languages; only who may accept gets a form; a wrong watch is told why."""
    drafter, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    assert 'id="clock"' not in approver.get("/")
    clock.step(2 * 3600)
    page = drafter.get("/")
    assert "时钟不可信" in page
    assert "主机时钟：2026-11-23 11:00" in page
    assert "采用的时间：2026-11-23 09:00" in page
    assert 'action="/clock"' not in page
    assert 'action="/clock"' in approver.get("/")
    drafter.post("/clock", 403, watch=watch_of(clock))
    assert "相差超过 5 分钟" in approver.post("/clock", 409, watch="2026-11-23 09:00")
    assert "请写成" in approver.post("/clock", 422, watch="")
    approver.post("/clock", watch=watch_of(clock))
    assert 'id="clock"' not in approver.get("/")
    assert re.search("时钟恢复可信.*突然快了", approver.get("/"), re.DOTALL), "the record says it in words"
    with station.database.read() as session:
        (word,) = events(session, kind="clock_trusted")
    assert (word.actor, word.via) == ("approver", "web")


def test_at_a_start_without_a_time_the_page_says_at_least(
    sign_in: Callable[..., Browser], clock: FrozenClock, station: Station
) -> None:
    """What is only known to be no earlier is not said to be the time."""
    reader = sign_in(Role.REVIEWER)
    clock.step(-20_000 * DAY)
    station.clock._belief = SteadyClock(clock)._belief  # type: ignore[attr-defined] # a start in 1972
    assert "采用的时间：至少是" in reader.get("/")


def test_the_api_has_the_same_rights_on_the_clock(
    app: FastAPI, hire: Callable[..., str], clock: FrozenClock
) -> None:
    """Read with any token; accepted by an approver or an administrator whose watch agrees."""
    client = TestClient(app)

    def enter(account: str, role: Role) -> dict[str, str]:
        hire(account, role)
        answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    drafter, admin = enter("zhang", Role.DRAFTER), enter("boss", Role.ADMINISTRATOR)
    assert client.get("/api/clock").status_code == 401
    assert client.get("/api/clock", headers=drafter).json()["trusted"] is True
    clock.step(-DAY)
    said = client.get("/api/clock", headers=drafter).json()
    assert (said["trusted"], said["doubt"], said["known"]) == (False, "jumped_back", True)
    assert (said["wall"], said["now"]) == ("2026-11-22T01:00:00.000Z", "2026-11-23T01:00:00.000Z")
    order = {"watch": watch_of(clock)}
    assert client.post("/api/clock", headers=drafter, json=order).status_code == 403
    assert client.post("/api/clock", headers=admin, json={"watch": "?"}).status_code == 422
    assert client.post("/api/clock", headers=admin, json=order).json()["trusted"] is True
    assert client.post("/api/clock", headers=admin, json=order).status_code == 409
