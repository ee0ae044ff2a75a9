"""Sheets as offices make them: heads on several levels, titles, units, totals, remarks."""

from __future__ import annotations

import pytest

from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.intake.heads import Doubt, Recognised, recognise
from ledctl.intake.rows import Why
from ledctl.intake.shapes import kind_of
from ledctl.intake.sheet import Sheet
from ledctl.intake.shipped import shipped_vocabulary

HEADS = "序号 村 组 姓名 金额（元）"
ROW = "1 望江村 3组 周甲一 120"


def sheet_of(*lines: str) -> Sheet:
    """Lines of cells divided by spaces; ``_`` is an empty cell, short lines are filled up."""
    rows = [["" if cell == "_" else cell for cell in line.split(" ")] if line else [] for line in lines]
    width = max(map(len, rows), default=0)
    return Sheet("表1", tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def read(*lines: str, before: Table | None = None, heads: tuple[int, ...] = ()) -> Recognised:
    return recognise(sheet_of(*lines), shipped_vocabulary(), before=before, heads=heads)


def labels(found: Recognised) -> list[str]:
    return [guess.label for guess in found.guesses]


def test_a_plain_list_is_sure() -> None:
    """Known heads above cells that agree with them: nobody needs to look."""
    found = read(HEADS, ROW)
    assert found.sure
    assert [(one.key, one.type.value) for one in found.guesses] == [
        ("no", "int"),
        ("village", "text"),
        ("group", "text"),
        ("name", "name"),
        ("amount", "money"),
    ]


def test_titles_units_totals_and_remarks_are_told_apart() -> None:
    """A title merged over the width, a unit line, blank rows, 合计, and who filled it in."""
    found = read(
        "补贴名单 补贴名单 补贴名单 补贴名单 补贴名单",
        "填报单位：鹭洲镇 _ _ _ 单位：元",
        "",
        HEADS,
        ROW,
        ROW,
        "",
        "合计 合计 合计 合计 240",
        "填表人：某某 _ 审核人：某某",
        "注：金额按季发放",
    )
    assert (found.parts.heads, found.parts.data, found.parts.totals) == ((3,), (4, 5), 7)
    assert [(one.row, one.why) for one in found.parts.left_out] == [
        (0, Why.ABOVE),
        (1, Why.ABOVE),
        (8, Why.NOTE),
        (9, Why.NOTE),
    ]
    assert found.sure


def test_heads_on_two_levels_merged_in_the_source() -> None:
    """A merged cell stands in each cell it covers; equal levels are said once."""
    found = read(
        "序号 姓名 补贴 补贴",
        "序号 姓名 面积（亩） 金额（元）",
        "1 周甲一 2.5 300",
    )
    assert found.parts.heads == (0, 1)
    assert labels(found) == ["序号", "姓名", "补贴·面积（亩）", "补贴·金额（元）"]
    assert [one.type.value for one in found.guesses[2:]] == ["decimal", "money"]


def test_heads_on_two_levels_pasted_with_gaps() -> None:
    """On the clipboard a merged cell leaves gaps; the head reaches over them."""
    found = read("序号 姓名 补贴 _ 备注", "_ _ 面积（亩） 金额（元） _", "1 周甲一 2.5 300 无")
    assert found.parts.heads == (0, 1)
    assert labels(found) == ["序号", "姓名", "补贴·面积（亩）", "补贴·金额（元）", "备注"]


def test_heads_on_three_levels() -> None:
    """As many levels as offices use, and no more."""
    found = read(
        "序号 姓名 农业 农业 农业",
        "序号 姓名 补贴 补贴 面积（亩）",
        "序号 姓名 标准 金额（元） 面积（亩）",
        "1 周甲一 10 25 2.5",
    )
    assert found.parts.heads == (0, 1, 2)
    assert labels(found)[2:] == ["农业·补贴·标准", "农业·补贴·金额（元）", "农业·面积（亩）"]


def test_a_row_of_words_below_the_heads_is_data() -> None:
    """Words stand under every head, so they divide none."""
    found = read("村 姓名 备注", "望江村 周甲一 新增", "石桥村 吴乙二 _")
    assert (found.parts.heads, found.parts.data) == ((0,), (1, 2))


def test_column_numbers_repeated_heads_subtotals_and_sections() -> None:
    """栏次 and heads of the next page go surely; a subtotal or a heading only probably."""
    found = read(
        HEADS,
        "1 2 3 4 5",
        ROW,
        "白沙洲村 白沙洲村 白沙洲村 白沙洲村 白沙洲村",
        ROW,
        "小计 _ _ _ 240",
        HEADS,
        ROW,
        "合计 _ _ _ 100",
        "合计 _ _ _ 360",
    )
    assert found.parts.data == (2, 4, 7)
    assert found.parts.totals == 9
    assert [(one.row, one.why, one.sure) for one in found.parts.left_out] == [
        (1, Why.NUMBERING, True),
        (3, Why.SECTION, False),
        (5, Why.SUBTOTAL, False),
        (6, Why.AGAIN, True),
        (8, Why.SUBTOTAL, False),
    ]
    assert not found.sure


def test_a_totals_row_at_the_top_is_found_too() -> None:
    """Some offices put 合计 first."""
    found = read(HEADS, "合计 _ _ _ 120", ROW)
    assert (found.parts.totals, found.parts.data) == (1, (2,))


def test_a_lone_row_that_says_totals_is_kept_in_sight() -> None:
    """With no data beside it, it is not silently taken for the totals of nothing."""
    found = read(HEADS, "合计 _ _ _ 120")
    assert found.parts.totals is None
    assert found.parts.left_out[0].why is Why.SUBTOTAL
    assert not found.sure


def test_unknown_heads_are_the_first_row_as_wide_as_the_table() -> None:
    """Nobody knows the words, so somebody looks."""
    found = read("某标题", "甲列 乙列 丙列", "一 二 3", "四 五 6")
    assert found.parts.heads == (1,)
    assert not found.parts.sure
    assert [(one.key, one.type, one.doubt) for one in found.guesses] == [
        ("c1", ColumnType.TEXT, Doubt.HEAD_UNKNOWN),
        ("c2", ColumnType.TEXT, Doubt.HEAD_UNKNOWN),
        ("c3", ColumnType.INT, Doubt.HEAD_UNKNOWN),
    ]


def test_heads_somebody_named_count() -> None:
    """The clerk knows better which row holds the heads."""
    found = read("甲 乙 丙", "丁 戊 己", "1 2 4", heads=(1,))
    assert labels(found) == ["丁", "戊", "己"]
    assert found.parts.sure
    assert [one.why for one in found.parts.left_out] == [Why.ABOVE]


@pytest.mark.parametrize("lines", [(), ("",)])
def test_an_empty_sheet_has_nothing(lines: tuple[str, ...]) -> None:
    """No rows, no columns, no certainty."""
    found = read(*lines)
    assert (found.guesses, found.sure) == ((), False)


def test_a_single_column_is_a_list_too() -> None:
    """A list of names, one a row."""
    found = read("姓名", "周甲一", "吴乙二")
    assert (found.parts.data, found.sure) == ((1, 2), True)


def test_equal_heads_get_different_keys() -> None:
    """Cells are named by key: two columns of money are amount and amount2."""
    found = read("姓名 补贴金额 补助金额 补助金额", "周甲一 1 2 3")
    assert [one.key for one in found.guesses] == ["name", "amount", "amount2", "amount3"]


def test_figures_that_are_words_are_doubted() -> None:
    """补助 sounds of money; where the cells are words it is text, and somebody looks."""
    found = read("姓名 补助", "周甲一 新建")
    assert (found.guesses[1].type, found.guesses[1].doubt) == (ColumnType.TEXT, Doubt.WORDS)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("439999199003078031", ColumnType.ID),
        ("43999919900307803x", ColumnType.ID),
        ("４３９９９９１９９００３０７８０３１", ColumnType.ID),
        ("439999900307803", ColumnType.ID),
        ("439999********8031", ColumnType.ID),
        ("6220000000757210396", ColumnType.BANK),
        ("0700-1234567", ColumnType.PHONE),
    ],
)
def test_numbers_of_persons_are_never_public_whatever_the_head_says(cell: str, kind: ColumnType) -> None:
    """A column called 备注 that holds ID numbers is proposed as never public, and somebody looks."""
    found = read("姓名 备注", f"周甲一 {cell}")
    guess = found.guesses[1]
    assert (guess.type, guess.privacy, guess.doubt) == (kind, Privacy.NEVER, Doubt.OF_PERSONS)


