"""Lists in columns: widths, broken cells, merged cells, totals, what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from layouts import arrange
from layouts.base import (
    Align,
    Box,
    Column,
    Content,
    Ink,
    Kind,
    Metrics,
    PageLayout,
    Rule,
    Style,
    Table,
    Text,
    TooWide,
)
from layouts.columns import fill, is_figure, least_widths, split_at_point
from layouts.fields import subject_of
from layouts.fitting import Ruler, Unit, measured_units, wrap
from layouts.grids import repeats

EM = 16
BIDS = Table(
    (Column("标段"), Column("排序"), Column("单位名称"), Column("报价（元）", Align.POINT, Kind.NUMBER)),
    (
        ("第一标段", "第一名", "湘岭路桥", "1644190.00"),
        ("第一标段", "第二名", "沅岭水电", "985.5"),
        ("第二标段", "第一名", "楚源环境", "3410787"),
        ("第二标段", "第二名", "北辰云图", "无"),
    ),
)


def texts(page: PageLayout) -> list[str]:
    return [p.text for p in page.placements if isinstance(p, Text) and p.size == EM]


def found(page: PageLayout, text: str) -> Text:
    return next(p for p in page.placements if isinstance(p, Text) and p.text == text)


def rules(page: PageLayout) -> list[Rule]:
    return [p for p in page.placements if isinstance(p, Rule)]


def listed(table: Table, box: Box, cells: Metrics) -> Sequence[PageLayout]:
    return arrange(Content("", table=table), box, cells, Style(), "table")


def test_equal_neighbours_are_said_once_and_again_on_every_page(cells: Metrics) -> None:
    """A lot stands at its first bid, and again where a page break falls into the group."""
    high, low = (listed(BIDS, Box(320, height), cells) for height in (112, 64))
    assert [run for page in high for run in texts(page) if "标段" in run[2:]] == ["第一标段", "第二标段"]
    assert [texts(page)[4] for page in low] == ["第一标段", "第二标段"]
    (broken, *_) = listed(BIDS, Box(320, 80), cells)[1:]
    assert texts(broken)[4] == "第二标段"


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        ("tt", ["aa", "aa"], [[], [0, 1]]),
        ("tt", ["ab", "cb"], [[], []]),
        ("nt", ["aa", "aa"], [[], []]),
        ("tnt", ["aab", "aab"], [[], [0]]),
        ("st", ["1a", "2a"], [[], [1]]),
        ("rt", ["1a", "1a"], [[], []]),
        ("t", [" ", " "], [[], []]),
    ],
)
def test_what_is_said_once(columns: str, rows: list[str], wanted: list[list[int]]) -> None:
    """Leading text columns only, each only under an equal one; names, figures and blanks never.

    t text, n name, r figures, s running number (which does not stand in the way).
    """
    kinds = {
        "t": Column("村"),
        "n": Column("姓名", kind=Kind.NAME),
        "r": Column("人数", Align.RIGHT, Kind.NUMBER),
        "s": Column("序号", Align.RIGHT, Kind.NUMBER),
    }
    table = Table(
        tuple(kinds[key] for key in columns),
        tuple(tuple(row.replace(" ", "")) for row in rows if row.strip()) or (("",), ("",)),
    )
    assert [list(said) for said in repeats(table)] == wanted


def test_amounts_stand_on_their_point(cells: Metrics) -> None:
    """Fractions of any length, and figures without one as if the point came after their last digit."""
    (page,) = listed(BIDS, Box(320, 128), cells)
    ends = {
        text: found(page, text).x + cells.advance(split_at_point(text)[0], EM)
        for text in ("1644190.00", "985.5", "3410787")
    }
    assert len(set(ends.values())) == 1
    assert found(page, "985.5").ink is Ink.AMOUNT


FIGURES = st.lists(
    st.from_regex(r"\A[0-9]{1,9}(\.[0-9]{1,4})?\Z") | st.sampled_from(["", "待定"]), min_size=1, max_size=6
)


@given(figures=FIGURES, width=st.integers(6 * EM, 16 * EM))
def test_figures_of_unlike_decimals_stay_in_their_column(
    cells: Metrics, figures: list[str], width: int
) -> None:
    """A long whole number above a short one with decimals never runs into the name beside it."""
    columns = (Column("姓名", kind=Kind.NAME), Column("金额", Align.POINT, Kind.NUMBER))
    table = Table(columns, tuple(("欧阳小菲", figure) for figure in figures))
    try:
        pages = listed(table, Box(width, 64), cells)
    except TooWide:
        assume(False)
        raise
    for page in pages:
        name = found(page, "欧阳小菲")
        assert all(run.x >= name.x + 4 * EM + EM // 2 for run in page.placements if run.x > 0)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1,320.00", ("1,320", ".00")),
        ("910", ("910", "")),
        ("910元", ("910", "元")),
        ("12.5%", ("12", ".5%")),
        ("无", ("无", "")),
        ("", ("", "")),
    ],
)
def test_where_the_point_is(cell: str, parts: tuple[str, str]) -> None:
    """Grouping commas are not the point; a unit behind counts as behind it."""
    assert split_at_point(cell) == parts


def test_heads_break_before_their_unit(cells: Metrics) -> None:
    """A head wider than its cells goes over two lines, on the line above the rows where it is short."""
    columns = (Column("户主姓名", kind=Kind.NAME), Column("拟保障金额（元/月）", Align.RIGHT))
    (page,) = listed(Table(columns, (("吕文水", "1240"),)), Box(10 * EM, 80), cells)
    assert texts(page) == ["户主姓名", "拟保障金额", "（元/月）", "吕文水", "1240"]
    assert found(page, "户主姓名").y == found(page, "（元/月）").y > found(page, "拟保障金额").y


@pytest.mark.parametrize("name", ["table", "cards", "progress"])
@pytest.mark.parametrize("height", [32, 64, 128])
def test_a_head_broken_in_its_sheet_is_one_line(cells: Metrics, name: str, height: int) -> None:
    """Sheets break 金额（元） before its unit: the pages are those of the head without the break."""
    heads = ("项目\n名称", "金额 \r\n（元）", "Unit\nprice", "进\t度")
    rows = (("南塘村水渠", "910", "12", "48%"),)
    whole = ("项目名称", "金额（元）", "Unit price", "进 度")
    broken, joined = (
        Content("", table=Table(tuple(map(Column, told)), rows, left_out=told[:2])) for told in (heads, whole)
    )
    box = Box(512, height)
    assert arrange(broken, box, cells, Style(), name) == arrange(joined, box, cells, Style(), name)


def test_cells_break_inside_their_column(cells: Metrics) -> None:
    """Text cells go over several lines, aligned at the top; K12+350 and names stay whole."""
    columns = (Column("负责人", kind=Kind.NAME), Column("项目"), Column("进度", Align.RIGHT))
    rows = (("欧阳小菲", "白沙洲村公路K12+350段改造", "80%"), ("于德", "水库", "5%"))
    (page,) = listed(Table(columns, rows), Box(16 * EM, 112), cells)
    broken = [run for run in texts(page) if run in rows[0][1]]
    assert len(broken) > 1
    assert "".join(broken) == rows[0][1]
    assert any("K12+350" in run for run in broken)
    first = found(page, broken[0]).y
    assert {first} == {found(page, "欧阳小菲").y, found(page, "80%").y}
    assert [rule.y for rule in rules(page) if first < rule.y < found(page, "于德").y]


def test_totals_come_last_and_stand_off(cells: Metrics) -> None:
    """A rule between the last row and the totals, which say that they are; both on one page."""
    table = Table(
        (Column("姓名", kind=Kind.NAME), Column("金额", Align.RIGHT)), (("吕文水", "1"),) * 3, ("", "3")
    )
    for height in (64, 96, 128):
        *_, last = listed(table, Box(128, height), cells)
        assert texts(last)[-4:] == ["吕文水", "1", "合计", "3"]
        above = found(last, "合计").y
        assert any(above - 8 < rule.y < above for rule in rules(last))


def test_no_rule_where_it_would_touch(cells: Metrics) -> None:
    """Lines 17 px apart with nothing to spare have one dark row between them: too few for a rule."""
    table = Table(
        (Column("姓名", kind=Kind.NAME), Column("金额", Align.RIGHT)), (("吕文水", "1"),), ("", "1")
    )
    (page,) = listed(table, Box(128, 50), cells)
    assert texts(page)[-2:] == ["合计", "1"]
    assert rules(page) == []


def test_totals_with_their_own_word_keep_it(cells: Metrics) -> None:
    """No second 合计 beside a 总计, and none pressed into a full row."""
    columns = (Column("姓名", kind=Kind.NAME), Column("户数"), Column("金额", Align.RIGHT))
    for totals in (("", "总计", "3"), ("甲", "乙", "3")):
        (page,) = listed(Table(columns, (("吕文水", "一", "1"),), totals), Box(256, 64), cells)
        assert "合计" not in texts(page)


def test_what_is_left_out_is_said(cells: Metrics) -> None:
    """One line at the end of the list names the columns and where they can be read."""
    columns = (Column("姓名", kind=Kind.NAME),)
    table = Table(columns, (("吕文水",),), left_out=("备注", "组别"))
    for layout in ("table", "cards"):
        (page,) = arrange(Content("", table=table), Box(320, 64), cells, Style(), layout)
        assert texts(page)[-1] == "另有“备注”“组别”，详见公开栏"


def test_a_list_goes_on_below_the_text(cells: Metrics) -> None:
    """On the page the body ends on, where header and two rows fit; else on a new one."""
    for paragraphs, rows in ((1, 3), (5, 0)):
        content = Content("公示", ("鹭",) * paragraphs, "镇", table=BIDS)
        first, *_ = arrange(content, Box(320, 128), cells, Style())
        assert len([run for run in texts(first) if run.endswith("名") and run != "单位名称"]) == rows


def test_columns_that_do_not_fit_are_refused(cells: Metrics) -> None:
    """Asked for by name, a table never overlaps: it says how much is missing and what would help."""
    table = Table(
        (
            Column("序号", Align.RIGHT, Kind.NUMBER),
            Column("姓名", kind=Kind.NAME),
            Column("金额（元）", Align.POINT, Kind.NUMBER),
            Column("备注"),
        ),
        (("1", "欧阳小菲", "1240.00", "动态调整"),),
    )
    with pytest.raises(TooWide) as told:
        listed(table, Box(11 * EM, 64), cells)
    assert told.value.needed > told.value.available == 11 * EM
    assert told.value.choices == (("备注",),)


def test_every_choice_has_been_tried(cells: Metrics) -> None:
    """With any one of the sets left out the rest fits; names are in none, running numbers come first."""
    columns = tuple(Column(head, kind=kind) for head, kind in HEADS)
    row = tuple("鹭洲镇一" if kind is Kind.NAME else "123456" for _, kind in HEADS)
    for width in range(3, 17):
        box = Box(width * EM, 64)
        with pytest.raises(TooWide) as told:
            listed(Table(columns, (row,)), box, cells)
        assert len(told.value.choices) <= 3
        for heads in told.value.choices:
            assert "姓名" not in heads
            kept = [i for i, column in enumerate(columns) if column.label not in heads]
            rest = Table(tuple(columns[i] for i in kept), (tuple(row[i] for i in kept),))
            assert listed(rest, box, cells)


HEADS = [
    ("序号", Kind.NUMBER),
    ("姓名", Kind.NAME),
    ("组别", Kind.NUMBER),
    ("年龄", Kind.NUMBER),
    ("补助标准", Kind.NUMBER),
    ("备注", Kind.NUMBER),
]


def test_the_amount_goes_only_when_nothing_else_helps(cells: Metrics) -> None:
    """Where name and amount alone are too wide, and only there, leaving the amount out is offered."""
    columns = (
        Column("姓名", kind=Kind.NAME),
        Column("金额（元）", Align.RIGHT, Kind.NUMBER),
        Column("备注"),
    )
    table = Table(columns, (("阿依古丽·买买提江", "1240.00", "新增"),))
    for width, wanted in ((15, (("备注",),)), (10, (("金额（元）", "备注"),)), (4, ())):
        with pytest.raises(TooWide) as told:
            listed(table, Box(width * EM, 64), cells)
        assert told.value.choices == wanted


def test_whom_a_row_is_about_is_never_offered(cells: Metrics) -> None:
    """A list of bids without the bidders, though they are no persons' names, would be no list of bids."""
    told_apart = BIDS.columns[subject_of(BIDS)].label
    for width in range(6, 13):
        with pytest.raises(TooWide) as told:
            listed(BIDS, Box(width * EM, 64), cells)
        assert all(told_apart not in heads for heads in told.value.choices)


