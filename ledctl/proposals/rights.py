"""Who may propose something and who may decide on it. No exception for anyone. Pure.

R5 for proposals: whoever proposed neither approves nor rejects it, and an
administrator is nobody here. The database keeps the same rule by a CHECK.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.errors import NotAllowed
from ledctl.proposals.states import State, Step

PROPOSERS = frozenset({Role.DRAFTER})

ROLES: dict[Step, frozenset[Role]] = {
    Step.APPROVE: frozenset({Role.APPROVER}),
    Step.REJECT: frozenset({Role.APPROVER}),
    # what is wrong must not wait for one person: the operator may take it back, with a reason (R2)
    Step.WITHDRAW: frozenset({Role.DRAFTER, Role.OPERATOR, Role.APPROVER}),
}


@dataclass(frozen=True, slots=True)
class Rights:
    """The rules for one sort of proposal, with the codes of the sentences that tell them."""

    own_work: str
    not_yours: str

    def require(self, actor: Actor, step: Step, state: State, proposer: str) -> None:
        """Return when ``actor`` may take ``step``; ``NotAllowed`` says why not."""
        require_role(actor, ROLES[step])
        own = actor.account == proposer
        if step is not Step.WITHDRAW and own:
            raise NotAllowed.of(self.own_work)
        drafter = not actor.has(Role.OPERATOR, Role.APPROVER)
        if step is Step.WITHDRAW and drafter and (state is State.APPROVED or not own):
            raise NotAllowed.of(self.not_yours)

    def may(self, actor: Actor, step: Step, state: State, proposer: str) -> bool:
        """Whether ``require`` would let the step pass: decides which buttons a page offers."""
        try:
            self.require(actor, step, state, proposer)
        except NotAllowed:
            return False
        return True


def require_proposer(actor: Actor) -> None:
    """Return when ``actor`` may propose; ``NotAllowed`` says why not."""
    require_role(actor, PROPOSERS)


def may_propose(actor: Actor) -> bool:
    return not actor.must_change_password and actor.has(*PROPOSERS)
