"""The idle page in the office: the form knows it, and nobody is asked to look at 1,440 pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.base import MINUTES
from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice, OnSign, SignLayout, Urgency
from ledctl.station import Station
from tests.web.office_hands import Browser


@pytest.fixture
def filed(station: Station, person: Callable[[str], Actor], sample: Callable[[str], Notice]) -> Notice:
    """A clock, written and at the approver's desk."""
    clock = Notice(
        id="CLOCK",
        title="鹭洲镇人民政府",
        category="general",
        issuing_unit="鹭洲镇人民政府",
        body=("便民服务热线 12345",),
        signature=sample("N06").signature,
        urgency=Urgency.IDLE,
        on_sign=OnSign(layout=SignLayout.CLOCK),
    )
    desk = station.desk
    desk.draft(person("drafter"), clock)
    desk.submit(person("drafter"), "CLOCK")
    desk.review(person("reviewer"), "CLOCK", "pass")
    desk.secrecy(person("secrecy_reviewer"), "CLOCK", "pass")
    return clock


def test_the_form_offers_the_idle_page(sign_in: Callable[..., Browser], written: dict[str, str]) -> None:
    """The lowest urgency is a choice like the others, and stays chosen."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **{**written, "urgency": "idle"})
    assert '<option value="idle" selected>待机页' in drafter.get("/notice/T-1/edit")


@pytest.mark.usefixtures("filed")
def test_a_clock_is_previewed_by_a_few_minutes(sign_in: Callable[..., Browser], clock: FrozenClock) -> None:
    """The minute of now, four others, and how many there are; every minute can still be asked for (R9)."""
    approver = sign_in(Role.APPROVER)
    page = approver.get("/notice/CLOCK/approve")
    assert page.count('class="pixels"') == 5
    for time in ("09:00", "00:00", "08:08", "12:00", "23:59"):
        assert f"{time} 这一分钟的画面" in page
    assert "共 1440 页" in page
    assert "其中 5 页" in page
    approver.client.get("/notice/CLOCK/preview/gate/1440.png").raise_for_status()
    approver.get(f"/notice/CLOCK/preview/gate/{MINUTES + 1}.png", 404)
    approver.approve("CLOCK")
    clock.advance(600)
    assert "09:10 这一分钟的画面" in approver.get("/notice/CLOCK")
