"""Where a proposal to give records up stands, and what the office calls its steps. Pure.

The table is that of every proposal (``ledctl.proposals``): whoever proposed does not decide (R5).
"""

from __future__ import annotations

from ledctl.proposals.rights import Rights
from ledctl.proposals.sorts import Sort
from ledctl.proposals.states import Step

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.APPROVE: ("批准处置", "approve"),
    Step.REJECT: ("不予批准", "reject"),
    Step.WITHDRAW: ("撤回申请", "withdraw"),
}

DISPOSALS = Sort(
    Rights(own_work="disposal_own_work", not_yours="disposal_not_yours"),
    STEP_LABELS,
    "disposal_step_not_possible",
)

EVENT_OF: dict[Step, str] = {
    Step.APPROVE: "disposal_approved",
    Step.REJECT: "disposal_rejected",
    Step.WITHDRAW: "disposal_withdrawn",
}
