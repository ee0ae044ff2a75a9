"""Who may take which step. One function, asked by every use case; no exception for anyone. Pure.

R5: the approver is never the author, last editor or submitter of that version,
and administrators are not excepted. Beyond that no person acts twice in the
chain of one version: content review, secrecy review and approval are three
people's decisions, unless the site lets its approver review (``chain``). Who
stands in for another brings that person's role and that person's limits as well
as their own. The database keeps R5 by CHECKs on its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledctl.accounts.model import ROLE_LABELS, SYSTEM, Actor, Giver, Role
from ledctl.errors import NotAllowed
from ledctl.notices.chain import APPROVER_REVIEWS, SIMPLE, Chain
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
    Step.SIGN_OFF: frozenset({Role.REVIEWER}),
    Step.SIGN_OFF_SECRECY: frozenset({Role.SECRECY_REVIEWER}),
    Step.SIGN_OFF_REFUSE: frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER}),
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
        Step.SIGN_OFF_SECRECY,
        Step.SIGN_OFF_REFUSE,
    }
)
"""Steps that judge someone else's work."""

COUNTED = DECIDING - {Step.SIGN, Step.SECRECY_REFER}
"""Steps after which a person may not judge this version again.

Who asked the authority finishes the same review with its answer; signatures are counted apart.
"""

STOOD_IN = DECIDING | {Step.WITHDRAW, Step.END, Step.LIFT}
"""Steps a stand-in may take: judging and taking down. Who writes, writes under the own name and role."""

REVIEWS = frozenset(
    {
        Step.REVIEW_PASS,
        Step.REVIEW_RETURN,
        Step.SECRECY_PASS,
        Step.SECRECY_RETURN,
        Step.SECRECY_REFER,
        Step.SIGN_OFF,
        Step.SIGN_OFF_SECRECY,
        Step.SIGN_OFF_REFUSE,
    }
)
"""Steps an approver may take where the site lets its approver review."""

SIGNING = frozenset({Step.SIGN, Step.APPROVE})


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer's yes, by whom, for whom, and to which pixels."""

    account: str
    on_behalf_of: str
    pixels: str


_AGAIN = frozenset({Step.EXTEND})
"""Whoever approved a version may also let it stand longer, more than once; its makers never."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands this version went so far (accounts).

    ``signatures`` in the order they were given; ``fast``: it came the short way of
    warnings, where one leader's signature suffices.
    """

    author: str
    editor: str
    submitter: str | None = None
    deciders: frozenset[str] = frozenset()
    signatures: tuple[Signature, ...] = ()
    fast: bool = False
    stands: bool = False
    """An approved version stands on a sign, whatever becomes of this one."""

    @property
    def makers(self) -> frozenset[str]:
        return frozenset(x for x in (self.author, self.editor, self.submitter) if x)

    @property
    def standing(self) -> tuple[Signature, ...]:
        """The signatures that count together: those to the pixels signed last."""
        return tuple(one for one in self.signatures if one.pixels == self.signatures[-1].pixels)

    @property
    def signers(self) -> frozenset[str]:
        return people_of(self.standing)

    def seeing(self, pixels: str) -> Hands:
        """The same hands, counting only the signatures to these pixels (R1)."""
        return replace(self, signatures=tuple(one for one in self.signatures if one.pixels == pixels))


@dataclass(frozen=True, slots=True)
class Warrant:
    """By what right a step was taken: for whom, and by which setting where one was needed."""

    on_behalf_of: str = ""
    on_behalf_name: str = ""
    rule: str = ""


def people_of(signatures: Iterable[Signature]) -> frozenset[str]:
    """Whoever signed, and whoever was stood in for."""
    return frozenset(x for one in signatures for x in (one.account, one.on_behalf_of) if x)


def signature_due(hands: Hands, chain: Chain = SIMPLE) -> Step:
    """What the next signature is: one of several, or the approval."""
    return Step.APPROVE if hands.fast or chain.is_last(len(hands.standing)) else Step.SIGN


def turn_of(hands: Hands, chain: Chain = SIMPLE) -> str:
    """The account that must sign now; empty where any approver may."""
    return "" if hands.fast else chain.turn(len(hands.standing))


