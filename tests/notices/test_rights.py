"""Who may take which step: R5 and the rule that nobody acts twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.errors import NotAllowed
from ledctl.notices.chain import Chain
from ledctl.notices.rights import DECIDING, ROLES, Hands, may, require
from ledctl.notices.states import State, Step

EVERY_ROLE = frozenset(Role)
HANDS = Hands(author="an", editor="bo", submitter="cai", deciders=frozenset({"ding"}))


def whoever(account: str, *roles: Role, one_time: bool = False) -> Actor:
    return Actor(account, account, frozenset(roles) or EVERY_ROLE, Via.WEB, one_time)


@pytest.mark.parametrize("step", sorted(DECIDING))
@pytest.mark.parametrize("account", ["an", "bo", "cai"])
def test_nobody_decides_on_own_work(step: Step, account: str) -> None:
    """R5: author, last editor and submitter decide nothing on that version, holding every role."""
    with pytest.raises(NotAllowed) as refusal:
        require(whoever(account), step, State.IN_APPROVAL, HANDS)
    assert refusal.value.code == "own_work"


@pytest.mark.parametrize("step", sorted(DECIDING - {Step.EXTEND}))
def test_nobody_decides_twice_on_one_version(step: Step) -> None:
    """No two of the reviews by the same person."""
    with pytest.raises(NotAllowed) as refusal:
        require(whoever("ding"), step, State.IN_APPROVAL, HANDS)
    assert refusal.value.code == "twice_in_chain"


@pytest.mark.parametrize("step", Step)
def test_a_step_needs_its_role(step: Step) -> None:
    """Every other role together is not enough, an administrator's least of all."""
    without = frozenset(Role) - ROLES[step]
    with pytest.raises(NotAllowed) as refusal:
        require(Actor("eve", "eve", without, Via.API), step, State.IN_APPROVAL, HANDS)
    assert refusal.value.code == "role_needed"


@pytest.mark.parametrize("step", Step)
def test_each_role_of_a_step_suffices_for_a_stranger(step: Step) -> None:
    """Someone who had no hand in the version may take the step their role is for."""
    for role in ROLES[step]:
        own_only = step in (Step.WITHDRAW, Step.LIFT) and role is Role.DRAFTER
        hands = Hands("eve", "eve") if own_only else HANDS
        chain = Chain(seats=2) if step is Step.SIGN else Chain()
        assert may(whoever("eve", role), step, State.IN_APPROVAL, hands, chain)


def test_administrators_have_no_step_at_all() -> None:
    """R5: no administrator exception."""
    assert not any(Role.ADMINISTRATOR in roles for roles in ROLES.values())


def test_a_one_time_password_decides_nothing() -> None:
    """R43: the first thing a person does is to choose a password."""
    with pytest.raises(NotAllowed) as refusal:
        require(whoever("eve", one_time=True), Step.APPROVE, State.IN_APPROVAL, HANDS)
    assert refusal.value.code == "password_must_change"


def test_a_drafter_withdraws_only_own_work_before_approval() -> None:
    """What stands on the screen is taken down by an approver or the operator."""
    drafter = whoever("an", Role.DRAFTER)
    assert may(drafter, Step.WITHDRAW, State.IN_REVIEW, HANDS)
    assert not may(drafter, Step.WITHDRAW, State.APPROVED, HANDS)
    assert not may(whoever("eve", Role.DRAFTER), Step.WITHDRAW, State.IN_REVIEW, HANDS)
    assert may(whoever("an", Role.OPERATOR), Step.WITHDRAW, State.APPROVED, HANDS)


def test_whoever_approved_may_extend_and_again() -> None:
    """R5 asks that the extender made nothing of the version; having approved it is no hindrance."""
    assert may(whoever("ding", Role.APPROVER), Step.EXTEND, State.APPROVED, HANDS)


def test_a_drafter_does_not_take_down_what_stands_by_withdrawing_its_revision() -> None:
    """While a revision is in draft the approved version stands: operator or approver take it down."""
    standing = replace(HANDS, stands=True)
    assert not may(whoever("an", Role.DRAFTER), Step.WITHDRAW, State.DRAFT, standing)
    assert may(whoever("an", Role.DRAFTER), Step.WITHDRAW, State.DRAFT, HANDS)
    assert may(whoever("eve", Role.OPERATOR), Step.WITHDRAW, State.DRAFT, standing)
