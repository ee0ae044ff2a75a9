"""How large a board should be, and how much of it is free: the county's figures, and laws of any board."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.facts import Board, Level
from ledctl.boards.hanging import Stay
from ledctl.boards.register.room import PAPERS, cell_of, room_on
from ledctl.boards.register.sizes import exactly, shortfalls
from ledctl.settings import BoardSettings
from tests.boards.register import a_board
from tests.pictures.board_scenes import stay

RULES = BoardSettings()
STAYS = st.lists(
    st.builds(
        stay,
        st.integers(1, 99),
        st.sampled_from(["A4", "A3", ""]),
        landscape=st.booleans(),
        pages=st.integers(1, 9),
    ),
    max_size=40,
)
BOARDS = st.builds(
    a_board,
    width_cm=st.integers(20, 10_000),
    height_cm=st.integers(20, 10_000),
    fixed_percent=st.integers(0, 100),
)


@pytest.mark.parametrize(
    ("level", "wide", "high", "fixed", "codes"),
    [
        (Level.TOWN, 800, 250, 70, []),
        (Level.TOWN, 799, 250, 70, ["board_too_small"]),
        (Level.TOWN, 800, 250, 71, ["board_too_fixed"]),
        (Level.VILLAGE, 400, 250, 0, []),
        (Level.VILLAGE, 399, 250, 100, ["board_too_small", "board_too_fixed"]),
        (Level.GROUP, 20, 20, 0, []),
        (Level.SITE, 120, 90, 70, []),
    ],
)
def test_the_countys_figures(level: Level, wide: int, high: int, fixed: int, codes: list[str]) -> None:
    """A town's board at least 20 m2, a village's 10, fixed panels on at most 70 %: to the centimetre."""
    board = a_board(level=level, width_cm=wide, height_cm=high, fixed_percent=fixed)
    assert [one.code for one in shortfalls(board, RULES)] == codes


def test_a_site_may_have_figures_of_its_own() -> None:
    """What the county asks for elsewhere is a setting."""
    rules = BoardSettings(town_min_m2=21.5, fixed_most=20)
    said = [one.en for one in shortfalls(a_board(width_cm=800, height_cm=260, fixed_percent=30), rules)]
    assert said == [
        "20.8 m²: a town board should measure 21.5 m² at least.",
        "Fixed panels take 30 %; they should take 20 % at most.",
    ]


def test_an_area_is_not_rounded_up_to_what_is_asked_for() -> None:
    """19.9999 m2 is told as that, never as 20."""
    assert [exactly(area) for area in (19.9999, 20.0, 9.5)] == ["19.9999", "20", "9.5"]


@given(BOARDS, STAYS)
def test_areas_add_up(board: Board, stays: list[Stay]) -> None:
    """Fixed and notices make the board; taken and free, less what is too much, make the notices' part."""
    room = room_on(board, stays)
    assert room.fixed_m2 + room.notices_m2 == pytest.approx(board.area_m2)
    assert room.taken_m2 + room.free_m2 - room.over_m2 == pytest.approx(room.notices_m2)
    assert min(room.free_m2, room.over_m2) == 0
    assert room.is_over == (room.over_m2 > 0)
    assert (room.sheets, room.pages) == (len(stays), sum(one.pages for one in stays))


@given(BOARDS, STAYS, STAYS)
def test_more_sheets_never_leave_more_room(board: Board, some: list[Stay], more: list[Stay]) -> None:
    """Putting up takes room, taking down gives back exactly what was taken."""
    fewer, both = room_on(board, some), room_on(board, [*some, *more])
    assert both.free_m2 <= fewer.free_m2
    assert both.a4_left <= fewer.a4_left
    assert room_on(board, [*some, *more][: len(some)]) == fewer


@given(BOARDS)
def test_so_many_sheets_as_told_have_room(board: Board) -> None:
    """What is told to fit fits by its area, and one more does not; none fits a board narrower than a page."""
    left = room_on(board, []).a4_left
    assert room_on(board, [stay(1, pages=left)]).over_m2 < 1e-6
    if min(board.width_cm, board.height_cm) < 25 or max(board.width_cm, board.height_cm) < 34:
        assert left == 0
    else:
        assert room_on(board, [stay(1, pages=left + 1)]).is_over


@given(st.sampled_from(sorted(PAPERS)), st.integers(1, 9))
def test_paper_is_as_large_across_as_upright(paper: str, pages: int) -> None:
    """Landscape turns a sheet and takes the same room."""
    upright, across = (stay(1, paper, landscape=turned, pages=pages) for turned in (False, True))
    assert cell_of(upright) == cell_of(across)[::-1]
    assert room_on(a_board(), [upright]) == room_on(a_board(), [across])


def test_unknown_paper_counts_as_a4_and_says_so() -> None:
    """Nobody entered which paper hangs: the figure is estimated, and told to be."""
    known, unknown = room_on(a_board(), [stay(1)]), room_on(a_board(), [stay(1, "")])
    assert replace(unknown, guessed=0) == known
    assert (known.guessed, unknown.guessed) == (0, 1)
    assert unknown.as_dict() == {
        "area_m2": 20.8, "fixed_m2": 6.24, "notices_m2": 14.56, "taken_m2": 0.0843, "sheets": 1, "pages": 1,
        "guessed": 1, "free_m2": 14.4757, "over_m2": 0.0, "a4_left": 171,
    }  # fmt: skip


def test_which_notices_a_board_carries() -> None:
    """A special board (专项公示栏) carries its categories alone; one without any carries every one."""
    special = a_board(categories=("social_aid",), special="民政专栏")
    assert (special.carries("social_aid"), special.carries("general")) == (True, False)
    assert a_board().carries("general")
