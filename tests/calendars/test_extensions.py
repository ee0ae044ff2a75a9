"""Extensions: half-open, absolute, bounded."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.extensions import end_of_day, extension, read_end
from ledctl.errors import BadInput, LedctlError, Refused

ZONE = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
ENDS = dt.datetime(2026, 11, 26, 16, 0, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=366)


@given(days=st.integers(1, 360), ahead=st.integers(1, 4 * 24 * 3600))
def test_an_extension_begins_where_the_old_window_ends(days: int, ahead: int) -> None:
    """R16, R19: from the old end to an absolute new one, whole local days later; no gap, no overlap."""
    ends = NOW + dt.timedelta(seconds=ahead)
    window = extension(NOW, ends, ZONE, days=days)
    assert window.start == ends
    assert window.end - ends == dt.timedelta(days=days)


@given(first=st.integers(1, 90), second=st.integers(1, 90))
def test_two_extensions_are_one(first: int, second: int) -> None:
    """R19: nothing is lost or gained by extending twice."""
    once = extension(NOW, ENDS, ZONE, days=first + second)
    twice = extension(NOW, extension(NOW, ENDS, ZONE, days=first).end, ZONE, days=second)
    assert once.end == twice.end


@given(st.integers(-10_000, 20_000))
def test_an_extension_is_at_most_a_year_away(hours: int) -> None:
    """R18: whatever end is asked for, it is later than the old one and within a year, or refused."""
    until = NOW + dt.timedelta(hours=hours)
    if ENDS < until <= NOW + YEAR:
        assert extension(NOW, ENDS, ZONE, until=until).end == until
        return
    with pytest.raises(BadInput) as refusal:
        extension(NOW, ENDS, ZONE, until=until)
    assert refusal.value.code == ("extend_shorter" if until <= ENDS else "window_too_far")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "extend_how"),
        ({"days": 1, "until": ENDS}, "extend_how"),
        ({"days": 0}, "extend_days"),
        ({"days": 367}, "extend_days"),
        ({"days": 366}, "window_too_far"),
        ({"until": ENDS}, "extend_shorter"),
    ],
)
def test_what_cannot_be_an_extension_says_why(asked: dict[str, object], code: str) -> None:
    """One way of saying the end, later than the present one, bounded (R18)."""
    with pytest.raises(LedctlError) as refusal:
        extension(NOW, ENDS, ZONE, **asked)  # type: ignore[arg-type] # wrong on purpose
    assert refusal.value.code == code


def test_what_is_over_is_not_extended() -> None:
    """An item whose window is over needs a fresh approval."""
    with pytest.raises(Refused) as refusal:
        extension(ENDS, ENDS, ZONE, days=3)
    assert refusal.value.code == "extend_over"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-12-05", dt.datetime(2026, 12, 5, 16, 0, tzinfo=dt.UTC)),
        (" 2026-12-05 ", dt.datetime(2026, 12, 5, 16, 0, tzinfo=dt.UTC)),
        ("2026-12-05T18:00", dt.datetime(2026, 12, 5, 10, 0, tzinfo=dt.UTC)),
        ("2026-12-05T18:00+09:00", dt.datetime(2026, 12, 5, 9, 0, tzinfo=dt.UTC)),
    ],
)
def test_an_end_is_read_as_an_office_writes_it(text: str, instant: dt.datetime) -> None:
    """A day runs to its 24:00 (Civil Code art. 203); a time without a zone is the site's (R13)."""
    assert read_end(text, ZONE) == instant


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "9999-12-31", "0001-01-01T00:00"])
def test_an_end_that_cannot_be_read_is_refused(text: str) -> None:
    """R18: no typing slip leaves the calendar."""
    with pytest.raises(BadInput) as refusal:
        read_end(text, ZONE)
    assert refusal.value.code == "end_not_an_instant"


def test_the_end_of_a_day_is_the_next_midnight() -> None:
    """Leap day included."""
    assert end_of_day(dt.date(2028, 2, 28), ZONE) == dt.datetime(2028, 2, 28, 16, 0, tzinfo=dt.UTC)
