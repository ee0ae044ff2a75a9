"""What a card is told of its list, and when its pages would stand."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import given

from drivers.base import Colour, Frame, Page, Panel, Program
from ledctl.publishing.orders import Approved
from ledctl.publishing.timetable import Entry, Timetable, bookings_of
from tests.publishing.test_rota import END, orders

PANEL = Panel(8, 1, Colour.RED)
ZONE = ZoneInfo("Asia/Shanghai")


def entry(number: int, *dwells_ms: int) -> Entry:
    """An order whose pages stand that long; its pixels are its number."""
    (order,) = orders(number)
    pages = tuple(Page(Frame(PANEL, bytes([number])), ms) for ms in dwells_ms)
    return Entry(order, Approved(Program(PANEL, pages), "{}"), "plan")


def turned(timetable: Timetable, until: float) -> list[tuple[int, int, float]]:
    return [(turn.entry.order.id, turn.page, turn.at) for turn in timetable.turns(until)]


def test_a_booking_ends_by_the_wall_clock_of_the_town() -> None:
    """R13: a card has no zone; it is told the end as people at the gate read it, never a moment later."""
    late = entry(1, 500)
    late = dataclasses.replace(
        late, order=dataclasses.replace(late.order, ends_at=END + timedelta(milliseconds=999))
    )
    (booking,) = bookings_of([late], ZONE)
    assert booking.begins is None
    assert booking.ends == END.astimezone(ZONE).replace(tzinfo=None)


def test_the_same_pages_approved_twice_are_one_booking() -> None:
    """A card finds programs by their content; the one booking stands until the later end."""
    first, second = entry(1, 500), entry(2, 700)
    again = dataclasses.replace(
        first, order=dataclasses.replace(second.order, ends_at=END + timedelta(days=1))
    )
    one, other = bookings_of([first, second, again], ZONE)
    assert (one.program, other.program) == (first.program, second.program)
    assert one.ends == (END + timedelta(days=1)).astimezone(ZONE).replace(tzinfo=None)
    assert [turn[0] for turn in turned(Timetable([first, again, second], 0.0), 1.2)] == [1, 2, 1]


def test_pages_follow_one_another_round_and_round() -> None:
    """Each for its own time, program after program, counted from when the card was told."""
    timetable = Timetable([entry(1, 3000, 5000), entry(2, 2000)], 100.0)
    assert turned(timetable, 100.0) == [(1, 0, 100.0)]
    assert turned(timetable, 102.9) == []
    assert turned(timetable, 113.0) == [(1, 1, 103.0), (2, 0, 108.0), (1, 0, 110.0), (1, 1, 113.0)]


def test_a_single_page_or_none_is_never_turned() -> None:
    """Then there is nothing to estimate."""
    for entries in ([], [entry(1, 500)]):
        timetable = Timetable(entries, 0.0)
        assert not timetable.turns_pages
        assert turned(timetable, 1e9) == []


@given(
    st.lists(st.lists(st.integers(500, 9000), min_size=1, max_size=3), min_size=1, max_size=3),
    st.lists(st.floats(0, 30), max_size=8),
)
def test_looking_often_or_seldom_tells_the_same(dwells: list[list[int]], looks: list[float]) -> None:
    """No turn is lost or told twice, whenever somebody looks."""
    entries = [entry(number, *ms) for number, ms in enumerate(dwells, 1)]
    often, seldom = Timetable(entries, 0.0), Timetable(entries, 0.0)
    seen = [turn for at in [*sorted(looks), 40.0] for turn in turned(often, at)]
    assert seen == turned(seldom, 40.0)
