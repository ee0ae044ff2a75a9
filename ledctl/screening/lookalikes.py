"""Characters that look like ordinary ideographs and are others: a name typed with one is found by nobody.

Compatibility ideographs (from Korean, Japanese and Taiwanese sets) and radicals.
They can be drawn, and a family may insist on the form, so nothing is replaced:
a person compares. The twelve characters of the compatibility block that are
ordinary ones do not count, nor radicals that normalising has replaced. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SUSPECT = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One such character; ``standard`` is the ordinary one where Unicode names it."""

    index: int
    character: str
    standard: str

    @property
    def is_radical(self) -> bool:
        return self.character < "\u2fe0"


def find_lookalikes(text: str) -> list[Lookalike]:
    """Each different one once, where it first stands."""
    found: dict[str, Lookalike] = {}
    for match in _SUSPECT.finditer(text):
        character = match[0]
        standard = unicodedata.normalize("NFKC", character)
        if standard != character or character < "\u2fe0":
            other = standard if standard != character else ""
            found.setdefault(character, Lookalike(match.start(), character, other))
    return list(found.values())
