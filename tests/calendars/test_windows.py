"""The screen's windows: half-open, absolute, days of 24 hours, never in the past."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Categories, Category, load_categories
from ledctl.calendars.windows import Screen, Window, display_window
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
    standing: bool = False,
) -> Screen:
    return display_window(
        approved,
        zone,
        category=category,
        wished=wished,
        period=period,
        urgency=urgency,
        standing=standing,
    )


def plan_example(stem: str, approved: dt.datetime) -> Screen:
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
        ("N01-dibao-review", "2026-11-20T16:00", "2026-11-23T09:00", "2026-11-30T09:00"),
        ("N02-tekun-review", "2026-09-28T10:00", "2026-09-28T10:30", "2026-10-08T10:30"),
        ("N06-project-progress", "2026-10-08T17:00", "2026-10-09T08:30", "2026-10-12T08:30"),
        ("N08-land-compensation", "2026-03-01T09:00", "2026-03-02T09:00", "2026-04-01T09:00"),
        ("N09-emergency-warning", "2026-06-18T15:26", "2026-06-18T15:26", "2026-06-19T03:20"),
        ("N10-correction", "2026-11-26T10:00", "2026-11-26T11:00", "2026-12-03T11:00"),
    ],
)
def test_the_examples_have_the_windows_their_offices_meant(
    stem: str, approved: str, start: str, end: str
) -> None:
    """Days of 24 hours from the wished start; the publicity period beside it does not stretch the window."""
    window = plan_example(stem, local(approved)).window
    assert window == Window(local(start).astimezone(dt.UTC), local(end).astimezone(dt.UTC))


@given(
    approved=instants | around_the_seams,
    days=st.integers(1, 366),
    zone=st.sampled_from([CHINA, dt.UTC, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_a_day_on_the_screen_is_24_hours(approved: dt.datetime, days: int, zone: dt.tzinfo) -> None:
    """R16: over month ends, leap days, year ends and clock changes, from approval to the same hour."""
    window = plan(approved, DisplayWindow(led_days=days), zone=zone).window
    assert window.start == approved
    assert window.end - window.start == days * dt.timedelta(hours=24)


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
    """R3: at the last hour nothing is left to show."""
    wish = DisplayWindow(led_start=local("2026-11-23T09:00"), led_days=3)
    assert plan(local("2026-11-26T08:59"), wish).note == "window_running"
    with pytest.raises(Refused, match="2026-11-26 09:00"):
        plan(local("2026-11-26T09:00"), wish)


@pytest.mark.parametrize(
    ("code", "led_days", "expected"),
    [("general", None, 3), ("dibao_review", None, 7), ("dibao_review", 2, 2), ("land_compensation", 0, 7)],
)
def test_days_come_from_the_wish_then_the_category(code: str, led_days: int | None, expected: int) -> None:
    """The wish counts before the category; no days wished, or none, means the category's."""
    approved = local("2026-11-23T09:00")
    window = plan(approved, DisplayWindow(led_days=led_days), category=TABLE.get(code)).window
    assert window.end == approved + dt.timedelta(days=expected)


def test_three_days_when_nobody_says() -> None:
    """The office's custom is three days: a category that gives none leaves them."""
    silent = replace(GENERAL, led_default_days=0, led_allowed=False)
    assert plan(local("2026-11-23T09:00"), category=silent).window.end == local("2026-11-26T09:00")


@pytest.mark.parametrize("by", ["category", "schedule"])
def test_a_standing_item_has_no_end_of_its_own(by: str) -> None:
    """固定性工作长期公开: it stands until taken down; what is bound ends within the year (R18, R29)."""
    standing = replace(GENERAL, standing=by == "category")
    approved = local("2026-11-23T09:00")
    screen = plan(approved, category=standing, standing=by == "schedule")
    assert (screen.open, screen.note) == (True, "window_standing")
    assert screen.window.end == approved + dt.timedelta(days=366)
    assert not plan(approved, DisplayWindow(led_days=30), category=standing).open, "days wished for count"


@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.EMERGENCY])
def test_a_warning_stands_until_it_is_lifted(urgency: Urgency) -> None:
    """Emergency Response Law 2024 art. 70: a warning ends when its source lifts it, or when it says."""
    warning = TABLE.get("emergency_warning")
    screen = plan(local("2026-06-18T15:30"), category=warning, urgency=urgency)
    assert (screen.open, screen.note) == (True, "window_until_lifted")
    told = DisplayWindow(until="2026-06-19T03:20+08:00")
    ended = plan(local("2026-06-18T15:30"), told, category=warning, urgency=urgency)
    assert (ended.open, ended.window.end) == (False, local("2026-06-19T03:20"))


def period(days: int, start: str, end: str) -> PublicityPeriod:
    return PublicityPeriod(days=days, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


def test_the_period_does_not_stretch_the_window() -> None:
    """The screen's window and the publicity period are two things: a board covers the longer one."""
    planned = plan(local("2026-09-28T10:30"), None, period(7, "2026-09-29", "2026-10-08"))
    assert planned.window.end == local("2026-10-01T10:30")


@pytest.mark.parametrize("wish", [None, DisplayWindow(led_start=local("2026-09-28T10:30"), led_days=30)])
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
    assert planned.window.end == local("2026-06-19T15:30")


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


def test_a_period_off_the_calendar_is_named() -> None:
    """R18: a slip in the year that no midnight follows is a sentence, not a fault."""
    with pytest.raises(BadInput) as caught:
        plan(local("2026-09-28T10:30"), None, period(7, "2026-09-29", "9999-12-31"))
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
