"""How far characters are read: the law of twenty minutes of arc, and its figures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.rendering.legibility import ANGLE, SIZES, Viewing

pitches = st.floats(min_value=1, max_value=40)
distances = st.floats(min_value=0.5, max_value=300)
sizes = st.integers(min_value=8, max_value=96)


@pytest.mark.parametrize(
    ("pitch", "size", "metres"), [(10, 16, 27), (4.75, 16, 13), (3.75, 16, 10), (10, 32, 55)]
)
def test_the_figures_of_common_signs(pitch: float, size: int, metres: int) -> None:
    """P10 at 16 px reaches 27 m, P4.75 13 m, P3.75 10 m, and doubled characters twice as far."""
    assert math.floor(Viewing(pitch).reach_m(size)) == metres


def test_the_angle_is_twenty_minutes_of_arc() -> None:
    """The constant is what it says, to two parts in a thousand."""
    assert math.isclose(ANGLE, math.radians(20 / 60), rel_tol=0.005)


@given(pitches, distances, sizes)
def test_a_reader_sees_what_fills_the_angle(pitch: float, distance: float, size: int) -> None:
    """Too far means exactly that the character's height over the distance is less than the angle."""
    height_m = size * pitch / 1000
    if not math.isclose(height_m / distance, ANGLE, rel_tol=1e-9):
        assert Viewing(pitch, distance).is_too_far_for(size) == (height_m / distance < ANGLE)


@given(pitches, distances)
def test_the_size_named_does_and_none_smaller_would(pitch: float, distance: float) -> None:
    """The size that would do is the least of those worth choosing; none is named when none does."""
    viewing = Viewing(pitch, distance)
    wanted = viewing.size_that_would_do()
    assert all(viewing.is_too_far_for(size) for size in SIZES if wanted is None or size < wanted)
    assert wanted is None or not viewing.is_too_far_for(wanted)


@pytest.mark.parametrize("viewing", [Viewing(), Viewing(10, 0), Viewing(0, 500)])
def test_nothing_is_claimed_of_a_sign_nobody_measured(viewing: Viewing) -> None:
    """Without both figures there is no warning."""
    assert not viewing.is_known
    assert not viewing.is_too_far_for(8)
    assert viewing.size_that_would_do() == SIZES[0]
