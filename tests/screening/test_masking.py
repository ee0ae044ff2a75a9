"""Personal numbers are found in every shape people type, and public numbers are left alone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.screening.checkdigits import check_digit, is_credit_code, latest_birthday, passes_luhn
from ledctl.screening.folds import fold
from ledctl.screening.hits import Datum
from ledctl.screening.masking import REDACTED, find_personal, redact

SPECIMEN = "11010519491231002X"  # the number printed in the standard itself

days = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))
regions = st.sampled_from(["439999", "110105", "820000", "659999"])


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    first = f"{draw(regions)}{draw(days):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + check_digit(first)


def kinds(text: str) -> list[Datum]:
    return [hit.datum for hit in find_personal(text)]


def test_the_specimen_of_the_standard_is_right() -> None:
    """GB 11643-1999: the specimen's check character comes out."""
    assert check_digit(SPECIMEN[:17]) == SPECIMEN[17]


@pytest.mark.parametrize(
    ("text", "mistyped"),
    [
        (SPECIMEN, False),
        (SPECIMEN.lower(), False),
        ("４３９９９９１９８１１２２４３４９２", False),
        ("439999 19440916 4754", False),
        ("439999-19440916-4754", False),
        ("4399\u200b99195602143\u00ad116", False),
        ("ID439999195602143116", False),
        ("No.439999195602143116号", False),
        ("43999919580301015Ⅹ", False),
        ("439999561103218", False),
        ("439999196901045061", True),
        ("439999198011224325", True),
        ("43999919560214311", True),
        ("4399991956021431166", True),
        ("电话0700-8123456 439999195602143116", False),
    ],
)
def test_an_id_number_is_found_in_every_shape(text: str, mistyped: bool) -> None:
    """A wrong check digit or a slip in length still gives a person away; it is a hit marked mistyped."""
    (hit,) = find_personal(text)
    assert (hit.datum, hit.mistyped) == (Datum.ID_NUMBER, mistyped)


@given(number=id_numbers(), gap=st.sampled_from(["", " ", "-", "－", "\u3000", "\u200b"]), data=st.data())
def test_no_id_number_survives_redaction(number: str, gap: str, data: st.DataObject) -> None:
    """Whatever stands between its groups and whichever digits it is typed in, nothing of it is left."""
    cut = data.draw(st.integers(1, 17))
    written = number[:cut] + gap + number[cut:]
    if data.draw(st.booleans()):
        written = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in written)
    text = f"户主{written}，"
    assert redact(text, find_personal(text)) == f"户主{REDACTED}，"


@given(number=id_numbers(), sign=st.sampled_from("0123456789X"))
def test_any_check_digit_is_hidden(number: str, sign: str) -> None:
    """The 17 digits before it are the secret; a wrong last one changes only the mark."""
    (hit,) = find_personal(number[:17] + sign)
    assert hit.datum is Datum.ID_NUMBER
    assert hit.mistyped == (sign != number[17])


