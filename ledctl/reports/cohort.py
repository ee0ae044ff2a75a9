"""The count of a period: ``period_count``, by one set of rules for every report.

Here: which count is asked for. What it is made of is read by ``gather``, the rules are
in ``rules`` and ``counting``. The year of ``year`` is a view of the same.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from ledctl.db import Database
from ledctl.reports.counting import count_period
from ledctl.reports.gather import Wanted, gather
from ledctl.reports.items import PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.rules import Rules


def period_count(
    database: Database,
    period: Period,
    *,
    as_of: date,
    zone: ZoneInfo,
    rules: Rules | None = None,
    practice: bool = False,
) -> PeriodCount:
    """What ``period`` adds up to as known at the end of the day ``as_of``, in the site's zone."""
    chosen = rules or Rules()
    material = gather(database, Wanted(period, as_of, zone, chosen, practice))
    return count_period(material, period, as_of=as_of, rules=chosen, practice=practice)
