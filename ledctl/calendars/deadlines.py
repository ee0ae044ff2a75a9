"""By when information must be published, and when to begin to worry. Pure.

Disclosure Regulation art. 26: within 20 working days of its creation or change,
unless a law sets another term (the category's). The day it was made is not
counted. The warning begins with the last quarter of the term: day 15 of 20. Not
here: which notices are late (``notices.deadlines``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ledctl.calendars.categories import Category
from ledctl.calendars.periods import count
from ledctl.calendars.workdays import Workdays
from ledctl.content.model import DayType


@dataclass(frozen=True, slots=True)
class Deadline:
    """``due`` is the last day in time; from ``warn_from`` on somebody should hurry."""

    due: dt.date
    warn_from: dt.date
    days: int
    day_type: DayType
    provisional: bool

    def is_overdue(self, today: dt.date) -> bool:
        return today > self.due

    def is_soon(self, today: dt.date) -> bool:
        return self.warn_from <= today <= self.due


def deadline(
    created_on: dt.date,
    category: Category | None,
    workdays: Workdays,
    *,
    general_days: int,
    roll_forward: bool = True,
) -> Deadline:
    """The term of something made on ``created_on``.

    Where the category says none it is the general one, ``general_days`` working days.
    """
    own = category.disclose_days if category else None
    kind = category.disclose_day_type if category and own else None
    days, kind = own or general_days, kind or DayType.WORKING
    due = count(created_on, days, kind, workdays, roll_forward=roll_forward)
    warn = count(created_on, -(-days * 3 // 4), kind, workdays, roll_forward=False)
    return Deadline(due.last, warn.last, days, kind, due.provisional)
