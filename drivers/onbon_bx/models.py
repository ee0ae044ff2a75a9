"""The cards of the family as a table: what each is called, how it is addressed, what it takes. Pure.

The two device bytes (series, model) are those of the manufacturer's header
files, in which they stand as one number with the series in its low byte. Which
series have dynamic areas, the bitmap packing of each and the safe size of a
written block follow the manuals of the dynamic area and the Java SDK's card
classes. Of the 5Q only the types ending in P are listed with dynamic areas.

Not here: cards for text only (BX-K), cards before the fifth generation, and the
wireless and special variants of the types below.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from drivers.base import Colour

ANY_DEVICE = b"\xfe\xff"
DEFAULT = "5E2"


class Generation(IntEnum):
    """Decides the standard header, the layout of a dynamic area and of a program file."""

    FIFTH = 5
    SIXTH = 6


class Packing(StrEnum):
    """How a picture lies in memory; drawn in ``bitmaps.py``."""

    BYTES = "bytes"  # eight pixels a byte, colours interleaved byte by byte
    WORDS = "words"  # 32 pixels a word, least significant byte first, one plane after another
    RGB565 = "rgb565"  # two bytes a pixel
    RGB888 = "rgb888"  # three bytes a pixel


MONO = frozenset({Colour.RED, Colour.DUAL})
SEVEN = MONO | {Colour.RGB}  # full colour with each lamp either on or off
FULL = frozenset({Colour.RGB})


@dataclass(frozen=True, slots=True)
class Model:
    """One type of card. ``block``: the most bytes it takes in one write; ``areas``: how many there are."""

    name: str
    device: bytes
    generation: Generation
    packing: Packing
    colours: frozenset[Colour]
    block: int
    areas: int = 0
    protocol: int = 0  # byte 5 of a standard header
    link: int = 0  # byte 8 of it

    @property
    def dynamic(self) -> bool:
        return self.areas > 0

    def is_kin(self, device: bytes) -> bool:
        """Whether a card with these device bytes is of the same series; "any" is nobody's kin."""
        return device[:1] == self.device[:1]

    @property
    def has_shades(self) -> bool:
        """Whether its full-colour lamps may be lit in part; on a 6E they are on or off."""
        return self.packing is not Packing.WORDS

    def colour_code(self, colour: Colour) -> int:
        """What the card says of such a panel in its ping."""
        if colour is Colour.RGB:
            return 0xFF if self.has_shades else 7
        return {Colour.RED: 1, Colour.DUAL: 3}[colour]

    def check_colour(self, colour: Colour) -> None:
        """``ValueError`` if the card drives no such panel."""
        if colour not in self.colours:
            accepted = " or ".join(one.value for one in Colour if one in self.colours)
            raise ValueError(f"a BX-{self.name} drives {accepted} panels, not {colour.value}")


@dataclass(frozen=True, slots=True)
class _Series:
    """What the types of one series have in common, and their second device bytes by name."""

    code: int
    generation: Generation
    packing: Packing
    colours: frozenset[Colour]
    block: int
    types: dict[str, int]
    areas: int = 0
    protocol: int = 0
    link: int = 0

    def models(self) -> list[Model]:
        return [
            Model(
                name,
                bytes((self.code, number)),
                self.generation,
                self.packing,
                self.colours,
                self.block,
                self.areas,
                self.protocol,
                self.link,
            )
            for name, number in self.types.items()
        ]


_FIFTH = (Generation.FIFTH, Packing.BYTES, MONO)
_SIXTH = (Generation.SIXTH, Packing.WORDS, SEVEN)
_TABLE = (
    _Series(0x54, *_FIFTH, 14336, {"5E1": 1, "5E2": 2, "5E3": 3}, areas=4),
    _Series(
        0x56,
        Generation.FIFTH,
        Packing.RGB565,
        FULL,
        14336,
        {"5Q0P": 0x10, "5Q1P": 0x11, "5Q2P": 0x12},
        areas=4,
        protocol=1,
    ),
    # the 6EX stands in the manufacturer's headers as 6E1X and 6E2X
    _Series(0x74, *_SIXTH, 1024, {"6E1": 1, "6E2": 2, "6E3": 3, "6E1X": 4, "6E2X": 5}, areas=32),
    _Series(
        0x66,
        Generation.SIXTH,
        Packing.RGB888,
        FULL,
        8000,
        {"6Q0": 0, "6Q1": 1, "6Q2": 2, "6Q3": 3, "6Q2L": 4, "6Q3L": 5},
        areas=32,
        protocol=1,
        link=1,
    ),
    _Series(
        0x51, *_FIFTH, 700, {"5AT": 0, "5A0": 1, "5A1": 2, "5A2": 3, "5A3": 4, "5A4": 5, "5A": 9, "5AL": 0x18}
    ),
    _Series(0x52, *_FIFTH, 1024, {"5M1": 0, "5M1X": 1, "5M2": 2, "5M3": 3, "5M4": 4, "5MT": 5}),
    _Series(
        0x55,
        *_FIFTH,
        1024,
        {"5UT": 0, "5U0": 1, "5U1": 2, "5U2": 3, "5U3": 4, "5U4": 5, "5U5": 6, "5U": 7, "5UL": 8},
    ),
    _Series(0x62, *_SIXTH, 1024, {"6M0": 0, "6M1": 1, "6M2": 2, "6M3": 3, "6M": 4, "6MT": 5}),
    _Series(
        0x63,
        *_SIXTH,
        1024,
        {
            "6U0": 0x00,
            "6U1": 0x01,
            "6U2": 0x02,
            "6U3": 0x03,
            "6U": 0x04,
            "6UT": 0x05,
            "6A0": 0x20,
            "6A1": 0x21,
            "6A2": 0x22,
            "6A3": 0x23,
            "6A": 0x24,
        },
    ),
    _Series(0x64, *_SIXTH, 1024, {"6W0": 0, "6W1": 1, "6W2": 2, "6W3": 3, "6W": 4, "6WT": 5}),
)

MODELS = {model.name: model for series in _TABLE for model in series.models()}
DYNAMIC = tuple(name for name, model in MODELS.items() if model.dynamic)


def find_model(device: bytes) -> Model | None:
    """The model with these device bytes, or else the first of its series; ``None`` for an unknown series."""
    same = [model for model in MODELS.values() if model.is_kin(device)]
    same.sort(key=lambda model: model.device != device)
    return same[0] if same else None
