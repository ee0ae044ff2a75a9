"""Which colour an ink has on each kind of panel. Pure.

An ink says what a thing means; a panel says what it can show. On a red panel
everything is red, so no meaning may rest on colour alone. On a dual panel
yellow is red and green together, orange has to be yellow and blue green.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drivers.base import Colour
from layouts.base import Ink


@dataclass(frozen=True, slots=True)
class Rgb:
    """One colour, 0 to 255 each."""

    red: int
    green: int
    blue: int


RED = Rgb(255, 0, 0)
GREEN = Rgb(0, 255, 0)
YELLOW = Rgb(255, 255, 0)

_DUAL = {
    Ink.TITLE: YELLOW,
    Ink.TEXT: RED,
    Ink.FAINT: GREEN,
    Ink.AMOUNT: GREEN,
    Ink.WARNING_BLUE: GREEN,
    Ink.WARNING_YELLOW: YELLOW,
    Ink.WARNING_ORANGE: YELLOW,
    Ink.WARNING_RED: RED,
}
_FULL = {
    Ink.TITLE: YELLOW,
    Ink.TEXT: RED,
    Ink.FAINT: Rgb(0, 160, 0),
    Ink.AMOUNT: GREEN,
    Ink.WARNING_BLUE: Rgb(0, 128, 255),  # pure blue is too dark to read on LED panels
    Ink.WARNING_YELLOW: YELLOW,
    Ink.WARNING_ORANGE: Rgb(255, 128, 0),
    Ink.WARNING_RED: RED,
}
PALETTES: Mapping[Colour, Mapping[Ink, Rgb]] = {
    Colour.RED: dict.fromkeys(Ink, RED),
    Colour.DUAL: _DUAL,
    Colour.RGB: _FULL,
}
