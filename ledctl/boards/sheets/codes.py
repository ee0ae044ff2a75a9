"""The short code on a sheet: eight characters that say which version of which notice it is. Pure.

The first seven are the beginning of SHA-256 over the notice's id and its version's
digest, in Crockford's base32 (no I, L, O or U); the eighth is a check character over
GF(32), so that one wrong character, or two that changed places, are always seen.
Every copy of a version has the same code: a phone in the field reads it from the QR
code, a person reads it aloud. It is no secret and opens nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from hashlib import sha256

from ledctl.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD = str.maketrans("OIL", "011")
"""Letters that the alphabet leaves out, and the figure each is a slip for."""
_BETWEEN = re.compile(r"[\s\-\N{HYPHEN}-\N{EM DASH}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}]+")
_WIDE = {ord("!") + gap + 0xFEE0: ord("!") + gap for gap in range(94)}
"""Fullwidth forms as a Chinese keyboard types them."""
_REDUCING = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def code_of(notice_id: str, digest: str) -> str:
    """The code of the version with this digest, printed as ``XXXX-XXXX``."""
    number = int.from_bytes(sha256(f"{notice_id}\n{digest}".encode()).digest()[:5]) >> 5
    values = [number >> shift & 31 for shift in range(30, -1, -5)]
    written = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return f"{written[:4]}-{written[4:]}"


def read_code(text: str) -> str:
    """The code in what somebody typed, as it is printed; ``BadInput`` when it cannot be one.

    Small letters, spaces, hyphens and fullwidth forms do not matter; O is 0, I and L are 1.
    """
    plain = _BETWEEN.sub("", text).translate(_WIDE).upper().translate(_HEARD)
    if len(plain) != 8 or not set(plain) <= set(ALPHABET):
        raise BadInput.of("sheet_code_shape", where="code", code=text.strip()[:40])
    values = [ALPHABET.index(letter) for letter in plain]
    if _check(values[:-1]) != values[-1]:
        raise BadInput.of("sheet_code_mistyped", where="code", code=f"{plain[:4]}-{plain[4:]}")
    return f"{plain[:4]}-{plain[4:]}"


def _check(values: Iterable[int]) -> int:
    """Each value weighs a power of its own of a primitive element: no slip of one or two cancels out."""
    return reduce(lambda sum_, value: _doubled(sum_ ^ value), values, 0)


def _doubled(value: int) -> int:
    return value << 1 ^ (_REDUCING if value & 16 else 0)
