"""Rights that depend on the role alone: for what is no step of the chain. Pure."""

from __future__ import annotations

from ledctl.accounts.model import ROLE_LABELS, Actor, Role
from ledctl.errors import NotAllowed

CONFIRMERS = frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER})
"""Who may agree that a personal datum stays: whoever reviews or approves."""


def require_role(actor: Actor, roles: frozenset[Role]) -> None:
    """Return when ``actor`` has one of ``roles`` and a password of their own; ``NotAllowed`` says why not."""
    if actor.must_change_password:
        raise NotAllowed.of("password_must_change")
    if not actor.has(*roles):
        labels = [ROLE_LABELS[role] for role in sorted(roles)]
        zh, en = "、".join(zh for zh, _ in labels), ", ".join(en for _, en in labels)
        raise NotAllowed.of("role_needed", zh=zh, en=en)
