"""A body added up by columns comes to what its displays come to, one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from ledctl.clock import to_ms
from ledctl.ledger.checking.recount import Days, by_display, recount
from ledctl.ledger.segments import BadBody, Display, Result, Slot, pack

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = to_ms(dt.datetime(2026, 5, 3, 12, tzinfo=SHANGHAI))
MIDNIGHT = to_ms(dt.datetime(2026, 5, 4, tzinfo=SHANGHAI))

slots = st.builds(
    Slot,
    notice=st.sampled_from(["a", "b", "镇"]),
    version=st.integers(1, 9),
    title=st.just("t"),
    category=st.just("c"),
    order=st.sampled_from(["1", "2"]),
    program=st.just("ab" * 32),
    pages=st.sampled_from([1, 3, 300, 70_000]),
    approver=st.just("zhao"),
    practice=st.booleans(),
    cause=st.just("plan"),
    proof=st.integers(0, 5),
)


@st.composite
def packed(draw: st.DrawFn) -> bytes:
    """Bodies as publishers write them, and those with gaps, steps back, long pages and days that end."""
    chosen = draw(st.lists(slots, min_size=1, max_size=4))
    now = draw(st.sampled_from([0, NOON, MIDNIGHT - 20_000, MIDNIGHT]))
    plain, displays = draw(st.booleans()), []
    for _ in range(draw(st.integers(0, 12))):
        now = max(0, now + (0 if plain else draw(st.sampled_from([0, 0, 1, 700, -5, 90_000_000]))))
        length = draw(st.sampled_from([0, 200, 8640, 20_000, 10**6] + ([] if plain else [2**33])))
        index = draw(st.integers(0, len(chosen) - 1))
        page = draw(st.sampled_from([0, chosen[index].pages - 1]))
        ack = draw(st.sampled_from([0, 40, 2**33]))
        result = draw(st.sampled_from(Result))
        displays.append(Display(index, page, now, now + length, ack, result, draw(st.booleans())))
        now += length
    if displays and draw(st.booleans()):
        displays[-1] = displays[-1]._replace(end_ms=None)
    try:
        return pack(chosen, displays)
    except BadBody:  # more than a year between the first and the last
        reject()


@given(packed())
def test_columns_say_what_displays_say(body: bytes) -> None:
    """``recount`` is ``tally(unpack(body))`` for every body there can be: the fast way is no other way."""
    assert recount(body, Days(SHANGHAI)) == by_display(body, SHANGHAI)


def test_what_was_only_sent_is_counted_apart_both_ways() -> None:
    """P0: two programs of a notice a sign took without a word, beside one it confirmed; one page unknown."""
    blind = Slot("a", 1, "t", "c", "1", "p", 3, "z", False, "plan", 0)
    proven = Slot("b", 1, "t", "c", "3", "p", 3, "z", False, "plan", 3)
    shown = [
        Display(index, 0, NOON + number * 8640, NOON + number * 8640 + 8640, 40, result)
        for number, (index, result) in enumerate(
            [(0, Result.ACKED), (1, Result.ACKED), (2, Result.ACKED), (0, Result.UNKNOWN), (2, Result.ACKED)]
        )
    ]
    body = pack([blind, replace(blind, version=2, order="2"), proven], shown)
    found = recount(body, Days(SHANGHAI))
    assert found == by_display(body, SHANGHAI)
    assert [*found.sent.values()] == [(0, 2, 2 * 8640)]


@given(packed(), st.data())
def test_a_bad_body_is_bad_both_ways(body: bytes, data: st.DataObject) -> None:
    """A byte changed anywhere in a body is refused by both, or read alike by both."""
    at = data.draw(st.integers(0, len(body) - 1))
    forged = body[:at] + bytes([data.draw(st.integers(0, 255))]) + body[at + 1 :]
    assert said(lambda: recount(forged, Days(SHANGHAI))) == said(lambda: by_display(forged, SHANGHAI))


def said(read: object) -> object:
    try:
        return read()  # type: ignore[operator]  # one of the two
    except BadBody as error:
        return str(error)


@pytest.mark.parametrize("page", [0, 1])
def test_a_usual_hour_goes_by_columns(page: int) -> None:
    """Two orders of one notice are one notice; a page among longer ones is looked at by itself."""
    long = Slot("a", 1, "t", "c", "1", "p", 3, "z", False, "plan", 3)
    pair = [long, Slot("a", 2, "t", "c", "2", "p", 3 - page, "z", False, "plan", 3)]
    shown = [Display(i % 2, 1, NOON + 100 * i, NOON + 100 * i + 100, 40, Result(i % 3 > 0)) for i in range(9)]
    shown[0] = shown[0]._replace(continued=True)
    body = pack(pair, shown)
    found = recount(body, Days(SHANGHAI))
    assert found == by_display(body, SHANGHAI)
    assert found.notices == {("a", False): (NOON, NOON + 900, 8, 6, 600)}


@pytest.mark.parametrize(
    ("start", "length", "standing"),
    [
        (NOON, 2**33, False),
        (NOON, 2**33, True),
        (MIDNIGHT - 5, 9, False),
        (MIDNIGHT - 5, 5, False),
        (NOON, 5, True),
    ],
)
def test_an_unusual_hour_goes_the_slow_way(start: int, length: int, standing: bool) -> None:
    """What is too long, stands over midnight, ends with it, or still stands comes to the same."""
    slot = Slot("a", 1, "t", "c", "1", "p", 3, "z", False, "plan", 3)
    body = pack([slot], [Display(0, 0, start, None if standing else start + length, 40, Result.ACKED)])
    assert recount(body, Days(SHANGHAI)) == by_display(body, SHANGHAI)


def test_more_notices_than_a_byte_can_name() -> None:
    """A body with more than 256 slots is added up all the same."""
    many = [Slot(str(i), 1, "t", "c", "o", "p", 1, "z", False, "plan", 3) for i in range(300)]
    displays = [Display(i, 0, NOON + i, NOON + i + 1, 0, Result.ACKED) for i in range(300)]
    for chosen, shown in [(many, displays), (many, displays[:7])]:
        body = pack(chosen, shown)
        assert recount(body, Days(SHANGHAI)) == by_display(body, SHANGHAI)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Africa/Monrovia"])
def test_days_are_those_of_the_zone(zone: str) -> None:
    """A day ends at the next local midnight, also where clocks change, and its name is the local date."""
    days, there = Days(ZoneInfo(zone)), ZoneInfo(zone)
    for hour in range(0, 24 * 400, 7):
        at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hour)
        end, name = days.day_of(to_ms(at))
        day = at.astimezone(there).date()
        assert name == day.isoformat()
        assert end == to_ms(dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), there))
