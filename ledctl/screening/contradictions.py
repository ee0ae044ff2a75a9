"""What the text of a notice says against its own dates, days, rows and totals. Pure.

Each is for a person to judge, so each warns and names both values; it is given the
public version, so that no sentence repeats what is hidden. Where a text
can be read in two ways nothing is said. Not here: the period against its category
and the calendar (``consistency``), products and sums of a list (``arithmetic``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ledctl.content.model import DayType, Notice, PublicityPeriod, Table
from ledctl.screening.arithmetic import read_figure
from ledctl.screening.dates import DATE, NUMBER, Written, dates_in, number_of
from ledctl.screening.findings import Finding, Severity, found
from ledctl.screening.folds import fold
from ledctl.screening.texts import texts_of


def check_contradictions(notice: Notice) -> Iterator[Finding]:
    """Every place where the text and the rest of the notice cannot both be right."""
    for where, text in texts_of(notice).items():
        if "月" in text:
            yield from _check_dates(notice, where, fold(text))
    for number, paragraph in enumerate(notice.body):
        where, text = f"body[{number}]", fold(paragraph)
        if notice.publicity_period is not None:
            yield from _check_span(notice, notice.publicity_period, where, text)
            yield from _check_days(notice, notice.publicity_period, where, text)
        if notice.table is not None:
            yield from _check_sums(notice, notice.table, where, text)
    if notice.table is not None:
        yield from _check_count(notice, notice.table)
    yield from _check_signing(notice)


# -- dates ---------------------------------------------------------------------------------

_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周|礼拜)([一二三四五六日天])")
_WEEK = "一二三四五六日"


def _check_dates(notice: Notice, where: str, text: str) -> Iterator[Finding]:
    """A date no calendar has, or with the name of another day of the week."""
    for written in dates_in(text, notice.signature.date.year):
        if written.day is None:
            yield found(notice, Severity.WARN, "date_impossible", where, date=written.text)
            continue
        named = _WEEKDAY.match(text, written.end)
        right = _WEEK[written.day.weekday()]
        if named is not None and named[1].replace("天", "日") != right:
            facts = {"date": written.text, "named": named[1], "right": right}
            yield found(notice, Severity.WARN, "weekday_wrong", where, **facts)


_SPAN = re.compile(
    rf"(?:公示|公告)(?:期|时间)?[^。；;！!\n]{{0,20}}?({DATE})起?\s*(?:至|到|-|—+|~|–)\s*({DATE})", re.ASCII
)


def _check_span(notice: Notice, period: PublicityPeriod, where: str, text: str) -> Iterator[Finding]:
    """公示期自…起至…止 beside a period with other dates."""
    for match in _SPAN.finditer(text):
        first, last = (one.day for one in _both(match, period.start.year))
        if first and last and (first, last) != (period.start, period.end):
            facts = {"first": first, "last": last, "start": period.start, "end": period.end}
            yield found(notice, Severity.WARN, "period_dates_contradict", where, **facts)


def _both(match: re.Match[str], year: int) -> tuple[Written, Written]:
    """The second date is of the first one's year unless it names another."""
    first, last = dates_in(f"{match[1]}至{match[2]}", year)
    return first, last


def _check_signing(notice: Notice) -> Iterator[Finding]:
    """A text that ends in a date line of its own, as a letter does, beside the signing date."""
    where = f"body[{len(notice.body) - 1}]"
    last, signed = fold(notice.body[-1]).strip(), notice.signature.date
    dates = list(dates_in(last, signed.year))
    if len(dates) == 1 and dates[0].text == last and dates[0].day not in (None, signed):
        facts = {"date": dates[0].text, "signed": signed}
        yield found(notice, Severity.WARN, "signing_date_contradicts", where, **facts)


# -- days ----------------------------------------------------------------------------------

