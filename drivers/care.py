"""What a sign can be told beside pictures: power, brightness, clock, lock. Pure.

A driver names in ``Capabilities.abilities`` what its sign really can; asking for
anything else is ``Unsupported`` before any byte is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

SLOTS = 48  # half hours of a day


class Ability(StrEnum):
    """One thing a sign can be told, or asked, beside pictures."""

    POWER = "power"
    BRIGHTNESS = "brightness"
    CLOCK = "clock"
    LOCK = "lock"


class AfterPowerCut(StrEnum):
    """What a sign shows when its power returns, before anybody has told it anything.

    ``DARK``: nothing. ``SAME``: what stood last. ``OLD``: something stored before
    that. ``UNKNOWN``: nobody knows, or it is set up at the sign itself.
    """

    DARK = "dark"
    SAME = "same"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Brightness:
    """How bright the lamps are, in percent, in each half hour of the day from midnight.

    Percent of what the sign can; a driver rounds to the steps its card knows,
    and never rounds a lit sign down to a dark one.
    """

    percent: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.percent) != SLOTS or not all(0 <= value <= 100 for value in self.percent):
            raise ValueError(f"brightness is {SLOTS} numbers from 0 to 100, one a half hour")

    @classmethod
    def steady(cls, percent: int) -> Self:
        """The same at every time of day."""
        return cls((percent,) * SLOTS)

    @property
    def is_steady(self) -> bool:
        return len(set(self.percent)) == 1
