"""Which of a refused list the sign will not take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.publishing.halving import Halving

numbers = st.lists(st.integers(0, 20), unique=True, min_size=1)


@given(numbers, st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_all_that_a_sign_takes_is_on_it_and_each_to_blame_is_named_once(
    wanted: list[int], bad: set[int], held: set[int]
) -> None:
    """A list is refused when one of it is: the others stand in the end, and nobody else is blamed."""
    on_sign, blamed = list[tuple[int, ...]](), list[int]()

    def offer(items: tuple[int, ...]) -> str | None:
        if bad & set(items):
            return "no"
        on_sign.append(items)
        return None

    taken = Halving(offer, lambda item, _: blamed.append(item), held.__contains__, lambda: False).admit(
        (), tuple(wanted)
    )
    assert sorted(blamed) == sorted(bad & set(wanted))
    assert set(taken) == set(wanted) - bad
    if taken:
        assert on_sign[-1] == taken


@given(numbers)
def test_what_is_called_off_is_offered_no_more(wanted: list[int]) -> None:
    """A blackout ordered while a list is halved does not wait for its end."""
    offered: list[tuple[int, ...]] = []

    def offer(items: tuple[int, ...]) -> str:
        offered.append(items)
        return "no"

    halving = Halving(offer, lambda _, __: None, lambda _: False, lambda: bool(offered))
    assert halving.admit((), tuple(wanted)) == ()
    assert offered == [tuple(wanted)]


def test_what_the_sign_holds_already_is_offered_first() -> None:
    """So that nothing of it need be written to its memory again."""
    offered: list[tuple[int, ...]] = []

    def offer(items: tuple[int, ...]) -> str | None:
        offered.append(items)
        return "no" if 3 in items else None

    Halving(offer, lambda _, __: None, {2, 4}.__contains__, lambda: False).admit((), (1, 2, 3, 4))
    assert offered[1] == (2, 4)
