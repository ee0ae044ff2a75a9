"""Filling: measures, quarters and what they add up to, sums of tables, entries over proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput
from ledctl.forms.checks import run_checks
from ledctl.forms.differences import differences
from ledctl.forms.filled import FilledForm, plain
from ledctl.forms.filling import Entries, Sources, fill
from ledctl.forms.measures import SELECTIONS, derive
from ledctl.forms.narrative import write_lines
from ledctl.forms.spans import earlier, key_of, label_of, sort_of, year_before
from ledctl.forms.values import read_source, read_value
from ledctl.reports.asked import read_period
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period, month, quarter, year
from tests.forms.figures import FORMS, SHEET, count, counts, entered, entry, item

REPORT = FORMS["2021"]
Q3 = quarter(2026, 3)


def filled(
    one: PeriodCount, entries: Entries | None = None, *, whole: PeriodCount | None = None
) -> FilledForm:
    return fill(SHEET, Sources(counts(one, whole), entries or {}), town="鹭洲镇")


def value(form: FilledForm, address: str) -> Decimal | None:
    cell = form.cell(address)
    assert cell is not None
    return cell.value


MEASURED = (
    item("a", "led_gate", "board_town"),
    item("b", "website", "wechat", document="normative"),
    item("c", "gazette", "led_gate", document="policy_reading"),
    item("d", "app", category="personnel"),
    item("e", "weibo", document="clarification"),
    item("f", "led_gate", counted=False),
)


@pytest.mark.parametrize(
    ("measure", "ids"),
    [
        ("items", "abcde"),
        ("items.normative", "b"),
        ("items.gazette", "c"),
        ("items.website", "b"),
        ("items.weibo", "e"),
        ("items.wechat", "b"),
        ("items.other_channels", "acd"),
        ("items.screen", "ac"),
        ("items.electronic", "bde"),
        ("policy_readings", "c"),
        ("clarifications", "e"),
        ("electronic_rate", "bde"),
    ],
)
def test_each_measure_counts_its_items(measure: str, ids: str) -> None:
    """Screen and board are one; what is no item of the count is in none of them."""
    derived = derive(measure, count(year(2017), *MEASURED))
    assert "".join(derived.items) == ids
    assert derived.value == (60 if measure == "electronic_rate" else len(ids))


def test_a_measure_may_be_of_some_categories_only() -> None:
    """A county's extra row counts one category."""
    assert derive("items", count(year(2017), *MEASURED), categories=["personnel"]).items == ("d",)


some_items = st.lists(
    st.builds(
        item,
        st.uuids().map(str),
        st.sampled_from(sorted(CHANNELS)),
        st.sampled_from(sorted(CHANNELS)),
        counted=st.booleans(),
        document=st.sampled_from(["", "normative"]),
    ),
    max_size=20,
)


@given(some_items)
def test_counted_figures_always_pass_the_checks_between_them(items: list[Item]) -> None:
    """C1, C2, C4: over one cohort no channel exceeds the total, nor the total all channels."""
    form = filled(count(Q3, *items))
    assert not {finding.check for finding in form.findings} & {"C1", "C2", "C4"}
    rate = value(form, "e.rate:now")
    assert rate is None or 0 <= rate <= 100


@given(some_items, st.sampled_from(sorted(SELECTIONS)))
def test_a_figure_is_as_large_as_the_list_behind_it(items: list[Item], measure: str) -> None:
    """Every derived cell can be opened: as many distinct items as it says."""
    derived = derive(measure, count(Q3, *items))
    assert derived.value == len(set(derived.items))


def test_a_quarterly_sheet_has_both_columns() -> None:
    """本期 counts the quarter's cohort, 累计 the year's up to its end; both over their own items."""
    old = item("old", "website", on=date(2026, 2, 2))
    new = item("new", "led_gate", on=date(2026, 8, 8))
    form = filled(count(Q3, new), whole=count(Period(date(2026, 1, 1), date(2026, 9, 30)), old, new))
    assert [value(form, "1.1:now"), value(form, "1.1:sum")] == [1, 2]
    assert [head.label for head in form.table("sheet").heads] == ["本期", "累计"]
    whole = filled(count(year(2026), old, new))
    assert [head.label for head in whole.table("sheet").heads] == ["本期"], "a year is its own sum"


