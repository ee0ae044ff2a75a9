"""Numbers as a spreadsheet shows them: places, zeros, words, dates, and digits it has lost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH, from_excel

from ledctl.intake.formats import BUILT_IN, GENERAL, DigitsLost, read_format, show_number


def show(stored: str, code: str) -> str:
    return show_number(stored, read_format(code)).text


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("118.5", "0.00", "118.50"),
        ("118.5", "General", "118.5"),
        ("12", "General", "12"),
        ("12.0", "General", "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("-0.0", "General", "0"),
        ("1.185E2", "@", "118.5"),
        ("1234567.5", "#,##0.00", "1234567.50"),
        ("1234567.5", '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "1234567.50"),
        ("1234567.5", "[$¥-804]#,##0.00", "1234567.50"),
        ("118.5", '0.00"元"', "118.50元"),
        ("118.5", 'General"亩"', "118.5亩"),
        ("5", '0.00"万元"', "5.00万元"),
        ("12", "[$$-409]0.00", "$12.00"),
        ("0.8", "0%", "80%"),
        ("0.805", "0.0%", "80.5%"),
        ("7", "0000", "0007"),
        ("1.005", "0.00", "1.01"),
        ("2.5", "0", "3"),
        ("118.5", "0.##", "118.5"),
        ("118", "0.##", "118"),
        ("-3", "0.00;[Red]0.00", "-3.00"),
        ("-3", "(0.00)", "-3.00"),
        ("-0.001", "0.00", "0.00"),
        ("123456789012345", "0", "123456789012345"),
        ("46349", "yyyy-m-d", "2026-11-23"),
        ("46349", '[$-804]yyyy"年"m"月"d"日";@', "2026-11-23"),
        ("46349", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "2026-11-23"),
        ("46349", 'm"月"d"日"', "2026-11-23"),
        ("46349", "yyyy年m月", "2026-11"),
        ("46349", "mmm", "2026-11"),
        ("46349", "yyyy", "2026"),
        ("46349.5", "yyyy-m-d h:mm", "2026-11-23 12:00"),
        ("46349.999999", "yyyy-m-d h:mm:ss", "2026-11-24 00:00:00"),
        ("0.375", "h:mm AM/PM", "09:00"),
        ("1", "yyyy-m-d", "1900-01-01"),
    ],
)
def test_a_number_is_shown_as_the_cell_shows_it(stored: str, code: str, text: str) -> None:
    """Places, zeros and words of the format stay; separators and the sign of the yuan do not."""
    shown = show_number(stored, read_format(code))
    assert (shown.text, shown.plain) == (text, False)


@pytest.mark.parametrize(
    "code",
    [
        "0.00E+00",
        "# ?/?",
        "000-0000",
        '0!.0,"万"',
        "0.00,",
        "[>100]0.0;0",
        "[h]:mm",
        "[DBNum2]0",
        "0%%",
        '"-"',
    ],
)
def test_a_format_that_is_not_followed_is_not_guessed_at(code: str) -> None:
    """The plain number comes back, and that it is plain."""
    shown = show_number("12345.5", read_format(code))
    assert (shown.text, shown.plain) == ("12345.5", True)


@pytest.mark.parametrize(
    "stored", ["4.39999199001011E+17", "439999199001011234", "1E15", "-1000000000000000"]
)
def test_a_long_number_has_lost_digits(stored: str) -> None:
    """A spreadsheet keeps fifteen; the eighteen of an ID typed as a figure are not what was typed."""
    for code in ("General", "0", "0.00E+00"):
        with pytest.raises(DigitsLost):
            show_number(stored, read_format(code))


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("NaN", "0"),
        ("Infinity", "0"),
        ("甲", "0"),
        ("1E999999999", "0"),
        ("1E-400", "0"),
        ("-1", "yyyy-m-d"),
        ("2958466", "yyyy-m-d"),
    ],
)
def test_what_no_spreadsheet_can_show_is_no_number(stored: str, code: str) -> None:
    """Neither words, nor the infinite, nor a day after 9999."""
    with pytest.raises(ValueError, match=r"."):
        show_number(stored, read_format(code))


@given(st.integers(61, 2_958_464), st.integers(0, 1439))
def test_days_are_those_of_the_peer(day: int, minute: int) -> None:
    """The peer, openpyxl, counts the same days, from 1900 and from 1904."""
    stored = f"{day + minute / 1440:.10f}"
    how = read_format("yyyy-m-d h:mm:ss")
    seen = from_excel(float(stored))
    assert isinstance(seen, datetime)
    ours = datetime.fromisoformat(show_number(stored, how).text)
    assert abs((ours - seen).total_seconds()) <= 1
    if day < 2_950_000:
        mac = from_excel(float(stored), MAC_EPOCH)
        assert isinstance(mac, datetime)
        ours = datetime.fromisoformat(show_number(stored, how, since_1904=True).text)
        assert abs((ours - mac).total_seconds()) <= 1


@given(st.decimals(min_value=-99_999_999, max_value=99_999_999, places=4))
def test_a_plain_number_comes_back_equal(number: Decimal) -> None:
    """Without a format nothing is rounded away."""
    assert Decimal(show_number(str(number), GENERAL).text) == number


@given(st.integers(-99_999_999, 99_999_999), st.integers(0, 4))
def test_rounding_is_that_of_the_places(hundredths: int, places: int) -> None:
    """The text has as many places as the format, and is no further off than half of the last."""
    number = Decimal(hundredths).scaleb(-2)
    text = show(str(number), "0." + "0" * places if places else "0")
    assert len(text.partition(".")[2]) == places
    assert abs(Decimal(text) - number) <= Decimal("0.5").scaleb(-places)


def test_the_built_in_dates_of_chinese_programs_are_dates() -> None:
    """Numbers 27 to 36 and 50 to 58 have no code in the file; read as figures a day would be 46349."""
    for number in (*range(27, 32), 36, *range(50, 55), 57, 58):
        assert show("46349", BUILT_IN[number]).startswith("2026-11")
