"""What one sort of proposal has of its own: the rights' sentences, and the names of its steps. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.proposals import states
from ledctl.proposals.rights import Rights
from ledctl.proposals.states import State, Step


@dataclass(frozen=True, slots=True)
class Sort:
    """``labels``: what the office calls the steps; ``nowhere``: the sentence when one leads nowhere."""

    rights: Rights
    labels: dict[Step, tuple[str, str]]
    nowhere: str

    def advance(self, state: State, step: Step) -> State:
        """Where ``step`` leads from ``state``; ``Refused`` names both when it leads nowhere."""
        return states.advance(state, step, code=self.nowhere, labels=self.labels)
