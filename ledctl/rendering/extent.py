"""How many pages content needs at the least, counted before any line is broken: the bound on work.

From the widths of its characters alone. A pasted megabyte would be tens of
thousands of pages; it is refused with a sentence and never set.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.base import MAX_PROGRAM, Panel
from layouts.base import Content, Metrics, Style
from layouts.flow import MAX_DIGITS, split_paragraphs
from ledctl.errors import BadInput

MAX_PAGES: int = 10**MAX_DIGITS - 1
"""As the page mark has it: at three seconds a page the round takes most of an hour already."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one page offers: its width, its most lines, and how much a program may hold."""

    panel: Panel
    style: Style

    @property
    def lines(self) -> int:
        return max(1, self.panel.height // self.style.size)

    @property
    def limit(self) -> int:
        return min(MAX_PAGES, MAX_PROGRAM // self.panel.frame_size)

    def refuse(self, pages: int) -> None:
        """``BadInput`` when ``pages`` are more than anybody could read or a program may hold."""
        if pages > self.limit:
            raise BadInput.of("too_many_pages", panel=str(self.panel), pages=pages, limit=self.limit)


def pages_at_least(content: Content, room: Room, metrics: Metrics) -> int:
    """No layout needs fewer: every paragraph and row has lines of its own, no line is wider than the page."""
    texts = (content.title, *content.body)
    paragraphs = (paragraph for text in texts for paragraph in split_paragraphs(text))
    rows = ("".join(row) for row in content.table.rows) if content.table else iter(())
    lines = sum(_lines(text, room, metrics) for part in (paragraphs, rows) for text in part)
    return -(-lines // room.lines)


def _lines(text: str, room: Room, metrics: Metrics) -> int:
    inked = "".join(text.split())
    return max(1, -(-metrics.advance(inked, room.style.size) // room.panel.width))
