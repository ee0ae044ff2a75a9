"""Spans of time united, cut and laid over one another, and the partition that rests on them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.coverage import JUMP_SLACK_MS, Evidence, Known, Stretch, partition
from ledctl.ledger.spans import Span, layered, total, united, within, without

instants = st.integers(0, 60)
spans = st.lists(st.tuples(instants, instants), max_size=5)


def moments(some: list[Span]) -> set[int]:
    return {moment for start, end in some for moment in range(start, end)}


@given(spans)
def test_united_spans_hold_the_same_moments_apart(some: list[Span]) -> None:
    """R16: half-open; in order, never touching, nothing added or lost."""
    found = united(some)
    assert moments(found) == moments(some)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    assert total(some) == len(moments(some))


@given(spans, spans)
def test_within_and_without_part_the_moments(some: list[Span], others: list[Span]) -> None:
    """What is in both and what is in one alone are all there is, and nothing twice."""
    assert moments(within(some, others)) == moments(some) & moments(others)
    assert moments(without(some, others)) == moments(some) - moments(others)


@given(spans, st.lists(spans, max_size=4))
def test_layers_give_each_moment_once_to_the_first(whole: list[Span], kinds: list[list[Span]]) -> None:
    """What is added up never exceeds the whole, and no moment is counted for two causes."""
    found = layered(whole, dict(enumerate(kinds)))
    seen: set[int] = set()
    for kind, parts in found.items():
        mine = moments(parts)
        assert mine == (moments(whole) & moments(kinds[kind])) - seen
        seen |= mine
    assert sum(total(parts) for parts in found.values()) <= total(whole)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    return Evidence(
        displays=draw(spans),
        estimates=draw(spans),
        outages=draw(spans),
        darkened=draw(st.lists(instants, max_size=4)),
        doubts=draw(st.lists(instants, max_size=4)),
        jumps=draw(st.lists(st.tuples(instants, st.integers(1, 20)), max_size=1)),
        until_ms=draw(instants),
    )


@given(evidence(), st.tuples(st.integers(0, 30), st.integers(31, 60)))
def test_any_evidence_parts_the_time_exactly(said: Evidence, whole: Span) -> None:
    """Every moment has one answer: the parts follow one another from the beginning to the end."""
    parts = partition(whole, said)
    assert (parts[0].start_ms, parts[-1].end_ms) == whole
    assert all(a.end_ms == b.start_ms for a, b in pairwise(parts))
    assert all(one.start_ms < one.end_ms for one in parts)


@given(evidence())
def test_an_outage_goes_before_all_that_was_believed(said: Evidence) -> None:
    """What a row calls out is never counted as shown."""
    out = [(one.start_ms, one.end_ms) for one in partition((0, 60), said) if one.known is Known.OUTAGE]
    assert moments(out) == moments([*said.outages]) & set(range(60))


def test_darkness_lasts_until_something_else_begins() -> None:
    """By one word of the sign; a failure ends the belief in it, an order to stay dark does not."""
    said = Evidence([(20, 30)], [], [(10, 12), (40, 45)], [5, 30], [40], [], 60)
    assert partition((0, 60), said) == [
        Stretch(Known.GAP, 0, 5),
        Stretch(Known.DARK, 5, 10),
        Stretch(Known.OUTAGE, 10, 12),
        Stretch(Known.DARK, 12, 20),
        Stretch(Known.DISPLAY, 20, 30),
        Stretch(Known.DARK, 30, 40),
        Stretch(Known.OUTAGE, 40, 45),
        Stretch(Known.GAP, 45, 60),
    ]


def test_time_that_a_clock_jumped_over_never_passed() -> None:
    """R15: a wall clock set forward leaves no gap, and what stood on either side counts first."""
    day = 86_400_000
    said = Evidence([(0, 1000), (day, day + 1000)], [], [], [], [], [(day + 900, day - 1000)], day + 1000)
    assert JUMP_SLACK_MS > 900
    assert [one.known for one in partition((0, day + 1000), said)] == [
        Known.DISPLAY,
        Known.SKIPPED,
        Known.DISPLAY,
    ]
