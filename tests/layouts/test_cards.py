"""Lists as cards: who it is about first, nothing left out, nobody's sum under another's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts import arrange
from layouts.base import Align, Box, Column, Content, Ink, Kind, Metrics, PageLayout, Rule, Style, Table, Text
from layouts.fields import cards_of, subject_of

EM = 16
SERIAL = Column("序号", Align.RIGHT, Kind.NUMBER)
NAME = Column("姓名", kind=Kind.NAME)
AMOUNT = Column("拟保障金额（元/月）", Align.RIGHT, Kind.NUMBER)
PEOPLE = Table(
    (SERIAL, Column("组别"), NAME, AMOUNT, Column("备注")),
    (
        ("1", "1组", "吕文水", "1240", "新增"),
        ("2", "", "欧阳小菲", "910", ""),
        ("3", "4组", "于德", "1820", ""),
    ),
    ("合计", "", "", "3970", ""),
)


def runs(page: PageLayout) -> list[Text]:
    return [p for p in page.placements if isinstance(p, Text) and p.size == EM]


def lines(page: PageLayout) -> list[str]:
    """The page as it is read, line by line."""
    found: dict[int, list[Text]] = {}
    for run in runs(page):
        found.setdefault(run.y, []).append(run)
    return [
        "".join(run.text for run in sorted(line, key=lambda one: one.x)) for _, line in sorted(found.items())
    ]


def set_cards(table: Table, box: Box, cells: Metrics) -> Sequence[PageLayout]:
    return arrange(Content("", table=table), box, cells, Style(), "cards")


def test_a_card_begins_with_the_name(cells: Metrics) -> None:
    """The running number on the name's line, the name in the title's ink, the unit behind the sum."""
    first, *_ = set_cards(PEOPLE, Box(13 * EM, 64), cells)
    assert lines(first) == ["1 姓名：吕文水组别：1组", "拟保障金额：1240元/月", "备注：新增"]
    inks = {run.text: run.ink for run in runs(first)}
    assert inks["1 姓名：吕文水"] is Ink.TITLE
    assert inks["1240元/月"] is Ink.AMOUNT
    assert inks["拟保障金额："] is Ink.TEXT


def test_a_blank_row_is_no_card(cells: Metrics) -> None:
    """A sheet's blank line says nothing: no card and no rule above it."""
    blank = replace(PEOPLE, rows=(*PEOPLE.rows[:1], (" ", "", "", "\n", ""), *PEOPLE.rows[1:]))
    for height in range(16, 129):
        box = Box(13 * EM, height)
        assert set_cards(blank, box, cells) == set_cards(PEOPLE, box, cells)
    nothing = replace(PEOPLE, rows=(("",) * 5,), totals=None)
    assert set_cards(nothing, Box(13 * EM, 64), cells) == []


def test_totals_are_the_last_card(cells: Metrics) -> None:
    """With their own heading, which is not said twice."""
    *_, last = set_cards(PEOPLE, Box(12 * EM, 64), cells)
    assert (
        lines(last)[-2:] == ["合计", "拟保障金额：3970元/月"]
        or lines(last)[-1] == "合计拟保障金额：3970元/月"
    )


def test_the_label_of_the_name_goes_where_it_costs_a_page(cells: Metrics) -> None:
    """Where the whole list is shorter without it, a name stands for itself."""
    table = Table((SERIAL, NAME, AMOUNT), (("1", "吕文水", "1240"), ("2", "于德", "910")))
    assert [lines(page) for page in set_cards(table, Box(15 * EM, 16), cells)] == [
        ["1 姓名：吕文水"],
        ["吕文水拟保障金额：1240元/月"],
        ["2 姓名：于德"],
        ["于德拟保障金额：910元/月"],
    ]
    assert [lines(page) for page in set_cards(table, Box(18 * EM, 16), cells)] == [
        ["1 吕文水拟保障金额：1240元/月"],
        ["2 于德拟保障金额：910元/月"],
    ]


def test_cards_share_a_page_whole_with_a_rule_between(cells: Metrics) -> None:
    """Two cards of two lines on a page of four: both whole, told apart."""
    table = Table((NAME, AMOUNT), (("吕文水", "1240"), ("欧阳小菲", "910"), ("于德", "1820")))
    first, second = set_cards(table, Box(12 * EM, 83), cells)
    assert lines(first) == ["姓名：吕文水", "拟保障金额：1240元/月", "姓名：欧阳小菲", "拟保障金额：910元/月"]
    (rule,) = [p for p in first.placements if isinstance(p, Rule)]
    assert runs(first)[2].y + EM < rule.y < runs(first)[3].y
    assert lines(second) == ["姓名：于德", "拟保障金额：1820元/月"]


