"""Who may propose a glyph and who may decide on it. No exception for anyone. Pure.

R5 for glyphs: whoever proposed a shape neither approves nor rejects it, and an
administrator is nobody here. The database keeps the same rule by a CHECK.
"""

from __future__ import annotations

from collections.abc import Set

from ledctl.accounts.model import ROLE_LABELS, Actor, Role
from ledctl.errors import NotAllowed
from ledctl.glyphs.states import State, Step

PROPOSERS = frozenset({Role.DRAFTER})

ROLES: dict[Step, frozenset[Role]] = {
    Step.APPROVE: frozenset({Role.APPROVER}),
    Step.REJECT: frozenset({Role.APPROVER}),
    # a wrong shape must not wait for one person: the operator may take it back, with a reason (R2)
    Step.WITHDRAW: frozenset({Role.DRAFTER, Role.OPERATOR, Role.APPROVER}),
}


def require_proposer(actor: Actor) -> None:
    """Return when ``actor`` may propose a glyph; ``NotAllowed`` says why not."""
    _require(actor, PROPOSERS)


def require(actor: Actor, step: Step, state: State, proposer: str) -> None:
    """Return when ``actor`` may take ``step``; ``NotAllowed`` says why not."""
    _require(actor, ROLES[step])
    own = actor.account == proposer
    if step is not Step.WITHDRAW and own:
        raise NotAllowed.of("glyph_own_work")
    drafter = not actor.has(Role.OPERATOR, Role.APPROVER)
    if step is Step.WITHDRAW and drafter and (state is State.APPROVED or not own):
        raise NotAllowed.of("glyph_not_yours")


def may(actor: Actor, step: Step, state: State, proposer: str) -> bool:
    """Whether ``require`` would let the step pass: decides which buttons a page offers."""
    try:
        require(actor, step, state, proposer)
    except NotAllowed:
        return False
    return True


def may_propose(actor: Actor) -> bool:
    return not actor.must_change_password and actor.has(*PROPOSERS)


def _require(actor: Actor, roles: Set[Role]) -> None:
    if actor.must_change_password:
        raise NotAllowed.of("password_must_change")
    if not actor.has(*roles):
        labels = [ROLE_LABELS[role] for role in sorted(roles)]
        raise NotAllowed.of(
            "role_needed", zh="、".join(zh for zh, _ in labels), en=", ".join(en for _, en in labels)
        )
