"""Pages of projects: no bar without its figure and its project, nothing lost."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from layouts.base import (
    Box,
    Column,
    Content,
    DoesNotFit,
    Kind,
    Metrics,
    PageLayout,
    Rule,
    Style,
    Table,
    Text,
)
from layouts.progress import progress
from layouts.projects import projects_of

COLUMNS = (
    Column("序号", kind=Kind.NUMBER),
    Column("项目名称"),
    Column("形象进度", kind=Kind.PERCENT),
    Column("节点", kind=Kind.STEPS),
    Column("施工单位"),
    Column("状态"),
)
NAMES = st.text(st.sampled_from("白沙洲村农村公路（）K12+350、DN300"), min_size=1, max_size=60)
SHARES = st.integers(0, 100).map(lambda share: f"{share}％") | st.sampled_from(
    ["48.6％", "在建", "101％", ""]
)
STEPS = st.lists(st.sampled_from(["√开工", "√主体完工", "竣工验收"]), max_size=3).map("；".join)
FACTS = st.text(st.sampled_from("路桥建设有限公司1 "), max_size=20)
ROWS = st.lists(st.tuples(NAMES, SHARES, STEPS, FACTS, FACTS), min_size=1, max_size=4).map(
    lambda rows: tuple((str(n), *row) for n, row in enumerate(rows, start=1))
)
TABLES = st.builds(Table, st.just(COLUMNS), ROWS, left_out=st.sampled_from([(), ("总投资",)]))
BOXES = st.builds(
    Box, st.sampled_from([64, 128, 192, 256, 512]), st.sampled_from([16, 32, 48, 64, 80, 96, 128])
)


def set_projects(table: Table, box: Box, cells: Metrics, title: str = "") -> list[PageLayout]:
    try:
        return list(progress(Content(title, table=table), box, cells, Style()))
    except DoesNotFit:
        assume(False)
        raise


def runs(page: PageLayout) -> list[str]:
    return [p.text for p in page.placements if isinstance(p, Text) and p.size == 16]


def frames(page: PageLayout) -> list[Rule]:
    """The top edges of bars: each has a bottom edge as wide, eight pixels below."""
    rules = [p for p in page.placements if isinstance(p, Rule) and p.height == 1]
    return [a for a, b in combinations(rules, 2) if (a.x, a.width, a.y + 8) == (b.x, b.width, b.y)]


@given(table=TABLES, box=BOXES)
def test_every_bar_has_its_figure_and_its_project(cells: Metrics, table: Table, box: Box) -> None:
    """On the page of a bar stand its percentage, on the same line, and the words that say whose it is."""
    projects = [project for project in projects_of(table) if project.progress]
    pages = set_projects(table, box, cells)
    seen = 0
    for page in pages:
        for edge in frames(page):
            project, seen = projects[seen], seen + 1
            assert project.progress is not None
            line = edge.y - 3
            beside = [p for p in page.placements if isinstance(p, Text) and p.y == line]
            assert project.progress.text in [text.text for text in beside if text.x > edge.x]
            said = "".join(runs(page))
            assert project.mark in said
            assert "".join(project.heading.split()) in "".join(said.split()) or project.called in said
    assert seen in (0, len(projects))  # all of them, or on a small sign none


@given(table=TABLES, box=BOXES)
def test_nothing_of_a_project_is_lost(cells: Metrics, table: Table, box: Box) -> None:
    """Every character of every cell is shown, on one page or another."""
    shown = Counter("".join(run for page in set_projects(table, box, cells) for run in runs(page)))
    wanted = Counter("".join(cell for row in table.rows for cell in row) + "".join(table.left_out))
    for mark in " ；":  # between steps stand spaces
        wanted.pop(mark, None)
    assert wanted <= shown


@given(table=TABLES, box=BOXES)
def test_no_two_things_share_a_pixel(cells: Metrics, table: Table, box: Box) -> None:
    """Nothing leaves the page, and no two of text, frame and fill overlap."""
    for page in set_projects(table, box, cells, title="进度公开"):
        areas = [area(p, cells) for p in page.placements]
        assert all(
            0 <= left < right <= box.width and 0 <= top < bottom <= box.height
            for left, top, right, bottom in areas
        )
        for a, b in combinations(areas, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def area(p: Text | Rule, cells: Metrics) -> tuple[int, int, int, int]:
    wide, high = (cells.advance(p.text, p.size), p.size) if isinstance(p, Text) else (p.width, p.height)
    return p.x, p.y, p.x + wide, p.y + high


@given(table=TABLES, box=BOXES)
def test_a_project_that_fits_a_page_is_on_one(cells: Metrics, table: Table, box: Box) -> None:
    """A short project is never broken over pages: its name and all its facts stand together."""
    alone = Table(COLUMNS, (("1", "桥", "50％", "√开工", "甲", "乙"),))
    if len(set_projects(alone, box, cells)) == 1:
        both = Table(COLUMNS, (*table.rows, ("99", "桥", "50％", "√开工", "甲", "乙")))
        assume(box.height > 32)  # a page of one of several has less room: the mark
        pages = [page for page in set_projects(both, box, cells) if "99号 桥" in runs(page)]
        (page,) = pages
        assert all(any(word in run for run in runs(page)) for word in ("√开工", "施工单位：甲", "状态：乙"))


ROAD = ("1", "白沙洲村至双枫村农村公路提质改造及配套排水工程", "100％", "", "湘岭路桥建设有限公司", "已完工")


def test_a_long_name_gives_way_to_the_number(cells: Metrics) -> None:
    """A name of several pages is shown in full once; what follows says 1号项目, the bar first."""
    pages = set_projects(Table(COLUMNS, (ROAD,)), Box(128, 32), cells)
    said = [runs(page) for page in pages]
    name = "".join("".join(page) for page in said[:3])
    assert "".join(name.split()).startswith("1号" + ROAD[1])
    assert ["1号项目形象进度", "100％"] in said
    after = said[said.index(["1号项目形象进度", "100％"]) + 1]
    assert after[0].startswith("1号")


def test_a_short_name_is_repeated(cells: Metrics) -> None:
    """Where the name is at most half of a page it heads each page of its project."""
    row = ("1", "小学改造", "50％", "√开工；竣工验收", "湘岭路桥建设有限公司", "在建")
    pages = set_projects(Table(COLUMNS, (row,)), Box(128, 64), cells)
    assert len(pages) > 1
    assert all(runs(page)[0] == "1号 小学改造" for page in pages)


def test_a_wide_panel_has_facts_behind_the_figure(cells: Metrics) -> None:
    """A bar is at most ten characters long; the first facts stand on its line."""
    row = ("1", "小学改造", "50％", "", "路桥", "在建")
    (page,) = set_projects(Table(COLUMNS, (row,)), Box(512, 64), cells)
    (edge,) = frames(page)
    assert edge.width == 160
    assert runs(page) == ["1号 小学改造", "形象进度", "50％", "施工单位：路桥 状态：在建"]


def test_milestones_stand_on_a_line_of_their_own(cells: Metrics) -> None:
    """Milestones are not run into the facts beside them."""
    row = ("1", "桥", "50％", "√开工；验收", "甲", "乙")
    (page,) = set_projects(Table(COLUMNS, (row,)), Box(256, 128), cells)
    assert runs(page) == ["1号 桥", "形象进度", "50％", "节点：√开工 □验收", "施工单位：甲 状态：乙"]


def test_milestones_are_broken_over_pages_one_by_one(cells: Metrics) -> None:
    """Where a page cannot hold all, the next begins with the number of the project, not with a step."""
    row = ("1", "白沙洲村农村公路提质改造", "50％", "√开工；√主体完工；竣工验收；移交", "甲", "乙")
    pages = set_projects(Table(COLUMNS, (row,)), Box(128, 48), cells)
    steps = [page for page in pages if "□竣工验收" in "".join(runs(page))]
    assert all("1号" in "".join(runs(page)) for page in steps)


def test_a_project_may_have_nothing_but_a_name(cells: Metrics) -> None:
    """Empty cells say nothing."""
    (page,) = set_projects(Table(COLUMNS, (("1", "桥", "", "", "", ""),)), Box(128, 48), cells)
    assert runs(page) == ["1号 桥"]


@pytest.mark.parametrize(("width", "bars"), [(64, 0), (128, 1)])
def test_too_small_a_sign_says_the_figure_in_words(cells: Metrics, width: int, bars: int) -> None:
    """Where no bar fits beside its figure, the percentage is a fact like others."""
    pages = set_projects(Table(COLUMNS, (ROAD,)), Box(width, 32), cells)
    assert sum(len(frames(page)) for page in pages) == bars
    assert "100％" in "".join(run for page in pages for run in runs(page))


def test_columns_left_out_are_named_at_the_end(cells: Metrics) -> None:
    """What signs do not show is said, so that nobody takes the list for the whole."""
    table = Table(COLUMNS, (("1", "桥", "50％", "", "甲", "乙"),), left_out=("总投资", "资金支付"))
    (page,) = set_projects(table, Box(512, 96), cells)
    assert runs(page)[-1] == "另有“总投资”“资金支付”，详见公开栏"


def test_totals_have_a_bar_like_a_project(cells: Metrics) -> None:
    """合计 comes last, with its own bar."""
    columns = (Column("项目"), Column("形象进度", kind=Kind.PERCENT))
    (page,) = set_projects(Table(columns, (("桥", "5 0％"),), ("合计", "60％")), Box(256, 96), cells)
    assert runs(page) == ["第1项 桥", "形象进度：5 0％", "合计", "形象进度", "60％"]


def test_asked_for_without_a_table(cells: Metrics) -> None:
    """Without projects it is an ordinary notice."""
    pages = progress(Content("", ("文",)), Box(128, 64), cells, Style())
    assert [runs(page) for page in pages] == [["文"]]


class Counting:
    """Measures as the ruler it is given does, and counts how often it was asked."""

    def __init__(self, ruler: Metrics) -> None:
        self.ruler = ruler
        self.asked = 0

    def advance(self, text: str, size: int) -> int:
        self.asked += 1
        return self.ruler.advance(text, size)


def test_many_long_facts_are_not_tried_over_and_over(cells: Metrics) -> None:
    """Bad input never hangs: forty facts of 200 characters are not set again for every page."""
    columns = tuple(Column(f"{number:02}" + "头" * 198) for number in range(40))
    content, ruler = Content("题", table=Table(columns, (("值",) * 40,))), Counting(cells)
    pages = progress(content, Box(128, 32), ruler, Style())
    assert len(pages) > 500
    assert ruler.asked < 100_000
