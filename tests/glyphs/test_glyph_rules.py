"""Pure rules of drawn glyphs: states, rights, shapes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import Actor, Role, Via
from ledctl.errors import NotAllowed, Refused
from ledctl.fonts.bitmaps import Glyph
from ledctl.glyphs import rights
from ledctl.glyphs.shapes import art, digest, read, stored
from ledctl.glyphs.states import STATE_LABELS, STEP_LABELS, TRANSITIONS, State, Step, advance

EVERY_ROLE = frozenset(Role)


def whoever(account: str, *roles: Role, one_time: bool = False) -> Actor:
    return Actor(account, account, frozenset(roles) or EVERY_ROLE, Via.WEB, one_time)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(State, Step)))
def test_a_step_leads_where_the_table_says_or_is_refused(state: State, step: Step) -> None:
    """Only what is proposed is decided, only what is proposed or approved is withdrawn."""
    if step in TRANSITIONS[state]:
        assert advance(state, step) is TRANSITIONS[state][step]
        return
    with pytest.raises(Refused) as refusal:
        advance(state, step)
    assert STATE_LABELS[state][0] in refusal.value.sentences[0].zh
    assert STEP_LABELS[step][1] in refusal.value.sentences[0].en


@pytest.mark.parametrize("step", [Step.APPROVE, Step.REJECT])
def test_nobody_decides_on_an_own_glyph(step: Step) -> None:
    """R5: the proposer neither approves nor rejects, holding every role."""
    with pytest.raises(NotAllowed) as refusal:
        rights.require(whoever("an"), step, State.PROPOSED, "an")
    assert refusal.value.code == "glyph_own_work"
    assert rights.may(whoever("li", Role.APPROVER), step, State.PROPOSED, "an")


@pytest.mark.parametrize("step", Step)
def test_a_glyph_step_needs_its_role(step: Step) -> None:
    """Every other role together is not enough, an administrator's least of all."""
    without = Actor("eve", "eve", EVERY_ROLE - rights.ROLES[step], Via.API)
    with pytest.raises(NotAllowed) as refusal:
        rights.require(without, step, State.PROPOSED, "an")
    assert refusal.value.code == "role_needed"
    assert Role.ADMINISTRATOR not in rights.ROLES[step]


def test_only_a_clerk_proposes() -> None:
    """Proposing is drafting, and a one-time password drafts nothing (R43)."""
    rights.require_proposer(whoever("an", Role.DRAFTER))
    assert rights.may_propose(whoever("an", Role.DRAFTER))
    for actor, code in (
        (whoever("li", Role.APPROVER), "role_needed"),
        (whoever("an", Role.DRAFTER, one_time=True), "password_must_change"),
    ):
        assert not rights.may_propose(actor)
        with pytest.raises(NotAllowed) as refusal:
            rights.require_proposer(actor)
        assert refusal.value.code == code


def test_a_drafter_withdraws_only_own_glyphs_before_approval() -> None:
    """R2: what is drawn with is taken back by an approver or the operator, whoever proposed it."""
    drafter = whoever("an", Role.DRAFTER)
    assert rights.may(drafter, Step.WITHDRAW, State.PROPOSED, "an")
    assert not rights.may(drafter, Step.WITHDRAW, State.APPROVED, "an")
    assert not rights.may(drafter, Step.WITHDRAW, State.PROPOSED, "bo")
    for role in (Role.OPERATOR, Role.APPROVER):
        assert rights.may(whoever("an", role), Step.WITHDRAW, State.APPROVED, "an")


shapes = st.sampled_from([8, 16]).flatmap(
    lambda advance: st.builds(
        Glyph,
        st.just(advance),
        st.lists(st.integers(0, (1 << advance) - 1), min_size=16, max_size=16).map(tuple),
    )
)


@given(shapes)
def test_what_is_stored_is_read_back(glyph: Glyph) -> None:
    """A law: storing a shape and reading it gives the shape; its picture has its dots."""
    assert read(glyph.advance, stored(glyph)) == glyph
    assert "".join(art(glyph)).count("#") == sum(row.bit_count() for row in glyph.rows)


@given(shapes, shapes)
def test_other_dots_have_another_digest(one: Glyph, other: Glyph) -> None:
    """R1: a decision binds every dot, the width and the character."""
    digests = {digest(0x20001, g.advance, stored(g)) for g in (one, other)}
    assert len(digests) == len({one, other})
    assert digest(0x20002, one.advance, stored(one)) not in digests


def test_the_digest_is_for_ever() -> None:
    """A stored digest must be recomputed alike by every later version of the program."""
    known = "c34b5d9996443c6eee4c5c033ef9363171235535d7ee71ad70c982b110f4469b"
    assert digest(0x20001, 16, "0001" * 16) == known


@pytest.mark.parametrize(
    ("advance", "rows"),
    [(16, "00"), (16, "00FF" * 16), (12, "0000" * 16), (8, "0100" + "0000" * 15), (16, "zz00" * 16)],
)
def test_damaged_rows_are_no_glyph(advance: int, rows: str) -> None:
    """What ``stored`` did not write is refused, not guessed at."""
    with pytest.raises(ValueError, match=r"glyph|invalid literal"):
        read(advance, rows)
