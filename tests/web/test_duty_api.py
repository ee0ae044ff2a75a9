"""Duties and checks through the API: the use cases and rights of the pages, stable shapes."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role
from ledctl.screening.elements import Element
from ledctl.station import Station
from tests.boards.board_hands import enter_board, hang
from tests.publishing.office import short_notice
from tests.web.office_hands import OWN_PASSWORD

Send = Callable[..., Any]


@pytest.fixture
def office(station: Station, person: Callable[..., Actor]) -> Station:
    """One board of 东河村 with a notice on it."""
    enter_board(station, "east")
    desk = station.desk
    desk.draft(person("drafter"), short_notice("A"))
    desk.submit(person("drafter"), "A")
    desk.review(person("reviewer"), "A", "pass")
    desk.secrecy(person("secrecy_reviewer"), "A", "pass")
    desk.approve(person("approver"), "A")
    hang(station, person("operator"), "A")
    return station


@pytest.fixture
def call(open_browser: Callable[[], TestClient], hire: Callable[..., str], office: Station) -> Send:
    """``call(Role.OPERATOR)("/duties")`` asks, with a body it sends; the answer's JSON."""

    def enter(role: Role) -> Send:
        hire(role.value.replace("_", "-"), role)
        client = open_browser()
        order = {"account": role.value.replace("_", "-"), "password": OWN_PASSWORD}
        head = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}

        def send(path: str, body: object = None, status: int = 200) -> Any:
            method = "GET" if body is None else "POST"
            answer = client.request(method, f"/api{path}", json=body, headers=head)
            assert answer.status_code == status, answer.text
            return answer.json()

        return send

    return enter


def picture() -> str:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "blue").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_what_is_due_and_how_the_quarter_goes(call: Send) -> None:
    """The shapes of `--json`; a quarter nobody can read is refused."""
    send = call(Role.OPERATOR)
    told = send("/duties?quarter=2026Q4")
    assert {one["what"]: one["state"] for one in told["duties"]} == {"update": "done", "check": "due"}
    assert told["quarter"]["lines"][0]["board"] == "east"
    assert send("/duties?quarter=4", status=422)["error"]["code"] == "term_no_quarter"
    assert send("/duties/village?village=东河村&month=2026-11")["boards"][0]["hanging"][0]["notice"] == "A"
    assert send("/duties/village?village=x", status=404)["error"]["code"] == "village_unknown"


def test_deeds_are_written_down_and_read_again(call: Send, office: Station) -> None:
    """An update with a photo, a check sheet by sheet, and that it was mended."""
    send = call(Role.OPERATOR)
    assert send("/boards/east/updates", {"note": "无新增。", "photo": picture()}) == {"id": 1}
    seen = [{"posting": 1, "present": [one for one in Element if one is not Element.DATE], "code": "7K2M"}]
    order = {"board": "east", "team": "甲", "seen": seen, "findings": "", "mend_by": "2026-11-30"}
    assert send("/checks", order) == {"id": 1}
    assert send("/checks/1")["looked_at"][0]["elements"]["date"] is False
    assert send("/checks?quarter=2026Q4&board=east")["checks"][0]["state"] == "to_mend"
    assert send("/checks/1/mended", {"note": "已补。", "mended_on": "2026-11-23"}) == {"mended": True}
    assert send("/checks/1")["state"] == "mended"
    assert send("/checks/1/mended", {"note": "再补。"}, 409)["error"]["code"] == "check_mended_already"
    assert office.verify().ok


def test_an_auditor_reads_and_writes_nothing(call: Send) -> None:
    """The same rights as at the pages."""
    send = call(Role.AUDITOR)
    assert send("/duties")["duties"]
    send("/boards/east/updates", {}, 403)
    send("/checks", {"board": "east", "team": "甲"}, 403)
    send("/checks/1/mended", {"note": "已补。"}, 403)
