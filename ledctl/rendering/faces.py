"""Fonts in fallback order, seen as one face: which glyph a character has at a size.

What a layout measures with and what a page is drawn with are the same object,
so that text can never be wider than it was thought to be. Not here: opening a
font file (``typefaces.py``), which characters a text may use (``glyphs.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from ledctl.rendering.bitmaps import Glyph
from ledctl.rendering.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.rendering.pins import Drawn, catalogue
from ledctl.rendering.typefaces import DrawnFace, Typeface, locate
from ledctl.resources import shared


class MissingGlyph(LookupError):
    """No font can draw this character at this size."""

    def __init__(self, code_point: int, size: int) -> None:
        super().__init__(f"no glyph for U+{code_point:04X} at {size} px")
        self.code_point = code_point
        self.size = size


class Face(Protocol):
    """One link of the chain: a font file, ledctl's own marks, or what a site drew."""

    def glyph(self, code_point: int, size: int, /) -> Glyph | None: ...


class Faces:
    """Fonts in fallback order, seen as one. Satisfies ``layouts.base.Metrics``."""

    def __init__(self, chain: Sequence[Face]) -> None:
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

    def followed_by(self, last: Face) -> Faces:
        """The same chain and one more link at its end, asked only for what no other has."""
        return Faces((*self._chain, last))


def faces_with(own: SiteGlyphs = NO_GLYPHS) -> Faces:
    """The fonts of this machine, and behind them what a site drew; equal glyphs give the same object."""
    fonts = installed_faces()
    return _followed(fonts, own) if own.glyphs else fonts


@lru_cache(maxsize=4)
def _followed(fonts: Faces, own: SiteGlyphs) -> Faces:
    return fonts.followed_by(own)


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
