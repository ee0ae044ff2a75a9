"""The record as a download, on the page and through the API: whole, some days, one notice."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.exported_site import check
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser

DAYS = "record-2026-11-23-2026-11-23.zip"


@pytest.fixture
def office(station: Station) -> Station:
    """One notice in review."""
    station.desk.draft(actor("drafter"), short_notice("A"))
    station.desk.submit(actor("drafter"), "A")
    return station


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.mark.parametrize(
    ("asked", "what", "name"),
    [
        ({}, {"all"}, "record-all.zip"),
        ({"since": "2026-11-23", "until": "2026-11-23"}, {"since", "until"}, DAYS),
        ({"notice": "A"}, {"notice"}, "record-A.zip"),
    ],
    ids=["whole", "days", "notice"],
)
def test_an_auditor_takes_the_record_along(
    office: Station,
    app: FastAPI,
    sign_in: Callable[..., Browser],
    folder: Path,
    tmp_path: Path,
    asked: dict[str, str],
    what: set[str],
    name: str,
) -> None:
    """R35: what is taken verifies elsewhere, who took it is on record with its digest, no file stays."""
    auditor = sign_in(Role.AUDITOR)
    assert 'action="/history/export"' in auditor.get("/history/export")
    form = {"form_key": auditor.form_key(), **asked}
    answers = [auditor.client.post("/history/export", data=form)]
    with TestClient(app) as client:
        order = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}
        answers.append(client.post("/api/exports", json=asked or None, headers=key))
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert name in answer.headers["content-disposition"]
        assert answer.headers["x-ledctl-digest"] == sha256(answer.content).hexdigest()
        file = tmp_path / "taken.zip"
        file.write_bytes(answer.content)
        code, report = check(file)
        assert code == 0, report
        assert set(report["what"]) == what
    with office.database.read() as session:
        told = [(one.actor, one.via, one.facts["digest"]) for one in events(session, kind="exported")]
    digests = [one.headers["x-ledctl-digest"] for one in answers]
    assert told == [("auditor", "api", digests[1]), ("auditor", "web", digests[0])]
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"notice": "A", "since": "2026-11-23"}, 422),
        ({"since": "2026-11-24", "until": "2026-11-23"}, 422),
        ({"since": "gestern"}, 422),
        ({"notice": "nobody"}, 404),
    ],
)
def test_what_cannot_be_exported_is_refused_in_words(
    office: Station, sign_in: Callable[..., Browser], folder: Path, asked: dict[str, str], status: int
) -> None:
    """Both at once, days reversed, no such day, no such notice: nothing is signed, nothing taken."""
    auditor = sign_in(Role.AUDITOR)
    page = auditor.client.post("/history/export", data={"form_key": auditor.form_key(), **asked})
    assert page.status_code == status
    assert 'action="/history/export"' in page.text
    with office.database.read() as session:
        assert events(session, kind="exported") == events(session, kind="checkpoint_signed") == []
    assert [*folder.iterdir()] == []


def test_who_may_not_is_told_so(office: Station, sign_in: Callable[..., Browser]) -> None:
    """The record names people: auditor, approver and administrator take it, as on the command line."""
    drafter = sign_in(Role.DRAFTER)
    assert "只有审计员" in drafter.get("/history/export")
    answer = drafter.client.post("/history/export", data={"form_key": drafter.form_key()})
    assert answer.status_code == 403
