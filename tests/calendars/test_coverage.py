"""Whether postings cover a statutory period."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.coverage import Stay, gaps, gaps_so_far, period_window
from ledctl.calendars.windows import Window
from ledctl.content.model import PublicityPeriod

ZERO = dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC)


def at(hour: int) -> dt.datetime:
    return ZERO + dt.timedelta(hours=hour)


PERIOD = Window(at(0), at(7 * 24))
HOURS = range(7 * 24)
STAYS = st.lists(
    st.tuples(st.integers(-30, 200), st.integers(1, 100) | st.none()).map(
        lambda pair: (at(pair[0]), None if pair[1] is None else at(pair[0] + pair[1]))
    ),
    max_size=6,
)


@given(STAYS)
def test_an_hour_is_in_a_gap_or_under_a_posting_never_both(stays: list[Stay]) -> None:
    """Gaps and postings together are the period, and nothing twice (half-open, R16)."""
    found = gaps(PERIOD, stays)
    for hour in HOURS:
        hangs = any(start <= at(hour) < (end or PERIOD.end) for start, end in stays)
        assert sum(at(hour) in gap for gap in found) == (0 if hangs else 1)


@given(STAYS)
def test_gaps_are_in_order_and_apart(stays: list[Stay]) -> None:
    """Two gaps that touch would be one."""
    found = gaps(PERIOD, stays)
    assert all(one.end < other.start for one, other in pairwise(found))


@given(STAYS, st.integers(-10, 200))
def test_a_gap_that_has_not_begun_is_no_fault_yet(stays: list[Stay], hour: int) -> None:
    """What is told ends now at the latest."""
    found = gaps_so_far(PERIOD, stays, at(hour))
    assert all(gap.start < gap.end <= at(hour) for gap in found)


def test_taken_down_early_and_posted_late() -> None:
    """The two ways to break a period: not there at its beginning, gone before its end."""
    stays: list[Stay] = [(at(5), at(24)), (at(20), at(160))]
    assert gaps(PERIOD, stays) == (Window(at(0), at(5)), Window(at(160), at(168)))
    assert gaps_so_far(PERIOD, stays, at(161))[-1] == Window(at(160), at(161))


def test_a_period_of_days_is_from_midnight_to_midnight() -> None:
    """First and last day inclusive, to 24:00 (Civil Code art. 203)."""
    period = PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30))
    assert period_window(period, ZoneInfo("Asia/Shanghai")) == PERIOD
