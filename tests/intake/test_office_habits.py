"""Lists as offices really have them: totals under other names, footers, two lists side by side, no heads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledctl.content.model import Privacy
from ledctl.intake.doubts import MOST_NAMED, say_doubts, say_taken, to_look_at
from ledctl.intake.heads import Doubt, recognise
from ledctl.intake.mapping import Mapping, as_guessed, make_table
from ledctl.intake.pasted import read_pasted
from ledctl.intake.rows import NO_HEADS, Why
from ledctl.intake.sheet import Sheet
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.sentences import sentence
from tests.intake.test_rows_and_heads import HEADS, ROW, labels, read, sheet_of


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "总计", "共计", "全镇合计", "总合计", "合计（元）：", "Total"]
)
def test_totals_have_many_names(word: str) -> None:
    """Whatever the last row calls itself, it is no household."""
    sheet = read_pasted(f"姓名\t村\t金额\n周甲一\t望江村\t120\n吴乙二\t石桥村\t80\n{word}\t\t200\n")
    found = recognise(sheet, shipped_vocabulary())
    assert (found.parts.data, found.parts.totals, found.sure) == ((1, 2), 3, True)


@pytest.mark.parametrize("word", ["望江村合计", "本页小计", "累计", "合计：2户"])
def test_sums_that_are_not_of_the_whole_are_asked_about(word: str) -> None:
    """A sum of a village or a page, or one with words, is neither a household nor the total unsaid."""
    sheet = read_pasted(f"姓名\t村\t金额\n周甲一\t望江村\t120\n吴乙二\t望江村\t80\n{word}\t\t200\n")
    found = recognise(sheet, shipped_vocabulary())
    assert [(one.row, one.why) for one in found.parts.left_out] == [(3, Why.SUBTOTAL)]
    assert (found.parts.totals, found.sure) == (None, False)


def test_a_household_whose_kind_says_total_is_never_taken_for_the_total() -> None:
    """补贴类型 says 合计: the person is asked about, not turned into the totals."""
    found = read("序号 姓名 补贴类型 金额", "1 周甲一 合计 100", "2 吴乙二 水稻 200")
    assert found.parts.totals is None
    assert [one.why for one in found.parts.left_out] == [Why.SUBTOTAL]
    assert not found.sure


def test_a_column_called_total_does_not_make_repeated_heads_the_total() -> None:
    """Heads again on a printed page, one of them 合计."""
    heads = "序号 姓名 面积 合计"
    found = read(heads, "1 周甲一 1 2", heads, "2 吴乙二 1 2")
    assert (found.parts.data, found.parts.totals) == ((1, 3), None)
    assert [(one.row, one.why) for one in found.parts.left_out] == [(2, Why.AGAIN)]


def test_a_total_above_everything_leaves_the_rows_below_it_data() -> None:
    """合计 as the first row below the heads."""
    found = read(HEADS, "合计 _ _ _ 240", ROW, ROW)
    assert (found.parts.totals, found.parts.data, found.sure) == (1, (2, 3), True)


@pytest.mark.parametrize(
    "footer",
    [
        "填表人： 周甲一 审核人： 吴乙二 2026年11月23日",
        "填表人：周甲一 _ _ _ 2026.11.23",
        "审核： 周甲一 _ _ _",
    ],
)
def test_footers_in_cells_of_their_own_are_remarks(footer: str) -> None:
    """填表人：in one cell, the name in the next, a day beside it."""
    found = read(HEADS, ROW, "合计 _ _ _ 120", footer)
    assert [(one.row, one.why) for one in found.parts.left_out] == [(3, Why.NOTE)]
    assert found.sure


def test_what_stands_below_the_total_is_asked_about() -> None:
    """Names without a colon, the office, the day: no household by themselves."""
    found = read(HEADS, ROW, ROW, "合计 _ _ _ 240", "经办人 周甲一 负责人 吴乙二 _", "_ _ _ _ 2026年11月23日")
    assert [(one.row, one.why) for one in found.parts.left_out] == [(4, Why.BELOW), (5, Why.SECTION)]
    assert not found.sure


def test_a_list_that_goes_on_below_a_total_goes_on() -> None:
    """More than a handful of rows below 合计 are no footer."""
    found = read(HEADS, ROW, "合计 _ _ _ 120", *[ROW] * 6)
    assert found.parts.data == (1, *range(3, 9))


def test_two_lists_side_by_side_are_asked_about() -> None:
    """The same heads twice: each row would be two households."""
    found = read("姓名 金额 姓名 金额", "周甲一 1 吴乙二 2")
    assert [one.doubt for one in found.guesses] == [None, None, Doubt.HEAD_TWICE, Doubt.HEAD_TWICE]


def test_a_list_without_heads_keeps_its_first_row() -> None:
    """Somebody says that there are none: every row is data, every column asks for a name."""
    found = read("周甲一 120", "吴乙二 80", heads=NO_HEADS)
    assert (found.parts.heads, found.parts.data) == ((), (0, 1))
    assert labels(found) == ["第1列", "第2列"]
    assert len(make_table(found, as_guessed(found)).rows) == 2


@pytest.mark.parametrize("mark", ["", "'", "’"])
def test_identity_numbers_under_an_unknown_head_are_proposed_as_never_public(mark: str) -> None:
    """Whatever the head says, and with the mark exports set before text."""
    found = read("姓名 编码", f"周甲一 {mark}439999199003078031", f"吴乙二 {mark}439999199003074516")
    assert (found.guesses[1].privacy, found.guesses[1].doubt) == (Privacy.NEVER, Doubt.OF_PERSONS)


def test_heads_in_english_are_known_in_any_case() -> None:
    """No., NAME, Village, amount."""
    found = read("No. NAME Village amount", "1 周甲一 望江村 120")
    assert [one.key for one in found.guesses] == ["no", "name", "village", "amount"]


def test_rows_and_columns_are_counted_as_in_the_source() -> None:
    """Two empty rows above and one column before the list: a sentence names what the spreadsheet names."""
    found = recognise(
        read_sheet_at(top=2, left=1, lines=("姓名 奇怪 金额", "小计 _ 5", "周甲一 略 5")),
        shipped_vocabulary(),
    )
    said = [one.zh for one in say_doubts(found)]
    assert "第 3 列" in said[0]
    assert "第 4 行" in said[1]
    assert "不进名单的行：4" in say_taken("名单", found, as_guessed(found)).zh


def read_sheet_at(*, top: int, left: int, lines: tuple[str, ...]) -> Sheet:
    """A sheet whose content begins further down and to the right."""
    return replace(sheet_of(*lines), top=top, left=left)


def test_many_rows_left_out_are_not_all_named() -> None:
    """A list of what is no data stays readable."""
    sections = [f"第{n}组 _ _" for n in range(MOST_NAMED + 1)]
    found = read("序号 姓名 金额", *sections, "1 周甲一 5")
    assert say_taken("名单", found, as_guessed(found)).zh.endswith("21…。")


def test_notes_that_change_cells_ask_for_a_look() -> None:
    """Comments and the encoding are told; what is hidden, covered or struck through is looked at."""
    sheet = sheet_of("姓名", "周甲一")
    hidden, other = (sentence("note_hidden_rows", where=at, count=1, first=2) for at in ("表1", "表2"))
    read_as = sentence("note_text_read_as", where="表1", encoding="UTF-8", zh="逗号", en="commas")
    assert to_look_at((hidden, other, read_as, sentence("note_comments")), sheet) == (hidden,)


def test_what_was_taken_is_said_as_the_clerk_decided() -> None:
    """A row taken in after all and a column left out count as decided, not as guessed."""
    found = read("姓名 类别 金额", "周甲一 小计 5", "吴乙二 甲 6", "小计 _ 11")
    guessed = as_guessed(found)
    chosen = Mapping(
        (guessed.choices[0], replace(guessed.choices[1], keep=False), guessed.choices[2]), frozenset({1})
    )
    table, said = make_table(found, chosen), say_taken("名单", found, chosen).zh
    assert (len(table.rows), len(table.columns)) == (2, 2)
    assert said == "名单：2 行、2 列进了名单；不进名单的行：4。"
