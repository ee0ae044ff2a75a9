"""Fonts in fallback order, seen as one face: which glyph a character has at a size.

What a layout measures with and what a page is drawn with are the same object,
so that text can never be wider than it was thought to be. Not here: which font
draws at which size (``ledctl.fonts``), which characters a text may
use (``glyphs.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from layouts.styles import FACES
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.bysize import Face, FontsBySize, Rows, stamps
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.fonts.pins import Need, catalogue, font_dir
from ledctl.fonts.runs import Case, Run
from ledctl.fonts.typefaces import locate

KEEP = 8192
"""Glyphs kept: more than the standard's 8,105 characters. Of 16 px, with the tables they stand in, some 400
bytes each, 3 MB in all (``benchmarks/rendering.py`` prints it)."""


class MissingGlyph(LookupError):
    """No font can draw this character at this size."""

    def __init__(self, code_point: int, size: int) -> None:
        super().__init__(f"no glyph for U+{code_point:04X} at {size} px")
        self.code_point = code_point
        self.size = size


class Faces:
    """Fonts in fallback order, seen as one. Satisfies ``layouts.base.Metrics``.

    Nothing is kept but glyphs, at most ``keep`` of all sizes (and then those of
    one text). One more, and all are forgotten and met again as they come: simpler
    than forgetting the oldest, and rare. A page being drawn holds the case it
    draws with, which never loses a glyph.
    """

    def __init__(self, chain: Sequence[Face], *, keep: int = KEEP) -> None:
        self._chain = tuple(chain)
        self._keep = keep
        self._cases: dict[int, Case] = {}
        self._glyphs: dict[tuple[int, int], Glyph] = {}

    @property
    def kept(self) -> tuple[Case, ...]:
        """What is kept now, a case for each size."""
        return tuple(self._cases.values())

    def forget(self) -> None:
        """Keep nothing; every glyph is drawn anew when it is met again."""
        self._cases = {}  # not cleared: somebody may be drawing with it
        self._glyphs = {}

    def glyph(self, code_point: int, size: int) -> Glyph:
        """The bitmap from the first font that has it; ``MissingGlyph`` when none has.

        One character to look at; text is drawn by the ``run``.
        """
        try:
            return self._glyphs[code_point, size]
        except KeyError:
            found = (face.glyph(code_point, size) for face in self._chain)
            glyph = next((one for one in found if one is not None), None)
        if glyph is None:
            raise MissingGlyph(code_point, size)
        if len(self._glyphs) >= self._keep:
            self._glyphs = {}
        self._glyphs[code_point, size] = glyph
        return glyph

    def advance(self, text: str, size: int) -> int:
        """How wide ``text`` is in pixels, by the fonts' own advances."""
        try:
            return self._cases[size].advance(text)
        except KeyError:
            return self._meet(text, size).advance(text)

    def run(self, text: str, size: int) -> Run:
        """``text`` in one line, to be placed; ``MissingGlyph`` when no font has a character of it."""
        try:
            return self._cases[size].run(text)
        except KeyError:
            return self._meet(text, size).run(text)

    def draws(self, code_point: int, size: int = 16) -> bool:
        """Whether the character comes out as ink in its own cell (or is a space)."""
        return not self.missing(chr(code_point), size)

    def missing(self, text: str, size: int = 16) -> list[str]:
        """The characters of ``text`` no font can draw. The others not met yet are drawn now, many at once."""
        return self._look(text, size)[1]

    def _meet(self, text: str, size: int) -> Case:
        """A case with every character of ``text`` in it."""
        case, missing = self._look(text, size)
        if missing:
            raise MissingGlyph(ord(missing[0]), size)
        return case

    def _look(self, text: str, size: int) -> tuple[Case, list[str]]:
        case = self._cases.setdefault(size, Case(size))
        unmet = case.unmet(text)
        if sum(map(len, self.kept)) + len(unmet) > self._keep:
            self.forget()
            case = self._cases.setdefault(size, Case(size))
            unmet = case.unmet(text)
        for face in self._chain if unmet else ():
            unmet = take(unmet, face, case)
        return case, unmet

    def followed_by(self, last: Face) -> Faces:
        """The same chain and one more link at its end, asked only for what no other has."""
        return Faces((*self._chain, last), keep=self._keep)


def take(characters: Sequence[str], face: Face, case: Case) -> list[str]:
    """Draw into ``case`` what this font has of ``characters``; gives those it has not."""
    if isinstance(face, Rows):
        case.keep_octets(face.octets(characters, case.size))
    for character in case.unmet(characters):
        if glyph := face.glyph(ord(character), case.size):
            case.keep(character, glyph)
    return case.unmet(characters)


def faces_with(own: SiteGlyphs = NO_GLYPHS, face: str = "pixel") -> Faces:
    """The fonts of this machine, and behind them what a site drew; equal glyphs give the same object."""
    fonts = installed_faces(face)
    return _followed(fonts, own) if own.glyphs else fonts


@lru_cache(maxsize=4)
def _followed(fonts: Faces, own: SiteGlyphs) -> Faces:
    return fonts.followed_by(own)


def installed_faces(face: str = "pixel") -> Faces:
    """The fonts of this machine; ``Fault`` when one that is always needed is missing or damaged.

    ``face``: one of ``layouts.styles.FACES``. The same fonts give the same object.
    """
    for pin in catalogue().fonts:
        if pin.need is Need.ALWAYS:
            locate(pin)
    return _faces(_fonts(face))


def stand_ins(text: str, size: int, face: str = "pixel") -> tuple[str, ...]:
    """The letters and ideographs of ``text`` that another font has to draw than their neighbours, each once.

    Below 16 px they are set from outlines and easily misread: a page should say so.
    """
    fonts = _fonts(face)
    letters = (c for c in dict.fromkeys(text) if unicodedata.category(c)[0] == "L")
    return tuple(c for c in letters if fonts.is_second_choice(ord(c), size))


def _fonts(face: str) -> FontsBySize:
    if face not in FACES:
        raise ValueError(f"a face is one of {', '.join(FACES)}, not {face!r}")
    return _fonts_as_of(face, font_dir(), stamps(catalogue().fonts, font_dir()))


@lru_cache(maxsize=4)
def _fonts_as_of(face: str, folder: Path, _stamps: object) -> FontsBySize:
    return FontsBySize(catalogue(), face, folder)


@lru_cache(maxsize=4)
def _faces(fonts: FontsBySize) -> Faces:
    return Faces([fonts])
