"""How one sign is to be looked after, as a value: looks, tries, brightness, lamps. Pure.

What the settings say of it is read in ``ledctl.fleet``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import random

from ledctl.publishing.dimming import Dimming
from ledctl.settings.sections import OnUnknown

RESYNC_S = 300.0
"""The list of a card is confirmed this often, unless the site says otherwise."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """``look_s``: how often a sign whose pages the host turns is asked (0 = never).

    ``resync_s``: how often the list of one that turns them itself is confirmed.
    ``retry_most_s``: the longest wait between tries on a dead wire. ``power_off``:
    lamps off while nothing may be shown. ``knows_time``: whether the host's own clock can
    be told to a card. ``chance``: what spreads the tries.
    """

    look_s: float = 0.0
    resync_s: float = RESYNC_S
    retry_most_s: float = 0.0
    unknown: OnUnknown = OnUnknown.REPLACE
    dimming: Dimming | None = None
    power_off: bool = False
    knows_time: Callable[[], bool] = lambda: True
    chance: Callable[[], float] = random


LEFT_ALONE = Upkeep()
"""Nothing is asked and nothing told but pictures."""
