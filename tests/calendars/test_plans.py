"""What an approval opens: screen and publicity period side by side, with the rule they rest on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ledctl.calendars.announced import shipped
from ledctl.calendars.categories import load_categories
from ledctl.calendars.plans import Planned, plan, plan_notice
from ledctl.calendars.workdays import Workdays
from ledctl.content.files import notice_from, read_notice
from ledctl.content.model import DayType, DisplayWindow, PublicityPeriod
from ledctl.errors import Refused

ROOT = Path(__file__).parents[2]
CHINA = ZoneInfo("Asia/Shanghai")
TABLE = load_categories((ROOT / "config/defaults/categories.toml").read_text(encoding="utf-8"))
NINE = dt.datetime(2026, 9, 28, 9, tzinfo=CHINA)


def planned(code: str, at: dt.datetime = NINE, period: PublicityPeriod | None = None) -> Planned:
    return plan(at, CHINA, shipped(), category=TABLE.get(code), period=period)


def test_the_categorys_period_is_counted_where_the_notice_gives_none() -> None:
    """Seven days from 28 September end on 8 October (Civil Code art. 203), and say by what rule."""
    found = planned("tekun_review").publicity
    assert found is not None
    assert (found.first, found.last) == (dt.date(2026, 9, 29), dt.date(2026, 10, 8))
    assert "43号" in planned("tekun_review").basis
    assert not planned("tekun_review").provisional


def test_the_period_counts_from_the_day_it_goes_up() -> None:
    """A wished start later than the approval is the day of posting; its local day, not UTC's."""
    wished = DisplayWindow(led_start=dt.datetime(2026, 10, 12, 23, 30, tzinfo=dt.UTC))
    found = plan(NINE, CHINA, shipped(), category=TABLE.get("bid_candidate"), wished=wished).publicity
    assert found is not None
    assert found.first == dt.date(2026, 10, 14)


@pytest.mark.parametrize(("end", "last"), [("2026-10-05", "2026-10-08"), ("2026-10-12", "2026-10-12")])
def test_a_written_period_ends_no_earlier_than_the_law_lets_it(end: str, last: str) -> None:
    """The period shown is the written one, or the lawful one where that is longer."""
    given = PublicityPeriod.model_validate(
        {"days": 7, "start": "2026-09-29", "end": end, "posted": "2026-09-28"}
    )
    found = planned("tekun_review", period=given).publicity
    assert found is not None
    assert found.last == dt.date.fromisoformat(last)


def test_a_category_without_a_number_has_no_period() -> None:
    """No number is known: nothing is guessed for it."""
    assert planned("public_housing").publicity is None
    assert planned("general").as_dict(CHINA)["publicity"] is None


def test_a_number_without_its_kind_means_calendar_days() -> None:
    """A town's own table may leave the kind of day out."""
    category = replace(TABLE.get("tekun_review"), day_type=None)
    found = plan(NINE, CHINA, shipped(), category=category).publicity
    assert found is not None
    assert found.day_type is DayType.CALENDAR


def test_a_barred_category_has_no_screen_window() -> None:
    """Monitored households: the screen's part is none, the period stays, and asking for a window says why."""
    found = planned("anti_poverty_monitoring")
    assert (found.screen, found.note, found.open) == (None, "", False)
    assert found.publicity is not None
    with pytest.raises(Refused) as refusal:
        _ = found.window
    assert refusal.value.code == "category_not_on_led"


def test_the_screen_and_the_period_are_told_apart() -> None:
    """The shape of ``ledctl window --json``: half-open, with the site's offset."""
    assert planned("tekun_review").as_dict(CHINA) == {
        "screen": {"start": "2026-09-28T09:00:00+08:00", "end": "2026-10-05T09:00:00+08:00"},
        "publicity": {
            "start": "2026-09-29T00:00:00+08:00",
            "end": "2026-10-09T00:00:00+08:00",
            "days": 7,
            "day_type": "calendar",
        },
        "basis": TABLE.get("tekun_review").citation,
        "provisional": False,
    }


def test_beyond_known_years_it_is_provisional() -> None:
    """A year's days off that are not announced yet make the whole plan provisional."""
    assert plan(NINE, CHINA, Workdays(), category=TABLE.get("tekun_review")).provisional


def test_a_standing_notice_is_open() -> None:
    """固定性工作长期公开: the schedule of the notice itself says so."""
    (file,) = (ROOT / "config/examples/notices").glob("N06-*.json")
    data = read_notice(file.read_bytes()).model_dump(mode="json", exclude_none=True)
    data |= {"display_window": None, "schedule": {"rhythm": "standing"}}
    notice = notice_from({key: value for key, value in data.items() if value is not None})
    found = plan_notice(notice, TABLE.get(notice.category), NINE, CHINA, shipped())
    assert (found.open, found.note) == (True, "window_standing")
    once = notice.model_copy(update={"schedule": None})
    assert not plan_notice(once, TABLE.get(notice.category), NINE, CHINA, shipped()).open
