"""Months and quarters by name: ``2026-11``, ``2026Q4``. Pure.

A town's board is gone through each quarter, a village's each month (公开栏每季度、村每月).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ledctl.calendars.days import FIRST_YEAR, LAST_YEAR, ONE_DAY
from ledctl.errors import BadInput

_NAMED = re.compile(r"(\d{4})(?:-(\d{2})|Q([1-4]))", re.ASCII)


class Rhythm(StrEnum):
    """How often something comes round."""

    MONTH = "month"
    QUARTER = "quarter"


_UNREAD = {Rhythm.MONTH: "term_no_month", Rhythm.QUARTER: "term_no_quarter"}
_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One month or quarter, from its first day to its last."""

    first: dt.date
    rhythm: Rhythm

    @property
    def next(self) -> Term:
        months = self.first.year * 12 + self.first.month - 1 + _MONTHS[self.rhythm]
        return Term(dt.date(months // 12, months % 12 + 1, 1), self.rhythm)

    @property
    def last(self) -> dt.date:
        return self.next.first - ONE_DAY

    @property
    def name(self) -> str:
        """``2026-11`` or ``2026Q4``."""
        if self.rhythm is Rhythm.MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}Q{self.first.month // 3 + 1}"

    @property
    def spoken(self) -> tuple[str, str]:
        """As an office says it: 2026 年 11 月, 2026 年第 4 季度."""
        if self.rhythm is Rhythm.MONTH:
            return f"{self.first.year} 年 {self.first.month} 月", self.name
        number = self.first.month // 3 + 1
        return f"{self.first.year} 年第 {number} 季度", f"quarter {number} of {self.first.year}"


def term_of(day: dt.date, rhythm: Rhythm) -> Term:
    """The month or quarter this day lies in."""
    months = _MONTHS[rhythm]
    return Term(day.replace(month=(day.month - 1) // months * months + 1, day=1), rhythm)


def terms(since: dt.date, until: dt.date, rhythm: Rhythm) -> Iterator[Term]:
    """Every term from that of ``since`` to that of ``until``."""
    term = term_of(since, rhythm)
    while term.first <= until:
        yield term
        term = term.next


def read_term(text: str, rhythm: Rhythm, where: str) -> Term:
    """The term of that name; ``BadInput`` says how one is written."""
    found = _NAMED.fullmatch(text.strip())
    wanted = 2 if rhythm is Rhythm.MONTH else 3
    if found is None or not found[wanted] or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise BadInput.of(_UNREAD[rhythm], where=where)
    month = int(found[2]) if rhythm is Rhythm.MONTH else int(found[3]) * 3 - 2
    if not 1 <= month <= 12:
        raise BadInput.of(_UNREAD[rhythm], where=where)
    return Term(dt.date(int(found[1]), month, 1), rhythm)
