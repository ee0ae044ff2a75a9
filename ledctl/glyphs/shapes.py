"""One drawn shape as the database keeps it, as a digest binds it, as a person reads it. Pure."""

from __future__ import annotations

import hashlib

from ledctl.fonts.bitmaps import Glyph

ROWS = 16
DIGITS = 4


def stored(glyph: Glyph) -> str:
    """The rows from the top, four hexadecimal digits each."""
    return "".join(f"{row:0{DIGITS}x}" for row in glyph.rows)


def read(advance: int, rows: str) -> Glyph:
    """The glyph ``stored`` wrote; ``ValueError`` for anything else."""
    if len(rows) != ROWS * DIGITS or rows != rows.lower():
        raise ValueError("a glyph is sixteen rows of four hexadecimal digits")
    bits = tuple(int(rows[at : at + DIGITS], 16) for at in range(0, len(rows), DIGITS))
    if advance not in (8, 16) or any(row >> advance for row in bits):
        raise ValueError("a glyph is 8 or 16 wide, and so are its rows")
    return Glyph(advance, bits)


def digest(code_point: int, advance: int, rows: str) -> str:
    """What a decision binds: the character, how wide it is, every pixel (R1)."""
    return hashlib.sha256(f"ledctl-glyph-1\n{code_point:X}\n{advance}\n{rows}".encode()).hexdigest()


def art(glyph: Glyph) -> tuple[str, ...]:
    """The rows as text: ``#`` is lit, ``.`` is dark."""
    return tuple(f"{row:0{glyph.advance}b}".replace("0", ".").replace("1", "#") for row in glyph.rows)
