"""A font's embedded bitmaps, drawn by hand for a few sizes.

Where such a font lacks a bitmap, FreeType draws the outline instead and says
nothing. So a character counts as there only when the font's own index of
bitmaps (table EBLC) lists its glyph at that very size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import ImageFont

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.inking import ink_character
from ledctl.fonts.typefaces import BLANKS

FIGURES = range(ord("0"), ord("9") + 1)


def read_strikes(path: Path, index: int, sizes: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """For each of ``sizes``, the code points that have a bitmap of that size."""
    from fontTools.ttLib import TTFont  # 30 ms to import, and 200 ms for the index: only when asked for

    with path.open("rb") as file, TTFont(file, fontNumber=index, lazy=True) as font:
        claimed = {int(code_point): str(name) for code_point, name in font.getBestCmap().items()}
        drawn: dict[int, set[str]] = {size: set() for size in sizes}
        for strike in font["EBLC"].strikes:
            names = drawn.get(int(strike.bitmapSizeTable.ppemY), set())
            names.update(str(name) for table in strike.indexSubTables for name in table.names)
    have = {size: (c for c, name in claimed.items() if name in drawn[size]) for size in sizes}
    return {size: frozenset(code_points) - BLANKS for size, code_points in have.items()}


class Strikes:
    """One font file at the sizes for which it has bitmaps."""

    def __init__(self, path: Path, *, index: int, sizes: Sequence[int]) -> None:
        basic = ImageFont.Layout.BASIC
        self._drawn = read_strikes(path, index, sizes)
        self._fonts = {size: ImageFont.truetype(path, size, index, layout_engine=basic) for size in sizes}
        self._figure = {size: _widest_figure(font) for size, font in self._fonts.items()}

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        """The bitmap, or ``None`` when there is none of this very size."""
        if code_point not in self._drawn.get(size, ()):
            return None
        glyph = ink_character(self._fonts[size], chr(code_point), size)
        if glyph and code_point in FIGURES:
            return glyph.centred(self._figure[size])  # amounts stand in columns
        return glyph


def _widest_figure(font: ImageFont.FreeTypeFont) -> int:
    return round(max(font.getlength(chr(figure)) for figure in FIGURES))