def test_a_card_in_parts_shares_no_page_and_repeats_the_name(cells: Metrics) -> None:
    """The tail of one card never stands above the head of the next: whose sum would it be?"""
    pages = [lines(page) for page in set_cards(PEOPLE, Box(10 * EM, 32), cells)]
    assert pages[:5] == [
        ["1 姓名：吕文水", "组别：1组"],
        ["吕文水拟保障金额：", "1240元/月"],
        ["1 吕文水备注：新增"],
        ["2 姓名：欧阳小菲"],
        ["欧阳小菲拟保障金额：", "910元/月"],
    ]


def test_no_page_holds_only_a_running_number(cells: Metrics) -> None:
    """However narrow the panel, the number stands with the name."""
    for width in (96, 128, 256):
        for page in set_cards(PEOPLE, Box(width, 32), cells):
            assert "".join(lines(page)).strip() not in {"1", "2", "3", "序号：1"}


def test_a_last_page_of_one_field_takes_another(cells: Metrics) -> None:
    """Four fields on a page of three lines: two and two, not three and one."""
    heads = ("村组", "类别", "年龄", "方式")
    table = Table((NAME, *map(Column, heads)), (("吕文水", "白沙洲", "长期生", "七十七", "分散供"),))
    first, second = set_cards(table, Box(8 * EM, 80), cells)
    assert [len(lines(first)), len(lines(second))] == [3, 3]
    assert lines(second) == ["吕文水", "年龄：七十七", "方式：分散供"]


@pytest.mark.parametrize(
    ("columns", "rows", "subject"),
    [
        ((SERIAL, Column("村"), NAME, AMOUNT), [("1", "甲村", "于德", "5")], 2),
        (
            (Column("标段"), Column("单位"), AMOUNT, NAME),
            [("一", "甲", "5", "于"), ("一", "乙", "6", "于")],
            1,
        ),
        ((Column("标段"), AMOUNT, NAME), [("一", "5", "于"), ("一", "6", "于")], 2),
        ((SERIAL, Column("标段"), AMOUNT), [("1", "一", "5"), ("2", "一", "6")], 0),
        ((Column("标段"), AMOUNT), [("一", "5"), ("一", "6")], 0),
    ],
)
def test_whom_a_card_is_about(columns: tuple[Column, ...], rows: list[tuple[str, ...]], subject: int) -> None:
    """The name before the figures, else the first text that tells rows apart, else the running number."""
    assert subject_of(Table(columns, tuple(rows))) == subject


@pytest.mark.parametrize(
    ("label", "cell", "text"),
    [
        ("金额（元）", "910", "金额：910元"),
        ("标准（元/亩）", "118.50", "标准：118.50元/亩"),
        ("金额（元）", "见附件", "金额（元）：见附件"),
        ("村（社区）", "12", "村（社区）：12"),
        ("面积（公顷）", "1,5866", "面积：1,5866公顷"),
        ("年龄", "77", "年龄：77"),
    ],
)
def test_units_go_behind_figures(label: str, cell: str, text: str) -> None:
    """Only a unit goes, and only behind a figure; nothing else in brackets is touched."""
    (card,) = cards_of(Table((NAME, Column(label)), (("于德", cell),)))
    assert [field.text for field in card.fields] == [text]


def test_empty_cells_say_nothing(cells: Metrics) -> None:
    """Neither a field nor a heading; a row without a name is known by its number."""
    table = Table((SERIAL, NAME, Column("备注")), (("1", "", "新增"), ("", "于德", ""), ("", "", "")))
    (page,) = set_cards(table, Box(12 * EM, 64), cells)
    assert lines(page) == ["1备注：新增", "姓名：于德"]


def test_a_long_field_runs_over_pages(cells: Metrics) -> None:
    """A field longer than a page loses nothing; whatever follows begins a page."""
    table = Table((NAME, Column("说明")), (("于德", "鹭" * 40), ("吕文水", "洲")))
    pages = set_cards(table, Box(8 * EM, 32), cells)
    assert "".join("".join(lines(page)) for page in pages).count("鹭") == 40
    assert lines(pages[-1])[0].endswith("吕文水")


NAMES = st.sampled_from(["吕文水", "阿依古丽·买买提江", "于德", ""])
WORDS = st.text(st.sampled_from("镇村1234.组，（） "), max_size=24)
ROWS = st.lists(st.tuples(st.sampled_from("123456789"), WORDS, NAMES, WORDS), min_size=1, max_size=6)


@given(rows=ROWS, width=st.sampled_from([96, 128, 256]), height=st.sampled_from([16, 32, 64, 96]))
def test_every_row_is_read_whole_before_the_next(
    cells: Metrics, rows: list[tuple[str, str, str, str]], width: int, height: int
) -> None:
    """Every cell stands whole, its row's in order, and no row's before those of the row above."""
    columns = (SERIAL, Column("村组"), NAME, Column("备注"))
    pages = set_cards(Table(columns, tuple(rows)), Box(width, height), cells)
    said = "".join("".join(lines(page)) for page in pages).replace(" ", "")
    at = 0
    for _, village, name, note in rows:
        for cell in (name, village, note):
            at = said.find("".join(cell.split()), at)
            assert at >= 0
