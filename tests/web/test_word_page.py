"""The page and the API of the word list."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.station import Station
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden


def test_everybody_reads_and_an_administrator_saves(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """A reader has no form and no way round it; the saved list is the list, and on record with its words."""
    reader, admin = sign_in(Role.REVIEWER), sign_in(Role.ADMINISTRATOR)
    page = reader.get("/words")
    assert "机密★" in page
    assert "<textarea" not in page
    seen = hidden(admin.get("/words"), "seen")
    reader.post("/words", 403, block="新词", warn="", seen=seen)
    admin.post("/words", block="新词\n\n 机密★ ", warn="待定", seen=seen)
    assert station.words.now().block == ("新词", "机密★")
    assert "词表已保存" in admin.get("/words?saved=true")
    assert "＋block: 新词" in admin.get("/")


def test_a_wrong_list_is_told_and_kept(sign_in: Callable[..., Browser], station: Station) -> None:
    """What was typed stays on the page; the list stays as it was."""
    admin = sign_in(Role.ADMINISTRATOR)
    before = station.words.now()
    seen = hidden(admin.get("/words"), "seen")
    page = admin.post("/words", 422, block="新词\n新词", warn="", seen=seen)
    assert "写了两次" in page
    assert "新词\n新词" in page
    assert station.words.now() == before
    assert "已有改动" in admin.post("/words", 409, block="新词", warn="", seen="0" * 64)


def test_the_api_has_the_same_rights(app: FastAPI, hire: Callable[..., str], station: Station) -> None:
    """Read by anybody with a token, saved by an administrator, on what was seen."""
    client = TestClient(app)

    def enter(account: str, role: Role) -> dict[str, str]:
        hire(account, role)
        answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    drafter, admin = enter("zhang", Role.DRAFTER), enter("boss", Role.ADMINISTRATOR)
    listed = client.get("/api/words", headers=drafter).json()
    order = listed | {"block": ["新词"]}
    assert client.put("/api/words", headers=drafter, json=order).status_code == 403
    assert client.put("/api/words", headers=admin, json=order).json()["block"] == ["新词"]
    assert client.put("/api/words", headers=admin, json=order).status_code == 409
    assert station.words.now().block == ("新词",)
    assert client.get("/api/words").status_code == 401
