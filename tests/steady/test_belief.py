"""When a wall clock is believed: the table, and the laws over random walls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.steady.belief import (
    AHEAD,
    SETTLE_S,
    Belief,
    Doubt,
    How,
    Look,
    Rules,
    accept,
    earliest,
    heed,
    judge,
    taken_over,
)

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BUILD = datetime(2026, 10, 1, tzinfo=UTC)
RULES = Rules(timedelta(seconds=60), BUILD)
DAY = 86_400.0


def look(seconds: float, mono: float = 0.0, *, synchronised: bool = False) -> Look:
    """The wall ``seconds`` after nine o'clock."""
    return Look(NINE + timedelta(seconds=seconds), mono, synchronised)


def known() -> Belief:
    """At nine the wall was believed."""
    return judge(earliest(NINE, 0.0, bounded=True), look(0), RULES)


@pytest.mark.parametrize(
    ("wall", "bounded", "doubt"),
    [
        (0, True, None),
        (3 * DAY, True, None),
        (366 * DAY, True, None),
        (367 * DAY, True, Doubt.TOO_FAR_AHEAD),
        (3_670 * DAY, False, None),
        (-59, True, None),
        (-61, True, Doubt.BEFORE_RECORD),
        (-30 * DAY, True, Doubt.BEFORE_RECORD),
        (-60 * DAY, True, Doubt.BEFORE_BUILD),
        (-20_000 * DAY, True, Doubt.BEFORE_BUILD),
    ],
)
def test_at_a_start(wall: float, bounded: bool, doubt: Doubt | None) -> None:
    """R15: not earlier than the record or the build, and no year later than the last row."""
    belief = judge(earliest(NINE, 0.0, bounded=bounded), look(wall), RULES)
    assert belief.doubt is doubt
    assert belief.known is (doubt is None)
    assert belief.at(0.0) == (NINE if doubt or wall < 0 else NINE + timedelta(seconds=wall))


@pytest.mark.parametrize(
    ("jump", "doubt"),
    [
        (59, None),
        (-59, None),
        (61, Doubt.JUMPED_FORWARD),
        (-61, Doubt.JUMPED_BACK),
        (DAY, Doubt.JUMPED_FORWARD),
        (-DAY, Doubt.JUMPED_BACK),
        (-20_000 * DAY, Doubt.BEFORE_BUILD),
    ],
)
def test_while_running(jump: float, doubt: Doubt | None) -> None:
    """What the time is taken to be goes on by what passed, a small step ahead taken at once."""
    belief = judge(known(), look(1 + jump, 1), RULES)
    assert belief.doubt is doubt
    behind = timedelta(seconds=0.02)
    expected = (
        NINE + timedelta(seconds=1) + (timedelta(seconds=jump) if doubt is None and jump > 0 else -behind)
    )
    assert belief.at(1) == (expected if doubt is None else NINE + timedelta(seconds=1))


def test_a_small_step_back_is_made_up_by_going_slower() -> None:
    """No instant comes twice; 50 minutes later a minute has been made up."""
    belief, mono = known(), 0.0
    while mono < 3000:
        mono += 10
        before = belief.at(mono - 10)
        belief = judge(belief, look(mono - 59, mono), RULES)
        assert belief.doubt is None
        assert belief.at(mono) > before
    assert belief.at(mono) == NINE + timedelta(seconds=mono - 59)


def test_many_small_steps_are_no_better_than_one() -> None:
    """A wall that runs twice as fast is not followed for more than a minute."""
    belief = known()
    for second in range(1, 200):
        belief = judge(belief, look(second * 2, second), RULES)
    assert belief.doubt is Doubt.JUMPED_FORWARD
    assert belief.at(200) <= NINE + timedelta(seconds=200 + 61)


@pytest.mark.parametrize("per_million", [200, -200, 500, -500, 11.6])
def test_slow_drift_is_followed_for_a_month(per_million: float) -> None:
    """Cheap quartz, a leap second spread over a day: no doubt, never a second away from the wall."""
    belief = known()
    for mono in range(0, 30 * 86_400, 300):
        seen = look(mono * (1 + per_million / 1e6), mono)
        belief = judge(belief, seen, RULES)
        assert belief.doubt is None
        assert abs(belief.at(mono) - seen.wall) < timedelta(seconds=1)


def settled(belief: Belief, wall: float, mono: float, *, synchronised: bool = False) -> Belief:
    """The same state of things, looked at twice with the time between that trust takes."""
    first = judge(belief, look(wall, mono, synchronised=synchronised), RULES)
    assert first.doubt is belief.doubt, "not yet"
    later = mono + SETTLE_S
    return judge(first, look(wall + SETTLE_S, later, synchronised=synchronised), RULES)


def test_trust_comes_back_with_the_wall() -> None:
    """By itself, when the wall has agreed with what passed for ten seconds."""
    doubted = judge(known(), look(DAY, 1), RULES)
    back = settled(doubted, 101, 100)
    assert (back.doubt, back.how) == (None, How.RETURNED)


