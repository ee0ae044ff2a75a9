"""What follows from the facts of a blackout: whether it is on, how far each sign has answered. Pure.

A blackout holds until an approver lifts it, whatever happens to clocks and machines; a
drill ends by itself at its own absolute end (R19, R29), also when everybody who might
end it is dead. A real one goes before any drill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DRILL = timedelta(seconds=5)
"""A drill keeps the signs dark for so long at most, and no longer than until all have answered."""
DRILL_EVERY = timedelta(days=31)
"""A month after the last drill the next one is due."""


class End(StrEnum):
    """Why signs need not stay dark any more."""

    LIFTED = "lifted"
    """An approver lifted it."""
    ALL_DARK = "all_dark"
    """A drill in which every sign answered."""
    TIME = "time"
    """A drill whose time was over before every sign had answered."""
    REPLACED = "replaced"
    """A drill that became a real blackout."""


class How(StrEnum):
    """How a sign answered, once for each."""

    BLANK = "blank"
    """It made itself dark."""
    POWER = "power"
    """Its lamps were switched off: it would not go dark, or a drill spared its memory."""
    NOT_YET = "not_yet"
    """Nothing in time; it goes dark when it answers."""
    LAMPS_ON = "lamps_on"
    """Its lamps were switched on again after the lift."""


class SignState(StrEnum):
    """How far a sign is known to be dark."""

    DARK = "dark"
    SENT = "sent"
    """Told, and it is one that can never answer (R22)."""
    NOT_YET = "not_yet"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that all signs be dark, not ended yet. ``until``: a drill's own end."""

    id: int
    at: datetime
    until: datetime | None = None

    @property
    def is_drill(self) -> bool:
        return self.until is not None

    def runs_at(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a sign: ``ms`` since the order, ``proof`` as its receipt says (none without one)."""

    sign: str
    how: How
    at: datetime
    ms: int
    proof: int | None
    evidence: str

    @property
    def state(self) -> SignState:
        if self.how is How.NOT_YET or self.proof is None:
            return SignState.NOT_YET
        return SignState.DARK if self.proof > 0 else SignState.SENT


def standing(orders: Iterable[Ordered], now: datetime) -> Ordered | None:
    """The order that keeps the signs dark now: a real one, else a drill that is going on."""
    running = [one for one in orders if one.runs_at(now)]
    return min(running, key=lambda one: (one.is_drill, one.id), default=None)


def answer_of(sign: str, answers: Iterable[Answer]) -> Answer | None:
    """What counts of a sign's answers: that it is dark, by whatever means, else that it was late."""
    own = [one for one in answers if one.sign == sign and one.how is not How.LAMPS_ON]
    return min(own, key=lambda one: (one.how is How.NOT_YET, one.at), default=None)


def state_of(answer: Answer | None) -> SignState:
    return SignState.WAITING if answer is None else answer.state


def end_of_drill(signs: Iterable[str], answers: Iterable[Answer]) -> End | None:
    """How a drill ends now that these answers are there; ``None`` while a sign is still to answer."""
    known = list(answers)
    told = [answer_of(sign, known) for sign in signs]
    if any(one is None for one in told):
        return None
    late = any(one is not None and one.how is How.NOT_YET for one in told)
    return End.TIME if late else End.ALL_DARK


def owes_lamps(answers: Iterable[Answer]) -> bool:
    """Whether a sign's lamps were switched off for this blackout and not on again."""
    how = {one.how for one in answers}
    return How.POWER in how and How.LAMPS_ON not in how


def is_drill_due(last: datetime | None, now: datetime) -> bool:
    """Whether the signs should prove again that they go dark."""
    return last is None or now >= last + DRILL_EVERY
