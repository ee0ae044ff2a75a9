"""Auditors change nothing: every way to post, on the pages and through the API, tried by an auditor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import inspect, text
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.station import Station
from ledctl.web import login
from ledctl.web.api import create_api
from ledctl.web.behind import ROUTERS
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser

OWN_AFFAIRS = {
    "/password": "their own password",
    "/login": "signing in",
    "/logout": "signing out",
    "/sign-out": "signing out",
    "/history/verify": "recomputes the chain",
    "/proof/A": "takes the evidence of a notice away, and is on record",
    "/notices/A/proof": "the same through the API",
    "/history/checkpoints": "has the record signed as it is",
    "/checkpoints": "the same through the API",
    "/history/export": "takes the record away, and is on record",
    "/exports": "the same through the API",
    "/sweep": "screens what is stored again, and is on record",
}
"""What an auditor may post: nothing of it changes what the office wrote, decided or showed."""

TAKES = {
    "/proof/A": "the evidence of a notice is carried away",
    "/notices/A/proof": "the same through the API",
    "/history/export": "the record is carried away",
    "/exports": "the same through the API",
    "/history/checkpoints": "the end of the record is signed",
    "/checkpoints": "the same through the API",
}
"""What an auditor may take: the record is signed first, and that it was taken is an event."""

LOOKS = {"event", "sign_in", "credential", "sqlite_sequence"}
"""Tables that a look may touch: it is on record, and somebody signed in."""

SIGNED = {"fact", "checkpoint"}
"""Tables that grow when the record is signed."""

TOLD = {"auditor_looked", "proof_made", "exported", "checkpoint_signed"}
"""What may be told of an auditor who tries everything."""

SOME = {
    "reason": "情况有变", "opinion": "同意", "note": "无", "text": "核对", "result": "pass", "days": "2",
    "how": "phone", "summary": "反映", "word": "试行", "rank": "block", "watch": "2026-11-23 09:00",
    "account": "someone", "name": "某人", "roles": "approver", "title": "标题", "outcome": "rejected",
    "id": "N9", "objection": "1", "channel": "board_town", "place": "公告栏", "next_on": "2026-12-24",
    "giver": "auditor", "stand_in": "drafter", "first": "2026-11-23", "last": "2026-11-24", "number": "1",
}  # fmt: skip


def posts() -> Iterator[str]:
    """Every path of a page that takes a form, with what is there put into it."""
    for module in (*ROUTERS, login):
        for route in module.router.routes:
            if isinstance(route, APIRoute) and "POST" in route.methods:
                yield re.sub(r"\{(\w+)(?::\w+)?\}", lambda part: filled(part[1]), route.path)


def calls(station: Station) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every call of the API that is no look, with a body of the shape it asks for."""
    schema = create_api(station).openapi()
    for path, ways in schema["paths"].items():
        for method in ways.keys() - {"get", "head"}:
            body = ways[method].get("requestBody", {}).get("content", {}).get("application/json", {})
            name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
            shape = schema["components"]["schemas"].get(name, {"properties": {}})
            filled_in = {one: value(one, about) for one, about in shape.get("properties", {}).items()}
            yield method, re.sub(r"\{(\w+)\}", lambda part: filled(part[1]), path), filled_in


def value(name: str, about: dict[str, Any]) -> Any:
    """Something of the type that is asked for; what may be left out is left out where nothing fits."""
    kinds = {about.get("type"), *(one.get("type") for one in about.get("anyOf", ()))}
    plain = {"integer": 1, "boolean": True, "array": [SOME.get(name, "gate")], "object": {}}
    if "string" in kinds:
        return SOME.get(name) or (None if "null" in kinds else "1")
    return next((plain[kind] for kind in plain if kind in kinds), None)


def filled(name: str) -> str:
    known = {"notice_id": "A", "account": "drafter", "sign": "gate", "step": "withdraw", "action": "withdraw"}
    return known.get(name, "1")


