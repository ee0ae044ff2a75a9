"""How the fonts of this machine stand, and what they cover: for ``ledctl fonts check`` and ``ledctl doctor``.

Not here: whether they can write a certain text (``textcheck.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from ledctl.errors import Fault
from ledctl.fonts.bysize import Face, open_file
from ledctl.fonts.choosing import sizes_worth_asking
from ledctl.fonts.fetch import fallback_sentence, missing_sentence
from ledctl.fonts.pins import Coverage, Need, Pin, catalogue, font_dir
from ledctl.fonts.typefaces import Located, Origin, find
from ledctl.resources import shared
from ledctl.sentences import Sentence, sentence


class State(StrEnum):
    """How one font stands."""

    VERIFIED = "verified"
    FALLBACK = "fallback"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FontState:
    """One font: how it stands, where it is, and a sentence to read."""

    pin: Pin
    state: State
    path: Path | None
    sentence: Sentence

    @property
    def ok(self) -> bool:
        """As pinned; a font that only some sites choose may also be lesser or missing, but not damaged."""
        if self.pin.need is Need.CHOSEN:
            return self.state is not State.DAMAGED
        return self.state is State.VERIFIED

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.pin.id,
            "needed": self.pin.need.value,
            "state": self.state.value,
            "path": str(self.path or ""),
            "zh": self.sentence.zh,
            "en": self.sentence.en,
        }


def states(pins: Sequence[Pin] | None = None, folder: Path | None = None) -> tuple[FontState, ...]:
    """Look at every font; one that cannot be used is reported, not raised."""
    return tuple(_state(pin, folder or font_dir()) for pin in (catalogue().fonts if pins is None else pins))


def _state(pin: Pin, folder: Path) -> FontState:
    try:
        found = find(pin, folder)
    except Fault as fault:
        return FontState(pin, State.DAMAGED, None, fault.sentences[0])
    return _usable(found) if found else FontState(pin, State.MISSING, None, _missing(pin, folder))


def _missing(pin: Pin, folder: Path) -> Sentence:
    where = folder / pin.file_name
    if pin.need is Need.CHOSEN:
        return missing_sentence(pin, where, str(where))
    return sentence("font_missing", where=str(where), font=pin.name)


def _usable(found: Located) -> FontState:
    pin, lesser = found.pin, found.pin.fallback
    if found.origin is Origin.FALLBACK and lesser is not None:
        return FontState(pin, State.FALLBACK, found.path, fallback_sentence(pin, lesser))
    told = sentence("font_there", where=str(found.path), font=pin.name)
    return FontState(pin, State.VERIFIED, found.path, told)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one font draws at one size, counted by drawing."""

    font: str
    size: int
    drawn: Coverage

    def as_dict(self) -> dict[str, object]:
        return {
            "font": self.font,
            "size": self.size,
            "gb2312": self.drawn.gb2312,
            "tgh8105": self.drawn.tgh8105,
        }


def measure(fonts: Sequence[FontState]) -> Iterator[Measured]:
    """Draw every standard character with every usable font at every size it serves; a few seconds."""
    pins = tuple(font.pin for font in fonts)
    there = ((font.pin, font.path) for font in fonts if font.path)
    for pin, path in there:
        for size in sizes_worth_asking(pins, pin):
            yield Measured(pin.id, size, _counted(pin, path, path.stat().st_mtime_ns, size))


@lru_cache(maxsize=16)
def _counted(pin: Pin, path: Path, _mtime_ns: int, size: int) -> Coverage:
    return count(open_file(pin, path), size)


def count(face: Face, size: int) -> Coverage:
    """How many characters of each list come out as ink within their cells."""
    drawn = {c for c in gb2312_characters() | standard_characters() if face.glyph(ord(c), size)}
    return Coverage(len(drawn & gb2312_characters()), len(drawn & standard_characters()))


@cache
def standard_characters() -> frozenset[str]:
    """通用规范汉字表: the 8,105 characters of the State Council's list of 2013."""
    lines = (shared("fonts") / "tgh8105.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


@cache
def gb2312_characters() -> frozenset[str]:
    """The 6,763 characters of GB 2312: rows 16 to 87 of its table, as far as they are filled."""
    pairs = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 88) for cell in range(1, 95))
    return frozenset("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))
