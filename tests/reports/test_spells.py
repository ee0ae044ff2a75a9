"""Spells: who was on from when to when, put together from the hours of the record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.spans import total, within
from ledctl.reports.spells import ROUND_MS, How, Piece, Spell, spells, together

HOUR = 3_600_000


def piece(notice: str, start: float, end: float, how: How = How.ON) -> Piece:
    return Piece(notice, round(start * HOUR), round(end * HOUR), how)


def hours(found: list[Spell]) -> list[tuple[str, float, float]]:
    return [(one.notice, one.start_ms / HOUR, one.end_ms / HOUR) for one in found]


def test_turns_are_one_spell() -> None:
    """Taking turns over many hours is one time on the sign, the pauses of the turns included."""
    pieces = [piece("a", n + 0.1, n + 0.9) for n in range(9, 17)]
    assert hours(spells(pieces, left={})) == [("a", 9.1, 16.9)]


def test_who_left_and_came_back_was_on_twice() -> None:
    """An end on record is an end, however soon the notice is back."""
    pieces = [piece("a", 9, 10), piece("a", 10.1, 11)]
    left = {"a": [round(10.05 * HOUR)]}
    assert hours(spells(pieces, left=left)) == [("a", 9, 10), ("a", 10.1, 11)]
    assert hours(spells(pieces, left={"a": [round(12 * HOUR)]})) == [("a", 9, 11)]
    assert hours(spells(pieces, left={"b": [round(10.05 * HOUR)]})) == [("a", 9, 11)]


def test_a_notice_not_seen_for_a_round_was_not_on() -> None:
    """Nobody waits two hours for a turn."""
    long = ROUND_MS / HOUR
    assert len(spells([piece("a", 9, 10), piece("a", 10 + long, 13)], left={})) == 1
    assert len(spells([piece("a", 9, 10), piece("a", 10.01 + long, 13)], left={})) == 2


def test_outages_and_emergencies_cut() -> None:
    """Nothing stands while the sign is out; an emergency pushes the others off, and is itself not pushed."""
    pieces = [piece("a", 9, 17), piece("storm", 11, 12), piece("storm", 12, 13.5), piece("storm", 14, 15)]
    found = spells(pieces, left={}, cuts=[(13 * HOUR, 14 * HOUR)], urgent=frozenset({"storm"}))
    assert hours(found) == [("a", 9, 11), ("storm", 11, 13), ("storm", 14, 15), ("a", 15, 17)]


def test_what_nobody_saw_stays_apart() -> None:
    """Pages a card turned by itself are not joined to those it confirmed."""
    found = spells([piece("a", 9, 10), piece("a", 10, 11, How.ESTIMATED)], left={})
    assert [(one.how, one.end_ms // HOUR) for one in found] == [(How.ON, 10), (How.ESTIMATED, 11)]


def test_a_piece_of_no_length_is_none() -> None:
    """A page that went on into an hour in which it ended at once leaves no spell."""
    assert spells([piece("a", 9, 9)], left={}) == []


SPANS = st.tuples(st.integers(0, 90), st.integers(1, 30)).map(lambda pair: (pair[0] * HOUR, sum(pair) * HOUR))


@given(st.lists(st.tuples(st.sampled_from("abc"), SPANS), max_size=20), st.lists(SPANS, max_size=4))
def test_no_spell_reaches_into_a_cut(
    pieces: list[tuple[str, tuple[int, int]]], cuts: list[tuple[int, int]]
) -> None:
    """For any pieces and cuts: none in a cut, all that stood outside of them in a spell, none overlap."""
    given_pieces = [Piece(name, *span) for name, span in pieces]
    found = spells(given_pieces, left={}, cuts=cuts)
    for name in "abc":
        mine = [(one.start_ms, one.end_ms) for one in found if one.notice == name]
        stood = [(one.start_ms, one.end_ms) for one in given_pieces if one.notice == name]
        assert sum(end - start for start, end in mine) == total(mine)
        assert within(mine, cuts) == []
        assert total(within(stood, mine)) == total(stood) - total(within(stood, cuts))


def test_who_was_on_together() -> None:
    """Parts in which the same notices were on; a pause of all of them is no part."""
    mine = [Spell("a", 0, 50), Spell("b", 10, 30), Spell("a", 60, 90), Spell("b", 60, 90)]
    assert together(mine, (5, 80)) == [
        ((5, 10), ("a",)),
        ((10, 30), ("a", "b")),
        ((30, 50), ("a",)),
        ((60, 80), ("a", "b")),
    ]
