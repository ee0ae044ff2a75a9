"""The year's count, read from the record: what signs showed. The rules are in ``rules`` and ``counts``."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from ledctl.db import Database
from ledctl.reports import periods
from ledctl.reports.counting import Material
from ledctl.reports.counts import YearCount, view_year
from ledctl.reports.gather import Wanted, gather
from ledctl.reports.rules import Rules


def year_count(
    database: Database,
    year: int,
    *,
    zone: ZoneInfo,
    as_of: date,
    rules: Rules | None = None,
    practice: bool = False,
) -> YearCount:
    """What ``year`` adds up to through the day ``as_of``, in the site's zone.

    Practice stands beside and is in no number; on a ``practice`` site there is
    nothing else, so there it is counted, and the result says so.
    """
    wanted = Wanted(periods.year(year), as_of, zone, rules or Rules(), practice)
    ours = gather(database, wanted)
    aside = Material() if practice else gather(database, wanted.in_practice())
    return view_year(
        ours, aside, wanted.period, as_of=as_of, zone=zone.key, rules=wanted.rules, practice=practice
    )
