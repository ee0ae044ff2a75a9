"""Who may do what with the boards: each deed by the name of its event. Pure.

Postings are in ``notices.around_rights``, as those on every other channel are.
"""

from __future__ import annotations

from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role

TASKS: dict[str, frozenset[Role]] = {
    "board_saved": frozenset({Role.OPERATOR, Role.REVIEWER, Role.ADMINISTRATOR}),
    "sheet_printed": frozenset(
        {Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.OPERATOR, Role.VILLAGE_POSTER}
    ),
    "board_updated": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR, Role.VILLAGE_POSTER}),
    "board_checked": frozenset({Role.REVIEWER, Role.APPROVER, Role.OPERATOR}),
    "board_check_mended": frozenset({Role.REVIEWER, Role.APPROVER, Role.OPERATOR}),
}
"""An auditor changes nothing: what the supervision team found is written down by the office."""


def may(actor: Actor, kind: str) -> bool:
    return not actor.must_change_password and actor.has(*TASKS[kind])


def require(actor: Actor, kind: str) -> None:
    """Return when this person may do so; ``NotAllowed`` names the roles."""
    require_role(actor, TASKS[kind])
