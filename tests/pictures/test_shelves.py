"""Sheets laid out in rows: laws of any sizes."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.pictures.shelves import Laid, Sheet, Spot, lay_out

SHEETS = st.lists(
    st.builds(Sheet, st.sampled_from([250, 337, 460]), st.sampled_from([250, 337, 460]), st.integers(1, 9)),
    max_size=30,
)
SIDE = st.integers(0, 4000)


def boxes(sheets: list[Sheet], laid: list[Laid]) -> list[tuple[int, int, int, int]]:
    return [
        (spot.x, spot.y, spot.x + sheet.width, spot.y + sheet.height)
        for sheet, spots in zip(sheets, laid, strict=True)
        for spot in spots or ()
    ]


@given(SHEETS, SIDE, SIDE)
def test_pages_are_inside_and_apart(sheets: list[Sheet], wide: int, high: int) -> None:
    """No page leaves the board, none covers another, and a sheet has all of its pages or none."""
    laid = lay_out(sheets, wide, high)
    found = boxes(sheets, laid)
    assert all(right <= wide and bottom <= high for _, _, right, bottom in found)
    for one, other in combinations(found, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    counts = [(sheet.pages, len(spots or ())) for sheet, spots in zip(sheets, laid, strict=True)]
    assert all(placed in (0, pages) for pages, placed in counts)


@given(SHEETS, SIDE, SIDE, st.integers(0, 30))
def test_later_sheets_move_nothing(sheets: list[Sheet], wide: int, high: int, first: int) -> None:
    """What was laid out before a sheet came stays where it is."""
    assert lay_out(sheets[:first], wide, high) == lay_out(sheets, wide, high)[:first]


def test_pages_of_one_sheet_stand_side_by_side() -> None:
    """In one row where it is wide enough; else they go on in the next."""
    assert lay_out([Sheet(250, 337, 3)], 800, 400) == [(Spot(0, 0), Spot(250, 0), Spot(500, 0))]
    assert lay_out([Sheet(250, 337, 3)], 600, 700) == [(Spot(0, 0), Spot(250, 0), Spot(0, 337))]
    assert lay_out([Sheet(250, 337, 3)], 600, 400) == [None]


def test_a_small_sheet_fills_an_earlier_row() -> None:
    """Room that an earlier row has left is used; a row with others below it grows no more."""
    sheets = [Sheet(337, 250), Sheet(460, 337), Sheet(250, 250), Sheet(250, 337)]
    assert lay_out(sheets, 620, 700) == [(Spot(0, 0),), (Spot(0, 250),), (Spot(337, 0),), None]
