"""Who may write down what happens around a notice, and what may never stand in such a note.

None of these changes what is shown, so there is no workflow; but each is a fact
under a person's name, by somebody whose task it is, and free of personal data:
who objected is nobody's business but the office's (PIPL art. 6: the least that serves).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.errors import BadInput
from ledctl.notices.model import NoticeRow
from ledctl.screening.masking import find_personal

MAX_NOTE = 2000

TASKS: dict[str, frozenset[Role]] = {
    "objection_received": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR, Role.APPROVER}),
    "objection_decided": frozenset({Role.REVIEWER, Role.APPROVER}),
    "posted_elsewhere": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR, Role.VILLAGE_POSTER}),
    "taken_elsewhere": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR, Role.VILLAGE_POSTER}),
    "posting_struck": frozenset({Role.REVIEWER, Role.OPERATOR}),
    "published_elsewhere": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR}),
    "struck_elsewhere": frozenset({Role.DRAFTER, Role.REVIEWER, Role.OPERATOR}),
    "refreshed": frozenset({Role.REVIEWER}),
    "loss_accepted": frozenset({Role.APPROVER, Role.OPERATOR}),
}
"""Which roles may write which fact; named as the ledger names it."""


NOTE_LABELS = {
    "channel": ("渠道", "channel"),
    "place": ("地点或网址", "place or address"),
    "reason": ("撤下原因", "why it came down"),
    "summary": ("异议内容", "what the objection says"),
    "note": ("处理说明", "what was found"),
    "team": ("检查人员", "who checked"),
}
"""What an office calls the words it has to give."""


def may_note(actor: Actor, kind: str) -> bool:
    return not actor.must_change_password and actor.has(*TASKS[kind])


def require_task(actor: Actor, kind: str) -> None:
    """Return when this person may write such a fact down; ``NotAllowed`` names the roles."""
    require_role(actor, TASKS[kind])


def clean_note(text: str, where: str, *, needed: bool = True) -> str:
    """The words as they are kept; ``BadInput`` when there are none, too many, or personal data among them."""
    words = text.strip()
    if needed and not words:
        zh, en = NOTE_LABELS[where]
        raise BadInput.of("note_missing", where=where, zh=zh, en=en)
    if len(words) > MAX_NOTE:
        raise BadInput.of("opinion_too_long", where=where)
    if find_personal(words):
        raise BadInput.of("note_personal", where=where)
    return words


def one_of(choices: type[StrEnum], text: str, where: str) -> str:
    """The choice of that name; ``BadInput`` lists them."""
    try:
        return choices(text).value
    except ValueError:
        raise BadInput.of("field_not_one_of", where=where, expected=", ".join(choices)) from None


def note_down(
    session: Session, row: NoticeRow, actor: Actor, kind: str, *, at: datetime, **facts: Any
) -> None:
    """The event of such a fact, in the caller's transaction (R12)."""
    what = {"notice": row.id, "practice": row.practice, "name": actor.name, "title": row.title}
    tell(session, kind, actor, at=at, cause="person", **what, **facts)
