"""Reading glyphs somebody drew, from a BDF file of 16 px: each to its place in the cell. Pure.

The format is Adobe's Glyph Bitmap Distribution Format, version 2.1. ``ENCODING``
is the Unicode code point, ``DWIDTH`` 8 or 16, and the cell is that of ledctl's
16 px face: 16 rows, 14 of them above the baseline (``fonts/fonts.toml``). A file
is believed in nothing: size, counts and numbers are bounded, ink that would
land outside its cell is refused, and every sentence names the line to change.

Not here: which code points may be drawn (``ledctl.glyphs``), drawing with them.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.fonts.bitmaps import Glyph

EM = 16
ASCENT = 14
ADVANCES = (8, 16)
MAX_BYTES = 64 * 1024
MAX_GLYPHS = 64
MAX_BOX = 64
"""No box of a 16 px glyph is larger, blank margins included, and none begins farther from its origin."""

SPOKEN_OVER = frozenset({"COMMENT"})
METRICS = frozenset({"SWIDTH", "DWIDTH", "SWIDTH1", "DWIDTH1", "VVECTOR"})
OF_GLYPH = METRICS | {"ENCODING", "BBX"}
OF_FONT = METRICS | {
    "CONTENTVERSION",
    "FONT",
    "SIZE",
    "FONTBOUNDINGBOX",
    "METRICSSET",
    "STARTPROPERTIES",
}
_WHOLE = re.compile(r"-?[0-9]{1,7}")
_HEX = re.compile(r"[0-9A-Fa-f]+")


@dataclass(frozen=True, slots=True)
class DrawnGlyph:
    """A glyph, and the character it is drawn for."""

    code_point: int
    glyph: Glyph


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    words: tuple[str, ...]

    @property
    def keyword(self) -> str:
        return self.words[0]

    def wrong(self, code: str, /, **facts: object) -> BadInput:
        return BadInput.of(code, where=f"line {self.number}", line=self.number, **facts)

    def numbers(self, count: int) -> tuple[int, ...]:
        """The ``count`` whole numbers after the keyword."""
        words = self.words[1:]
        if len(words) != count or not all(_WHOLE.fullmatch(word) for word in words):
            raise self.wrong("bdf_numbers", keyword=self.keyword, count=count)
        return tuple(int(word) for word in words)


_Fields = dict[str, _Line]


class _Lines:
    """The lines that say something, one after another."""

    def __init__(self, raw: bytes) -> None:
        self._lines = _spoken(raw.removeprefix(BOM_UTF8))

    def take(self, expected: str) -> _Line:
        """The next line; ``expected`` is what the sentence names when there is none."""
        line = next(self._lines, None)
        if line is None:
            raise BadInput.of("bdf_ended", where="ENDFONT", expected=expected)
        return line

    def fields(self, known: frozenset[str], end: str) -> tuple[_Fields, _Line]:
        """Lines by their keyword up to the line ``end``, and that line."""
        found: _Fields = {}
        while (line := self.take(end)).keyword != end:
            if line.keyword not in known or line.keyword in found:
                raise line.wrong("bdf_keyword", found=line.keyword[:20], expected=end)
            found[line.keyword] = line
            if line.keyword == "STARTPROPERTIES":
                found |= self._properties()
        return found, line

    def _properties(self) -> _Fields:
        """Of a font's properties only the pixel size matters."""
        found: _Fields = {}
        while (line := self.take("ENDPROPERTIES")).keyword != "ENDPROPERTIES":
            if line.keyword == "PIXEL_SIZE":
                found["PIXEL_SIZE"] = line
        return found


def _spoken(raw: bytes) -> Iterator[_Line]:
    for number, line in enumerate(raw.splitlines(), start=1):
        words = tuple(line.decode("utf-8", "replace").split())
        if words and words[0] not in SPOKEN_OVER:
            yield _Line(number, words)


