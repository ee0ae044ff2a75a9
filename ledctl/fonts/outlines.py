"""A font of outlines, set in black and white at any size.

Its pixels depend on the version of FreeType, so no test pins them; an approved
page keeps the pixels it was approved with. Glyphs too tall for the em box
(``|``, ``j``, box drawing) are drawn a little smaller on the same baseline.
"""

from __future__ import annotations

from pathlib import Path

from PIL import ImageFont

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.cells import room_to_move
from ledctl.fonts.inking import ink_character
from ledctl.fonts.typefaces import read_character_map


class Outline:
    """One font file at any size."""

    def __init__(self, path: Path, *, index: int) -> None:
        self._path = path
        self._index = index
        self._claimed = read_character_map(path, index)
        self._fonts: dict[int, ImageFont.FreeTypeFont] = {}

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        """The bitmap, or ``None`` when this font cannot draw the character within its cell."""
        if code_point not in self._claimed:
            return None
        smaller = range(size, size - room_to_move(size) - 1, -1)
        drawn = (ink_character(self._at(pixels), chr(code_point), size) for pixels in smaller)
        return next((glyph for glyph in drawn if glyph is not None), None)

    def _at(self, pixels: int) -> ImageFont.FreeTypeFont:
        if pixels not in self._fonts:
            basic = ImageFont.Layout.BASIC
            self._fonts[pixels] = ImageFont.truetype(self._path, pixels, self._index, layout_engine=basic)
        return self._fonts[pixels]
