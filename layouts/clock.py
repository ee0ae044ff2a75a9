"""The idle page: the time of day, and what stands beside it. Pure.

A clock is 1,440 pages, one for each minute, drawn and approved together: what
is lit at any minute is a picture that somebody has looked at, not one made in
passing. So it shows hours and minutes and nothing else that moves.

The digits are as large as leaves room for the title (the town's name) and the
text (a slogan, the number to call), each on one line if that can be had, beside
the time or under it. A text that only repeats the title is not said twice. Who
issued a clock, and when, is of no use to a passer-by and is left to the record;
a table, a period or a warning has no place on it and is ``Unsuited``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layouts.base import (
    Box,
    Content,
    DayPages,
    DoesNotFit,
    Ink,
    LineTooWide,
    Metrics,
    PageLayout,
    Style,
    Text,
    Unsuited,
)
from layouts.fitting import wrap
from layouts.flow import split_paragraphs
from layouts.sheets import grid

STEP = 16  # px: pixel fonts are exact at its multiples
MINUTES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Face:
    """Where the time stands, and the lines that never change."""

    x: int
    y: int
    size: int
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Dial:
    """What every try at a face needs to know."""

    texts: tuple[tuple[str, Ink], ...]
    box: Box
    metrics: Metrics
    style: Style

    def time_width(self, size: int) -> int:
        """The widest time: the digits of some fonts differ."""
        widest = max("0123456789", key=lambda digit: self.metrics.advance(digit, size))
        return self.metrics.advance(f"{widest * 2}:{widest * 2}", size)

    def width(self, text: str) -> int:
        return self.metrics.advance(text, self.style.size)

    def set_lines(self, room: int, *, whole: bool) -> list[tuple[str, Ink]] | None:
        """The texts as lines of ``room`` pixels; ``None`` where one has to be broken and must not be."""
        if self.texts and room < self.style.size:
            return None
        lines: list[tuple[str, Ink]] = []
        for text, ink in self.texts:
            parts = wrap(text, room, self.metrics, self.style.size)
            if whole and len(parts) > 1:
                return None
            lines += [(part.strip(), ink) for part in parts]
        return lines


def clock(content: Content, box: Box, metrics: Metrics, style: Style) -> DayPages:
    """The title and the lines of the body beside the time, or above each other."""
    for what in ("table", "period", "warning"):
        if getattr(content, what):
            raise Unsuited("clock", what)
    face = _find_face(Dial(tuple(_texts(content)), box, metrics, style))
    return DayPages(
        PageLayout((*face.lines, Text(face.x, face.y, time, face.size)), MINUTE_MS) for time in MINUTES
    )


def _texts(content: Content) -> Iterator[tuple[str, Ink]]:
    title = split_paragraphs(content.title)
    yield from ((text, Ink.TITLE) for text in title)
    for paragraph in (*content.body, content.phone):
        yield from ((text, Ink.TEXT) for text in split_paragraphs(paragraph) if text not in title)


def _find_face(dial: Dial) -> Face:
    """The largest digits that leave every text whole; where none do, the largest at all."""
    sizes = range(dial.box.height // STEP * STEP, 0, -STEP)
    for whole in (True, False):
        for size in sizes:
            if face := _beside(dial, size, whole=whole) or _below(dial, size, whole=whole):
                return face
    raise _no_room(dial)


def _no_room(dial: Dial) -> DoesNotFit:
    """Where the time alone has room it is the longest line that has none."""
    time, box = dial.time_width(STEP), dial.box
    if time > box.width:
        return DoesNotFit(MINUTES[0], needed=time, available=box.width)
    if not dial.texts or box.height < STEP:
        return DoesNotFit(MINUTES[0], needed=max(STEP, dial.style.size), available=box.height)
    longest = max((text for text, _ in dial.texts), key=dial.width)
    return LineTooWide(longest, needed=time + dial.style.size // 2 + dial.width(longest), available=box.width)


def _beside(dial: Dial, size: int, *, whole: bool) -> Face | None:
    """Lines at the left, the time at the right, both in the middle of the page."""
    time, gap = dial.time_width(size), dial.style.size // 2 if dial.texts else 0
    lines = dial.set_lines(dial.box.width - time - gap, whole=whole)
    if lines is None or time + gap > dial.box.width or dial.box.height < dial.style.size:
        return None
    rows = grid(dial.box.height, dial.style.size, dial.style.pitch)
    if len(lines) > rows.lines:
        return None
    widest = max((dial.width(text) for text, _ in lines), default=0)
    left = (dial.box.width - widest - gap - time) // 2
    top = (dial.box.height - dial.style.size - rows.pitch * (len(lines) - 1)) // 2
    stacked = _stack(lines, dial, left, widest, top, rows.pitch)
    return Face(left + widest + gap, (dial.box.height - size) // 2, size, stacked)


def _below(dial: Dial, size: int, *, whole: bool) -> Face | None:
    """The time, and every line under it in the middle of the page."""
    time, em, pitch = dial.time_width(size), dial.style.size, dial.style.pitch
    lines = dial.set_lines(dial.box.width, whole=whole)
    if not lines or time > dial.box.width:
        return None
    spare = dial.box.height - size - em - pitch * (len(lines) - 1)
    if spare < 0:
        return None
    gap = min(spare // len(lines), em // 2)
    top = (spare - gap * len(lines)) // 2
    stacked = _stack(lines, dial, 0, dial.box.width, top + size + gap, pitch + gap)
    return Face((dial.box.width - time) // 2, top, size, stacked)


def _stack(
    lines: Sequence[tuple[str, Ink]], dial: Dial, left: int, width: int, top: int, pitch: int
) -> tuple[Text, ...]:
    return tuple(
        Text(left + (width - dial.width(text)) // 2, top + pitch * n, text, dial.style.size, ink)
        for n, (text, ink) in enumerate(lines)
    )
