from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint, EntryPoints

import pytest

import layouts
from layouts import BUILTIN, arrange, choose, find_layout
from layouts.base import (
    Align,
    Box,
    Column,
    Content,
    Ink,
    Kind,
    Layout,
    Metrics,
    PageLayout,
    Style,
    Table,
    Text,
    TooManyPages,
    Unsuited,
)
from layouts.flow import lay_out, split_paragraphs
from layouts.plain import plain
from layouts.signals import level_ink
from layouts.styles import Preset, preset, preset_names, read_preset
from layouts.titled import titled

NOTICE = Content("停电通知", ("明日八时至十时停电。",), issuer="鹭洲镇供电所", date="2026年11月22日")
PEOPLE = Table(
    (Column("姓名", kind=Kind.NAME), Column("金额", Align.RIGHT)),
    (("吕文水", "1240"), ("欧阳小菲", "910"), ("于德", "1820")),
    ("合计", "3970"),
)


def texts(page: PageLayout) -> list[str]:
    return [placement.text for placement in page.placements if isinstance(placement, Text)]


def inks(page: PageLayout) -> dict[str, Ink]:
    return {p.text: p.ink for p in page.placements if isinstance(p, Text)}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (Content("标题", ("正文",), warning="red", table=PEOPLE), "warning"),
        (Content("标题", ("正文",), table=PEOPLE), "table"),
        (Content("标题", ("正文",), table=Table((Column("姓名"),), ())), "titled"),
        (Content("标题", ("正文",)), "titled"),
        (Content("标题"), "plain"),
        (Content("", ("正文",)), "plain"),
    ],
)
def test_the_layout_that_suits(content: Content, name: str) -> None:
    """A warning goes before a list, a list before text, text without a title is plain."""
    assert choose(content) == name


def test_a_low_panel_gives_the_title_its_own_page(cells: Metrics) -> None:
    """Below four lines the title stands alone, centred, in the title's ink."""
    first, *_ = arrange(NOTICE, Box(128, 64), cells, Style())
    assert texts(first)[0] == "停电通知"
    assert len(texts(first)) == 2  # the title and the page mark
    assert inks(first)["停电通知"] is Ink.TITLE
    assert first.placements[0].x == (128 - 4 * 16) // 2


def test_a_high_panel_heads_the_first_page(cells: Metrics) -> None:
    """From four lines on the title is the first line of the text, and one page has no mark."""
    (page,) = arrange(NOTICE, Box(256, 96), cells, Style())
    assert texts(page) == ["停电通知", "明日八时至十时停电。", "鹭洲镇供电所", "2026年11月22日"]


def test_the_closing_stands_at_the_right(cells: Metrics) -> None:
    """Issuer and date end at the right edge, the period before both at the left."""
    (page,) = arrange(Content("题", ("文",), "镇", "日", period="期"), Box(256, 128), cells, Style())
    assert texts(page)[2:] == ["期", "镇", "日"]
    assert [p.x for p in page.placements[2:]] == [0, 256 - 16, 256 - 16]


def test_the_closing_is_kept_together(cells: Metrics) -> None:
    """Issuer and date go to the next page together rather than apart."""
    content = Content("", ("一", "二"), issuer="镇", date="日")
    pages = arrange(content, Box(64, 64), cells, Style())
    assert [texts(page) for page in pages] == [["一", "二", "1/2"], ["镇", "日", "2/2"]]


def test_plain_emphasises_nothing(cells: Metrics) -> None:
    """Title and text share one ink and one page even on a low panel."""
    (page,) = plain(Content("一", ("二",)), Box(64, 32), cells, Style())
    assert inks(page) == {"一": Ink.TEXT, "二": Ink.TEXT}


def test_line_ends_and_tabs() -> None:
    """Line ends of any kind begin a paragraph, a tab is a space, empty lines go."""
    assert split_paragraphs("一\r\n\n二\r三\t四\n ") == ["一", "二", "三 四"]


@pytest.mark.parametrize("level", ["red", "红色"])
def test_a_warning_has_the_ink_of_its_level(cells: Metrics, level: str) -> None:
    """Title and text of a warning are in its level's ink."""
    (page,) = arrange(Content("警报", ("转移",), warning=level), Box(64, 96), cells, Style())
    assert set(inks(page).values()) == {Ink.WARNING_RED}


def test_a_warning_of_no_level_is_refused() -> None:
    """A level in another word has no colour, so it is an error and not a guess."""
    with pytest.raises(ValueError, match="not 'purple'"):
        level_ink("purple")


def test_a_table_repeats_its_header_and_ends_with_totals(cells: Metrics) -> None:
    """Every page has the header; rows keep their order; totals are last."""
    pages = arrange(Content("", table=PEOPLE), Box(128, 64), cells, Style())
    assert [texts(page) for page in pages] == [
        ["姓名", "金额", "吕文水", "1240", "欧阳小菲", "910", "1/2"],
        ["姓名", "金额", "于德", "1820", "合计", "3970", "2/2"],
    ]