def test_a_column_of_an_earlier_list_stays_what_it_was() -> None:
    """Next quarter's list: key, kind and privacy by the same head, and no doubt about them."""
    before = Table(
        columns=(
            Column(key="head", label="姓名", type=ColumnType.NAME, privacy=Privacy.REVIEW),
            Column(key="no", label="奇怪", type=ColumnType.TEXT),
        ),
        rows=({"head": "周甲一"},),
    )
    found = read("序号 姓名 奇怪", "1 周甲一 x", before=before)
    assert [(one.key, one.privacy) for one in found.guesses] == [
        ("no2", Privacy.PUBLIC),
        ("head", Privacy.REVIEW),
        ("no", Privacy.PUBLIC),
    ]
    assert found.sure


def test_heads_used_before_are_known_as_heads() -> None:
    """Words only this office uses, on two levels, are found again by its earlier list."""
    columns = tuple(Column(key=f"k{n}", label=label) for n, label in enumerate(("甲", "乙·丙", "乙·丁")))
    before = Table(columns=columns, rows=({"k0": "x"},))
    found = read("标题", "甲 乙 乙", "甲 丙 丁", "一 二 三", before=before)
    assert [one.key for one in found.guesses] == ["k0", "k1", "k2"]
    assert found.sure


def test_a_column_without_a_head_gets_a_name_and_a_doubt() -> None:
    """Its cells are not lost."""
    found = read("姓名 _ 金额", "周甲一 望江村 12")
    assert (found.guesses[1].label, found.guesses[1].doubt) == ("第2列", Doubt.HEAD_EMPTY)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ((), ColumnType.TEXT),
        (("—", "无", ""), ColumnType.TEXT),
        (("1", "2.5"), ColumnType.DECIMAL),
        (("80%", "64.0％"), ColumnType.PERCENT),
        (("￥83.66万元", "1,200元"), ColumnType.MONEY),
        (("2026-11-23", "2026年11月3日", "2026.1.2"), ColumnType.DATE),
        (("1", "待定"), ColumnType.TEXT),
        (("439999199003078031", "439999199003074516", "不详"), ColumnType.ID),
    ],
)
def test_what_cells_look_like(cells: tuple[str, ...], kind: ColumnType) -> None:
    """All must agree; of numbers of persons most are enough."""
    assert kind_of(cells) is kind
