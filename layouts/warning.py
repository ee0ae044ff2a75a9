"""An official warning: everything in the ink of its level, paged like any notice.

The four levels are those of China's public warning signals. A level in another
word is refused, because a warning in the wrong colour is a wrong warning.
"""

from __future__ import annotations

from collections.abc import Sequence

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Style
from layouts.drafts import write
from layouts.furniture import Inks, set_pages
from layouts.titled import body_block

LEVELS = {
    "blue": Ink.WARNING_BLUE,
    "yellow": Ink.WARNING_YELLOW,
    "orange": Ink.WARNING_ORANGE,
    "red": Ink.WARNING_RED,
    "蓝色": Ink.WARNING_BLUE,
    "黄色": Ink.WARNING_YELLOW,
    "橙色": Ink.WARNING_ORANGE,
    "红色": Ink.WARNING_RED,
}


def warning(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Title, body and closing in the ink of ``content.warning``."""
    ink = level_ink(content.warning)
    body = body_block(content, ink)
    return set_pages(content, box, metrics, style, lambda draft, on: write(draft, [body], on), Inks(ink, ink))


def level_ink(level: str) -> Ink:
    """The ink of a level, by its English or Chinese colour word."""
    try:
        return LEVELS[level]
    except KeyError:
        raise ValueError(f"a warning is one of {', '.join(LEVELS)}, not {level!r}") from None
