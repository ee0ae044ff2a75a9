"""The archive through the API: the same catalogue, books, proposals and rights as on the pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.publishing.office import Office, office_of
from tests.web.office_hands import OWN_PASSWORD, Browser


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """A stood for a day and a bit: long enough that a part of the log is sealed."""
    made = office_of(station, clock)
    made.put_up("A")
    made.pass_time(30 * 3600, step_s=3600)
    made.worker._recorder.flush(force=True)
    return made


@pytest.fixture
def client(office: Office, app: FastAPI, sign_in: Callable[..., Browser]) -> TestClient:
    for role in (Role.AUDITOR, Role.DRAFTER, Role.APPROVER, Role.VILLAGE_POSTER):
        sign_in(role)
    return TestClient(app)


def key(client: TestClient, account: str) -> dict[str, str]:
    answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
    return {"authorization": f"Bearer {answer.json()['token']}"}


def test_the_year_is_what_the_page_gives(office: Office, client: TestClient) -> None:
    """Catalogue and books, byte for byte; each look is on record; a village poster has no part in it."""
    books, auditor = office.station.books, key(client, "auditor")
    year = client.get("/api/archive/2026", headers=auditor).json()
    assert year == {
        **books.catalogue(2026).as_dict(),
        "books": [{"category": "general", "notices": 1, "volumes": 1}],
    }
    sheet = client.get("/api/archive/2026/catalogue.xlsx", headers=auditor).content
    assert load_workbook(io.BytesIO(sheet))["目录"]["A4"].value == "A"
    book = client.get("/api/archive/2026/book/general.pdf", headers=auditor)
    assert (book.headers["content-type"], book.content) == ("application/pdf", books.book(2026, "general"))
    assert client.get("/api/archive/2026/book/budget.pdf", headers=auditor).status_code == 404
    assert client.get("/api/archive/2026/catalogue.doc", headers=auditor).status_code == 422
    assert client.get("/api/archive/2026", headers=key(client, "village-poster")).status_code == 403
    with office.station.database.read() as session:
        looks = [one.facts["what"] for one in events(session, kind="auditor_looked")]
    assert looks == ["book 2026 general 1", "catalogue 2026", "archive 2026"]


def test_records_are_given_up_by_two_people(office: Office, client: TestClient) -> None:
    """R5, R30: nothing inside its time; after it one proposes, another decides, all may ask."""
    asked = {"record_class": "display_log", "reason": "已过保管期限"}
    early = client.post("/api/retention", json=asked, headers=key(client, "drafter"))
    assert (early.status_code, early.json()["error"]["code"]) == (409, "nothing_due")
    office.clock.advance(11 * 366 * 86_400)
    drafter, approver, auditor = (key(client, one) for one in ("drafter", "approver", "auditor"))
    assert client.post("/api/retention", json={**asked, "record_class": "event"}, headers=drafter).is_error
    ids = [client.post("/api/retention", json=asked, headers=drafter).json()["id"] for _ in range(3)]
    path = f"/api/retention/{ids[0]}"
    for who in (drafter, auditor):
        for step in ("approve", "reject", "carry-out"):
            assert client.post(f"{path}/{step}", json={"reason": "x"}, headers=who).status_code in (403, 422)
    early = client.post(f"{path}/carry-out", headers=approver)
    assert early.json()["error"]["code"] == "disposal_not_approved"
    why = {"reason": "审计未结束"}
    assert client.post(f"/api/retention/{ids[1]}/reject", json=why, headers=approver).json()["given_up"] == 0
    assert client.post(f"/api/retention/{ids[2]}/withdraw", json=why, headers=drafter).status_code == 200
    done = client.post(f"{path}/approve", json={}, headers=approver).json()
    assert done["given_up"] > 0
    told = client.get("/api/retention", headers=auditor).json()
    assert [one["state"] for one in told["disposals"]] == ["withdrawn", "rejected", "approved"]
    assert told["disposals"][2]["done"] == done["given_up"]
    assert {one["class"]: one["due"] for one in told["classes"]}["display_log"] == 0
    assert office.station.verify().ok
