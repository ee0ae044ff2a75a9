"""Digits that are not written as digits: 一三八…, letters that look like them (O, I, l). Pure.

A number read over the telephone is written down in words, one from an old
scan has letters in it. Both name a person as well as digits do. Only a run as
long as a telephone number is read so: eleven signs in a row with nothing but
gaps between them are no sentence, no year and no amount (which has 十, 百, 万).
Places stay: each sign becomes one digit. Not here: what the number is
(``masking``).
"""

from __future__ import annotations

import re

HAN_DIGITS = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_VALUES = "00012345678911" + "23456789"
_AS_DIGITS = str.maketrans(HAN_DIGITS + "OIL", _VALUES + "011")

PARTED = re.compile(r"\d[\W_]+\d")
"""Digits with something between them."""
_DISGUISES = frozenset(HAN_DIGITS + "OIL")
GAP = "[ \\-\u00ad\u200b-\u200f\u2060\ufeff]{0,2}"
"""How people and PDFs part groups of digits."""
_HAN_RUN = re.compile(rf"[\d{HAN_DIGITS}](?:{GAP}[\d{HAN_DIGITS}]){{10,}}")
_LETTER_RUN = re.compile(rf"(?:(?<![A-Z\d])|(?<=ID))[\dOIL](?:{GAP}[\dOIL]){{10,}}(?=X?(?![A-Z\d]))")


def undisguise(folded: str) -> str:
    """``folded`` (ASCII digits and capitals) with each such run written in digits; itself, where none is."""
    if _DISGUISES.isdisjoint(folded):
        return folded
    for run in (_HAN_RUN, _LETTER_RUN):
        folded = run.sub(lambda match: match[0].translate(_AS_DIGITS), folded)
    return folded
