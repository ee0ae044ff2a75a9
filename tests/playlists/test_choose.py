"""Choosing: windows, levels, fairness, and that nothing else has a say."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Urgency
from ledctl.notices.approval import STANDING
from ledctl.playlists.choose import LEVELS, Candidate, choose, interrupts, level_of, next_edge, running

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def candidate(
    order_id: int, *, urgency: str = "normal", start: int = -1, end: int = 1, approved: int = -2
) -> Candidate:
    """An order; times in hours from noon."""
    return Candidate(
        order_id, level_of(urgency), NOON + start * HOUR, NOON + end * HOUR, NOON + approved * HOUR
    )


candidates = st.lists(
    st.builds(
        candidate,
        st.integers(1, 50),
        urgency=st.sampled_from([*LEVELS]),
        start=st.integers(-5, 3),
        end=st.integers(4, 9),
        approved=st.integers(-9, -1),
    ),
    max_size=12,
    unique_by=lambda c: c.order_id,
)
turns = st.dictionaries(st.integers(1, 50), st.integers(0, 1000), max_size=12)
hours = st.integers(-6, 10).map(lambda h: NOON + h * HOUR)


def test_windows_are_half_open() -> None:
    """R16: an order runs at its first instant and not at its last."""
    order = candidate(1, start=0, end=1)
    assert choose([order], NOON, {}) == order
    assert choose([order], NOON + HOUR - timedelta(microseconds=1), {}) == order
    assert choose([order], NOON + HOUR, {}) is None
    assert choose([order], NOON - timedelta(microseconds=1), {}) is None


@given(candidates, hours, turns)
def test_what_is_chosen_may_run_and_nothing_higher_waits(
    offered: list[Candidate], now: datetime, had: dict[int, int]
) -> None:
    """R28: one level wins outright; only what may run now can be chosen."""
    chosen = choose(offered, now, had)
    live = [c for c in offered if c.start <= now < c.end]
    if not live:
        assert chosen is None
        return
    assert chosen in live
    assert chosen is not None
    assert chosen.level == max(c.level for c in live)


@given(candidates, hours, turns, st.randoms())
def test_the_order_of_the_list_does_not_matter(
    offered: list[Candidate], now: datetime, had: dict[int, int], chance: object
) -> None:
    """The same facts give the same answer."""
    shuffled = sorted(offered, key=lambda c: hash((c.order_id, id(chance))))
    assert choose(offered, now, had) == choose(shuffled, now, had)


def test_a_new_approval_goes_first_and_earlier_before_later() -> None:
    """Approval means at once: what has never been shown does not wait for the round to end."""
    shown, first, second = candidate(1), candidate(2, approved=-2), candidate(3, approved=-1)
    assert choose([shown, second, first], NOON, {1: 7}) == first
    assert choose([shown, second, first], NOON, {1: 7, 2: 8}) == second


def test_rotation_is_fair() -> None:
    """Over whole rounds every order of the level has as many turns as any other."""
    offered = [candidate(n) for n in (5, 3, 9)]
    had: dict[int, int] = {}
    seen: Counter[int] = Counter()
    for turn in range(30):
        chosen = choose(offered, NOON, had)
        assert chosen is not None
        had[chosen.order_id] = turn
        seen[chosen.order_id] += 1
    assert set(seen.values()) == {10}


def test_levels_never_alternate() -> None:
    """R28: while an emergency runs, normal notices wait, however long they have waited."""
    normal, warning = candidate(1), candidate(2, urgency="emergency")
    for turn in range(5):
        assert choose([normal, warning], NOON, {1: -1, 2: turn}) == warning


@pytest.mark.parametrize(
    ("waiting", "wins"),
    [
        (("idle",), "idle"),
        (("idle", "standing"), "standing"),
        (("standing", "normal"), "normal"),
        (("standing", "emergency"), "emergency"),
        (("idle", "normal"), "normal"),
        (("idle", "high"), "high"),
        (("idle", "emergency"), "emergency"),
        (("normal", "high"), "high"),
        (("normal", "emergency"), "emergency"),
        (("high", "emergency"), "emergency"),
        (("idle", "standing", "normal", "high", "emergency"), "emergency"),
    ],
)
def test_the_ladder_of_levels(waiting: tuple[str, ...], wins: str) -> None:
    """R28: one total order; an idle page stands only while nothing else may run."""
    offered = [candidate(number, urgency=urgency) for number, urgency in enumerate(waiting)]
    had = {number: number for number, urgency in enumerate(waiting) if urgency == wins}
    chosen = choose(offered, NOON, had)
    assert chosen is not None
    assert chosen.level == level_of(wins)
    for standing in offered:
        assert interrupts(offered, NOON, {c.order_id: 1 for c in offered}, standing.order_id) is (
            standing.level < level_of(wins)
        )


def test_every_urgency_has_its_level() -> None:
    """No word an order may have is ranked by the rule for unknown ones, and no two rank the same."""
    assert LEVELS.keys() == {urgency.value for urgency in Urgency} | {STANDING}
    assert len(set(LEVELS.values())) == len(LEVELS)


def test_an_unknown_urgency_ranks_as_normal() -> None:
    """A word from a newer version never outranks a warning."""
    assert level_of("whatever") == LEVELS["normal"]


def test_interrupts() -> None:
    """A page may be cut short by the end of its window, a higher level or a new approval; else not."""
    old, other = candidate(1), candidate(2)
    had = {1: 3, 2: 2}
    assert not interrupts([old, other], NOON, had, 1)
    assert interrupts([old, other], NOON, had, None), "nothing is on: look"
    assert interrupts([old, other], NOON + HOUR, had, 1), "its window is over"
    assert interrupts([other], NOON, had, 1), "it was withdrawn"
    assert interrupts([old, candidate(3, urgency="high")], NOON, had, 1), "a higher level has come"
    assert interrupts([old, candidate(4)], NOON, had, 1), "a new approval waits"


@given(candidates, hours)
def test_between_edges_nothing_changes(offered: list[Candidate], now: datetime) -> None:
    """The alarm clock needs to ring only at edges: the running set is the same until the next one."""
    edge = next_edge(offered, now)
    if edge is None:
        assert all(c.end <= now for c in offered)
        return
    assert edge > now
    assert running(offered, now) == running(offered, edge - timedelta(microseconds=1))
