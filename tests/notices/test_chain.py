"""The chain of a category: how many sign, in which order, who may act twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import SYSTEM, Actor, Giver, Role, Via
from ledctl.errors import NotAllowed
from ledctl.notices.chain import APPROVER_REVIEWS, Chain, chain_for, together
from ledctl.notices.rights import (
    REVIEWS,
    STOOD_IN,
    Hands,
    Signature,
    may,
    require,
    signature_due,
    turn_of,
)
from ledctl.notices.states import State, Step

PIXELS = "gate:aa"
MADE = Hands("an", "bo", "cai")


def who(account: str, *roles: Role, stands_in_for: tuple[Giver, ...] = ()) -> Actor:
    return Actor(account, account, frozenset(roles), Via.WEB, stands_in_for=stands_in_for)


def signed(*accounts: str, pixels: str = PIXELS) -> Hands:
    return Hands("an", "bo", "cai", signatures=tuple(Signature(a, "", pixels) for a in accounts))


def refusal(actor: Actor, step: Step, hands: Hands, chain: Chain = Chain()) -> str:  # noqa: B008 - frozen
    with pytest.raises(NotAllowed) as caught:
        require(actor, step, State.IN_APPROVAL, hands, chain)
    return caught.value.code


WANG_STOOD_IN = (Giver("wang", "某王", frozenset({Role.APPROVER})),)
ONE_BY_ONE = Chain(3, ("wang", "li"))


def test_a_category_has_never_fewer_signers_than_it_wants() -> None:
    """The site's order may add signers and never takes one away; ``*`` is every other category."""
    named = {"land": ["wang", "li"], "*": ["wang"]}
    assert chain_for("land", 1, named) == Chain(2, ("wang", "li"))
    assert chain_for("land", 3, named) == Chain(3, ("wang", "li"))
    assert chain_for("other", 1, named) == Chain(1, ("wang",))
    assert chain_for("other", 2, {}, approver_reviews=True) == Chain(2, (), True)


@given(st.integers(1, 5), st.lists(st.text("abc", min_size=1), max_size=5, unique=True))
def test_only_the_last_seat_approves(signers: int, order: list[str]) -> None:
    """Of any number of signatures exactly one is the approval, and the named come first."""
    chain = chain_for("x", signers, {"x": order})
    assert [chain.is_last(taken) for taken in range(chain.seats)] == [False] * (chain.seats - 1) + [True]
    assert [turn for turn in map(chain.turn, range(chain.seats)) if turn] == order


def test_signatures_come_in_their_order() -> None:
    """A sentence names whose turn it is; the last seat nobody is named for is any approver's."""
    wang, li, zhao = (who(name, Role.APPROVER) for name in ("wang", "li", "zhao"))
    assert refusal(li, Step.SIGN, MADE, ONE_BY_ONE) == "not_your_turn"
    assert may(wang, Step.SIGN, State.IN_APPROVAL, MADE, ONE_BY_ONE)
    assert may(li, Step.SIGN, State.IN_APPROVAL, signed("wang"), ONE_BY_ONE)
    assert may(zhao, Step.APPROVE, State.IN_APPROVAL, signed("wang", "li"), ONE_BY_ONE)
    assert turn_of(signed("wang"), ONE_BY_ONE) == "li"


def test_nobody_approves_before_everyone_else_signed() -> None:
    """The first signature is not the approval, and the last one is no mere signature."""
    wang, zhao = who("wang", Role.APPROVER), who("zhao", Role.APPROVER)
    assert refusal(wang, Step.APPROVE, MADE, ONE_BY_ONE) == "signatures_missing"
    assert refusal(zhao, Step.SIGN, signed("wang", "li"), ONE_BY_ONE) == "signature_is_last"


def test_nobody_signs_twice() -> None:
    """Two seats are two people, as oneself or standing in for another."""
    assert refusal(who("wang", Role.APPROVER), Step.APPROVE, signed("wang"), Chain(2)) == "twice_in_chain"
    again = who("zhao", stands_in_for=WANG_STOOD_IN)
    assert refusal(again, Step.APPROVE, signed("wang"), Chain(2)) == "twice_in_chain"
    stood_in = Hands("an", "bo", "cai", signatures=(Signature("zhao", "wang", PIXELS),))
    for account in ("zhao", "wang"):
        assert refusal(who(account, Role.APPROVER), Step.APPROVE, stood_in, Chain(2)) == "twice_in_chain"


def test_signatures_to_other_pixels_count_for_nothing() -> None:
    """R1: what was signed is what is drawn; only signatures to the same pixels stand together."""
    mixed = Hands(
        "an", "bo", "cai", signatures=(Signature("wang", "", "gate:old"), Signature("li", "", PIXELS))
    )
    assert mixed.signers == {"li"}
    assert mixed.seeing("gate:old").signers == {"wang"}
    assert mixed.seeing("gate:new").signatures == ()
    assert signature_due(mixed, Chain(2)) is Step.APPROVE


def test_a_warning_of_the_short_way_has_one_leader() -> None:
    """Emergency Response Law art. 64: one signature, whoever the site names for other notices."""
    fast = Hands("an", "an", "an", fast=True)
    assert signature_due(fast, ONE_BY_ONE) is Step.APPROVE
    assert may(who("zhao", Role.APPROVER), Step.APPROVE, State.IN_APPROVAL, fast, ONE_BY_ONE)


@pytest.mark.parametrize("step", sorted(STOOD_IN))
def test_a_stand_in_brings_the_givers_role(step: Step) -> None:
    """Judging and taking down may be stood in for; the warrant says for whom."""
    giver = Giver("wang", "某王", frozenset(Role))
    chain = Chain(2) if step is Step.SIGN else Chain()
    warrant = require(who("zhao", stands_in_for=(giver,)), step, State.IN_APPROVAL, MADE, chain)
    assert (warrant.on_behalf_of, warrant.on_behalf_name, warrant.rule) == ("wang", "某王", "")


