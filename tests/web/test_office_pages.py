"""A whole day through the pages, the live picture, the record, and what auditors leave behind."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from drivers.errors import LinkError
from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow, Notice
from ledctl.ledger.log import events
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.publishing.publisher import Publisher
from ledctl.station import Station, make_publisher
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden


@pytest.fixture
def publisher(station: Station) -> Publisher:
    station.publisher = make_publisher(station)
    return station.publisher


def lit(png: bytes) -> int:
    """How many pixels of a picture are not black."""
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (256, 64)
        return sum(image.convert("L").histogram()[1:])


def carry(sign_in: Callable[..., Browser], written: dict[str, str]) -> Browser:
    """Through every step by its own person, up to approval; returns the approver."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    drafter.post("/notice/T-1/submit", seen=drafter.seen("T-1"))
    for role, action in ((Role.REVIEWER, "review"), (Role.SECRECY_REVIEWER, "secrecy")):
        judge = sign_in(role)
        assert written["title"] in judge.get("/"), "what waits is on the front page (R8)"
        judge.post(f"/notice/T-1/{action}", seen=judge.seen("T-1"), result="pass", opinion="无误。")
        assert written["title"] not in judge.get("/").partition('class="waiting"')[2].partition("</ul>")[0]
    return sign_in(Role.APPROVER)


def test_a_day_from_draft_to_lit_pixels_and_dark_again(
    sign_in: Callable[..., Browser],
    written: dict[str, str],
    station: Station,
    publisher: Publisher,
    clock: FrozenClock,
) -> None:
    """The pixels approved are the pixels lit; a withdrawal clears them at once (R1, R2, R38)."""
    approver = carry(sign_in, written)
    publisher.tick()
    assert lit(approver.client.get("/signs/gate/live.png").content) == 0
    page = approver.get("/notice/T-1/approve")
    assert "2026-11-23 09:00 至 2026-11-26 09:00" in page
    promised = approver.client.get("/notice/T-1/preview/gate/1.png").content
    approver.approve("T-1", opinion="同意。")
    publisher.tick()
    assert approver.client.get("/signs/gate/live.png").content == promised
    assert approver.client.get("/notice/T-1/preview/gate/1.png").content == promised
    assert lit(promised) > 100
    live = approver.client.get("/signs/gate/live.json").json()
    assert written["title"] in live["caption"]
    assert live["notice"] == "T-1"
    assert "设备确认正在显示" in approver.get("/signs")

    clock.advance(2)
    approver.post("/notice/T-1/withdraw", opinion="数字有误，更正后重发。")
    publisher.tick()
    clock.advance(1)
    publisher.tick()
    assert lit(approver.client.get("/signs/gate/live.png").content) == 0
    assert "黑屏" in approver.client.get("/signs/gate/live.json").json()["caption"]
    file = approver.get("/notice/T-1")
    assert "已撤回" in file
    assert "数字有误，更正后重发。" in file
    history = approver.get("/history")
    assert "1 次展示" in history
    assert written["title"] in history


def test_the_record_and_the_year_are_on_their_pages(
    sign_in: Callable[..., Browser], written: dict[str, str], publisher: Publisher, clock: FrozenClock
) -> None:
    """R35: any range of days including today; items and displays are figures apart."""
    approver = carry(sign_in, written)
    approver.approve("T-1")
    for _ in range(3):
        publisher.tick()
        clock.advance(60)
    publisher.tick()
    assert "4 次展示" in approver.get("/history?since=2026-11-23&until=2026-11-23&notice=T-1&sign=gate")
    assert "这段时间没有展示记录" in approver.get("/history?since=2026-11-22&until=2026-11-22")
    assert "4 次展示" in approver.get("/history?since=&until=")
    record = approver.get("/history/events?notice=T-1")
    for word in ("保存草稿", "提交审核", "审核通过", "保密审查", "批准发布", "正在发送", "上屏展示"):
        assert word in record
    year = approver.get("/report/2026")
    assert year.count('<p class="big">') == 3
    assert '<p class="big">1</p>' in year
    assert '<p class="big">4</p>' in year
    assert "重大项目工程进度" in year
    assert "这一年没有展示记录" in approver.get("/report/2025")
    assert "记录完整，链条成立" in approver.post("/history/verify", 200)
    assert "显示屏" in approver.get("/report")


