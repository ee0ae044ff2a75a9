"""What the words of a village template become: the village's name, the month or quarter it is about. Pure.

``{village}``, ``{town}``, ``{year}``, with ``{month}`` or ``{quarter}`` by the cadence, and
``{phone}``, the telephone for objections. A text is filled in once: what the office typed
is never looked through for words again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ledctl.errors import BadInput

_WORD = re.compile(r"\{([^{}]*)\}")
_NUMERALS = "一二三四"
FIRST, LAST = 1990, 2999


class Cadence(StrEnum):
    """How often (村民委员会组织法, text of 2018, art. 30).

    Quarterly at least, finance monthly where there is much of it, great matters at once.
    """

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AT_ONCE = "at_once"


_ALWAYS = frozenset({"town", "village", "year", "phone"})
_WORDS: Mapping[Cadence, frozenset[str]] = {
    Cadence.MONTHLY: _ALWAYS | {"month"},
    Cadence.QUARTERLY: _ALWAYS | {"quarter"},
    Cadence.AT_ONCE: _ALWAYS,
}
_SPANS: Mapping[Cadence, re.Pattern[str]] = {
    Cadence.MONTHLY: re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])"),
    Cadence.QUARTERLY: re.compile(r"(?P<year>[0-9]{4})Q(?P<quarter>[1-4])"),
    Cadence.AT_ONCE: re.compile(r"(?P<year>[0-9]{4})"),
}
_ASKS: Mapping[Cadence, str] = {
    Cadence.MONTHLY: "village_span_monthly",
    Cadence.QUARTERLY: "village_span_quarterly",
    Cadence.AT_ONCE: "village_span_at_once",
}


@dataclass(frozen=True, slots=True)
class Span:
    """What a list is about: a month or quarter, or the whole year. ``part`` is 0 for the year."""

    year: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What stands for the words of a template."""

    town: str
    village: str
    span: Span
    phone: str = ""


def unknown_words(text: str, cadence: Cadence) -> frozenset[str]:
    """The words in braces nobody could fill in for this cadence, and single braces."""
    strange = {found for found in _WORD.findall(text) if found not in _WORDS[cadence]}
    return frozenset(strange | set(re.findall("[{}]", _WORD.sub("", text))))


def fill_words(text: str, words: Words) -> str:
    """The text with its words filled in, all at once."""
    part = words.span.part
    known = {
        "town": words.town,
        "village": words.village,
        "year": str(words.span.year),
        "month": str(part),
        "quarter": _NUMERALS[part - 1 : part],
        "phone": words.phone,
    }
    return _WORD.sub(lambda found: known.get(found[1], found[0]), text)


def fill_paragraphs(texts: Iterable[str], words: Words) -> tuple[str, ...]:
    """The paragraphs; one that names a telephone is left out where there is none."""
    return tuple(fill_words(text, words) for text in texts if words.phone or "{phone}" not in text)


def read_span(text: str, cadence: Cadence) -> Span:
    """``2026-11``, ``2026Q4`` or ``2026``, as the cadence asks; ``BadInput`` shows how it is written."""
    found = _SPANS[cadence].fullmatch(text.strip())
    if found is None or not FIRST <= int(found["year"]) <= LAST:
        raise BadInput.of(_ASKS[cadence], where="period")
    groups = found.groupdict()
    return Span(int(groups.pop("year")), int(next(iter(groups.values()), "0")))


def write_span(span: Span, cadence: Cadence) -> str:
    """As ``read_span`` reads it."""
    if cadence is Cadence.MONTHLY:
        return f"{span.year}-{span.part:02}"
    return f"{span.year}Q{span.part}" if cadence is Cadence.QUARTERLY else f"{span.year}"


def span_before(day: dt.date, cadence: Cadence) -> Span:
    """What a list made on ``day`` is most likely about: the last whole month or quarter, or this year."""
    if cadence is Cadence.AT_ONCE:
        return Span(day.year)
    per_year = 12 if cadence is Cadence.MONTHLY else 4
    now = (day.month - 1) * per_year // 12
    return Span(day.year, now) if now else Span(day.year - 1, per_year)


def committee_of(village: str) -> str:
    """Who publishes for a village: 村民委员会, of a community 居民委员会."""
    return f"{village}{'居民' if village.endswith(('社区', '居')) else '村民'}委员会"