def test_after_a_start_without_a_time_any_that_can_be_right_is_taken() -> None:
    """The machine began in 1970; an hour later somebody sets it, three hours after the last row."""
    doubted = judge(earliest(NINE, 0.0, bounded=True), look(-20_000 * DAY), RULES)
    back = settled(doubted, 3 * 3600, 3600)
    assert (back.doubt, back.how) == (None, How.SET)
    assert back.at(3610) == NINE + timedelta(seconds=3 * 3600 + 10)


@pytest.mark.parametrize("begin", [known(), earliest(NINE, 0.0, bounded=True)])
def test_a_time_server_is_believed_ahead(begin: Belief) -> None:
    """A jump ahead that the kernel vouches for is taken, after it has for ten seconds."""
    doubted = judge(begin, look(400 * DAY, 1), RULES)
    assert doubted.doubt in (Doubt.JUMPED_FORWARD, Doubt.TOO_FAR_AHEAD)
    back = settled(doubted, 400 * DAY + 10, 10, synchronised=True)
    assert (back.doubt, back.how) == (None, How.SYNCHRONISED)


def test_nobody_is_believed_back_but_a_person() -> None:
    """R15: below what was already on record only a person's word goes, never the kernel's."""
    doubted = judge(known(), look(-DAY, 1), RULES)
    vouched = settled_not(doubted)
    assert vouched.doubt is Doubt.JUMPED_BACK
    taken = accept(vouched, look(-DAY, 30))
    assert (taken.doubt, taken.how, taken.at(30)) == (None, How.ACCEPTED, NINE - timedelta(days=1))


def settled_not(belief: Belief) -> Belief:
    for mono in (5, 15, 29):
        belief = judge(belief, look(-DAY, mono, synchronised=True), RULES)
    return belief


def test_a_wall_that_jumps_about_is_not_believed_in_between() -> None:
    """Ten seconds of agreement are ten seconds on end."""
    belief = known()
    for mono in range(1, 100):
        belief = judge(belief, look(mono + (DAY if mono % 5 == 1 else 0), mono), RULES)
    assert belief.doubt is Doubt.JUMPED_FORWARD


def test_another_process_is_heeded_where_it_knows_better() -> None:
    """Only news counts, and only for the wall as it stands: an old belief is no word of a person."""
    doubted = judge(known(), look(DAY, 1), RULES)
    now = look(DAY + 9, 10)
    accepted = taken_over(now.origin, 10, known=True)
    assert heed(doubted, accepted, now, RULES).how is How.ACCEPTED
    assert heed(doubted, taken_over(doubted.origin, 10, known=True), now, RULES) is doubted
    assert heed(doubted, taken_over(now.origin, 10, known=False), now, RULES) is doubted
    assert heed(doubted, accepted, look(5 * DAY, 10), RULES) is doubted


Passing = st.floats(0.01, 4 * DAY)
Jump = st.one_of(st.just(0.0), st.floats(-90, 90), st.floats(-500 * DAY, 500 * DAY))
Walls = st.lists(st.tuples(Passing, Jump, st.booleans()), max_size=30)


@given(walls=Walls, ahead=st.floats(-500, 500), bounded=st.booleans())
def test_no_instant_comes_twice(walls: list[tuple[float, float, bool]], ahead: float, bounded: bool) -> None:
    """Whatever the wall does and the kernel says, time goes on, and never below the floor."""
    belief, mono, off = earliest(NINE, 0.0, bounded=bounded), 0.0, ahead * DAY
    belief = judge(belief, look(off), RULES)
    latest = belief.at(0.0)
    assert latest >= NINE
    for passed, jump, synchronised in walls:
        mono, off = mono + passed, off + jump
        seen = look(off + mono, mono, synchronised=synchronised)
        belief = judge(belief, seen, RULES)
        assert belief.at(mono) > latest
        latest = belief.at(mono)
        if belief.doubt is None:
            assert belief.known
            assert latest - seen.wall <= RULES.limit * 2


@given(walls=st.lists(st.tuples(Passing, st.floats(-90, 90)), max_size=30))
def test_without_a_word_time_goes_no_faster_than_it_passes(walls: list[tuple[float, float]]) -> None:
    """Small steps together are worth the limit and, for each day, the limit once more."""
    belief, mono, off = known(), 0.0, 0.0
    for passed, jump in walls:
        mono, off = mono + passed, off + jump
        belief = judge(belief, look(off + mono, mono), RULES)
        if belief.how is not None:
            return  # trust came back: a new beginning
        most = 60 + 60 * mono / DAY
        assert belief.at(mono) - look(mono, mono).wall <= timedelta(seconds=most + 0.001)


@given(jump=st.floats(61, 400 * DAY), back=st.booleans(), waits=st.lists(Passing, min_size=1, max_size=20))
def test_waiting_brings_no_trust(jump: float, back: bool, waits: list[float]) -> None:
    """A clock that is wrong by a day is as wrong a year later."""
    off, mono = (-jump if back else jump), 1.0
    belief = judge(known(), look(off + 1, 1), RULES)
    for wait in waits:
        mono += wait
        belief = judge(belief, look(off + mono, mono), RULES)
        assert belief.doubt is not None
        assert belief.at(mono) == look(mono, mono).wall


def test_the_year_is_counted_from_the_last_row() -> None:
    """A leap year fits: somebody may come back after a year to the day."""
    assert timedelta(days=366) == AHEAD
