"""What may be entered as published elsewhere: titles, channels, days, addresses, and whole lists of them."""

from __future__ import annotations

import datetime as dt

import pytest

from ledctl.calendars.categories import load_categories
from ledctl.errors import BadInput
from ledctl.intake.pasted import read_pasted
from ledctl.notices.addresses import MAX_ADDRESS, clean_address, same_address
from ledctl.notices.entries import Entry, channel_of, day_of, folded, make_entry
from ledctl.notices.entry_lists import codes_by_name, read_list
from ledctl.resources import shared

TODAY = dt.date(2026, 11, 22)
GOOD = {"title": "预算公开", "channel": "website", "published_on": "2026-11-18"}


def codes(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [one.code for one in error.value.sentences]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("website", "website"),
        ("某镇政府网站", "website"),
        ("微信公众号", "wechat"),
        ("政务微博", "weibo"),
        ("东村公示栏", "board_village"),
        ("镇政府公告栏", "board_town"),
        ("村公示栏", "board_village"),
        ("其他渠道", "other"),
    ],
)
def test_a_channel_is_known_by_code_or_by_what_an_office_calls_it(text: str, code: str) -> None:
    """Exports of websites and county platforms name channels in words."""
    assert channel_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("led_gate", "posting_on_sign"),
        ("大门显示屏", "posting_on_sign"),
        ("飞鸽", "entry_channel_unknown"),
        ("", "entry_channel_unknown"),
    ],
)
def test_a_sign_is_no_channel_to_enter(text: str, code: str) -> None:
    """What stands on a sign is in its own record; what nobody knows is refused."""
    with pytest.raises(BadInput) as refused:
        channel_of(text)
    assert codes(refused) == [code]


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-18", "2026/11/18", "2026.11.18", "2026年11月18日", "20261118", " 2026-11-18 09:30:00 "),
        *("46344", "46344.395833", "２０２６年１１月１８日"),
    ],
)
def test_days_are_read_as_offices_write_them(text: str) -> None:
    """One day in the spellings of offices and their programs."""
    assert day_of(text, TODAY) == dt.date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "entry_day_wrong"),
        ("11月18日", "entry_day_wrong"),
        ("2026-02-30", "entry_day_wrong"),
        ("1900-01-01", "entry_day_wrong"),
        ("12345", "entry_day_wrong"),
        ("99999", "day_ahead"),
        ("2026-11-23", "day_ahead"),
    ],
)
def test_what_is_no_day_or_lies_ahead_is_refused(text: str, code: str) -> None:
    """Nothing is published on the 30th of February, nor tomorrow."""
    with pytest.raises(BadInput) as refused:
        day_of(text, TODAY)
    assert codes(refused) == [code]


@pytest.mark.parametrize("address", ["https://www.example.cn/a?b=1", "http://example.cn", ""])
def test_web_addresses_are_kept_as_text(address: str) -> None:
    """With http or https and a host; or none at all."""
    assert clean_address("website", f" {address} ", "address") == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://example.cn/a", "www.example.cn", "http://", "http://[", "http://a b"],
)
def test_an_address_nobody_could_open_is_refused(address: str) -> None:
    """A website's address is one; a board has a place in words."""
    with pytest.raises(BadInput) as refused:
        clean_address("website", address, "address")
    assert codes(refused) == ["address_not_web"]
    assert clean_address("board_town", address, "address") == address


@pytest.mark.parametrize("address", ["http://example.cn/" + "a" * MAX_ADDRESS, "http://example.cn/\x07"])
def test_an_address_is_bounded(address: str) -> None:
    """R18: no field is without an end, and none holds what nobody sees."""
    with pytest.raises(BadInput) as refused:
        clean_address("website", address, "address")
    assert codes(refused) == ["address_too_long"]


def test_one_publication_is_known_by_its_address_or_by_title_day_and_channel() -> None:
    """The scheme and a last slash do not make two of one; spaces and wide signs in a title neither."""
    one = make_entry({**GOOD, "title": "预算公开（一）", "address": "http://Example.cn/1/"}, TODAY)
    same = make_entry({**GOOD, "title": "预算 公开(一)", "address": "https://example.cn/1"}, TODAY)
    other = make_entry({**GOOD, "title": "决算", "address": "https://example.cn/1?page=2"}, TODAY)
    assert set(one.marks) == set(same.marks)
    assert not set(one.marks) & set(other.marks)
    assert same_address(" 镇公开栏 ") == "镇公开栏"
    assert folded("ＡＢ　ｃ") == "abc"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": ""}, "entry_without_title"),
        ({"title": "长" * 201}, "entry_too_long"),
        ({"title": "联系 13912345678"}, "note_personal"),
        ({"category": "no such"}, "field_not_one_of"),
        ({"document": "novel"}, "field_not_one_of"),
        ({"address": "nowhere"}, "address_not_web"),
    ],
)
def test_what_cannot_be_kept_is_named(more: dict[str, str], code: str) -> None:
    """Each fault has its sentence; no personal datum goes into the record."""
    with pytest.raises(BadInput) as refused:
        make_entry({**GOOD, **more}, TODAY)
    assert codes(refused) == [code]


def test_all_faults_are_told_at_once() -> None:
    """A clerk mends an entry once."""
    with pytest.raises(BadInput) as refused:
        make_entry({}, TODAY)
    assert codes(refused) == ["entry_without_title", "entry_channel_unknown", "entry_day_wrong"]


def test_a_list_is_read_row_by_row() -> None:
    """R31: a title line, other heads, an empty row; what no column says is said once, bad rows are named."""
    sheet = read_pasted(
        "2026年发布清单\t\t\t\t\n"
        "序号\t信息标题：\t发布时间\t栏目\t标题\n"
        "1\t预算公开\t2026-11-18\t财政预决算\tx\n"
        "2\t\t2026-11-18\t\t\n"
        "\t\t\t\t \n"
        "3\t解读\t2026-11-19\t奇怪的栏目\t\n"
        "4\t\t\t\t\n"
    )
    given = {"channel": "wechat", "office": "示例镇党政办", "document": "政策解读"}
    found = read_list(sheet, TODAY, given, {"财政预决算": "budget"})
    day = dt.date(2026, 11, 18)
    rest = {"office": "示例镇党政办", "document": "policy_reading"}
    assert found.entries[0] == (3, Entry("预算公开", "wechat", day, category="budget", **rest))
    assert found.entries[1] == (5, Entry("解读", "wechat", dt.date(2026, 11, 19), **rest))
    assert [(row.number, row.title, [one.code for one in row.why]) for row in found.bad] == [
        (4, "", ["entry_without_title"])
    ]
    assert found.left_out == ("序号", "标题")
    assert found.unknown_categories == ("奇怪的栏目",), "a category that is not kept is told"


def test_a_category_is_known_by_its_code_and_both_its_names() -> None:
    """A list from another office says 低保公示 as readily as a code."""
    categories = load_categories((shared("config/defaults") / "categories.toml").read_text("utf-8"))
    names, known = codes_by_name(categories), categories.get("dibao_review")
    assert {names[one] for one in (known.code, known.label_zh, known.label_en)} == {"dibao_review"}


def test_a_list_without_heads_is_refused() -> None:
    """Nothing is guessed of columns nobody named."""
    with pytest.raises(BadInput) as refused:
        read_list(read_pasted("预算公开\t2026-11-18\n"), TODAY, {}, {})
    assert codes(refused) == ["entries_without_heads"]
