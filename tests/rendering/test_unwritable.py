"""Holes said in a clerk's words: character, code point, field, row and place."""

from __future__ import annotations

import pytest

from layouts.base import Column, Content, Table
from ledctl.rendering.unwritable import MAX_NAMED, check_content


def test_a_hole_is_named_in_a_clerks_words() -> None:
    """R36: character, code point, field, row and place in the cell, counted from one."""
    rows = (("某甲",), ("某乙",), ("某丙",), ("王\U0002b5bb😀",))
    (nothing, emoji) = check_content(Content("公示", table=Table((Column("户主姓名"),), rows)))
    assert nothing.zh.startswith("表格第 4 行“户主姓名”第 2 个字“\U0002b5bb”（U+2B5BB）")
    assert "补画该字" in nothing.zh
    assert nothing.where == "table.rows[3][0]"
    assert "row 4 of the table, “户主姓名”" in emoji.en
    assert "表情符号" in emoji.zh


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (Content("\x00"), "标题第 1 个字“□”（U+0000）"),
        (Content("", issuer="\x00"), "公布单位"),
        (Content("", date="\x00"), "落款日期"),
        (Content("", period="\x00"), "公示期"),
        (Content("", phone="\x00"), "监督电话"),
        (Content("", ("一", "\x00")), "正文第 2 段"),
        (Content("", table=Table((Column("\x00"),), ())), "表格第 1 列的表头"),
        (Content("", table=Table((Column("一"),), (), ("\x00",))), "表格合计行“一”"),
        (Content("", table=Table((), (), left_out=("备\x00",))), "不显示的列"),
    ],
)
def test_every_field_is_looked_at_and_named(content: Content, said: str) -> None:
    """No text of a page is forgotten."""
    (sentence,) = check_content(content)
    assert sentence.zh.startswith(said)


def test_a_thousand_holes_are_a_hundred_sentences_and_a_number() -> None:
    """The same character in one field is told once; of many the rest is counted."""
    assert len(check_content(Content("\x00" * 1000))) == 1
    many = check_content(Content("", tuple("\x00" for _ in range(MAX_NAMED + 7))))
    assert len(many) == MAX_NAMED + 1
    assert "还有 7 处" in many[-1].zh
