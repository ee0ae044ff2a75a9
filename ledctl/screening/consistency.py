"""What in a notice contradicts its category, or the period and channels such notices have.

Here: dates of the period and its end as the law counts it, the least period of the
category, corrections, warnings, the same name twice, a share below 0 or above 100 %.
All are for a person to judge, so they warn. Not here: channels (``channels``), personal
data, glyphs, figures, the document number (``docno``), what the text says against the
rest (``contradictions``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from layouts.projects import is_percentage, share_of
from ledctl.calendars.categories import Category, Kind
from ledctl.calendars.periods import recount
from ledctl.calendars.workdays import Workdays
from ledctl.content.model import MAX_WINDOW_DAYS, ColumnType, DayType, Notice, PublicityPeriod, Table
from ledctl.screening.channels import check_channels
from ledctl.screening.columns import name_columns
from ledctl.screening.findings import Finding, Severity, found


def check_consistency(notice: Notice, category: Category, workdays: Workdays) -> Iterator[Finding]:
    """Every finding about form, dates, channels and names that contradict each other."""
    yield from check_channels(notice, category)
    yield from _check_kind(notice, category)
    if notice.publicity_period is not None:
        yield from _check_period(notice, notice.publicity_period, category, workdays)
    elif category.kind is Kind.PUBLICITY:
        yield found(notice, Severity.WARN, "period_missing", "publicity_period", label=category.label_zh)
    if notice.table is not None:
        yield from _check_same_names(notice, notice.table)
        yield from _check_shares(notice, notice.table)


_WRONG_TEXT = re.compile("原内容|原文|更正前|修改前|原公示内容")


def _check_kind(notice: Notice, category: Category) -> Iterator[Finding]:
    if category.kind is Kind.WARNING and notice.warning_level is None:
        yield found(notice, Severity.WARN, "warning_without_level", "warning_level")
    if category.kind is not Kind.CORRECTION and notice.correction_of is None:
        return
    if notice.correction_of is None:
        yield found(notice, Severity.WARN, "correction_without_link", "correction_of")
    for number, column in enumerate(notice.table.columns if notice.table else ()):
        if _WRONG_TEXT.search(column.label):
            place = f"table.columns[{number}]"
            yield found(notice, Severity.WARN, "correction_repeats_old_text", place)


def _check_period(
    notice: Notice, period: PublicityPeriod, category: Category, workdays: Workdays
) -> Iterator[Finding]:
    warn = Severity.WARN
    where = "publicity_period"
    posted = period.posted or notice.signature.date
    if period.end < posted:
        yield found(notice, warn, "period_over_before_posted", f"{where}.end", end=period.end, posted=posted)
    elif period.start <= posted:
        yield found(notice, warn, "period_counts_posting_day", f"{where}.start", posted=posted)
    given = (period.end - period.start).days + 1
    if given < period.days:
        yield found(notice, warn, "period_days_differ", f"{where}.days", days=period.days, given=given)
    elif posted < period.start:
        yield from _check_end(notice, period, workdays)
    if _below_minimum(period, category, workdays):
        facts = {"days": period.days, "least": category.min_days, "citation": category.citation}
        yield found(notice, warn, "period_below_minimum", f"{where}.days", **facts)
    if notice.signature.date > period.start:
        yield found(notice, warn, "signed_after_start", "signature.date", date=notice.signature.date)
    yield from _check_wish(notice, period)


def _check_end(notice: Notice, period: PublicityPeriod, workdays: Workdays) -> Iterator[Finding]:
    """A last day before the one the law counts to: a day off is not the end (Civil Code art. 203)."""
    counted = recount(period, workdays)
    if counted is None or period.end >= counted.last:
        return
    zh, en = ("（该年放假安排尚未公布，暂定）", " (provisional: that year's days off are not announced)")
    provisional = {"provisional_zh": zh, "provisional_en": en} if counted.provisional else _FIRM
    facts = {"written": period.end, "end": counted.last, **provisional}
    yield found(notice, Severity.WARN, "period_ends_early", "publicity_period.end", **facts)


_FIRM = {"provisional_zh": "", "provisional_en": ""}


def _below_minimum(period: PublicityPeriod, category: Category, workdays: Workdays) -> bool:
    """Fewer days than the category asks; where it asks working days, calendar days are recounted."""
    least = category.min_days or 0
    if category.day_type is DayType.WORKING and period.day_type is DayType.CALENDAR:
        span = min((period.end - period.start).days + 1, MAX_WINDOW_DAYS)
        days = (period.start + dt.timedelta(days=n) for n in range(span))
        return sum(workdays.is_working(day) for day in days) < least
    return period.days < least


def _check_wish(notice: Notice, period: PublicityPeriod) -> Iterator[Finding]:
    wish = notice.display_window
    if wish is None:
        return
    until: dt.date | None = wish.board_until
    if until is not None and until < period.end:
        place = "display_window.board_until"
        yield found(notice, Severity.WARN, "board_shorter_than_period", place, until=until, end=period.end)
    if wish.led_start is not None and wish.led_start.date() > period.end:
        yield found(notice, Severity.WARN, "screen_after_period", "display_window.led_start", end=period.end)


_GROUP = re.compile("村|社区|组")


def _check_same_names(notice: Notice, table: Table) -> Iterator[Finding]:
    """Two people of one name in one group: neighbours cannot tell who is meant."""
    groups = [column.key for column in table.columns if _GROUP.search(column.label)]
    for key in name_columns(table) if groups else ():
        first: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(table.rows):
            person = (row.get(key, "").strip(), *(row.get(group, "").strip() for group in groups))
            earlier = first.setdefault(person, number)
            if person[0] and earlier != number:
                place = f"table.rows[{number}].{key}"
                yield found(notice, Severity.WARN, "same_name_in_group", place, other=earlier + 1)


def _check_shares(notice: Notice, table: Table) -> Iterator[Finding]:
    """A progress that cannot be: the sign gives it no bar, and somebody should look."""
    for column in table.columns:
        typed = column.type is ColumnType.PERCENT
        for number, row in enumerate(table.rows if typed or "进度" in column.label else ()):
            cell = row.get(column.key, "")
            if is_percentage(cell, signed=not typed) and share_of(cell) is None:
                yield found(notice, Severity.WARN, "share_impossible", f"table.rows[{number}].{column.key}")
