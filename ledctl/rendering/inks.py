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

# Colours a preset may name, as full-colour panels show them.
NAMED: Mapping[str, Rgb] = {
    "red": RED,
    "green": GREEN,
    "yellow": YELLOW,
    "amber": Rgb(255, 128, 0),
    "blue": Rgb(0, 128, 255),  # pure blue is too dark to read on LED panels
    "cyan": Rgb(0, 255, 255),
    "white": Rgb(255, 255, 255),
}
# The nearest a red and green lamp can come; what has neither stays visible as green.
_ON_DUAL: Mapping[str, Rgb] = {
    "red": RED,
    "green": GREEN,
    "yellow": YELLOW,
    "amber": YELLOW,
    "blue": GREEN,
    "cyan": GREEN,
    "white": YELLOW,
}

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
    Ink.WARNING_BLUE: NAMED["blue"],
    Ink.WARNING_YELLOW: YELLOW,
    Ink.WARNING_ORANGE: NAMED["amber"],
    Ink.WARNING_RED: RED,
}
PALETTES: Mapping[Colour, Mapping[Ink, Rgb]] = {
    Colour.RED: dict.fromkeys(Ink, RED),
    Colour.DUAL: _DUAL,
    Colour.RGB: _FULL,
}


def palette_of(colour: Colour, chosen: Mapping[Ink, str], *, shades: bool = True) -> Mapping[Ink, Rgb]:
    """The colour of every ink on such a panel; ``chosen`` are the preset's own names for some.

    Warnings keep the colour of their level whatever a preset says: it is theirs by rule.
    Without ``shades`` each lamp is on or off, whichever is nearer: amber is yellow, and blue cyan.
    """
    palette = _chosen_palette(colour, chosen)
    return palette if shades else {ink: _on_or_off(rgb) for ink, rgb in palette.items()}


def _on_or_off(rgb: Rgb) -> Rgb:
    return Rgb(*(255 if lamp >= 128 else 0 for lamp in (rgb.red, rgb.green, rgb.blue)))


def _chosen_palette(colour: Colour, chosen: Mapping[Ink, str]) -> Mapping[Ink, Rgb]:
    if colour is Colour.RED or not chosen:
        return PALETTES[colour]
    names = _ON_DUAL if colour is Colour.DUAL else NAMED
    own = {ink: names[name] for ink, name in chosen.items() if not ink.value.startswith("warning")}
    return {**PALETTES[colour], **own}
