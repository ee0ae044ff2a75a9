"""Why a clock is not believed, as a person is told. What is bound by time is refused with it."""

from __future__ import annotations

from ledctl.clock import Clock
from ledctl.sentences import Sentence, sentence
from ledctl.steady.clock import SteadyClock


def doubt_of(clock: Clock) -> Sentence | None:
    """The sentence, after one more look; ``None`` while the clock is believed."""
    if not isinstance(clock, SteadyClock):
        return None
    doubt = clock.look().doubt
    return None if doubt is None else sentence(f"clock_{doubt}")
