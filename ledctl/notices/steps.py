"""Taking one step: load, check the right and the state, write the decision and its event.

Every step of the workflow goes through ``take``, so that none can forget the
right, the reason, the decision row or the ledger (R12): all in the caller's
transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session, col, select

from ledctl.accounts.model import Actor
from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.ledger.kinds import Cause
from ledctl.ledger.log import append
from ledctl.notices.chain import SIMPLE, Chain
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.rights import COUNTED, Hands, Signature, Warrant, require
from ledctl.notices.states import AWAITS, NEEDS_REASON, STEP_LABELS, State, Step, advance
from ledctl.notify.outbox import note

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
    Step.SIGN_OFF_SECRECY: "signed_off",
    Step.SIGN_OFF_REFUSE: "withdrawn",
    Step.LAPSE: "lapsed",
}


UNTOLD = frozenset({Step.EDIT, Step.SECRECY_REFER, Step.REVISE})
"""Steps after which it is still the same person's turn."""


@dataclass(frozen=True, slots=True)
class Held:
    """A notice as one transaction sees it, and the chain its category goes through."""

    row: NoticeRow
    version: Version
    hands: Hands
    chain: Chain = SIMPLE

    @property
    def state(self) -> State:
        return State(self.row.state)

    def content(self) -> Notice:
        return notice_from(json.loads(self.version.content))


def hold(
    session: Session,
    notice_id: str,
    *,
    seen: str | None = None,
    practice: bool | None = None,
    chain_of: Callable[[str], Chain] = lambda _: SIMPLE,
) -> Held:
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
    return Held(row, version, _hands(session, version), chain_of(row.category))


def _hands(session: Session, version: Version) -> Hands:
    taken = session.exec(
        select(Decision)
        .where(Decision.notice_id == version.notice_id, Decision.version_no == version.no)
        .order_by(col(Decision.id))
    )
    return hands_of(version.author, version.editor, version.submitter, taken)


class Taken(Protocol):
    """What a step left behind, as a row of either kind gives it."""

    step: str
    account: str
    on_behalf_of: str
    bound: str


def hands_of(author: str, editor: str, submitter: str | None, taken: Iterable[Taken]) -> Hands:
    """Through whose hands a version went, from the steps taken on it, in their order."""
    steps = [*taken]
    judged = (one for one in steps if one.step in COUNTED)
    return Hands(
        author,
        editor,
        submitter,
        deciders=frozenset(x for one in judged for x in (one.account, one.on_behalf_of) if x),
        signatures=tuple(
            Signature(one.account, one.on_behalf_of, signed_pixels(one.bound))
            for one in steps
            if one.step == Step.SIGN
        ),
        fast=any(one.step == Step.FAST_SUBMIT for one in steps),
    )


def pixels_text(programs: Mapping[str, str]) -> str:
    """The programs of all signs by their digests, as one comparable text."""
    return " ".join(f"{name}:{digest}" for name, digest in sorted(programs.items()))


def signed_pixels(bound: str) -> str:
    """What a signature was bound to."""
    return pixels_text({name: sign["program"] for name, sign in json.loads(bound)["signs"].items()})


def as_standing(held: Held, orders: Sized) -> Held:
    """The notice, knowing whether something of it stands on a sign while a newer version is written."""
    return replace(held, hands=replace(held.hands, stands=bool(orders)))


def check(held: Held, actor: Actor, step: Step, opinion: str) -> State:
    """Where the step would lead; raises what stands against it. Changes nothing."""
    require(actor, step, held.state, held.hands, held.chain)
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
    referred_to: str = "",
    seen_pixels: bool | None = None,
    **facts: Any,
) -> Decision:
    """Take the step in the caller's transaction: the new state, a decision row, an event.

    Where somebody stood in, or a setting was needed, both say so.
    """
    target = check(held, actor, step, opinion)
    warrant = require(actor, step, held.state, held.hands, held.chain)
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
        bound=bound_text(bound),
        author=version.author,
        editor=version.editor,
        submitter=version.submitter or "",
        practice=row.practice,
        on_behalf_of=warrant.on_behalf_of,
        on_behalf_name=warrant.on_behalf_name,
        rule=warrant.rule,
        referred_to=referred_to,
        seen_pixels=seen_pixels,
    )
    session.add(decision)
    row.state, row.updated_at = target, at
    session.flush()
    said = {"opinion": decision.opinion, "reason": decision.opinion, **_said_besides(decision, warrant)}
    record(session, row, version, actor, step, at=at, **said, **facts)
    return decision


def bound_text(bound: Mapping[str, Any] | None) -> str:
    """What a decision binds, as its row holds it."""
    return json.dumps(bound or {}, ensure_ascii=False, sort_keys=True)


def _said_besides(decision: Decision, warrant: Warrant) -> dict[str, Any]:
    """What the event says beyond every step: only where there is something to say."""
    said = {
        "on_behalf_of": warrant.on_behalf_of,
        "rule": warrant.rule,
        "referred_to": decision.referred_to,
    }
    looked = {} if decision.seen_pixels is None else {"seen_pixels": decision.seen_pixels}
    return {key: value for key, value in said.items() if value} | looked


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
        cause=Cause.EXPIRY if step is Step.LAPSE else Cause.PERSON,
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
    if step not in UNTOLD and row.state in AWAITS:
        note(session, notice_id=row.id, version_no=version.no, state=row.state, at=at)
