"""Rights that depend on the account alone: a password of one's own, and a role. Pure."""

from __future__ import annotations

from collections.abc import Set

from ledctl.accounts.model import ROLE_LABELS, Actor, Role
from ledctl.errors import NotAllowed


def require_own_password(actor: Actor) -> None:
    """Nobody acts under a password somebody else has seen (R43)."""
    if actor.must_change_password:
        raise NotAllowed.of("password_must_change")


def require_role(actor: Actor, roles: Set[Role]) -> None:
    """Return when ``actor`` has one of ``roles`` and a password of their own; ``NotAllowed`` says why not."""
    require_own_password(actor)
    if not actor.has(*roles):
        labels = [ROLE_LABELS[role] for role in sorted(roles)]
        zh, en = "、".join(zh for zh, _ in labels), ", ".join(en for _, en in labels)
        raise NotAllowed.of("role_needed", zh=zh, en=en)


def require_administrator(actor: Actor) -> None:
    """Return when ``actor`` is an administrator with a password of their own."""
    require_own_password(actor)
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed.of("administrators_only")
