"""What an answer means, when to look, and how trouble is told: the pure parts of looking."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel, Status
from ledctl.publishing.episodes import HEALED_S, MOST_TOLD, Episode
from ledctl.publishing.lookout import (
    DARK,
    LAMPS_OFF,
    NOTHING_KNOWN,
    UNLIT,
    Lookout,
    Timing,
    Wanted,
    page_wanted,
)

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
PANEL = Panel(16, 8, Colour.RED)
LIT = Frame(PANEL, b"\x01" * PANEL.frame_size)


@pytest.mark.parametrize(
    ("wanted", "said", "expected"),
    [
        (page_wanted(LIT), Status(True, shown=LIT.digest), True),
        (page_wanted(LIT), Status(True, shown=""), False),
        (page_wanted(Frame.dark(PANEL)), Status(True, shown=""), True),
        (page_wanted(Frame.dark(PANEL)), Status(True, shown=Frame.dark(PANEL).digest), True),
        (DARK, Status(True, shown=""), True),
        (DARK, Status(True, shown=LIT.digest), False),
        (DARK, Status(True), None),
        (NOTHING_KNOWN, Status(True, shown=LIT.digest), None),
        (Wanted(programs=("a", "b")), Status(True, programs=("b", "a")), True),
        (Wanted(programs=("a", "b")), Status(True, programs=("b",)), False),
        (Wanted(programs=()), Status(True, programs=()), True),
        (Wanted(programs=("a",)), Status(True), None),
    ],
)
def test_what_a_sign_says_bears_it_out_contradicts_it_or_leaves_it_open(
    wanted: Wanted, said: Status, expected: bool | None
) -> None:
    """R22: three answers, and silence about content is never one of the first two."""
    assert wanted.is_there(said) is expected


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Status(True, shown=""), "dark"),
        (Status(True, shown="abc"), "abc"),
        (Status(True, programs=("f" * 64, "a" * 64)), "2 programs: aaaaaaaaaaaa ffffffffffff"),
        (Status(True, programs=()), "0 programs"),
    ],
)
def test_what_stands_instead_is_told(said: Status, told: str) -> None:
    """A record of lost content says what was there."""
    wanted = Wanted(shown=("x",) if said.shown is not None else (), programs=("x",))
    found = Lookout().weigh(said, wanted, NOW, 0.0)
    assert (found.lost, found.is_wrong) == ((told,), True)


def test_lamps_are_missed_where_something_should_be_seen() -> None:
    """A notice behind dark lamps is seen by nobody; a sign that is to be dark may have them off."""
    off = Status(True, powered=False)
    for wanted in (DARK, UNLIT, NOTHING_KNOWN, Wanted(programs=())):
        assert Lookout().weigh(off, wanted, NOW, 0.0).faults == ()
    for wanted in (Wanted(("x",)), Wanted(programs=("x",))):
        assert Lookout().weigh(off, wanted, NOW, 0.0).faults == (LAMPS_OFF,)


def test_a_sign_dark_by_its_lamps_is_asked_for_its_lamps() -> None:
    """What it holds behind them counts as little as it is seen."""
    for powered, there in ((False, True), (True, False), (None, None)):
        assert UNLIT.is_there(Status(True, powered=powered, shown="x")) is there


def test_another_card_is_news_once_until_the_right_one_is_back() -> None:
    """The flag stands until the sign's own card took something."""
    lookout = Lookout()
    assert lookout.meet_other("64x32")
    assert not lookout.meet_other("64x32")
    assert lookout.health.wrong_card == "64x32"
    lookout.meet_own()
    assert lookout.meet_other("64x32")


def test_an_outage_leaves_the_faults_known_and_the_content_unverified() -> None:
    """What was said of content does not outlive the wire."""
    lookout = Lookout()
    lookout.weigh(Status(True, shown="", faults=("hot",)), DARK, NOW, 0.0)
    lookout.lose_sight()
    assert (lookout.health.verified, lookout.health.faults) == (None, ("hot",))


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=60))
def test_a_flickering_trouble_begins_and_ends_as_often_as_it_stayed_away(
    looks: list[tuple[float, bool]],
) -> None:
    """R32: one beginning an episode, and an end only after a minute of clean looks."""
    episode, moment, last, begun, ended = Episode(), 0.0, -inf, 0, 0
    for wait, seen in looks:
        moment += wait
        if seen:
            assert bool(episode.see(("x",), NOW, moment)) is (begun == ended)
            begun, last = ended + 1, moment
        else:
            over = episode.is_over(moment)
            assert over is (begun > ended and moment - last >= HEALED_S)
            ended += over
        assert (episode.since is not None) is (begun > ended)


def test_a_fault_whose_words_hold_a_figure_does_not_fill_the_record() -> None:
    """Few different things are told of one episode."""
    episode = Episode()
    told = [episode.see((f"{percent} % wrong",), NOW, 0.0) for percent in range(100)]
    assert sum(map(len, told)) == MOST_TOLD


@given(st.floats(0.01, 20), st.floats(1, 20), st.integers(1, 60))
def test_a_look_never_delays_a_page_the_sign_would_be_late_for(
    answer: float, dwell: float, pages: int
) -> None:
    """A look that would usually not be answered before the next page is due is not made."""
    timing, moment, late = Timing(5.0), 0.0, 0
    for page in range(pages):
        page_at = (page + 1) * dwell
        while moment < page_at:
            if timing.is_due(moment, page_at):
                done = moment + answer
                late += done > page_at
                timing.looked(done, answer)
                moment = done
            moment += 0.5
    assert late <= 1  # the first, when nobody knows yet how long it takes


def test_one_slow_answer_is_forgotten() -> None:
    """A hiccup does not end the looking for good; a sign that is always slow is never looked at."""
    timing = Timing(5.0)
    timing.looked(0.0, 0.1)
    timing.looked(10.0, 20.0)
    due = [timing.is_due(at, at + 8.0) for at in range(15, 200)]
    assert any(due)
    slow = Timing(5.0)
    slow.looked(0.0, 10.0)
    assert not any(slow.is_due(at, at + 8.0) for at in range(5, 500))


def test_no_interval_is_no_look() -> None:
    """``look_s = 0``: never."""
    assert not Timing(0.0).is_due(1e9, inf)
    off = Timing(0.0)
    off.looked(1.0, 0.1)
    assert not off.is_due(1e9, inf)
