"""What does not fit is told with what would help; who reads it needs no idea of layouts."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import pytest

from drivers.base import Colour, Panel
from layouts.base import (
    Box,
    Column,
    Content,
    DoesNotFit,
    LineTooWide,
    Metrics,
    PageLayout,
    Style,
    Table,
    TooWide,
)
from layouts.styles import Preset
from ledctl.errors import BadInput
from ledctl.rendering.lists import became_cards
from ledctl.rendering.raster import program
from ledctl.rendering.refusals import misnamed, refusal

PANEL = Panel(128, 32, Colour.DUAL)
LIST = Content("名单", table=Table((Column("姓名"), Column("备注")), (("甲", "无"),)))
WIDE = TooWide(needed=300, available=128, choices=(("备注",), ("序号", "组别")))


@pytest.fixture
def wide_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table layout that finds every list too wide."""

    def refuse(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
        raise WIDE

    monkeypatch.setattr(import_module("layouts.table"), "table", refuse)


def test_columns_that_could_go_are_named_by_their_heads() -> None:
    """Every choice is in the sentence, in both languages, with the sizes."""
    told = refusal(WIDE, PANEL)
    assert told.code == "table_too_wide"
    for text in (told.zh, told.en):
        assert all(head in text for head in ("“备注”", "“序号”", "“组别”", "300", "128"))
    assert "“序号”、“组别”" in told.zh
    assert "“序号” and “组别”" in told.en


def test_a_table_no_choice_helps_says_so() -> None:
    """The clerk is not sent to tick columns in vain."""
    told = refusal(TooWide(needed=300, available=16), PANEL)
    assert "少显示几列也排不下" in told.zh
    assert "No choice of columns" in told.en


def test_a_line_beside_the_time_may_be_shortened() -> None:
    """A clerk can shorten the office's words and cannot buy a sign; the time itself is not quoted back."""
    told = refusal(LineTooWide("办事时间：8:30—12:00", needed=312, available=128), PANEL)
    assert "“办事时间：8:30—12:00”" in told.zh
    assert "缩短" in told.zh


def test_a_sign_of_one_line_is_not_told_of_widths() -> None:
    """A table has no room on it however wide it is; “needs 0 px” would tell nobody anything."""
    told = refusal(TooWide(needed=0, available=45), Panel(64, 16, Colour.RED))
    assert told.code == "table_too_low"
    assert "逐户卡片" in told.zh
    assert "0 点" not in told.zh


@pytest.mark.parametrize(("what", "zh"), [("one line", "一行字"), ("“龘”", "“龘”")])
def test_what_does_not_fit_is_said_in_chinese(what: str, zh: str) -> None:
    """A layout's own words do not reach a clerk in English; a piece of text stays itself."""
    told = refusal(DoesNotFit(what, needed=16, available=8), PANEL)
    assert (told.code, zh in told.zh, what in told.en) == ("page_too_small", True, True)


@pytest.mark.usefixtures("wide_table")
def test_a_table_by_name_is_refused_with_its_choices() -> None:
    """The sentence reaches whoever asked for pages."""
    with pytest.raises(BadInput, match="备注") as refused:
        program(LIST, PANEL, layout="table")
    assert refused.value.code == "table_too_wide"


@pytest.mark.usefixtures("wide_table")
def test_a_list_that_became_cards_is_noticed() -> None:
    """Only where the list itself would have been a table: not for text, not for a warning."""
    assert became_cards(LIST, PANEL, Preset()) is WIDE
    assert became_cards(Content("通知", ("正文",)), PANEL, Preset()) is None
    assert became_cards(Content("预警", warning="red", table=LIST.table), PANEL, Preset()) is None


def test_a_list_that_fits_is_a_table() -> None:
    """Two short columns stand side by side on 128 dots."""
    assert became_cards(LIST, PANEL, Preset()) is None


def test_nothing_is_said_of_a_list_that_cannot_be_measured() -> None:
    """An approved notice outlives its fonts: a character no font has now is no reason to fail."""
    strange = Content("名单", table=Table((Column("姓名"),), (("\ue863",),)))
    assert became_cards(strange, PANEL, Preset()) is None
    assert became_cards(LIST, Panel(8, 8, Colour.RED), Preset()) is None


def test_a_layout_that_cannot_be_is_told_before_it_is_tried() -> None:
    """A name nobody knows, and a warning without a level, are sentences about the field."""
    unknown = misnamed("poster", LIST)
    assert unknown is not None
    assert (unknown.code, unknown.where) == ("layout_unknown", "on_sign.layout")
    levelless = misnamed("warning", LIST)
    assert levelless is not None
    assert levelless.code == "warning_needs_level"
    assert misnamed("warning", Content("预警", warning="red")) is None
    assert misnamed("", LIST) is None
    with pytest.raises(BadInput, match="poster"):
        program(LIST, PANEL, layout="poster")
