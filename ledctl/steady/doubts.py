"""Why a clock is not believed, as a person is told. What is bound by time is refused with it."""

from __future__ import annotations

from ledctl.clock import Clock
from ledctl.sentences import Sentence, sentence
from ledctl.steady.belief import Doubt
from ledctl.steady.clock import SteadyClock

CODES = {
    Doubt.BEFORE_BUILD: "clock_before_build",
    Doubt.BEFORE_RECORD: "clock_before_record",
    Doubt.JUMPED_FORWARD: "clock_jumped_forward",
    Doubt.JUMPED_BACK: "clock_jumped_back",
    Doubt.TOO_FAR_AHEAD: "clock_too_far_ahead",
}


def doubt_of(clock: Clock) -> Sentence | None:
    """The sentence, after one more look; ``None`` while the clock is believed."""
    if not isinstance(clock, SteadyClock):
        return None
    doubt = clock.look().doubt
    return None if doubt is None else sentence(CODES[doubt])


def is_known(clock: Clock) -> bool:
    """Whether it says how late it is; else it says how late it is at least, and no card is set by it."""
    return not isinstance(clock, SteadyClock) or clock.trust.known
