"""What the fonts of this machine can draw: for ``ledctl fonts check`` and ``ledctl doctor``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledctl.errors import Fault
from ledctl.rendering.faces import installed_faces
from ledctl.rendering.fontfetch import fallback_sentence
from ledctl.rendering.glyphs import Hole, holes, normalise
from ledctl.rendering.pins import Pin, catalogue
from ledctl.rendering.typefaces import Located, Origin, locate
from ledctl.sentences import Sentence, sentence


class State(StrEnum):
    """How one font stands."""

    VERIFIED = "verified"
    FALLBACK = "fallback"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class FontState:
    """One font: where it is, what is pinned about its coverage, and a sentence to read."""

    pin: Pin
    state: State
    path: Path | None
    coverage: Mapping[str, int]
    sentence: Sentence

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.pin.id,
            "state": self.state.value,
            "path": str(self.path or ""),
            "coverage": dict(self.coverage),
            "zh": self.sentence.zh,
            "en": self.sentence.en,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All fonts, and the holes of the text asked about (after ``normalise``)."""

    fonts: tuple[FontState, ...]
    holes: tuple[Hole, ...] = ()

    @property
    def ok(self) -> bool:
        """Every font is the pinned one and the text has no hole."""
        return all(font.state is State.VERIFIED for font in self.fonts) and not self.holes

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        holes = [
            {"character": h.character, "codepoint": h.notation, "index": h.index, "reason": h.reason.value}
            for h in self.holes
        ]
        return {"ok": self.ok, "fonts": [font.as_dict() for font in self.fonts], "holes": holes}


def check(
    text: str | None = None, *, pins: Sequence[Pin] | None = None, folder: Path | None = None
) -> Report:
    """Look at every font, and with ``text`` at every character of it.

    A font that cannot be used is reported, not raised; only asking about a text
    without any usable font is a ``Fault``.
    """
    fonts = tuple(_state(pin, folder) for pin in (catalogue().fonts if pins is None else pins))
    if text is None:
        return Report(fonts)
    return Report(fonts, tuple(holes(normalise(text)[0], installed_faces())))


def _state(pin: Pin, folder: Path | None) -> FontState:
    try:
        located = locate(pin, folder)
    except Fault as fault:
        return FontState(pin, State.UNUSABLE, None, {}, fault.sentences[0])
    return _usable(located)


def _usable(located: Located) -> FontState:
    pin, lesser = located.pin, located.pin.fallback
    if located.origin is Origin.FALLBACK and lesser is not None:
        told = fallback_sentence(pin, lesser)
        return FontState(pin, State.FALLBACK, located.path, lesser.coverage, told)
    told = sentence("font_there", where=str(located.path), font=pin.name)
    return FontState(pin, State.VERIFIED, located.path, pin.coverage, told)
