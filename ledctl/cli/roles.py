"""Reading a role as it is typed."""

from __future__ import annotations

from ledctl.accounts.model import Role
from ledctl.errors import BadInput


def read_role(word: str) -> Role:
    """The role of this name; ``BadInput`` lists the names."""
    try:
        return Role(word)
    except ValueError:
        raise BadInput.of("role_unknown", where="role", role=word, known=", ".join(Role)) from None
