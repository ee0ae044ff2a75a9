"""What a text may contain before it is drawn: ``normalise`` repairs, ``holes`` refuses.

Fonts do not tell the truth about what they lack. A private-use code from an old
office system, an invisible mark, an unassigned code point: each is drawn as a
box or as nothing, and a box round a name in a Chinese list marks a dead person.
So every character is judged here, before any picture exists (R36). Scripts whose
letters join, stack, reorder or run from right to left are refused whatever the
font has: set character by character they would be wrong, and nobody at the
desk may be able to read that.

Only ``holes`` needs a font; ``normalise`` is a pure function.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from ledctl.rendering.faces import Faces, installed_faces

LAYOUT_MARKS = "\n\r\t"  # line ends and tabs are for the layout; no glyph is asked for
# Kangxi radicals, and the two of the radicals supplement that Unicode says stand for one ideograph.
RADICALS = frozenset([*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3])
DROPPED = frozenset([0xFEFF, 0x200B, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])

# CJK ideographs assigned after the Unicode version of the oldest Python we run on.
IDEOGRAPHS = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2EE5E),
    range(0x30000, 0x323B0),
)

# Blocks of scripts that need shaping, beside those the bidirectional class gives away.
COMPLEX = (
    range(0x0590, 0x0900),  # Hebrew, Arabic, Syriac, Thaana and their marks
    range(0x0900, 0x10A0),  # Indic, Thai, Lao, Tibetan, Myanmar
    range(0x1100, 0x1200),  # Hangul letters that join into syllables
    range(0x1700, 0x18B0),  # Philippine scripts, Khmer, Mongolian
    range(0x1900, 0x1950),  # Limbu
    range(0x1A00, 0x1AB0),  # Buginese, Tai Tham
    range(0x1B00, 0x1C50),  # Balinese to Lepcha
    range(0xA800, 0xA830),  # Syloti Nagri
    range(0xA840, 0xA900),  # Phags-pa, Saurashtra, Devanagari
    range(0xA930, 0xA960),  # Rejang
    range(0xA960, 0xAB00),  # joining Hangul, Javanese, Cham, Myanmar, Tai Viet, Meetei
    range(0xABC0, 0xAC00),  # Meetei
    range(0xD7B0, 0xD800),  # joining Hangul
    range(0x11000, 0x12000),  # Brahmi and its family
)
RIGHT_TO_LEFT = frozenset(["R", "AL", "AN"])
# What a broken conversion leaves behind: some fonts draw it, but the character it stood for is lost.
LOST = frozenset([0xFFFC, 0xFFFD])
KNOWN_SIZE = 16
"""The size that has the most characters, and those a site drew: a hole elsewhere may be none here."""
EMOJI = (range(0x1F1E6, 0x1F200), range(0x1F300, 0x1FB00))

# GBK kept 80 characters in the private use area at E815-E864. Python's codec maps most of the
# byte pairs to today's code points; these came into Unicode or were corrected too late for it.
_LATE = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
# Vertical punctuation, E78D-E796; the second and third change places.
_VERTICAL = dict(
    zip(range(0xE78D, 0xE797), (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)), strict=True),
)


class Reason(StrEnum):
    """Why a character was changed, or cannot be drawn."""

    OLD_PRIVATE_USE = "old-private-use"
    RADICAL = "radical"
    INVISIBLE = "invisible"
    CONTROL = "control"
    UNASSIGNED = "unassigned"
    PRIVATE_USE = "private-use"
    COMPLEX_SCRIPT = "complex-script"
    COMBINING = "combining"
    EMOJI = "emoji"
    LOST = "lost"
    NO_GLYPH = "no-glyph"
    OTHER_SIZE = "other-size"


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: what stood at ``index`` of the text as it came, and what stands there now."""

    index: int
    before: str
    after: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Hole:
    """A character that cannot be shown, and where it stands in its text."""

    index: int
    character: str
    reason: Reason

    @property
    def codepoint(self) -> int:
        return ord(self.character)

    @property
    def notation(self) -> str:
        """As people write it: ``U+E863``."""
        return f"U+{self.codepoint:04X}"

    @property
    def shown(self) -> str:
        """The character where it can be printed at all, else a box."""
        return self.character if self.character.isprintable() else "□"


@cache
def private_use_map() -> dict[int, int]:
    """Old GBK private-use code points and the characters they stand for."""
    pairs = [bytes((0xFE, low)) for low in range(0x50, 0xA1) if low != 0x7F]
    decoded = {0xE815 + n: ord(pair.decode("gb18030")) for n, pair in enumerate(pairs)}
    return decoded | _LATE | _VERTICAL


def normalise(text: str) -> tuple[str, list[Change]]:
    """Repair what has one certain meaning, and list every repair.

    Old private-use codes become today's characters, Kangxi radicals (from PDF
    files) the ideographs they look like, and invisible marks go. Nothing else
    changes: NFKC over the whole text would turn ㎡ into m2.
    """
    if _suspects().isdisjoint(text):
        return text, []
    changes = list(_changes(text))
    characters = list(text)
    for change in changes:
        characters[change.index] = change.after
    return "".join(characters), changes


@cache
def _suspects() -> frozenset[str]:
    """Every character that is repaired: most texts have none."""
    return frozenset(map(chr, {*DROPPED, *RADICALS, *private_use_map()}))


def _changes(text: str) -> Iterator[Change]:
    for index, character in enumerate(text):
        code_point = ord(character)
        if code_point in DROPPED:
            yield Change(index, character, "", Reason.INVISIBLE)
        elif code_point in RADICALS:
            yield Change(index, character, unicodedata.normalize("NFKC", character), Reason.RADICAL)
        elif code_point in private_use_map():
            yield Change(index, character, chr(private_use_map()[code_point]), Reason.OLD_PRIVATE_USE)


def holes(text: str, faces: Faces | None = None, sizes: Sequence[int] = (16,)) -> list[Hole]:
    """Every character of ``text`` that would not come out as itself, at one of ``sizes`` or more."""
    known = faces or installed_faces()
    faults = {c: reason for c in set(text) - set(LAYOUT_MARKS) if (reason := _fault(c, known, sizes))}
    return [Hole(i, c, faults[c]) for i, c in enumerate(text) if c in faults] if faults else []


def _fault(character: str, faces: Faces, sizes: Sequence[int]) -> Reason | None:
    if reason := classify(character):
        return reason
    if all(faces.draws(ord(character), size) for size in sizes):
        return None
    return Reason.OTHER_SIZE if faces.draws(ord(character), KNOWN_SIZE) else Reason.NO_GLYPH


@lru_cache(maxsize=16384)
def classify(character: str) -> Reason | None:
    """Why no font should be asked for this character, whatever its character map says."""
    code_point, category = ord(character), unicodedata.category(character)
    if any(code_point in block for block in IDEOGRAPHS):
        return None
    if code_point in LOST:
        return Reason.LOST
    if category == "Co":
        return Reason.PRIVATE_USE
    if category == "Cn":
        return Reason.UNASSIGNED
    if category[0] == "C" or category in ("Zl", "Zp") or code_point in DROPPED:
        return Reason.CONTROL
    return _by_script(character, category)


def _by_script(character: str, category: str) -> Reason | None:
    code_point = ord(character)
    if unicodedata.bidirectional(character) in RIGHT_TO_LEFT or any(code_point in block for block in COMPLEX):
        return Reason.COMPLEX_SCRIPT
    if category[0] == "M":
        return Reason.COMBINING
    return Reason.EMOJI if any(code_point in block for block in EMOJI) else None
