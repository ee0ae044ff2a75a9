"""What is refused before drawing: holes in a clerk's words, and far more than anybody could read."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.base import MAX_PROGRAM, Colour, Panel
from layouts import arrange
from layouts.base import Box, Column, Content, PageLayout, Style, Table
from layouts.flow import MAX_DIGITS
from ledctl.errors import BadInput
from ledctl.rendering import raster
from ledctl.rendering.faces import Faces
from ledctl.rendering.refusals import (
    MAX_NAMED,
    MAX_PAGES,
    Room,
    check_content,
    pages_at_least,
)


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


PANELS = st.sampled_from(
    [
        Panel(64, 16, Colour.RED),
        Panel(64, 32, Colour.RED),
        Panel(128, 64, Colour.RED),
        Panel(256, 96, Colour.DUAL),
    ]
)
WORDS = st.text(st.sampled_from("鹭洲镇A1 ，。\n"), max_size=60)


@settings(max_examples=60)
@given(title=WORDS, body=st.lists(WORDS, max_size=3), rows=st.integers(0, 9), panel=PANELS)
def test_no_layout_needs_fewer_pages_than_counted(
    faces: Faces, title: str, body: list[str], rows: int, panel: Panel
) -> None:
    """Law: the count made before setting is never more than the pages that come out."""
    table = Table((Column("姓名"), Column("村组")), (("某某某", "双枫村11组"),) * rows)
    content = Content(title, tuple(body), table=table)
    least = pages_at_least(content, Room(panel, Style()), faces)
    pages = arrange(content, Box(panel.width, panel.height), faces, Style())
    assert least <= len(pages)


def test_what_is_counted_as_too_much_is_never_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on pages is a bound on work: a megabyte is refused before one line is broken."""

    def never(*_: object) -> list[PageLayout]:
        raise AssertionError("set in spite of the bound")

    monkeypatch.setattr(raster, "arrange", never)
    with pytest.raises(BadInput) as caught:
        raster.program(Content("公告", ("鹭" * 5000,) * 200), Panel(64, 16, Colour.RED))
    assert caught.value.code == "too_many_pages"
    assert "250001 页，最多 999 页" in str(caught.value)


def test_pages_beyond_the_mark_are_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where setting needs more than the count could know, it is told like any other excess."""
    many = [PageLayout((), 3000)] * 10**MAX_DIGITS
    monkeypatch.setattr(import_module("layouts.titled"), "text_pages", lambda *_: many)
    with pytest.raises(BadInput, match="至少要 1000 页"):
        raster.program(Content("公告", ("一",)), Panel(1024, 256, Colour.RED))


@pytest.mark.parametrize("panel", [Panel(64, 16, Colour.RED), Panel(1024, 256, Colour.RGB)])
def test_what_is_counted_through_may_be_stored(panel: Panel) -> None:
    """The bound is a page mark of three digits, or what a program may hold where that is less."""
    limit = Room(panel, Style()).limit
    assert limit == MAX_PAGES or (limit + 1) * panel.frame_size > MAX_PROGRAM
    assert limit * panel.frame_size <= MAX_PROGRAM
    assert limit > 50
