"""Fonts as bitmaps: find, verify, load, measure, draw one glyph.

A glyph is taken from FreeType once, at the size at which the pixel font is
exact, and kept as one integer a row; larger sizes are that bitmap with every
pixel doubled, trebled and so on, which is also what FreeType would give. The
character map is read from the font itself, because Pillow never says that a
glyph is missing: it draws a box, or nothing at all.

Not here: which characters a text may use (``glyphs.py``), fetching fonts
(``fontfetch.py``), pages (``raster.py``).
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
from ledctl.rendering.pins import Drawn, Pin, catalogue, font_dir
from ledctl.resources import shared


class MissingGlyph(LookupError):
    """No font can draw this character at this size."""

    def __init__(self, code_point: int, size: int) -> None:
        super().__init__(f"no glyph for U+{code_point:04X} at {size} px")
        self.code_point = code_point
        self.size = size


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's bitmap: one integer a row from the top, ``advance`` bits wide, 1 = ink."""

    advance: int
    rows: tuple[int, ...]

    def scaled(self, times: int) -> Glyph:
        """Every pixel ``times`` wide and high."""
        if times == 1:
            return self
        wide = (_widen(row, self.advance, times) for row in self.rows)
        return Glyph(self.advance * times, tuple(row for row in wide for _ in range(times)))


def _widen(row: int, width: int, times: int) -> int:
    bits = format(row, f"0{width}b") if width else "0"
    return int("".join(bit * times for bit in bits), 2)


class Origin(StrEnum):
    """Where a font file was found."""

    PINNED = "pinned"  # our own copy, its bytes as pinned
    FALLBACK = "fallback"  # the distribution's copy: lesser, and said so


@dataclass(frozen=True, slots=True)
class Located:
    """A font file that may be drawn with."""

    pin: Pin
    path: Path
    origin: Origin


def locate(pin: Pin, folder: Path | None = None) -> Located:
    """Find ``pin``; a damaged copy is a ``Fault``, and so is no copy at all."""
    path = (folder or font_dir()) / pin.file_name
    if path.is_file():
        if sha256_of(path) != pin.sha256:
            raise Fault.of("font_damaged", where=str(path), font=pin.name)
        return Located(pin, path, Origin.PINNED)
    if pin.fallback and pin.fallback.path.is_file():
        return Located(pin, pin.fallback.path, Origin.FALLBACK)
    raise Fault.of("font_missing", where=str(path), font=pin.name)


def sha256_of(path: Path) -> str:
    """The file's digest; read again only when its size or time has changed."""
    stat = path.stat()
    return _sha256(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=16)
def _sha256(path: Path, size: int, mtime_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_character_map(path: Path) -> frozenset[int]:
    """The code points the font claims to have."""
    from fontTools.ttLib import TTFont  # 30 ms to import, so only when a font is opened

    with TTFont(path, lazy=True) as font:
        return frozenset(int(code_point) for code_point in font.getBestCmap())


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
        return Glyph(advance, _rows(image.crop((em, em, em + advance, 2 * em))))


def _rows(image: Image.Image) -> tuple[int, ...]:
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


class Faces:
    """Fonts in fallback order, seen as one. Satisfies ``layouts.base.Metrics``."""

    def __init__(self, chain: Sequence[Typeface | DrawnFace]) -> None:
        self._chain = tuple(chain)
        self._glyphs: dict[tuple[int, int], Glyph] = {}

    def glyph(self, code_point: int, size: int) -> Glyph:
        """The bitmap from the first font that has it; ``MissingGlyph`` when none has."""
        try:
            return self._glyphs[code_point, size]
        except KeyError:
            found = (face.glyph(code_point, size) for face in self._chain)
            glyph = next((one for one in found if one is not None), None)
        if glyph is None:
            raise MissingGlyph(code_point, size)
        self._glyphs[code_point, size] = glyph
        return glyph

    def advance(self, text: str, size: int) -> int:
        """How wide ``text`` is in pixels, by the fonts' own advances."""
        return sum(self.glyph(ord(character), size).advance for character in text)

    def draws(self, code_point: int, size: int = 16) -> bool:
        """Whether the character comes out as ink in its own cell (or is a space)."""
        try:
            self.glyph(code_point, size)
        except MissingGlyph:
            return False
        return True


def installed_faces() -> Faces:
    """The fonts of this machine in fallback order; ``Fault`` when one is missing or damaged."""
    located = (locate(pin) for pin in catalogue().fonts)
    return _faces(
        tuple((one.path, one.path.stat().st_mtime_ns, one.pin.step, one.pin.ascent) for one in located)
    )


@lru_cache(maxsize=2)
def _faces(files: tuple[tuple[Path, int, int, int], ...]) -> Faces:
    opened = [Typeface(path, step=step, ascent=ascent) for path, _, step, ascent in files]
    return Faces([*opened, *(_drawn_face(entry) for entry in catalogue().drawn)])


def _drawn_face(entry: Drawn) -> DrawnFace:
    return DrawnFace((shared("fonts") / entry.file).read_text(encoding="utf-8"), entry.size)
