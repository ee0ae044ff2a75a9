"""Turns under a cap: laws over simulated rotations, with the one function that chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.choose import Candidate, choose
from ledctl.playlists.turns import Turns, turns_of

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
DAY = timedelta(days=1)
Lists = list[list[int]]
"""For each order the page times of its pages."""

dwells = st.lists(st.integers(500, 90_000), min_size=1, max_size=45)
several = st.lists(dwells, min_size=1, max_size=5)
caps = st.integers(5_000, 120_000)


@dataclass(frozen=True)
class Shown:
    """A page that stood: whose, which, from when, and the number of its turn."""

    order_id: int
    page: int
    at: int
    turn: int


def candidate(order_id: int) -> Candidate:
    return Candidate(order_id, 100, NOW, NOW + DAY, NOW - DAY + timedelta(seconds=order_id))


def rotation(lists: Lists, cap_ms: int, turns: Turns | None = None) -> Iterator[Shown]:
    """What a sign shows, page after page, as its worker would turn them."""
    turns = turns or Turns(cap_ms)
    offered, at = [candidate(n) for n in range(len(lists))], 0
    while (chosen := choose(offered, NOW, turns.last)) is not None:
        who, page, goes_on = chosen.order_id, turns.page_of(chosen.order_id), True
        while goes_on:
            turns.stand(who, page, lists[who][page])
            yield Shown(who, page, at, turns.last[who])
            at += lists[who][page]
            following = page + 1 if page + 1 < len(lists[who]) else None
            goes_on = turns.turn_page(who, following, lists[who][page + 1] if following else 0)
            page += 1


def first(lists: Lists, cap_ms: int, pages: int = 400) -> list[Shown]:
    return [shown for shown, _ in zip(rotation(lists, cap_ms), range(pages), strict=False)]


def longest_turn(pages: list[int], cap_ms: int) -> int:
    return min(sum(pages), max(cap_ms, max(pages)))


@given(several, caps)
def test_between_two_turns_of_one_every_other_has_exactly_one(lists: Lists, cap_ms: int) -> None:
    """R28: within a level the rotation is fair: the turns go round in one order, nobody twice."""
    turns = list(dict.fromkeys((one.turn, one.order_id) for one in first(lists, cap_ms)))
    order = [order_id for _, order_id in turns]
    assert order == [n % len(lists) for n in range(len(order))]


@given(several, caps)
def test_a_turn_keeps_to_the_cap(lists: Lists, cap_ms: int) -> None:
    """Whole pages, at least one, and none that would pass the cap; nor more than one round."""
    shown = first(lists, cap_ms)
    for turn in {one.turn for one in shown}:
        pages = [one for one in shown if one.turn == turn]
        taken = [lists[one.order_id][one.page] for one in pages]
        assert len(taken) == 1 or sum(taken) <= cap_ms
        assert len({one.page for one in pages}) == len(pages)


@given(several, caps)
def test_every_list_is_shown_in_order_and_goes_on_where_it_left_off(lists: Lists, cap_ms: int) -> None:
    """Each page of each order comes, first to last, and then the first again."""
    shown = first(lists, cap_ms)
    for order_id, pages in enumerate(lists):
        mine = [one.page for one in shown if one.order_id == order_id]
        assert mine == [n % len(pages) for n in range(len(mine))]


@given(several, caps)
def test_nobody_waits_longer_than_the_turns_of_the_others(lists: Lists, cap_ms: int) -> None:
    """The wait is at most the sum of the others' turns, each no longer than its round, the cap or a page."""
    shown, ended = first(lists, cap_ms), dict.fromkeys(range(len(lists)), (0, 0))
    for one in shown:
        over, turn = ended[one.order_id]
        if one.turn != turn:
            others = (pages for n, pages in enumerate(lists) if n != one.order_id)
            assert one.at - over <= sum(longest_turn(pages, cap_ms) for pages in others)
        ended[one.order_id] = (one.at + lists[one.order_id][one.page], one.turn)


@given(dwells, caps)
def test_alone_on_the_sign_there_is_no_cap_to_feel(pages: list[int], cap_ms: int) -> None:
    """One order turns its pages one after the other, as if there were no turns."""
    shown = first([pages], cap_ms)
    assert [one.page for one in shown] == [n % len(pages) for n in range(len(shown))]


@given(several, caps, st.integers(1, 60))
def test_a_new_order_comes_at_once_and_then_waits_like_all(lists: Lists, cap_ms: int, after: int) -> None:
    """Approval means at once: its first turn begins at its first page, and is capped like any other."""
    turns, new = Turns(cap_ms), len(lists)
    for _ in rotation(lists, cap_ms, turns):
        after -= len(turns.last) == len(lists)
        if not after:
            break
    more = [*lists, [8_000] * 40]
    shown = [one for one, _ in zip(rotation(more, cap_ms, turns), range(200), strict=False)]
    assert (shown[0].order_id, shown[0].page) == (new, 0)
    own_turns = [one.turn for one in shown if one.order_id == new]
    assert own_turns.count(own_turns[0]) == max(1, cap_ms // 8_000)


def test_forty_pages_do_not_starve_a_neighbour() -> None:
    """A list of forty pages of eight seconds leaves after a minute, seven pages at a time."""
    shown = first([[8_000] * 40, [8_000]], 60_000, 47)
    neighbour = [one.at for one in shown if one.order_id == 1]
    assert neighbour[:3] == [56_000, 120_000, 184_000]
    assert turns_of([8_000] * 40, 60_000) == (56_000,) * 5 + (40_000,)


@given(dwells, caps)
def test_turns_are_told_as_they_are_taken(pages: list[int], cap_ms: int) -> None:
    """What the office is told before approval is what the sign will do."""
    shown = first([pages, [1_000]], cap_ms, 2 * len(pages) + 2)
    mine = [one for one in shown if one.order_id == 0][: len(pages)]
    taken: dict[int, int] = {}
    for one in mine:
        taken[one.turn] = taken.get(one.turn, 0) + pages[one.page]
    assert tuple(taken.values()) == turns_of(pages, cap_ms)


def test_a_page_sent_again_takes_nothing() -> None:
    """Refreshing a page neither begins a turn nor spends it."""
    turns = Turns(10_000)
    for _ in range(5):
        turns.stand(1, 0, 5_000)
    assert turns.last == {1: 1}
    assert turns.turn_page(1, 1, 5_000), "ten seconds in all"


def test_a_page_cut_short_comes_again() -> None:
    """An emergency takes the sign in the midst of a page: the list goes on with that page."""
    turns = Turns(60_000)
    turns.stand(1, 0, 8_000)
    assert turns.turn_page(1, 1, 8_000)
    turns.stand(1, 1, 8_000)
    turns.stand(2, 0, 8_000)
    assert turns.page_of(1) == 1
    assert not turns.turn_page(1, 2, 8_000), "it has no turn to go on with"


@pytest.mark.parametrize("open_ones", [[1], [2], []])
def test_nothing_is_kept_of_what_is_not_open(open_ones: list[int]) -> None:
    """Memory does not grow with the years."""
    turns = Turns(60_000)
    for order_id in (1, 2):
        turns.stand(order_id, 3, 8_000)
    turns.keep(open_ones)
    assert turns.last.keys() == set(open_ones)
    assert [turns.page_of(n) for n in (1, 2)] == [3 if n in open_ones else 0 for n in (1, 2)]
    assert turns.turn_page(2, 4, 8_000) is (open_ones == [2])
