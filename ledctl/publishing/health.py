"""What a sign last said of itself beside what it shows, as a value. Pure.

Every field comes from an answer of the device (R26); what it never says stays
``None``, which is neither good nor bad (R22).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from ledctl.clock import stamp, unstamp


@dataclass(frozen=True, slots=True)
class Health:
    """``answered_at``: its last answer. ``verified``: it said that it shows what it confirmed.

    ``mismatch_since``: from then on it has shown, or held, something else again
    and again (R25). ``unknown``: content on it that nobody put there through
    this program. ``wrong_card``: what answered is another card, or one set up
    for another panel; nothing is sent to it.
    """

    answered_at: datetime | None = None
    verified: bool | None = None
    mismatch_since: datetime | None = None
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    temperature_c: float | None = None
    brightness: int | None = None
    powered: bool | None = None
    wrong_card: str = ""

    def as_answer(self) -> dict[str, Any]:
        """In plain values, for another process."""
        instants = {
            name: stamp(at) if at is not None else None
            for name, at in (("answered_at", self.answered_at), ("mismatch_since", self.mismatch_since))
        }
        return {**asdict(self), **instants}

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        instants = {
            name: unstamp(answer[name]) if answer[name] is not None else None
            for name in ("answered_at", "mismatch_since")
        }
        lists = {name: tuple(answer[name]) for name in ("unknown", "faults")}
        return cls(**{**answer, **instants, **lists})


NOTHING_SAID = Health()
