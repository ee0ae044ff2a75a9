"""Writing a proposal and the decisions on it: what every sort of proposal does alike.

Each sort has its own use cases and its own rows; what must hold before a decision,
and the columns and the event that follow, are the same and stand here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.proposals.decided import DecisionRow, state_after, words_of
from ledctl.proposals.model import ProposalColumns
from ledctl.proposals.sorts import Sort
from ledctl.proposals.states import NEEDS_REASON, State, Step


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision that may be taken: from where to where, and what was said with it."""

    step: Step
    state: State
    target: State
    words: str


def proposed(actor: Actor, digest: str, why: str, *, at: datetime, practice: bool) -> dict[str, Any]:
    """The columns of a new proposal."""
    who = {"proposer": actor.account, "proposer_name": actor.name, "via": actor.via}
    return {"digest": digest, "why": why, "at": at, "practice": practice, **who}


def weigh(
    sort: Sort,
    row: ProposalColumns,
    taken: Sequence[DecisionRow],
    actor: Actor,
    step: Step,
    opinion: str,
) -> Weighed:
    """The decision, when this person may take it now and said what must be said."""
    state = state_after(taken)
    sort.rights.require(actor, step, state, row.proposer)
    target = sort.advance(state, step)
    words = words_of(opinion, needed=sort.labels[step] if step in NEEDS_REASON else None)
    return Weighed(step, state, target, words)


def decision(row: ProposalColumns, weighed: Weighed, actor: Actor, at: datetime) -> dict[str, Any]:
    """The columns of a decision: what it binds, the step, and who took it."""
    binds = {"digest": row.digest, "proposer": row.proposer, "practice": row.practice}
    steps = {"step": weighed.step, "from_state": weighed.state, "to_state": weighed.target}
    return {**binds, **steps, "opinion": weighed.words, **signed(actor, at)}


def record(
    session: Session,
    row: ProposalColumns,
    kind: str,
    actor: Actor,
    *,
    at: datetime,
    reason: str,
    **about: object,
) -> None:
    """The event of a step somebody took, with all that binds it, in the caller's transaction (R12)."""
    what = {"practice": row.practice, "name": actor.name, "digest": row.digest, "reason": reason, **about}
    tell(session, kind, actor, at=at, cause="person", **what)
