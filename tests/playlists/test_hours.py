"""Quiet hours: at the minute, over midnight, at the ends of months and years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import FREE
from ledctl.playlists.hours import DAY, QUIET, Hours, HoursClock, Span

TOWN = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MS = timedelta(milliseconds=1)
OFFICE: tuple[Span, ...] = ((390, 1320),)
"""06:30-22:00."""
NIGHT: tuple[Span, ...] = ((1080, 120),)
"""18:00-02:00."""


def hours(spans: tuple[Span, ...], zone: ZoneInfo = TOWN) -> Hours:
    return Hours(spans, QUIET["emergency"], zone)


def is_lit(spans: tuple[Span, ...], local: str) -> bool:
    return hours(spans).curb_at(datetime.fromisoformat(local).replace(tzinfo=TOWN)) is FREE


@pytest.mark.parametrize(
    ("spans", "local", "lit"),
    [
        (OFFICE, "2026-11-23T06:29:59.999999", False),
        (OFFICE, "2026-11-23T06:30:00", True),
        (OFFICE, "2026-11-23T21:59:59.999999", True),
        (OFFICE, "2026-11-23T22:00:00", False),
        (NIGHT, "2026-11-23T17:59:59.999999", False),
        (NIGHT, "2026-11-23T18:00:00", True),
        (NIGHT, "2026-11-24T00:00:00", True),
        (NIGHT, "2026-11-24T01:59:59.999999", True),
        (NIGHT, "2026-11-24T02:00:00", False),
        (NIGHT, "2026-11-30T23:59:59.999999", True),
        (NIGHT, "2026-12-01T01:59:00", True),
        (NIGHT, "2028-02-28T23:59:00", True),
        (NIGHT, "2028-02-29T00:30:00", True),
        (NIGHT, "2028-02-29T02:00:00", False),
        (NIGHT, "2028-02-29T23:30:00", True),
        (NIGHT, "2028-03-01T01:30:00", True),
        (NIGHT, "2026-12-31T23:59:59.999999", True),
        (NIGHT, "2027-01-01T00:00:00", True),
        (NIGHT, "2027-01-01T02:00:00", False),
        (((0, DAY),), "2027-01-01T00:00:00", True),
        (((0, DAY),), "2026-12-31T23:59:59.999999", True),
        (((420, 720), (840, DAY)), "2026-11-23T13:00:00", False),
        (((420, 720), (840, DAY)), "2026-11-23T23:59:59", True),
        (((420, 720), (840, DAY)), "2026-11-24T00:00:00", False),
    ],
)
def test_lit_or_not(spans: tuple[Span, ...], local: str, lit: bool) -> None:
    """R16: half-open at the minute, over midnight, month end, leap day and year end."""
    assert is_lit(spans, local) is lit


@pytest.mark.parametrize(
    ("spans", "local", "edge"),
    [
        (OFFICE, "2026-11-23T05:00:00", "2026-11-23T06:30:00"),
        (OFFICE, "2026-11-23T06:30:00", "2026-11-23T22:00:00"),
        (OFFICE, "2028-02-29T22:00:00", "2028-03-01T00:00:00"),
        (NIGHT, "2026-12-31T18:00:00", "2027-01-01T00:00:00"),
        (NIGHT, "2027-01-01T00:00:00", "2027-01-01T02:00:00"),
    ],
)
def test_the_next_look_is_at_an_edge_or_at_midnight(spans: tuple[Span, ...], local: str, edge: str) -> None:
    """So that a worker that polls rarely wakes when the sign is to come up or go dark."""
    now, then = (datetime.fromisoformat(text).replace(tzinfo=TOWN) for text in (local, edge))
    assert hours(spans).next_edge(now) == then


def test_always_lit_knows_no_edge() -> None:
    """The default costs nothing: no look is due for it."""
    assert hours(((0, DAY),)).next_edge(datetime(2026, 11, 23, tzinfo=UTC)) is None
    clock = HoursClock(hours(((0, DAY),)))
    assert (clock.edge(datetime.now(UTC)), clock.curb(datetime.now(UTC))) == (None, FREE)


spans = st.lists(
    st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).filter(lambda span: span[0] != span[1]),
    min_size=1,
    max_size=3,
).map(tuple)
START = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.timedeltas(timedelta(0), timedelta(days=1200)).map(lambda since: START + since)
# the evenings before clocks are changed, and an ordinary one
evenings = st.sampled_from(["2026-03-28T20:00Z", "2026-10-24T20:00Z", "2026-06-01T20:00Z"])


@given(spans, instants, st.integers(0, 10**6 - 1))
def test_until_the_edge_the_answer_stays(spans: tuple[Span, ...], now: datetime, part: int) -> None:
    """Whoever sleeps until the edge misses nothing, and it always lies ahead."""
    town = hours(spans)
    edge = town.next_edge(now)
    until = edge or now + timedelta(days=400)
    assert until > now
    within = now + (until - now) * part // 10**6  # rounded down: half-open, never the edge itself
    assert town.curb_at(within) is town.curb_at(now)
    assert town.curb_at(max(now, until - MS)) is town.curb_at(now)


@given(spans, evenings, st.integers(0, 12 * 60), st.integers(0, 180))
def test_where_clocks_are_changed_too(spans: tuple[Span, ...], evening: str, since: int, more: int) -> None:
    """R13: a site in such a zone is reckoned by its wall, also in the hour that is missing or comes twice."""
    berlin, now = hours(spans, BERLIN), datetime.fromisoformat(evening) + timedelta(minutes=since)
    edge, later = berlin.next_edge(now), now + timedelta(minutes=more)
    if edge is None or later < edge:
        assert berlin.curb_at(later) is berlin.curb_at(now)


@given(spans, st.lists(instants, min_size=1, max_size=20))
def test_a_wall_that_jumps_is_followed_at_the_next_look(
    spans: tuple[Span, ...], looks: list[datetime]
) -> None:
    """R15: what was reckoned before a jump, either way, is not believed after it."""
    town = hours(spans)
    clock = HoursClock(town)
    for now in looks:
        assert clock.curb(now) is town.curb_at(now)
        edge = clock.edge(now)
        assert edge is None or edge > now


def test_what_runs_in_quiet_hours_is_a_setting() -> None:
    """By default a warning, not what is merely urgent; or that too; or nothing."""
    let = {
        name: {word for word, level in LEVELS.items() if level >= curb.least} for name, curb in QUIET.items()
    }
    assert let == {"emergency": {"emergency"}, "high": {"emergency", "high"}, "none": set()}
