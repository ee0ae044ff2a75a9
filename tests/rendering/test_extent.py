"""Far more than anybody could read is refused before it is set, by a count that is never too high."""

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
from ledctl.rendering.extent import MAX_PAGES, Room, pages_at_least
from ledctl.rendering.faces import Faces

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
    monkeypatch.setattr(import_module("layouts.furniture"), "finish", lambda *_: many)
    with pytest.raises(BadInput, match="至少要 1000 页"):
        raster.program(Content("公告", ("一",)), Panel(1024, 256, Colour.RED))


@pytest.mark.parametrize("panel", [Panel(64, 16, Colour.RED), Panel(1024, 256, Colour.RGB)])
def test_what_is_counted_through_may_be_stored(panel: Panel) -> None:
    """The bound is a page mark of three digits, or what a program may hold where that is less."""
    limit = Room(panel, Style()).limit
    assert limit == MAX_PAGES or (limit + 1) * panel.frame_size > MAX_PROGRAM
    assert limit * panel.frame_size <= MAX_PROGRAM
    assert limit > 50