_DAYS = re.compile(
    rf"(?<!重新)(?<!原)(?:公示|公告)(?:期限|期|时间)?(?:为|是|:|共)?(?P<least>不少于|不得少于)?"
    rf"(?P<number>{NUMBER})\s*(?P<kind>个?工作日|天|日|个自然日|个日历天)(?!内)",
    re.ASCII,
)


def _check_days(notice: Notice, period: PublicityPeriod, where: str, text: str) -> Iterator[Finding]:
    """公示期7天 beside a period of ten, or of working days."""
    own = period.days, period.day_type is DayType.WORKING
    for match in _DAYS.finditer(text):
        said = number_of(match["number"]), "工作日" in match["kind"]
        enough = match["least"] and own[0] >= said[0] and own[1] >= said[1]
        if not enough and said != own:
            facts = {"said_zh": _days_zh(*said), "said_en": _days_en(*said)}
            facts |= {"given_zh": _days_zh(*own), "given_en": _days_en(*own)}
            yield found(notice, Severity.WARN, "period_days_contradict", where, **facts)


def _days_zh(number: int, working: bool) -> str:
    return f"{number} 个工作日" if working else f"{number} 天"


def _days_en(number: int, working: bool) -> str:
    return f"{number} working days" if working else f"{number} days"


# -- rows and totals -----------------------------------------------------------------------

_COUNT = re.compile(
    rf"(?:下列|以下|上述|现将|共|共计|合计)({NUMBER})\s*(?:户|人|名|家|宗|项)(?!次)|({NUMBER})个[^0-9，,。；;、]{{0,8}}项目",
    re.ASCII,
)
_TOTAL = re.compile("合计|总计|小计|共计")


def _check_count(notice: Notice, table: Table) -> Iterator[Finding]:
    """下列22户 beside a list of 21; said only when no number in the text fits the list in any way."""
    said = [
        (f"body[{number}]", number_of(match[1] or match[2]))
        for number, paragraph in enumerate(notice.body)
        for match in _COUNT.finditer(fold(paragraph))
    ]
    if said and not {count for _, count in said} & _counts(table):
        where, count = said[0]
        yield found(notice, Severity.WARN, "count_contradicts", where, said=count, rows=len(table.rows))


def _counts(table: Table) -> set[int]:
    """What may be counted in a list: rows, cells that are not empty (of merged ones), different cells."""
    rows = len(table.rows)
    counts = {rows}
    if any(_TOTAL.search(cell) for cell in table.rows[-1].values()):
        counts.add(rows - 1)
    for column in table.columns:
        cells = [cell for row in table.rows if (cell := row.get(column.key, "").strip())]
        counts |= {len(cells), len(set(cells))}
    return counts


_SUM = re.compile(
    r"合计[^，。；;,0-9￥¥]{0,8}[￥¥]?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(元|亩|公顷|平方米|公斤)"
)


def _check_sums(notice: Notice, table: Table, where: str, text: str) -> Iterator[Finding]:
    """合计资金58,487.43元 beside totals that say something else."""
    for match in _SUM.finditer(text):
        said, total = read_figure(match[1]), _total(table, match[2])
        if said is not None and total is not None and said != total:
            facts = {"said": f"{match[1]}{match[2]}", "total": f"{total}{match[2]}"}
            yield found(notice, Severity.WARN, "total_contradicts", where, **facts)


def _total(table: Table, unit: str) -> Decimal | None:
    """What the one column in this unit adds up to: by the totals row, or by its rows."""
    in_unit = re.compile(rf"[（(]{unit}[）)]")
    keys = [column.key for column in table.columns if in_unit.search(column.label)]
    if len(keys) != 1:
        return None
    if table.totals is not None and (cell := table.totals.get(keys[0], "")):
        return read_figure(cell)
    figures = [read_figure(cell) for row in table.rows if (cell := row.get(keys[0], "").strip())]
    read = [figure for figure in figures if figure is not None]
    return sum(read, Decimal(0)) if read and len(read) == len(figures) else None
