"""Bars with their figures: hours on air by category, and items and displays month by month. Pure.

Items and displays are different things (an item has many displays), so they are never
stacked and never share a scale: each has its own half of the picture, its own name and
its own hatch. A figure stands at every bar: nobody has to measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from ledctl.pictures.fills import border, fill, patterns
from ledctl.pictures.frame import WIDTH, head, notes
from ledctl.pictures.lettering import fit, width
from ledctl.pictures.svg import FAINT, LINE, Element, hint, line, picture, rect, text
from ledctl.pictures.words import say
from ledctl.reports.items import Line
from ledctl.reports.months import MonthFigures

LEFT = 230.0
ROW, HALF = 24.0, 150.0
_SIZE = 11.5
_HOUR = 3_600_000


def categories(
    lines: Sequence[Line],
    year: int,
    as_of: date,
    *,
    zone: ZoneInfo,
    language: str = "zh",
    label: Callable[[str], str] = str,
    practice: bool = False,
) -> str:
    """Hours on air by category, the longest first; ``label``: what a category is called."""
    name, top = "categories", 66.0
    title, below = f"{say('categories', language)} · {year}", _as_of(as_of, zone, language)
    rows = sorted(lines, key=lambda one: (-one.on_air_ms, one.name))
    widest = max((width(_figure(one, language), _SIZE) for one in rows), default=0.0)
    scale = (WIDTH - LEFT - 20 - widest) / max(1, *(one.on_air_ms for one in rows), 1)
    parts: list[Element] = []
    for number, one in enumerate(rows):
        parts += _row(one, top + number * ROW, scale, label(one.name), language)
    bottom = top + len(rows) * ROW
    if not rows:
        told, bottom = notes([say("no_hours", language)], top)
        parts += told
    words = "; ".join(f"{label(one.name)} {_figure(one, language)}" for one in rows)
    return picture(
        WIDTH,
        bottom + 12,
        *head(title, below, practice=practice, language=language),
        *parts,
        name=name,
        title=title,
        described=words or say("no_hours", language),
        language=language,
    )


def months(
    figures: Sequence[MonthFigures],
    year: int,
    as_of: date,
    *,
    zone: ZoneInfo,
    language: str = "zh",
    practice: bool = False,
) -> str:
    """Two rows of bars, one for items and one for displays, each on a scale of its own."""
    name = "months"
    title, below = f"{say('months', language)} · {year}", _as_of(as_of, zone, language)
    items = [(one.month, one.items) for one in figures]
    displays = [(one.month, one.displays) for one in figures]
    told, bottom = notes([say("months_apart", language)], 66 + 2 * HALF)
    words = "; ".join(
        f"{say(f'month_{one.month}', language)}: {say('items', language)} {one.items}, "
        f"{say('displays', language)} {one.displays}"
        for one in figures
    )
    return picture(
        WIDTH,
        bottom + 10,
        patterns(["displays"], name),
        *head(title, below, practice=practice, language=language),
        *_half(items, "items", 66, language),
        *_half(displays, "displays", 66 + HALF, language),
        *told,
        name=name,
        title=title,
        described=words,
        language=language,
    )


def _row(one: Line, y: float, scale: float, name: str, language: str) -> Iterator[Element]:
    words = _figure(one, language)
    wide = max(1.0, scale * one.on_air_ms)
    told = hint(f"{name} {words}")
    yield text(fit(name, LEFT - 20, _SIZE), LEFT - 10, y + 16, size=_SIZE, anchor="end")
    yield rect(LEFT, y + 4, wide, ROW - 8, told, fill=fill("bar", ""), **border("bar"))
    yield text(words, LEFT + wide + 6, y + 16, size=_SIZE)


def _half(figures: Sequence[tuple[int, int]], kind: str, top: float, language: str) -> Iterator[Element]:
    """Twelve bars of one kind of figure, with its name and its scale."""
    most = max((count for _, count in figures), default=0)
    base, high = top + HALF - 30, HALF - 70
    name = say(kind, language)
    yield text(name, 10, top + 20, size=13, font_weight="bold")
    yield text(say("most", language, n=most), 10, top + 38, size=_SIZE, fill=FAINT)
    yield line(110, base, WIDTH - 10, base, stroke=LINE, stroke_width=0.8)
    column = (WIDTH - 120) / 12
    for month, count in figures:
        x, tall = 110 + (month - 1) * column, high * count / most if most else 0.0
        middle, called = x + column / 2, say(f"month_{month}", language)
        if count:
            told = hint(f"{called} {name} {count}")
            bar = max(1.0, tall)
            yield rect(x + 16, base - bar, column - 32, bar, told, fill=fill(kind, "months"), **border(kind))
        yield text(str(count), middle, base - tall - 6, size=_SIZE, anchor="middle")
        yield text(called, middle, base + 16, size=_SIZE, anchor="middle", fill=FAINT)


def _figure(one: Line, language: str) -> str:
    return say("hours_figure", language, n=f"{one.on_air_ms / _HOUR:.1f}", k=one.displays)


def _as_of(as_of: date, zone: ZoneInfo, language: str) -> str:
    return say("as_of", language, at=as_of.isoformat(), zone=zone.key)
