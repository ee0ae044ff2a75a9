"""Waiting a moment for the signs to answer, so that whoever ordered it sees at once what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from ledctl.blackout.orders import Blackouts, not_dark
from ledctl.blackout.reading import Blackout
from ledctl.errors import Refused

LOOK_S = 0.03


def wait_for_signs(
    blackouts: Blackouts,
    number: int,
    wait_s: float,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Blackout:
    """The blackout once every sign is dark or, a drill, once it is over; else as it is after ``wait_s``."""
    deadline = monotonic() + wait_s
    while True:
        found = blackouts.one(number)
        if found is None:  # one without a number that was written down and lifted meanwhile
            raise Refused.of("blackout_is_off")
        done = found.end is not None if found.drill else not not_dark(found, blackouts.signs)
        if done or monotonic() >= deadline:
            return found
        sleep(LOOK_S)
