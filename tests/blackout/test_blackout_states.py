"""What follows from the facts of a blackout, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import Actor, Role, Via
from ledctl.blackout import rights
from ledctl.blackout.states import (
    DRILL,
    DRILL_EVERY,
    Answer,
    End,
    How,
    Ordered,
    SignState,
    answer_of,
    end_of_drill,
    is_drill_due,
    owes_lamps,
    standing,
    state_of,
)
from ledctl.errors import NotAllowed

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ORDERS = st.builds(
    lambda number, ago, drill: Ordered(
        number, AT - timedelta(seconds=ago), AT - timedelta(seconds=ago) + DRILL if drill else None
    ),
    st.integers(1, 9),
    st.integers(0, 20),
    st.booleans(),
)


def answer(how: How, *, sign: str = "gate", proof: int | None = 1, s: int = 1) -> Answer:
    return Answer(sign, how, AT + timedelta(seconds=s), s * 1000, proof, "said so")


@given(st.lists(ORDERS, max_size=6))
def test_a_real_one_goes_before_any_drill(orders: list[Ordered]) -> None:
    """R28: one order counts; a real one for ever, a drill inside its own half-open time (R16)."""
    found = standing(orders, AT)
    real = [one for one in orders if not one.is_drill]
    if real:
        assert found == min(real, key=lambda one: one.id)
    else:
        assert (found is not None) == any(one.until is not None and one.until > AT for one in orders)


def test_a_drill_ends_at_its_own_instant_whoever_is_dead() -> None:
    """R19, R29: the end is absolute; a real one has none."""
    drill, real = Ordered(1, AT, AT + DRILL), Ordered(2, AT)
    assert drill.runs_at(AT + DRILL - timedelta(microseconds=1))
    assert not drill.runs_at(AT + DRILL)
    assert real.runs_at(AT + timedelta(days=3650))
    assert real.runs_at(AT - timedelta(days=3650))


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], SignState.WAITING),
        ([answer(How.NOT_YET, proof=None)], SignState.NOT_YET),
        ([answer(How.BLANK)], SignState.DARK),
        ([answer(How.BLANK, proof=0)], SignState.SENT),
        ([answer(How.NOT_YET, proof=None), answer(How.BLANK, s=9)], SignState.DARK),
        ([answer(How.POWER), answer(How.LAMPS_ON, s=9)], SignState.DARK),
        ([answer(How.BLANK, sign="hall")], SignState.WAITING),
    ],
)
def test_how_far_a_sign_is_known_to_be_dark(answers: Sequence[Answer], state: SignState) -> None:
    """R22: sent is not confirmed, late is not never, and one sign's word says nothing of another."""
    assert state_of(answer_of("gate", answers)) is state


def test_a_drill_ends_when_every_sign_has_answered() -> None:
    """Not before; and what was late is called so."""
    gate, hall = answer(How.BLANK), answer(How.BLANK, sign="hall")
    late = answer(How.NOT_YET, sign="hall", proof=None)
    assert end_of_drill(["gate", "hall"], [gate]) is None
    assert end_of_drill(["gate", "hall"], [gate, hall]) is End.ALL_DARK
    assert end_of_drill(["gate", "hall"], [gate, late]) is End.TIME


def test_lamps_are_owed_from_off_to_on() -> None:
    """Only who switched them off switches them on again."""
    assert not owes_lamps([answer(How.BLANK)])
    assert owes_lamps([answer(How.POWER)])
    assert not owes_lamps([answer(How.POWER), answer(How.LAMPS_ON)])


def test_a_drill_is_due_after_a_month() -> None:
    """Never drilled is due at once."""
    assert is_drill_due(None, AT)
    assert not is_drill_due(AT, AT + DRILL_EVERY - timedelta(seconds=1))
    assert is_drill_due(AT, AT + DRILL_EVERY)


def who(*roles: Role, fresh: bool = False) -> Actor:
    return Actor("li", "李某", frozenset(roles), Via.WEB, must_change_password=fresh)


OFFICE = set(Role) - {Role.AUDITOR, Role.VILLAGE_POSTER}


@pytest.mark.parametrize("role", Role)
def test_what_each_role_may(role: Role) -> None:
    """One click must not fail for want of a role; lifting is an approver's alone."""
    actor = who(role)
    table = [
        (rights.may_order, rights.require_orderer, role in OFFICE),
        (rights.may_drill, rights.require_driller, role in {Role.APPROVER, Role.OPERATOR}),
        (rights.may_lift, rights.require_lifter, role is Role.APPROVER),
    ]
    for may, require, expected in table:
        assert may(actor) is expected
        if expected:
            require(actor)
        else:
            with pytest.raises(NotAllowed):
                require(actor)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (who(Role.DRAFTER), True),
        (Actor("fan", "范某", frozenset({Role.APPROVER}), Via.WEB), True),
        (Actor("fan", "范某", frozenset({Role.OPERATOR}), Via.WEB), False),
        (who(Role.APPROVER, fresh=True), False),
    ],
)
def test_who_says_why(actor: Actor, expected: bool) -> None:
    """Whoever ordered it, or an approver; nobody under a password somebody else has seen (R43)."""
    assert rights.may_explain(actor, "li") is expected
    if expected:
        rights.require_explainer(actor, "li")
    else:
        with pytest.raises(NotAllowed):
            rights.require_explainer(actor, "li")


def test_nobody_acts_under_a_first_password() -> None:
    """R43 holds for the red button, too."""
    fresh = who(*Role, fresh=True)
    assert not any(may(fresh) for may in (rights.may_order, rights.may_drill, rights.may_lift))
    for require in (rights.require_orderer, rights.require_driller, rights.require_lifter):
        with pytest.raises(NotAllowed):
            require(fresh)
