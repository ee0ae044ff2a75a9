"""Windows: half-open, absolute, counted as the Civil Code counts, never in the past."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Categories, Category, load_categories
from ledctl.calendars.windows import Planned, Window, display_window
from ledctl.content.files import read_notice
from ledctl.content.model import DisplayWindow, PublicityPeriod, Urgency
from ledctl.errors import BadInput, Refused

ROOT = Path(__file__).parents[2]
CHINA = ZoneInfo("Asia/Shanghai")
TABLE: Categories = load_categories((ROOT / "config/defaults/categories.toml").read_text(encoding="utf-8"))
GENERAL = TABLE.get("general")

instants = st.datetimes(
    dt.datetime.fromisoformat("2020-01-01"), dt.datetime.fromisoformat("2035-12-31"), timezones=st.just(CHINA)
)
around_the_seams = st.sampled_from(
    [
        dt.datetime(2027, 1, 31, 9, tzinfo=CHINA),
        dt.datetime(2028, 2, 28, 23, 59, 59, tzinfo=CHINA),
        dt.datetime(2028, 2, 29, tzinfo=CHINA),
        dt.datetime(2026, 12, 31, 12, tzinfo=CHINA),
        dt.datetime(2027, 1, 1, tzinfo=CHINA),
    ]
)


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=CHINA)


def plan(
    approved: dt.datetime,
    wished: DisplayWindow | None = None,
    period: PublicityPeriod | None = None,
    *,
    category: Category = GENERAL,
    urgency: Urgency = Urgency.NORMAL,
    zone: dt.tzinfo = CHINA,
) -> Planned:
    return display_window(approved, zone, category=category, wished=wished, period=period, urgency=urgency)


def plan_example(stem: str, approved: dt.datetime) -> Planned:
    notice = read_notice((ROOT / f"config/examples/notices/{stem}.json").read_bytes())
    return plan(
        approved,
        notice.display_window,
        notice.publicity_period,
        category=TABLE.get(notice.category),
        urgency=notice.urgency,
    )


@pytest.mark.parametrize(
    ("stem", "approved", "start", "end"),
    [
        ("N01-dibao-review", "2026-11-20T16:00", "2026-11-23T09:00", "2026-12-01T00:00"),
        ("N02-tekun-review", "2026-09-28T10:00", "2026-09-28T10:30", "2026-10-09T00:00"),
        ("N06-project-progress", "2026-10-08T17:00", "2026-10-09T08:30", "2026-10-13T00:00"),
        ("N08-land-compensation", "2026-03-01T09:00", "2026-03-02T09:00", "2026-04-02T00:00"),
        ("N09-emergency-warning", "2026-06-18T15:26", "2026-06-18T15:26", "2026-06-19T03:20"),
        ("N10-correction", "2026-11-26T10:00", "2026-11-26T11:00", "2026-12-04T00:00"),
    ],
)
def test_the_examples_have_the_windows_their_offices_meant(
    stem: str, approved: str, start: str, end: str
) -> None:
    """The day of posting is not counted and the last day runs to 24:00 (Civil Code art. 201, 203)."""
    window = plan_example(stem, local(approved)).window
    assert window == Window(local(start).astimezone(dt.UTC), local(end).astimezone(dt.UTC))


@given(
    approved=instants | around_the_seams,
    days=st.integers(1, 366),
    zone=st.sampled_from([CHINA, dt.UTC, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_counted_days_end_at_a_local_midnight(approved: dt.datetime, days: int, zone: dt.tzinfo) -> None:
    """R16: over month ends, leap days, year ends and clock changes the end is local 24:00 of the last day."""
    window = plan(approved, DisplayWindow(led_days=days), zone=zone).window
    end = window.end.astimezone(zone)
    assert end.date() - approved.astimezone(zone).date() == dt.timedelta(days=days + 1)
    assert window.start == approved
    assert window.end == dt.datetime.combine(end.date(), dt.time(), zone).astimezone(dt.UTC)


@given(approved=instants | around_the_seams, days=st.integers(1, 365))
def test_one_more_day_is_one_more_day(approved: dt.datetime, days: int) -> None:
    """R16: the length does not drift with the length of the month."""
    shorter = plan(approved, DisplayWindow(led_days=days)).window
    longer = plan(approved, DisplayWindow(led_days=days + 1)).window
    assert longer.end - shorter.end == dt.timedelta(days=1)


@given(
    led_start=instants, later=st.timedeltas(dt.timedelta(), dt.timedelta(days=30)), days=st.integers(1, 20)
)
def test_a_late_approval_never_moves_the_end(led_start: dt.datetime, later: dt.timedelta, days: int) -> None:
    """R3, R19: the end counts from the wished start; a late approval shortens the window or refuses it."""
    wish = DisplayWindow(led_start=led_start, led_days=days)
    on_time = plan(led_start, wish).window
    approved = led_start.astimezone(dt.UTC) + later
    if approved >= on_time.end:
        with pytest.raises(Refused) as caught:
            plan(approved, wish)
        assert caught.value.code == "window_over"
        return
    late = plan(approved, wish)
    assert late.window == Window(approved, on_time.end)
    assert late.note == ("window_running" if later else "")


def test_the_last_instant_is_not_part_of_the_window() -> None:
    """R16: [start, end) holds its start and not its end."""
    window = plan(local("2026-11-23T09:00")).window
    assert window.start in window
    assert window.end - dt.timedelta(microseconds=1) in window
    assert window.end not in window


def test_approval_exactly_at_the_end_is_too_late() -> None:
    """R3: at 24:00 of the last day nothing is left to show."""
    wish = DisplayWindow(led_start=local("2026-11-23T09:00"), led_days=3)
    assert plan(local("2026-11-26T23:59"), wish).note == "window_running"
    with pytest.raises(Refused, match="2026-11-27 00:00"):
        plan(local("2026-11-27T00:00"), wish)


@pytest.mark.parametrize(
    ("code", "led_days", "expected"),
    [("general", None, 3), ("dibao_review", None, 7), ("dibao_review", 2, 2), ("land_compensation", 0, 7)],
)
def test_days_come_from_the_wish_then_the_category(code: str, led_days: int | None, expected: int) -> None:
    """The wish counts before the category; no days wished, or none, means the category's."""
    approved = local("2026-11-23T09:00")
    window = plan(approved, DisplayWindow(led_days=led_days), category=TABLE.get(code)).window
    assert window.end.astimezone(CHINA).date() == approved.date() + dt.timedelta(days=expected + 1)


