"""From how far characters can be read: the size of a preset, the pitch of the lamps, the viewer. Pure.

A dot-matrix character is read without effort while it fills 20 minutes of arc at
the eye: its height in millimetres over 0.0058 is the distance in millimetres.
Tests with dot-matrix symbols found 14' to 45' equally legible, so 20' leaves a
reserve for characters of many strokes, each of which asks for about a quarter of
a minute more. On lamps 10 mm apart 16 px are 160 mm and reach 27 m; 4.75 mm
apart they reach 13 m. The papers are named in docs/rendering.md.

Not here: whether a sign may show names at all (``notices.looks``), how long a
page stands (``layouts.pacing``).
"""

from __future__ import annotations

from dataclasses import dataclass

ANGLE = 0.0058
"""20 minutes of arc in radians."""

SIZES = (16, 24, 32, 48)
"""Sizes worth choosing, in pixels; the smallest is the least for names (R37)."""

LEAST_FOR_NAMES = SIZES[0]


@dataclass(frozen=True, slots=True)
class Viewing:
    """A sign as it is looked at: millimetres from lamp to lamp, metres to the reader; 0 = not said."""

    pitch_mm: float = 0.0
    distance_m: float = 0.0

    @property
    def is_known(self) -> bool:
        """Whether both have been measured."""
        return bool(self.pitch_mm and self.distance_m)

    def reach_m(self, size: int) -> float:
        """How many metres away characters of ``size`` pixels can be read."""
        return size * self.pitch_mm / ANGLE / 1000

    def is_too_far_for(self, size: int) -> bool:
        """Whether the reader stands where characters of this size cannot be read; no if nothing is known."""
        return self.is_known and self.distance_m > self.reach_m(size)

    def size_that_would_do(self) -> int | None:
        """The smallest of ``SIZES`` that reaches the reader; ``None`` when not even the largest does."""
        return next((size for size in SIZES if not self.is_too_far_for(size)), None)
