"""Signing in, signing out, the forced change of a one-time password, the language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.accounts.registry import MAX_FAILURES
from ledctl.clock import FrozenClock
from ledctl.station import Station
from ledctl.web.login import local
from tests.web.office_hands import OWN_PASSWORD, Browser, form_key


def attempt(client: TestClient, account: str, password: str, onward: str = "/") -> tuple[int, str, str]:
    """Status, text and where to of one sign-in."""
    fields = {"account": account, "password": password, "next": onward}
    key = form_key(client.get("/login").text)
    answer = client.post("/login", data={"form_key": key, **fields}, follow_redirects=False)
    return answer.status_code, answer.text, answer.headers.get("location", "")


def test_a_stranger_is_led_to_the_sign_in_and_back(
    open_browser: Callable[[], TestClient], hire: Callable[..., str]
) -> None:
    """Who is not signed in sees the sign-in form, and afterwards the page that was asked for."""
    hire("zhang", Role.REVIEWER)
    client = open_browser()
    led = client.get("/history", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=/history")
    assert attempt(client, "zhang", OWN_PASSWORD, "/history")[2] == "/history"
    assert client.get("/history").status_code == 200
    assert client.get("/login", follow_redirects=False).headers["location"] == "/"


def test_a_wrong_password_keeps_the_account_typed_and_says_so(
    open_browser: Callable[[], TestClient], hire: Callable[..., str]
) -> None:
    """A wrong password and an unknown account get the same sentence; what was typed stays."""
    hire("zhang", Role.REVIEWER)
    client = open_browser()
    for account in ("zhang", "nobody"):
        status, text, _ = attempt(client, account, "wrong-password")
        assert status == 401
        assert "账号或密码不对" in text
        assert f'value="{account}"' in text


def test_a_locked_account_says_for_how_long(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], clock: FrozenClock
) -> None:
    """After five wrong passwords even the right one waits, and the page says until when."""
    hire("zhang", Role.REVIEWER)
    client = open_browser()
    for _ in range(MAX_FAILURES):
        attempt(client, "zhang", "wrong-password")
    status, text, _ = attempt(client, "zhang", OWN_PASSWORD)
    assert status == 401
    assert "账号暂时锁定，请 16 分钟后再试" in text
    clock.advance(16 * 60)
    assert attempt(client, "zhang", OWN_PASSWORD)[0] == 303


def test_a_one_time_password_is_changed_before_anything_else(
    open_browser: Callable[[], TestClient], station: Station
) -> None:
    """R43: no default password; with a one-time one every page leads to its change."""
    once = station.registry.add("zhang", "张", [Role.DRAFTER], by="system")
    client = open_browser()
    assert attempt(client, "zhang", once, "/notices")[2] == "/password"
    for path in ("/", "/notices", "/notices/new", "/history", "/report"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/password"
    page = client.get("/password").text
    assert "一次性密码" in page
    assert 'href="/notices"' not in page
    fields = {"form_key": form_key(page), "old": once, "new": OWN_PASSWORD, "again": OWN_PASSWORD}
    assert client.post("/password", data=fields, follow_redirects=False).headers["location"] == "/"
    assert client.get("/notices").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        (OWN_PASSWORD, "short", "short", "新密码太短"),
        (OWN_PASSWORD, "another-good-one", "another-good-two", "两次输入的新密码不一样"),
        (OWN_PASSWORD, OWN_PASSWORD, OWN_PASSWORD, "不能与旧密码相同"),
        ("not-the-old-one", "another-good-one", "another-good-one", "账号或密码不对"),
    ],
)
def test_a_bad_new_password_is_refused_with_its_reason(
    sign_in: Callable[..., Browser], old: str, new: str, again: str, told: str
) -> None:
    """The old password holds until a good new one is given twice."""
    reader = sign_in(Role.REVIEWER)
    assert told in reader.post("/password", 422, old=old, new=new, again=again)


def test_signing_out_ends_the_token_itself(sign_in: Callable[..., Browser]) -> None:
    """A kept copy of the cookie opens nothing after signing out."""
    reader = sign_in(Role.REVIEWER)
    token = reader.client.cookies["ledctl"]
    reader.post("/sign-out")
    reader.client.cookies.set("ledctl", token)
    assert reader.client.get("/", follow_redirects=False).headers["location"].startswith("/login")


def test_the_cookie_holds_an_opaque_token_out_of_reach_of_scripts(
    open_browser: Callable[[], TestClient], hire: Callable[..., str]
) -> None:
    """HttpOnly, SameSite, no name in it; Secure only where the page itself is."""
    hire("zhang", Role.REVIEWER)
    client = open_browser()
    fields = {"form_key": form_key(client.get("/login").text), "account": "zhang", "password": OWN_PASSWORD}
    cookie = client.post("/login", data=fields, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert "zhang" not in cookie


def test_the_cookie_is_secure_over_https(
    open_browser: Callable[[], TestClient], hire: Callable[..., str]
) -> None:
    """Over https the cookie never travels in the clear."""
    hire("zhang", Role.REVIEWER)
    client = open_browser()
    client.base_url = client.base_url.copy_with(scheme="https")
    fields = {"form_key": form_key(client.get("/login").text), "account": "zhang", "password": OWN_PASSWORD}
    answer = client.post("/login", data=fields, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]


def test_the_language_is_the_readers_choice(sign_in: Callable[..., Browser]) -> None:
    """Chinese at first; English when chosen, on the same page, and back again."""
    reader = sign_in(Role.REVIEWER)
    assert "待您办理" in reader.get("/")
    answer = reader.client.get("/language/en?back=/notices", follow_redirects=False)
    assert answer.headers["location"] == "/notices"
    page = reader.get("/")
    assert '<html lang="en">' in page
    assert "Waiting for you" in page
    reader.client.get("/language/zh")
    assert "待您办理" in reader.get("/")
    reader.client.get("/language/fr")
    assert "待您办理" in reader.get("/")


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:1", "/\r\nx: y"]
)
def test_nobody_is_sent_to_another_site(path: str) -> None:
    """A link that leads away after signing in leads to the front page instead."""
    assert local(path) == "/"
