"""From a recognised sheet to a table: laws of keeping every cell, limits, choices."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledctl.content.model import MAX_COLUMNS, MAX_ROWS, ColumnType, Privacy, Table
from ledctl.errors import BadInput
from ledctl.intake.heads import Recognised, recognise
from ledctl.intake.mapping import Choice, Mapping, as_guessed, left_out, make_table
from ledctl.intake.rows import label_of
from ledctl.intake.sheet import Sheet
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.screening.arithmetic import check_figures

HEADS = ("序号", "村", "姓名", "面积（亩）", "标准（元/亩）", "金额（元）")

words = st.sampled_from(
    [
        "",
        "",
        "序号",
        "姓名",
        "金额（元）",
        "村",
        "合计",
        "小计",
        "注：略",
        "周甲一",
        "望江村",
        "12.5",
        "3",
        "单位：元",
    ]
)
cells = words | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Anything at all, and often something like a list."""
    width = draw(st.integers(1, 6))
    row = st.lists(cells, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(row, max_size=9))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), HEADS[:width])
    return Sheet("表1", tuple(rows))


def recognised(*rows: tuple[str, ...]) -> Recognised:
    return recognise(Sheet("表1", rows), shipped_vocabulary())


def failed(found: Recognised, chosen: Mapping | None = None) -> list[str]:
    with pytest.raises(BadInput) as caught:
        make_table(found, chosen or as_guessed(found))
    return [one.code for one in caught.value.sentences]


@given(sheets(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_cell_is_lost_or_changed(sheet: Sheet, data: st.DataObject) -> None:
    """Every cell that says something is in the table, its totals, a head, or in what is left out."""
    found = recognise(sheet, shipped_vocabulary())
    choices = tuple(replace(one, keep=data.draw(st.booleans(), "keep")) for one in as_guessed(found).choices)
    chosen = Mapping(choices, frozenset(data.draw(st.sets(st.integers(0, 9)), "rows")))
    try:
        table = make_table(found, chosen)
    except BadInput:
        return  # a refused sheet loses nothing: the clerk still has it
    gone_rows, gone_columns = left_out(found, chosen)
    gone = {guess.index for guess in gone_columns}
    stand = Counter(cell for row in table.rows for cell in row.values())
    expected = Counter(
        cell.strip()
        for n, row in enumerate(sheet.rows)
        for index, cell in enumerate(row)
        if cell.strip()
        and n not in found.parts.heads
        and n != found.parts.totals
        and n not in gone_rows
        and index not in gone
    )
    assert stand == expected
    if found.parts.totals is not None:
        kept = {cell.strip() for i, cell in enumerate(sheet.rows[found.parts.totals]) if i not in gone}
        assert set((table.totals or {}).values()) == kept - {""}
    for n in found.parts.heads:
        for guess in found.guesses:
            said = "".join(sheet.rows[n][guess.index].split())
            assert said in "".join(label_of(sheet, found.parts.heads, guess.index).split())


def test_totals_and_products_are_checked_by_screening() -> None:
    """Area x standard = amount, and 合计 adds up: the table is in the shape screening reads."""
    rows = (
        HEADS,
        ("1", "望江村", "周甲一", "2", "100", "200"),
        ("2", "石桥村", "吴乙二", "1.5", "100", "151"),
    )
    table = make_table(*_both(recognised(*rows, ("合计", "合计", "合计", "3.5", "", "350"))))
    assert table.totals == {"no": "合计", "area": "3.5", "amount": "350"}
    assert [(one.row, one.key) for one in check_figures(table)] == [(1, "amount"), (None, "amount")]


def _both(found: Recognised) -> tuple[Recognised, Mapping]:
    return found, as_guessed(found)


def test_a_merged_cell_becomes_repeated_values() -> None:
    """A lot merged over its candidates stands in each row; layouts join equal ones again."""
    table = make_table(
        *_both(recognised(("标段", "单位名称"), ("第一标段", "甲公司"), ("第一标段", "乙公司")))
    )
    assert [row["lot"] for row in table.rows] == ["第一标段", "第一标段"]


def test_what_the_clerk_chose_counts() -> None:
    """Label, kind, privacy, a column that is left out, a subtotal that is taken in after all."""
    found = recognised(
        ("姓名", "金额", "其他"), ("周甲一", "1", "x"), ("小计", "1", ""), ("吴乙二", "2", "y")
    )
    chosen = Mapping(
        (
            Choice(" 户主 ", ColumnType.NAME, Privacy.REVIEW),
            Choice("金额（元）", ColumnType.DECIMAL, Privacy.PUBLIC),
            Choice("其他", ColumnType.TEXT, Privacy.PUBLIC, keep=False),
        ),
        frozenset({2}),
    )
    table = make_table(found, chosen)
    assert [(c.key, c.label, c.type, c.privacy) for c in table.columns] == [
        ("name", "户主", ColumnType.NAME, Privacy.REVIEW),
        ("amount", "金额（元）", ColumnType.DECIMAL, Privacy.PUBLIC),
    ]
    assert [row["name"] for row in table.rows] == ["周甲一", "小计", "吴乙二"]
    rows, columns = left_out(found, chosen)
    assert (rows, [one.label for one in columns]) == ((), ["其他"])


def test_limits_are_said_together() -> None:
    """Everything a list breaks is told at once, with its place and never with its text."""
    long = "长" * 1001
    found = recognised(("姓名", "金额"), (long, "1"), ("合计", long))
    choices = (
        Choice(" ", ColumnType.NAME, Privacy.PUBLIC),
        Choice("x" * 201, ColumnType.TEXT, Privacy.PUBLIC),
    )
    assert failed(found, Mapping(choices)) == ["list_label_wrong"] * 2 + ["list_cell_too_long"] * 2
    with pytest.raises(BadInput) as caught:
        make_table(found, as_guessed(found))
    assert "长长" not in str(caught.value)


def test_a_list_without_rows_or_columns_is_refused() -> None:
    """Heads alone are no list; a list of nothing neither."""
    found = recognised(("姓名", "金额"))
    nothing = Mapping(tuple(replace(one, keep=False) for one in as_guessed(found).choices))
    assert failed(found) == ["list_without_rows"]
    assert failed(found, nothing) == ["list_without_rows", "list_without_columns"]


def test_more_rows_or_columns_than_a_notice_has_are_refused() -> None:
    """5,001 rows, 41 columns."""
    many = recognised(("姓名",), *((f"某{n}",) for n in range(MAX_ROWS + 1)))
    wide = recognised(*(tuple(f"{word}{n}" for n in range(MAX_COLUMNS + 1)) for word in ("列", "格")))
    assert failed(many) == ["list_too_many_rows"]
    assert failed(wide) == ["list_too_many_columns"]


def test_five_thousand_rows_come_through() -> None:
    """The longest list there may be, whole."""
    found = recognised(HEADS, *((str(n), "望江村", f"某{n}", "1", "10", "10") for n in range(MAX_ROWS)))
    table = make_table(*_both(found))
    assert isinstance(table, Table)
    assert (len(table.rows), found.sure) == (MAX_ROWS, True)
