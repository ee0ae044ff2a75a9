"""The API of the boards: the same register, the same rights, stable values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.station import Station
from tests.boards.register import OPERATOR, a_board, a_jpeg, approve, hang
from tests.pictures.reading import read
from tests.publishing.office import short_notice
from tests.web.office_hands import OWN_PASSWORD

NEW: dict[str, Any] = {
    "code": "v01",
    "level": "village",
    "village": "白鹭村",
    "label": "白鹭村公开栏",
    "place": "村委会外墙",
    "width_cm": 420,
    "height_cm": 240,
}
Open = Callable[[Role], TestClient]


@pytest.fixture
def program(app: FastAPI, hire: Callable[..., str]) -> Iterator[Open]:
    """``program(Role.OPERATOR)`` calls the API as a person of that role."""
    with TestClient(app) as client:

        def enter(role: Role) -> TestClient:
            account = role.value.replace("_", "-")
            hire(account, role)
            login = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
            client.headers["authorization"] = f"Bearer {login.json()['token']}"
            return client

        yield enter


def test_a_board_is_entered_changed_and_read(program: Open) -> None:
    """What is left out of a change stays; the history tells what became different."""
    client = program(Role.OPERATOR)
    made = client.post("/api/boards", json=NEW)
    assert (made.status_code, made.json()["number"]) == (201, 1)
    changed = client.put("/api/boards/v01", json={"fixed_percent": 80, "seen": 1})
    assert [why["code"] for why in changed.json()["warnings"]] == ["board_too_fixed"]
    photo = client.put("/api/boards/v01/photo", content=a_jpeg()).json()["board"]["photo"]
    told = client.get("/api/boards/v01").json()
    assert told["board"] == NEW | {
        "fixed_percent": 80, "categories": [], "special": "", "keeper": "", "condition": "good",
        "condition_note": "", "photo": photo, "in_use": True, "channel": "board_village",
    }  # fmt: skip
    assert [one["changed"] for one in told["entries"]] == [["photo"], ["fixed_percent"], []]
    assert client.get(f"/api/photos/{photo}.jpg").headers["content-type"] == "image/jpeg"
    assert [one["board"]["code"] for one in client.get("/api/boards").json()["boards"]] == ["v01"]


@pytest.mark.parametrize(
    ("order", "status", "where"),
    [
        (NEW | {"width_cm": -1}, 422, "width_cm"),
        (NEW | {"level": "county"}, 422, "level"),
        (NEW | {"village": ""}, 422, "village"),
        (NEW | {"keeper": "13800138000"}, 422, "keeper"),
        (NEW | {"code": "b01"}, 409, "code"),
    ],
)
def test_a_refused_board_names_its_field(
    station: Station, program: Open, order: dict[str, Any], status: int, where: str
) -> None:
    """The same sentences as on the pages, and nothing is entered."""
    station.boards.save(OPERATOR, a_board())
    answer = program(Role.OPERATOR).post("/api/boards", json=order)
    assert (answer.status_code, answer.json()["error"]["where"]) == (status, where)
    assert len(station.boards.all()) == 1


def test_who_may_not_is_refused(station: Station, program: Open) -> None:
    """R35: an auditor looks at every board and changes none."""
    station.boards.save(OPERATOR, a_board())
    client = program(Role.AUDITOR)
    assert client.post("/api/boards", json=NEW).status_code == 403
    assert client.put("/api/boards/b01", json={"place": "西侧"}).status_code == 403
    assert client.put("/api/boards/b01/photo", content=a_jpeg()).status_code == 403
    assert client.get("/api/boards/b01").json()["number"] == 1


def test_what_is_up_and_the_picture_of_it(station: Station, program: Open) -> None:
    """Today's sheets by board, the board drawn, and both as they were before."""
    station.boards.save(OPERATOR, a_board())
    approve(station, [short_notice("A")])
    hang(station, "A", paper="A3", pages=2)
    client = program(Role.DRAFTER)
    (up,) = client.get("/api/boards/today").json()["boards"]
    assert (up["board"], up["hanging"][0]["code"], up["hanging"][0]["copy_no"]) == ("b01", "K7Q2M9", 1)
    drawn = client.get("/api/boards/b01.svg?english=true")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert read(drawn.text).attrib["lang"] == "en"
    assert client.get("/api/boards/b01?at=2026-11-22 09:00").status_code == 404
    assert client.get("/api/boards/b01?at=2026-11-23 09:00").json()["room"]["pages"] == 2
