"""The glyphs a site drew and approved, as a face: always the last in the chain. Pure.

Its glyphs are 16 px high; at multiples of that every pixel is doubled, trebled
and so on, as for the pixel font, and at any other size the character stays a
hole. Being last, it can fill a hole and never replace the shape a font has.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.fonts.bitmaps import Glyph

STEP = 16


@dataclass(frozen=True, slots=True)
class SiteGlyphs:
    """What a site has approved at one moment: equal sets are equal faces, so drawings can be cached."""

    glyphs: frozenset[tuple[int, Glyph]] = frozenset()

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        """The bitmap, or ``None`` when the site has not drawn it or the size is no multiple of 16."""
        if size % STEP:
            return None
        found = (glyph for known, glyph in self.glyphs if known == code_point)
        return next((glyph.scaled(size // STEP) for glyph in found), None)


NO_GLYPHS = SiteGlyphs()
"""Nothing drawn: the fonts alone."""
