"""The decisions on a proposal: as they are read, as they are written, and what must be said with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ledctl.clock import stamp
from ledctl.errors import BadInput
from ledctl.proposals.model import ProposalColumns
from ledctl.proposals.states import State, Step

LARGEST = 2**31 - 1
"""No proposal has a larger number on any database."""
MAX_WORDS = 2000


class DecisionRow(Protocol):
    """What the tables of decisions have in common."""

    step: str
    to_state: str
    account: str
    name: str
    via: str
    at: datetime
    opinion: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One step that was taken on a proposal."""

    step: Step
    account: str
    name: str
    via: str
    at: datetime
    opinion: str

    def as_dict(self) -> dict[str, Any]:
        facts = {name: getattr(self, name) for name in ("account", "name", "via", "opinion")}
        return {"step": self.step.value, "at": stamp(self.at), **facts}


def decided(rows: Sequence[DecisionRow]) -> tuple[Decided, ...]:
    """The decisions on one proposal, in the order they were taken."""
    return tuple(Decided(Step(d.step), d.account, d.name, d.via, d.at, d.opinion) for d in rows)


def state_after(rows: Sequence[DecisionRow]) -> State:
    """Where a proposal stands: what the last decision made of it."""
    return State(rows[-1].to_state) if rows else State.PROPOSED


def words_of(text: str, *, needed: tuple[str, str] | None) -> str:
    """What a person said about it; ``needed`` names the step that cannot go without."""
    if needed and not text.strip():
        raise BadInput.of("reason_missing", where="reason", step_zh=needed[0], step_en=needed[1])
    if len(text) > MAX_WORDS:
        raise BadInput.of("opinion_too_long", where="reason")
    return text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What there is about a proposal of any sort."""

    id: int
    digest: str
    why: str
    proposer: str
    proposer_name: str
    via: str
    at: datetime
    practice: bool
    state: State
    decisions: tuple[Decided, ...]

    def facts(self) -> dict[str, Any]:
        """The part of the stable shape that every sort has."""
        plain = {name: getattr(self, name) for name in ("digest", "why", "proposer", "via", "practice")}
        steps = [decision.as_dict() for decision in self.decisions]
        return {**plain, "state": self.state.value, "at": stamp(self.at), "decisions": steps}


def facts_of(row: ProposalColumns, taken: Sequence[DecisionRow]) -> dict[str, Any]:
    """What a row and the decisions on it say, by the names of ``Proposal``."""
    names = ("id", "digest", "why", "proposer", "proposer_name", "via", "at", "practice")
    said = {name: getattr(row, name) for name in names}
    return {**said, "state": state_after(taken), "decisions": decided(taken)}
