"""Alerts on the front page, on their own page, in the API: what is wrong, what to do, who saw it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.alerts.conditions import Alert
from ledctl.alerts.entries import unwritten
from ledctl.alerts.records import end_alert, open_rows, raise_alert
from ledctl.cli.main import main
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.web.office_hands import OWN_PASSWORD, Browser

GATE = '[signs.gate]\ndriver = "virtual"\npanel = "256x64"\ncolour = "dual"\nlabel = "政府大门屏"\n'


@pytest.fixture
def site(site: Path) -> Path:
    (site / "signs.toml").write_text(GATE, "utf-8")
    return site


@pytest.fixture
def wrong(station: Station) -> Station:
    """Two things are wrong, a grave one and a small one."""
    pending = {"count": 2, "hours": 30, "state_zh": "待审核", "state_en": "waiting for review"}
    found = (Alert("pending_old", of="in_review", facts=pending), Alert("content_unknown", "gate"))
    with station.database.write() as session:
        for alert in found:
            raise_alert(session, alert, at=station.clock.now(), practice=False)
    return station


def recover(station: Station) -> None:
    with station.database.write() as session:
        for row in open_rows(session):
            end_alert(session, row, at=station.clock.now())


def test_the_front_page_begins_with_what_is_wrong(sign_in: Callable[..., Browser], wrong: Station) -> None:
    """The gravest first, by the sign's own name, with what to do, and a number in the navigation."""
    page = sign_in(Role.DRAFTER).client.get("/").text
    assert page.index("政府大门屏 显示屏有不明内容") < page.index("待办积压") < page.index("全办待办")
    assert "请立即到现场查看" in page
    assert '<span class="badge">2</span>' in page


def test_a_page_without_alerts_has_no_word_of_them(sign_in: Callable[..., Browser]) -> None:
    """No empty box on the front page; the page of alerts says that all is well."""
    reader = sign_in(Role.AUDITOR)
    page = reader.client.get("/").text
    assert 'id="alerts"' not in page
    assert "badge" not in page
    assert "一切正常" in reader.client.get("/alerts").text


def test_seen_is_a_fact_and_no_cure(sign_in: Callable[..., Browser], wrong: Station) -> None:
    """The button goes, the name stands there, the alert stays until it is over."""
    clerk = sign_in(Role.DRAFTER)
    clerk.post("/alerts/2/seen", back="desk")
    page = clerk.get("/")
    assert "已知晓：某drafter" in page
    assert 'action="/alerts/2/seen"' not in page
    assert 'action="/alerts/1/seen"' in page
    assert "已经确认过" in clerk.post("/alerts/2/seen", 409)
    recover(wrong)
    past = clerk.get("/alerts")
    assert past.index("已恢复的告警") < past.index("显示屏有不明内容")
    assert "已知晓：某drafter" in past
    clerk.post("/alerts/1/seen", 409)


def test_who_only_looks_is_offered_no_button(sign_in: Callable[..., Browser], wrong: Station) -> None:
    """An auditor reads it; a forged order is refused and changes nothing."""
    auditor = sign_in(Role.AUDITOR)
    assert "/seen" not in auditor.client.get("/alerts").text
    auditor.post("/alerts/1/seen", 403)
    with wrong.database.read() as session:
        assert events(session, kind="alert_seen") == []


def test_what_could_not_be_written_down_is_shown_all_the_same(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """R23: the disk takes nothing, and the front page says so, without a button that would fail."""
    full = Alert("disk_full", facts={"free_mb": 0})
    station.lookout.watch.unwritten = (unwritten(full, station.clock.now(), practice=False),)
    page = sign_in(Role.OPERATOR).client.get("/").text
    assert "磁盘已满" in page
    assert "还没有记录下来" in page
    assert "/seen" not in page
    assert '<span class="badge">1</span>' in page


def test_english_is_whole(sign_in: Callable[..., Browser], wrong: Station) -> None:
    """By the switch of every page."""
    reader = sign_in(Role.REVIEWER)
    reader.client.get("/language/en?back=/alerts")
    page = reader.client.get("/alerts").text
    assert "政府大门屏: unknown content on a sign" in page
    assert "critical" in page
    assert "I have seen it" in page


def token(client: TestClient, account: str) -> dict[str, str]:
    answer = client.post("/api/login", json={"account": account, "password": OWN_PASSWORD})
    return {"authorization": f"Bearer {answer.json()['token']}"}


def test_programs_ask_and_tick_off_likewise(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], wrong: Station
) -> None:
    """The same use case, the same rights, on record as from the API."""
    hire("li", Role.REVIEWER)
    hire("shen", Role.AUDITOR)
    client = open_browser()
    li = token(client, "li")
    found = client.get("/api/alerts", headers=li).json()["alerts"]
    assert [(one["code"], one["severity"]) for one in found] == [
        ("content_unknown", "critical"),
        ("pending_old", "minor"),
    ]
    assert "政府大门屏" in found[0]["zh"]
    assert client.post("/api/alerts/2/seen", headers=li).json() == {"seen": True}
    assert client.get("/api/alerts", headers=li).json()["alerts"][0]["seen_by"] == ["li"]
    assert client.post("/api/alerts/1/seen", headers=token(client, "shen")).status_code == 403
    assert client.get("/api/alerts").status_code == 401
    with wrong.database.read() as session:
        (event,) = events(session, kind="alert_seen")
    assert (event.actor, event.via, event.sign) == ("li", "api", "gate")
    recover(wrong)
    past = client.get("/api/alerts?past=true", headers=li).json()["alerts"]
    assert all(one["until"] for one in past)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["ledctl", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def test_the_command_line_tells_and_ticks_off(
    wrong: Station,
    hire: Callable[..., str],
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 1 while anything is wrong; JSON for programs; a person ticks off by password or token."""
    hire("li", Role.REVIEWER)
    site = ("--site", str(wrong.site))
    assert run(monkeypatch, "alerts", *site) == 1
    assert "显示屏“政府大门屏”上有不是本系统放上去的内容" in capsys.readouterr().out
    assert run(monkeypatch, "alerts", *site, "--json") == 1
    said = json.loads(capsys.readouterr().out)["alerts"]
    assert [one["code"] for one in said] == ["content_unknown", "pending_old"]
    monkeypatch.setattr("sys.stdin", type("In", (), {"readline": staticmethod(lambda: f"{OWN_PASSWORD}\n")}))
    assert run(monkeypatch, "alerts", "seen", "2", *site, "--as", "li", "--password-stdin") == 0
    assert "已知晓" in capsys.readouterr().out
    clock.advance(timedelta(hours=1).total_seconds())
    recover(wrong)
    assert run(monkeypatch, "alerts", *site) == 0
    assert run(monkeypatch, "alerts", *site, "--past") == 0
    assert "不是本系统放上去的内容" in capsys.readouterr().out
