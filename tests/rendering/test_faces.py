"""Glyphs drawn many at once are those drawn one by one, and how many are kept has an end."""

from __future__ import annotations

import threading

import pytest

from drivers.base import Colour, Panel
from layouts.base import PageLayout, Text
from ledctl.fonts.cells import rows_above
from ledctl.fonts.coverage import standard_characters
from ledctl.fonts.pins import catalogue
from ledctl.fonts.runs import octets
from ledctl.fonts.typefaces import DrawnFace, Typeface, _cells, locate
from ledctl.rendering.faces import KEEP, Faces, MissingGlyph
from ledctl.rendering.raster import draw

PAGE = PageLayout(tuple(Text(3, y, text, 16) for y, text in ((0, "王䶮李㛃陈"), (16, "鹭洲镇Ab1"))), 3000)
PANEL = Panel(96, 32, Colour.DUAL)


@pytest.fixture(scope="module")
def typeface() -> Typeface:
    pin = catalogue().fonts[0]
    return Typeface(locate(pin).path, step=16, ascent=rows_above(16))


def test_many_at_once_are_the_glyphs_one_by_one(typeface: Typeface) -> None:
    """All 8,105 standard characters and what stands before U+3100 are in rows what they are alone (R38)."""
    standard, marks = "".join(standard_characters()), "".join(map(chr, range(0x20, 0x3100)))
    rows = typeface.octets(standard, 16) | typeface.octets(marks, 16)
    assert set(standard + "A1。《》℃√①…—") < set(rows)
    for character, columns in rows.items():
        alone = typeface.glyph(ord(character), 16)
        assert alone is not None
        assert octets(alone) == columns


@pytest.mark.parametrize("character", ["\u0301", "\u20dd", "\uffa0", "\u3000", " ", "\u0378", "\x00"])
def test_what_is_doubtful_is_not_drawn_in_a_row(typeface: Typeface, character: str) -> None:
    """Marks over a neighbour, blanks and what the font lacks are left to be looked at alone (R36)."""
    assert list(typeface.octets(f"王{character}李", 16)) == ["王", "李"]
    assert typeface.octets(character, 16) == {}


def test_a_row_that_is_not_where_it_should_be_is_not_used(typeface: Typeface) -> None:
    """One pixel off, or another size, and nothing is taken from the row."""
    pin = catalogue().fonts[0]
    shifted = Typeface(locate(pin).path, step=16, ascent=rows_above(16) - 1)
    assert shifted.octets("王李", 16) == {}
    assert typeface.octets("王李", 32) == {}


def test_grey_is_not_used(typeface: Typeface) -> None:
    """Between its own sizes a pixel font is grey, and grey has no honest black and white."""
    pin = catalogue().fonts[0]
    between = Typeface(locate(pin).path, step=24, ascent=21)
    assert between.octets("王李", 24) == {}


def test_ink_beside_a_cell_or_none_in_it_gives_no_glyph() -> None:
    """Of a row, a cell counts when it has ink and the gaps on either side have none (R36)."""
    ink, blank = b"\x01" * 16, bytes(16)
    row = [blank, ink, blank, blank, blank, ink, ink, ink, blank]
    cells = _cells({"a": 8, "b": 8, "c": 8, "d": 8}, b"".join(row), 16)
    assert dict(cells) == {"a": ink}


def test_a_hole_among_many_is_found(faces: Faces) -> None:
    """Asked at once or one by one, the same characters have no glyph, each named once, in order (R36)."""
    text = "王\u0301李\ue863王\u20dd鹭\u0301"
    assert faces.missing(text) == ["\u0301", "\ue863", "\u20dd"]
    assert [c for c in "王\u0301李\ue863\u20dd鹭" if not faces.draws(ord(c))] == [
        "\u0301",
        "\ue863",
        "\u20dd",
    ]
    with pytest.raises(MissingGlyph, match=r"U\+0301"):
        faces.run(text, 16)


@pytest.mark.parametrize("keep", [0, 1, 5, 100])
def test_a_full_cache_breaks_no_page(faces: Faces, typeface: Typeface, keep: int) -> None:
    """However few glyphs may be kept, a page comes out the same, and no more are kept than one text has."""
    small = Faces([typeface], keep=keep)
    for _ in range(3):
        assert draw(PAGE, PANEL, small) == draw(PAGE, PANEL, faces)
        assert sum(map(len, small.kept)) <= max(keep, 6)
        assert small.glyph(ord("王"), 16) == faces.glyph(ord("王"), 16)


def test_the_cache_holds_every_standard_character(typeface: Typeface) -> None:
    """An office that used all of them would not be drawing anew."""
    roomy = Faces([typeface])
    assert roomy.missing("".join(standard_characters())) == []
    assert sum(map(len, roomy.kept)) == 8105 <= KEEP


def test_forgetting_meanwhile_breaks_no_page(faces: Faces, typeface: Typeface) -> None:
    """One thread draws while others let the cache overflow and forget: the pages are the same."""
    shared, wanted = Faces([typeface], keep=3), draw(PAGE, PANEL, faces)
    wrong: list[object] = []

    def work() -> None:
        for _ in range(30):
            frame = draw(PAGE, PANEL, shared)
            if frame != wanted:
                wrong.append(frame)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_glyphs_looked_at_are_bounded_too() -> None:
    """Looking at single glyphs keeps no more of them than drawing does."""
    face = DrawnFace("a\n#.\n#.\nb\n##\n##\n", 2)
    one = Faces([face], keep=1)
    first = one.glyph(ord("a"), 2)
    assert one.glyph(ord("a"), 2) is first
    assert one.glyph(ord("b"), 2).rows == (3, 3)
    assert one.glyph(ord("a"), 2) is not one.glyph(ord("b"), 2)
