"""All 8,105 characters of 通用规范汉字表 at every size there is, and the traps of every font (R36, R37)."""

from __future__ import annotations

from functools import cache

import pytest

from ledctl.errors import BadInput
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.bysize import open_pinned
from ledctl.fonts.cells import rows_above
from ledctl.fonts.coverage import gb2312_characters, standard_characters
from ledctl.fonts.pins import catalogue
from ledctl.fonts.strikes import FIGURES, Strikes
from ledctl.fonts.typefaces import locate
from ledctl.rendering.faces import Faces, installed_faces, stand_ins
from ledctl.rendering.glyphs import classify

UNIFONT, WQY, NOTO = catalogue().fonts
LATIN = "".join(map(chr, range(0x20, 0x7F)))


@cache
def drawn(size: int, face: str = "pixel") -> dict[str, Glyph]:
    faces = installed_faces(face)
    return {character: faces.glyph(ord(character), size) for character in standard_characters()}


@pytest.fixture(scope="module")
def strikes() -> Strikes:
    opened = open_pinned(WQY)
    assert isinstance(opened, Strikes)
    return opened


def symbols() -> str:
    """The 682 signs of GB 2312: rows 1 to 9."""
    pairs = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(1, 10) for cell in range(1, 95))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def test_the_lists_are_whole() -> None:
    """The two lists that coverage is counted by have as many characters as their standards."""
    assert (len(standard_characters()), len(gb2312_characters()), len(symbols())) == (8105, 6763, 682)


@pytest.mark.parametrize(
    ("size", "face"),
    [(12, "pixel"), (13, "pixel"), (15, "pixel"), (16, "pixel"), (24, "pixel"), (32, "outline")],
)
def test_every_standard_character_is_drawn(size: int, face: str) -> None:
    """Each has ink, all of it inside one em, and a bitmap no other standard character has."""
    glyphs = drawn(size, face).values()
    assert all(any(glyph.rows) for glyph in glyphs)
    assert {glyph.advance for glyph in glyphs} == {size}
    assert {len(glyph.rows) for glyph in glyphs} == {size}
    assert all(row >> size == 0 for glyph in glyphs for row in glyph.rows)
    assert len(set(glyphs)) == 8105


def test_at_32_px_every_pixel_is_doubled() -> None:
    """32 px in the pixel face is 16 px with every pixel doubled, nothing smoothed, for all of them."""
    assert drawn(32) == {character: glyph.scaled(2) for character, glyph in drawn(16).items()}


def test_dot_fonts_never_let_neighbours_merge(strikes: Strikes) -> None:
    """Unifont and the strikes keep the last column of every standard character empty."""
    assert not any(row & 1 for glyph in drawn(16).values() for row in glyph.rows)
    for size in WQY.sizes:
        own = (strikes.glyph(ord(c), size) for c in standard_characters())
        assert not any(row & 1 for glyph in own if glyph for row in glyph.rows)


@pytest.mark.parametrize("size", [12, 13, 15, 16, 24, 32])
@pytest.mark.parametrize("face", ["pixel", "outline"])
def test_every_sign_of_a_notice_is_drawn(size: int, face: str) -> None:
    """ASCII and the 682 signs of GB 2312: brackets, descenders and accents find room in the cell."""
    faces = installed_faces(face)
    assert [c for c in LATIN + symbols() if not faces.draws(ord(c), size)] == []
    for character in LATIN + symbols():
        glyph = faces.glyph(ord(character), size)
        assert len(glyph.rows) == size
        assert all(row >> glyph.advance == 0 for row in glyph.rows)


@pytest.mark.parametrize("size", [12, 13, 15, 16, 24, 36, 48])
def test_figures_have_one_width(size: int) -> None:
    """Amounts under each other need figures of one width; the strikes' own differ by a pixel."""
    for face in ("pixel", "outline"):
        faces = installed_faces(face)
        assert len({faces.glyph(figure, size).advance for figure in FIGURES}) == 1


@pytest.mark.parametrize("size", [16, 12, 24])
@pytest.mark.parametrize(
    "code_point", [0x200B, 0xFEFF, 0x00AD, 0x0007, 0x0378, 0xE863, 0xF0000, 0x0301, 0x20DD, 0x3164, 0xFFA0]
)
def test_the_traps_are_never_drawn(faces: Faces, size: int, code_point: int) -> None:
    """Invisible, unassigned and private ones, marks, blank letters: refused before or by the font."""
    assert classify(chr(code_point)) or not faces.draws(code_point, size)


@pytest.mark.parametrize("size", [12, 13, 15])
def test_a_strike_never_becomes_an_outline_unseen(strikes: Strikes, size: int) -> None:
    """The font claims ÷ and ü and would draw them from its outlines: without a bitmap it has them not."""
    lacking = [c for c in symbols() if strikes.glyph(ord(c), size) is None]
    assert len(lacking) == 28
    assert {"÷", "ü", "ā"} < set(lacking)


def test_strikes_are_the_bitmaps_of_the_font(strikes: Strikes) -> None:
    """What is drawn at 12 px is, dot for dot, what the font's own table of bitmaps holds."""
    from fontTools.ttLib import TTFont

    with TTFont(locate(WQY).path, fontNumber=WQY.index, lazy=True) as font:
        names, strike = font.getBestCmap(), font["EBDT"].strikeData[0]
        for character in "一乙王佘余鹭赟薅囊":
            bitmap = strike[names[ord(character)]]
            box = bitmap.metrics
            wanted = [_bits(bitmap.getRow(n, metrics=box), box.width) for n in range(box.height)]
            top, right = rows_above(12) - box.horiBearingY, 12 - box.horiBearingX - box.width
            blank = (12 - top - box.height) * [0]
            glyph = strikes.glyph(ord(character), 12)
            assert glyph == Glyph(12, (*[0] * top, *(row << right for row in wanted), *blank))


def _bits(row: bytes, width: int) -> int:
    return int.from_bytes(row) >> (len(row) * 8 - width)


def test_rare_names_below_16_px_are_told() -> None:
    """Where another font has to help out among names, it is known which characters; brackets do not count."""
    assert stand_ins("王𬭚（张䶮）|", 12) == ("𬭚",)
    assert stand_ins("王𬭚𬭚（张鿍）", 15) == ("𬭚", "鿍")
    assert stand_ins("王𬭚", 16) == stand_ins("王𬭚", 24) == ()
    with pytest.raises(ValueError, match="pixel, outline"):
        stand_ins("王", 12, "serif")


@pytest.mark.parametrize("size", [-1, 0, 9, 14, 17, 23, 257])
def test_a_size_no_font_has(faces: Faces, size: int) -> None:
    """The sentence names the sizes there are."""
    with pytest.raises(BadInput, match=f"No font draws at {size} px.*12, 13, 15, 24 to 256"):
        faces.glyph(ord("王"), size)


def test_outlines_come_with_their_face() -> None:
    """At 32 px the two faces draw differently; what outlines lack there the dot font has."""
    assert installed_faces("outline").glyph(ord("王"), 32) != installed_faces().glyph(ord("王"), 32)
    tibetan = ord("ༀ")
    assert installed_faces("outline").glyph(tibetan, 32) == installed_faces().glyph(tibetan, 32)
