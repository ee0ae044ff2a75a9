"""What a text says against the notice's own dates, days, rows and totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Notice
from ledctl.screening.contradictions import check_contradictions
from ledctl.screening.dates import dates_in, number_of
from ledctl.screening.findings import Screened, Severity

Draft = Callable[..., Notice]

SEVEN = {"days": 7, "start": "2026-11-24", "end": "2026-11-30"}
WORKING = {"days": 5, "day_type": "working", "start": "2026-11-24", "end": "2026-11-30"}
LIST = {
    "columns": [
        {"key": "no", "label": "序号"},
        {"key": "house", "label": "户"},
        {"key": "area", "label": "面积（亩）"},
        {"key": "sum", "label": "金额（元）"},
    ],
    "rows": [
        {"no": "1", "house": "甲", "area": "1.5", "sum": "150.00"},
        {"no": "2", "house": "", "area": "2", "sum": "200.50"},
        {"no": "3", "house": "乙", "area": "0.5", "sum": "50"},
    ],
}
TOTALS = LIST | {"totals": {"area": "4", "sum": "400.50"}}


def said(notice: Notice) -> list[tuple[str, str]]:
    findings = [*check_contradictions(notice)]
    assert all(finding.severity is Severity.WARN for finding in findings)
    return [(finding.code, finding.where) for finding in findings]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公示期为7天，自2026年11月24日起至11月30日止。", None),
        ("公示期：2026年11月24日—2026年11月30日。", None),
        ("公示时间从１１月２４日至１１月３０日", None),
        ("公示期自2026年11月24日起至12月3日止。", "period_dates_contradict"),
        ("公示期自2025年11月24日起至11月30日止。", "period_dates_contradict"),
        ("公示期自2026年11月24日起至11月31日止。", "date_impossible"),
        ("施工自2026年11月1日至12月1日。", None),
        ("公示期7天。", None),
        ("公示期为七日。", None),
        ("公示期不少于7天。", None),
        ("公示不少于五日。", None),
        ("公示期10天。", "period_days_contradict"),
        ("公示期7个工作日。", "period_days_contradict"),
        ("公示期不少于10天。", "period_days_contradict"),
        ("公示期内如有异议，3日内答复。", None),
        ("更正涉及的8户重新公示3天。", None),
        ("2026年11月24日（星期二）", None),
        ("11月29日（星期天）", None),
        ("2026年11月24日星期三", "weekday_wrong"),
        ("2月30日截止", "date_impossible"),
        ("2026年13月1日截止", "date_impossible"),
        ("2026年2月29日截止", "date_impossible"),
        ("2028年2月29日截止", None),
    ],
)
def test_dates_and_days_in_the_text(text: str, code: str | None, draft: Draft) -> None:
    """The text and the period say the same, every date is on the calendar, every weekday is its own."""
    notice = draft(publicity_period=SEVEN, body=[text, "特此公示。"])
    assert said(notice) == ([(code, "body[0]")] if code else [])


@pytest.mark.parametrize(
    ("text", "agrees"), [("公示期5个工作日", True), ("公示期不少于5天", True), ("公示期5天", False)]
)
def test_working_days_are_not_calendar_days(text: str, agrees: bool, draft: Draft) -> None:
    """Five working days are at least five days, but not the same as five days."""
    assert (said(draft(publicity_period=WORKING, body=[text])) == []) is agrees


def test_both_values_are_named(draft: Draft) -> None:
    """A clerk reads which is which without opening the form."""
    notice = draft(publicity_period=SEVEN, body=["公示期10个工作日，自11月24日至12月7日止。"])
    span, days = check_contradictions(notice)
    assert "2026-12-07" in span.sentence.zh
    assert "2026-11-30" in span.sentence.zh
    assert "10 个工作日" in days.sentence.zh
    assert "7 天" in days.sentence.zh
    assert "10 working days" in days.sentence.en


@pytest.mark.parametrize(
    ("text", "table", "code"),
    [
        ("下列3人拟纳入", LIST, None),
        ("下列2户3人", LIST, None),
        ("共三户", LIST, None),
        ("下列4人拟纳入", LIST, "count_contradicts"),
        ("将4户补贴公示", LIST, None),
        ("现将4户补贴公示", LIST, "count_contradicts"),
        ("全镇共9人申报，下列3人通过", LIST, None),
        ("本年度3个重点项目", LIST, None),
        ("本年度5个重点项目", LIST, "count_contradicts"),
        ("合计面积4亩，合计资金￥400.50元", TOTALS, None),
        ("合计面积4亩，合计资金400.50元", LIST, None),
        ("合计资金￥1,400.50元", TOTALS, "total_contradicts"),
        ("合计资金401元", LIST, "total_contradicts"),
        ("合计3公顷", LIST, None),
        ("合计补助3，共计", LIST, None),
    ],
)
def test_numbers_in_the_text_and_in_the_list(
    text: str, table: dict[str, object], code: str | None, draft: Draft
) -> None:
    """A count is wrong only when no number in the text fits the list; totals are compared by their unit."""
    assert said(draft(body=[text], table=table)) == ([(code, "body[0]")] if code else [])


def test_a_total_among_the_rows_is_not_counted(draft: Draft) -> None:
    """Many sheets end in a row 合计 of their own."""
    rows = [*LIST["rows"], {"no": "合计", "sum": "400.50"}]
    assert said(draft(body=["下列3人"], table=LIST | {"rows": rows})) == []


def test_a_total_that_cannot_be_read_is_left_to_the_reader(draft: Draft) -> None:
    """A cell that is no number makes no false alarm."""
    rows = [{"no": "1", "sum": "面议"}]
    assert said(draft(body=["合计资金401元"], table=LIST | {"rows": rows})) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2026年11月23日", None),
        ("２０２６年１１月２３日", None),
        ("2026年11月22日", "signing_date_contradicts"),
        ("2026年11月31日", "date_impossible"),
        ("请于2026年11月22日前反映。", None),
    ],
)
def test_a_date_line_of_its_own_is_the_signing_date(line: str, code: str | None, draft: Draft) -> None:
    """Clerks type 落款 into the text as well; then both are the same day."""
    assert said(draft(body=["现予公告。", line])) == ([(code, "body[1]")] if code else [])


def test_nothing_private_comes_back_in_a_sentence(check: Callable[[Notice], Screened], draft: Draft) -> None:
    """A date of birth is redacted before dates are compared, so an impossible one is repeated nowhere."""
    screened = check(draft(body=["张三，出生日期2013年2月30日。"]))
    assert not any("2月30日" in str(finding.as_dict()) for finding in screened.findings)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_chinese_numbers_are_read(hundreds: int, tens: int, ones: int) -> None:
    """Law: what is written out comes back as the number, from 1 to 999."""
    digits = "零一二三四五六七八九"
    text = f"{digits[hundreds]}百" + (f"{digits[tens]}十" if tens else "") + (digits[ones] if ones else "")
    assert number_of(text) == hundreds * 100 + tens * 10 + ones


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("十五", 15), ("三十", 30), ("两", 2), ("12", 12)])
def test_short_chinese_numbers(text: str, number: int) -> None:
    """十 alone is ten."""
    assert number_of(text) == number


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_written_date_is_read_where_it_stands(day: dt.date) -> None:
    """Law: every day of the calendar, in the text at its place; without its year it takes the one given."""
    whole = f"{day.year}年{day.month}月{day.day}日"
    (one,) = dates_in(f"截至{whole}止", 1999)
    assert (one.text, one.start, one.end, one.day) == (whole, 2, 2 + len(whole), day)
    (short,) = dates_in(f"{day.month}月{day.day}日", day.year)
    assert short.day == day
