from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.cells import Fit, Ink, fit, room_to_move, rows_above

edges = st.integers(-40, 80)


@pytest.mark.parametrize(
    ("size", "above"), [(12, 11), (13, 11), (15, 13), (16, 14), (24, 21), (28, 25), (32, 28), (48, 42)]
)
def test_the_baseline_of_each_size(size: int, above: int) -> None:
    """One row for each size, whatever the font; doubled sizes have doubled rows."""
    assert rows_above(size) == above
    assert rows_above(16 * size) == 14 * size


@pytest.mark.parametrize(
    ("ink", "wanted"),
    [
        (Ink(0, 0, 12, 12), Fit(0, 0, 12)),
        (Ink(1, -2, 11, 10), Fit(0, 2, 12)),
        (Ink(1, 3, 11, 14), Fit(0, -2, 12)),
        (Ink(-1, 0, 13, 12), Fit(1, 0, 14)),
        (Ink(0, -3, 12, 9), None),
        (Ink(0, 0, 15, 12), None),
        (Ink(0, -1, 12, 12), None),
    ],
)
def test_what_leaves_a_cell_by_little_is_moved_in(ink: Ink, wanted: Fit | None) -> None:
    """Up to a sixth of the size in any direction; taller than the cell or further out is no glyph."""
    assert fit(ink, 12, 12, room=room_to_move(12)) == wanted


@given(st.builds(Ink, edges, edges, edges, edges), st.integers(0, 40), st.integers(1, 40), st.integers(0, 6))
def test_moved_ink_lies_in_its_cell(ink: Ink, advance: int, size: int, room: int) -> None:
    """Whatever is accepted ends within its cell, moved by no more than the room there is."""
    moved = fit(ink, advance, size, room=room)
    if moved and ink.left < ink.right and ink.top < ink.bottom:
        assert 0 <= ink.left + moved.right < ink.right + moved.right <= moved.advance
        assert 0 <= ink.top + moved.down < ink.bottom + moved.down <= size
        assert max(moved.right, abs(moved.down)) <= room


def test_a_dot_font_is_never_moved() -> None:
    """Without room, ink outside the cell is no glyph, on whichever side."""
    for ink in (Ink(-1, 0, 8, 16), Ink(0, -1, 8, 15), Ink(0, 0, 9, 16), Ink(0, 0, 8, 17)):
        assert fit(ink, 8, 16) is None


def test_a_glyph_in_the_middle_of_a_wider_cell() -> None:
    """Figures of one width: the ink stays whole, an odd pixel goes to the right."""
    assert Glyph(2, (0b11,)).centred(2) == Glyph(2, (0b11,))
    assert Glyph(2, (0b11,)).centred(5) == Glyph(5, (0b01100,))
