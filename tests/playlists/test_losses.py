"""How much of a window emergencies took: against a slow count, minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.losses import Stretch, lost_time

ZERO = datetime(2026, 6, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

minutes = st.integers(0, 40)
others = st.builds(
    lambda notice, sign, urgency, start, length: Stretch(
        notice, sign, urgency, ZERO + start * MINUTE, ZERO + (start + length) * MINUTE
    ),
    st.sampled_from(["own", "W-1", "W-2"]),
    st.sampled_from(["gate", "hall"]),
    st.sampled_from(["emergency", "high"]),
    minutes,
    minutes,
)


@given(
    st.lists(others, max_size=6), minutes, minutes, minutes, st.sampled_from(["normal", "high", "emergency"])
)
def test_a_minute_is_lost_once(taken: list[Stretch], start: int, length: int, now: int, urgency: str) -> None:
    """R28: every minute up to now in which another's emergency had this sign counts, and counts once."""
    own = Stretch("own", "gate", urgency, ZERO + start * MINUTE, ZERO + (start + length) * MINUTE)
    slow = sum(
        any(
            other.start <= at < other.end
            and (other.sign, other.urgency) == ("gate", "emergency")
            and other.notice != "own"
            and urgency != "emergency"
            for other in taken
        )
        for at in (ZERO + minute * MINUTE for minute in range(start, min(start + length, now)))
    )
    assert lost_time(own, taken, ZERO + now * MINUTE) == slow * MINUTE
