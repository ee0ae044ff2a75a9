"""What every built-in layout keeps, whatever the content and the panel."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, takewhile

from hypothesis import assume, given
from hypothesis import strategies as st

from layouts import BUILTIN, arrange
from layouts.base import (
    Align,
    Box,
    Column,
    Content,
    DoesNotFit,
    Kind,
    Metrics,
    PageLayout,
    Placement,
    Style,
    Table,
    Text,
)

WORDS = st.text(st.sampled_from("鹭洲镇公示，。（）0123456789a- 元"), max_size=40)
NAMES = st.from_regex("[欧阳古丽]{1,4}(·[买江]{1,4})?", fullmatch=True)
CELLS = st.text(st.sampled_from("镇村1234.组 "), max_size=8)
LONG = st.text(st.sampled_from("镇村1234.组 "), max_size=30)
ROWS = st.lists(st.tuples(NAMES, LONG, CELLS), max_size=9).map(tuple)
COLUMNS = (
    Column("姓名", kind=Kind.NAME),
    Column("村组（社区）", Align.CENTRE),
    Column("金额（元）", Align.POINT),
)
TABLES = st.builds(
    Table,
    st.just(COLUMNS),
    ROWS,
    st.none() | st.tuples(st.just("合计"), CELLS, CELLS),
    st.sampled_from([(), ("备注", "组别")]),
)
CONTENTS = st.builds(
    Content,
    title=WORDS,
    body=st.lists(WORDS, max_size=4).map(tuple),
    issuer=WORDS,
    date=WORDS.map(lambda words: words and f"日期{words}"),  # who, when and how long never say the same
    period=WORDS.map(lambda words: words and f"期限{words}"),
    phone=WORDS.map(lambda words: words and f"电话{words}"),
    table=st.none() | TABLES,
    warning=st.sampled_from(["blue", "orange"]),
)
BOXES = st.builds(
    Box, st.sampled_from([64, 96, 128, 256, 320]), st.sampled_from([16, 32, 48, 64, 80, 96, 128])
)
LAYOUTS = st.sampled_from(["", *sorted(BUILTIN.keys() - {"clock"})])  # no document: its laws are its own
STYLES = st.sampled_from([Style(), Style(size=32, pitch=34)])


def set_pages(content: Content, box: Box, cells: Metrics, style: Style, layout: str) -> list[PageLayout]:
    if not layout:  # a warning goes before a list; here lists are wanted
        content = replace(content, warning="")
    try:
        return list(arrange(content, box, cells, style, layout))
    except DoesNotFit:
        assume(False)
        raise


def extent(placement: Placement, cells: Metrics) -> tuple[int, int, int, int]:
    if isinstance(placement, Text):
        width, height = cells.advance(placement.text, placement.size), placement.size
    else:
        width, height = placement.width, placement.height
    return placement.x, placement.y, placement.x + width, placement.y + height


@given(content=CONTENTS, box=BOXES, style=STYLES, layout=LAYOUTS)
def test_nothing_leaves_the_page(
    cells: Metrics, content: Content, box: Box, style: Style, layout: str
) -> None:
    """Every placement is inside the page."""
    for page in set_pages(content, box, cells, style, layout):
        for placement in page.placements:
            left, top, right, bottom = extent(placement, cells)
            assert left >= 0
            assert top >= 0
            assert right <= box.width
            assert bottom <= box.height


@given(content=CONTENTS, box=BOXES, style=STYLES, layout=LAYOUTS)
def test_no_two_texts_overlap(cells: Metrics, content: Content, box: Box, style: Style, layout: str) -> None:
    """No two texts or rules of a page share a pixel, the page mark included."""
    for page in set_pages(content, box, cells, style, layout):
        for one, other in combinations([extent(p, cells) for p in page.placements], 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart


@given(content=CONTENTS, box=BOXES, style=STYLES, layout=LAYOUTS)
def test_nothing_is_lost_or_shrunk(
    cells: Metrics, content: Content, box: Box, style: Style, layout: str
) -> None:
    """Every character is shown as often as it stands in the content, at the full size (R37)."""
    pages = set_pages(content, box, cells, style, layout)
    shown = Counter("".join(run for page in pages for run in full_size(page, style)))
    wanted = Counter(said(content))
    for character in " \u3000":
        shown.pop(character, None)
        wanted.pop(character, None)
    assert wanted <= shown  # headers and labels repeat, so a table shows more


def full_size(page: PageLayout, style: Style) -> list[str]:
    """What is as large as the style asks, or larger; the page mark is not."""
    return [p.text for p in page.placements if isinstance(p, Text) and p.size >= style.size]


def said(content: Content) -> str:
    table = content.table
    cells = [cell for row in table.rows for cell in row] if table else []
    return "".join([content.title, *content.body, content.issuer, content.date, content.period, *cells])


@given(content=CONTENTS, box=BOXES, layout=LAYOUTS)
def test_setting_twice_gives_the_same_pages(cells: Metrics, content: Content, box: Box, layout: str) -> None:
    """A layout is a function: approval of its pages stays true (R1)."""
    once = set_pages(content, box, cells, Style(), layout)
    assert set_pages(content, box, cells, Style(), layout) == once


@given(table=TABLES, box=BOXES)
def test_names_are_whole_where_a_line_can_hold_them(cells: Metrics, table: Table, box: Box) -> None:
    """A name stands unbroken on one line, in a table or on a card."""
    pages = set_pages(Content("", table=table), box, cells, Style(), "")
    shown = [run for page in pages for run in full_size(page, Style())]
    narrowest = box.width - 60 if box.height == 16 else box.width
    for row in table.rows:
        if cells.advance(row[0], 16) <= narrowest:
            assert any(row[0] in run for run in shown)


@given(content=CONTENTS, box=BOXES, layout=LAYOUTS)
def test_every_page_of_several_carries_its_mark(
    cells: Metrics, content: Content, box: Box, layout: str
) -> None:
    """Pages count n/m, and a single page counts nothing."""
    pages = set_pages(content, box, cells, Style(), layout)
    marks = [p.text for page in pages for p in page.placements if isinstance(p, Text) and p.size == 8]
    assert marks == ([f"{n}/{len(pages)}" for n in range(1, len(pages) + 1)] if len(pages) > 1 else [])


@given(content=CONTENTS, box=BOXES, style=STYLES, layout=LAYOUTS.filter(lambda name: name != "ticker"))
def test_every_page_says_what_it_belongs_to(
    cells: Metrics, content: Content, box: Box, style: Style, layout: str
) -> None:
    """The title stands whole on every page, or on pages of its own in front; in a ticker it may run along."""
    pages = set_pages(content, box, cells, style, layout)
    title = squeezed(content.title)
    carried = (content.issuer, content.period, content.phone, content.date, "蓝色预警", "橙色预警")
    foot = {squeezed(text) for text in carried} - {title}  # a title may be a number, too
    runs = [[squeezed(run) for run in full_size(page, style)] for page in pages]
    leading = list(takewhile(lambda page: all(run in title or run in foot for run in page), runs))
    own = ["".join(run for page in leading for run in page if run not in without) for without in ((), foot)]
    whole = any(said.startswith(title) for said in own)
    assert whole or all(title in "".join(page) for page in runs)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(content=CONTENTS, box=BOXES, style=STYLES, layout=LAYOUTS)
def test_rules_stand_clear_of_ink(
    cells: Metrics, content: Content, box: Box, style: Style, layout: str
) -> None:
    """Dark pixels between every rule and every text: ink never touches neighbouring ink."""
    for page in set_pages(content, box, cells, style, layout):
        rules = [p for p in page.placements if not isinstance(p, Text)]
        for rule in rules:
            for text in (p for p in page.placements if isinstance(p, Text)):
                left, _, right, _ = extent(text, cells)
                apart = right < rule.x or left > rule.x + rule.width
                assert apart or text.y + text.size < rule.y or text.y > rule.y + rule.height
