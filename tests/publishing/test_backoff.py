"""Waits between tries: bounded, growing, spread (a reconnect storm does not hammer a card)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.publishing.backoff import SPREAD, Backoff

SECONDS = st.floats(min_value=0.5, max_value=600)
CHANCES = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=30)


@given(SECONDS, SECONDS, CHANCES)
def test_every_wait_is_bounded_and_none_is_shorter_than_the_first(
    first: float, most: float, chances: list[float]
) -> None:
    """Whatever chance says, a wait lies between ``retry_s`` and ``retry_most_s``."""
    draw = iter(chances)
    waits = Backoff(first, most, lambda: next(draw))
    for _ in chances:
        assert first <= waits.next_s() <= max(first, most)


@given(CHANCES)
def test_the_waits_double_but_for_chance(chances: list[float]) -> None:
    """Each wait lies within a fifth of 5, 10, 20 ... and the bound."""
    draw = iter(chances)
    waits = Backoff(5, 60, lambda: next(draw))
    for turn in range(len(chances)):
        nominal = min(60, 5 * 2**turn)
        assert (
            max(5, nominal * (1 - SPREAD)) - 1e-9 <= waits.next_s() <= min(60, nominal * (1 + SPREAD)) + 1e-9
        )


def test_two_signs_that_fail_together_are_tried_apart() -> None:
    """The same failures with other chances give other waits."""
    early, late = Backoff(5, 60, lambda: 0.3), Backoff(5, 60, lambda: 0.9)
    assert all(early.next_s() != late.next_s() for _ in range(5))


def test_a_sign_that_took_something_is_tried_early_again() -> None:
    """After a good answer the next failure is a new one."""
    waits = Backoff(5, 60, lambda: 0.5)
    assert [waits.next_s() for _ in range(5)] == [5, 10, 20, 40, 60]
    waits.reset()
    assert waits.next_s() == 5
