"""One character drawn in black and white into its cell, by FreeType through Pillow.

For fonts that were not made for the em box of ``cells.py``: what leaves the
cell by little is moved into it. Not here: which characters a font has
(``strikes.py``, ``outlines.py``).
"""

from __future__ import annotations

import unicodedata

from PIL import Image, ImageDraw, ImageFont

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.cells import Ink, fit, room_to_move, rows_above
from ledctl.fonts.typefaces import rows_of


def ink_character(font: ImageFont.FreeTypeFont, character: str, size: int) -> Glyph | None:
    """``character`` in an em box of ``size`` rows; ``None`` without ink, or with ink too far out."""
    advance = round(font.getlength(character))
    # A margin of one em all round shows ink that leaves the cell; it is never cut off unseen.
    image = Image.new("1", (3 * size + advance, 3 * size))
    ImageDraw.Draw(image).text((size, size + rows_above(size)), character, fill=1, font=font, anchor="ls")
    category = unicodedata.category(character)
    box = image.getbbox()
    if box is None:
        return Glyph(advance, (0,) * size) if category == "Zs" else None
    ink = Ink(*(edge - size for edge in box))
    room = 0 if category.startswith("M") else room_to_move(size)  # a mark belongs over its neighbour
    fitted = fit(ink, advance, size, room=room)
    if fitted is None:
        return None
    left, top = size - fitted.right, size - fitted.down
    return Glyph(fitted.advance, rows_of(image.crop((left, top, left + fitted.advance, top + size))))
