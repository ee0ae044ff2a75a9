"""What tells of a person when numbers are hidden: one masked in part, a house in a sentence. Pure.

On a town's list the county code of an ID number is known to all: with its last four
digits shown a few thousand birthdays are left, beside an age a few dozen; and two
notices masked in different places give the number back. So a half is not public
either. Both are for a person to judge, so they warn. Not here: whole numbers
(``masking``), columns of addresses (``places``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledctl.content.model import Notice
from ledctl.screening.findings import Finding, Severity, found
from ledctl.screening.folds import fold
from ledctl.screening.places import names_house
from ledctl.screening.texts import texts_of

_HALF = re.compile(r"\d{3,14}(?: ?[*●•]){3,14} ?\d{0,5}X?(?![\d*])|(?<![\d*])[*●•]{4,14}\d{8,12}X?(?!\d)")
_LIVES = re.compile("家住|现住|住址|住在|居住于|居住在|户籍地")


def check_traces(notice: Notice) -> Iterator[Finding]:
    """A warning for each text with half a number, and for each sentence that says where somebody lives."""
    for where, text in texts_of(notice).items():
        if _shows_half(text):
            yield found(notice, Severity.WARN, "number_half_masked", where)
        if not where.startswith("table.") and _LIVES.search(text) and names_house(text):
            yield found(notice, Severity.WARN, "house_number", where)


_MASK = re.compile("[*＊●•]")
_LEAST = 9


def _shows_half(text: str) -> bool:
    if _MASK.search(text) is None:
        return False
    return any(len(half[0]) >= _LEAST for half in _HALF.finditer(fold(text)))
