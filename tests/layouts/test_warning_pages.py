"""Warnings: large, whole, in order; the level in words, the station and the hour on every page with room."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from layouts.base import Box, Content, DoesNotFit, Ink, Metrics, PageLayout, Rule, Style, Text
from layouts.drafts import Draft
from layouts.sentences import split_sentences, write_sentences
from layouts.sheets import sheet
from layouts.signals import issued, read_signal
from layouts.styles import read_preset
from layouts.warning import warning

STORM = Content(
    "沅岭县气象台发布暴雨橙色预警信号",
    (
        "沅岭县气象台2026年6月18日15时20分发布暴雨橙色预警信号：预计未来3小时，我县鹭洲镇、石螺镇"
        "等乡镇降雨量将达50毫米以上，局地有山洪、地质灾害风险，请注意防范！",
        "防御提示：①停止户外作业；②低洼地带、切坡建房户立即转移；③不要涉水通行。",
    ),
    issuer="沅岭县气象台",
    date="2026年6月18日",
    warning="orange",
)
OF_TEXTS = "山洪立即转移！；。，①50毫米 "
TEXTS = st.lists(st.text(st.sampled_from(OF_TEXTS), min_size=1, max_size=80), min_size=1, max_size=3)
SIGNALS = st.builds(
    Content,
    title=st.text(st.sampled_from("暴雨橙色预警"), max_size=20),
    body=TEXTS.map(tuple),
    issuer=st.sampled_from(["", "县气象台", "沅岭县鹭洲镇防汛抗旱指挥部"]),
    date=st.sampled_from(["", "2026年6月18日"]),
    warning=st.sampled_from(["blue", "橙色"]),
)
BOXES = st.builds(
    Box,
    st.sampled_from([64, 96, 128, 192, 256, 512, 1024]),
    st.sampled_from([16, 32, 48, 64, 96, 128, 256]),
)


def set_warning(content: Content, box: Box, cells: Metrics, style: Style | None = None) -> list[PageLayout]:
    try:
        return list(warning(content, box, cells, style or Style()))
    except DoesNotFit:
        assume(False)
        raise


def runs(page: PageLayout) -> list[str]:
    return [p.text for p in page.placements if isinstance(p, Text) and p.size > 8]


def sizes(pages: list[PageLayout]) -> set[int]:
    """What title and text are set in: the largest there is on every page."""
    return {max(p.size for p in page.placements if isinstance(p, Text)) for page in pages}


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(content=SIGNALS, box=BOXES)
def test_the_text_is_whole_and_in_order(cells: Metrics, content: Content, box: Box) -> None:
    """The lines of a warning joined are its text, unaltered (title and foot have other characters here)."""
    pages = set_warning(content, box, cells)
    lines = [run for page in pages for run in runs(page) if set(run) <= set(OF_TEXTS)]
    assert squeezed("".join(lines)) == squeezed("".join(content.body))


@given(content=SIGNALS, box=BOXES)
def test_nothing_leaves_the_page_or_overlaps(cells: Metrics, content: Content, box: Box) -> None:
    """Text, bands and foot stand apart, inside the page."""
    for page in set_warning(content, box, cells):
        areas = [area(p, cells) for p in page.placements]
        for n, (left, top, right, bottom) in enumerate(areas):
            assert 0 <= left < right <= box.width
            assert 0 <= top < bottom <= box.height
            for other in areas[n + 1 :]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def area(p: Text | Rule, cells: Metrics) -> tuple[int, int, int, int]:
    wide, high = (cells.advance(p.text, p.size), p.size) if isinstance(p, Text) else (p.width, p.height)
    return p.x, p.y, p.x + wide, p.y + high


@given(content=SIGNALS, box=BOXES)
@example(content=Content("", (" ",), warning="blue"), box=Box(64, 16))
def test_the_level_is_always_said_in_words(cells: Metrics, content: Content, box: Box) -> None:
    """Colour is never the only carrier of the level; a warning that says nothing has no page to say it on."""
    signal, pages = read_signal(content), set_warning(content, box, cells)
    assert bool(pages) == signal.says_something()
    assert not pages or signal.word[:2] in "".join(run for page in pages for run in runs(page))


@given(content=SIGNALS, box=BOXES)
def test_few_pages_or_the_smallest_size(cells: Metrics, content: Content, box: Box) -> None:
    """More than six pages are set at 16 px only; larger pages are never more."""
    pages = set_warning(content, box, cells)
    if len(pages) > Style().warning_pages:
        assert sizes(pages) == {16}


@pytest.mark.parametrize(
    ("box", "size"), [(Box(1024, 256), 48), (Box(512, 128), 32), (Box(256, 96), 16), (Box(128, 32), 16)]
)
def test_as_large_as_few_pages_allow(cells: Metrics, box: Box, size: int) -> None:
    """The same warning is larger on a larger panel, and goes round in few pages where it can."""
    pages = set_warning(STORM, box, cells)
    assert sizes(pages) == {size}
    assert (len(pages) <= 6) == (box.height > 32)


@pytest.mark.parametrize(("pages", "characters", "size"), [(6, 12, 32), (6, 0, 48), (1, 12, 16)])
def test_few_and_full_are_the_styles_to_say(cells: Metrics, pages: int, characters: int, size: int) -> None:
    """Six pages at most, of a panel that holds twelve characters: both are settings."""
    content = Content(
        "暴雨橙色预警", ("预计未来三小时大雨，请立即转移！",), issuer="气象台", warning="orange"
    )
    style = Style(warning_pages=pages, warning_characters=characters)
    assert sizes(set_warning(content, Box(192, 96), cells, style)) == {size}


def test_every_page_says_who_which_and_when(cells: Metrics) -> None:
    """On a panel with room: the title as head, station, level and hour at the foot."""
    for page in set_warning(STORM, Box(1024, 256), cells):
        said = runs(page)
        assert STORM.title in said
        assert {"沅岭县气象台", "橙色预警", "2026年6月18日15时20分"} <= set(said)
        assert {p.ink for p in page.placements if isinstance(p, Rule)} == {Ink.WARNING_ORANGE}


def test_what_the_head_says_gives_room_at_the_foot(cells: Metrics) -> None:
    """Where one line cannot hold all, the hour goes before the station the title names."""
    for page in set_warning(STORM, Box(256, 96), cells):
        assert runs(page)[0] == STORM.title
        assert "2026年6月18日15时20分" in runs(page)
        assert "沅岭县气象台" not in runs(page)


def test_a_low_panel_gives_them_pages_of_their_own(cells: Metrics) -> None:
    """Two lines have no room for a foot: station and hour close the warning."""
    pages = set_warning(STORM, Box(128, 32), cells)
    assert not [p for page in pages for p in page.placements if isinstance(p, Rule)]
    assert [runs(page) for page in pages[-2:]] == [["沅岭县气象台"], ["2026年6月18日", "15时20分"]]


@pytest.mark.parametrize(
    ("lengths", "pages"),
    [
        ((25, 15), [25, 15]),  # not 30 and 10: two pages either way
        ((20, 25, 15), [30, 30]),  # whole sentences would take three
        ((10, 15, 10, 20), [25, 30]),  # as many as fit, then the rest
        ((35, 15, 10), [30, 30]),  # only the one longer than a page is broken
        ((35, 20, 25), [30, 25, 25]),  # and the page turned after it where that is free
    ],
)
def test_pages_end_with_sentences_where_that_costs_none(
    cells: Metrics, lengths: tuple[int, ...], pages: list[int]
) -> None:
    """Of thirty characters a page; a break at a sentence costs no page, or is not made."""
    on = sheet(Box(160, 64), cells, Style(), 1)
    text = "".join("雨" * (length - 1) + "。" for length in lengths)
    draft = write_sentences(Draft(), [text], Ink.TEXT, on)
    shown = ["".join(p.text for p in leaf.placements if isinstance(p, Text)) for leaf in draft.leaves]
    assert [len(page) for page in shown] == pages
    assert "".join(shown) == text


def test_one_page_where_all_fits(cells: Metrics) -> None:
    """A short warning stands on one page, with its foot and no mark, as large as that allows."""
    short = Content("紧急转移", ("立即转移！",), issuer="防汛办", date="6月18日", warning="red")
    (page,) = set_warning(short, Box(256, 128), cells)
    assert sizes([page]) == {48}
    assert {"紧急转移", "立即转移！", "防汛办", "红色预警"} <= set(runs(page))


def test_a_title_page_is_centred(cells: Metrics) -> None:
    """One line of title where two would fit stands half way between them."""
    first, *_ = set_warning(STORM, Box(192, 96), cells)
    title = [p for p in first.placements if isinstance(p, Text) and "预警信号" in p.text]
    (band,) = (p for p in first.placements if isinstance(p, Rule))
    lines = [p.y for p in first.placements if isinstance(p, Text) and p.y < band.y]
    assert title
    assert abs(min(lines) - (band.y - max(lines) - 16)) <= 2


def test_a_title_is_not_broken_over_pages_for_size(cells: Metrics) -> None:
    """A size at which the title needs two pages is too large, whatever the pages are."""
    long_title = Content("暴雨橙色预警信号发布请立即转移", ("转移",), warning="orange")
    pages = set_warning(long_title, Box(128, 64), cells)
    assert sizes(pages) == {16}


def test_no_size_below_the_styles_own(cells: Metrics) -> None:
    """A preset of 32 px sets no warning smaller, and one without sizes keeps its own."""
    large = Style(size=32, pitch=34)
    assert sizes(set_warning(STORM, Box(256, 96), cells, large)) == {32}
    assert sizes(set_warning(STORM, Box(256, 96), cells, Style(size=64, pitch=68))) == {64}


def test_a_long_text_is_still_whole_on_a_high_panel(cells: Metrics) -> None:
    """Too long for few pages: the smallest size, head and foot on every page."""
    body = tuple("请立即转移到高处，不要涉水通行。" for _ in range(60))
    content = Content("暴雨橙色预警", body, issuer="县气象台", warning="orange")
    pages = set_warning(content, Box(256, 96), cells)
    assert len(pages) > 6
    assert all({"暴雨橙色预警", "县气象台"} <= set(runs(page)) for page in pages)


def test_a_station_wider_than_the_foot(cells: Metrics) -> None:
    """A name the foot cannot hold closes the warning instead, and is not cut."""
    body = tuple("请立即转移到高处，不要涉水通行。" for _ in range(60))
    content = Content("暴雨橙色预警", body, issuer="沅岭县鹭洲镇防汛抗旱指挥部", warning="orange")
    pages = set_warning(content, Box(128, 128), cells)
    assert "沅岭县鹭洲镇防汛抗旱指挥部" in "".join(runs(pages[-1]))


def test_nothing_to_say_makes_no_page(cells: Metrics) -> None:
    """A level alone is no warning."""
    assert set_warning(Content("", ("  ",), warning="red"), Box(128, 32), cells) == []


def test_a_warning_without_text_still_says_who(cells: Metrics) -> None:
    """Everything in the foot: one page stands, for the least time."""
    (page,) = set_warning(Content("", issuer="县气象台", warning="red"), Box(256, 96), cells)
    assert runs(page) == ["县气象台", "红色预警"]


def test_period_and_phone_close_a_warning(cells: Metrics) -> None:
    """Whatever else the content holds is said at the end; a number in the text is not said again."""
    content = Content("题", ("电话0700-1",), period="期", phone="0700-1", warning="red")
    said = [run for page in set_warning(content, Box(256, 96), cells) for run in runs(page)]
    assert "期" in said
    assert "0700-1" not in said
    other = Content("题", ("文",), phone="0700-1", warning="red")
    assert "0700-1" in [run for page in set_warning(other, Box(256, 96), cells) for run in runs(page)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("气象台2026年6月18日15时20分发布暴雨预警", "2026年6月18日15时20分"),
        ("2026年6月18日 15:20发布", "2026年6月18日 15:20"),
        ("2026年6月18日15时起有暴雨。今日发布", "2026年6月18日"),
        ("2026年6月17日15时发布", "2026年6月18日"),
    ],
)
def test_the_hour_of_issue_is_taken_from_the_text(text: str, when: str) -> None:
    """Only an hour that stands right behind the signing date and was that of issue."""
    assert issued("2026年6月18日", (text,)) == when
    assert issued("", (text,)) == ""


@given(TEXTS)
def test_sentences_joined_are_the_text(paragraphs: list[str]) -> None:
    """Splitting loses nothing, and each sentence knows its paragraph."""
    sentences = split_sentences(paragraphs)
    for number, whole in enumerate(paragraphs):
        assert "".join(one.text for one in sentences if one.paragraph == number) == whole


def test_a_preset_lists_sizes() -> None:
    """Sizes of warnings are a list of whole numbers in TOML, and nothing else."""
    assert read_preset("warning_sizes = [64, 32]").style.warning_sizes == (64, 32)
    for wrong in ("[]", "[true]", '["48"]', "48"):
        with pytest.raises(ValueError, match="warning_sizes must be"):
            read_preset(f"warning_sizes = {wrong}")