def test_what_is_right_now_goes_only_when_nothing_else_helps(cells: Metrics) -> None:
    """A correction is published for what is right now; what was wrong may be read on the board."""
    columns = (Column("原公示序号"), Column("更正项目"), Column("原内容"), Column("更正后"))
    table = Table(columns, (("第2户", "户主姓名", "王龑", "王䶮"), ("第4户", "拟保障金额", "555", "455")))
    with pytest.raises(TooWide) as told:
        listed(table, Box(13 * EM, 64), cells)
    assert told.value.choices == (("原内容",), ("更正项目",))


def test_one_line_has_no_room_for_columns(cells: Metrics) -> None:
    """A header needs a line of its own; without one no column set helps, and no width."""
    with pytest.raises(TooWide) as told:
        listed(BIDS, Box(512, 16), cells)
    assert (told.value.choices, told.value.is_too_low) == ((), True)
    with pytest.raises(TooWide) as wide:
        listed(BIDS, Box(96, 64), cells)
    assert not wide.value.is_too_low


def test_without_a_name_a_wide_list_becomes_cards(cells: Metrics) -> None:
    """The choice that was left to the program loses nothing."""
    content = Content("", table=BIDS)
    assert arrange(content, Box(96, 64), cells, Style()) == arrange(
        content, Box(96, 64), cells, Style(), "cards"
    )


