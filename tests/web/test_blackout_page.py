"""The red button on every page, its page, and the same steps through the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from ledctl.accounts.model import Actor, Role, Via
from ledctl.alerts.conditions import Alert
from ledctl.alerts.records import raise_alert
from ledctl.blackout.answering import write_answer
from ledctl.blackout.states import DRILL, Answer, How, Ordered
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.publishing.stage import Live
from ledctl.station import Station, make_publisher
from tests.full_disk import read_only
from tests.web.office_hands import OWN_PASSWORD, Browser
from tests.web.test_page_markup import read

BUTTON = '<form method="post" action="/blackout">'
OFFICE = tuple(role for role in Role if role not in (Role.AUDITOR, Role.VILLAGE_POSTER))


def row_of(page: str, sign: str) -> str:
    """The line of a sign, tags taken out."""
    (row,) = re.findall(rf"<tr>\s*<td[^>]*>{sign}</td>.*?</tr>", page, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", row).split())


def answer(station: Station, ordered: Ordered, how: How, proof: int | None, evidence: str) -> None:
    at = station.clock.now()
    write_answer(station.database, ordered, Answer("gate", how, at, 140, proof, evidence), signs=["gate"])


@pytest.mark.parametrize("role", Role)
def test_one_click_on_any_page(sign_in: Callable[..., Browser], station: Station, role: Role) -> None:
    """Whoever may order finds the button on every page; auditors and posters do not, nor by force."""
    reader = sign_in(role)
    may = role in OFFICE
    for path in ("/", "/notices", "/signs", "/history", "/blackout"):
        assert (BUTTON in reader.get(path)) is may, path
    reader.post("/blackout", 303 if may else 403)
    assert station.blackouts.state().is_real is may


def test_the_button_takes_no_form_of_others(sign_in: Callable[..., Browser], station: Station) -> None:
    """Another site, or a page without its key, cannot darken the signs; a look changes nothing."""
    clerk = sign_in(Role.DRAFTER)
    for path in ("/blackout", "/blackout/drill", "/blackout/lift", "/blackout/explain"):
        assert clerk.client.post(path, data={"reason": "x"}).status_code == 403
    clerk.get("/blackout")
    assert not station.blackouts.history()


def test_from_the_click_to_the_lift(
    sign_in: Callable[..., Browser], station: Station, clock: FrozenClock
) -> None:
    """A banner on every page, the reason by who ordered it, the lift by an approver, all told afterwards."""
    clerk, colleague, approver = sign_in(Role.DRAFTER), sign_in(Role.REVIEWER), sign_in(Role.APPROVER)
    clerk.post("/blackout")
    clerk.post("/blackout")
    for path in ("/", "/notices", "/blackout"):
        page = colleague.get(path)
        assert "已一键关屏（2026-11-23 09:00，某drafter）" in page
        assert BUTTON not in page
    assert 'action="/blackout/explain"' in clerk.get("/blackout")
    for forbidden in ("/blackout/explain", "/blackout/lift"):
        assert f'action="{forbidden}"' not in colleague.get("/blackout")
        colleague.post(forbidden, 403, reason="不是我按的")
    assert "只有审批人可以解除关屏" in colleague.get("/blackout")
    clock.advance(600)
    assert "请先写明关屏原因" in approver.post("/blackout/lift", 422, reason="", opinion="已查看")
    assert "请先写明关屏原因" in clerk.post("/blackout/explain", 422, reason=" ")
    clerk.post("/blackout/explain", reason="屏上有不明内容 <b>")
    page = approver.get("/blackout")
    assert "屏上有不明内容 &lt;b&gt;" in page
    assert page.count('name="reason"') == 1, "the lift does not ask again"
    approver.post("/blackout/lift", opinion="已查看")
    page = clerk.get("/blackout")
    assert "已解除" in page
    assert "已查看" in page
    assert "已一键关屏" not in page
    assert BUTTON in page
    assert "一键关屏" in clerk.get("/history/events")
    assert "现在没有关屏" in clerk.post("/blackout/explain", 409, reason="晚了")


def test_each_sign_with_what_is_known_of_it(
    sign_in: Callable[..., Browser], station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R22: waiting, late with the reason, dark with time and proof; and whether it answers this moment."""
    clerk = sign_in(Role.DRAFTER)
    clerk.post("/blackout")
    ordered = Ordered(1, station.clock.now())
    assert row_of(clerk.get("/blackout"), "gate") == "gate 等待应答 发布程序未运行"
    answer(station, ordered, How.NOT_YET, None, "ConnectFailed: nobody there")
    assert "未确认，应答后立即关屏 未能确认：ConnectFailed: nobody there" in row_of(
        clerk.get("/blackout"), "gate"
    )
    answer(station, ordered, How.POWER, 1, "lamps off")
    gone = Live("gate", None, "", "", 0, 0, station.clock.now(), 0, online=False)
    monkeypatch.setattr(Station, "live", lambda *_: gone)
    told = row_of(clerk.get("/blackout"), "gate")
    assert "已确认黑屏 140 毫秒 2026-11-23 09:00:00 以关灯方式 · 设备已接收 没有应答" in told


