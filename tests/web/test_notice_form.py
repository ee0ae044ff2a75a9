"""The clerk's form: nothing typed is lost, nothing unseen is changed, every fault beside its field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor, Role
from ledctl.boards.village.forms import Beginning
from ledctl.calendars.periods import Period
from ledctl.content.model import DayType, Notice
from ledctl.notices.queries import exists, one
from ledctl.resources import shared
from ledctl.station import Station
from ledctl.web.forms import NAMES, begun, blank, filled, read_form
from tests.web.office_hands import Browser

pytestmark = pytest.mark.traced

NOTICES = ["N01", "N02", "N03", "N04", "N06", "N07", "N08", "N09", "N10"]


@pytest.mark.parametrize("notice_id", NOTICES)
def test_saving_an_untouched_form_changes_nothing(sample: Callable[[str], Notice], notice_id: str) -> None:
    """Every field the form does not show keeps the stored version's value."""
    notice = sample(notice_id)
    form = filled(notice)
    assert set(form.values) == set(NAMES)
    chosen = {f"type.{key}": choice.type for key, _, choice in form.columns}
    chosen |= {f"privacy.{key}": choice.privacy for key, _, choice in form.columns}
    assert read_form({**form.values, **chosen}, notice) == notice


@pytest.mark.parametrize("days", [7, None])
def test_a_village_list_begins_with_what_its_template_knows(days: int | None) -> None:
    """Title, unit, text, channels and the least period are there; number and list are the clerk's."""
    day = dt.date(2026, 11, 24)
    period = Period(day, dt.date(2026, 11, 30), days, DayType.CALENDAR, provisional=False) if days else None
    known = ("aid", "名单", "general", "东坡村村民委员会", ("一", "二"), ("board_village",))
    beginning = Beginning(*known, day, period)
    form = begun(blank("D-1", unit="镇", today=day), beginning)
    assert (form.values["id"], form.values["table"], form.channels) == ("D-1", "", ("board_village",))
    assert (form.values["title"], form.values["issuing_unit"]) == ("名单", "东坡村村民委员会")
    asked = (form.values["body"], form.values["period_days"], form.values["period_end"])
    assert asked == ("一\n二", "7" if days else "", "2026-11-30" if days else "")


def test_an_edit_changes_what_was_edited_and_nothing_else(sample: Callable[[str], Notice]) -> None:
    """Document number, channels, links and wishes survive an edit of the title."""
    notice = sample("N10")
    edited = read_form({**filled(notice).values, "title": "另一个标题", "led_days": "5"}, notice)
    window = notice.display_window
    assert window is not None
    expected = {"title": "另一个标题", "display_window": window.model_copy(update={"led_days": 5})}
    assert edited == notice.model_copy(update=expected)


def test_what_the_form_empties_is_gone(sample: Callable[[str], Notice]) -> None:
    """An emptied list, period and number of days are taken out; a changed category drops its old label."""
    notice = sample("N01")
    emptied = {"table": "", "period_days": "", "period_start": "", "period_end": "", "led_days": ""}
    edited = read_form({**filled(notice).values, **emptied, "category": "general"}, notice)
    assert edited.table is None
    assert edited.publicity_period is None
    assert edited.display_window is not None
    assert edited.display_window.led_days is None
    assert edited.category_label == ""
    assert edited.doc_no == notice.doc_no


BAD = [
    ({"title": ""}, "title", "“标题”是空的"),
    ({"title": "长" * 201}, "title", "“标题”太长"),
    ({"id": "第一号"}, "id", "编号只能用字母"),
    ({"category": ""}, "category", "类别"),
    ({"category": "no_such"}, "category", "no_such"),
    ({"issuing_unit": "  "}, "issuing_unit", "“公布单位”是空的"),
    ({"body": "\n \n"}, "body", "“正文”是空的"),
    ({"table": "姓名\t\n甲\t乙\n"}, "table", "没有表头"),
    ({"table": "姓名\n"}, "table", ""),
    ({"signature_unit": ""}, "signature_unit", "“落款单位”是空的"),
    ({"signature_date": "昨天"}, "signature_date", "“落款日期”不是有效的日期"),
    ({"period_days": "3"}, "period_start", "缺少“公示期起”"),
    (
        {"period_days": "3", "period_start": "2026-11-30", "period_end": "2026-11-24"},
        "period_end",
        "早于起始日期",
    ),
    (
        {"period_days": "三", "period_start": "2026-11-24", "period_end": "2026-11-30"},
        "period_days",
        "“公示期天数”",
    ),
    ({"led_days": "400"}, "led_days", "“上屏天数”的数值超出范围"),
    ({"urgency": "panic"}, "urgency", "“紧急程度”的值不在允许范围内"),
    ({"warning_level": "pink"}, "warning_level", "“预警级别”的值不在允许范围内"),
]


