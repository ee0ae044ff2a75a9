"""Title, then text, then who issued it and when: the ordinary notice.

On panels of fewer than four lines the title has pages of its own, so that a
passer-by knows what the following pages belong to; on higher ones it heads the
first page.
"""

from __future__ import annotations

from collections.abc import Sequence

from layouts.base import Align, Box, Content, Ink, Metrics, PageLayout, Style
from layouts.flow import Block, Paragraph, lay_out, split_paragraphs, text_pages
from layouts.sheets import Sheet

LINES_FOR_A_HEADING = 4


def titled(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Title pages or heading, body, closing."""
    return lay_out(box, metrics, style, lambda on: text_pages(_blocks(content, on), on))


def _blocks(content: Content, on: Sheet) -> list[Block]:
    return [title_block(content, on, Ink.TITLE), body_block(content), closing_block(content)]


def title_block(content: Content, on: Sheet, ink: Ink) -> Block:
    """The title, centred; on pages of its own when the panel is low."""
    lines = split_paragraphs(content.title)
    paragraphs = tuple(Paragraph(line, ink, Align.CENTRE) for line in lines)
    low = on.lines < LINES_FOR_A_HEADING
    return Block(paragraphs, together=True, alone=low, middle=low)


def body_block(content: Content, ink: Ink = Ink.TEXT) -> Block:
    """Every paragraph of the body."""
    lines = [line for text in content.body for line in split_paragraphs(text)]
    return Block(tuple(Paragraph(line, ink) for line in lines))


def closing_block(content: Content, ink: Ink = Ink.TEXT) -> Block:
    """Period, issuer and date, each at the right, kept on one page where they fit."""
    given = (content.period, content.issuer, content.date)
    lines = [line for text in given for line in split_paragraphs(text)]
    return Block(tuple(Paragraph(line, ink, Align.RIGHT) for line in lines), together=True)
