"""What a notice lost: each moment once, never more than its window, and what makes it good."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.downtime import Outage
from ledctl.ledger.spans import total
from ledctl.playlists.taken import LOSSES, QUIET, Promise, lost, missing, promise

instants = st.integers(0, 200)
span = st.builds(lambda start, length: (start, start + length), instants, st.integers(1, 80))
spans = st.lists(span, max_size=4)
causes = st.dictionaries(st.sampled_from([*LOSSES, QUIET]), spans, max_size=4)
HOUR = 3_600_000
DAY = 24 * HOUR


@given(spans, causes, instants)
def test_losses_never_exceed_the_window(own: list[tuple[int, int]], taken: dict[str, list], now: int) -> None:  # type: ignore[type-arg]
    """Causes that overlap are not counted twice, and nothing is lost that is still to come."""
    found = lost(own, taken, now)
    assert sum(found.by_cause.values()) + total(found.quiet) <= total(own)
    assert sum(found.by_cause.values()) == total(found.spans)
    assert all(end <= now for _, end in found.spans)


@given(span, st.none() | span, spans, causes, instants)
def test_what_is_missing_is_at_most_what_was_lost(
    window: tuple[int, int],
    period: tuple[int, int] | None,
    more: list[tuple[int, int]],
    taken: dict[str, list[tuple[int, int]]],
    now: int,
) -> None:
    """Longer windows only ever make good: they never add to what is missing of the promise."""
    promised = promise(window, period)
    alone = missing(promised, lost([window], taken, now))
    longer = missing(promised, lost([window, (window[1], window[1] + 50)], {}, now))
    assert 0 <= alone <= promised.span[1] - promised.span[0] <= promised.whole_ms or promised.statutory
    assert longer == 0


def test_every_cause_of_an_outage_is_a_loss() -> None:
    """A cause nobody sorted in would cost a notice nothing; ordered before failed, failed before replaced."""
    assert set(LOSSES) == {*map(str, Outage), "emergency", "urgent"}
    assert [cause for cause in LOSSES if cause in set(Outage)] == [str(cause) for cause in Outage]


def test_the_first_cause_counts() -> None:
    """A blackout over an emergency over a crash over a dead link: each moment to the first."""
    taken = {"link": [(0, 40)], "crash": [(10, 40)], "emergency": [(20, 40)], "blackout": [(30, 40)]}
    found = lost([(0, 40)], taken, 100)
    assert found.by_cause == {"blackout": 10, "emergency": 10, "crash": 10, "link": 10}


def test_nothing_is_lost_in_planned_quiet() -> None:
    """A link that was dead all night took nothing that was to stand."""
    found = lost([(0, 40)], {"link": [(0, 30)], QUIET: [(0, 20)]}, 100)
    assert found.by_cause == {"link": 10}
    assert total(found.quiet) == 20


def test_a_statutory_period_is_held_against_its_own_length() -> None:
    """Seven days of publicity, three of them on the screen by plan: a day lost is a seventh."""
    window, period = (9 * HOUR, 9 * HOUR + 3 * DAY), (DAY, 8 * DAY)
    promised = promise(window, period)
    assert promised == Promise((DAY, 9 * HOUR + 3 * DAY), 7 * DAY, statutory=True)
    found = lost([window], {"link": [(DAY, 2 * DAY)]}, 10 * DAY)
    assert missing(promised, found) / promised.whole_ms == 1 / 7


def test_a_period_the_window_never_meets_promises_the_window() -> None:
    """Then nothing on the screen counts for the period."""
    assert promise((0, DAY), (2 * DAY, 3 * DAY)) == Promise((0, DAY), DAY, statutory=False)


def test_an_extension_makes_good_and_may_be_lost_itself() -> None:
    """A day lost, a day added: nothing is missing; half of that day lost again: half a day is."""
    window = (0, 7 * DAY)
    own, promised = [window, (7 * DAY, 8 * DAY)], promise(window, None)
    gone = {"link": [(DAY, 2 * DAY)]}
    assert missing(promised, lost([window], gone, 9 * DAY)) == DAY
    assert missing(promised, lost(own, gone, 9 * DAY)) == 0
    gone = {"link": [(DAY, 2 * DAY), (7 * DAY, 7 * DAY + 12 * HOUR)]}
    assert missing(promised, lost(own, gone, 9 * DAY)) == 12 * HOUR


def test_the_whole_is_what_the_sign_is_lit_of_it() -> None:
    """A sign lit ten hours a day: of seven days, seven hours lost are a tenth."""
    nights = [(day * DAY + 10 * HOUR, (day + 1) * DAY) for day in range(7)]
    promised = promise((0, 7 * DAY), None, nights)
    assert promised.whole_ms == 70 * HOUR
    assert promise((0, 7 * DAY), (0, 7 * DAY), nights) == Promise((0, 7 * DAY), 70 * HOUR, statutory=True)
    found = lost([(0, 7 * DAY)], {"link": [(0, 7 * HOUR)], QUIET: nights}, 7 * DAY)
    assert missing(promised, found) * 10 == promised.whole_ms


def test_an_extension_into_the_night_makes_nothing_good() -> None:
    """A notice that may not stand at night is not shown longer by a window that lasts longer then."""
    window, night = (0, DAY), [(DAY, DAY + 8 * HOUR)]
    promised, gone = promise(window, None), {"link": [(0, 5 * HOUR)], QUIET: night}
    own = [window, (DAY, DAY + 10 * HOUR)]
    assert missing(promised, lost(own, gone, DAY), night) == 3 * HOUR