def everything(station: Station, *, but: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Every row of every table that a look may not touch, but for some tables."""
    with station.database.read() as session:
        connection = session.connection()
        names = [name for name in inspect(connection).get_table_names() if name not in LOOKS | but]
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608 - its own names
            for name in names
        }


def told(station: Station) -> list[tuple[str, str]]:
    with station.database.read() as session:
        rows = session.connection().execute(text("SELECT kind, actor FROM event ORDER BY seq"))
        return [(row.kind, row.actor) for row in rows]


@pytest.fixture
def office(station: Station) -> Station:
    """One notice approved, one waiting; a blackout is not on."""
    desk = station.desk
    for notice in ("A", "B"):
        desk.draft(actor("drafter"), short_notice(notice))
        desk.submit(actor("drafter"), notice)
        desk.review(actor("reviewer"), notice, "pass")
    desk.secrecy(actor("secrecy_reviewer"), "A", "pass")
    desk.approve(actor("approver"), "A")
    station.objections.receive(actor("drafter"), "A", how="phone", summary="反映")
    station.publications.put_up(actor("drafter"), "A", channel="board_town", place="公告栏")
    return station


def test_no_page_lets_an_auditor_change_anything(office: Station, sign_in: Callable[..., Browser]) -> None:
    """The issue: auditors can change nothing. A new page that posts is tried here without being named."""
    auditor = sign_in(Role.AUDITOR)
    sign_in(Role.DRAFTER)
    before, history = everything(office), told(office)
    tried = [path for path in posts() if path not in OWN_AFFAIRS | TAKES]
    assert len(tried) > 40
    key = auditor.form_key()
    for path in tried:
        answer = auditor.client.post(path, data={"form_key": key, **SOME}, follow_redirects=False)
        assert answer.status_code in {303, 403, 404, 409, 422}, (path, answer.status_code)
        assert everything(office) == before, path
    assert {kind for kind, _ in told(office)[len(history) :]} <= TOLD


def test_no_call_lets_an_auditor_change_anything(
    office: Station, app: FastAPI, sign_in: Callable[..., Browser]
) -> None:
    """The same rights through the API."""
    sign_in(Role.AUDITOR)
    tried = [one for one in calls(office) if one[1] not in OWN_AFFAIRS | TAKES]
    assert len(tried) > 30
    with TestClient(app) as client:
        credentials = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=credentials).json()['token']}"}
        before, history = everything(office), told(office)
        for method, path, body in tried:
            answer = client.request(method, f"/api{path}", json=body, headers=key)
            assert answer.status_code in {403, 404, 409, 422}, (path, answer.text)
            assert everything(office) == before, path
    assert {kind for kind, _ in told(office)[len(history) :]} <= TOLD


def test_what_an_auditor_takes_changes_nothing_but_signatures(
    office: Station, app: FastAPI, sign_in: Callable[..., Browser]
) -> None:
    """Auditors may take evidence and have the record signed; nothing else moves, and all of it is told."""
    auditor = sign_in(Role.AUDITOR)
    kept = everything(office, but=frozenset(SIGNED))
    history, rows = told(office), everything(office)
    with TestClient(app) as client:
        order = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=order).json()['token']}"}
        for path in TAKES:
            page = path in {"/proof/A", "/history/checkpoints", "/history/export"}
            form = {"form_key": auditor.form_key()}
            answer = auditor.client.post(path, data=form) if page else client.post(f"/api{path}", headers=key)
            assert answer.status_code in {200, 201}, (path, answer.text)
    assert everything(office, but=frozenset(SIGNED)) == kept
    after = everything(office)
    assert all(after[name][: len(rows[name])] == rows[name] for name in SIGNED)
    said = {kind for kind, _ in told(office)[len(history) :]}
    assert said == TOLD | {"signed_in"}


def test_the_walk_meets_every_new_part(office: Station) -> None:
    """Proofs, forms, what was published elsewhere, retention and checkpoints are among what is tried."""
    pages, known = set(posts()), {path for _, path, _ in calls(office)}
    parts = ("/proof/", "/forms/", "/report/elsewhere", "/retention", "/history/checkpoints")
    assert [part for part in parts if not any(path.startswith(part) for path in pages)] == []
    parts = ("/notices/A/proof", "/forms/", "/elsewhere", "/checkpoints", "/retention", "/exports")
    assert [part for part in parts if not any(path.startswith(part) for path in known)] == []
