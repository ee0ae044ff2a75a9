"""What is left of a notice when it is to be shown once more: its text, without the days that are past. Pure.

A re-run goes the whole chain again (broadcast practice: a re-review before every
re-run), so nothing of the old window may come back by itself (R3): wishes for the
screen are cleared, and so are a publicity period and due days that are over.
"""

from __future__ import annotations

import datetime as dt

from ledctl.content.model import Notice
from ledctl.content.openness import Schedule


def begun_again(notice: Notice, today: dt.date) -> Notice:
    """The notice with every day that is past ``today`` cleared."""
    period = notice.publicity_period
    return notice.model_copy(
        update={
            "display_window": None,
            "publicity_period": period if period and period.end >= today else None,
            "schedule": _ahead(notice.schedule, today) if notice.schedule else None,
        }
    )


def _ahead(schedule: Schedule, today: dt.date) -> Schedule:
    days = ("refresh_on", "next_due")
    past = {name: None for name in days if (day := getattr(schedule, name)) is not None and day < today}
    return schedule.model_copy(update=past)
