"""One ink for everything: short messages, one sentence, a greeting. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Style
from layouts.drafts import write
from layouts.furniture import Inks, set_pages
from layouts.titled import body_block, refuse_list

UNMARKED = Inks(title=Ink.TEXT)


def plain(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Like ``titled``, the title in the ink of the text."""
    refuse_list(content, "plain")
    body = body_block(content)
    return set_pages(content, box, metrics, style, lambda draft, on: write(draft, [body], on), UNMARKED)
