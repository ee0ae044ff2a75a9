"""Who may take the evidence of a notice away. Pure."""

from __future__ import annotations

from ledctl.accounts.model import Role

MAY_TAKE = frozenset(Role) - {Role.VILLAGE_POSTER}
"""Everybody who works in the office and may read the record anyway; a village poster only hangs paper up."""
