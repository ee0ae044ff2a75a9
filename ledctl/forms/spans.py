"""How a form's period is written: ``2026``, ``2026Q3``, ``2026-09``, ``2026-01-01..2026-11-20``. Pure.

The writing is the key under which entries and filed versions are kept, so one
period has one writing; it is read in ``reports.asked``. A quarterly sheet adds the
earlier quarters of its year up (``earlier``); days at will have no earlier ones.
"""

from __future__ import annotations

import datetime as dt

from ledctl.reports.periods import Period, month, quarter, year


def sort_of(period: Period) -> str:
    """``year``, ``quarter``, ``month`` or ``days``."""
    number = period.last.year
    if period == year(number):
        return "year"
    if period in [quarter(number, q) for q in range(1, 5)]:
        return "quarter"
    return "month" if period == month(number, period.last.month) else "days"


def key_of(period: Period) -> str:
    """The one writing of a period."""
    number, last = period.last.year, period.last
    return {
        "year": f"{number}",
        "quarter": f"{number}Q{(last.month + 2) // 3}",
        "month": f"{number}-{last.month:02}",
        "days": f"{period.first}..{last}",
    }[sort_of(period)]


def label_of(period: Period) -> str:
    """The period as an office writes it: 2026年第三季度."""
    number, last = period.last.year, period.last
    return {
        "year": f"{number}年",
        "quarter": f"{number}年第{'一二三四'[(last.month - 1) // 3]}季度",
        "month": f"{number}年{last.month}月",
        "days": f"{_chinese(period.first)}至{_chinese(last)}",
    }[sort_of(period)]


def earlier(period: Period) -> tuple[Period, ...] | None:
    """The periods of its sort before it in its year; ``None`` where the year has no such parts."""
    number = period.last.year
    match sort_of(period):
        case "year":
            return ()
        case "quarter":
            return tuple(quarter(number, q) for q in range(1, (period.last.month + 2) // 3))
        case "month":
            return tuple(month(number, m) for m in range(1, period.last.month))
    return None


def year_before(period: Period) -> str | None:
    """The key of last year's report, for what it carried forward; only years have one."""
    return key_of(year(period.last.year - 1)) if sort_of(period) == "year" else None


def _chinese(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
