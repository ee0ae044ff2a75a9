"""What is due for one sign beside its pictures: lamps, brightness, clock. Pure.

It remembers what the sign confirmed, so that nothing is said twice; after a
reconnect nothing is believed, for a card that lost its power has forgotten
(R20). Signs that keep a plan get a day of half hours, others the value of now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from drivers.base import Ability, Brightness, Capabilities
from ledctl.publishing.dimming import percent_at, plan_for
from ledctl.publishing.upkeep import Upkeep

CHECK_S = 10.0
"""What is due is asked this often."""
AGAIN_S = 24 * 3600.0
"""A clock nobody can read, and a brightness nobody changed, are set again so often."""
REFUSED_S = 3600.0
"""An order of care the sign refused waits this long."""
DARK_S = 60.0
"""A sign is dark for so long before its lamps are switched off."""


@dataclass(frozen=True, slots=True)
class Dim:
    """Set the brightness; ``plan`` is the day it follows from, for the record."""

    brightness: Brightness
    plan: Brightness


@dataclass(frozen=True, slots=True)
class Switch:
    """Lamps on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetClock:
    """Set a clock that cannot be read."""


Deed = Dim | Switch | SetClock


class Care:
    """What one sign was told beside pictures. ``moment`` is monotonic, in seconds."""

    def __init__(self, upkeep: Upkeep, capabilities: Capabilities, zone: ZoneInfo) -> None:
        self._upkeep, self._zone = upkeep, zone
        self._able = capabilities.abilities
        # a card that turns its pages itself is read, and its clock mended, with each confirmation of its list
        self.sets_clock = Ability.CLOCK in self._able and capabilities.host_timed
        self._keeps_plan = capabilities.keeps_brightness
        self.switches = upkeep.power_off and Ability.POWER in self._able
        """Whether lamps go off while nothing may be shown."""
        self._dims = upkeep.dimming is not None and Ability.BRIGHTNESS in self._able
        self.is_wanted = self.switches or self._dims or self.sets_clock
        """Whether there is anything to care for; asked at each step."""
        self.lit: bool | None = None
        """Whether the lamps are on, as far as this program told them; ``None`` = unknown."""
        self._dimmed: Brightness | None = None
        self._wait_until: dict[type[Deed], float] = {}
        self._dark_since: float | None = None

    def forget(self) -> None:
        """The sign may have lost its power."""
        self.lit = self._dimmed = None
        self._wait_until.clear()

    def due(self, now: datetime, moment: float, *, curbed: bool) -> Deed | None:
        """The next thing to tell it. ``curbed``: it is dark because nothing may run."""
        self._dark_since = (self._dark_since or moment) if curbed else None
        deeds = (self._lamps(moment), self._clock(), self._brightness(now))
        ready = (one for one in deeds if one and moment >= self._wait_until.get(type(one), moment))
        return next(ready, None)

    def done(self, deed: Deed, moment: float) -> None:
        """The sign confirmed it."""
        if isinstance(deed, Switch):
            self.lit = deed.on
        elif isinstance(deed, Dim):
            self._dimmed = deed.brightness
        else:
            self._wait_until[SetClock] = moment + AGAIN_S

    def refused(self, deed: Deed, moment: float) -> None:
        """The sign would not; the same is not said again for a while."""
        self._wait_until[type(deed)] = moment + REFUSED_S

    def _lamps(self, moment: float) -> Switch | None:
        since = self._dark_since
        long_dark = since is not None and moment - since >= DARK_S
        return Switch(on=False) if self.switches and long_dark and self.lit is not False else None

    def _clock(self) -> SetClock | None:
        return SetClock() if self.sets_clock else None

    def _brightness(self, now: datetime) -> Dim | None:
        if self._upkeep.dimming is None or not self._dims:
            return None
        local = now.astimezone(self._zone)
        plan = plan_for(self._upkeep.dimming, local.date(), self._zone)
        wanted = plan if self._keeps_plan else Brightness.steady(percent_at(plan, local))
        return None if wanted == self._dimmed else Dim(wanted, plan)
