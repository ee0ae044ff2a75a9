"""What the office calls the steps on a template, and who may take them. Pure.

The table and the rights are those of every proposal (``ledctl.proposals``).
"""

from __future__ import annotations

from ledctl.proposals.rights import Rights
from ledctl.proposals.sorts import Sort
from ledctl.proposals.states import Step

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.APPROVE: ("批准模板", "approve"),
    Step.REJECT: ("不予批准", "reject"),
    Step.WITHDRAW: ("撤回模板", "withdraw"),
}

RIGHTS = Rights(own_work="template_own_work", not_yours="template_not_yours")
TEMPLATES = Sort(RIGHTS, STEP_LABELS, "template_step_not_possible")
advance = TEMPLATES.advance