def test_three_days_when_nobody_says() -> None:
    """A category without a default leaves the office's three days."""
    window = plan(local("2026-11-23T09:00"), category=TABLE.get("anti_poverty_monitoring")).window
    assert window.end == local("2026-11-27T00:00")


def period(days: int, start: str, end: str) -> PublicityPeriod:
    return PublicityPeriod(days=days, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


@pytest.mark.parametrize(("led_days", "end"), [(None, "2026-10-09"), (7, "2026-10-09"), (3, "2026-10-02")])
def test_a_window_meant_for_the_period_covers_it(led_days: int | None, end: str) -> None:
    """A period put off by a holiday is covered to its end, unless a shorter screen window was wished."""
    given_period = period(7, "2026-09-29", "2026-10-08")
    planned = plan(local("2026-09-28T10:30"), DisplayWindow(led_days=led_days), given_period)
    assert planned.window.end == local(f"{end}T00:00")


@pytest.mark.parametrize("wish", [None, DisplayWindow(led_start=local("2026-09-28T10:30"), led_days=7)])
def test_a_period_already_over_refuses(wish: DisplayWindow | None) -> None:
    """R3: a period in which nobody can object any more does not bring its list back, wished for or not."""
    over = period(7, "2026-09-29", "2026-10-08")
    with pytest.raises(Refused) as refusal:
        plan(local("2026-10-09T00:00"), wish, over)
    assert refusal.value.code == "period_over"
    plan(local("2026-10-08T23:59"), None, over)


@pytest.mark.parametrize(
    ("until", "end", "note"),
    [
        ("until lifted or 2026-06-19T03:20+08:00", "2026-06-19T03:20", ""),
        ("2026-06-18T19:20:00Z", "2026-06-19T03:20", ""),
        ("至2026-06-19 03:20解除", "2026-06-19T03:20", ""),
        ("从2026-06-18T15:00+08:00到2026-06-19T03:20+08:00", "2026-06-19T03:20", ""),
        ("until lifted", "2026-06-19T15:30", "window_no_end_given"),
        ("", "2026-06-19T15:30", "window_no_end_given"),
    ],
)
def test_an_emergency_follows_its_until(until: str, end: str, note: str) -> None:
    """R29: an emergency without an end of its own stands a day, never for ever."""
    planned = plan(local("2026-06-18T15:30"), DisplayWindow(until=until), urgency=Urgency.EMERGENCY)
    assert (planned.window.end, planned.note) == (local(end), note)


def test_an_emergency_with_days_counts_them() -> None:
    """Days wished for come before the text."""
    wish = DisplayWindow(led_days=1, until="2026-06-18T20:00+08:00")
    planned = plan(local("2026-06-18T15:30"), wish, urgency=Urgency.EMERGENCY)
    assert planned.window.end == local("2026-06-20T00:00")


def test_a_warning_that_is_over_is_not_shown() -> None:
    """R3: a warning approved after its end stays off."""
    wish = DisplayWindow(until="2026-06-18T15:00+08:00")
    with pytest.raises(Refused) as caught:
        plan(local("2026-06-18T15:30"), wish, urgency=Urgency.EMERGENCY)
    assert caught.value.code == "window_over"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (DisplayWindow(until="2026-13-01T00:00+08:00"), "until_not_an_instant"),
        (DisplayWindow(until="0001-01-01T00:00+08:00"), "until_not_an_instant"),
        (DisplayWindow(until="9999-12-31T23:59-12:00"), "until_not_an_instant"),
        (DisplayWindow(until="2062-06-19T03:20+08:00"), "window_too_long"),
        (
            DisplayWindow(led_start=local("2026-06-20T09:00"), until="2026-06-19T03:20+08:00"),
            "window_reversed",
        ),
    ],
)
def test_an_impossible_end_is_named(wish: DisplayWindow, code: str) -> None:
    """R18: an end that is no time, before the start, or years away is a typing slip to correct."""
    with pytest.raises(BadInput) as caught:
        plan(local("2026-06-18T15:30"), wish, urgency=Urgency.EMERGENCY)
    assert caught.value.code == code