@pytest.mark.parametrize(
    ("kept", "row", "expected"),
    [
        ({"2026Q1": "2", "2026Q2": "3", "2026Q3": "4"}, "9.1", 9),
        ({"2026Q1": "2", "2026Q3": "4"}, "9.1", None),
        ({"2026Q1": "2", "2026Q2": "3"}, "9.1", None),
        ({"2026Q1": "2", "2026Q2": "3", "2026Q3": "4"}, "8.3.2", 4),
        ({"2026Q3": "4"}, "8.3.2", 4),
    ],
)
def test_what_people_entered_adds_up_over_the_year(
    kept: Mapping[str, str], row: str, expected: int | None
) -> None:
    """A missing quarter leaves the sum empty; what stands (staff) is the newest figure, not a sum."""
    entries = {key: {f"{row}:now": entry(text)} for key, text in kept.items()}
    assert value(filled(count(Q3), entries), f"{row}:sum") == expected


def test_a_sum_may_be_entered_where_the_quarters_were_kept_on_paper() -> None:
    """The entry stands over the sum; days at will have no quarters before them, so only stocks carry over."""
    form = filled(count(Q3), {"2026Q3": {"9.1:now": entry("1"), "9.1:sum": entry("7")}})
    assert value(form, "9.1:sum") == 7
    days = Period(date(2026, 1, 1), date(2026, 11, 20))
    here = {"2026-01-01..2026-11-20": {"9.1:now": entry("1"), "8.1:now": entry("1")}}
    form = filled(count(days), here)
    assert [value(form, f"{row}:sum") for row in ("9.1", "8.1")] == [None, 1]


def test_what_a_person_entered_stands_over_what_the_count_offers() -> None:
    """Policy readings: the count offers a figure, a person's word stands, both are kept."""
    one = count(Q3, item("r", "website", document="policy_reading"))
    offered = filled(one).cell("2.2.3:now")
    assert offered is not None
    assert (offered.value, offered.origin, offered.items) == (1, "derived", ("r",))
    told = filled(one, {"2026Q3": {"2.2.3:now": entry("4")}}).cell("2.2.3:now")
    assert told is not None
    assert (told.value, told.derived, told.origin) == (4, 1, "entered")


def test_tables_of_the_report_add_themselves_up() -> None:
    """Rows and columns of sums; one cell missing and its sums are unknown."""
    values = {"3.1": "3", "3.2": "1", "3.3.1": "2", "3.3.4.1": "1", "3.4": "1"}
    entries = entered(REPORT, values, "*")
    one = count(year(2026))
    form = fill(REPORT, Sources(counts(one), {"2026": entries}), town="鹭洲镇")
    assert [value(form, f"{row}:total") for row in ("3.1", "3.2", "3.3.7", "3.4")] == [18, 6, 18, 6]
    assert [value(form, f"4.1:{of}_total") for of in ("review", "direct", "after")] == [0, 0, 0]
    assert form.may_be_filed
    del entries["3.3.1:natural"]
    form = fill(REPORT, Sources(counts(one), {"2026": entries}), town="鹭洲镇")
    assert value(form, "3.3.7:natural") is None
    assert value(form, "3.3.7:legal_service") == 3
    assert not form.may_be_filed


def test_the_printed_check_and_what_was_carried_forward() -> None:
    """一 + 二 = 三（七）+ 四 in each column; 二 is last year's 四."""
    entries = entered(REPORT, {"3.2": "1", "3.4": "1"}, "*") | {"3.1:natural": entry("2")}
    before = {"3.4:natural": Decimal(1), "3.4:total": Decimal(5), "3.4:research": None}
    sources = Sources(counts(count(year(2026))), {"2026": entries}, before)
    found = fill(REPORT, sources, town="鹭洲镇").findings
    said = [(one.check, one.column, one.level) for one in found if one.check]
    assert said == [
        ("A1", "自然人", "error"),
        ("A1", "总计", "error"),
        ("A2", "总计", "warning"),
    ]
    assert "之和为 3，第三项总计加第四项之和为 1" in found[-3].zh