@pytest.mark.parametrize(("wrong", "field", "told"), BAD)
def test_bad_input_comes_back_as_typed_with_the_sentence_beside_the_field(
    sign_in: Callable[..., Browser],
    written: dict[str, str],
    station: Station,
    wrong: dict[str, str],
    field: str,
    told: str,
) -> None:
    """HTTP 422, the field marked and explained in the form's own words, the clerk's text intact."""
    drafter = sign_in(Role.DRAFTER)
    typed = {**written, "title": "自己写的标题《甲》", "body": "第一段。\n第二段。", **wrong}
    page = drafter.post("/notices/new", 422, **typed)
    marked = re.search(rf'id="{field}" name="{field}"[^>]*aria-invalid="true"', page)
    assert marked is not None
    beside = page.partition(f'id="{field}-told"')[2].partition("</div>")[0]
    assert 'class="fault"' in beside
    assert told in beside
    for name in ("title", "body"):
        assert typed[name].strip() in page
    assert not exists(station.database, "T-1")


def test_every_fault_is_told_at_once(sign_in: Callable[..., Browser], written: dict[str, str]) -> None:
    """A clerk mends one form once, not one field after another."""
    wrong = {"title": "", "body": "", "table": "姓名\t\n甲\n", "signature_date": "x"}
    page = sign_in(Role.DRAFTER).post("/notices/new", 422, **{**written, **wrong})
    assert page.count('class="fault"') == 4


