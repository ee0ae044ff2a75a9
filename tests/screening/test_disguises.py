"""Numbers in disguise: in words, in letters, parted oddly, run together; and texts that only look so."""

from __future__ import annotations

import pytest

from ledctl.screening.checkdigits import check_digit
from ledctl.screening.disguises import undisguise
from ledctl.screening.hits import Datum
from ledctl.screening.masking import REDACTED, find_personal, redact

FIRST = "43999919800101123"
ID = FIRST + check_digit(FIRST)


@pytest.fixture
def number() -> str:
    return ID


PARTS = ["/", ".", "·", "_", "，", ",", "   ", " - ", "——", "\n    ", "）（"]


@pytest.mark.parametrize("gap", PARTS)
def test_an_id_number_parted_in_any_way_is_found_whole(gap: str, number: str) -> None:
    """Whatever that is no word stands between its groups; all of it goes."""
    text = f"王某{gap.join((number[:6], number[6:14], number[14:]))}。"
    assert redact(text, find_personal(text)) == f"王某{REDACTED}。"


def test_figures_that_make_no_right_number_are_figures(number: str) -> None:
    """Only a whole, right number counts when its parts stand so far apart."""
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    assert find_personal(f"{wrong[:6]}/{wrong[6:14]}/{wrong[14:]}") == ()


HAN = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    "table",
    [
        HAN,
        str.maketrans("0123456789", "〇一二三四五六七八九"),
        str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"),
        str.maketrans("0", "O"),
        str.maketrans("0", "o"),
        str.maketrans("1", "l"),
        str.maketrans("1", "I"),
    ],
)
@pytest.mark.parametrize("plain", [ID, "19000000123"])
def test_a_number_in_words_or_letters_is_a_number(plain: str, table: dict[int, str]) -> None:
    """一九〇〇… and 19OOO… are read as the digits they stand for, and hidden."""
    text = f"联系：{plain.translate(table)}，本人确认"
    assert redact(text, find_personal(text)) == f"联系：{REDACTED}，本人确认"


@pytest.mark.parametrize(
    "text",
    [
        "二〇二六年十一月二十二日",
        "一二三四五六七八九十",
        "零一二三四五六七八九",
        "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
        "监督电话0700-8123456 一卡通系统",
        "编号LOL0123456",
        "OIL1234567890",
    ],
)
def test_words_and_codes_stay(text: str) -> None:
    """Years, amounts in words, enumerations, codes with letters are no numbers of persons."""
    assert find_personal(text) == ()


def test_each_sign_becomes_one_digit() -> None:
    """Places stay, so that what is found is what is hidden."""
    text = "一九O〇〇零〇〇壹贰叁肆"
    assert len(undisguise(text)) == len(text)
    assert undisguise("19OOOOO0I23") == "19000000123"
    assert undisguise("无") == "无"


@pytest.mark.parametrize("glue", ["{}19000000123", "19000000123{}", "{0}{0}", "12{}"])
def test_a_number_run_together_with_another_is_hidden_with_it(glue: str, number: str) -> None:
    """A lost tab leaves serial, ID number and telephone in one run; none of it stays."""
    text = f"（{glue.format(number)}）"
    assert redact(text, find_personal(text)) == f"（{REDACTED}）"


def test_a_number_named_as_a_things_is_left(number: str) -> None:
    """A receipt may contain by chance what looks like a person."""
    assert find_personal(f"流水号12{number}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "190.0000.0123",
        "190·0000·0123",
        "190/0000/0123",
        "1 9 0 0 0 0 0 0 1 2 3",
        "电话19000 000123",
        "手机：1900-0000-123",
        "联系方式:190 00 00 01 23",
    ],
)
def test_a_mobile_in_odd_groups_is_found(text: str) -> None:
    """A point or slash between an office's own groups; any groups after a word that announces it."""
    assert [hit.datum for hit in find_personal(text)] == [Datum.MOBILE]


@pytest.mark.parametrize(
    "text", ["投资19000000000元", "合计 19000000000 元", "138061645.61元", "19000 000123"]
)
def test_an_amount_is_no_mobile(text: str) -> None:
    """Eleven digits of yuan are money; two groups of figures beside each other are a list."""
    assert find_personal(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2019年9月1日至2020年8月31日出生的适龄儿童",
        "出生于2019年9月1日至2020年8月31日之间的儿童",
        "2004年1月1日—2008年12月31日出生的男性公民",
        "1966年12月31日前出生",
    ],
)
def test_a_span_of_birthdays_is_a_rule_not_a_person(text: str) -> None:
    """Enrolment and conscription notices say who is meant by a span of days."""
    assert find_personal(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "出生日期19800101",
        "出生年月:198001",
        "生日1980年1月1日",
        "出生于一九八〇年一月一日",
        "一九八〇年一月出生",
    ],
)
def test_a_birthday_without_marks_or_in_words_is_one(text: str) -> None:
    """As forms print it, and as letters write it."""
    assert [hit.datum for hit in find_personal(text)] == [Datum.BIRTH]


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("VX：wang_1980", Datum.CHAT),
        ("v信wang_1980", Datum.CHAT),
        ("台胞证12345678", Datum.PASSPORT),
        ("军官证南字第1234567号", Datum.PASSPORT),
    ],
)
def test_other_words_for_the_same_thing(text: str, datum: Datum) -> None:
    """Names people use for WeChat, and papers other than a passport."""
    assert [hit.datum for hit in find_personal(text)] == [datum]


def test_what_overlaps_leaves_no_rest(number: str) -> None:
    """Two hits that overlap hide everything either of them covers."""
    text = f"账号 1234 {number[:6]}/{number[6:14]}/{number[14:]}"
    assert not any(sign.isdigit() for sign in redact(text, find_personal(text)))


def test_a_province_that_is_none_is_no_id_number(number: str) -> None:
    """38 is no province."""
    assert find_personal(f"38{number[2:]}") == ()


def test_a_permit_number_is_no_person() -> None:
    """A building permit is the county, the day and a serial: eighteen digits with a birthday in them."""
    assert find_personal("施工许可证编号439999202411230101") == ()
