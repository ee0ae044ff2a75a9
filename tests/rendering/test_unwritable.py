"""Holes said in a clerk's words: character, code point, field, row and place."""

from __future__ import annotations

import pytest

from drivers.base import Colour, Panel
from layouts.base import Column, Content, Style, Table
from layouts.styles import Preset
from ledctl.errors import BadInput
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.rendering.faces import faces_with
from ledctl.rendering.raster import program, sizes_of
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


def test_a_character_is_looked_up_at_the_size_it_is_set_at() -> None:
    """U+2EBF0 has a shape at 16 px and none at 24: a sentence on the sign set at 24, not a crash."""
    panel = Panel(128, 64, Colour.RED)
    assert len(program(Content("\U0002ebf0"), panel).pages) == 1
    with pytest.raises(BadInput, match="U\\+2EBF0") as refused:
        program(Content("\U0002ebf0"), panel, preset=Preset(Style(size=24, pitch=28), "outline"))
    assert "16 点" in str(refused.value)
    assert "补画" not in str(refused.value)


def test_a_glyph_the_site_drew_is_not_asked_for_again_where_a_sign_is_set_smaller() -> None:
    """Approved at 16 px, a hole at 24: what helps is that sign's preset, not another drawing."""
    drawn = faces_with(SiteGlyphs(frozenset([(0x31350, Glyph(16, (0xFFFE,) * 16))])), "outline")
    content = Content("", ("王\U00031350",))
    assert check_content(content, drawn) == []
    (told,) = check_content(content, drawn, (24,))
    assert "U+31350" in told.zh
    assert "换用 16 或 32 点的预设" in told.zh
    assert "补画" not in told.zh
    (undrawn,) = check_content(content, faces_with(face="outline"), (24,))
    assert "补画" in undrawn.zh


def test_a_warning_is_looked_up_at_every_size_it_may_be_set_at() -> None:
    """What a preset sets warnings at counts too."""
    assert sizes_of(Content("", warning="red"), Preset(Style(size=24))) == (24, 48, 32, 16)
    assert sizes_of(Content(""), Preset(Style(size=24))) == (24,)
