"""Reading BDF: every glyph to its place in the cell, every fault to its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.errors import BadInput
from ledctl.fonts.bdf import MAX_BYTES, MAX_GLYPHS, read_bdf
from ledctl.glyphs.shapes import art
from ledctl.rendering.faces import installed_faces
from tests.glyphs.pen import HEAD, RARE, TREE, font, glyph

ONE = font(glyph(RARE)).decode()


def test_a_full_cell_is_read_as_it_is_drawn() -> None:
    """Rows from the top, the highest bit at the left; ENCODING is the code point."""
    (drawn,) = read_bdf(font(glyph(RARE)))
    assert drawn.code_point == RARE
    assert art(drawn.glyph) == TREE


def test_the_cell_is_that_of_the_16_px_face() -> None:
    """Fourteen rows above the baseline: an ``A`` of the pixel font, drawn anew, lands on the same dots."""
    shipped = installed_faces().glyph(ord("A"), 16)
    rows = "\n".join(f"{row:02X}" for row in shipped.rows)
    text = "STARTCHAR A\nENCODING 65\nSWIDTH 500 0\nDWIDTH 8 0\nBBX 8 16 0 -2\nBITMAP\n"
    assert read_bdf(font(f"{text}{rows}\nENDCHAR\n"))[0].glyph == shipped
    tight = font(glyph(65, art(shipped), box=(6, 10, 1, 0)))
    assert b"BBX 6 10 1 0\n" in tight
    assert read_bdf(tight)[0].glyph == shipped


cells = st.sampled_from([8, 16]).flatmap(
    lambda width: st.lists(
        st.text(alphabet=".#", min_size=width, max_size=width), min_size=16, max_size=16
    ).filter(lambda rows: any("#" in row for row in rows))
)


@given(cells, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_whatever_the_box_the_dots_stay(
    rows: list[str], left: int, right: int, top: int, bottom: int
) -> None:
    """A law: the same picture, boxed tightly or with blank margins on any side, is the same glyph."""
    width = len(rows[0])
    inked = [n for n, row in enumerate(rows) if "#" in row]
    columns = [x for x in range(width) if any(row[x] == "#" for row in rows)]
    x0, x1 = columns[0] - left, columns[-1] + 1 + right
    y0, y1 = inked[0] - top, inked[-1] + 1 + bottom
    boxed = font(glyph(RARE, rows, box=(x1 - x0, y1 - y0, x0, 14 - y1)))
    assert list(art(read_bdf(boxed)[0].glyph)) == rows


def test_several_glyphs_keep_their_order() -> None:
    """One file may hold several; none is lost."""
    points = [0x30000, RARE, 0x2A6D6]
    assert [one.code_point for one in read_bdf(font(*map(glyph, points)))] == points


@pytest.mark.parametrize(
    "raw",
    [
        ONE.encode().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + ONE.encode(),
        ONE.replace("drawn by hand", "手画").encode(),
        ONE.replace("SIZE 16 75 75", "SIZE 15 75 75").encode(),
        ONE.replace("SIZE 16 75 75", "SIZE 12 96 96").encode(),
        ONE.replace("CHARS", "STARTPROPERTIES 2\nPIXEL_SIZE 16\nX 1\nENDPROPERTIES\nCHARS")
        .replace("SIZE 16 75 75", "SIZE 12 75 75")
        .encode(),
        ONE.replace("\n", "\n\n").encode(),
    ],
    ids=["windows", "mark", "comment", "points", "screen", "properties", "blank lines"],
)
def test_what_editors_write_is_read(raw: bytes) -> None:
    """Line ends, a byte order mark, comments in any script, sizes in points or in pixels."""
    assert art(read_bdf(raw)[0].glyph) == TREE


FAULTS = [
    ("STARTFONT 2.1", "STARTFONT 3.0", "bdf_keyword", 1),
    ("STARTFONT 2.1\n", "", "bdf_keyword", 2),
    ("SIZE 16 75 75\n", "", "bdf_missing", 5),
    ("SIZE 16 75 75", "SIZE 24 75 75", "bdf_pixel_size", 4),
    ("SIZE 16 75 75", "SIZE 16", "bdf_numbers", 4),
    ("SIZE 16 75 75", "SIZE 16 75 1_0", "bdf_numbers", 4),
    ("CHARS 1", "STARTPROPERTIES 1\nPIXEL_SIZE 12\nENDPROPERTIES\nCHARS 1", "bdf_pixel_size", 7),
    ("CHARS 1", "CHARS 2", "bdf_count", 6),
    ("CHARS 1", "CHARS one", "bdf_numbers", 6),
    ("CHARS 1", "GLYPHS 1", "bdf_keyword", 6),
    ("STARTCHAR g", "BEGINCHAR g", "bdf_keyword", 7),
    ("ENCODING 131073", "ENCODING -1", "bdf_encoding", 8),
    ("ENCODING 131073", "ENCODING -1 131073", "bdf_encoding", 8),
    ("ENCODING 131073", "ENCODING 1114112", "bdf_encoding", 8),
    ("ENCODING 131073", "ENCODING U+20001", "bdf_numbers", 8),
    ("ENCODING 131073\n", "", "bdf_missing", 11),
    ("ENCODING 131073\n", "ENCODING 131073\nENCODING 131073\n", "bdf_keyword", 9),
    ("DWIDTH 16 0", "DWIDTH 12 0", "bdf_advance", 10),
    ("DWIDTH 16 0", "DWIDTH 16 1", "bdf_advance", 10),
    ("DWIDTH 16 0\n", "", "bdf_missing", 11),
    ("BBX 16 16 0 -2\n", "", "bdf_missing", 11),
    ("BBX 16 16 0 -2", "BBX 9999999 16 0 -2", "bdf_box", 11),
    ("BBX 16 16 0 -2", "BBX 16 -1 0 -2", "bdf_box", 11),
    ("BBX 16 16 0 -2", "BBX 16 16 0 -999", "bdf_box", 11),
    ("BBX 16 16 0 -2", "BBX 16 16 0 -3", None, 0),
    ("BBX 16 16 0 -2", "BBX 16 16 0 -6", "bdf_outside", 11),
    ("BBX 16 16 0 -2", "BBX 16 16 0 0", "bdf_outside", 11),
    ("BBX 16 16 0 -2", "BBX 16 16 -4 -2", "bdf_outside", 11),
    ("BBX 16 16 0 -2", "BBX 16 16 4 -2", "bdf_outside", 11),
    ("BBX 16 16 0 -2", "BBX 16 15 0 -2", "bdf_rows", 28),
    ("BBX 16 16 0 -2", "BBX 16 17 0 -2", "bdf_row", 29),
    ("BBX 16 16 0 -2", "BBX 11 16 0 -2", "bdf_padding", 16),
    ("3FF8", "3FF", "bdf_row", 16),
    ("3FF8", "3FFG", "bdf_row", 16),
    ("3FF8", "3F F8", "bdf_row", 16),
    ("ENDFONT\n", "", "bdf_ended", 0),
    ("ENDCHAR\nENDFONT\n", "", "bdf_ended", 0),
    ("CHARS 1", "STARTPROPERTIES 1", "bdf_ended", 0),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), FAULTS)
def test_a_fault_is_told_with_its_line(old: str, new: str, code: str | None, line: int) -> None:
    """Each sentence names the line where the file is wrong; blank rows outside the cell are no fault."""
    raw = ONE.replace(old, new, 1).encode()
    assert raw != ONE.encode()
    if code is None:
        read_bdf(raw)
        return
    with pytest.raises(BadInput) as refusal:
        read_bdf(raw)
    assert refusal.value.code == code
    if line:
        numbers = re.findall(r"\d+", refusal.value.sentences[0].en)
        assert str(line) in numbers
        assert refusal.value.sentences[0].where == f"line {line}"


def test_no_ink_is_no_glyph() -> None:
    """A blank picture would be a character that shows nothing at all."""
    for box in (None, (0, 0, 0, 0)):
        with pytest.raises(BadInput) as refusal:
            read_bdf(font(glyph(RARE, ["." * 16] * 16, box=box)))
        assert refusal.value.code == "bdf_no_ink"


def test_the_same_character_twice_is_refused() -> None:
    """Nobody could say which of the two was meant."""
    with pytest.raises(BadInput) as refusal:
        read_bdf(font(glyph(RARE), glyph(RARE)))
    assert refusal.value.code == "bdf_twice"
    assert "U+20001" in refusal.value.sentences[0].zh


def test_a_file_is_bounded() -> None:
    """Neither a whole font nor a megabyte of anything is worked through."""
    many = font(*(glyph(RARE + n) for n in range(MAX_GLYPHS + 1)))
    for raw, code in ((many, "bdf_too_many"), (b"x" * (MAX_BYTES + 1), "bdf_too_large")):
        with pytest.raises(BadInput) as refusal:
            read_bdf(raw)
        assert refusal.value.code == code
    assert len(read_bdf(font(*(glyph(RARE + n) for n in range(MAX_GLYPHS))))) == MAX_GLYPHS
    assert read_bdf(font()) == ()


@given(st.binary(max_size=200), st.integers(0, len(ONE)), st.integers(0, len(ONE)))
def test_whatever_the_bytes_it_is_glyphs_or_a_sentence(junk: bytes, cut: int, on: int) -> None:
    """A law: no file makes anything but glyphs of 16 rows, or ``BadInput``."""
    for raw in (junk, ONE[:cut].encode() + junk + ONE[on:].encode(), HEAD.encode() + junk):
        try:
            found = read_bdf(raw)
        except BadInput:
            continue
        assert all(len(one.glyph.rows) == 16 for one in found)
