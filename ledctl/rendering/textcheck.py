"""Whether the fonts can write a text: every hole by line and column, at every size in use (R36)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from layouts.styles import preset, preset_names
from ledctl.errors import Fault
from ledctl.rendering.faces import Faces, installed_faces, stand_ins
from ledctl.rendering.glyphs import LAYOUT_MARKS, Reason, classify, normalise
from ledctl.sentences import Sentence

PROBE = ord("一")


@dataclass(frozen=True, slots=True)
class SizeInUse:
    """A size of characters, and the kind of face that draws it."""

    size: int
    face: str = "pixel"


@dataclass(frozen=True, slots=True)
class Place:
    """A character of the text as it was handed in; lines and columns count from 1."""

    character: str
    line: int
    column: int

    @property
    def notation(self) -> str:
        return f"U+{ord(self.character):04X}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, the sizes it is about, and for a hole the reason; without one another font stands in."""

    place: Place
    sizes: tuple[int, ...]
    reason: Reason | None = None

    def as_dict(self) -> dict[str, object]:
        return {
            "character": self.place.character,
            "codepoint": self.place.notation,
            "line": self.place.line,
            "column": self.place.column,
            "sizes": list(self.sizes),
            **({"reason": self.reason.value} if self.reason else {}),
        }


@dataclass(frozen=True, slots=True)
class TextReport:
    """``sizes``: those asked about; ``without``: why others in use could not be.

    ``holes``: each cannot be shown. ``second``: drawn by another font than its neighbours.
    """

    sizes: tuple[int, ...]
    holes: tuple[Spot, ...]
    second: tuple[Spot, ...]
    without: tuple[Sentence, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "sizes": list(self.sizes),
            "holes": [hole.as_dict() for hole in self.holes],
            "second_font": [spot.as_dict() for spot in self.second],
            "sizes_without_font": [{"zh": said.zh, "en": said.en} for said in self.without],
        }


def sizes_in_use() -> tuple[SizeInUse, ...]:
    """The sizes of the shipped presets."""
    presets = (preset(name) for name in preset_names())
    used = {SizeInUse(one.style.size, one.face) for one in presets}
    return tuple(sorted(used, key=lambda use: (use.size, use.face)))


def check_text(text: str, uses: Sequence[SizeInUse]) -> TextReport:
    """Look at every character of ``text``, repaired as the desk would repair it.

    ``BadInput`` for a size no font is meant for; ``Fault`` when there is a font for none of them.
    """
    known, without = _fonts_for(uses)
    places = tuple(_places(text))
    judged = {c: _judge(c, known) for c in {place.character for place in places}}
    other = {c: _second(c, known) for c in judged}
    return TextReport(
        sizes=tuple(dict.fromkeys(use.size for use in known)),
        holes=tuple(Spot(place, *judged[place.character]) for place in places if judged[place.character][0]),
        second=tuple(Spot(place, other[place.character]) for place in places if other[place.character]),
        without=without,
    )


def _fonts_for(uses: Sequence[SizeInUse]) -> tuple[Mapping[SizeInUse, Faces], tuple[Sentence, ...]]:
    known: dict[SizeInUse, Faces] = {}
    without: list[Sentence] = []
    for use in uses:
        faces = installed_faces(use.face)
        try:
            faces.draws(PROBE, use.size)
        except Fault as fault:
            without += fault.sentences
        else:
            known[use] = faces
    if not known:
        raise Fault(*without)
    return known, tuple(without)


def _places(text: str) -> Iterator[Place]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield from (Place(c, number, at) for at, c in enumerate(line, start=1) if c not in LAYOUT_MARKS)


def _judge(character: str, known: Mapping[SizeInUse, Faces]) -> tuple[tuple[int, ...], Reason | None]:
    """At which sizes the character is a hole, and why."""
    repaired = normalise(character)[0]
    if not repaired:
        return (), None
    if reason := classify(repaired):
        return tuple(dict.fromkeys(use.size for use in known)), reason
    holes = (use.size for use, faces in known.items() if not faces.draws(ord(repaired), use.size))
    return tuple(dict.fromkeys(holes)), Reason.NO_GLYPH


def _second(character: str, known: Mapping[SizeInUse, Faces]) -> tuple[int, ...]:
    repaired = normalise(character)[0]
    if not repaired or classify(repaired):
        return ()
    return tuple(dict.fromkeys(use.size for use in known if stand_ins(repaired, use.size, use.face)))