def test_a_drill_on_its_page(sign_in: Callable[..., Browser], station: Station, clock: FrozenClock) -> None:
    """Due until one has passed; not while it is serious; who may not is refused."""
    operator, clerk = sign_in(Role.OPERATOR), sign_in(Role.DRAFTER)
    assert "该做关屏演练了" in operator.get("/blackout")
    assert "开始演练" not in clerk.get("/blackout")
    clerk.post("/blackout/drill", 403)
    operator.post("/blackout/drill")
    assert "正在关屏演练（某operator）" in clerk.get("/")
    assert BUTTON in clerk.get("/"), "a real one may come at any time"
    assert "演练正在进行" in operator.post("/blackout/drill", 409)
    answer(station, Ordered(1, clock.now(), clock.now() + DRILL), How.BLANK, 1, "dark")
    page = operator.get("/blackout")
    assert "该做关屏演练了" not in page
    assert "上次全部通过：2026-11-23 09:00" in page
    assert "gate 140 毫秒" in page
    clerk.post("/blackout")
    assert "解除之后再演练" in operator.post("/blackout/drill", 409)


def test_the_sign_page_says_why_it_is_dark(sign_in: Callable[..., Browser], station: Station) -> None:
    """Not that there is nothing to show."""
    station.publisher = make_publisher(station)
    clerk = sign_in(Role.DRAFTER)
    station.publisher.tick()
    assert "黑屏：现在没有要展示的公告" in clerk.get("/signs")
    station.blackouts.order(Actor("he", "何某", frozenset({Role.OPERATOR}), Via.WEB))
    station.publisher.tick()
    assert "黑屏：已一键关屏" in clerk.get("/signs")
    assert row_of(clerk.get("/blackout"), "gate").endswith("设备确认现为黑屏 黑屏")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DRAFTER, Role.APPROVER])
def test_the_page_is_well_formed(
    sign_in: Callable[..., Browser], station: Station, role: Role, language: str
) -> None:
    """Off, in a drill, on, lifted; whoever reads, in whichever language."""
    reader, approver = sign_in(role), Actor("fan", "范某 <i>", frozenset({Role.APPROVER}), Via.CLI)
    reader.client.get(f"/language/{language}")
    blackouts = station.blackouts
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: blackouts.drill(approver),
        lambda: blackouts.order(approver),
        lambda: blackouts.lift(approver, "好", reason="误按"),
    ]
    for step in steps:
        step()
        for path in ("/blackout", "/signs"):
            page = read(reader.get(path))
            assert page.faults == []
            assert page.open == []


def test_the_same_steps_through_the_api(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], station: Station
) -> None:
    """Order, explain, lift, drill, with the rights of the pages; the record says via api."""
    client = open_browser()

    def call(who: Role, method: str, path: str, status: int = 200, **body: Any) -> Any:
        if who.value not in {person.account for person in station.registry.people()}:
            hire(who.value, who)
        token, _ = station.registry.sign_in(who.value, OWN_PASSWORD, via=Via.API)
        sent = client.request(
            method, f"/api/blackout{path}", headers={"authorization": f"Bearer {token}"}, **body
        )
        assert sent.status_code == status, sent.text
        return sent.json()

    clerk, approver = Role.DRAFTER, Role.APPROVER
    assert call(clerk, "GET", "") == {"on": False, "now": None, "not_dark": [], "drill_due": True}
    assert call(Role.AUDITOR, "POST", "", 403)["error"]["code"] == "blackout_not_yours"
    state = call(clerk, "POST", "")
    assert (state["on"], state["not_dark"]) == (True, ["gate"])
    assert state["now"]["signs"][0]["state"] == "waiting"
    assert call(clerk, "POST", "/lift", 403, json={"reason": "x"})["error"]["code"] == "role_needed"
    assert call(approver, "POST", "/lift", 422, json={})["error"]["code"] == "blackout_reason_missing"
    assert call(approver, "POST", "/drill", 409)["error"]["code"] == "blackout_is_on"
    assert call(clerk, "POST", "/explain", json={"reason": "误按"})["now"]["reasons"][0]["by"] == "drafter"
    assert call(approver, "POST", "/lift", json={"opinion": "已核实"})["on"] is False
    assert call(approver, "POST", "/drill")["now"]["drill"] is True
    listed = call(clerk, "GET", "/history")["blackouts"]
    assert [(one["drill"], one["end"] and one["end"]["how"]) for one in listed] == [
        (True, None),
        (False, "lifted"),
    ]
    with station.database.read() as session:
        vias = {one.kind: one.via for one in events(session) if one.kind.startswith("blackout")}
    assert set(vias.values()) == {"api"}


