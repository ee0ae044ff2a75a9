"""What is believed of a sign: nothing leaves the belief but by a confirmed change."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

from drivers.base import MINUTES, Colour, Frame, Pace, Page, Panel, Program, Proof, Receipt
from ledctl.publishing.orders import Approved, Order
from ledctl.publishing.rota import Rota
from ledctl.publishing.stage import Live, Stage, Standing, Taken
from tests.publishing.test_rota import END, ORDER, START, orders

PANEL = Panel(64, 32, Colour.RED)
APPROVED = Approved(Program(PANEL, (Page(Frame.dark(PANEL), 3000),)), "{}")
TAKEN = Taken(Receipt("", Proof.SELECTED, ""), "plan")


def standing(order: Order) -> Standing:
    return Standing(order, APPROVED, 0, turn_at=3.0, again_at=30.0, taken=TAKEN)


def test_a_failure_makes_everything_on_air_doubtful() -> None:
    """R10: nothing is taken for gone because the wire failed; what was sent may stand too."""
    stage, (first, second) = Stage(), orders(1, 2)
    stage.stand(standing(first))
    assert (stage.current, stage.dark, stage.is_on_air(1)) == (1, False, True)
    stage.doubt(second)
    assert (stage.current, stage.dark) == (None, False)
    assert [stage.is_doubtful(number) for number in (1, 2)] == [True, True]
    assert not stage.is_on_air(1)
    stage.stand(standing(second))
    assert (stage.is_doubtful(1), stage.is_doubtful(2)) == (True, False)
    stage.doubt()
    assert stage.is_doubtful(2)


def test_on_a_sign_not_believed_pages_stand_and_none_is_on_air() -> None:
    """They go on in their turn, each doubtful until a look has found one right."""
    stage, (first, second) = Stage(), orders(1, 2)
    stage.stand(standing(first))
    stage.distrust()
    assert (stage.current, stage.is_on_air(1), stage.is_doubtful(1)) == (1, False, True)
    stage.try_on(standing(second))
    assert (stage.current, stage.is_on_air(2), stage.is_doubtful(2)) == (2, False, True)
    stage.stand(standing(second))
    assert (stage.is_on_air(2), stage.is_doubtful(2), stage.is_doubtful(1)) == (True, False, True)


def test_who_leaves_is_told_until_it_is_confirmed() -> None:
    """Orders over or withdrawn are named, with their cause, until ``leave``."""
    stage, rota, order = Stage(), Rota(), dataclasses.replace(ORDER, id=1)
    rota.replace([order])
    stage.stand(standing(order))
    assert stage.leaving(rota, START, 0.0) == ()
    left = stage.leaving(rota, END, 0.0)
    assert left == ((order, "expiry"),)
    assert stage.leaving(rota, END + timedelta(hours=1), 0.0) == left
    stage.leave(left)
    stage.clear()
    assert stage.dark
    assert stage.leaving(rota, END, 0.0) == ()


def test_a_page_is_known_by_its_order_and_number() -> None:
    """The same page of the same order is the same display."""
    order, other = orders(1, 2)
    assert standing(order).is_page(order, 0)
    assert not standing(order).is_page(order, 1)
    assert not standing(order).is_page(other, 0)


def test_only_a_page_of_turns_keeps_its_time() -> None:
    """A page sent again keeps the end of its turn; a clock's minute ends when the wall says so."""
    order, other = orders(1, 2)
    assert standing(order).keeps_its_time(order, 0, 2.9)
    assert not standing(order).keeps_its_time(order, 0, 3.0)
    assert not standing(order).keeps_its_time(other, 0, 2.9)
    clock = Program(PANEL, APPROVED.program.pages * MINUTES, Pace.MINUTE)
    minute = dataclasses.replace(standing(order), approved=Approved(clock, "{}"))
    assert not minute.keeps_its_time(order, 0, 2.9)


def test_what_stands_as_other_threads_see_it() -> None:
    """An order's page with what it says, or darkness."""
    (order,) = orders(1)
    live = Live.of("gate", START, order, Proof.SELECTED, 1)
    assert (live.order_id, live.page, live.pages, live.online) == (1, 1, order.pages, True)
    dark = Live.of("gate", START, None, Proof.SENT, online=False)
    assert (dark.order_id, dark.pages, dark.online) == (None, 0, False)


def test_a_list_stands_as_a_whole() -> None:
    """What a card holds is on air, and nothing else stands page by page; no list is darkness."""
    stage, (first, second) = Stage(), orders(1, 2)
    stage.doubt(first)
    stage.hold([first, second])
    assert (stage.current, stage.dark, stage.is_doubtful(1)) == (None, False, False)
    assert stage.is_on_air(1)
    assert stage.is_on_air(2)
    stage.hold([])
    assert stage.dark
    assert stage.is_on_air(1), "until it is told that it left"


def test_what_a_card_turns_is_named_by_all_its_titles() -> None:
    """The first is named in full; which page stands nobody knows. Dark has no titles."""
    both = orders(1, 2)
    live = Live.rotating("gate", START, both, Proof.STORED, online=True)
    assert (live.order_id, live.page, live.titles) == (1, 0, tuple(order.title for order in both))
    dark = Live.rotating("gate", START, [], Proof.STORED, online=None)
    assert (dark.order_id, dark.titles, dark.online) == (None, (), None)


def test_another_process_reads_what_was_said() -> None:
    """Over the bell it travels as plain JSON."""
    live = Live.rotating("gate", START, orders(1, 2), Proof.STORED, online=None)
    assert Live.from_answer(json.loads(json.dumps(live.as_answer()))) == live
