"""Sheets from the notice's page and from the API: the same file, the same rights, on record."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.station import Station
from tests.boards.approving import approve
from tests.pdf_text import text_of
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser


@pytest.fixture(autouse=True)
def office(station: Station) -> None:
    """A is approved, B a draft."""
    approve(station, actor, short_notice("A"))
    station.desk.draft(actor("drafter"), short_notice("B"))


def test_the_button_gives_the_sheet_and_the_page_lists_it(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """One form, no script: the PDF on record comes as a file, and stands in the list of copies."""
    operator = sign_in(Role.OPERATOR)
    assert 'action="/notice/A/sheet"' in operator.get("/notice/A")
    fields = {"form_key": operator.form_key(), "paper": "A3", "landscape": "yes"}
    answer = operator.client.post("/notice/A/sheet", data=fields)
    (copy,) = station.sheets.copies("A")
    assert answer.headers["content-disposition"] == 'attachment; filename="sheet-A-1.pdf"'
    assert sha256(answer.content).hexdigest() == copy.pdf_digest == answer.headers["x-ledctl-digest"]
    assert (copy.paper, copy.landscape) == ("A3", True)
    page = operator.get("/notice/A")
    assert f"第 1 份 · A3横向 · 1 页 · 短码 {copy.code}" in page
    operator.client.get("/language/en")
    assert "copy 1 · A3 landscape" in operator.get("/notice/A")


def test_what_is_refused_comes_back_with_its_sentence(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """A paper nobody has, a notice that was withdrawn: the page again, why, and nothing on record."""
    operator = sign_in(Role.OPERATOR)
    operator.post("/notice/A/sheet", 422, paper="B5")
    assert 'action="/notice/B/sheet"' not in operator.get("/notice/B")
    assert "还没有批准的版本" in operator.post("/notice/B/sheet", 409, paper="A4")
    station.desk.withdraw(actor("approver"), "A", "内容有误")
    assert "已撤回" in operator.post("/notice/A/sheet", 409, paper="A4")
    assert station.sheets.copies("A") == ()
    operator.client.post("/notice/A/sheet", data={"paper": "A4"})
    assert station.sheets.copies("A") == ()


def test_an_auditor_sees_a_draft_and_prints_nothing(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """Whoever looks may look at the draft, marked as one; printing needs the task."""
    auditor = sign_in(Role.AUDITOR)
    assert 'action="/notice/A/sheet"' not in auditor.get("/notice/A")
    auditor.post("/notice/A/sheet", 403, paper="A4")
    draft = auditor.client.get("/notice/B/sheet/draft?paper=A4&landscape=yes")
    assert draft.headers["content-type"] == "application/pdf"
    assert "草稿" in text_of(draft.content)
    auditor.get("/notice/X/sheet/draft", 404)
    auditor.get("/notice/A/sheet/draft?paper=B5", 422)


def test_the_api_gives_the_same(
    sign_in: Callable[..., Browser], station: Station, open_browser: Callable[[], TestClient]
) -> None:
    """Sheet, draft and copies through the API, with the same rights."""
    sign_in(Role.OPERATOR)
    client = open_browser()
    order = {"account": "operator", "password": OWN_PASSWORD}
    key = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}
    answer = client.post("/api/notices/A/sheet?paper=A3&landscape=true", headers=key)
    (copy,) = station.sheets.copies("A")
    assert sha256(answer.content).hexdigest() == copy.pdf_digest
    assert (answer.headers["x-ledctl-copy"], answer.headers["x-ledctl-code"]) == ("1", copy.code)
    assert client.get("/api/notices/A/sheets", headers=key).json() == {"sheets": [copy.as_dict()]}
    assert client.get("/api/notices/X/sheets", headers=key).status_code == 404
    draft = client.get("/api/notices/B/sheet/draft", headers=key)
    assert "草稿" in text_of(draft.content)
    assert client.post("/api/notices/B/sheet", headers=key).status_code == 409
