"""Periods of a count: days with both ends, quarters, the same days a year before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.errors import BadInput
from ledctl.reports.asked import days_of
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period, cumulative, month, quarter, year

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@given(st.integers(2000, 2100))
def test_quarters_and_months_make_the_year(number: int) -> None:
    """Every day of a year lies in exactly one month and exactly one quarter of it."""
    whole = year(number)
    assert sum(quarter(number, one).days for one in range(1, 5)) == whole.days
    assert sum(month(number, one).days for one in range(1, 13)) == whole.days
    assert [quarter(number, one).first.month for one in range(1, 5)] == [1, 4, 7, 10]


def test_a_period_has_an_order() -> None:
    """A period that ends before it begins is refused."""
    with pytest.raises(ValueError, match="does not end before"):
        Period(dt.date(2026, 2, 1), dt.date(2026, 1, 31))


@given(DAYS)
def test_cumulative_begins_in_january(day: dt.date) -> None:
    """The cumulative column of a sheet runs from 1 January to the period's own end."""
    grown = cumulative(Period(day, day))
    assert (grown.first.month, grown.first.day, grown.last) == (1, 1, day)
    assert day in grown
    assert "no day" not in grown


def test_the_same_days_a_year_before() -> None:
    """29 February is compared with the 28th."""
    leap = Period(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert leap.a_year_before() == Period(dt.date(2027, 2, 1), dt.date(2027, 2, 28))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (month(2029, 2), month(2028, 2)),
        (cumulative(month(2029, 2)), Period(dt.date(2028, 1, 1), dt.date(2028, 2, 29))),
        (Period(dt.date(2029, 2, 28), dt.date(2029, 2, 28)), Period(*[dt.date(2028, 2, 28)] * 2)),
        (
            Period(dt.date(2029, 2, 1), dt.date(2029, 2, 27)),
            Period(dt.date(2028, 2, 1), dt.date(2028, 2, 27)),
        ),
    ],
)
def test_whole_months_are_compared_with_whole_months(period: Period, before: Period) -> None:
    """After a leap year its 29 February is not lost from the comparison."""
    assert period.a_year_before() == before


@given(st.integers(2001, 2100), st.integers(1, 12))
def test_a_month_is_compared_with_the_same_month(number: int, one: int) -> None:
    """Whole months, and quarters of them, stay whole in the year before."""
    assert month(number, one).a_year_before() == month(number - 1, one)
    assert quarter(number, (one + 2) // 3).a_year_before() == quarter(number - 1, (one + 2) // 3)


def test_a_rate_is_never_above_one() -> None:
    """An item on website and WeChat is one electronic publication (M7: never above 100 %)."""
    day = dt.date(2026, 5, 3)
    both = Item("N-1", "甲", "dibao", "民政办", day, {"website": day, "wechat": day})
    board = Item("N-2", "乙", "dibao", "民政办", day, {"board_town": day})
    aside = Item("N-3", "丙", "dibao", "民政办", day, {"website": day}, counted=False)
    count = PeriodCount(year(2026), day, (both, board, aside))
    assert count.electronic_rate == 0.5
    assert count.through({"website"}) == (both,)
    assert PeriodCount(year(2026), day, ()).electronic_rate is None


DAY, LATER = "2026-11-20", "2026-11-23"


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [(DAY, LATER, DAY, LATER), (DAY, "", DAY, DAY), ("", DAY, DAY, DAY), ("", "", LATER, LATER)],
)
def test_days_of_a_picture(since: str, until: str, first: str, last: str) -> None:
    """From one to the other; one alone is that day, none is today."""
    read = dt.date.fromisoformat
    assert days_of(since, until, read(LATER)) == Period(read(first), read(last))


def test_days_the_wrong_way_round_are_refused() -> None:
    """The refusal names the first day."""
    with pytest.raises(BadInput, match="since"):
        days_of(LATER, DAY, dt.date(2026, 11, 23))
