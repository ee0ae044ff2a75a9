from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.base import Box, DoesNotFit, Metrics, PageLayout, Style, Text
from layouts.sheets import MARK, Grid, grid, mark_pages, sheet


@pytest.mark.parametrize(
    ("height", "wanted"),
    [
        (16, Grid(1, 16, 0)),
        (24, Grid(1, 16, 4)),
        (32, Grid(2, 16, 0)),
        (48, Grid(2, 24, 4)),
        (64, Grid(3, 24, 0)),
        (80, Grid(4, 21, 0)),
        (96, Grid(5, 20, 0)),
        (128, Grid(7, 18, 2)),
    ],
)
def test_lines_of_a_page(height: int, wanted: Grid) -> None:
    """16 px text: two lines on 32 px, then as many as fit at 17 px or more, spread evenly."""
    assert grid(height, 16, 17) == wanted


@given(height=st.integers(16, 512), size=st.sampled_from([16, 32]), extra=st.integers(0, 8))
def test_lines_stay_on_the_page(height: int, size: int, extra: int) -> None:
    """First and last line are inside the page, and lines never overlap."""
    if height < size:
        return
    found = grid(height, size, size + extra)
    assert found.top >= 0
    assert found.pitch >= size
    assert found.top + found.pitch * (found.lines - 1) + size <= height


def test_a_page_lower_than_a_line(cells: Metrics) -> None:
    """A sign lower or narrower than one character is refused (R37: never shrink instead)."""
    with pytest.raises(DoesNotFit, match="one line needs 16 px"):
        sheet(Box(64, 12), cells, Style(), 0)
    with pytest.raises(DoesNotFit, match="one character needs 16 px"):
        sheet(Box(12, 64), cells, Style(), 0)


@pytest.mark.parametrize("height", [48, 64, 80, 96, 128])
def test_a_foot_for_the_mark_costs_no_line(cells: Metrics, height: int) -> None:
    """On panels with room to spare the lines move up and keep their full width."""
    with_mark, without = (sheet(Box(128, height), cells, Style(), digits) for digits in (1, 0))
    assert with_mark.lines == without.lines
    assert with_mark.last_width == 128
    assert with_mark.y(with_mark.lines - 1) + 16 <= height - MARK


@pytest.mark.parametrize("height", [16, 32])
def test_without_a_foot_the_last_line_is_shorter(cells: Metrics, height: int) -> None:
    """On low panels the mark takes its room from the last line only."""
    page = sheet(Box(128, height), cells, Style(), 2)
    assert page.last_width == 128 - 5 * 5 - 4
    assert page.width(0) == (128 if height == 32 else page.last_width)


def test_no_room_for_a_character_beside_the_mark(cells: Metrics) -> None:
    """A page that could show its mark and nothing else is refused."""
    with pytest.raises(DoesNotFit, match="page mark"):
        sheet(Box(32, 16), cells, Style(), 2)


def test_marks_count_the_pages(cells: Metrics) -> None:
    """Several pages carry n/m at the bottom right; a single one carries none."""
    page = PageLayout((), 3000)
    marked = mark_pages([page, page], Box(64, 32), cells)
    texts = [placement for one in marked for placement in one.placements]
    assert [t.text for t in texts if isinstance(t, Text)] == ["1/2", "2/2"]
    assert {(t.x, t.y) for t in texts} == {(64 - 15, 24)}
    assert mark_pages([page], Box(64, 32), cells) == [page]
