"""Title, then text, then who issued it and when: the ordinary notice. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Style, Unsuited
from layouts.drafts import write
from layouts.flow import Block, Paragraph, split_paragraphs
from layouts.furniture import set_pages


def titled(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """The body between what every page carries."""
    refuse_list(content, "titled")
    body = body_block(content)
    return set_pages(content, box, metrics, style, lambda draft, on: write(draft, [body], on))


def refuse_list(content: Content, layout: str) -> None:
    """A layout of text has no place for rows; leaving them out would be a notice without its people."""
    if content.table is not None and content.table.columns and content.table.rows:
        raise Unsuited(layout, "table")


def body_block(content: Content, ink: Ink = Ink.TEXT) -> Block:
    """Every paragraph of the body."""
    lines = [line for text in content.body for line in split_paragraphs(text)]
    return Block(tuple(Paragraph(line, ink) for line in lines))
