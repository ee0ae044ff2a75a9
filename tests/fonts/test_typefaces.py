from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from ledctl.errors import Fault
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.bysize import open_pinned
from ledctl.fonts.pins import catalogue
from ledctl.fonts.typefaces import DrawnFace, Origin, locate, read_character_map, sha256_of
from ledctl.rendering.faces import Faces, MissingGlyph, installed_faces

UNIFONT = catalogue().fonts[0]

# U+6C34, U+9E6D and U+2CB5A at 16 px: SHA-256 over the sixteen rows as 16-bit words.
PINNED_SHAPES = {
    "水": "dd53cbc600f9aca5",
    "鹭": "ccd1f488073176f9",
    "𬭚": "64b50917855c9cf0",
}

GLYPH_A = [
    "........",
    "........",
    "........",
    "........",
    "...##...",
    "..#..#..",
    "..#..#..",
    ".#....#.",
    ".#....#.",
    ".######.",
    ".#....#.",
    ".#....#.",
    ".#....#.",
    ".#....#.",
    "........",
    "........",
]


def shape(glyph: Glyph) -> str:
    return hashlib.sha256(b"".join(row.to_bytes(2) for row in glyph.rows)).hexdigest()[:16]


def art(glyph: Glyph) -> list[str]:
    return [format(row, f"0{glyph.advance}b").replace("0", ".").replace("1", "#") for row in glyph.rows]


def test_a_glyph_pixel_by_pixel(faces: Faces) -> None:
    """The letter A is eight pixels wide and stands on the fourteenth row."""
    assert art(faces.glyph(ord("A"), 16)) == GLYPH_A


def test_larger_sizes_are_doubled_pixels(faces: Faces) -> None:
    """32 px is the 16 px bitmap with every pixel doubled, nothing smoothed."""
    small, large = faces.glyph(ord("鹭"), 16), faces.glyph(ord("鹭"), 32)
    assert large.advance == 32
    assert art(large)[0::2] == art(large)[1::2]
    assert ["".join(row[::2]) for row in art(large)[::2]] == art(small)


def test_what_no_font_has_at_a_size(faces: Faces) -> None:
    """Page marks are figures only: any other character at their size is missing, and named."""
    with pytest.raises(MissingGlyph, match=r"U\+9E6D at 8 px"):
        faces.glyph(ord("鹭"), 8)


@pytest.mark.parametrize("size", [8, 12, 15, 24])
def test_a_dot_font_has_only_multiples(size: int) -> None:
    """Off its own size a pixel font is grey mush, so there is no such glyph."""
    unifont = open_pinned(UNIFONT)
    assert unifont is not None
    assert unifont.glyph(ord("鹭"), size) is None


def test_advances_are_the_fonts_own(faces: Faces) -> None:
    """Half-width marks measure half: East Asian Width would say otherwise."""
    assert faces.advance("鹭洲A1“…", 16) == 16 + 16 + 8 * 4
    assert faces.advance("12/34", 8) == 25
    assert faces.advance("", 16) == 0


def test_spaces_have_width_and_no_ink(faces: Faces) -> None:
    """A space is the one character that may be empty."""
    for space in " \u00a0\u3000":
        assert not any(faces.glyph(ord(space), 16).rows)
        assert faces.advance(space, 16) > 0


@pytest.mark.parametrize("character", ["\uffa0", "\u0301", "\u20dd"])
def test_no_ink_or_ink_elsewhere_is_no_glyph(faces: Faces, character: str) -> None:
    """A letter without ink, or a mark drawn over its neighbour, is a hole and not a picture."""
    assert not faces.draws(ord(character))


def test_the_first_font_that_has_it() -> None:
    """Fallback goes in order, character by character, and remembers what it found."""
    first = DrawnFace("a\n#.\n#.\n", 2)
    second = DrawnFace("a\n##\n##\nb\n.#\n.#\n", 2)
    both = Faces([first, second])
    assert both.glyph(ord("a"), 2) == Glyph(2, (2, 2))
    assert both.glyph(ord("b"), 2) == Glyph(2, (1, 1))
    assert both.glyph(ord("a"), 2) is both.glyph(ord("a"), 2)
    assert not both.draws(ord("c"), 2)


def test_mark_digits_are_all_there(faces: Faces) -> None:
    """Page marks have ten digits and a solidus, all different, the last column empty."""
    glyphs = {faces.glyph(ord(character), 8) for character in "0123456789/"}
    assert len(glyphs) == 11
    assert {glyph.advance for glyph in glyphs} == {5}
    assert all(not row & 1 for glyph in glyphs for row in glyph.rows)


def test_a_scaled_glyph_without_width() -> None:
    """Nothing scaled is nothing."""
    assert Glyph(0, (0,)).scaled(2) == Glyph(0, (0, 0))


def test_a_pinned_font_is_verified() -> None:
    """The installed file is the pinned one, byte for byte."""
    pin = UNIFONT
    found = locate(pin)
    assert found.origin is Origin.PINNED
    assert sha256_of(found.path) == pin.sha256
    assert len(read_character_map(found.path)) > 50_000


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    """One changed byte and the font is not used, not even the lesser one instead."""
    pin = UNIFONT
    data = bytearray(locate(pin).path.read_bytes())
    data[1000] ^= 1
    (tmp_path / pin.file_name).write_bytes(data)
    with pytest.raises(Fault, match="ledctl fonts install"):
        locate(pin, tmp_path)


def test_a_missing_font_says_what_to_do(tmp_path: Path) -> None:
    """No copy and no stand-in: the sentence names the command to run."""
    pin = UNIFONT
    with pytest.raises(Fault, match="请运行 ledctl fonts install") as caught:
        locate(dataclasses.replace(pin, fallback=None), tmp_path)
    assert caught.value.code == "font_missing"


def test_the_lesser_font_stands_in(tmp_path: Path) -> None:
    """Without a copy of our own the distribution's file is used, and known to be that."""
    pin = UNIFONT
    assert pin.fallback
    lesser = tmp_path / "lesser.otf"
    lesser.write_bytes(b"any")
    standing_in = dataclasses.replace(pin, fallback=dataclasses.replace(pin.fallback, path=lesser))
    assert locate(standing_in, tmp_path / "empty").origin is Origin.FALLBACK


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """The remembered digest is of these bytes, not of this name."""
    file = tmp_path / "a"
    file.write_bytes(b"one")
    before = sha256_of(file)
    file.write_bytes(b"three")
    assert sha256_of(file) == hashlib.sha256(b"three").hexdigest() != before


def test_fonts_are_opened_once() -> None:
    """Asking twice gives the same fonts with the same bitmaps kept."""
    assert installed_faces() is installed_faces()


@pytest.mark.parametrize(("character", "digest"), PINNED_SHAPES.items())
def test_shapes_are_pinned(faces: Faces, character: str, digest: str) -> None:
    """Approval binds to pixels, so a change of shape must show here first (R38)."""
    assert shape(faces.glyph(ord(character), 16)) == digest
