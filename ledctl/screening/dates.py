"""Dates and numbers as they are written in running text, read without guessing. Pure.

Here: 2026年11月24日, 11月24日 (its year taken from what stands nearby), 七 and 三十
as numbers. Not here: what they mean, and dates in the form 2026-11-24, which
stand in cells and are read with their column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
NUMBER = "(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})"

_DATE = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands at ``start`` to ``end`` of a text; ``day`` is ``None`` when no calendar has it."""

    text: str
    start: int
    end: int
    day: dt.date | None


def dates_in(text: str, year: int) -> Iterator[Written]:
    """Each date in ``text`` (digits half-width); one without a year is of the year named before it."""
    if "月" not in text:  # most cells of a list
        return
    for match in _DATE.finditer(text):
        year = int(match[1]) if match[1] else year
        yield Written(match[0], *match.span(), _day(year, int(match[2]), int(match[3])))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100}


def number_of(text: str) -> int:
    """``7``, ``七`` or ``三十`` as a number; what ``NUMBER`` matches."""
    if text.isdecimal():
        return int(text)
    total = pending = 0
    for character in text:
        if place := _PLACES.get(character):
            total += (pending or 1) * place
            pending = 0
        else:
            pending = _DIGITS[character]
    return total + pending
