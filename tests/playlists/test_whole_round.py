"""The way round with everything that runs beside a notice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.choose import LEVELS, Candidate
from ledctl.playlists.rounds import Lap, held_back, whole_round

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
levels = st.sampled_from(sorted(LEVELS.values()))


turns = st.lists(st.integers(500, 90_000), min_size=1, max_size=6).map(tuple)


def lap(number: int, level: int, start: datetime, turns_ms: tuple[int, ...]) -> Lap:
    return Lap(Candidate(number, level, start, start + HOUR, start), turns_ms)


laps = st.lists(
    st.builds(
        lap,
        st.integers(1, 99),
        levels,
        st.sampled_from([NOW - 2 * HOUR, NOW - HOUR, NOW - HOUR / 2, NOW, NOW + HOUR]),
        turns,
    ),
    max_size=12,
)


@given(laps, levels, st.integers(500, 100_000))
def test_a_round_counts_those_it_takes_turns_with(others: list[Lap], level: int, own: int) -> None:
    """R16, R28: exactly the orders of the same level whose half-open window holds now, a turn of each."""
    beside = [
        max(o.turns_ms)
        for o in others
        if o.candidate.level == level and o.candidate.start <= NOW < o.candidate.end
    ]
    assert whole_round((own,), level, others, NOW) == own + sum(beside)


@given(turns, st.lists(turns, max_size=4), st.integers(0, 5))
def test_it_is_never_longer_and_sometimes_so_long(
    own: tuple[int, ...], others: list[tuple[int, ...]], phase: int
) -> None:
    """Each of n own turns lets every other have one: wherever theirs stand, the way round is no longer."""
    level = LEVELS["normal"]
    told = whole_round(own, level, [lap(n, level, NOW, one) for n, one in enumerate(others)], NOW)
    taken = sum(own) + sum(one[(phase + n) % len(one)] for one in others for n in range(len(own)))
    assert taken <= told
    if all(len(set(one)) == 1 for one in others):
        assert taken == told


def test_frames_that_cannot_be_shown_take_no_time() -> None:
    """What the gate keeps back has no turn."""
    level = LEVELS["normal"]
    assert whole_round((500, 500), level, [lap(1, level, NOW, ())], NOW) == 1000


def test_a_more_urgent_order_holds_the_others_back() -> None:
    """R28: levels never alternate; what is over or not begun holds nobody back."""
    emergency = lap(1, LEVELS["emergency"], NOW, (500,))
    assert held_back(LEVELS["normal"], [emergency], NOW)
    assert not held_back(LEVELS["emergency"], [emergency], NOW)
    assert not held_back(LEVELS["normal"], [emergency], NOW + HOUR)
    assert not held_back(LEVELS["high"], [lap(2, LEVELS["normal"], NOW, (500,))], NOW)
