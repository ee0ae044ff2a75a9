"""What a site drew as a font for paper, so that such a character is text there like any other. Pure.

Each dot of the 16 x 16 drawing becomes a square of the outline: on paper the character
looks as it does on the sign, can be searched and copied, and is embedded like the rest.
The fonts come first, so a drawing never takes the place of a shape they have.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.drawn import STEP, SiteGlyphs

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline

FAMILY = "Ledctl Drawn"
DOT = 64
"""Units of a dot; sixteen of them are the em."""
_BELOW = 2
"""Rows below the baseline, as in the font the signs draw with."""


def drawn_font(own: SiteGlyphs) -> bytes:
    """The TrueType file of all that the site drew; the same drawings give the same bytes."""
    from fontTools.fontBuilder import FontBuilder

    glyphs = dict(sorted(own.glyphs))
    names = {code_point: f"u{code_point:04X}" for code_point in glyphs}
    em = STEP * DOT
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    outlines = {names[code]: _outline(glyph) for code, glyph in glyphs.items()}
    builder.setupGlyf({".notdef": _outline(Glyph(STEP, (0,) * STEP)), **outlines})
    advances = {names[code]: (glyph.advance * DOT, 0) for code, glyph in glyphs.items()}
    builder.setupHorizontalMetrics({".notdef": (em, 0), **advances})
    builder.setupHorizontalHeader(ascent=em - _BELOW * DOT, descent=-_BELOW * DOT)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "LedctlDrawn"})
    builder.setupOS2(sTypoAscender=em - _BELOW * DOT, sTypoDescender=-_BELOW * DOT)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _outline(glyph: Glyph) -> Outline:
    """A rectangle for each run of dots in a row."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for number, row in enumerate(glyph.rows):
        top = (len(glyph.rows) - _BELOW - number) * DOT
        for start, end in _runs(f"{row:0{glyph.advance}b}"):
            corners = [(start, top), (end, top), (end, top - DOT), (start, top - DOT)]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
    return pen.glyph()


def _runs(dots: str) -> list[tuple[int, int]]:
    """From where to where dots are dark, in units."""
    edges = [at for at, (before, dot) in enumerate(zip("0" + dots, dots + "0", strict=True)) if before != dot]
    return [(edges[at] * DOT, edges[at + 1] * DOT) for at in range(0, len(edges), 2)]
