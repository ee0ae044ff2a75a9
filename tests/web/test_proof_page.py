"""The evidence from the notice's page and from the API: the same file, the same rights, on record."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role
from ledctl.ledger.log import Entry, events
from ledctl.station import Station
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser


@pytest.fixture(autouse=True)
def drafted(station: Station, person: Callable[..., Actor]) -> None:
    """A draft: evidence of what never stood is evidence, too."""
    station.desk.draft(actor("drafter"), short_notice("A"))


def told(station: Station, kind: str) -> list[Entry]:
    with station.database.read() as session:
        return events(session, kind=kind)


def test_the_button_gives_the_file(sign_in: Callable[..., Browser], station: Station) -> None:
    """One button, no script: the answer is the zip that is on record."""
    auditor = sign_in(Role.AUDITOR)
    page = auditor.get("/notice/A")
    assert 'action="/proof/A"' in page
    answer = auditor.client.post("/proof/A", data={"form_key": auditor.form_key()})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="proof-A.zip"'
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    (event,) = told(station, "proof_made")
    digest = sha256(answer.content).hexdigest()
    assert event.facts["digest"] == answer.headers["x-ledctl-digest"] == digest
    assert [one.facts["what"] for one in told(station, "auditor_looked")] == ["proof A", "notice A"]
    assert "出具证明材料" in auditor.get("/history/events?notice=A")


def test_the_button_needs_its_form(sign_in: Callable[..., Browser], station: Station) -> None:
    """A forged request gives nothing and records nothing."""
    reviewer = sign_in(Role.REVIEWER)
    assert reviewer.client.post("/proof/A", data={"form_key": "0" * 64}).status_code == 403
    assert told(station, "proof_made") == []


def test_who_may_not_is_offered_nothing(sign_in: Callable[..., Browser], station: Station) -> None:
    """A village poster sees no button, and a request of theirs is refused; an unknown notice is not there."""
    poster = sign_in(Role.VILLAGE_POSTER)
    assert "/proof/A" not in poster.get("/notice/A")
    poster.post("/proof/A", 403)
    sign_in(Role.REVIEWER).post("/proof/nobody", 404)
    assert told(station, "proof_made") == []


def test_the_api_gives_the_same(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], station: Station
) -> None:
    """A program takes it with its token, under the same use case; the record says by which way."""
    hire("approver", Role.APPROVER)
    client = open_browser()
    order = {"account": "approver", "password": OWN_PASSWORD}
    token = client.post("/api/login", json=order).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    assert client.post("/api/notices/A/proof").status_code == 401
    answer = client.post("/api/notices/A/proof", headers=headers)
    assert answer.status_code == 200
    assert sha256(answer.content).hexdigest() == answer.headers["x-ledctl-digest"]
    assert [(one.actor, one.via) for one in told(station, "proof_made")] == [("approver", "api")]