BROKEN: list[tuple[dict[str, int], str]] = [
    ({"1.1": 3, "1.2.2": 4}, "C1"),
    ({"1.1": 9, "1.2.2": 4, "1.2.5": 4}, "C2"),
    ({"1.1": 8, "1.2.2": 4, "1.2.5": 4}, "C3"),
    ({"1.1": 4, "1.2.2": 4}, ""),
    ({"1.1.a": 9, "1.1": 4, "1.2.2": 4}, "C4"),
    ({"3.1": 1}, "C5"),
    ({"3.3.4": 1, "3.3.4.f": 1, "3.3": 1}, ""),
    ({"2.2.1.a": 2, "2.2.1": 1}, "C6"),
    ({"2.2.2.a": 1, "2.2.2": 1}, ""),
    ({"e.printed": 50, "e.items": 2, "1.1": 4, "1.2.2": 4}, ""),
    ({"e.printed": 51, "e.items": 2, "1.1": 4, "1.2.2": 4}, "C7"),
    ({"e.printed": 51, "e.items": 0, "1.1": 0}, ""),
]


@pytest.mark.parametrize(("said", "check"), BROKEN)
def test_each_check_of_the_sheet(said: dict[str, int], check: str) -> None:
    """Every rule has a figure that breaks it and one that just holds."""
    figures = {
        address: Decimal(said.get(row.id, 0))
        for table in SHEET.tables
        for address, row, column in table.addresses()
        if column.id == "now" and row.id not in ("e.rate", *([] if "e.printed" in said else ["e.printed"]))
    }
    assert {finding.check for finding in run_checks(SHEET, figures, {})} == ({check} if check else set())


WRITTEN = [
    (year(2026), "year", "2026", "2026年", ()),
    (Q3, "quarter", "2026Q3", "2026年第三季度", (quarter(2026, 1), quarter(2026, 2))),
    (month(2026, 2), "month", "2026-02", "2026年2月", (month(2026, 1),)),
    (
        Period(date(2026, 1, 1), date(2026, 11, 20)),
        "days",
        "2026-01-01..2026-11-20",
        "2026年1月1日至2026年11月20日",
        None,
    ),
]


@pytest.mark.parametrize(("period", "sort", "key", "label", "before"), WRITTEN)
def test_periods_are_written_one_way(
    period: Period, sort: str, key: str, label: str, before: tuple[Period, ...] | None
) -> None:
    """The writing is the key of what is kept: it comes back as the same period."""
    assert (sort_of(period), key_of(period), label_of(period)) == (sort, key, label)
    assert read_period(f" {key} ") == period
    assert earlier(period) == before
    assert year_before(period) == ("2025" if sort == "year" else None)


def test_days_that_are_a_quarter_are_that_quarter() -> None:
    """One period has one writing, however it is asked for."""
    assert key_of(read_period("2026-07-01..2026-09-30")) == "2026Q3"


@pytest.mark.parametrize(
    ("address", "typed", "kept"),
    [
        ("9.1:now", " 1,234 ", "1234"),
        ("9.1:now", "１２", "12"),
        ("9.1:now", "１，２３４，５６７", "1234567"),
        ("9.1:now", "007", "7"),
        ("9.1:now", "-0", "0"),
        ("8.4:now", "5.50", "5.5"),
        ("sign.head", " 某某 ", "某某"),
        ("text.note", "第一段\n第二段", "第一段\n第二段"),
    ],
)
def test_figures_are_taken_as_offices_type_them(address: str, typed: str, kept: str) -> None:
    """Full width, thousands, zeros nobody needs."""
    assert read_value(SHEET, address, typed) == kept


@pytest.mark.parametrize(
    ("address", "typed", "code"),
    [
        ("9.1:now", "十", "form_figure_unread"),
        ("9.1:now", "٣", "form_figure_unread"),
        ("9.1:now", "1e3", "form_figure_unread"),
        ("9.1:now", "=1+1", "form_figure_unread"),
        ("9.1:now", "", "form_figure_unread"),
        ("9.1:now", "12345678901", "form_figure_too_large"),
        ("8.4:now", "5,25", "form_figure_unread"),
        ("9.1:now", "1，2，3", "form_figure_unread"),
        ("9.1:now", "1.5", "form_figure_whole"),
        ("8.4:now", "5.255", "form_figure_decimals"),
        ("9.1:now", "-1", "form_figure_negative"),
        ("e.printed:now", "850", "form_figure_too_large"),
        ("1.1:now", "5", "form_cell_not_manual"),
        ("1:now", "5", "form_cell_unknown"),
        ("1.1:never", "5", "form_cell_unknown"),
        ("nothing", "5", "form_cell_unknown"),
        ("sign.head", " ", "form_text_wrong"),
        ("sign.head", "某" * 101, "form_text_wrong"),
        ("text.note", "a\x00b", "form_text_wrong"),
    ],
)
def test_what_a_cell_does_not_take_is_refused(address: str, typed: str, code: str) -> None:
    """An electronic rate of 850 % is a slip nobody shall file; what is counted cannot be typed over."""
    with pytest.raises(BadInput) as refused:
        read_value(SHEET, address, typed)
    assert refused.value.code == code


