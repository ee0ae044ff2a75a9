"""By when a thread has to be heard of again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.publishing.pulse import GRACE_S, Pulse

seconds = st.floats(min_value=0, max_value=1e6)


@given(seconds, seconds, st.floats(min_value=1, max_value=1e4))
def test_a_round_may_take_its_time_and_no_longer(began: float, later: float, longest_s: float) -> None:
    """A worker inside an order is alive as long as the order may take (R24)."""
    pulse = Pulse("sign gate", longest_s=longest_s, moment=0.0)
    pulse.works(began)
    assert pulse.is_overdue(began + later) == (began + later > began + longest_s)


@given(seconds, seconds, seconds)
def test_who_rests_is_expected_back(ended: float, wait_s: float, later: float) -> None:
    """When it wanted to look again, and some more for a machine that has much to do."""
    pulse = Pulse("watch", longest_s=60.0, moment=0.0)
    pulse.rests(ended, wait_s)
    assert pulse.is_overdue(ended + later) == (ended + later > ended + wait_s + GRACE_S)


def test_who_is_done_is_missed_by_nobody() -> None:
    """A thread that ended in order is not called hanging, years later either."""
    pulse = Pulse("watch", longest_s=60.0, moment=0.0)
    assert pulse.is_overdue(61.0)
    pulse.ends()
    assert not pulse.is_overdue(1e12)
