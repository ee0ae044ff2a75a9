"""Who may take which step. One function, asked by every use case; no exception for anyone.

R5: the approver is never the author, last editor or submitter of that version,
and administrators are not excepted. Beyond that no person acts twice in the
chain of one version: content review, secrecy review and approval are three
people's decisions. The database keeps the same rule by a CHECK on its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.accounts.model import ROLE_LABELS, Actor, Role
from ledctl.errors import NotAllowed
from ledctl.notices.states import State, Step

ROLES: dict[Step, frozenset[Role]] = {
    Step.EDIT: frozenset({Role.DRAFTER}),
    Step.SUBMIT: frozenset({Role.DRAFTER}),
    Step.FAST_SUBMIT: frozenset({Role.DRAFTER}),
    Step.REVIEW_PASS: frozenset({Role.REVIEWER}),
    Step.REVIEW_RETURN: frozenset({Role.REVIEWER}),
    Step.SECRECY_PASS: frozenset({Role.SECRECY_REVIEWER}),
    Step.SECRECY_RETURN: frozenset({Role.SECRECY_REVIEWER}),
    Step.SECRECY_REFER: frozenset({Role.SECRECY_REVIEWER}),
    Step.SIGN: frozenset({Role.APPROVER}),
    Step.APPROVE: frozenset({Role.APPROVER}),
    Step.APPROVAL_RETURN: frozenset({Role.APPROVER}),
    Step.REJECT: frozenset({Role.APPROVER}),
    # taking something down must never wait for one person: the operator may, with a reason (R2)
    Step.WITHDRAW: frozenset({Role.DRAFTER, Role.OPERATOR, Role.APPROVER}),
    Step.REVISE: frozenset({Role.DRAFTER}),
    Step.EXTEND: frozenset({Role.APPROVER}),
    Step.END: frozenset({Role.OPERATOR, Role.APPROVER}),
    Step.LIFT: frozenset({Role.DRAFTER, Role.OPERATOR, Role.APPROVER}),
    Step.SIGN_OFF: frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER}),
    Step.LAPSE: frozenset(),  # nobody: time does it
}

DECIDING = frozenset(
    {
        Step.REVIEW_PASS,
        Step.REVIEW_RETURN,
        Step.SECRECY_PASS,
        Step.SECRECY_RETURN,
        Step.SECRECY_REFER,
        Step.SIGN,
        Step.APPROVE,
        Step.APPROVAL_RETURN,
        Step.REJECT,
        Step.EXTEND,
        Step.SIGN_OFF,
    }
)
"""Steps that judge someone else's work."""

_AGAIN = frozenset({Step.EXTEND})
"""Whoever approved a version may also let it stand longer, more than once; its makers never."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands this version went so far (accounts)."""

    author: str
    editor: str
    submitter: str | None = None
    deciders: frozenset[str] = frozenset()
    standing: bool = False
    """An approved version stands on a sign, whatever becomes of this one."""

    @property
    def makers(self) -> frozenset[str]:
        return frozenset(x for x in (self.author, self.editor, self.submitter) if x)


def require(actor: Actor, step: Step, state: State, hands: Hands) -> None:
    """Return when ``actor`` may take ``step``; ``NotAllowed`` says why not."""
    if actor.must_change_password:
        raise NotAllowed.of("password_must_change")
    if not actor.has(*ROLES[step]):
        labels = [ROLE_LABELS[role] for role in sorted(ROLES[step])]
        raise NotAllowed.of(
            "role_needed", zh="、".join(zh for zh, _ in labels), en=", ".join(en for _, en in labels)
        )
    if step is Step.WITHDRAW and actor.has(Role.OPERATOR, Role.APPROVER):
        return
    stands = state is State.APPROVED or hands.standing
    if step is Step.WITHDRAW and (stands or actor.account not in hands.makers):
        raise NotAllowed.of("withdraw_not_yours")
    if step in DECIDING and actor.account in hands.makers:
        raise NotAllowed.of("own_work")
    if step in DECIDING and step not in _AGAIN and actor.account in hands.deciders:
        raise NotAllowed.of("twice_in_chain")


def may(actor: Actor, step: Step, state: State, hands: Hands) -> bool:
    """Whether ``require`` would let the step pass: decides which buttons a page offers."""
    try:
        require(actor, step, state, hands)
    except NotAllowed:
        return False
    return True
