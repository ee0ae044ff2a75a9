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


def lap(number: int, level: int, start: datetime, ms: int) -> Lap:
    return Lap(Candidate(number, level, start, start + HOUR, start), ms)


laps = st.lists(
    st.builds(
        lap,
        st.integers(1, 99),
        levels,
        st.sampled_from([NOW - 2 * HOUR, NOW - HOUR, NOW - HOUR / 2, NOW, NOW + HOUR]),
        st.integers(500, 100_000),
    ),
    max_size=12,
)


@given(laps, levels, st.integers(500, 100_000))
def test_a_round_counts_those_it_takes_turns_with(others: list[Lap], level: int, own: int) -> None:
    """R16, R28: exactly the orders of the same level whose half-open window holds now."""
    beside = [
        o.round_ms
        for o in others
        if o.candidate.level == level and o.candidate.start <= NOW < o.candidate.end
    ]
    assert whole_round(own, level, others, NOW) == own + sum(beside)


def test_a_more_urgent_order_holds_the_others_back() -> None:
    """R28: levels never alternate; what is over or not begun holds nobody back."""
    emergency = lap(1, LEVELS["emergency"], NOW, 500)
    assert held_back(LEVELS["normal"], [emergency], NOW)
    assert not held_back(LEVELS["emergency"], [emergency], NOW)
    assert not held_back(LEVELS["normal"], [emergency], NOW + HOUR)
    assert not held_back(LEVELS["high"], [lap(2, LEVELS["normal"], NOW, 500)], NOW)