@pytest.fixture
def publishing(station: Station) -> Station:
    """The publisher in the same process, stepped by hand."""
    station.publisher = make_publisher(station)
    station.publisher.tick()
    return station


def test_pressed_while_nothing_can_be_written(sign_in: Callable[..., Browser], publishing: Station) -> None:
    """The pages say that it was ordered and is not on record yet, and offer no lift until it is."""
    clerk, approver = sign_in(Role.DRAFTER), sign_in(Role.APPROVER)
    with read_only(publishing.database):
        assert publishing.publisher is not None
        clerk.post("/blackout")
        with suppress(OperationalError):
            publishing.publisher.tick()
        for path in ("/", "/blackout"):
            page = approver.get(path)
            assert "已一键关屏（2026-11-23 09:00，某drafter）" in page
            assert "还没有记录在案" in page
            assert read(page).faults == []
        assert "已确认黑屏" in row_of(approver.get("/blackout"), "gate")
        assert "/blackout/lift" not in approver.get("/blackout")
        assert "系统会自动补记" in approver.post("/blackout/lift", 409, reason="好了")
    publishing.publisher.tick()
    page = approver.get("/blackout")
    assert "还没有记录在案" not in page
    assert "第 1 号关屏" in page
    approver.post("/blackout/lift", reason="好了")


def test_pressed_with_nobody_there_to_darken(sign_in: Callable[..., Browser], station: Station) -> None:
    """Whoever pressed learns that the signs are still lit, and what to do."""
    clerk = sign_in(Role.DRAFTER)
    with read_only(station.database):
        assert "请立即关掉显示屏电源" in clerk.post("/blackout", 500)


def test_pressed_after_the_sign_in_was_over(sign_in: Callable[..., Browser], station: Station) -> None:
    """Nobody may take that for a blackout: the page says that the signs are lit, and leads back."""
    clerk = sign_in(Role.DRAFTER)
    key = clerk.form_key()
    station.registry.reset(clerk.account, by="system")
    page = clerk.client.post("/blackout", data={"form_key": key})
    assert page.status_code == 401
    assert "关屏没有下达，屏幕仍在显示" in page.text
    assert 'href="/login?next=/blackout"' in page.text
    assert not station.blackouts.history()


def test_an_approver_is_asked_for_the_reason_once(sign_in: Callable[..., Browser]) -> None:
    """One box, two buttons: save it, or lift at the same time; what was typed goes with either."""
    approver = sign_in(Role.APPROVER)
    approver.post("/blackout")
    page = approver.get("/blackout")
    assert page.count('name="reason"') == 1
    assert 'formaction="/blackout/explain"' in page
    approver.post("/blackout/explain", reason="误按", opinion="")
    assert "formaction" not in approver.get("/blackout")


def test_the_front_page_says_nothing_twice(sign_in: Callable[..., Browser], station: Station) -> None:
    """The banner tells of the blackout; the alert of the missing reason leads to where it is written."""
    clerk = sign_in(Role.DRAFTER)
    clerk.post("/blackout")
    with station.database.write() as session:
        for code in ("blackout_on", "blackout_reason"):
            raise_alert(session, Alert(code), at=station.clock.now(), practice=False)
    page = clerk.get("/")
    assert "一键关屏中" not in page
    assert "一键关屏中" in clerk.get("/alerts")
    assert '请按下关屏的人补填。 <a href="/blackout">' in page


def test_what_nobody_knows_does_not_look_dark(
    sign_in: Callable[..., Browser], station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R26: the picture of a sign that does not answer is faint; of a dark one nobody says that it shows."""
    clerk, now = sign_in(Role.DRAFTER), station.clock.now()
    assert 'class="sign unknown"' in clerk.get("/signs")
    for online, known in ((False, False), (True, True), (None, True)):
        live = Live("gate", None, "", "", 0, 0, now, 3, online=online)
        monkeypatch.setattr(Station, "live", lambda *_, live=live: live)
        page = clerk.get("/signs")
        assert ('class="sign"' in page) is known
        assert ("设备确认现为黑屏" in page) is known
        assert clerk.client.get("/signs/gate/live.json").json()["known"] is known
