"""The calendar of a year: a square a day, as dark as there were displays. Pure.

Weeks stand side by side and begin on Monday. A day with an outage has a black corner, a day
without a record is hatched, one to come is empty. What a square cannot say on paper
stands below it as figures, month by month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ledctl.pictures.fills import border, fill, patterns
from ledctl.pictures.frame import WIDTH, head, notes
from ledctl.pictures.lettering import width
from ledctl.pictures.svg import FAINT, Element, element, hint, line, picture, rect, text
from ledctl.pictures.words import length, say
from ledctl.reports.yeardays import DayFigures, YearDays

NAME = "calendar"
LEFT, TOP = 44.0, 84.0
SIDE, STEP = 15.0, 17.5
LEVELS = 4
_SIZE = 11.0
_HOUR = 3_600_000
Figure = Callable[[Sequence[DayFigures]], str]


def calendar(
    year: YearDays, *, zone: ZoneInfo, language: str = "zh", label: Callable[[str], str] = str
) -> str:
    """The days of one sign, or of all signs together; ``label``: what people call a sign."""
    sign = label(year.sign) if year.sign else say("all_signs", language)
    title = f"{say('calendar', language)} · {year.year} · {sign}"
    below = say("as_of", language, at=min(year.as_of, date(year.year, 12, 31)), zone=zone.key)
    most = max((one.displays for one in year.days), default=0)
    bottom = TOP + 7 * STEP + 10
    key, table_top = list(_legend(most, bottom + 14, language)), bottom + 40
    table, end = _table(year, table_top, language)
    told, end = notes([described(year, language)], end)
    return picture(
        WIDTH,
        end + 8,
        patterns(["no_record"], NAME),
        *head(title, below, practice=year.practice, language=language),
        *_names(year.year, language),
        *_squares(year, most, language),
        *key,
        *table,
        *told,
        name=NAME,
        title=title,
        described=described(year, language),
        language=language,
    )


def described(year: YearDays, language: str) -> str:
    """The year in one sentence."""
    return say(
        "year_total",
        language,
        n=sum(one.displays for one in year.days),
        d=sum(one.displays > 0 for one in year.days),
        o=sum(one.out_ms > 0 for one in year.days),
        r=sum(not one.recorded for one in year.days),
    )


def level(displays: int, most: int) -> int:
    """How dark a day is: 0 only when nothing was shown, else 1 to ``LEVELS`` in equal steps."""
    return -(-displays * LEVELS // most) if displays else 0


def place(day: date) -> tuple[float, float]:
    """The upper left corner of a day's square."""
    first = date(day.year, 1, 1)
    week = ((day - first).days + first.weekday()) // 7
    return LEFT + week * STEP, TOP + day.weekday() * STEP


def _squares(year: YearDays, most: int, language: str) -> Iterator[Element]:
    known = {one.day: one for one in year.days}
    day = date(year.year, 1, 1)
    while day.year == year.year:
        x, y = place(day)
        one = known.get(day)
        if one is None:
            yield rect(x, y, SIDE, SIDE, fill="none", stroke="#d5dbe3", stroke_width=0.6)
        else:
            kind = f"level_{level(one.displays, most)}" if one.recorded else "no_record"
            yield rect(x, y, SIDE, SIDE, hint(_told(one, language)), fill=fill(kind, NAME), **border(kind))
            if one.out_ms:
                yield _corner(x, y)
        day += timedelta(days=1)


def _corner(x: float, y: float) -> Element:
    d = f"M{x + SIDE:.1f},{y:.1f} v8 l-8,-8 z"
    return element("path", d=d, fill="#111111", stroke="#ffffff", stroke_width=0.6)


def _told(one: DayFigures, language: str) -> str:
    if not one.recorded:
        return say("day_none", language, day=one.day)
    words = say("day_hint", language, day=one.day, n=one.displays, hours=_hours(one.on_air_ms))
    words += say("day_sent", language, n=one.sent) if one.sent else ""
    return words + (say("day_out", language, length=length(one.out_ms, language)) if one.out_ms else "")


def _names(year: int, language: str) -> Iterator[Element]:
    for weekday in range(7):
        y = TOP + weekday * STEP + 12
        yield text(say(f"weekday_{weekday}", language), LEFT - 8, y, size=_SIZE, anchor="end", fill=FAINT)
    for month in range(1, 13):
        x, _ = place(date(year, month, 1))
        yield text(say(f"month_{month}", language), x, TOP - 8, size=_SIZE, fill=FAINT)


def _legend(most: int, y: float, language: str) -> Iterator[Element]:
    """What each shade means, in figures."""
    x = LEFT
    for kind, words in _meanings(most, language):
        yield rect(x, y - 11, SIDE, SIDE, fill=fill(kind, NAME), **border(kind))
        if kind == "level_0" and words == say("with_outage", language):
            yield _corner(x, y - 11)
        yield text(words, x + SIDE + 6, y + 1, size=_SIZE)
        x += SIDE + 6 + width(words, _SIZE) + 14


def _meanings(most: int, language: str) -> Iterator[tuple[str, str]]:
    yield "level_0", say("none_shown", language)
    for number in range(1, LEVELS + 1):
        low, high = (number - 1) * most // LEVELS + 1, number * most // LEVELS
        if low <= high:
            key = "level" if low < high else "level_one"
            yield f"level_{number}", say(key, language, low=low, high=high)
    yield "level_0", say("with_outage", language)
    yield "no_record", say("no_record", language)


def _sent_row(year: YearDays, language: str) -> Iterator[tuple[str, Figure]]:
    """Only where there is a sign that never answers."""
    if any(one.sent for one in year.days):
        yield say("sent", language), lambda days: str(sum(one.sent for one in days))


def _table(year: YearDays, top: float, language: str) -> tuple[list[Element], float]:
    """Displays, hours, days with outages and without a record, month by month."""
    rows: list[tuple[str, Figure]] = [
        (say("displays", language), lambda days: str(sum(one.displays for one in days))),
        (say("hours", language), lambda days: _hours(sum(one.on_air_ms for one in days))),
        *_sent_row(year, language),
        (say("days_out", language), lambda days: str(sum(one.out_ms > 0 for one in days))),
        (say("days_unrecorded", language), lambda days: str(sum(not one.recorded for one in days))),
    ]
    first = 140.0
    column = (WIDTH - 10 - first) / 12
    parts: list[Element] = []
    for month in range(1, 13):
        x = first + month * column
        parts.append(text(say(f"month_{month}", language), x, top + 14, size=_SIZE, anchor="end", fill=FAINT))
    for number, (name, figure) in enumerate(rows, start=1):
        y = top + 14 + number * 20
        parts.append(line(10, y - 15, WIDTH - 10, y - 15, stroke="#d5dbe3", stroke_width=0.6))
        parts.append(text(name, 10, y, size=_SIZE))
        parts += _figures(year, figure, first, column, y)
    return parts, top + 14 + len(rows) * 20 + 6


def _figures(
    year: YearDays, figure: Callable[[Sequence[DayFigures]], str], first: float, column: float, y: float
) -> Iterator[Element]:
    for month, days in year.months():
        yield text(figure(days) if days else "–", first + month * column, y, size=_SIZE, anchor="end")


def _hours(ms: int) -> str:
    return f"{ms / _HOUR:.1f}"
