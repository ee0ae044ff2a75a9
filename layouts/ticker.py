"""One long sentence on a low panel: a line that moves on by whole characters. Pure.

Moving Chinese text reads best at 200 to 400 characters a minute and one to
three characters a step, so a ticker is made of ordinary pages: each shows the
text from a few characters further on, and stands as long as the characters
take to read that leave it. What the rules of line breaking keep together is
never cut at either edge. The first page stands longer, for a look up, and the
last until it can be read in peace.

Where there are lines to spare the title stands still above the moving line, if
it fits there; else it runs in front of the text. A ticker is for a sentence:
what is longer than people wait for is ``TooLong``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layouts.base import Align, Box, Content, Ink, Metrics, PageLayout, Style, TooLong, Unsuited
from layouts.fitting import Ruler, units_of
from layouts.flow import Block, Line, Paragraph, lay_out, place, set_blocks, split_paragraphs
from layouts.pacing import reading_ms, text_dwell
from layouts.sheets import Sheet
from layouts.warning import level_ink

MOST = 400  # characters: a hundred seconds at four a second
LEAST_MS = 500  # no page stands for less
GAP = "  "  # between two texts that run one after the other: one em


@dataclass(frozen=True, slots=True)
class Window:
    """What one page shows of the moving text, and what of it leaves with the next step.

    Nothing leaves the last one.
    """

    text: str
    leaving: str


def ticker(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """The title still or running in front, then text, period, telephone, issuer and date in one line."""
    if content.table is not None:
        raise Unsuited("ticker", "table")
    title, texts = split_paragraphs(content.title), _texts(content)
    length = sum(map(len, [*title, *texts]))
    if length > MOST:
        raise TooLong("ticker", needed=length, available=MOST)
    ink = level_ink(content.warning) if content.warning else None
    return lay_out(box, metrics, style, lambda on: _pages(title, texts, ink, on))


def _texts(content: Content) -> list[str]:
    given = (*content.body, content.period, content.phone, content.issuer, content.date)
    return [line for text in given for line in split_paragraphs(text)]


def _pages(title: Sequence[str], texts: Sequence[str], ink: Ink | None, on: Sheet) -> list[PageLayout]:
    still = _still(title, ink or Ink.TITLE, on) if texts else []
    text = GAP.join(texts if still else [*title, *texts])
    number = on.lines - 1 if still else (on.lines - 1) // 2
    shown = list(windows(text, on.width(number), on.ruler, on.style))
    lines = [Line(number, window.text, ink or Ink.TEXT, Align.LEFT) for window in shown]
    times = _times(shown, "".join(line.text for line in still), on.style)
    return [PageLayout(place([*still, line], on), ms) for line, ms in zip(lines, times, strict=True)]


def _still(title: Sequence[str], ink: Ink, on: Sheet) -> list[Line]:
    """The title's lines in the middle of those above the moving one; none where it needs more."""
    lines, _ = set_blocks([Block(tuple(Paragraph(text, ink, Align.CENTRE) for text in title))], on)
    spare = on.lines - 1 - len(lines)
    return [replace(line, number=line.number + spare // 2) for line in lines] if spare >= 0 else []


def windows(text: str, width: int, ruler: Ruler, style: Style) -> Iterator[Window]:
    """What stands on each page, from the first character at the left edge to the last on the page."""
    units, start, end = units_of(text, width, ruler), 0, 0
    while end < len(units):
        end = _fit(units, start, width, ruler)
        further = _step(units, start, end, style) if end < len(units) else start
        yield Window("".join(units[start:end]).strip(), "".join(units[start:further]))
        start = further


def _fit(units: Sequence[str], start: int, width: int, ruler: Ruler) -> int:
    """Where the units end that fit on the line from ``start`` on; one always does."""
    used, end = 0, start
    while end < len(units) and used + ruler.width(units[end]) <= width:
        used += ruler.measure(units[end]).full
        end += 1
    return end


def _step(units: Sequence[str], start: int, end: int, style: Style) -> int:
    """The next start: a step of characters further on, not at a blank, and never past what has been shown."""
    enough, further = style.ticker_step * style.character_ms, start
    while further < end and (
        reading_ms("".join(units[start:further]), style) < enough or units[further].isspace()
    ):
        further += 1
    return further


def _times(shown: Sequence[Window], title: str, style: Style) -> list[int]:
    times = [
        max(LEAST_MS, reading_ms(window.leaving, style)) if window.leaving else text_dwell(window.text, style)
        for window in shown
    ]
    if times:
        times[0] += style.look_up_ms + reading_ms(title, style)
    return times