def test_writing_is_never_done_in_anothers_place() -> None:
    """A draft is its writer's: no edit and no submission on behalf of anybody (R5)."""
    giver = Giver("wang", "某王", frozenset(Role))
    for step in set(Step) - STOOD_IN - {Step.LAPSE}:
        assert refusal(who("zhao", stands_in_for=(giver,)), step, MADE) == "role_needed"


def test_neither_the_stand_in_nor_the_giver_made_the_version() -> None:
    """R5 holds for both of the two people."""
    assert refusal(who("an", stands_in_for=WANG_STOOD_IN), Step.APPROVE, MADE) == "own_work"
    maker = Giver("bo", "某薄", frozenset({Role.APPROVER}))
    assert refusal(who("zhao", stands_in_for=(maker,)), Step.APPROVE, MADE) == "stood_in_for_maker"


def test_one_person_acts_once_as_self_or_stand_in() -> None:
    """Who reviewed does not approve in another's place, and nobody approves in a reviewer's place."""
    reviewed = Hands("an", "bo", "cai", deciders=frozenset({"zhao"}))
    assert refusal(who("zhao", stands_in_for=WANG_STOOD_IN), Step.APPROVE, reviewed) == "twice_in_chain"
    by_wang = Hands("an", "bo", "cai", deciders=frozenset({"wang"}))
    assert refusal(who("zhao", stands_in_for=WANG_STOOD_IN), Step.APPROVE, by_wang) == "twice_in_chain"


def test_ones_own_role_comes_before_anothers() -> None:
    """Who may sign as oneself does not sign in another's place, unless it is the other's turn."""
    zhao = who("zhao", Role.APPROVER, stands_in_for=WANG_STOOD_IN)
    assert require(zhao, Step.APPROVE, State.IN_APPROVAL, MADE).on_behalf_of == ""
    assert require(zhao, Step.SIGN, State.IN_APPROVAL, MADE, ONE_BY_ONE).on_behalf_of == "wang"


@pytest.mark.parametrize("step", sorted(REVIEWS))
def test_an_approver_reviews_only_where_the_setting_says_so(step: Step) -> None:
    """``approver_reviews`` off: three people. On: the approver may, and the warrant prints the rule."""
    approver, state = who("zhao", Role.APPROVER), State.IN_REVIEW
    assert not may(approver, step, state, MADE)
    assert require(approver, step, state, MADE, Chain(approver_reviews=True)).rule == APPROVER_REVIEWS


def test_two_people_suffice_where_the_setting_says_so() -> None:
    """The reviewing approver approves, named as such; a reviewer who is none still acts once."""
    reviewed = Hands("an", "an", "an", deciders=frozenset({"zhao", "bo"}))
    small, zhao = Chain(approver_reviews=True), who("zhao", Role.APPROVER)
    assert refusal(zhao, Step.APPROVE, reviewed) == "twice_in_chain"
    assert require(zhao, Step.APPROVE, State.IN_APPROVAL, reviewed, small).rule == APPROVER_REVIEWS
    reviewer = who("bo", Role.REVIEWER, Role.SECRECY_REVIEWER)
    assert refusal(reviewer, Step.SECRECY_PASS, reviewed, small) == "twice_in_chain"
    assert require(who("li", Role.APPROVER), Step.APPROVE, State.IN_APPROVAL, reviewed, small).rule == ""


@pytest.mark.parametrize("account", ["an", "bo", "cai"])
def test_no_setting_lets_a_maker_decide(account: str) -> None:
    """R5: author, last editor and submitter never approve, in the smallest town neither."""
    small = Chain(approver_reviews=True)
    assert refusal(who(account, *Role), Step.APPROVE, MADE, small) == "own_work"


def test_a_setting_does_not_let_one_sign_twice() -> None:
    """``approver_reviews`` is about reviews; two signatures stay two people's."""
    small = Chain(2, approver_reviews=True)
    assert refusal(who("wang", Role.APPROVER), Step.APPROVE, signed("wang"), small) == "twice_in_chain"


def test_only_time_lets_a_notice_lapse() -> None:
    """R6: the step is the system's; no role of anybody's takes it."""
    assert require(Actor(SYSTEM, "", frozenset(), Via.SYSTEM), Step.LAPSE, State.IN_REVIEW, MADE).rule == ""
    assert refusal(who("zhao", *Role), Step.LAPSE, MADE) == "role_needed"


def test_a_stand_in_withdraws_what_the_giver_might() -> None:
    """R2: an operator's place is taken for withdrawals too; a drafter's only for that drafter's own work."""
    operator = Giver("wang", "某王", frozenset({Role.OPERATOR}))
    drafter = Giver("an", "某安", frozenset({Role.DRAFTER}))
    stranger = Giver("eve", "某人", frozenset({Role.DRAFTER}))
    for giver, allowed in ((operator, True), (drafter, True), (stranger, False)):
        actor = who("zhao", stands_in_for=(giver,))
        assert may(actor, Step.WITHDRAW, State.IN_REVIEW, MADE) is allowed


def test_two_signed_as_one_want_everybody_either_names() -> None:
    """A correction and the corrected notice: nobody named for one is passed over for the other."""
    one, other = Chain(1, ("wang",)), Chain(2, ("li", "wang"))
    assert together(one, other) == Chain(2, ("wang", "li"))
    assert together(Chain(), Chain(3)) == Chain(3)
    assert together(Chain(2, ("wang", "li")), Chain(2, ("zhao",), True)) == Chain(3, ("wang", "li", "zhao"))
