"""Glyphs a site drew as the last link of the chain."""

from __future__ import annotations

import pytest

from ledctl.fonts.bdf import read_bdf
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.rendering.faces import Faces, MissingGlyph, faces_with, installed_faces
from tests.glyphs.pen import RARE, font, glyph

DRAWN = read_bdf(font(glyph(RARE), glyph(ord("一"))))
OWN = SiteGlyphs(frozenset((one.code_point, one.glyph) for one in DRAWN))


def test_a_hole_is_filled_at_16_and_by_doubled_pixels(faces: Faces) -> None:
    """As for the pixel font, larger sizes are the same dots, each twice, three times as large."""
    with pytest.raises(MissingGlyph):
        faces.glyph(RARE, 16)
    ours = faces_with(OWN)
    assert ours.glyph(RARE, 16) == DRAWN[0].glyph
    assert ours.glyph(RARE, 32) == DRAWN[0].glyph.scaled(2)
    assert ours.glyph(RARE, 48).advance == 48


@pytest.mark.parametrize("size", [8, 12, 24, 40])
def test_between_multiples_of_16_it_stays_a_hole(size: int) -> None:
    """No glyph is stretched to a size it was not drawn for."""
    with pytest.raises(MissingGlyph):
        faces_with(OWN).glyph(RARE, size)


def test_a_font_is_never_replaced(faces: Faces) -> None:
    """A site's glyph comes last: what a shipped font has keeps the shipped shape."""
    assert faces_with(OWN).glyph(ord("一"), 16) == faces.glyph(ord("一"), 16) != DRAWN[1].glyph


def test_equal_glyphs_are_one_face() -> None:
    """Drawings are cached by face: the same glyphs give the same object, other glyphs another one."""
    again = SiteGlyphs(frozenset((one.code_point, one.glyph) for one in reversed(DRAWN)))
    assert faces_with(OWN) is faces_with(again)
    assert faces_with(NO_GLYPHS) is faces_with() is installed_faces()
    assert faces_with(OWN) is not faces_with(SiteGlyphs(frozenset([(RARE, DRAWN[0].glyph)])))