def test_a_taken_number_is_told_beside_the_number(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """Two clerks with one number: the second keeps the text and chooses another."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    page = drafter.post("/notices/new", 409, **{**written, "title": "第二条"})
    assert "编号 T-1 已被使用" in page.partition('id="id-told"')[2].partition("</div>")[0]
    assert one(station.database, "T-1").title == written["title"]


def test_a_new_form_offers_a_free_number_and_the_servers_day(
    sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """R14: day and time come from the server; the office's own unit is filled in."""
    drafter = sign_in(Role.DRAFTER)
    page = drafter.get("/notices/new")
    assert 'value="20261123-1"' in page
    assert 'value="2026-11-23"' in page
    assert "服务器时间 2026-11-23 09:00（Asia/Shanghai）" in page
    assert 'value="鹭洲镇人民政府"' in page
    drafter.post("/notices/new", **{**written, "id": "20261123-1"})
    assert 'value="20261123-2"' in drafter.get("/notices/new")


def test_private_columns_are_nowhere_after_saving(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station, site: Path
) -> None:
    """Of a pasted ID number only the removal is stored: no page and no file has it."""
    drafter = sign_in(Role.DRAFTER)
    secret = "439999199003078031"
    listed = f"序号\t姓名\t身份证号\t补助金额（元）\n1\t周甲一\t{secret}\t1200\n"
    drafter.post("/notices/new", **{**written, "category": "linshi_review", "table": listed})
    version = one(station.database, "T-1").current
    for path in ("/notice/T-1", "/notice/T-1/edit", "/notice/T-1/approve", "/history/events", "/"):
        page = drafter.get(path)
        assert secret not in page
        assert "身份证号" not in page.replace("身份证号、银行账号、电话不会公开", "").replace(
            next((f.zh for f in version.findings if "身份证号" in f.zh), "-"), ""
        )
    assert version.content.table is not None
    assert "身份证号" not in [column.label for column in version.content.table.columns]
    assert not any(secret.encode() in file.read_bytes() for file in site.rglob("*") if file.is_file())


def test_a_returned_notice_is_mended_as_a_new_version(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """R4: a change after submission begins a new version in draft; the old one stays on the page."""
    drafter, reviewer = sign_in(Role.DRAFTER), sign_in(Role.REVIEWER)
    drafter.post("/notices/new", **written)
    drafter.post("/notice/T-1/submit", seen=drafter.seen("T-1"))
    drafter.get("/notice/T-1/edit", 409)
    reviewer.post("/notice/T-1/review", seen=reviewer.seen("T-1"), result="return", opinion="请补充工期。")
    assert "请补充工期。" in drafter.get("/notice/T-1")
    drafter.post(
        "/notice/T-1/edit", **{**written, "body": "工期至十二月二十日。"}, seen=_digest(station, "T-1")
    )
    file = one(station.database, "T-1")
    assert [version.no for version in file.versions] == [2, 1]
    assert "第 1 版" in drafter.get("/notice/T-1")


def test_an_edit_that_is_refused_keeps_the_clerks_text(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """Bad input and a version changed meanwhile: the form comes back as typed, the notice stays."""
    drafter = sign_in(Role.DRAFTER)
    listed = {**written, "table": "村\t金额（元）\n望江村\t12.5\n"}
    drafter.post("/notices/new", **listed)
    stale = _digest(station, "T-1")
    assert 'name="type.c2"' in drafter.get("/notice/T-1/edit")
    bad = {**listed, "title": "改过的标题", "body": "", "type.c2": "text", "seen": stale}
    page = drafter.post("/notice/T-1/edit", 422, **bad)
    assert 'value="改过的标题"' in page
    assert '<option value="text" selected>' in page.partition('name="type.c2"')[2].partition("</select>")[0]
    drafter.post("/notice/T-1/edit", **{**listed, "title": "另一处先改", "seen": stale})
    page = drafter.post("/notice/T-1/edit", 409, **{**listed, "title": "后改的标题", "seen": stale})
    assert "您看到的版本已被修改" in page
    assert 'value="后改的标题"' in page
    assert one(station.database, "T-1").title == "另一处先改"


def test_a_notice_for_no_screen_says_why_there_is_no_picture(
    sign_in: Callable[..., Browser],
    station: Station,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
) -> None:
    """A notice for the paper boards only is shown without pixels, and the page says so."""
    notice = sample("N06").model_copy(update={"channels_allowed": ("board_town",)})
    station.desk.draft(person("drafter"), notice)
    page = sign_in(Role.REVIEWER).get("/notice/N06")
    assert "这条公告不上屏" in page
    assert "preview/gate" not in page


def test_a_page_that_is_not_there_has_no_picture(
    sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """Pages count from 1 to the last one."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    for number in (0, 99):
        drafter.get(f"/notice/T-1/preview/gate/{number}.png", 404)


def _digest(station: Station, notice_id: str) -> str:
    return one(station.database, notice_id).current.digest


def test_one_wrong_file_of_several_imports_none_and_each_fault_is_told(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """All or none, as on the command line; with the wrong ones mended, all come in."""
    drafter = sign_in(Role.DRAFTER)
    (good,) = (shared("config/examples") / "notices").glob("N06-*.json")
    right = ("files", ("N06.json", good.read_bytes(), "application/json"))
    wrong = [
        ("files", ("bad.json", b'{"id": "X", "colour": 1}', "application/json")),
        ("files", ("text.json", b"\xff\xfe", "application/json")),
    ]

    def send(status: int, *files: tuple[str, tuple[str, bytes, str]]) -> str:
        answer = drafter.client.post("/notices/import", data={"form_key": drafter.form_key()}, files=[*files])
        assert answer.status_code == status
        return answer.text

    page = send(422, right, *wrong)
    assert "“colour”不是公告的字段" in page
    assert "不是 UTF-8" in page
    assert "所有文件都没有导入" in page
    assert not exists(station.database, "N06")
    assert "出现两次" in send(422, right, right)
    assert 'href="/notice/N06"' in send(200, right)
    assert "已被使用" in send(422, right)
    assert "请先选择要导入的文件" in drafter.post("/notices/import", 422)


def test_redactions_are_accepted_by_a_person(
    sign_in: Callable[..., Browser], written: dict[str, str], person: Callable[..., Actor]
) -> None:
    """Text that was redacted goes on only after its drafter has looked and said so."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **{**written, "body": "联系人手机13800138000，请来电。"})
    page = drafter.get("/notice/T-1")
    assert "13800138000" not in page
    assert 'name="accept_redactions"' in page
    assert "接受遮盖" in drafter.post("/notice/T-1/submit", 409, seen=drafter.seen("T-1"))
    drafter.post("/notice/T-1/submit", seen=drafter.seen("T-1"), accept_redactions="yes")


def test_a_category_not_chosen_is_missing(sign_in: Callable[..., Browser], written: dict[str, str]) -> None:
    """Nothing chosen is told as such, not as a wrong spelling."""
    page = sign_in(Role.DRAFTER).post("/notices/new", 422, **{**written, "category": ""})
    assert "缺少“类别”，请补上。" in page
    assert "的写法不对" not in page