def test_pixels_nobody_saw_are_not_approved(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """R1: when fonts or panels have changed since the page was made, it must be looked at again."""
    approver = carry(sign_in, written)
    for pixels in ("", "gate:" + "0" * 64):
        assert "您看到的版本已被修改" in approver.approve("T-1", 409, pixels=pixels)
    assert one(station.database, "T-1").state is State.IN_APPROVAL


def test_ages_are_told_in_the_largest_unit(
    sign_in: Callable[..., Browser], written: dict[str, str], clock: FrozenClock
) -> None:
    """R8: the front page says how long the oldest item has waited."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    for seconds, told in ((5 * 60, "已等 5 分钟"), (3 * 3600, "已等 3 小时"), (5 * 3600, "已等 8 小时")):
        clock.advance(seconds)
        assert told in drafter.get("/")
    clock.advance(2 * 86400)
    assert "1 件，最久的已等 2 天" in sign_in(Role.DRAFTER).get("/")


def test_a_missing_reason_keeps_the_page_and_changes_nothing(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """Returning, rejecting and withdrawing say why; what was typed stays."""
    approver = carry(sign_in, written)
    seen = hidden(approver.get("/notice/T-1/approve"), "seen")
    for result in ("return", "reject"):
        page = approver.post("/notice/T-1/decline", 422, seen=seen, result=result, opinion="  ")
        assert "必须写明理由" in page
        assert "批准后的展示时段" in page
    long = "太长" * 1001
    assert "意见不能超过" in approver.post(
        "/notice/T-1/decline", 422, seen=seen, result="return", opinion=long
    )
    assert "不是这一步的结果" in approver.post("/notice/T-1/decline", 422, seen=seen, result="burn")
    assert one(station.database, "T-1").state is State.IN_APPROVAL
    approver.post("/notice/T-1/decline", seen=seen, result="reject", opinion="不属于公开范围。")
    assert one(station.database, "T-1").state is State.REJECTED


def test_a_window_that_is_over_is_told_before_approval(
    sign_in: Callable[..., Browser],
    station: Station,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    clock: FrozenClock,
) -> None:
    """R3: nothing is published late; the approval page says so and approving is refused."""
    desk = station.desk
    wished = DisplayWindow(led_start=clock.now(), led_days=3)
    desk.draft(person("drafter", "a"), sample("N06").model_copy(update={"display_window": wished}))
    desk.submit(person("drafter", "a"), "N06")
    desk.review(person("reviewer", "b"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer", "c"), "N06", "pass")
    clock.advance(10 * 86400)
    approver = sign_in(Role.APPROVER)
    page = approver.get("/notice/N06/approve")
    assert 'role="alert"' in page
    approver.approve("N06", 409)
    assert one(station.database, "N06").state is State.IN_APPROVAL


def test_a_sign_that_does_not_answer_is_said_to_be_unknown(
    sign_in: Callable[..., Browser], station: Station, publisher: Publisher
) -> None:
    """R26: no answer is never shown as a picture that is right."""
    gate = station.signs["gate"]
    assert isinstance(gate, VirtualSign)
    gate._faults = iter([LinkError("cut")])
    publisher.tick()
    reader = sign_in(Role.REVIEWER)
    assert "显示屏失联或拒绝指令，画面未知" in reader.get("/signs")
    assert "请检查屏的电源、网线和控制卡" in reader.get("/signs")
    (told,) = reader.client.get("/signs/gate/live.json").json()["troubles"]
    assert "请检查屏的电源、网线和控制卡" in told, "a page left open keeps up with it"
    station.publisher = None
    assert "发布程序未运行，画面未知" in reader.get("/signs")
    assert "请启动 ledctl publish" in reader.get("/signs")


LOOKS = {
    "/history": "history",
    "/history/events": "events",
    "/report/2026": "report 2026",
}


def test_an_auditors_look_is_part_of_the_record(sign_in: Callable[..., Browser], station: Station) -> None:
    """Reading the record as an auditor is recorded with what was read; others' reading is not."""
    auditor, reviewer = sign_in(Role.AUDITOR), sign_in(Role.REVIEWER)
    for path in LOOKS:
        auditor.get(path)
        reviewer.get(path)
    auditor.post("/history/verify", 200)
    with station.database.read() as session:
        looks = events(session, kind="auditor_looked")
    assert [(one.actor, one.via, one.facts["what"]) for one in reversed(looks)] == [
        ("auditor", "web", what) for what in [*LOOKS.values(), "verify"]
    ]
    assert "审计查阅" in reviewer.get("/history/events")


def test_a_broken_record_is_said_loudly(sign_in: Callable[..., Browser], station: Station) -> None:
    """A row that was taken out by hand is named on the page."""
    reader = sign_in(Role.AUDITOR)
    with station.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql("UPDATE event SET actor = 'somebody' WHERE seq = 1")
    page = reader.post("/history/verify", 200)
    assert "记录不成立，请立即报告" in page
    assert '<td>event</td><td class="key">1</td>' in page


def test_lists_find_by_state_words_and_page(sign_in: Callable[..., Browser], written: dict[str, str]) -> None:
    """The list finds by number, title and text, a sign of percent included, and turns pages."""
    drafter = sign_in(Role.DRAFTER)
    for number in range(31):
        drafter.post("/notices/new", **{**written, "id": f"A-{number}", "title": f"公告甲{number}"})
    drafter.post("/notices/new", **{**written, "id": "B-1", "title": "完成80%以上", "body": "唯一的正文。"})
    assert "共 32 件" in drafter.get("/notices")
    assert "page=2" in drafter.get("/notices")
    assert "page=1" in drafter.get("/notices?page=2")
    assert "共 1 件" in drafter.get("/notices?text=80%25")
    assert "共 1 件" in drafter.get("/notices?text=唯一")
    assert "共 31 件" in drafter.get("/notices?text=a-")
    assert "没有找到公告" in drafter.get("/notices?state=approved")
    assert "32 件" in drafter.get("/")


@pytest.mark.parametrize("mode", ["practice", "live"])
def test_page_api_and_command_count_the_same_year(
    site: Path,
    mode: str,
    request: pytest.FixtureRequest,
) -> None:
    """One count by the site's own rules and mode: never two numbers for one year."""
    (site / "site.toml").write_text(f'mode = "{mode}"\n[desk]\ntown = "鹭洲镇"\n', "utf-8")
    station, sign_in = request.getfixturevalue("station"), request.getfixturevalue("sign_in")
    approver = carry(sign_in, request.getfixturevalue("written"))
    approver.approve("T-1")
    make_publisher(station).tick()
    told = station.year_count(2026)
    assert (told.items, told.displays, told.practice) == (1, 1, mode == "practice")
    assert approver.get("/report").count('<p class="big">1</p>') == 2
    token, _ = station.registry.sign_in("approver", OWN_PASSWORD, via=Via.API)
    answer = approver.client.get("/api/report/2026", headers={"Authorization": f"Bearer {token}"})
    assert answer.json() == json.loads(json.dumps(told.as_dict()))


def test_the_record_names_people_and_what_was_looked_at(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """Who did it by name, whom it was done to beside it, and no word of the program's own (R33)."""
    auditor = sign_in(Role.AUDITOR)
    station.registry.add("li.si", "李某", [Role.DRAFTER], by="auditor")
    auditor.get("/history")
    record = auditor.get("/history/events")
    added = record.partition("新增人员")[2].partition("</tr>")[0]
    assert added.index("某auditor") < added.index("李某 (li.si)")
    looked = record.partition("审计查阅")[2].partition("</tr>")[0]
    assert "操作记录" in looked
    signed_in = record.partition("登录")[2].partition("</tr>")[0]
    assert "某auditor" in signed_in


def test_amounts_on_the_page_are_written_as_on_the_sign(
    sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """The paper beside the pixels shows 980.50 where the sign does (R38)."""
    drafter = sign_in(Role.DRAFTER)
    listed = "序号\t姓名\t补助金额（元）\n1\t周某\t1200\n2\t吴某\t980.5\n"
    drafter.post("/notices/new", **{**written, "table": listed})
    page = drafter.get("/notice/T-1")
    assert ">980.50<" in page
    assert ">1200.00<" in page