def test_columns_stand_still_and_figures_end_together(cells: Metrics) -> None:
    """Column places come from the whole list; right-aligned cells share their right edge."""
    pages = arrange(Content("", table=PEOPLE), Box(128, 64), cells, Style())
    cellsets = [p for page in pages for p in page.placements if isinstance(p, Text) and p.size == 16]
    names, amounts = cellsets[0::2], cellsets[1::2]
    assert {p.x for p in names} == {0}
    assert len({p.x + cells.advance(p.text, 16) for p in amounts}) == 1
    assert {p.ink for p in amounts if p.text != "金额"} == {Ink.AMOUNT}


def test_a_table_page_stands_by_its_rows(cells: Metrics) -> None:
    """Two rows stand five seconds, six rows thirteen."""
    low, high = (arrange(Content("", table=PEOPLE), Box(128, h), cells, Style())[0] for h in (64, 128))
    assert (low.dwell_ms, high.dwell_ms) == (5000, 9000)


def test_a_short_title_stands_in_the_middle(cells: Metrics) -> None:
    """One line of title on a page of three is the second line."""
    first, *_ = arrange(NOTICE, Box(128, 64), cells, Style())
    assert first.placements[0].y == 20


@pytest.mark.parametrize("name", ["table", "cards"])
@pytest.mark.parametrize("listed", [None, Table((Column("姓名"),), ()), Table((), ())])
def test_a_layout_for_lists_without_a_list(cells: Metrics, name: str, listed: Table | None) -> None:
    """Asked for by name without rows, it sets an ordinary notice."""
    content = replace(NOTICE, table=listed)
    named, plainly = (arrange(content, Box(128, 64), cells, Style(), one) for one in (name, "titled"))
    assert named == plainly


@pytest.mark.parametrize("name", ["titled", "plain", "warning"])
def test_a_layout_of_text_refuses_a_list(cells: Metrics, name: str) -> None:
    """Nothing of the content is left out without saying so: rows have no place among paragraphs."""
    content = Content("题", ("文",), table=Table((Column("姓名"),), (("某",),)), warning="red")
    with pytest.raises(Unsuited, match="table") as refused:
        arrange(content, Box(128, 64), cells, Style(), name)
    assert refused.value.layout == name
    with pytest.raises(Unsuited):
        arrange(content, Box(128, 64), cells, Style())


def test_nothing_makes_no_page(cells: Metrics) -> None:
    """Empty content has no page; whoever asked says what to do."""
    assert arrange(Content(""), Box(64, 32), cells, Style()) == []


def test_an_endless_notice_is_a_mistake(cells: Metrics) -> None:
    """A layout that returns ever more pages is stopped, not marked."""
    page = PageLayout((), 3000)
    with pytest.raises(TooManyPages, match="pages or more"):
        lay_out(Box(256, 64), cells, Style(), lambda _: [page] * 100_000)


def test_presets_are_styles() -> None:
    """Each preset file is a complete style; an unknown name lists those there are."""
    assert preset() == Preset()
    sizes = {name: preset(name).style.size for name in preset_names()}
    assert sizes == {"compact": 12, "default": 16, "large": 32, "outline24": 24}
    with pytest.raises(ValueError, match="default, large"):
        preset("huge")


def test_a_preset_names_what_differs() -> None:
    """A file gives sizes, a face and colours; what it leaves out stays as it is."""
    one = read_preset('size = 32\nface = "outline"\n[colours]\ntitle = "white"\n')
    assert one == Preset(Style(size=32), "outline", {Ink.TITLE: "white"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sise = 16", "no key 'sise'"),
        ('size = "16"', "size must be int"),
        ("size = true", "size must be int"),
        ('face = "sans"', "face must be pixel / outline"),
        ('[colours]\ntitle = "pink"', "title must be red"),
        ('[colours]\nname = "red"', "no key 'colours.name'; it has title"),
        ("colours = 3", "colours must be"),
        ("row_ms = 0", "row_ms must be 100–30000, not 0"),
        ("min_text_ms = 3600000", "min_text_ms must be 500–60000"),
        ("look_up_ms = -1", "look_up_ms must be 0–60000"),
        ("size = 4", "size must be 8–256"),
    ],
)
def test_a_wrong_preset_says_what_is_wrong(text: str, told: str) -> None:
    """A slip in a preset is refused by its name, never guessed."""
    with pytest.raises(ValueError, match=told):
        read_preset(text)


def test_a_layout_of_another_distribution(monkeypatch: pytest.MonkeyPatch, cells: Metrics) -> None:
    """An entry point adds a name and never replaces a built-in one."""
    outside = EntryPoints(
        EntryPoint(name, "layouts.plain:plain", "ledctl.layouts") for name in ("titled", "mine")
    )
    monkeypatch.setattr(layouts, "entry_points", lambda group: outside.select(group=group))
    assert find_layout("mine") is plain
    assert find_layout("titled") is titled
    with pytest.raises(LookupError, match=", ".join(sorted({*BUILTIN, "mine"}))):
        find_layout("theirs")


def test_builtin_layouts_are_layouts() -> None:
    """Every built-in function has the published signature."""
    functions: list[Layout] = [find_layout(name) for name in BUILTIN]
    assert [getattr(function, "__name__", "") for function in functions] == list(BUILTIN)
