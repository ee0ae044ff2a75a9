"""Windows, deadlines and channels on the pages and in the API."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.notices.queries import one
from ledctl.station import Station
from ledctl.web.forms import filled, read_form
from tests.web.office_hands import FORM, OWN_PASSWORD, Browser

SignIn = Callable[..., Browser]
People = Callable[..., Actor]


@pytest.fixture
def notice(sample: Callable[[str], Notice]) -> Notice:
    """N01 without its own dates: the category's period is counted for it."""
    update = {"publicity_period": None, "display_window": None, "created_on": dt.date(2026, 11, 9)}
    return sample("N01").model_copy(update=update)


@pytest.fixture
def waiting(station: Station, person: People, notice: Notice) -> Notice:
    """The notice, waiting for approval."""
    desk = station.desk
    desk.draft(person("drafter", "d"), notice)
    desk.submit(person("drafter", "d"), notice.id)
    desk.review(person("reviewer", "r"), notice.id, "pass")
    desk.secrecy(person("secrecy_reviewer", "s"), notice.id, "pass")
    return notice


def test_the_approver_sees_both_windows_and_their_basis(waiting: Notice, sign_in: SignIn) -> None:
    """Seven days on the screen from now; seven days for objections from tomorrow, by the rule cited."""
    page = sign_in(Role.APPROVER).get(f"/notice/{waiting.id}/approve")
    assert "2026-11-23 09:00 至 2026-11-30 09:00" in page
    assert "2026-11-24 至 2026-11-30（含首尾两日，最后一日到 24:00；7 天）" in page
    assert "民发〔2021〕57号" in page
    assert "暂定" not in page


def test_a_period_into_a_year_not_announced_is_called_provisional(
    waiting: Notice, sign_in: SignIn, clock: FrozenClock
) -> None:
    """The approver is told that the end may still move."""
    clock.advance(33 * 86_400)
    assert "暂定：用到的年份放假安排尚未公布" in sign_in(Role.APPROVER).get(f"/notice/{waiting.id}/approve")


def test_the_decision_is_bound_to_what_was_shown(
    waiting: Notice,
    station: Station,
    person: People,
    open_browser: Callable[[], TestClient],
    hire: Callable[..., str],
) -> None:
    """R12: the record keeps period, basis and provisional flag beside the window; the API says the same."""
    hire("auditor", Role.AUDITOR)
    client = open_browser()
    login = client.post("/api/login", json={"account": "auditor", "password": OWN_PASSWORD})
    headers = {"authorization": f"Bearer {login.json()['token']}"}
    plan = client.get(f"/api/notices/{waiting.id}/plan", headers=headers).json()
    assert plan["publicity"]["end"] == "2026-12-01T00:00:00+08:00"
    assert client.get("/api/deadlines", headers=headers).json()["deadlines"][0]["due"] == "2026-11-23"
    binding = station.desk.approve(person("approver", "a"), waiting.id)
    assert binding.as_dict()["terms"] == plan


def test_the_front_page_names_what_is_late(waiting: Notice, sign_in: SignIn, clock: FrozenClock) -> None:
    """Ten working days from 9 November end on the 23rd: nearly due that day, overdue on the next."""
    assert "最迟 2026-11-23 公开（临近）" in sign_in(Role.AUDITOR).get("/")
    clock.advance(86_400)
    assert "最迟 2026-11-23 公开（已逾期）" in sign_in(Role.REVIEWER).get("/")


def test_what_is_not_due_soon_is_a_number(
    station: Station, person: People, notice: Notice, sign_in: SignIn
) -> None:
    """The front page stays short."""
    station.desk.draft(person("drafter", "d"), notice.model_copy(update={"created_on": None}))
    page = sign_in(Role.AUDITOR).get("/")
    assert "1 件待公开，都未临近期限" in page
    assert "最迟" not in page


def test_channels_are_ticked_in_the_form(sign_in: SignIn, station: Station) -> None:
    """A 公示 written on the page can have its board; what is ticked is what is stored."""
    drafter = sign_in(Role.DRAFTER)
    page = drafter.get("/notices/new")
    assert len(re.findall(r'name="channel\.\w+" value="yes" checked', page)) == 1, (
        "the gate screen, by default"
    )
    ticked = {"channels": "shown", "channel.led_gate": "yes", "channel.board_town": "yes"}
    drafter.post("/notices/new", **{**FORM, **ticked, "category": "dibao_review"})
    stored = one(station.database, "T-1").current
    assert stored.content.channels_allowed == ("led_gate", "board_town")
    assert "durable_channel_missing" not in {finding.code for finding in stored.findings}


def test_channels_the_form_does_not_show_stay(sample: Callable[[str], Notice]) -> None:
    """A form without them changes none; one with them keeps a code it does not know, and the order."""
    notice = sample("N06").model_copy(update={"channels_allowed": ("board_town", "loudspeaker", "led_gate")})
    values = dict(filled(notice).values)
    assert read_form(values, notice).channels_allowed == notice.channels_allowed
    ticked = {"channels": "shown", "channel.website": "yes", "channel.led_gate": "yes"}
    assert read_form(values | ticked, notice).channels_allowed == ("loudspeaker", "led_gate", "website")
