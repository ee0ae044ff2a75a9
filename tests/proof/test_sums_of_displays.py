"""Displays joined and added up: cut by seals or not, the sums are the ledger's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ledctl.clock import to_ms
from ledctl.ledger.history import Shown
from ledctl.ledger.segments import Body, Display, Result, Slot
from ledctl.ledger.tally import tally
from ledctl.proof.tallies import Kind, SignSum, Sum, add_up, kind_of
from ledctl.proof.whole import Whole, joined

ZONE = ZoneInfo("Asia/Shanghai")
START = to_ms(datetime(2026, 5, 3, 14, tzinfo=UTC))  # two hours before midnight there
SLOT = Slot("A", 1, "停水", "general", "1", "d" * 64, 9, "li", False, "plan", 3)


def piece(
    start: int, end: int | None, *, page: int = 0, acked: bool = True, goes_on: bool = False, proof: int = 3
) -> Shown:
    """A piece of a display on the gate's sign; times in seconds after the start."""
    begin = START + start * 1000
    stop = None if end is None else START + end * 1000
    result = Result.ACKED if acked else Result.UNKNOWN
    known = begin if stop is None else stop
    return Shown("gate", 1, replace(SLOT, proof=proof), page, begin, stop, known, 5, result, goes_on)


def sums(wholes: list[Whole]) -> SignSum:
    found = SignSum()
    for _, last in add_up(wholes, ZONE):
        found = last
    return found


def test_what_a_seal_cut_is_one_display() -> None:
    """R32: an hour's end is no end of a display."""
    pieces = [piece(0, 10), piece(10, 20, goes_on=True), piece(20, 30, page=1)]
    assert [(one.ms, one.page) for one in joined(pieces)] == [(20_000, 0), (10_000, 1)]
    assert [*joined([])] == []


def test_what_a_set_clock_cut_is_not_counted_twice() -> None:
    """The rest of a display after a clock step is told, and is no second display."""
    wholes = [*joined([piece(0, 10), piece(500, 510, goes_on=True)])]
    assert [one.begun for one in wholes] == [True, False]
    found = sums(wholes)
    assert (found.total.shown, found.total.shown_ms) == (1, 20_000)


def test_three_kinds_are_never_mixed() -> None:
    """R22: with a receipt, sent only, and estimated are three figures, whose levels are not mixed either."""
    wholes = [
        *joined([piece(0, 10), piece(10, 30, proof=0), piece(30, 60, acked=False), piece(60, 61, proof=1)])
    ]
    assert [kind_of(one) for one in wholes] == [Kind.SHOWN, Kind.SENT, Kind.ESTIMATED, Kind.SHOWN]
    found = sums(wholes)
    assert found.total == Sum(2, 11_000, 1, 20_000, 1, 30_000)
    assert (found.weakest, found.strongest) == (0, 3)
    assert (found.first_ms, found.last_ms) == (START, START + 61_000)


def test_what_only_a_card_turned_has_no_level_and_no_times() -> None:
    """Nothing estimated gives a first or a last moment."""
    found = sums([*joined([piece(0, 10, acked=False)])])
    said = found.as_dict()
    assert (said["first"], said["last"], said["weakest"], said["estimated"]) == (None, None, None, 1)


def test_a_page_that_stands_is_counted_as_far_as_it_is_known() -> None:
    """Of a display without an end nothing is added that is not on record."""
    found = sums([*joined([piece(0, None)])])
    assert (found.standing, found.total.shown, found.total.shown_ms) == (True, 1, 0)
    assert found.as_dict()["first"] == "2026-05-03T14:00:00.000Z"


def test_a_display_over_midnight_is_of_both_days_and_counts_on_the_first() -> None:
    """R16: half-open days; an end at midnight is no moment of the next day."""
    found = sums([*joined([piece(0, 7200 + 60), piece(7260, 7270)])])
    assert found.days == {
        "2026-05-03": Sum(1, 7_200_000),
        "2026-05-04": Sum(1, 70_000),
    }
    assert [*sums([*joined([piece(0, 7200)])]).days] == ["2026-05-03"]


@st.composite
def standings(draw: st.DrawFn) -> list[Display]:
    """Displays one after another over some days, with and without receipts."""
    lengths = draw(st.lists(st.tuples(st.integers(0, 40_000), st.booleans(), st.integers(0, 8)), min_size=1))
    found, at = [], START
    for seconds, acked, page in lengths:
        found.append(Display(0, page, at, at + seconds * 1000, 5, Result(acked)))
        at += seconds * 1000
    return found


def cut(display: Display, at: list[int]) -> Iterator[Shown]:
    """The display as seals at these moments leave it."""
    end = display.end_ms or 0
    edges = [display.start_ms, *sorted(one for one in at if display.start_ms < one < end), end]
    for number, (left, right) in enumerate(pairwise(edges)):
        yield Shown("gate", 1, SLOT, display.page, left, right, right, 5, display.result, number > 0)


@given(standings(), st.lists(st.integers(0, 10**6).map(lambda s: START + s * 1000), max_size=20))
def test_the_sums_are_those_of_the_ledger(displays: list[Display], seals: list[int]) -> None:
    """However seals cut them, displays add up to what the ledger's own tally says of the uncut ones."""
    found = sums([*joined(one for display in displays for one in cut(display, seals))])
    told = tally(Body((SLOT,), tuple(displays)), ZONE)
    assert found.total.shown + found.total.estimated == told.total.shown
    assert (found.total.shown, found.total.shown_ms) == (told.total.acked, told.total.on_air_ms)
    for (_, _, day), count in told.days.items():
        assert found.days[day].shown_ms == count.on_air_ms
        assert found.days[day].shown + found.days[day].estimated == count.shown
