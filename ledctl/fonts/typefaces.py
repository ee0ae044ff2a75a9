"""Font files: find, verify, open, draw one glyph dot by dot.

A glyph is taken from FreeType once, at the size at which the pixel font is
exact, and kept as one integer a row; larger sizes are that bitmap with every
pixel doubled, trebled and so on, which is also what FreeType would give. The
character map is read from the font itself, because Pillow never says that a
glyph is missing: it draws a box, or nothing at all.

Not here: fonts with embedded bitmaps (``strikes.py``) and outlines
(``outlines.py``), which font draws a character (``choosing.py``), which
characters a text may use (``rendering.glyphs``), fetching fonts (``fetch.py``).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ledctl.errors import Fault
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.pins import Pin, font_dir
from ledctl.fonts.runs import OCTET

GAP = " "  # half an em of nothing
BLOCK = "\u2588"  # ink from edge to edge
INK = 255  # the darkest a pixel can be
DIGITS = bytes((ord("0"), *b"?" * (INK - 1), ord("1")))  # a pixel as a digit; greys are none

BLANKS = frozenset((0x115F, 0x1160, 0x3164, 0xFFA0))
"""Letters that Unicode defines as invisible; Unifont draws a dashed box for one of them."""


class Origin(StrEnum):
    """Where a font file was found."""

    PINNED = "pinned"  # its bytes as pinned, in our own folder or the distribution's
    FALLBACK = "fallback"  # the distribution's copy, of other bytes: lesser, and said so


@dataclass(frozen=True, slots=True)
class Located:
    """A font file that may be drawn with."""

    pin: Pin
    path: Path
    origin: Origin


def locate(pin: Pin, folder: Path | None = None) -> Located:
    """Find ``pin``; a damaged copy is a ``Fault``, and so is no copy at all."""
    found = find(pin, folder)
    if found is None:
        raise Fault.of("font_missing", where=str((folder or font_dir()) / pin.file_name), font=pin.name)
    return found


def find(pin: Pin, folder: Path | None = None) -> Located | None:
    """Find ``pin``, if it is there; a damaged copy is a ``Fault``, not a reason to take a lesser one."""
    path = (folder or font_dir()) / pin.file_name
    if path.is_file():
        if sha256_of(path) != pin.sha256:
            raise Fault.of("font_damaged", where=str(path), font=pin.name)
        return Located(pin, path, Origin.PINNED)
    if pin.fallback and pin.fallback.path.is_file():
        same = sha256_of(pin.fallback.path) == pin.sha256
        return Located(pin, pin.fallback.path, Origin.PINNED if same else Origin.FALLBACK)
    return None


def sha256_of(path: Path) -> str:
    """The file's digest; read again only when its size or time has changed."""
    stat = path.stat()
    return _sha256(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=16)
