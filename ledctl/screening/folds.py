"""Text as a check reads it: ASCII digits and capitals, one character for one. Pure.

People type and paste full-width digits, spaces of every width, dashes of every
length, a Cyrillic х for the X of an ID number. Positions stay, so that whatever is
found in the folded text is found at the same place in the text itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import decimal

_LAST_DIGITS = 0x20000
"""No script has digits beyond."""
_LOOKALIKES = {0x3000: " ", 0xA0: " ", 0x2009: " ", 0x202F: " "}
_LOOKALIKES |= dict.fromkeys(map(ord, "\t\r\n"), " ")
_LOOKALIKES |= dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")
_LOOKALIKES |= dict.fromkeys(map(ord, "ⅩⅹХх×✕"), "X")


def fold(text: str) -> str:
    """``text`` in ASCII digits and capitals, character by character, so that positions stay."""
    return text.translate(_FOLDED)


@lru_cache(maxsize=1)
def unfolded() -> Mapping[str, str]:
    """For each character that others are folded to, all of them and itself; every other stands for itself."""
    ways: dict[str, str] = defaultdict(str)
    for character in filter(_may_fold, map(chr, range(_LAST_DIGITS))):
        ways[_fold(character)] += character
    return dict(ways)


def _may_fold(character: str) -> bool:
    known = ord(character) in _LOOKALIKES or character in "﹫"
    return known or character.isascii() or "！" <= character <= "～" or character.isdecimal()


class _Folded(dict[int, str]):
    """What each character is folded to; a character is looked up once."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold(chr(code))
        return found


_FOLDED = _Folded()


def _fold(character: str) -> str:
    if (found := _LOOKALIKES.get(ord(character))) is not None:
        return found
    if (digit := decimal(character, None)) is not None:  # any script's digits, full-width ones first of all
        return str(int(digit))
    if "！" <= character <= "～":  # the full-width copies of ASCII
        character = chr(ord(character) - 0xFEE0)
    if character == "﹫":
        return "@"
    return character.upper() if character.isascii() else character
