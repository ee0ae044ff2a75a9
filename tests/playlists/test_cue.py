"""The whole of choosing at once: the total order, what holds back, and why a sign is dark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.choose import LEVELS, Candidate, choose, level_of
from ledctl.playlists.cue import Cue, cue
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb, strictest
from ledctl.playlists.hours import QUIET

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
LADDER = ("emergency", "high", "normal", "standing", "idle")
"""From the top; blackout stands above it and dark below."""
NUMBERS = {word: number for number, word in enumerate(LADDER)}


def order(word: str, *, start: datetime = NOW - HOUR, end: datetime = NOW + HOUR) -> Candidate:
    return Candidate(NUMBERS[word], level_of(word), start, end, NOW - HOUR)


EVERYTHING = [order(word) for word in LADDER]


@pytest.mark.parametrize("top", range(len(LADDER)))
def test_the_total_order(top: int) -> None:
    """R28: whatever else may run, and however often the winner ran already, the higher one runs."""
    assert cue(EVERYTHING[top:], NOW, {top: 99}) == Cue(top)
    for curb in (BLACKOUT, strictest(BLACKOUT, QUIET["emergency"])):
        assert cue(EVERYTHING[top:], NOW, {}, curb) == Cue(None, "blackout")


@pytest.mark.parametrize(
    ("waiting", "curb", "runs", "why"),
    [
        ("", FREE, None, "nothing"),
        ("", QUIET["emergency"], None, "quiet"),
        ("", BLACKOUT, None, "blackout"),
        ("idle", FREE, "idle", ""),
        ("idle standing normal high", QUIET["emergency"], None, "quiet"),
        ("idle normal emergency", QUIET["emergency"], "emergency", ""),
        ("idle normal high", QUIET["high"], "high", ""),
        ("idle standing normal", QUIET["high"], None, "quiet"),
        ("idle normal high emergency", QUIET["none"], None, "quiet"),
        ("idle standing normal high emergency", BLACKOUT, None, "blackout"),
    ],
)
def test_what_runs_under_a_curb(waiting: str, curb: Curb, runs: str | None, why: str) -> None:
    """R28: a curb lets only what ranks high enough through; a dark sign names it."""
    found = cue([order(word) for word in waiting.split()], NOW, {}, curb)
    assert found == Cue(None if runs is None else NUMBERS[runs], why)


def test_who_is_kept_back_makes_way() -> None:
    """The gate's or the sign's no is not the others' loss; when nobody is left, the cue says so."""
    emergency, normal = order("emergency"), order("normal")
    offered = [emergency, normal]
    assert cue(offered, NOW, {}, FREE, {emergency.order_id}) == Cue(normal.order_id)
    both = {emergency.order_id, normal.order_id}
    assert cue(offered, NOW, {}, FREE, both) == Cue(None, "refused")
    assert cue(offered, NOW, {}, QUIET["emergency"], both) == Cue(None, "refused")
    assert cue([normal], NOW, {}, QUIET["emergency"], both) == Cue(None, "quiet"), "the hour is the reason"
    assert cue(offered, NOW + HOUR, {}, FREE, both) == Cue(None, "nothing"), "nor is what is over missing"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-30T15:30:00Z", "2026-11-30T17:00:00Z"),
        ("2026-11-30T16:00:00Z", "2026-12-01T16:00:00Z"),
        ("2028-02-28T16:00:00Z", "2028-02-29T16:00:00Z"),
        ("2028-02-29T15:59:59.999000Z", "2028-02-29T16:00:00Z"),
        ("2026-12-31T15:00:00Z", "2026-12-31T16:00:00Z"),
        ("2026-12-31T16:00:00Z", "2027-01-03T16:00:00Z"),
    ],
    ids=["overnight", "month end", "leap day", "its last millisecond", "year end", "new year"],
)
def test_windows_at_the_edges_of_the_calendar(start: str, end: str) -> None:
    """R16: on at its first instant, off at its end, wherever in the calendar (16:00 UTC is midnight)."""
    first, over, least = datetime.fromisoformat(start), datetime.fromisoformat(end), timedelta(microseconds=1)
    offered = [order("normal", start=first, end=over)]
    answers = [cue(offered, at, {}).order_id for at in (first - least, first, over - least, over)]
    assert answers == [None, offered[0].order_id, offered[0].order_id, None]


candidates = st.lists(
    st.builds(
        lambda number, word, start, length: Candidate(
            number, level_of(word), NOW + start * HOUR, NOW + (start + length) * HOUR, NOW
        ),
        st.integers(1, 50),
        st.sampled_from([*LEVELS]),
        st.integers(-3, 2),
        st.integers(1, 4),
    ),
    max_size=8,
    unique_by=lambda c: c.order_id,
)
curbs = st.sampled_from([FREE, BLACKOUT, *QUIET.values()])


@given(
    candidates, curbs, st.sets(st.integers(1, 50)), st.dictionaries(st.integers(1, 50), st.integers(0, 99))
)
def test_it_is_the_choice_among_those_that_may(
    offered: list[Candidate], curb: Curb, kept: set[int], turns: dict[int, int]
) -> None:
    """R28: curbs and refusals take candidates away and do nothing else; dark has a reason, lit has none."""
    may = [c for c in offered if c.level >= curb.least and c.order_id not in kept]
    chosen, found = choose(may, NOW, turns), cue(offered, NOW, turns, curb, kept)
    assert found.order_id == (chosen.order_id if chosen else None)
    assert (found.why_dark == "") is (found.order_id is not None)