def read_bdf(raw: bytes) -> tuple[DrawnGlyph, ...]:
    """The glyphs of a file, in its order; ``BadInput`` names the line and what to change."""
    if len(raw) > MAX_BYTES:
        raise BadInput.of("bdf_too_large", where="file", limit_kb=MAX_BYTES // 1024)
    lines = _Lines(raw)
    first = lines.take("STARTFONT 2.1")
    if first.words[:1] != ("STARTFONT",) or not first.words[1:2] == ("2.1",):
        raise first.wrong("bdf_keyword", found=" ".join(first.words)[:20], expected="STARTFONT 2.1")
    head, count = lines.fields(OF_FONT, "CHARS")
    _require_size(head, count)
    found = tuple(_glyphs(lines, count))
    if len(found) != count.numbers(1)[0]:
        raise count.wrong("bdf_count", found=len(found))
    return found


def _require_size(head: _Fields, after: _Line) -> None:
    """16 px, by ``PIXEL_SIZE``; where that is not said, by ``SIZE`` in points, as editors write it."""
    if (said := head.get("PIXEL_SIZE")) is not None:
        sizes = said.numbers(1)
    else:
        said = _need(head, "SIZE", after)
        points, _, resolution = said.numbers(3)
        sizes = (points, round(points * resolution / 72))
    if EM not in sizes:
        raise said.wrong("bdf_pixel_size", found=sizes[-1], size=EM)


def _need(fields: _Fields, keyword: str, after: _Line) -> _Line:
    if keyword not in fields:
        raise after.wrong("bdf_missing", keyword=keyword, before=after.keyword)
    return fields[keyword]


def _glyphs(lines: _Lines, count: _Line) -> Iterator[DrawnGlyph]:
    seen: set[int] = set()
    while (line := lines.take("ENDFONT")).keyword != "ENDFONT":
        if line.keyword != "STARTCHAR":
            raise line.wrong("bdf_keyword", found=line.keyword[:20], expected="STARTCHAR")
        if len(seen) == MAX_GLYPHS:
            raise count.wrong("bdf_too_many", most=MAX_GLYPHS)
        drawn = _glyph(lines)
        if drawn.code_point in seen:
            raise line.wrong("bdf_twice", code=notation(drawn.code_point))
        seen.add(drawn.code_point)
        yield drawn


def _glyph(lines: _Lines) -> DrawnGlyph:
    fields, bitmap = lines.fields(OF_GLYPH, "BITMAP")
    code_point = _code_point(_need(fields, "ENCODING", bitmap))
    advance = _advance(_need(fields, "DWIDTH", bitmap))
    box = _need(fields, "BBX", bitmap)
    width, height, left, bottom = box.numbers(4)
    if not (0 <= width <= MAX_BOX and 0 <= height <= MAX_BOX and max(abs(left), abs(bottom)) <= MAX_BOX):
        raise box.wrong("bdf_box", most=MAX_BOX)
    rows = [_row(lines.take("BITMAP"), width) for _ in range(height)]
    if (end := lines.take("ENDCHAR")).keyword != "ENDCHAR":
        raise end.wrong("bdf_rows", found=end.keyword[:20], height=height)
    if not any(rows):
        raise bitmap.wrong("bdf_no_ink", code=notation(code_point))
    placed = _place(rows, advance - left - width, ASCENT - bottom - height, advance)
    if placed is None:
        raise box.wrong("bdf_outside", code=notation(code_point), advance=advance)
    return DrawnGlyph(code_point, Glyph(advance, placed))


def _code_point(line: _Line) -> int:
    number = line.numbers(1)[0] if len(line.words) == 2 else -1  # "-1 n" is a glyph of no encoding
    if not 0 <= number <= 0x10FFFF:
        raise line.wrong("bdf_encoding")
    return number


def _advance(line: _Line) -> int:
    across, down = line.numbers(2)
    if across not in ADVANCES or down:
        raise line.wrong("bdf_advance")
    return across


def _row(line: _Line, width: int) -> int:
    """One row of the box as an integer, ``width`` bits; what pads it to whole bytes must be blank."""
    digits = (width + 7) // 8 * 2
    text = line.keyword
    if len(line.words) != 1 or len(text) != digits or not _HEX.fullmatch(text):
        raise line.wrong("bdf_row", digits=digits)
    bits, spare = int(text, 16), digits * 4 - width
    if bits & ((1 << spare) - 1):
        raise line.wrong("bdf_padding", width=width)
    return bits >> spare


def _place(rows: list[int], spare_right: int, top: int, advance: int) -> tuple[int, ...] | None:
    """The rows of the box where they stand in the cell; ``None`` when ink would land outside."""
    cell = [0] * EM
    for number, row in enumerate(rows, start=top):
        placed = row << spare_right if spare_right >= 0 else row >> -spare_right
        whole = spare_right >= 0 or placed << -spare_right == row
        if row and not (whole and 0 <= number < EM and placed < 1 << advance):
            return None
        if row:
            cell[number] = placed
    return tuple(cell)


def notation(code_point: int) -> str:
    """As people write it: ``U+20001``."""
    return f"U+{code_point:04X}"
