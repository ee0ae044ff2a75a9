"""Paragraphs onto pages, line by line. What every layout is made of. Pure.

A layout describes its text as *blocks* of paragraphs; a block may ask to be
kept together, or to stand on pages of its own. ``lay_out`` finds how many
pages there are, because the room for the page mark depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layouts.base import Align, Box, Ink, Metrics, PageLayout, Style, Text, TooManyPages
from layouts.fitting import wrap_into
from layouts.pacing import text_dwell
from layouts.sheets import Sheet, mark_pages, sheet

MAX_DIGITS = 3  # of a page mark: nobody waits for a thousand pages


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that starts on a line of its own; ``keep`` as in ``fitting.wrap``."""

    text: str
    ink: Ink = Ink.TEXT
    align: Align = Align.LEFT
    keep: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs in order.

    ``together``: on one page where one can hold them, else on pages shared with
    nothing else. ``alone``: always on pages of its own; ``middle``: and in the middle of them.
    """

    paragraphs: tuple[Paragraph, ...]
    together: bool = False
    alone: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and its number counted on over all pages."""

    number: int
    text: str
    ink: Ink
    align: Align


Setter = Callable[[Sheet], Sequence[PageLayout]]


def lay_out(box: Box, metrics: Metrics, style: Style, pages_on: Setter) -> list[PageLayout]:
    """Set pages with ever more room for the page mark until the mark fits them all."""
    for digits in range(MAX_DIGITS + 1):
        pages = pages_on(sheet(box, metrics, style, digits))
        if len(pages) < max(2, 10**digits):
            return mark_pages(pages, box, metrics) if pages else []
    raise TooManyPages(10**MAX_DIGITS)


def text_pages(blocks: Sequence[Block], on: Sheet) -> list[PageLayout]:
    """Blocks set one after another, cut into pages with the time it takes to read each."""
    lines = set_blocks(blocks, on)
    count = 1 + lines[-1].number // on.lines if lines else 0
    pages: list[list[Line]] = [[] for _ in range(count)]
    for line in lines:
        pages[line.number // on.lines].append(line)
    return [PageLayout(place(page, on), page_dwell(page, on.style)) for page in pages if page]


def page_dwell(lines: Sequence[Line], style: Style) -> int:
    return text_dwell("".join(line.text for line in lines), style)


def set_blocks(blocks: Sequence[Block], on: Sheet) -> list[Line]:
    """Every line of ``blocks``, numbered; a page break is a gap in the numbers."""
    lines: list[Line] = []
    free = 0
    for block in blocks:
        added = _set_block(block, on, free)
        lines += added
        free = _line_after(block, added, on) if added else free
    return lines


def _next_page(line: int, on: Sheet) -> int:
    return -(-line // on.lines) * on.lines


def _set_block(block: Block, on: Sheet, free: int) -> list[Line]:
    fresh = _next_page(free, on)
    if block.alone:
        return _set_alone(block, on, fresh)
    lines = _set_paragraphs(block.paragraphs, on, free)
    cut = block.together and bool(lines) and free < fresh <= lines[-1].number
    return _set_paragraphs(block.paragraphs, on, fresh) if cut else lines


def _set_alone(block: Block, on: Sheet, start: int) -> list[Line]:
    lines = _set_paragraphs(block.paragraphs, on, start)
    spare = on.lines - len(lines)
    return _set_paragraphs(block.paragraphs, on, start + spare // 2) if block.middle and spare > 1 else lines


def _line_after(block: Block, lines: Sequence[Line], on: Sheet) -> int:
    """The next free line. What had to be cut shares its last page with nothing else:

    the tail of one card above the head of the next would give a sum to the wrong name.
    """
    cut = lines[0].number // on.lines != lines[-1].number // on.lines
    after = lines[-1].number + 1
    return _next_page(after, on) if block.alone or (block.together and cut) else after


def _set_paragraphs(paragraphs: Sequence[Paragraph], on: Sheet, start: int) -> list[Line]:
    lines: list[Line] = []
    for paragraph in paragraphs:
        added = _set_paragraph(paragraph, on, start)
        lines += [line for line in added if line.text]
        start += len(added)
    return lines


def _set_paragraph(paragraph: Paragraph, on: Sheet, start: int) -> list[Line]:
    texts = wrap_into(paragraph.text, lambda i: on.width(start + i), on.widest, on.ruler, paragraph.keep)
    return [Line(start + i, text.strip(), paragraph.ink, paragraph.align) for i, text in enumerate(texts)]


def place(lines: Sequence[Line], on: Sheet) -> tuple[Text, ...]:
    return tuple(Text(_x(line, on), on.y(line.number), line.text, on.style.size, line.ink) for line in lines)


def _x(line: Line, on: Sheet) -> int:
    spare = on.width(line.number) - on.ruler.width(line.text)
    return {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[line.align]


def split_paragraphs(text: str) -> list[str]:
    """Line ends begin a new paragraph, tabs are spaces, empty paragraphs go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return [line.strip() for line in lines if line.strip()]
