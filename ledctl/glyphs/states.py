"""Where a drawn glyph stands, and which step leads where. Pure.

A shape never changes: whoever wants another one proposes another one. From each
state a glyph goes once, so its decisions are its whole history.
"""

from __future__ import annotations

from enum import StrEnum

from ledctl.errors import Refused


class Step(StrEnum):
    """What a person may decide about a glyph."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class State(StrEnum):
    """Where a glyph stands; only an approved one is drawn with."""

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

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.APPROVE: ("批准字形", "approve"),
    Step.REJECT: ("不予批准", "reject"),
    Step.WITHDRAW: ("撤回字形", "withdraw"),
}


def advance(state: State, step: Step) -> State:
    """Where ``step`` leads from ``state``; ``Refused`` names both when it leads nowhere."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise Refused.of(
            "glyph_step_not_possible",
            state_zh=STATE_LABELS[state][0],
            state_en=STATE_LABELS[state][1],
            step_zh=STEP_LABELS[step][0],
            step_en=STEP_LABELS[step][1],
        ) from None
