"""Periods, windows and terms against cases worked by hand: ``worked_cases.toml``, each with its reason."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledctl.calendars.announced import shipped
from ledctl.calendars.categories import load_categories
from ledctl.calendars.deadlines import deadline
from ledctl.calendars.periods import Period, publicity
from ledctl.calendars.plans import plan
from ledctl.calendars.workdays import ONE_DAY
from ledctl.content.model import DayType, DisplayWindow

ROOT = Path(__file__).parents[2]
CHINA = ZoneInfo("Asia/Shanghai")
TABLE = load_categories((ROOT / "config/defaults/categories.toml").read_text(encoding="utf-8"))
CASES = tomllib.loads((Path(__file__).parent / "worked_cases.toml").read_text("utf-8"))


def test_there_are_enough_cases() -> None:
    """At least 60, no two alike, each with its reason."""
    whole = [case for kind in CASES.values() for case in kind]
    assert len(whole) >= 60
    assert len({repr(case) for case in whole}) == len(whole)
    assert all(case["why"] for case in whole)


@pytest.mark.parametrize("case", CASES["period"], ids=lambda case: case["why"][:60])
def test_a_period_ends_where_it_was_worked_out_to(case: dict[str, Any]) -> None:
    """Civil Code art. 201 and 203, with the announced days off; provisional beyond them."""
    kind, roll = DayType(case["day_type"]), case.get("roll_forward", True)
    counted = publicity(case["posted"], case["days"], kind, shipped(), roll_forward=roll)
    provisional = case.get("provisional", False)
    assert counted == Period(case["posted"] + ONE_DAY, case["last"], case["days"], kind, provisional)


@pytest.mark.parametrize("case", CASES["screen"], ids=lambda case: case["why"][:60])
def test_a_screen_window_ends_where_it_was_worked_out_to(case: dict[str, Any]) -> None:
    """Days of 24 hours from the posting; none where barred, no end where it is open."""
    posted = case["posted"].replace(tzinfo=CHINA)
    category = TABLE.get(case["category"])
    planned = plan(
        posted, CHINA, shipped(), category=category, wished=DisplayWindow(led_days=case.get("days"))
    )
    screen = planned.as_dict(CHINA)["screen"]
    if case["end"] == "barred":
        assert screen is None
        return
    end = None if case["end"] == "open" else case["end"].replace(tzinfo=CHINA).isoformat()
    assert screen == {"start": posted.isoformat(), "end": end}


@pytest.mark.parametrize("case", CASES["deadline"], ids=lambda case: case["why"][:60])
def test_a_term_ends_where_it_was_worked_out_to(case: dict[str, Any]) -> None:
    """Disclosure Regulation art. 26: 20 working days, or the category's own term."""
    due = deadline(case["created_on"], TABLE.get(case["category"]), shipped(), general_days=20)
    assert (due.due, due.warn_from) == (case["due"], case["warn_from"])
    assert due.provisional is case.get("provisional", False)
    assert not due.is_overdue(case["due"])
    assert due.is_overdue(case["due"] + ONE_DAY)
    assert [due.is_soon(day) for day in (case["warn_from"] - ONE_DAY, case["warn_from"], case["due"])] == [
        False,
        True,
        True,
    ]


def test_a_notice_of_no_known_category_has_the_general_term() -> None:
    """A category that left the table leaves no notice without its term (art. 26)."""
    due = deadline(dt.date(2026, 9, 1), None, shipped(), general_days=20)
    assert (due.due, due.days, due.day_type) == (dt.date(2026, 9, 29), 20, DayType.WORKING)
