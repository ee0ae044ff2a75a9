"""Sunrise, sunset, and the plans of brightness that follow."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import SLOTS, Brightness
from ledctl.publishing.daylight import Place, sunrise_and_sunset
from ledctl.publishing.dimming import Dimming, percent_at, plan_for, told

ZONE = ZoneInfo("Asia/Shanghai")
BEIJING, KASHGAR = Place(39.90, 116.40), Place(39.47, 75.99)
SANYA, MOHE = Place(18.25, 109.51), Place(52.97, 122.54)

GOLDEN = [  # by the library astral 3.2
    (BEIJING, "2026-03-20", "06:18", "18:25"),
    (BEIJING, "2026-06-21", "04:46", "19:46"),
    (BEIJING, "2026-09-23", "06:02", "18:10"),
    (BEIJING, "2026-12-22", "07:32", "16:52"),
    (BEIJING, "2028-02-29", "06:49", "18:05"),
    (KASHGAR, "2026-06-21", "07:29", "22:26"),
    (KASHGAR, "2026-12-22", "10:13", "19:35"),
    (SANYA, "2026-06-21", "06:07", "19:20"),
    (SANYA, "2026-12-22", "07:09", "18:11"),
    (MOHE, "2026-06-21", "03:24", "20:19"),
    (MOHE, "2026-12-22", "08:01", "15:34"),
]


@pytest.mark.parametrize(("place", "day", "rises", "sets"), GOLDEN)
def test_the_sun_of_chinese_towns_is_right_to_three_minutes(
    place: Place, day: str, rises: str, sets: str
) -> None:
    """The formula is a short one; a lamp that follows it by half hours needs no more."""
    found = sunrise_and_sunset(date.fromisoformat(day), place)
    for at, clock in zip(found, (rises, sets), strict=True):
        expected = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE)
        assert abs(at - expected) <= timedelta(minutes=3)


@pytest.mark.parametrize(("day", "hours"), [("2026-06-21", 24), ("2026-12-22", 0)])
def test_where_the_sun_does_not_set_or_rise_the_day_is_whole_or_empty(day: str, hours: int) -> None:
    """No place and day makes the formula fail."""
    rises, sets = sunrise_and_sunset(date.fromisoformat(day), Place(78.2, 15.6))
    assert sets - rises == timedelta(hours=hours)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.floats(3.5, 54), st.floats(73, 135))
def test_anywhere_in_the_country_the_sun_rises_before_it_sets(day: date, north: float, east: float) -> None:
    """A day in China has between seven and eighteen hours of sun, and its noon is near the middle."""
    rises, sets = sunrise_and_sunset(day, Place(north, east))
    assert timedelta(hours=7) < sets - rises < timedelta(hours=18)
    assert rises.astimezone(ZONE).date() == day


def test_a_plan_follows_the_sun_by_half_hours() -> None:
    """A half hour is day if the sun is up in the middle of it."""
    plan = plan_for(Dimming(80, 30, BEIJING), date(2026, 12, 22), ZONE)
    assert told(plan) == "00:00 30, 07:30 80, 17:00 30"


def test_a_table_holds_until_its_next_entry_and_over_midnight() -> None:
    """Before the first entry of a day the last one of the day before is in force."""
    plan = plan_for(Dimming(table=((360, 80), (1140, 30))), date(2026, 1, 1), ZONE)
    assert told(plan) == "00:00 30, 06:00 80, 19:00 30"
    clocks = ("05:59", "06:00", "18:59", "19:00")
    local = (datetime.fromisoformat(f"2026-01-01 {clock}") for clock in clocks)
    assert [percent_at(plan, at) for at in local] == [30, 80, 80, 30]


def test_without_a_place_the_day_is_all_there_is() -> None:
    """The settings refuse this; the plan is a steady one."""
    assert plan_for(Dimming(70, 20), date(2026, 1, 1), ZONE) == Brightness.steady(70)


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 100)), min_size=1, unique_by=lambda e: e[0]))
def test_every_half_hour_of_a_table_has_one_of_its_values(table: list[tuple[int, int]]) -> None:
    """A plan invents nothing, and has all 48."""
    plan = plan_for(Dimming(table=tuple(sorted(table))), date(2026, 1, 1), ZONE)
    assert len(plan.percent) == SLOTS
    assert set(plan.percent) <= {percent for _, percent in table}
