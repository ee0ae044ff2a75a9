"""The ticker: what stands on each page, for how long, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layouts.base import (
    Box,
    Column,
    Content,
    DoesNotFit,
    Ink,
    Metrics,
    PageLayout,
    Style,
    Table,
    Text,
    TooLong,
    Unsuited,
)
from layouts.fitting import Ruler, units_of
from layouts.ticker import GAP, LEAST_MS, MOST, Window, ticker, windows

WATER = Content(
    "停水通知",
    ("因检修，11月24日8:30—17:00停水。咨询0700-8123456——水务站",),
    issuer="鹭洲镇",
    date="2026年11月22日",
)
WORDS = st.text(st.sampled_from("鹭洲镇公示，。（）0123456789元-— a"), max_size=80).map(str.strip)
WIDTHS = st.integers(2, 20).map(lambda ems: 16 * ems)
STEPS = st.integers(1, 3).map(lambda step: Style(ticker_step=step))


def runs(page: PageLayout, ink: Ink = Ink.TEXT) -> list[Text]:
    return [p for p in page.placements if isinstance(p, Text) and p.ink is ink]


def line_of(page: PageLayout) -> str:
    (run,) = runs(page)
    return run.text


def find_each(shown: list[Window], text: str) -> list[int]:
    """Where each window stands in the text: counted by what has left before it."""
    starts, at = [], 0
    for window in shown:
        starts.append(at)
        at += len(window.leaving)
    for window, start in zip(shown, starts, strict=True):
        assert text[start:].lstrip().startswith(window.text)
    return starts


@given(text=WORDS, width=WIDTHS, style=STEPS)
@example(text="— ）", width=32, style=Style(ticker_step=1))  # a blank that stands alone begins no page
def test_windows_move_forward_over_the_whole_text(
    cells: Metrics, text: str, width: int, style: Style
) -> None:
    """Each page is a piece of the text further on than the last; every character stands on one of them."""
    shown = list(windows(text, width, Ruler(cells, 16), style))
    starts = find_each(shown, text)
    assert starts == sorted(set(starts))
    seen = {
        i for start, window in zip(starts, shown, strict=True) for i in range(start, start + len(window.text))
    }
    assert all(text[i].isspace() for i in set(range(len(text))) - seen)
    assert [window.leaving == "" for window in shown] == [False] * (len(shown) - 1) + [True] * bool(shown)


@given(text=WORDS, width=WIDTHS, style=STEPS)
def test_no_edge_cuts_what_stays_together(cells: Metrics, text: str, width: int, style: Style) -> None:
    """Both edges of a page lie between units: numbers keep their units, —— is whole, no stop comes first."""
    ruler = Ruler(cells, 16)
    edges, at = {0}, 0
    for unit in units_of(text, width, ruler):
        at += len(unit)
        edges.add(at)
    shown = list(windows(text, width, ruler, style))
    for start, window in zip(find_each(shown, text), shown, strict=True):
        assert start in edges
        end = start + len(window.text)
        assert end in edges or text[end].isspace()
        assert ruler.width(window.text) <= width


def test_a_page_takes_as_long_as_what_leaves_it(cells: Metrics) -> None:
    """Four characters a second throughout; a look up first, and the end stands until it is read."""
    style = Style()
    pages = list(ticker(Content("", ("鹭洲镇人民政府公示栏启用",)), Box(96, 16), cells, style))
    texts = [line_of(page) for page in pages]
    assert texts == ["鹭洲镇人", "镇人民政", "民政府公", "府公示栏", "示栏启用"]
    assert [page.dwell_ms for page in pages] == [1500, 500, 500, 500, style.min_text_ms]


def test_a_number_that_leaves_stands_longer(cells: Metrics) -> None:
    """R37: a telephone number leaves whole, after the time it takes to read."""
    pages = list(ticker(Content("", ("拨打0700-8123456转鹭洲镇便民服务中心",)), Box(160, 16), cells, Style()))
    leading = next(page for page in pages if line_of(page).startswith("0700"))
    assert line_of(leading).startswith("0700-8123456")
    assert leading.dwell_ms == 12 * 125


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_step_is_a_choice(cells: Metrics, step: int) -> None:
    """One to three characters at a time, as the preset says; never less than half a second."""
    content = Content("", ("鹭洲镇人民政府公示栏启用",))
    pages = list(ticker(content, Box(96, 16), cells, Style(ticker_step=step)))
    assert line_of(pages[1]).startswith("鹭洲镇人民"[step])
    assert pages[1].dwell_ms == max(LEAST_MS, 250 * step)


def test_the_title_stands_still_above(cells: Metrics) -> None:
    """With a line to spare every page says what it is about; the text moves below."""
    pages = ticker(WATER, Box(128, 32), cells, Style())
    assert {run.text for page in pages for run in runs(page, Ink.TITLE)} == {"停水通知"}
    assert all(runs(page, Ink.TITLE)[0].y < runs(page)[0].y for page in pages)
    assert pages[0].dwell_ms == 500 + 1000 + 4 * 250


@pytest.mark.parametrize(
    ("content", "box"),
    [(WATER, Box(128, 16)), (Content("关于开展全镇冬季安全生产大检查的通知", ("正文",)), Box(64, 32))],
)
def test_a_title_without_a_line_runs_in_front(cells: Metrics, content: Content, box: Box) -> None:
    """On one line, or where it is too long for those above, the title is the first of the text."""
    pages = ticker(content, box, cells, Style())
    assert line_of(pages[0]).startswith(content.title[:3])
    assert not any(runs(page, Ink.TITLE) for page in pages)


def test_all_that_is_said_runs_in_order(cells: Metrics) -> None:
    """Text, period, telephone, issuer and date follow each other, a gap between them."""
    content = Content("", ("甲", "乙"), issuer="丁", date="戊", period="丙", phone="己")
    (page,) = ticker(content, Box(320, 16), cells, Style())
    assert line_of(page) == GAP.join("甲乙丙己丁戊")
    (alone,) = ticker(Content("题"), Box(320, 32), cells, Style())
    assert line_of(alone) == "题"
    assert ticker(Content(""), Box(320, 16), cells, Style()) == []


def test_a_warning_keeps_its_colour(cells: Metrics) -> None:
    """The level's ink, on the title too."""
    pages = ticker(Content("暴雨预警", ("请转移" * 9,), warning="orange"), Box(128, 32), cells, Style())
    assert {p.ink for page in pages for p in page.placements} == {Ink.WARNING_ORANGE, Ink.FAINT}


def test_a_text_nobody_would_wait_for(cells: Metrics) -> None:
    """R18: the pages are bounded, and what is longer is refused with both lengths, not cut."""
    pages = ticker(Content("题" * 4, ("字" * (MOST - 4),)), Box(64, 16), cells, Style(ticker_step=1))
    assert len(pages) <= MOST
    with pytest.raises(TooLong) as refused:
        ticker(Content("题" * 4, ("字" * 5000,)), Box(128, 16), cells, Style())
    assert (refused.value.needed, refused.value.available) == (5004, MOST)


def test_a_list_does_not_run(cells: Metrics) -> None:
    """Nothing of the content is left out without saying so."""
    with pytest.raises(Unsuited, match="table"):
        ticker(
            Content("题", ("文",), table=Table((Column("姓名"),), (("某",),))), Box(128, 16), cells, Style()
        )


def test_a_page_narrower_than_the_text_and_its_mark(cells: Metrics) -> None:
    """No room for one character is said, not drawn."""
    with pytest.raises(DoesNotFit):
        ticker(WATER, Box(32, 16), cells, Style())
