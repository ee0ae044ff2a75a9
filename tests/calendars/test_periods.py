"""Counting days: the laws that hold whatever the calendar, and what is said of years not announced."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.announced import shipped
from ledctl.calendars.periods import count, publicity, recount
from ledctl.calendars.workdays import ONE_DAY, WEEKENDS, Workdays
from ledctl.content.model import DayType, PublicityPeriod

CHINA = ZoneInfo("Asia/Shanghai")
posting_days = st.dates(dt.date(2003, 1, 1), dt.date(2036, 12, 31))
lengths = st.integers(1, 366)


@given(posting_days, lengths, st.sampled_from(DayType))
def test_a_period_ends_on_a_working_day(posted: dt.date, days: int, kind: DayType) -> None:
    """Civil Code art. 203: whatever was counted, the last day is one on which the office is open."""
    assert shipped().is_working(publicity(posted, days, kind, shipped()).last)


@given(posting_days, lengths)
def test_calendar_days_roll_over_days_off_only(posted: dt.date, days: int) -> None:
    """Rolling forward passes no working day, and without it plain counting remains."""
    rolled = count(posted, days, DayType.CALENDAR, shipped()).last
    plain = count(posted, days, DayType.CALENDAR, shipped(), roll_forward=False)
    assert (plain.last, plain.provisional) == (posted + days * ONE_DAY, False)
    between = (plain.last + n * ONE_DAY for n in range((rolled - plain.last).days))
    assert not any(shipped().is_working(day) for day in between)


@given(posting_days, lengths)
def test_working_days_are_counted_one_by_one(posted: dt.date, days: int) -> None:
    """Exactly that many working days lie after the posting, up to the last."""
    last = count(posted, days, DayType.WORKING, shipped()).last
    after = (posted + n * ONE_DAY for n in range(1, (last - posted).days + 1))
    assert sum(shipped().is_working(day) for day in after) == days


@given(posting_days, lengths, st.sampled_from(DayType))
def test_a_longer_period_never_ends_earlier(posted: dt.date, days: int, kind: DayType) -> None:
    """One day more moves the end later or, over days off, not at all."""
    assert count(posted, days + 1, kind, shipped()).last >= count(posted, days, kind, shipped()).last


@given(posting_days, st.integers(1, 40), st.sampled_from(DayType))
def test_what_was_not_announced_is_provisional(posted: dt.date, days: int, kind: DayType) -> None:
    """A period within known years is firm; one that ends beyond them is provisional."""
    counted = count(posted, days, kind, shipped())
    known = shipped().known
    if posted.year in known and counted.last.year in known:
        assert not counted.provisional
    if counted.last.year not in known:
        assert counted.provisional


def test_instants_are_half_open_in_the_sites_zone() -> None:
    """R16: from 00:00 of the first day to 24:00 of the last, as the site's clock shows it."""
    period = publicity(dt.date(2026, 9, 28), 7, DayType.CALENDAR, shipped())
    assert period.as_dict(CHINA) == {
        "start": "2026-09-29T00:00:00+08:00",
        "end": "2026-10-09T00:00:00+08:00",
        "days": 7,
        "day_type": "calendar",
    }


@pytest.mark.parametrize(("posted", "last"), [("2026-09-28", "2026-10-08"), (None, "2026-10-08")])
def test_a_written_period_is_counted_again(posted: str | None, last: str) -> None:
    """From its day of posting, else from the day before its first."""
    period = PublicityPeriod.model_validate(
        {"days": 7, "start": "2026-09-29", "end": "2026-10-05", "posted": posted}
    )
    counted = recount(period, shipped())
    assert counted is not None
    assert counted.last == dt.date.fromisoformat(last)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_off_the_calendar_is_not_counted(year: str) -> None:
    """R18: a slip in the year ends in no overflow."""
    period = PublicityPeriod.model_validate({"days": 366, "start": f"{year}-01-01", "end": f"{year}-12-31"})
    assert recount(period, shipped()) is None


def test_a_loaded_year_takes_the_computed_ones_place() -> None:
    """What was computed for a year counts no more once its notice is loaded; the December before may move."""
    computed = Workdays(
        frozenset({2026}), frozenset({dt.date(2027, 2, 8)}), frozenset({dt.date(2026, 12, 27)})
    )
    off, work = {dt.date(2026, 12, 31)}, {dt.date(2027, 1, 9), dt.date(2026, 12, 26)}
    loaded = computed.with_year(2027, off, work)
    assert loaded.known == {2026, 2027}
    assert loaded.is_working(dt.date(2027, 2, 8))
    assert not loaded.is_working(dt.date(2026, 12, 31))
    assert all(loaded.is_working(dt.date(2026, 12, day)) for day in (26, 27))


def test_without_a_calendar_weekends_are_all_that_is_known() -> None:
    """A look without a calendar at hand says that it is provisional."""
    counted = count(dt.date(2026, 9, 28), 7, DayType.CALENDAR, WEEKENDS)
    assert (counted.last, counted.provisional) == (dt.date(2026, 10, 5), True)
