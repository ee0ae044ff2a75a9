"""Blocks: as many as a picture can show, and never without an outage."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ledctl.pictures.axis import Axis
from ledctl.pictures.blocks import PLACE, SERIOUS, cut, on_air
from ledctl.reports.daylines import State
from ledctl.reports.spells import How, Spell

AXIS = Axis(0, 100_000, 100.0, 200.0)
KINDS = ["display", "dark", "unknown", "link", "blackout", "gap", "before"]


@st.composite
def states(draw: st.DrawFn) -> list[State]:
    edges = sorted(draw(st.sets(st.integers(0, 100_000), min_size=2, max_size=60)))
    return [State(draw(st.sampled_from(KINDS)), *span) for span in pairwise(edges)]


@given(states())
def test_no_outage_is_dropped(given_states: list[State]) -> None:
    """Every outage, blackout and hole is in a block or a mark wide enough to be seen, where it was."""
    found = cut(given_states, AXIS)
    marked = [one for mark in found.marks for one in mark.states]
    drawn = [(one.kind, one.start_ms, one.end_ms) for one in found.blocks]
    for one in given_states:
        if one.kind in SERIOUS:
            assert (one in marked) != ((one.kind, one.start_ms, one.end_ms) in drawn)
    for mark in found.marks:
        assert mark.width == PLACE
        assert AXIS.left <= mark.x <= AXIS.right - PLACE
        assert all(mark.x - PLACE <= AXIS.x(one.start_ms) <= mark.x + 2 * PLACE for one in mark.states)


@given(states())
def test_blocks_lie_within_and_are_few(given_states: list[State]) -> None:
    """Within the lane, in order by kind of state, and not more than it has points."""
    found = cut(given_states, AXIS)
    ordinary = [one for one in found.blocks if one.kind not in SERIOUS]
    assert len(ordinary) <= 2 * (AXIS.right - AXIS.left)
    for one in found.blocks:
        assert AXIS.left <= one.x <= one.x + one.width <= AXIS.right + 1
    for before, after in pairwise(ordinary):
        assert before.end_ms <= after.start_ms


def test_what_is_too_thin_gives_way_to_what_lasted() -> None:
    """A point shows what lasted longest in it, and the picture says how many were so thin."""
    day = [State("dark", 0, 40_000), State("display", 40_000, 40_300), State("dark", 40_300, 100_000)]
    found = cut(day, AXIS)
    assert [(one.kind, one.width) for one in found.blocks] == [("dark", 100.0)]
    assert found.merged == 1


def test_neighbours_that_are_wide_enough_stay_as_they_are() -> None:
    """To the point and to the millisecond."""
    found = cut([State("dark", 0, 40_000), State("display", 40_000, 100_000)], AXIS)
    assert [(one.kind, one.x, one.width, one.start_ms) for one in found.blocks] == [
        ("dark", 100.0, 40.0, 0),
        ("display", 140.0, 60.0, 40_000),
    ]
    assert found.merged == 0


def test_a_place_of_several_causes_says_so() -> None:
    """Two short outages of different causes in one place hide neither."""
    found = cut(
        [State("link", 5_000, 5_100), State("blackout", 5_200, 5_300), State("gap", 90_000, 90_010)], AXIS
    )
    assert [(mark.kind, len(mark.states)) for mark in found.marks] == [("several", 2), ("gap", 1)]


def test_the_last_place_takes_what_is_at_the_edge() -> None:
    """An outage in the last second of the day has its place, too."""
    found = cut([State("link", 99_000, 99_100), State("link", 99_990, 100_000)], AXIS)
    assert [(mark.x, len(mark.states)) for mark in found.marks] == [(196.0, 2)]


def test_spells_that_touch_are_one_block() -> None:
    """A notice on and off within a point is drawn through; confirmed and unseen stay apart."""
    mine = [
        Spell("n", 0, 10),
        Spell("n", 10_000, 20_000),
        Spell("n", 20_100, 30_000),
        Spell("n", 30_100, 40_000, How.ESTIMATED),
        Spell("n", 60_000, 70_000, How.ESTIMATED),
    ]
    found = [(one.kind, round(one.x, 1), round(one.width, 1)) for one in on_air(mine, AXIS)]
    assert found == [
        ("on", 100.0, 1.0),
        ("on", 110.0, 20.0),
        ("estimated", 130.1, 9.9),
        ("estimated", 160.0, 10.0),
    ]
