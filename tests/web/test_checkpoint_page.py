"""The page of checkpoints, its file, the API, and the code on the year's page."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.ledger.anchoring.checkpoints import check
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.web.office_hands import OWN_PASSWORD, Browser

SignIn = Callable[..., Browser]


def test_anybody_signs_one_and_finds_its_code(sign_in: SignIn, station: Station) -> None:
    """The code stands there as letters and as a picture, with the key and what is not covered yet."""
    clerk = sign_in(Role.DRAFTER)
    assert "还没有签署过检查点" in clerk.get("/history/checkpoints")
    assert 'id="checkpoint"' not in clerk.get("/report/2026")
    clerk.post("/history/checkpoints")
    (made,) = station.checkpoints.newest(limit=9)
    page = clerk.get("/history/checkpoints")
    for said in (made.code, made.public_key, made.fingerprint, "<svg", "此后尚未固定：操作 1 条", "人工"):
        assert said in page
    assert "/history/checkpoints" in clerk.get("/history")
    with station.database.read() as session:
        (event,) = events(session, kind="checkpoint_signed")
    assert (event.actor, event.via) == ("drafter", "web")


def test_the_years_page_carries_the_newest_code(sign_in: SignIn, station: Station) -> None:
    """A paper copy of the annual report anchors the chain."""
    made = station.checkpoint("report")
    assert made.code in sign_in(Role.DRAFTER).get("/report/2026")


def test_a_checkpoint_is_kept_as_a_file(sign_in: SignIn, station: Station) -> None:
    """It is enough to check by, and one that is not there is told."""
    station.checkpoint("export")
    clerk = sign_in(Role.DRAFTER)
    answer = clerk.client.get("/history/checkpoints/1")
    said = answer.json()
    assert check(said["statement"], said["signature"], said["public_key"])
    assert 'filename="checkpoint-1.json"' in answer.headers["content-disposition"]
    assert "没有第 2 号检查点" in clerk.get("/history/checkpoints/2", 404)


def test_a_look_of_an_auditor_is_on_record(sign_in: SignIn, station: Station) -> None:
    """R35: who looks at the record is in it."""
    station.checkpoint("export")
    auditor = sign_in(Role.AUDITOR)
    auditor.get("/history/checkpoints")
    auditor.client.get("/history/checkpoints/1")
    with station.database.read() as session:
        looked = [one.facts["what"] for one in events(session, kind="auditor_looked")]
    assert looked == ["checkpoint 1", "checkpoints"]


def test_a_lost_key_stands_on_the_page(sign_in: SignIn, station: Station) -> None:
    """Nothing is signed, and the sentence says what to do."""
    station.checkpoint("export")
    (station.site / "keys" / "checkpoint.key").unlink()
    clerk = sign_in(Role.DRAFTER)
    assert "密钥文件不在" in clerk.get("/history/checkpoints")
    assert "ledctl checkpoint new-key" in clerk.post("/history/checkpoints", 409)
    assert len(station.checkpoints.newest(limit=9)) == 1


def test_many_checkpoints_are_paged(sign_in: SignIn, station: Station) -> None:
    """Ten years of days do not fit a page; each page leads to the one before it."""
    for _ in range(51):
        with station.database.write() as session:
            from ledctl.ledger.log import append

            append(session, kind="auditor_looked", at=station.clock.now(), actor="lu", via="web", what="x")
        station.checkpoint("export")
    clerk = sign_in(Role.DRAFTER)
    assert "before=2" in clerk.get("/history/checkpoints")
    assert "checkpoints/1" in clerk.get("/history/checkpoints?before=2")


def test_programs_ask_the_same(
    station: Station, hire: Callable[..., str], open_browser: Callable[[], TestClient]
) -> None:
    """List, one, sign: by the API as by the page, and nobody without signing in."""
    hire("zhang", Role.DRAFTER)
    client = open_browser()
    assert client.post("/api/checkpoints").status_code == 401
    token = client.post("/api/login", json={"account": "zhang", "password": OWN_PASSWORD}).json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    made = client.post("/api/checkpoints").json()
    assert check(made["statement"], made["signature"], made["public_key"])
    assert client.get("/api/checkpoints/1").json() == made
    assert client.get("/api/checkpoints").json() == {"checkpoints": [made]}
    assert client.get("/api/checkpoints/2").status_code == 404
    with station.database.read() as session:
        assert events(session, kind="checkpoint_signed")[0].via == "api"


def test_the_page_of_verification_takes_what_is_kept_elsewhere(sign_in: SignIn, station: Station) -> None:
    """A code as typed from paper or a file pasted: up to where it anchors, and what came after."""
    made = station.checkpoint("export")
    clerk = sign_in(Role.DRAFTER)
    assert 'name="anchors"' in clerk.get("/history/verify")
    told = f"固定到第 1 号检查点（{made.code}）"
    for given in (made.code.lower().replace("-", " "), json.dumps(made.as_dict(), indent=2)):
        assert told in clerk.post("/history/verify", 200, anchors=given, keys=made.public_key)
    assert told in clerk.post("/history/verify", 200, anchors=made.code, quick="yes")
    assert "没有外部保存的这个代码" in clerk.post("/history/verify", 200, anchors="A" * 24)
    assert "不是检查点代码" in clerk.post("/history/verify", 422, anchors="ABCD")


def test_a_program_asks_with_what_is_kept_elsewhere(sign_in: SignIn, station: Station) -> None:
    """``/api/verify`` says the same, with several codes and keys."""
    made = station.checkpoint("export")
    sign_in(Role.AUDITOR)
    client = sign_in(Role.AUDITOR).client
    order = {"account": "auditor", "password": OWN_PASSWORD}
    token = client.post("/api/login", json=order).json()["token"]
    asked = {"anchor": [made.code, made.code.lower()], "key": [made.public_key]}
    client.headers["authorization"] = f"Bearer {token}"
    answer = client.get("/api/verify", params=asked).json()
    assert answer["ok"]
    assert (answer["not_yet_anchored"]["checkpoint"], answer["not_yet_anchored"]["held"]) == (1, True)
    assert client.get("/api/verify", params={"anchor": "x"}).status_code == 422
