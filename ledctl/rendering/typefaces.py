"""Font files: find, verify, open, draw one glyph dot by dot.

A glyph is taken from FreeType once, at the size at which the pixel font is
exact, and kept as one integer a row; larger sizes are that bitmap with every
pixel doubled, trebled and so on, which is also what FreeType would give. The
character map is read from the font itself, because Pillow never says that a
glyph is missing: it draws a box, or nothing at all.

Not here: fonts with embedded bitmaps (``strikes.py``) and outlines
(``outlines.py``), which font draws a character (``choosing.py``), which
characters a text may use (``glyphs.py``), fetching fonts (``fontfetch.py``).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ledctl.errors import Fault
from ledctl.rendering.bitmaps import Glyph
from ledctl.rendering.pins import Pin, font_dir

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

    with TTFont(path, fontNumber=index, lazy=True) as font:
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
