"""Where a drawn glyph stands, and what the office calls its steps. Pure.

The table is that of every proposal (``ledctl.proposals``): a shape never changes,
whoever wants another one proposes another one.
"""

from __future__ import annotations

from ledctl.proposals.rights import Rights
from ledctl.proposals.sorts import Sort
from ledctl.proposals.states import NEEDS_REASON, STATE_LABELS, TRANSITIONS, State, Step

__all__ = ["GLYPHS", "NEEDS_REASON", "STATE_LABELS", "STEP_LABELS", "TRANSITIONS", "State", "Step", "advance"]

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.APPROVE: ("批准字形", "approve"),
    Step.REJECT: ("不予批准", "reject"),
    Step.WITHDRAW: ("撤回字形", "withdraw"),
}


GLYPHS = Sort(
    Rights(own_work="glyph_own_work", not_yours="glyph_not_yours"), STEP_LABELS, "glyph_step_not_possible"
)
advance = GLYPHS.advance