@given(text=st.text(alphabet="0123456789Xx -－年月日生出号电话￥.,，\u200b字", max_size=60))
def test_hits_never_overlap_and_redaction_keeps_the_rest(text: str) -> None:
    """Hits come in order without overlap, and what is outside them is kept character by character."""
    hits = find_personal(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    outside = text
    for hit in reversed(hits):
        outside = outside[: hit.start] + outside[hit.end :]
    assert redact(text, hits).replace(REDACTED, "") == outside


@given(text=st.text(max_size=40))
def test_folding_keeps_every_position(text: str) -> None:
    """A hit found in the folded text is at the same place in the text itself."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话19000000000",
        "138 0000 0000",
        "138-0000-0000",
        "1380 000 0000",
        "+86 13800000000",
        "008613800000000",
        "１３８００００００００",
    ],
)
def test_a_mobile_is_found(text: str) -> None:
    """Mobiles are hits with or without country code and gaps."""
    assert kinds(text) == [Datum.MOBILE]


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("汇入惠农卡6200000000000000018", Datum.BANK_CARD),
        ("6220 0000 0072 1039 6", None),
        ("6200 0000 0000 0000 018", Datum.BANK_CARD),
        ("4111111111111111", Datum.BANK_CARD),
        ("4111 1111 1111 1111", None),
        ("4111111111111112", None),
        ("湘A12345", Datum.PLATE),
        ("湘AD12345", Datum.PLATE),
        ("湘Ａ·１２３４５", Datum.PLATE),
        ("新A12345", Datum.PLATE),
        ("someone@example.com", Datum.EMAIL),
        ("13800000000@example.com", Datum.EMAIL),
        ("ｓｏｍｅｏｎｅ＠example.com.cn", Datum.EMAIL),
        ("someone﹫example.com", Datum.EMAIL),
        ("存折号12345678901", Datum.PASSBOOK),
        ("惠农账号：1234 5678 9012 345", Datum.PASSBOOK),
        ("护照号E12345678", Datum.PASSPORT),
        ("微信号wang_1234", Datum.CHAT),
        ("QQ：123456789", Datum.CHAT),
        ("2013年6月生，由祖父代办", Datum.BIRTH),
        ("2013年6月3日出生", Datum.BIRTH),
        ("出生日期：1956-02-14", Datum.BIRTH),
        ("生于1956年2月", Datum.BIRTH),
    ],
)
def test_other_personal_data(text: str, datum: Datum | None) -> None:
    """Cards pass Luhn (in groups only 62...), plates, e-mail and births have their shapes."""
    assert kinds(text) == ([datum] if datum else [])


@pytest.mark.parametrize(
    "text",
    [
        "鹭政示〔2026〕41号",
        "气预警2026061801",
        "监督电话：0700-8123456（工作日8:30—12:00，14:30—17:30）",
        "0700-8123456 0700-8123457 0700-8123458",
        "合计资金￥58,487.43元",
        "3410787.0000000005",
        "13800001234.50元",
        "（K12+350～K15+080段，含DN300排水管1.2 km）",
        "湘240228479004",
        "ZD-2026-001",
        "自2026年11月24日起至11月30日止",
        "2026-11-24 2026-11-30",
        "统一社会信用代码91430122MA4L0TEST8",
        "更新PVC110管道，新建U60型预制渠3,280m",
        "2026年6月18日15时20分发布，2026年6月生效，事故发生于2026年6月18日",
        "2×155kW",
        "微信公众号：鹭洲发布",
        "政务公开QQ群123456789",
        "电表账户3户",
        "校园一卡通充值点5处",
        "受理编号430122202611240001",
        "承包经营权证430122101277495444J",
        "地块编码4301222122162219168",
        "1374 848 50 315 343",
        "不动产单元430122004003GB00012F00010001",
        "123456789012345678",
        "439999195613403116",
        "439999561340321",
        "",
    ],
)
def test_public_numbers_are_not_hits(text: str) -> None:
    """Document numbers, landlines, amounts, stations, certificates, parcels and dates stay as they are."""
    assert find_personal(text) == ()


def credit_code(first: str) -> str:
    """``first`` with the sign that makes it a credit code, found by trying each."""
    return next(first + sign for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(first + sign))


def test_a_firms_credit_code_is_public_even_when_it_is_all_digits() -> None:
    """GB 32100-2015: a code that checks out is a firm's, although an ID number has 18 characters too."""
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100Y4")
    assert not is_credit_code("91350100I000100Y43")
    numeric = [credit_code(f"9143012219{n:07d}") for n in range(7120000, 7120090)]
    digits_only = [code for code in numeric if code.isdigit() and check_digit(code[:17]) != code[17]]
    assert digits_only
    assert any(passes_luhn(code) for code in digits_only)
    assert not any(find_personal(code) for code in digits_only)


def test_a_right_id_number_with_an_impossible_birthday_is_still_hidden() -> None:
    """A correct check digit is evidence enough when the date was mistyped twice."""
    first = "43999919561340311"
    (hit,) = find_personal(first + check_digit(first))
    assert (hit.datum, hit.mistyped, hit.born) == (Datum.ID_NUMBER, True, None)


def test_nineteen_digits_that_pass_luhn_are_a_card() -> None:
    """A card whose middle looks like a birthday is reported as what it is."""
    stem = "621799195602143116"
    number = next(stem + digit for digit in "0123456789" if passes_luhn(stem + digit))
    assert kinds(number) == [Datum.BANK_CARD]


@given(digits=st.text("0123456789", min_size=15, max_size=18), data=st.data())
def test_luhn_sees_every_single_slip(digits: str, data: st.DataObject) -> None:
    """One changed digit never passes."""
    card = next(digits + last for last in "0123456789" if passes_luhn(digits + last))
    place = data.draw(st.integers(0, len(card) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != card[place]]))
    assert not passes_luhn(card[:place] + other + card[place + 1 :])


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("2013", "6", "3"), dt.date(2013, 6, 3)),
        (("2013", "6", None), dt.date(2013, 6, 30)),
        (("2012", "2", None), dt.date(2012, 2, 29)),
        (("2013", "13", None), None),
        (("2013", "2", "30"), None),
        (("9999", "12", None), None),
    ],
)
def test_the_latest_birthday_the_words_allow(parts: tuple[str, str, str | None], day: dt.date | None) -> None:
    """An open day of the month is read as its last, so that a child counts as a child."""
    assert latest_birthday(*parts) == day


@pytest.mark.parametrize("before", ["1.", "；12.", "备注：1、"])
def test_the_number_of_an_item_is_no_decimal(before: str) -> None:
    """``1.4399...`` begins an item of a list: the point before an ID number does not hide it."""
    text = f"{before}{SPECIMEN}；其他"
    assert redact(text, find_personal(text)) == f"{before}{REDACTED}；其他"


@pytest.mark.parametrize("end", ["11", "74"])
def test_the_number_of_a_disability_certificate_is_an_id_number(end: str) -> None:
    """It is its holder's ID number with kind and grade, also where that ends in X."""
    (hit,) = find_personal(f"残疾人证号{SPECIMEN}{end}")
    assert (hit.datum, hit.mistyped, hit.born) == (Datum.ID_NUMBER, False, dt.date(1949, 12, 31))
    assert find_personal(f"{SPECIMEN[:17]}1{end}") == ()


def test_a_right_id_number_is_hidden_whatever_it_is_called() -> None:
    """Called a case number it is a person's all the same; one with a wrong check digit is then the case's."""
    number = "439999195602143116"
    assert kinds(f"受理编号{number}") == [Datum.ID_NUMBER]
    assert kinds(f"受理编号{number[:17]}7") == []
    assert kinds(f"身份证编号{number[:17]}7") == [Datum.ID_NUMBER]


def test_only_the_number_is_hidden_not_the_word_before_it() -> None:
    """Who reads the redacted text still sees what was there."""
    text = "存折号12345678901，微信：wang_1234"
    assert redact(text, find_personal(text)) == f"存折号{REDACTED}，微信：{REDACTED}"