def test_a_decrease_may_be_entered_where_the_form_has_one() -> None:
    """本年增/减 of the 2019 report."""
    assert read_value(FORMS["2019"], "2.2.1:change", "-3") == "-3"
    with pytest.raises(BadInput, match="由系统统计得出"):
        read_value(REPORT, "3.1:total", "3")


@pytest.mark.parametrize("text", ["", "  ", "x" * 201, "a\nb"])
def test_a_figure_names_its_paper(text: str) -> None:
    """M8: from what paper, in one line."""
    with pytest.raises(BadInput):
        read_source(text)
    assert read_source(" 信访登记簿 ") == "信访登记簿"


def test_the_words_say_only_what_there_is() -> None:
    """A line without figures is not printed; items and displays are named apart."""
    busy = count(
        Q3,
        *MEASURED,
        displays=90,
        on_air_ms=5_400_000,
        facts={"availability": 9950, "corrections": 0, "timed": 4, "timely": 3},
    )
    words = "".join(write_lines(SHEET.paragraph, busy, period="2026年第三季度", town="鹭洲镇"))
    assert words.startswith("2026年第三季度，鹭洲镇主动公开政府信息5条")
    assert "展示共90次，累计1.5小时" in words
    assert "可用率99.5%" in words
    assert "电子化率60%" in words
    assert "时限的4条中，按时公开3条" in words
    assert "更正" not in words
    assert "中断" not in words, "not counted is not claimed"
    assert write_lines(SHEET.paragraph, count(Q3), period="", town="") == ()
    late = count(Q3, facts={"timed": 4, "timely": 0})
    assert write_lines(SHEET.paragraph, late, period="", town="") == (
        "有法定公开时限的4条中，按时公开0条。",
    ), "a bad figure is said, too"


def test_differences_name_cells_items_and_words() -> None:
    """An item exchanged for another is a difference though the figure is the same."""
    old = filled(count(Q3, item("a", "website"), item("b", "website")))
    new = filled(
        count(Q3, item("a", "website"), item("c", "website")),
        {"2026Q3": {"9.1:now": entry("2"), "text.note": entry("说明"), "sign.head": entry("某甲")}},
    )
    assert differences(old, old) == ()
    found = {one.address: one for one in differences(old, new)}
    total = found["1.1:now"].as_dict()
    assert [total["before"], total["after"], total["added"], total["removed"]] == ["2", "2", ["c"], ["b"]]
    assert [found["9.1:now"].before, found["9.1:now"].after] == ["", "2"]
    assert [found[address].label for address in ("text.note", "sign.head")] == ["情况说明", "单位负责人"]
    quarterly, yearly = old, filled(count(year(2026)))
    assert "1.1:sum" in {one.address for one in differences(quarterly, yearly)}


def test_differences_name_what_the_form_and_its_items_are_called() -> None:
    """A county may word a row otherwise, an item may be mended: nothing of it changes silently."""
    old = filled(count(Q3, item("a", "website", "app")))
    table, *others = old.tables
    rows = (replace(table.rows[0], label="一、公开"), *table.rows[1:-1])
    (mended,) = (replace(one, title="更名") for one in old.items)
    new = replace(old, tables=(replace(table, rows=rows), *others), doc_no="〔2030〕1号", items=(mended,))
    found = {one.address: (one.label, one.before, one.after) for one in differences(old, new)}
    assert found["row.1"] == ("指标", "一、主动公开情况", "一、公开")
    assert found["row.9.3"] == ("指标", "（三）接受培训人员数 人次", "")
    assert found["form.doc_no"] == ("表式", "国办发〔2014〕32号", "〔2030〕1号")
    assert found["item.a"][1:] == (
        "公告a general 2017-05-03 app website",
        "更名 general 2017-05-03 app website",
    )
    assert len(found) == 4


@pytest.mark.parametrize(
    ("value", "text"), [("5", "5"), ("5.50", "5.5"), ("1E+2", "100"), ("0.0", "0"), ("-3", "-3")]
)
def test_figures_are_printed_plainly(value: str, text: str) -> None:
    """No exponent, no zeros nobody wrote."""
    assert plain(Decimal(value)) == text
