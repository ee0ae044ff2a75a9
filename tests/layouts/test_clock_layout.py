"""The clock: 1,440 pages that differ in the time and in nothing else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from layouts.base import (
    Box,
    Column,
    Content,
    DayPages,
    DoesNotFit,
    Ink,
    LineTooWide,
    Metrics,
    Style,
    Table,
    Text,
    Unsuited,
)
from layouts.clock import MINUTES, clock

TOWN = Content("鹭洲镇人民政府", ("便民服务热线 12345",), issuer="办公室", date="2026年11月22日")
WORDS = st.text(st.sampled_from("鹭洲镇公示，。0123456789 a"), max_size=20)
CONTENTS = st.builds(Content, title=WORDS, body=st.lists(WORDS, max_size=2).map(tuple), phone=WORDS)
BOXES = st.builds(Box, st.integers(40, 512), st.integers(16, 128))
STYLES = st.sampled_from([Style(), Style(size=32, pitch=34)])


def texts(page: tuple[object, ...]) -> list[Text]:
    return [placement for placement in page if isinstance(placement, Text)]


def made(content: Content, box: Box, cells: Metrics, style: Style) -> DayPages:
    try:
        return clock(content, box, cells, style)
    except DoesNotFit:
        assume(False)
        raise


@given(content=CONTENTS, box=BOXES, style=STYLES)
def test_every_minute_is_on_the_page_and_clear_of_the_rest(
    cells: Metrics, content: Content, box: Box, style: Style
) -> None:
    """Nothing leaves the page, nothing overlaps, nothing of title and text is lost or shrunk (R37)."""
    pages = made(content, box, cells, style)
    *lines, time = texts(pages[488].placements)
    boxes = [(t.x, t.y, t.x + cells.advance(t.text, t.size), t.y + t.size) for t in (*lines, time)]
    for left, top, right, bottom in boxes:
        assert 0 <= left <= right <= box.width
        assert 0 <= top <= bottom <= box.height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(line.size == style.size for line in lines)
    said = [
        content.title,
        *(text for text in (*content.body, content.phone) if text.strip() != content.title.strip()),
    ]
    assert "".join("".join(line.text.split()) for line in lines) == "".join(
        "".join(text.split()) for text in said
    )


@given(content=CONTENTS, box=BOXES)
def test_the_pages_differ_in_the_time_alone(cells: Metrics, content: Content, box: Box) -> None:
    """Page ``i`` says minute ``i``, always at the same place; the rest stands still."""
    pages = made(content, box, cells, Style())
    times = [texts(page.placements)[-1] for page in pages]
    assert [time.text for time in times] == list(MINUTES)
    assert len({(time.x, time.y, time.size) for time in times}) == 1
    assert len({page.placements[:-1] for page in pages}) == 1
    assert {page.dwell_ms for page in pages} == {60_000}


def test_a_day_has_its_minutes() -> None:
    """From midnight to the last minute before it, each once."""
    assert (len(set(MINUTES)), MINUTES[0], MINUTES[488], MINUTES[1439]) == (1440, "00:00", "08:08", "23:59")


@pytest.mark.parametrize(
    ("content", "box", "size"),
    [
        (TOWN, Box(256, 64), 32),  # beside: at 48 the hotline would be broken
        (TOWN, Box(192, 96), 48),  # below: the lines keep their distance
        (TOWN, Box(512, 128), 128),
        (Content("鹭洲镇", ("鹭洲镇",)), Box(128, 16), 16),
        (Content("鹭洲镇", ("鹭洲镇",)), Box(64, 32), 16),
        (Content("鹭洲镇", ("为人民服务，建设美丽乡村",)), Box(128, 80), 16),  # broken: there is no other way
        (Content(""), Box(128, 32), 32),
    ],
)
def test_the_digits_are_as_large_as_can_be(cells: Metrics, content: Content, box: Box, size: int) -> None:
    """The largest multiple of 16 that leaves the words whole, or where none does, leaves them room."""
    assert texts(clock(content, box, cells, Style())[0].placements)[-1].size == size


def test_a_text_that_repeats_the_title_is_said_once(cells: Metrics) -> None:
    """A notice must have a text; on a low panel the town's name is enough."""
    page = clock(Content("鹭洲镇", ("鹭洲镇",), phone="12345"), Box(256, 32), cells, Style())[0]
    assert [(text.text, text.ink) for text in texts(page.placements)] == [
        ("鹭洲镇", Ink.TITLE),
        ("12345", Ink.TEXT),
        ("00:00", Ink.TEXT),
    ]


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (TOWN, Box(128, 16)),
        (Content("鹭洲镇"), Box(40, 16)),
        (Content(""), Box(39, 16)),
        (Content("镇" * 60), Box(128, 64)),
        (Content(""), Box(64, 15)),
        (Content("镇"), Box(39, 64)),
        (Content("鹭洲镇", ("为人民服务，建设美丽乡村",)), Box(128, 64)),
    ],
)
def test_what_has_no_room_is_refused(cells: Metrics, content: Content, box: Box) -> None:
    """Nothing is squeezed beside the time, and nothing left out."""
    with pytest.raises(DoesNotFit) as refused:
        clock(content, box, cells, Style())
    time_has_room = box.width >= 40 and box.height >= 16
    assert isinstance(refused.value, LineTooWide) == time_has_room


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (Content("镇", table=Table((Column("姓名"),), (("某",),))), "table"),
        (Content("镇", period="公示期：2026年11月24日至11月30日"), "period"),
        (Content("镇", warning="red"), "warning"),
    ],
)
def test_a_clock_is_no_document(cells: Metrics, content: Content, what: str) -> None:
    """A list, a publicity period or a warning is never lost behind the time of day."""
    with pytest.raises(Unsuited) as refused:
        clock(content, Box(256, 64), cells, Style())
    assert refused.value.what == what
