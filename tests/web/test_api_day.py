"""The same day through the API: bearer tokens only, stable shapes, errors as sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from drivers.base import Proof
from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.notices.names import four_names
from ledctl.notices.queries import one
from ledctl.publishing.health import Health
from ledctl.publishing.stage import Live
from ledctl.resources import shared
from ledctl.station import Station, make_publisher
from tests.web.office_hands import OWN_PASSWORD, Browser


class Program:
    """A person's program at the API."""

    def __init__(self, client: TestClient, token: str = "") -> None:
        self.client = client
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(f"/api{path}", headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, path: str, body: object = None, status: int = 200, method: str = "POST") -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body or {})
        headers = {**self.headers, "content-type": "application/json"}
        answer = self.client.request(method, f"/api{path}", content=content, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def call(open_browser: Callable[[], TestClient], hire: Callable[..., str]) -> Callable[..., Program]:
    """``call(Role.DRAFTER)`` is a program of a person of that role, signed in."""

    def enter(*roles: Role) -> Program:
        account = roles[0].value.replace("_", "-")
        hire(account, *roles)
        stranger = Program(open_browser())
        answer = stranger.post("/login", {"account": account, "password": OWN_PASSWORD})
        assert answer["must_change_password"] is False
        return Program(stranger.client, answer["token"])

    return enter


@pytest.fixture
def raw() -> bytes:
    """The notice file N06 without a wish for a window, issued by the town of this site."""
    (file,) = (shared("config/examples") / "notices").glob("N06-*.json")
    data = json.loads(file.read_text("utf-8"))
    data.pop("display_window")
    data["issuing_unit"] = data["signature"]["unit"] = "鹭洲镇人民政府"
    return json.dumps(data, ensure_ascii=False).encode()


def test_a_day_from_file_to_history(
    call: Callable[..., Program], raw: bytes, station: Station, clock: FrozenClock
) -> None:
    """Create, submit, review, secrecy, approve, live, history, report, verify, withdraw; via is api.

    The report is the site's own count, by the site's own rules, wherever it is asked for.
    """
    station.publisher = make_publisher(station)
    drafter = call(Role.DRAFTER)
    assert drafter.post("/check", raw)["ok"] is True
    drafted = drafter.post("/notices", raw, 201)
    assert (drafted["id"], drafted["ok"]) == ("N06", True)
    seen = drafted["digest"]
    assert drafter.post("/notices/N06/submit", {"seen": seen})["state"] == "in_review"
    reviewer, secrecy = call(Role.REVIEWER), call(Role.SECRECY_REVIEWER)
    assert reviewer.post("/notices/N06/review", {"result": "pass", "seen": seen})["state"] == "in_secrecy"
    assert secrecy.post("/notices/N06/secrecy", {"result": "pass"})["state"] == "in_approval"
    approver = call(Role.APPROVER)
    approved = approver.post("/notices/N06/approve", {"opinion": "同意。", "seen": seen})
    assert approved["state"] == "approved"
    assert approved["ends_at"] == "2026-11-26T01:00:00.000Z", "three times 24 hours from nine in Shanghai"
    assert approved["terms"]["screen"]["end"] == "2026-11-26T09:00:00+08:00"
    assert approver.get("/signs")["signs"] == [
        {"name": "gate", "label": "gate", "panel": "256x64 dual", "driver": "virtual"}
    ]
    station.publisher.tick()
    live = approver.get("/signs/gate/live")
    assert (live["notice"], live["page"], live["proof"], live["online"]) == ("N06", 1, 3, True)
    clock.advance(60)
    station.publisher.tick()
    shown = approver.get("/history?since=2026-11-23&until=2026-11-23&notice=N06&sign=gate")["displays"]
    assert [row["page"] for row in shown] == [2, 1]
    assert {row["program"] for row in shown} == {approved["signs"]["gate"]["program"]}
    report = approver.get("/report/2026?as_of=2026-11-23")
    assert (report["items"], report["displays"]) == (1, 2)
    assert report["rules"]["own_units"] == ["鹭洲镇"]
    assert report == json.loads(json.dumps(station.year_count(2026).as_dict()))
    assert approver.get("/report/2026")["as_of"] == "2026-11-23"
    assert approver.get("/verify")["ok"] is True
    assert approver.post("/notices/N06/withdraw", {"reason": "更正。"})["state"] == "withdrawn"
    file = approver.get("/notices/N06")
    assert {step["via"] for step in file["decisions"]} == {"api"}
    assert file["orders"][0]["stop_reason"] == "更正。"
    assert approver.get("/notices?state=withdrawn&text=N06")["total"] == 1


@pytest.fixture
def practice(site: Path) -> None:
    """Asked for before the station: the site is one for practice."""
    (site / "site.toml").write_text('mode = "practice"\n', "utf-8")


def test_a_practice_site_reports_its_practice(
    practice: None, call: Callable[..., Program], sign_in: Callable[..., Browser]
) -> None:
    """R7: pages and API say what the command line says: these are numbers of practice."""
    auditor = call(Role.AUDITOR)
    assert auditor.get("/report/2026")["practice"] is True
    assert "这是演练的数字" in sign_in(Role.REVIEWER).get("/report/2026")


def test_a_returned_notice_is_changed_and_handed_in_again(call: Callable[..., Program], raw: bytes) -> None:
    """A change after a return is a new version; the id in the path is the notice's."""
    drafter, reviewer = call(Role.DRAFTER), call(Role.REVIEWER)
    drafter.post("/notices", raw, 201)
    drafter.post("/notices/N06/submit")
    order = {"result": "return", "opinion": "请补充。"}
    assert reviewer.post("/notices/N06/review", order)["state"] == "returned"
    changed = json.loads(raw) | {"title": "新标题"}
    answer = drafter.post("/notices/N06", json.dumps(changed).encode(), method="PUT")
    assert answer["public"]["title"] == "新标题"
    assert drafter.get("/notices/N06")["version"] == 2
    other = json.dumps(changed | {"id": "N99"}).encode()
    assert drafter.post("/notices/N06", other, 422, "PUT")["error"]["code"] == "id_changed"


def test_a_program_approves_the_pixels_it_looked_at(
    call: Callable[..., Program], raw: bytes, station: Station
) -> None:
    """R1: what ``/pages`` named can be said with the approval; other pixels than those are refused."""
    drafter, reviewer = call(Role.DRAFTER), call(Role.REVIEWER)
    secrecy, approver = call(Role.SECRECY_REVIEWER), call(Role.APPROVER)
    drafter.post("/notices", raw, 201)
    drafter.post("/notices/N06/submit")
    reviewer.post("/notices/N06/review", {"result": "pass"})
    secrecy.post("/notices/N06/secrecy", {"result": "pass"})
    seen = {sign["sign"]: sign["program"] for sign in approver.get("/notices/N06/pages")["signs"]}
    refused = approver.post("/notices/N06/approve", {"pixels": {"gate": "0" * 64}}, 409)
    assert refused["error"]["code"] == "version_changed"
    assert one(station.database, "N06").state == "in_approval"
    bound = approver.post("/notices/N06/approve", {"pixels": seen})["signs"]
    assert {name: sign["program"] for name, sign in bound.items()} == seen


def test_a_decline_needs_its_reason(call: Callable[..., Program], raw: bytes, station: Station) -> None:
    """Rejecting says why, as on the page."""
    drafter, reviewer = call(Role.DRAFTER), call(Role.REVIEWER)
    secrecy, approver = call(Role.SECRECY_REVIEWER), call(Role.APPROVER)
    drafter.post("/notices", raw, 201)
    drafter.post("/notices/N06/submit")
    reviewer.post("/notices/N06/review", {"result": "pass"})
    secrecy.post("/notices/N06/secrecy", {"result": "pass"})
    failed = approver.post("/notices/N06/decline", {"result": "reject", "opinion": ""}, 422)
    assert failed["error"]["code"] == "reason_missing"
    assert (
        approver.post("/notices/N06/decline", {"result": "reject", "opinion": "不属公开。"})["state"]
        == "rejected"
    )
    assert one(station.database, "N06").state == "rejected"


OPEN = {"/openapi.json"}
READS = (
    "/me",
    "/notices",
    "/notices/N06",
    "/signs",
    "/signs/gate/live",
    "/history",
    "/report/2026",
    "/verify",
)


def test_nothing_is_open_without_a_token_and_a_cookie_is_none(
    sign_in: Callable[..., Browser], open_browser: Callable[[], TestClient]
) -> None:
    """The API takes bearer tokens only, so no other site can use a browser against it."""
    browser = Program(sign_in(Role.REVIEWER).client)
    stranger = Program(open_browser())
    forged = Program(open_browser(), "0" * 43)
    for path in READS:
        for program in (browser, stranger, forged):
            failed = program.get(path, 401)
            assert failed["error"]["zh"]
            assert failed["error"]["en"]
    for path in ("/check", "/notices", "/notices/N06/submit", "/logout"):
        browser.post(path, {}, 401)
    stranger.get("/openapi.json")


def test_a_one_time_password_opens_nothing_until_it_is_changed(
    open_browser: Callable[[], TestClient], station: Station
) -> None:
    """R43: signing in with a new password in the same order is the way on."""
    once = station.registry.add("li", "李", [Role.REVIEWER], by="system")
    stranger = Program(open_browser())
    answer = stranger.post("/login", {"account": "li", "password": once})
    assert answer["must_change_password"] is True
    early = Program(stranger.client, answer["token"])
    assert early.get("/me", 403)["error"]["code"] == "password_must_change"
    short = {"account": "li", "password": once, "new_password": "short"}
    assert stranger.post("/login", short, 422)["error"]["code"] == "password_short"
    answer = stranger.post("/login", {"account": "li", "password": once, "new_password": OWN_PASSWORD})
    assert answer["must_change_password"] is False
    person = Program(stranger.client, answer["token"])
    assert person.get("/me") == {"account": "li", "name": "李", "roles": ["reviewer"]}
    assert person.post("/logout") == {"signed_out": True}
    assert person.get("/me", 401)["error"]["code"] == "sign_in_over"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/login", {"account": "x"}, 422, "request_wrong"),
        ("/login", {"account": "x", "password": "y"}, 401, "sign_in_failed"),
        ("/login", b"{", 422, "request_wrong"),
        ("/check", b"{", 422, "file_not_json"),
        ("/check", b'{"id": "A", "id": "B"}', 422, "key_twice"),
        ("/notices", b"[]", 422, "notice_not_an_object"),
        ("/notices/none/submit", {}, 404, "no_such_notice"),
        ("/notices/N06/review", {"result": "burn"}, 422, "request_wrong"),
        ("/notices/N06/submit", {"seen": "abc"}, 422, "request_wrong"),
        ("/notices/N06/submit", {"unknown": 1}, 422, "request_wrong"),
        ("/nothing", {}, 404, "page_not_found"),
        ("/me", {}, 405, "method_not_allowed"),
    ],
)
def test_an_error_is_a_sentence_with_a_stable_code(
    call: Callable[..., Program], raw: bytes, path: str, body: object, status: int, code: str
) -> None:
    """Every error has the same shape: the first sentence, and all of them, in both languages."""
    failed = call(Role.DRAFTER).post(path, body, status)
    assert failed["error"]["code"] == code
    assert failed["errors"][0] == failed["error"]
    assert set(failed["error"]) == {"code", "where", "zh", "en"}


