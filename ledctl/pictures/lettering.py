"""How wide words will be, guessed from above, and words cut so that they fit. Pure.

A picture is set by whatever fonts the reader has, so widths are not known; these are
never less than those of the fonts named in ``svg``. A Chinese character is one em.
"""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
_WIDE = frozenset("MWmw@%—&")
_NARROW = frozenset("iljft.,:;'|!()[] -/")
_EMOJI = 0x1F000, 0x20000


def width(words: str, size: float) -> float:
    """At most so wide are these words at this size."""
    return sum(map(_em, words)) * size


def fit(words: str, room: float, size: float) -> str:
    """The words, or as many of their first characters as fit, and an ellipsis; nothing where none fits."""
    words = " ".join(words.split())
    if width(words, size) <= room:
        return words
    left = room - width(ELLIPSIS, size)
    for end, letter in enumerate(words):
        left -= _em(letter) * size
        if left < 0:
            return words[:end].rstrip() + ELLIPSIS if end else ""
    return words  # pragma: no cover - too wide together, so the room runs out on the way


def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(letter) >= 0x100 or letter == "—":
        return 1.4 if _EMOJI[0] <= ord(letter) < _EMOJI[1] else 1.0
    if letter in _WIDE:
        return 0.95
    if letter in _NARROW:
        return 0.4
    return 0.7 if letter.isupper() else 0.62