def _sha256(path: Path, size: int, mtime_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_character_map(path: Path, index: int = 0) -> frozenset[int]:
    """The code points the font may be asked for; ``index``: the face within a collection."""
    from fontTools.ttLib import TTFont  # 30 ms to import, so only when a font is opened

    with path.open("rb") as file, TTFont(file, fontNumber=index, lazy=True) as font:
        return frozenset(int(code_point) for code_point in font.getBestCmap()) - BLANKS


class Typeface:
    """One pixel font file; exact at multiples of ``step``."""

    def __init__(self, path: Path, *, step: int, ascent: int) -> None:
        self.step = step
        self._ascent = ascent
        self._font = ImageFont.truetype(path, step, layout_engine=ImageFont.Layout.BASIC)
        self._claimed = read_character_map(path)

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        """The bitmap, or ``None`` when this font cannot draw the character at ``size``."""
        if size % self.step or code_point not in self._claimed:
            return None
        glyph = self._draw(chr(code_point))
        return glyph and glyph.scaled(size // self.step)

    def _draw(self, character: str) -> Glyph | None:
        # A margin of one em all round: ink outside the character's own cell (combining
        # marks) would land on its neighbour, and ink of nothing is a hole, not a space.
        em = self.step
        advance = round(self._font.getlength(character))
        image = Image.new("1", (3 * em + advance, 3 * em))
        ImageDraw.Draw(image).text((em, em + self._ascent), character, fill=1, font=self._font, anchor="ls")
        ink = image.getbbox()
        if ink is None:
            return Glyph(advance, (0,) * em) if unicodedata.category(character) == "Zs" else None
        if ink[0] < em or ink[1] < em or ink[2] > em + advance or ink[3] > 2 * em:
            return None
        return Glyph(advance, rows_of(image.crop((em, em, em + advance, 2 * em))))

    def octets(self, characters: Sequence[str], size: int) -> dict[str, bytes]:
        """Many glyphs drawn in one row, as columns 8 pixels wide (``runs.py``).

        Only those that are beyond doubt; for any other character ``glyph`` has to
        be asked, which looks at one alone.
        """
        if size != self.step or not {ord(GAP), ord(BLOCK)} <= self._claimed:
            return {}
        plain = ((each, self._expected(each)) for each in characters if self._is_plain(each))
        even = {character: advance for character, advance in plain if advance % OCTET == 0}
        return dict(_cells(even, self._row(even), size)) if even else {}

    def _is_plain(self, character: str) -> bool:
        # Marks land on their neighbours by intention; blanks and controls have no ink.
        return ord(character) in self._claimed and unicodedata.category(character)[0] not in "MZC"

    def _expected(self, character: str) -> int:
        """The advance; an ideograph's is one em unasked, because asking is slow and the row shows it."""
        ideograph = unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) == "W"
        return self.step if ideograph else round(self._font.getlength(character))

    def _row(self, advances: Mapping[str, int]) -> bytes:
        """Characters in a row, half an em of nothing before each, as columns; none if anything is unexpected.

        Drawn in greys, which FreeType does faster than black on white: a pixel font
        at its own size has none. The block that ends the row stands where the
        advances add up to.
        """
        em, text = self.step, GAP.join(["", *advances, BLOCK])
        right = sum(advances.values()) + OCTET * (len(advances) + 1) + round(self._font.getlength(BLOCK))
        image = Image.new("L", (right + em, 3 * em))
        ImageDraw.Draw(image).text((0, em + self._ascent), text, fill=INK, font=self._font, anchor="ls")
        digits = image.crop((0, em, right, 2 * em)).tobytes().translate(DIGITS)
        box = image.getbbox()
        sure = box is not None and box[1:] == (em, right, 2 * em) and b"?" not in digits
        return _columns(digits, right // OCTET) if sure else b""


def _cells(advances: Mapping[str, int], columns: bytes, em: int) -> Iterator[tuple[str, bytes]]:
    """Each character's own columns, where it has ink in them and none in the gaps before and after."""
    gap = em  # bytes: a column
    blank, end = bytes(gap), 0
    for character, advance in advances.items() if columns else ():
        start, end = end + gap, end + gap + advance * em // OCTET
        cell = columns[start:end]
        if columns[start - gap : start] == blank == columns[end : end + gap] and cell.strip(b"\0"):
            yield character, cell


def _columns(digits: bytes, across: int) -> bytes:
    """Strips 8 pixels wide from left to right, each from the top, of rows that are a digit a pixel."""
    rows = int(digits, 2).to_bytes(len(digits) // OCTET)
    return b"".join(rows[column::across] for column in range(across))


def rows_of(image: Image.Image) -> tuple[int, ...]:
    """The rows of a black-and-white picture, one integer each."""
    stride = (image.width + 7) // 8
    data, spare = image.tobytes(), stride * 8 - image.width
    return tuple(int.from_bytes(data[i : i + stride]) >> spare for i in range(0, len(data), stride))


class DrawnFace:
    """Glyphs drawn for ledctl itself, read from text; one size only."""

    def __init__(self, text: str, size: int) -> None:
        self._size = size
        lines = [line for line in text.splitlines() if line and not line.startswith(";")]
        self._glyphs = {
            ord(lines[i]): _art(lines[i + 1 : i + 1 + size]) for i in range(0, len(lines), size + 1)
        }

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        return self._glyphs.get(code_point) if size == self._size else None


def _art(rows: Sequence[str]) -> Glyph:
    return Glyph(len(rows[0]), tuple(int(row.replace(".", "0").replace("#", "1"), 2) for row in rows))