def test_rights_are_those_of_the_desk(call: Callable[..., Program], raw: bytes, station: Station) -> None:
    """An auditor's token reads everything, and each look at the record is recorded; it changes nothing."""
    call(Role.DRAFTER).post("/notices", raw, 201)
    auditor = call(Role.AUDITOR)
    for path in READS:
        auditor.get(path)
    assert auditor.post("/notices/N06/submit", {}, 403)["error"]["code"] == "role_needed"
    assert auditor.post("/notices", raw, 403)["error"]["code"] == "role_needed"
    with station.database.read() as session:
        looks = events(session, kind="auditor_looked")
    assert [(look.via, look.facts["what"]) for look in reversed(looks)] == [
        ("api", "notices"),
        ("api", "notice N06"),
        ("api", "history"),
        ("api", "report 2026"),
        ("api", "verify"),
    ]


def test_a_sign_without_a_publisher_is_unknown(call: Callable[..., Program]) -> None:
    """When no publisher answers, the API claims nothing."""
    reader = call(Role.OPERATOR)
    live = reader.get("/signs/gate/live")
    assert (live["running"], live["online"], live["order"]) == (False, False, None)
    assert reader.get("/signs/none/live", 404)["error"]["code"] == "no_such_sign"


def test_what_a_card_turns_is_told_by_its_titles(
    call: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    """All notices on it; a sign that can never be asked is neither online nor offline."""
    titles = ("停水通知", "医保缴费")
    live = Live("gate", 1, "N1", titles[0], 0, 3, clock.now(), 2, None, titles, held_up=True)
    monkeypatch.setattr(Station, "live", lambda _station, _sign: live)
    told = call(Role.OPERATOR).get("/signs/gate/live")
    assert (told["titles"], told["online"], told["page"], told["held_up"]) == (list(titles), None, 1, True)


def test_what_a_sign_said_of_itself_is_told(
    call: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    """Faults, temperature, unknown content and a wrong card; what it never says is absent, not well."""
    health = Health(clock.now(), None, None, ("P9",), ("fan 2",), 41.5, 60, wrong_card="64x32")
    live = replace(Live.of("gate", clock.now(), None, Proof.SENT), health=health)
    monkeypatch.setattr(Station, "live", lambda _station, _sign: live)
    told = call(Role.OPERATOR).get("/signs/gate/live")["health"]
    assert (told["unknown"], told["faults"], told["wrong_card"]) == (["P9"], ["fan 2"], "64x32")
    assert (told["temperature_c"], told["brightness"]) == (41.5, 60)
    assert (told["verified"], told["powered"]) == (None, None)


def test_the_description_names_every_path_and_shape(open_browser: Callable[[], TestClient]) -> None:
    """OpenAPI says what each path takes and gives; its page needs nothing from outside."""
    client = open_browser()
    schema = Program(client).get("/openapi.json")
    assert set(schema["paths"]) >= {"/login", "/notices", "/history", "/verify", "/me"}
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            assert described["description"], (method, path)
            assert "401" in described["responses"], (method, path)
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "http" not in page.text.partition("<main")[2].replace("HTTP", "")
    assert "POST /api/notices/{notice_id}/approve" in page.text


def test_answers_are_the_shapes_of_the_command_line(
    call: Callable[..., Program], raw: bytes, station: Station, tmp_path: Path
) -> None:
    """A notice in the API is what ``show --json`` prints."""
    drafter = call(Role.DRAFTER)
    drafter.post("/notices", raw, 201)
    assert drafter.get("/notices/N06") == (
        (file := one(station.database, "N06")).as_dict() | {"names": four_names(file).as_dict()}
    )


def test_pages_before_approval(call: Callable[..., Program], raw: bytes, station: Station) -> None:
    """How long a round takes on each sign, by the very program an approval would bind, and what to mind."""
    drafter = call(Role.DRAFTER)
    drafter.post("/notices", raw, 201)
    answer = drafter.get("/notices/N06/pages")
    program = station.desk.programs(one(station.database, "N06").current.content)["gate"]
    (sign,) = answer["signs"]
    assert answer["problems"] == []
    assert (sign["sign"], sign["pages"], sign["program"]) == ("gate", len(program.pages), program.digest)
    taken = sum(page.dwell_ms for page in program.pages) / 1000
    assert (sign["seconds"], sign["seconds_among_others"], sign["waits"]) == (taken, taken, False)
    assert (sign["quiet"], sign["level"]) == (False, "normal")
    long = ["round_long"] if taken > 300 else []
    assert [said["code"] for said in sign["advice"]] == long
    data = json.loads(raw) | {"on_sign": {"layout": "warning"}}
    drafter.post("/notices/N06", json.dumps(data).encode(), method="PUT")
    answer = drafter.get("/notices/N06/pages")
    assert (answer["signs"], answer["problems"][0]["code"]) == ([], "warning_needs_level")
