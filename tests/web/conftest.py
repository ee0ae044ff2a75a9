"""An office with one person of every role, each at a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role, Via
from ledctl.station import Station
from ledctl.web.app import create_app
from tests.web.office_hands import FORM, OWN_PASSWORD, Browser, form_key

TOWN = 'mode = "live"\n[desk]\ntown = "鹭洲镇人民政府"\n'


@pytest.fixture
def site(site: Path) -> Path:
    (site / "site.toml").write_text(TOWN, "utf-8")
    return site


@pytest.fixture
def app(station: Station) -> FastAPI:
    return create_app(station)


@pytest.fixture
def hire(station: Station) -> Callable[..., str]:
    """``hire("zhang", Role.DRAFTER)`` makes an account with a password of its own."""

    def make(account: str, *roles: Role) -> str:
        once = station.registry.add(account, f"某{account}", roles, by="system")
        station.registry.change_password(account, once, OWN_PASSWORD, via=Via.CLI)
        return OWN_PASSWORD

    return make


@pytest.fixture
def open_browser(app: FastAPI) -> Iterator[Callable[[], TestClient]]:
    """A new browser with no cookies."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(TestClient(app))


@pytest.fixture
def sign_in(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], station: Station
) -> Callable[..., Browser]:
    """``sign_in(Role.DRAFTER)`` is a person of that role, signed in; ``account`` names another one."""

    def enter(*roles: Role, account: str = "") -> Browser:
        account = account or roles[0].value.replace("_", "-")
        known = {person.account for person in station.registry.people()}
        password = OWN_PASSWORD if account in known else hire(account, *roles)
        client = open_browser()
        key = form_key(client.get("/login").text)
        fields = {"form_key": key, "account": account, "password": password, "next": "/"}
        answer = client.post("/login", data=fields, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return Browser(client, account)

    return enter


@pytest.fixture
def written() -> dict[str, str]:
    """A form a clerk has filled in without fault."""
    return dict(FORM)
