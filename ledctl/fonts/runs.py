"""The glyphs of one size, and runs of text composed from them. Pure.

A glyph is kept as *columns*: strips from left to right, each as many bytes as
the glyph is high, from the top. Two widths of strip are in use:

* *octets*, 8 pixels wide, a bit a pixel: for glyphs whose advance is a multiple
  of 8, as all of a 16 px pixel font have;
* *dots*, 1 pixel wide, a digit 0 or 1 a byte: for every other glyph.

Glyphs stand side by side when their columns are joined, one call for a line of
any length; every n-th byte is then a row of the line; and a row becomes part of
one long integer that is shifted once to wherever the line stands.

Not here: which font has a character and how many glyphs are kept (``rendering.faces``),
colours and panels (``rendering.raster``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from sys import getsizeof
from typing import NamedTuple

from ledctl.fonts.bitmaps import Glyph

OCTET = 8


class Run(NamedTuple):
    """Text side by side: columns ``unit`` pixels wide and ``height`` high."""

    columns: bytes
    width: int
    height: int
    unit: int

    def ink(self, stride: int) -> int:
        """Rows ``stride`` bits apart (whole bytes, ``width`` or more), the lowest bit bottom right."""
        rows = map(self.columns.__getitem__, _every(self.height))
        spare = (stride - self.width) // self.unit
        if self.unit == OCTET:
            return int.from_bytes(bytes(spare).join(rows))
        return int(b"0" + (b"0" * spare).join(rows), 2)


def side_by_side(columns: bytes, height: int, unit: int) -> Run:
    """Columns of whole glyphs as a run."""
    return Run(columns, len(columns) // height * unit, height, unit)


def filled(width: int, height: int) -> Run:
    """A rectangle, all ink."""
    return Run(b"1" * (width * height), width, height, 1)


@cache
def _every(height: int) -> tuple[slice, ...]:
    """Row by row, which bytes of joined columns are in it."""
    return tuple(slice(row, None, height) for row in range(height))


class Case:
    """What a printer's case is: the glyphs of one size, those that have been met.

    It only grows, so that who holds one may rely on what is in it. Asking for a
    character that was not kept yet is a ``KeyError``.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._advances: dict[str, int] = {}
        self._octets: dict[str, bytes] = {}
        self._dots: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._advances)

    def unmet(self, text: Iterable[str]) -> list[str]:
        """Each character of ``text`` that is not in here."""
        return [character for character in dict.fromkeys(text) if character not in self._advances]

    def __sizeof__(self) -> int:
        """Bytes held: the tables, the characters that are their keys, and the columns."""
        tables = (self._advances, self._octets, self._dots)
        columns = [*self._octets.values(), *self._dots.values()]
        return sum(map(getsizeof, (*tables, *self._advances, *columns)))

    def keep(self, character: str, glyph: Glyph) -> None:
        """Take a glyph in, in the form its advance allows."""
        if glyph.advance % OCTET:
            self._dots[character] = dots(glyph)
            self._advances[character] = glyph.advance
        else:
            self.keep_octets({character: octets(glyph)})

    def keep_octets(self, glyphs: Mapping[str, bytes]) -> None:
        """Take in many that are octets already."""
        self._octets.update(glyphs)
        self._advances.update({each: len(glyph) // self.size * OCTET for each, glyph in glyphs.items()})

    def advance(self, text: str) -> int:
        return sum(map(self._advances.__getitem__, text))

    def run(self, text: str) -> Run:
        """``text`` set in one line: by octets where every glyph has them, else dot by dot."""
        try:
            return side_by_side(b"".join(map(self._octets.__getitem__, text)), self.size, OCTET)
        except KeyError:
            return side_by_side(b"".join(map(self._dotted, text)), self.size, 1)

    def _dotted(self, character: str) -> bytes:
        if character not in self._dots:
            self._dots[character] = split_octets(self._octets[character], self.size)
        return self._dots[character]


def octets(glyph: Glyph) -> bytes:
    """A glyph whose advance is a multiple of 8, as columns 8 pixels wide."""
    across = glyph.advance // OCTET
    rows = b"".join(row.to_bytes(across) for row in glyph.rows)
    return b"".join(rows[column::across] for column in range(across))


def dots(glyph: Glyph) -> bytes:
    """Any glyph as columns 1 pixel wide, a digit a pixel."""
    rows = "".join(format(row, f"0{glyph.advance}b") for row in glyph.rows).encode()
    return b"".join(rows[column :: glyph.advance] for column in range(glyph.advance))


def split_octets(columns: bytes, height: int) -> bytes:
    """The same glyph in columns 1 pixel wide."""
    strips = (columns[start : start + height] for start in range(0, len(columns), height))
    digits = ("".join(format(byte, "08b") for byte in strip).encode() for strip in strips)
    return b"".join(strip[bit::OCTET] for strip in digits for bit in range(OCTET))