@pytest.mark.parametrize("end", ["2062-10-08", "9999-12-31"])
def test_a_period_of_years_is_refused(end: str) -> None:
    """R18: a window is at most 366 counted days."""
    with pytest.raises(BadInput) as caught:
        plan(local("2026-09-28T10:30"), None, period(7, "2026-09-29", end))
    assert caught.value.code == "window_too_long"


@given(
    led_start=instants
    | around_the_seams
    | st.datetimes(timezones=st.sampled_from([CHINA, dt.UTC, ZoneInfo("Pacific/Apia")]))
)
def test_no_wished_start_overflows(led_start: dt.datetime) -> None:
    """R18: any start a file can hold gives a window within a year or an error with a sentence."""
    approved = local("2026-11-23T09:00")
    ahead = led_start - approved
    if abs(ahead) < dt.timedelta(days=3):
        window = plan(approved, DisplayWindow(led_start=led_start)).window
        assert approved <= window.start < window.end < approved + dt.timedelta(days=400)
    elif abs(ahead) > dt.timedelta(days=370):
        with pytest.raises(BadInput if ahead > dt.timedelta() else Refused) as caught:
            plan(approved, DisplayWindow(led_start=led_start))
        assert caught.value.code == ("window_too_far" if ahead > dt.timedelta() else "window_over")


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller() -> None:
    """R13: no instant is ever guessed from the machine's zone."""
    with pytest.raises(ValueError, match="zone"):
        plan(dt.datetime(2026, 11, 23, 9))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (local("2026-11-23T09:00"), local("2026-11-24T09:00")),
        (local("2026-11-23T09:00").astimezone(dt.UTC), local("2026-11-24T09:00")),
        (local("2026-11-24T09:00").astimezone(dt.UTC), local("2026-11-24T09:00").astimezone(dt.UTC)),
    ],
)
def test_a_window_is_two_instants_in_utc(start: dt.datetime, end: dt.datetime) -> None:
    """R16: a window in local time, or one without length, cannot be made."""
    with pytest.raises(ValueError, match="window"):
        Window(start, end)
