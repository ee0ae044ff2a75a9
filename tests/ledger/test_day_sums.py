"""Sums kept beside what is stored."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.checking import sums as day_sums
from ledctl.ledger.checking.sums import DaySums

keys = st.tuples(st.sampled_from("gh"), st.sampled_from("ab"), st.just("2026-05-03"), st.booleans())
parts = st.lists(st.tuples(keys, st.tuples(*[st.integers(0, 9)] * 3)), max_size=20)


@given(parts, parts, st.integers(0, 3))
def test_what_differs_is_what_a_plain_sum_says(found: list, stored: list, window: int) -> None:  # type: ignore[type-arg]
    """In whatever order the pieces come, the same sums differ as by adding up in memory."""
    expected: dict[tuple[object, ...], Counter[int]] = {}
    for key, sums in found:
        expected.setdefault(key, Counter()).update(dict(enumerate(sums)))
    kept = {key: tuple(sums) for key, sums in stored}
    day_sums._WINDOW, before = window, day_sums._WINDOW
    try:
        with DaySums() as beside:
            beside.store((*key, *sums) for key, sums in kept.items())
            for (sign, notice, day, practice), sums in found:
                beside.add(sign, notice, day, practice, sums)
            told = dict(beside.different())
    finally:
        day_sums._WINDOW = before
    right = {key: tuple(counts[i] for i in range(3)) for key, counts in expected.items()}
    assert told == {
        key: right.get(key) for key in right.keys() | kept.keys() if right.get(key) != kept.get(key)
    }
