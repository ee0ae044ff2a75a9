"""What an approval given now would open: the screen's window beside the publicity period, and why. Pure.

Two different things, shown and bound together: how long the screen carries the
notice (``windows``, the office's custom) and the days in which anybody may object
(``periods``, by the category's rule). Not here: the pixels, the clock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ledctl.calendars.categories import Category
from ledctl.calendars.periods import Period, publicity, recount
from ledctl.calendars.windows import STANDING, Screen, Window, display_window, posted_at
from ledctl.calendars.workdays import Workdays
from ledctl.content.model import DayType, DisplayWindow, Notice, PublicityPeriod, Urgency
from ledctl.content.openness import Rhythm
from ledctl.errors import Refused


@dataclass(frozen=True, slots=True)
class Planned:
    """The screen's part (``None`` where the category keeps off it), and the publicity period, if any."""

    category: Category
    screen: Screen | None
    publicity: Period | None

    @property
    def window(self) -> Window:
        """The screen's window; ``Refused`` where the category keeps off the screen."""
        if self.screen is None:
            raise Refused.of("category_not_on_led", where="category", label=self.category.label_zh)
        return self.screen.window

    @property
    def note(self) -> str:
        """The code of what the approver should know of the window."""
        return self.screen.note if self.screen else ""

    @property
    def open(self) -> bool:
        """Whether the screen's window has no end of its own."""
        return self.screen is not None and self.screen.open

    @property
    def standing(self) -> bool:
        """Whether it is a standing item's window: it stays until it is taken down."""
        return self.note == STANDING

    @property
    def basis(self) -> str:
        """The rule it rests on, as the table of categories cites it."""
        return self.category.citation

    @property
    def provisional(self) -> bool:
        """Whether a day was counted whose year is not announced yet."""
        return self.publicity is not None and self.publicity.provisional

    def as_dict(self, zone: dt.tzinfo) -> dict[str, object]:
        """Half-open windows with the zone's offset; an end that is none is ``None``."""
        return {
            "screen": _screen_dict(self.screen, zone),
            "publicity": self.publicity.as_dict(zone) if self.publicity else None,
            "basis": self.basis,
            "provisional": self.provisional,
        }


def _screen_dict(screen: Screen | None, zone: dt.tzinfo) -> dict[str, object] | None:
    if screen is None:
        return None
    start, end = (at.astimezone(zone).isoformat() for at in (screen.window.start, screen.window.end))
    return {"start": start, "end": None if screen.open else end}


def plan_notice(
    notice: Notice,
    category: Category,
    approved_at: dt.datetime,
    zone: dt.tzinfo,
    workdays: Workdays,
    *,
    roll_forward: bool = True,
) -> Planned:
    """What approving this notice at ``approved_at`` opens; raises as ``display_window`` does."""
    standing = notice.schedule is not None and notice.schedule.rhythm is Rhythm.STANDING
    return plan(
        approved_at,
        zone,
        workdays,
        category=category,
        wished=notice.display_window,
        period=notice.publicity_period,
        urgency=notice.urgency,
        standing=standing,
        roll_forward=roll_forward,
    )


def plan(
    approved_at: dt.datetime,
    zone: dt.tzinfo,
    workdays: Workdays,
    *,
    category: Category,
    wished: DisplayWindow | None = None,
    period: PublicityPeriod | None = None,
    urgency: Urgency = Urgency.NORMAL,
    standing: bool = False,
    roll_forward: bool = True,
) -> Planned:
    """The screen's window and the publicity period of something approved at ``approved_at``."""
    screen = display_window(
        approved_at,
        zone,
        category=category,
        wished=wished,
        period=period,
        urgency=urgency,
        standing=standing,
    )
    up = max(approved_at, posted_at(approved_at, wished or DisplayWindow()))
    days = _period(up.astimezone(zone).date(), category, period, workdays, roll_forward=roll_forward)
    return Planned(category, screen if category.led_allowed else None, days)


def _period(
    posted: dt.date,
    category: Category,
    given: PublicityPeriod | None,
    workdays: Workdays,
    *,
    roll_forward: bool,
) -> Period | None:
    """The period the notice gives, not ending before the law lets it; else the least its category asks."""
    if given is not None:
        counted = recount(given, workdays, roll_forward=roll_forward)
        return counted and replace(counted, first=given.start, last=max(given.end, counted.last))
    if not category.min_days:
        return None
    kind = category.day_type or DayType.CALENDAR
    return publicity(posted, category.min_days, kind, workdays, roll_forward=roll_forward)
