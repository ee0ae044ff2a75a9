"""Where a proposal stands, and which step leads where. Pure.

What is proposed never changes: whoever wants something else proposes something
else. From each state a proposal goes once, so its decisions are its whole history.
R9: what may stand on a screen outside the chain of one notice (a shape, the form of
a warning) is an approved object too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ledctl.errors import Refused


class Step(StrEnum):
    """What a person may decide about a proposal."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class State(StrEnum):
    """Where a proposal stands; only an approved one is used."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[State, dict[Step, State]] = {
    State.PROPOSED: {
        Step.APPROVE: State.APPROVED,
        Step.REJECT: State.REJECTED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.APPROVED: {Step.WITHDRAW: State.WITHDRAWN},
    State.REJECTED: {},
    State.WITHDRAWN: {},
}

NEEDS_REASON = frozenset({Step.REJECT, Step.WITHDRAW})

STATE_LABELS: dict[State, tuple[str, str]] = {
    State.PROPOSED: ("待审批", "waiting for approval"),
    State.APPROVED: ("已批准", "approved"),
    State.REJECTED: ("未批准", "rejected"),
    State.WITHDRAWN: ("已撤回", "withdrawn"),
}


def advance(state: State, step: Step, *, code: str, labels: Mapping[Step, tuple[str, str]]) -> State:
    """Where ``step`` leads from ``state``; ``Refused`` with the sentence ``code`` when nowhere."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise Refused.of(
            code,
            state_zh=STATE_LABELS[state][0],
            state_en=STATE_LABELS[state][1],
            step_zh=labels[step][0],
            step_en=labels[step][1],
        ) from None