def require(actor: Actor, step: Step, state: State, hands: Hands, chain: Chain = SIMPLE) -> Warrant:
    """By what right ``actor`` may take ``step``; ``NotAllowed`` says why not."""
    if actor.must_change_password:
        raise NotAllowed.of("password_must_change")
    if step is Step.LAPSE and actor.account == SYSTEM:
        return Warrant()
    refusals: list[NotAllowed] = []
    for giver, rule in _ways(actor, chain):
        try:
            _require_way(actor, giver, step, state, hands, chain, rule)
        except NotAllowed as refusal:
            refusals.append(refusal)
        else:
            return Warrant(giver.account if giver else "", giver.name if giver else "", rule)
    raise next((one for one in refusals if one.code != "role_needed"), refusals[0])


def may(actor: Actor, step: Step, state: State, hands: Hands, chain: Chain = SIMPLE) -> bool:
    """Whether ``require`` would let the step pass: decides which buttons a page offers."""
    try:
        require(actor, step, state, hands, chain)
    except NotAllowed:
        return False
    return True


def _ways(actor: Actor, chain: Chain) -> list[tuple[Giver | None, str]]:
    """As oneself; as oneself by the setting; for each person stood in for. The first that holds counts."""
    own: list[tuple[Giver | None, str]] = [(None, "")]
    if chain.approver_reviews and actor.has(Role.APPROVER):
        own.append((None, APPROVER_REVIEWS))
    return [*own, *((giver, "") for giver in actor.stands_in_for)]


def _require_way(
    actor: Actor, giver: Giver | None, step: Step, state: State, hands: Hands, chain: Chain, rule: str
) -> None:
    acting = giver or actor
    _require_role(acting.roles if giver is None or step in STOOD_IN else frozenset(), step, rule)
    if step in (Step.WITHDRAW, Step.LIFT):
        _require_taking_down(acting, step, state, hands)
    if step in DECIDING:
        _require_other_hands(actor, acting.account, hands, _judges(step, hands, rule))
    if step in SIGNING:
        _require_turn(acting.account, step, hands, chain)


def _require_role(roles: frozenset[Role], step: Step, rule: str) -> None:
    wanted = ROLES[step] | ({Role.APPROVER} if rule and step in REVIEWS else set())
    if roles.isdisjoint(wanted):
        labels = [ROLE_LABELS[role] for role in sorted(ROLES[step])]
        raise NotAllowed.of(
            "role_needed", zh="、".join(zh for zh, _ in labels), en=", ".join(en for _, en in labels)
        )


def _require_taking_down(acting: Actor | Giver, step: Step, state: State, hands: Hands) -> None:
    """Operators and approvers always may; a drafter lifts an own warning, withdraws what is not shown yet."""
    if not acting.roles.isdisjoint({Role.OPERATOR, Role.APPROVER}):
        return
    if step is Step.LIFT and acting.account not in hands.makers:
        raise NotAllowed.of("lift_not_yours")
    stands = state is State.APPROVED or hands.stands
    if step is Step.WITHDRAW and (stands or acting.account not in hands.makers):
        raise NotAllowed.of("withdraw_not_yours")


def _judges(step: Step, hands: Hands, rule: str) -> frozenset[str]:
    """Who judged this version in a way that keeps them from judging it by ``step``."""
    if step in _AGAIN:
        return frozenset()
    return hands.signers if rule else hands.deciders | hands.signers


def _require_other_hands(actor: Actor, acting: str, hands: Hands, judged: frozenset[str]) -> None:
    """Neither who acts nor who is stood in for made this version, or judged it before."""
    if actor.account in hands.makers:
        raise NotAllowed.of("own_work")
    if acting in hands.makers:
        raise NotAllowed.of("stood_in_for_maker", account=acting)
    if {actor.account, acting} & judged:
        raise NotAllowed.of("twice_in_chain")


def _require_turn(acting: str, step: Step, hands: Hands, chain: Chain) -> None:
    """The signatures come in their order, and the last one is the approval."""
    turn = turn_of(hands, chain)
    if turn and turn != acting:
        raise NotAllowed.of("not_your_turn", account=turn)
    if step is not signature_due(hands, chain):
        raise NotAllowed.of("signatures_missing" if step is Step.APPROVE else "signature_is_last")
