"""A character's cell: the em box every font stands in, on one baseline. Pure.

The em box of a size has ``size`` rows, seven eighths of them above the baseline
(16: 14 and 2; 12: 11 and 1; 24: 21 and 3), so that fonts can be mixed in a line.
Measured over the 8,105 standard characters: Unifont and WenQuanYi stand in it as
they are; Noto leaves it by one row at 12, 13 and 15 px and not at all at 24, 28,
32, 36, 40 and 48. Latin descenders, brackets and accents, made for taller lines,
leave it by more. What leaves by a sixth of the size or less is moved back in;
what leaves by more is no glyph.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a character's ink lies, from the top left corner of its cell; right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How far the ink is moved to lie within the cell, and how wide the cell then is."""

    right: int
    down: int
    advance: int


def rows_above(size: int) -> int:
    """How many rows of the em box lie above the baseline."""
    return (7 * size + 4) // 8


def room_to_move(size: int) -> int:
    """By how much ink may leave its cell and still be moved back in."""
    return size // 6


def fit(ink: Ink, advance: int, size: int, *, room: int = 0) -> Fit | None:
    """Bring ``ink`` into its cell; ``None`` when it is taller, or further out than ``room``."""
    above, below = max(0, -ink.top), max(0, ink.bottom - size)
    left, right = max(0, -ink.left), max(0, ink.right - advance)
    if max(above, below, left, right) > room or ink.bottom - ink.top > size:
        return None
    return Fit(right=left, down=above - below, advance=left + advance + right)