@given(
    cells_=st.lists(
        st.text(st.sampled_from("镇村1234.组，（）"), min_size=1, max_size=20), min_size=1, max_size=6
    )
)
def test_least_widths_are_least(cells: Metrics, cells_: list[str]) -> None:
    """At the width for so many lines no cell has more; a step narrower one has, or a unit sticks out."""
    ruler = Ruler(cells, EM)
    units = [measured_units(cell, 64 * EM, ruler) for cell in cells_]
    widths = least_widths(units, 4, 0, EM // 2)
    assert list(widths) == sorted(widths, reverse=True)
    widest = max(unit.width for one in units for unit in one)
    for lines, width in enumerate(widths, start=1):
        assert max(len(fill(one, width)) for one in units) <= lines
        assert width < widest + EM // 2 or max(len(fill(one, width - EM // 2)) for one in units) > lines


@given(text=st.text(st.sampled_from("镇村1234.组，（） "), min_size=1, max_size=30), ems=st.integers(8, 20))
def test_units_fill_lines_as_wrap_does(cells: Metrics, text: str, ems: int) -> None:
    """A cell breaks exactly where a paragraph of that width would."""
    text = " ".join(text.split()) or "镇"
    units: tuple[Unit, ...] = measured_units(text, ems * EM, Ruler(cells, EM))
    assert fill(units, ems * EM) == [line.strip() for line in wrap(text, ems * EM, cells, EM)]


VILLAGES = st.sampled_from(["白沙洲村", "槐荫村"])
GROUPED = st.lists(
    st.tuples(VILLAGES, st.sampled_from(["1组", "2组"]), st.sampled_from(["吕文水", "于德"])),
    min_size=1,
    max_size=14,
)


@given(rows=GROUPED, height=st.sampled_from([64, 80, 96, 128]))
def test_merged_cells_can_be_read_back(cells: Metrics, rows: list[tuple[str, str, str]], height: int) -> None:
    """Filling each gap with what stands above it on the same page gives the list, no row split."""
    columns = (Column("村"), Column("组"), Column("姓名", kind=Kind.NAME), Column("序", Align.RIGHT))
    table = Table(columns, tuple((*row, str(n)) for n, row in enumerate(rows)))
    read: list[tuple[str, ...]] = []
    for page in listed(table, Box(320, height), cells):
        above = ["", "", ""]
        edges = [found(page, column.label).x for column in columns[:3]]
        runs = [p for p in page.placements if isinstance(p, Text) and p.size == EM][len(columns) :]
        for y in sorted({run.y for run in runs}):
            at = {run.x: run.text for run in runs if run.y == y}
            own = [at.get(x, "") for x in edges]
            start = next(i for i, cell in enumerate(own) if cell)
            above = [*above[:start], *own[start:]]
            read.append(tuple(above))
    assert read == rows


@given(rows=GROUPED, height=st.sampled_from([64, 96, 128]))
def test_columns_stand_still(cells: Metrics, rows: list[tuple[str, str, str]], height: int) -> None:
    """Every page has the same header at the same places."""
    columns = (Column("村"), Column("组"), Column("姓名", kind=Kind.NAME))
    pages = listed(Table(columns, tuple(rows)), Box(320, height), cells)
    heads = [[found(page, column.label) for column in columns] for page in pages]
    assert all(one == other for one, other in pairwise(heads))


def test_figures_are_what_stands_at_the_right() -> None:
    """A running number stands at the right too, and is not a figure to be looked at."""
    assert is_figure(Column("金额", Align.POINT))
    assert is_figure(Column("人数", Align.RIGHT))
    assert not is_figure(Column("序号", Align.RIGHT))
    assert not is_figure(Column("姓名"))
