"""Quiet hours within a stretch of time: the same moments at which the sign is not lit, and what they cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.clock import from_ms, to_ms
from ledctl.ledger.spans import Span, total, without
from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import FREE
from ledctl.playlists.hours import DAY, QUIET, Hours
from ledctl.playlists.quiet import DAY_MS, lit_until, quiet_in

TOWN = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000
OFFICE = Hours(((390, 1320),), QUIET["emergency"], TOWN)
"""06:30-22:00."""
NIGHT = Hours(((1080, 120),), QUIET["emergency"], TOWN)
"""18:00-02:00, over midnight."""
NORMAL = LEVELS["normal"]
START = datetime(2026, 1, 1, tzinfo=UTC)

spans = st.lists(
    st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).filter(lambda span: span[0] != span[1]),
    min_size=1,
    max_size=3,
).map(tuple)
hours = st.builds(Hours, spans, st.sampled_from([*QUIET.values()]), st.sampled_from([TOWN, BERLIN]))
stretches = st.builds(
    lambda start, length: (to_ms(START) + start, to_ms(START) + start + length),
    st.integers(0, 1200 * DAY_MS),
    st.integers(1, 5 * DAY_MS),
)


def at(text: str) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=TOWN))


def told(span: tuple[str, str], hours: Hours = OFFICE, level: int = NORMAL) -> list[tuple[str, str]]:
    found = quiet_in(hours, level, (at(span[0]), at(span[1])))
    local = [[from_ms(edge).astimezone(TOWN).strftime("%m-%d %H:%M") for edge in one] for one in found]
    return [(start, end) for start, end in local]


@pytest.mark.parametrize(
    ("hours", "span", "quiet"),
    [
        (OFFICE, ("2026-11-23 09:00", "2026-11-23 22:00"), []),
        (OFFICE, ("2026-11-23 21:00", "2026-11-24 09:00"), [("11-23 22:00", "11-24 06:30")]),
        (OFFICE, ("2026-11-23 23:00", "2026-11-24 01:00"), [("11-23 23:00", "11-24 01:00")]),
        (OFFICE, ("2028-02-28 22:30", "2028-02-29 22:00"), [("02-28 22:30", "02-29 06:30")]),
        (OFFICE, ("2028-02-29 12:00", "2028-03-01 00:00"), [("02-29 22:00", "03-01 00:00")]),
        (OFFICE, ("2026-12-31 12:00", "2027-01-01 12:00"), [("12-31 22:00", "01-01 06:30")]),
        (NIGHT, ("2026-11-30 12:00", "2026-12-01 01:00"), [("11-30 12:00", "11-30 18:00")]),
        (NIGHT, ("2026-11-30 23:00", "2026-12-01 12:00"), [("12-01 02:00", "12-01 12:00")]),
    ],
)
def test_overnight_and_over_the_ends_of_months_and_years(
    hours: Hours, span: tuple[str, str], quiet: list[tuple[str, str]]
) -> None:
    """R16: one span a night, in order, cut to what was asked for."""
    assert told(span, hours) == quiet


@given(hours, stretches, st.floats(0, 1, exclude_max=True))
def test_a_moment_is_quiet_exactly_when_the_sign_is_not_lit(hours: Hours, span: Span, part: float) -> None:
    """One rule for the sign and for the sums, also where clocks are changed (R13)."""
    moment = span[0] + int((span[1] - span[0]) * part)
    quiet = any(start <= moment < end for start, end in quiet_in(hours, NORMAL, span))
    assert quiet is (hours.curb_at(from_ms(moment)) is not FREE)


@pytest.mark.parametrize(
    ("setting", "let"),
    [("emergency", {"emergency"}), ("high", {"emergency", "high"}), ("none", set())],
)
def test_what_runs_in_quiet_hours_has_none(setting: str, let: set[str]) -> None:
    """Each level that the quiet lets through may lose its time at night, too; the others may not."""
    town = Hours(((390, 1320),), QUIET[setting], TOWN)
    night = ("2026-11-23 22:00", "2026-11-24 06:30")
    assert {name for name, level in LEVELS.items() if not told(night, town, level)} == let


def test_a_sign_that_is_always_lit_has_none() -> None:
    """The default: nothing is reckoned for it."""
    always = Hours(((0, DAY),), QUIET["none"], TOWN)
    assert quiet_in(always, NORMAL, (0, at("2026-11-23 00:00"))) == []


def test_time_is_made_good_while_the_sign_is_lit() -> None:
    """Ten hours more from ten in the evening: not until eight in the morning, but until half past four."""

    def nights(span: Span) -> list[Span]:
        return quiet_in(OFFICE, NORMAL, span)

    end = at("2026-11-25 22:00")
    assert lit_until(end, 10 * HOUR, nights) == at("2026-11-26 16:30")
    assert lit_until(end, 20 * HOUR, nights) == at("2026-11-27 11:00")
    assert lit_until(end, 0, nights) == end


@given(hours, stretches.map(lambda span: span[0]), st.integers(0, 40 * HOUR))
def test_no_more_and_no_less_than_asked_for_is_lit_until_then(hours: Hours, start: int, ms: int) -> None:
    """The end that is proposed is the earliest that is enough."""
    nights = lambda span: quiet_in(hours, NORMAL, span)  # noqa: E731 - a name for two uses
    end = lit_until(start, ms, nights)
    assert total(without([(start, end)], nights((start, end)))) == ms


def test_a_year_is_reckoned_once() -> None:
    """The front page asks for the nights of every notice: a day is worked out the first time only."""
    from ledctl.playlists import quiet

    quiet._on.cache_clear()
    year = (at("2026-01-01 00:00"), at("2026-12-31 00:00"))
    first = quiet_in(OFFICE, NORMAL, year)
    worked = quiet._on.cache_info().misses
    assert quiet_in(OFFICE, NORMAL, year) == first
    assert quiet._on.cache_info().misses == worked == 365
    assert total(first) == 364 * timedelta(hours=8, minutes=30) // timedelta(milliseconds=1)
