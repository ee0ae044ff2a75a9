"""The open orders in memory: kept apart from time and database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.curbs import BLACKOUT, FREE
from ledctl.publishing.causes import leaving_cause, put_up_cause
from ledctl.publishing.orders import Order
from ledctl.publishing.rota import Rota

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
END = START + timedelta(days=3)
ORDER = Order(
    id=1, decision_id=1, notice_id="N1", version_no=1, title="t", category="general", issuing_unit="u",
    correction_of=None, urgency="normal", sign="gate", panel="64x32 red", program_digest="0" * 64,
    pages=1, starts_at=START, ends_at=END, approver="li", approved_at=START, practice=False,
)  # fmt: skip


def orders(*ids: int) -> list[Order]:
    return [dataclasses.replace(ORDER, id=number) for number in ids]


@given(st.lists(st.tuples(st.sampled_from(["turn", "refuse", "aside", "read"]), st.integers(1, 6))))
def test_nothing_is_kept_of_what_is_not_open(steps: list[tuple[str, int]]) -> None:
    """Memory does not grow with the years: reading an empty list forgets all but the count of turns."""
    rota = Rota()
    rota.replace(orders(*range(1, 7)))
    for step, number in steps:
        {
            "turn": lambda n: rota.count_turn(n),
            "refuse": lambda n: rota.refuse(n),
            "aside": lambda n: rota.set_aside(n, 10.0),
            "read": lambda n: rota.replace(orders(*range(1, n + 1))),
        }[step](number)
    rota.replace([])
    assert not any((list(rota), rota._candidates, rota._turns.last, rota._refused, rota._aside))
    assert rota.choose(START, 0.0) is None


def test_refused_never_runs_and_set_aside_runs_again() -> None:
    """The gate's no is for good; the sign's no is for a while."""
    rota = Rota()
    rota.replace(orders(1, 2, 3))
    rota.refuse(1)
    rota.set_aside(2, 60.0)
    assert [c.order_id for c in rota.running(START, 0.0)] == [3]
    assert [c.order_id for c in rota.running(START, 60.0)] == [2, 3]
    assert rota.is_aside(2, 59.0)
    assert not rota.is_aside(3, 0.0)
    rota.replace(orders(1, 2, 3))
    assert [c.order_id for c in rota.running(START, 60.0)] == [2, 3], "a new reading changes neither"


def test_turns_are_fair() -> None:
    """Who has waited longest is next."""
    rota = Rota()
    rota.replace(orders(1, 2))
    had = []
    for _ in range(4):
        order = rota.choose(START, 0.0)
        assert order is not None
        had.append(order.id)
        rota.count_turn(order.id)
    assert had == [1, 2, 1, 2]
    assert rota.had_turn(1)
    assert not rota.interrupts(START, 0.0, 1)
    assert rota.interrupts(END, 0.0, 1)
    assert 1 in rota
    assert 3 not in rota


def put_up(
    minutes: float, *, urgency: str = "normal", began: datetime | None = None, kept: bool = False
) -> str:
    order = dataclasses.replace(ORDER, urgency=urgency)
    return put_up_cause(order, START + timedelta(minutes=minutes), began=began, kept=kept)


def test_why_it_goes_up() -> None:
    """R33: a failure before a start, a start before the urgency, the person for a minute, else the plan."""
    assert put_up(0.5) == "person"
    assert put_up(5) == "plan"
    assert put_up(5, urgency="emergency") == "emergency"
    assert put_up(5, urgency="emergency", began=START + timedelta(minutes=4)) == "start"
    assert put_up(0.5, began=START) == "person", "approved after the start"
    assert put_up(5, kept=True, began=START + timedelta(minutes=4)) == "device"


def leaving(now: datetime, top: int = 100, *, is_open: bool = True, is_aside: bool = False) -> str:
    return leaving_cause(ORDER, now, top, is_open=is_open, is_aside=is_aside)


def test_why_it_leaves() -> None:
    """R33: the end of the window before the person, the person before the sign, else a higher level."""
    inside = START + timedelta(hours=1)
    assert leaving(END, is_open=False) == "expiry"
    assert leaving(inside, is_open=False, is_aside=True) == "person"
    assert leaving(inside, is_aside=True) == "device"
    assert leaving(START - timedelta(hours=1)) == "device"
    assert leaving(inside, 300) == "emergency"
    assert leaving(inside, 200) == "plan"


def test_a_curb_holds_back_what_ranks_below_it_and_forgets_nothing() -> None:
    """R28: under a curb only its level and above run; when it ends all run again."""
    rota, now = Rota(), ORDER.starts_at
    rota.replace([ORDER])
    rota.curb = BLACKOUT
    assert rota.choose(now, 0.0) is None
    assert not rota.holds_up(now, 0.0)
    rota.curb = FREE
    assert rota.choose(now, 0.0) == ORDER


def test_who_leaves_for_a_curb_leaves_by_its_cause() -> None:
    """R33: a screen dark for a blackout says so, and not that the plan wanted it."""
    now = ORDER.starts_at
    assert leaving_cause(ORDER, now, 0, is_open=True, is_aside=False, curb=BLACKOUT) == "blackout"
    assert leaving_cause(ORDER, now, 0, is_open=False, is_aside=False, curb=BLACKOUT) == "person"


LOOKS = st.lists(
    st.tuples(
        st.sampled_from(["look", "refuse", "aside", "read", "curb", "free"]),
        st.integers(1, 4),
        st.integers(-2, 6),
    ),
    max_size=30,
)


@given(LOOKS)
def test_who_runs_is_remembered_and_never_wrong(steps: list[tuple[str, int, int]]) -> None:
    """R16: whatever happens between two looks, a wall set back included, a fresh rota says the same."""
    hour = timedelta(hours=1)
    several = [
        dataclasses.replace(one, starts_at=START + one.id * hour, ends_at=START + (one.id + 2) * hour)
        for one in orders(1, 2, 3, 4)
    ]
    rota = Rota()
    rota.replace(several)
    for step, number, hours in steps:
        match step:
            case "refuse":
                rota.refuse(number)
            case "aside":
                rota.set_aside(number, float(hours))
            case "read":
                rota.replace(several[:number])
            case "curb":
                rota.curb = BLACKOUT
            case "free":
                rota.curb = FREE
        now, moment = START + hours * hour, float(hours)
        fresh = Rota()
        fresh.replace([rota._orders[key] for key in rota])
        fresh.curb, fresh._refused, fresh._aside = rota.curb, set(rota._refused), dict(rota._aside)
        assert list(rota.running(now, moment)) == list(fresh.running(now, moment))


def test_who_runs_is_reckoned_once_until_the_next_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """An idle step asks several times; nothing is looked through for it."""
    rota = Rota()
    rota.replace(orders(1, 2, 3))
    before = rota.running(START, 0.0)
    monkeypatch.setattr("ledctl.publishing.rota.running", lambda *_: pytest.fail("reckoned anew"))
    assert rota.running(END - timedelta(microseconds=1), 9.0) is before
    monkeypatch.undo()
    assert not rota.running(END, 9.0)
