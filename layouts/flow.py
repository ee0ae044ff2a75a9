"""Paragraphs onto pages, line by line. What every layout is made of. Pure.

A layout describes its text as *blocks* of paragraphs; a block may ask to be
kept together, or to stand on pages of its own. ``lay_out`` finds how many
pages there are, because the room for the page mark depends on it. Not here:
pages being filled (``drafts.py``), what every page repeats (``furniture.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from layouts.base import Align, Box, Ink, Metrics, PageLayout, Style, Text, TooManyPages
from layouts.fitting import wrap_into
from layouts.sheets import Sheet, mark_pages, sheet

MAX_DIGITS = 3  # of a page mark: nobody waits for a thousand pages
STRAY = 2  # em; a last line no longer than this looks like a slip


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
    """One line of text, and its number counted on over all pages.

    ``drop``: pixels it stands below the place of that number.
    """

    number: int
    text: str
    ink: Ink
    align: Align
    drop: int = 0


Setter = Callable[[Sheet], Sequence[PageLayout]]


def lay_out(box: Box, metrics: Metrics, style: Style, pages_on: Setter, digits: int = 0) -> list[PageLayout]:
    """Set pages with ever more room for the page mark until the mark fits them all.

    ``digits``: the room to begin with; 0 tries whether all fits one page, which has no mark.
    """
    while digits <= MAX_DIGITS:
        pages = pages_on(sheet(box, metrics, style, digits))
        if len(pages) < max(2, 10**digits):
            return mark_pages(pages, box, metrics) if pages else []
        digits = max(digits + 1, len(str(len(pages))))
    raise TooManyPages(10**MAX_DIGITS)


def set_blocks(blocks: Sequence[Block], on: Sheet, free: int = 0) -> tuple[list[Line], int]:
    """Every line of ``blocks`` from line ``free`` on, and the next free line.

    A page break is a gap in the numbers.
    """
    lines: list[Line] = []
    for block in blocks:
        added = _set_block(block, on, free)
        lines += added
        free = _line_after(block, added, on) if added else free
    return lines, free


def fits_a_page(block: Block, on: Sheet) -> bool:
    lines, _ = set_blocks([block], on)
    return not lines or lines[-1].number < on.lines


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
    if not block.middle or spare < 1:
        return lines
    half = on.grid.pitch // 2 if spare % 2 else 0
    return [replace(line, number=line.number + spare // 2, drop=half) for line in lines]


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
    texts = _wrapped(paragraph, on, start)
    return [Line(start + i, text.strip(), paragraph.ink, paragraph.align) for i, text in enumerate(texts)]


def _wrapped(paragraph: Paragraph, on: Sheet, start: int) -> list[str]:
    """The lines of a paragraph; where the last is a mere stray, the one before gives it something."""
    texts = wrap_into(paragraph.text, lambda i: on.width(start + i), on.widest, on.ruler, paragraph.keep)
    stray = STRAY * on.style.size
    if len(texts) < 2 or on.narrowest < 3 * stray or on.ruler.width(texts[-1]) > stray:
        return texts
    giver = len(texts) - 2
    evened = wrap_into(
        paragraph.text,
        lambda i: on.width(start + i) - (stray if i == giver else 0),
        on.widest,
        on.ruler,
        paragraph.keep,
    )
    return evened if len(evened) == len(texts) else texts


def place(lines: Sequence[Line], on: Sheet) -> tuple[Text, ...]:
    return tuple(
        Text(_x(line, on), on.y(line.number) + line.drop, line.text, on.style.size, line.ink)
        for line in lines
    )


def _x(line: Line, on: Sheet) -> int:
    spare = on.width(line.number) - on.ruler.width(line.text)
    return spare // 2 if line.align is Align.CENTRE else 0 if line.align is Align.LEFT else spare


def split_paragraphs(text: str) -> list[str]:
    """Line ends begin a new paragraph, tabs are spaces, empty paragraphs go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return [line.strip() for line in lines if line.strip()]
