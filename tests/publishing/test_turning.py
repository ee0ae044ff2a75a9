"""Which page stands and until when, without a sign."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from drivers.base import MINUTES, Colour, Frame, Pace, Page, Panel, Program
from ledctl.publishing.turning import first_page, is_of_now, page_after, seconds_left

ZONE = ZoneInfo("Asia/Shanghai")
PANEL = Panel(8, 8, Colour.RED)
DARK = Page(Frame.dark(PANEL), 60_000)
CLOCK = Program(PANEL, (DARK,) * MINUTES, Pace.MINUTE)
ROUND = Program(PANEL, (DARK, Page(Frame.dark(PANEL), 1500)))
EIGHT_PAST_EIGHT = datetime(2026, 11, 23, 8, 8, 15, tzinfo=ZONE)
TIMES = st.timedeltas(timedelta(days=-999), timedelta(days=999)).map(lambda away: EIGHT_PAST_EIGHT + away)


@given(TIMES, TIMES)
def test_pages_that_go_round_know_no_time(at: datetime, later: datetime) -> None:
    """First to last, each for the time it was approved with."""
    assert [first_page(ROUND, at), first_page(ROUND, at, 1)] == [0, 1]
    assert [page_after(ROUND, page) for page in (0, 1)] == [1, None]
    assert [seconds_left(ROUND, page, at) for page in (0, 1)] == [60.0, 1.5]
    assert is_of_now(ROUND, 1, later)


@given(TIMES)
def test_a_clock_shows_the_minute_until_it_is_over(at: datetime) -> None:
    """The page of now is right until the instant ``seconds_left`` names, and wrong from then on."""
    page = first_page(CLOCK, at, 7)
    assert divmod(page, 60) == (at.hour, at.minute)
    assert is_of_now(CLOCK, page, at)
    left = timedelta(seconds=seconds_left(CLOCK, page, at))
    assert timedelta(0) < left <= timedelta(minutes=1)
    assert is_of_now(CLOCK, page, at + left - timedelta(microseconds=2))
    assert not is_of_now(CLOCK, page, at + left + timedelta(microseconds=2))


def test_a_minute_is_a_turn() -> None:
    """So that another idle page may have the next one."""
    assert page_after(CLOCK, 488) is None


def test_a_page_that_came_too_late_stands_no_longer() -> None:
    """Sent in the last moment of a minute and confirmed in the next one: the next is due at once."""
    assert seconds_left(CLOCK, 488, EIGHT_PAST_EIGHT) == 45.0
    assert seconds_left(CLOCK, 487, EIGHT_PAST_EIGHT) == 0.0
