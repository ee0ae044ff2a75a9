"""Who may order all signs dark, drill it, say why, and lift it. Pure.

One click must not fail for want of a role, so nearly everybody of the office may order;
what lights the signs again is an approver's, and a stand-in brings nothing here.
"""

from __future__ import annotations

from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_own_password, require_role
from ledctl.errors import NotAllowed

ORDERING = frozenset(Role) - {Role.AUDITOR, Role.VILLAGE_POSTER}
"""Whoever has any other role than these two may order."""
DRILLING = frozenset({Role.APPROVER, Role.OPERATOR})
LIFTING = frozenset({Role.APPROVER})


def require_orderer(actor: Actor) -> None:
    """Return when ``actor`` may order every sign dark; ``NotAllowed`` says why not."""
    require_own_password(actor)
    if not actor.has(*ORDERING):
        raise NotAllowed.of("blackout_not_yours")


def require_driller(actor: Actor) -> None:
    require_role(actor, DRILLING)


def require_explainer(actor: Actor, orderer: str) -> None:
    """Whoever ordered it says why, or an approver."""
    require_own_password(actor)
    if actor.account != orderer and not actor.has(*LIFTING):
        raise NotAllowed.of("blackout_not_yours_to_explain")


def require_lifter(actor: Actor) -> None:
    require_role(actor, LIFTING)


def may_order(actor: Actor) -> bool:
    return not actor.must_change_password and actor.has(*ORDERING)


def may_drill(actor: Actor) -> bool:
    return not actor.must_change_password and actor.has(*DRILLING)


def may_explain(actor: Actor, orderer: str) -> bool:
    return not actor.must_change_password and (actor.account == orderer or actor.has(*LIFTING))


def may_lift(actor: Actor) -> bool:
    return not actor.must_change_password and actor.has(*LIFTING)
