"""Everything in one flow, nothing emphasised: short messages, one sentence, a greeting."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.base import Box, Content, Metrics, PageLayout, Style
from layouts.flow import Block, Paragraph, lay_out, split_paragraphs, text_pages
from layouts.titled import body_block, closing_block


def plain(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Title (if any) as a first paragraph, body, closing, without a page break between them."""
    title = Block(tuple(Paragraph(line) for line in split_paragraphs(content.title)))
    blocks = [title, body_block(content), closing_block(content)]
    return lay_out(box, metrics, style, lambda on: text_pages(blocks, on))
