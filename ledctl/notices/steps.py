"""Taking one step: load, check the right and the state, write the decision and its event.

Every step of the workflow goes through ``take``, so that none can forget the
right, the reason, the decision row or the ledger (R12): all in the caller's
transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from ledctl.accounts.model import Actor
from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.ledger.log import append
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.rights import DECIDING, Hands, require
from ledctl.notices.states import NEEDS_REASON, STEP_LABELS, State, Step, advance

MAX_OPINION = 2000

EVENT_OF: dict[Step, str] = {
    Step.EDIT: "draft_saved",
    Step.SUBMIT: "submitted",
    Step.FAST_SUBMIT: "submitted",
    Step.REVIEW_PASS: "reviewed",
    Step.REVIEW_RETURN: "returned",
    Step.SECRECY_PASS: "secrecy_reviewed",
    Step.SECRECY_RETURN: "returned",
    Step.SECRECY_REFER: "secrecy_reviewed",
    Step.SIGN: "signed",
    Step.APPROVE: "approved",
    Step.APPROVAL_RETURN: "returned",
    Step.REJECT: "rejected",
    Step.WITHDRAW: "withdrawn",
    Step.REVISE: "revised",
    Step.EXTEND: "extended",
    Step.END: "ended_early",
    Step.LIFT: "lifted",
    Step.SIGN_OFF: "signed_off",
    Step.LAPSE: "lapsed",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A notice as one transaction sees it."""

    row: NoticeRow
    version: Version
    hands: Hands

    @property
    def state(self) -> State:
        return State(self.row.state)

    def content(self) -> Notice:
        return notice_from(json.loads(self.version.content))


def hold(session: Session, notice_id: str, *, seen: str | None = None, practice: bool | None = None) -> Held:
    """The notice and its current version.

    ``seen`` is the digest of the version the person looked at; ``Refused`` when
    that is not the current one any more (R1: nobody decides on what they did not see).
    ``practice`` is the site's mode; ``Refused`` when the notice is of the other one
    (R7: what was begun, or approved, in practice never becomes real by a change of mode).
    """
    row = session.get(NoticeRow, notice_id)
    if row is None:
        raise NotFound.of("no_such_notice", where="id", id=notice_id)
    if practice is not None and practice is not row.practice:
        raise Refused.of("notice_of_practice" if row.practice else "notice_of_live")
    version = session.exec(
        select(Version).where(Version.notice_id == notice_id, Version.no == row.version)
    ).one()
    if seen is not None and seen != version.digest:
        raise Refused.of("version_changed", where="seen")
    return Held(row, version, _hands(session, version))


def _hands(session: Session, version: Version) -> Hands:
    deciders = session.exec(
        select(Decision.account).where(
            Decision.notice_id == version.notice_id,
            Decision.version_no == version.no,
            col(Decision.step).in_([*DECIDING]),
        )
    )
    return Hands(version.author, version.editor, version.submitter, frozenset(deciders))


def check(held: Held, actor: Actor, step: Step, opinion: str) -> State:
    """Where the step would lead; raises what stands against it. Changes nothing."""
    require(actor, step, held.state, held.hands)
    target = advance(held.state, step)
    if step in NEEDS_REASON and not opinion.strip():
        zh, en = STEP_LABELS[step]
        raise BadInput.of("reason_missing", where="opinion", step_zh=zh, step_en=en)
    if len(opinion) > MAX_OPINION:
        raise BadInput.of("opinion_too_long", where="opinion")
    return target


def take(
    session: Session,
    held: Held,
    actor: Actor,
    step: Step,
    *,
    at: datetime,
    opinion: str = "",
    bound: dict[str, Any] | None = None,
    **facts: Any,
) -> Decision:
    """Take the step in the caller's transaction: the new state, a decision row, an event."""
    target = check(held, actor, step, opinion)
    row, version = held.row, held.version
    decision = Decision(
        notice_id=row.id,
        version_no=version.no,
        version_digest=version.digest,
        step=step,
        from_state=row.state,
        to_state=target,
        account=actor.account,
        name=actor.name,
        via=actor.via,
        at=at,
        opinion=opinion.strip(),
        bound=json.dumps(bound or {}, ensure_ascii=False, sort_keys=True),
        author=version.author,
        editor=version.editor,
        submitter=version.submitter or "",
        practice=row.practice,
    )
    session.add(decision)
    row.state, row.updated_at = target, at
    session.flush()
    said = {"opinion": decision.opinion, "reason": decision.opinion}
    record(session, row, version, actor, step, at=at, **said, **facts)
    return decision


def record(
    session: Session,
    row: NoticeRow,
    version: Version,
    actor: Actor,
    step: Step,
    *,
    at: datetime,
    **facts: Any,
) -> None:
    """The event of a step somebody took: the one place that writes it, in the caller's transaction (R12).

    It says how many personal data two people kept in this version, when there are any.
    """
    if kept := sum(one.get("rule") == "personal_kept" for one in json.loads(version.findings)):
        facts["kept"] = kept
    append(
        session,
        kind=EVENT_OF[step],
        at=at,
        actor=actor.account,
        via=actor.via,
        cause="person",
        notice=row.id,
        practice=row.practice,
        name=actor.name,
        step=step.value,
        state=row.state,
        title=row.title,
        category=row.category,
        version=version.no,
        digest=version.digest,
        **facts,
    )
