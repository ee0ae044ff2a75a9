"""Days as people write them: what is read, what is refused, and when a day begins and ends."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.days import first_instant, first_ms, last_edge, read_day
from ledctl.errors import BadInput

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York")]


@given(st.dates(dt.date(1970, 1, 1), dt.date(9990, 12, 31)), st.sampled_from(ZONES))
def test_every_day_that_is_read_has_its_edges(day: dt.date, zone: ZoneInfo) -> None:
    """R14, R16: a day runs from its own midnight to the next one's, at the site, whatever its hours."""
    assert read_day(f" {day} ", "since") == day
    begin, end = first_instant(day, zone), last_edge(day, zone)
    assert (
        begin.astimezone(zone).date() == day == (end - dt.timedelta(microseconds=1)).astimezone(zone).date()
    )
    assert first_ms(day, zone) == begin.timestamp() * 1000
    assert dt.timedelta(hours=23) <= end - begin <= dt.timedelta(hours=25)


@pytest.mark.parametrize(
    "text", ["", "x", "2026-13-01", "2026-02-30", "0001-01-01", "1969-12-31", "9999-01-01"]
)
def test_what_is_no_day_of_an_office_is_refused(text: str) -> None:
    """The refusal names the field it stands in."""
    with pytest.raises(BadInput, match="until"):
        read_day(text, "until")
