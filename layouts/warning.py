"""An official warning: its text whole and in order, as large as few pages allow, in its level's ink. Pure.

The sizes of the style are tried from the largest; the first at which the title
stands on one page and all of it needs few pages is taken, else the smallest: a
warning in large characters that takes a minute to go round warns nobody, and
pages of three words each are not read together. At each size the richest dress
that keeps to few pages is taken:

======== ============================ ============================
dress    on every page                in front
======== ============================ ============================
headed   the title as head, and a foot
footed   a foot                       the title on a page
bare                                  the title on a page
======== ============================ ============================

The level is said in words wherever there is room, never by colour alone. What fits
one page stands on one. Not here: what a dress is made of (``dresses.py``), what the
text says of level and hour (``signals.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layouts.base import Box, Content, DoesNotFit, Metrics, PageLayout, Style
from layouts.dresses import Dress, Setting
from layouts.flow import lay_out
from layouts.furniture import LINES_FOR_A_HEAD
from layouts.sheets import grid
from layouts.signals import Signal, read_signal
from layouts.titled import refuse_list


def warning(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """As large as few pages allow, and in the richest dress that does."""
    refuse_list(content, "warning")
    signal = read_signal(content)
    if not signal.says_something():
        return []
    for sized in _styles(style):
        for dress in Dress:
            if pages := _few_pages(Setting(signal, style, dress), box, metrics, sized):
                return pages
    return _many_pages(signal, box, metrics, style)


def _styles(style: Style) -> list[Style]:
    """The style at every size a warning may have, the largest first; none below the style's own."""
    sizes = {size for size in style.warning_sizes if size >= style.size} or {style.size}
    return [_sized(style, size) for size in sorted(sizes, reverse=True)]


def _sized(style: Style, size: int) -> Style:
    return replace(style, size=size, pitch=size * style.pitch // style.size)


def _few_pages(setting: Setting, box: Box, metrics: Metrics, style: Style) -> list[PageLayout]:
    """The pages at this size and in this dress; none where they are too many or something does not fit."""
    if _least_pages(setting.signal, box, metrics, style.size) > style.warning_pages:
        return []
    try:
        pages = lay_out(box, metrics, style, setting.pages)
    except DoesNotFit:
        return []
    return pages if _are_few(pages, box, style) else []


def _are_few(pages: Sequence[PageLayout], box: Box, style: Style) -> bool:
    holds = box.width // style.size * grid(box.height, style.size, style.pitch).lines
    return len(pages) == 1 or (len(pages) <= style.warning_pages and holds >= style.warning_characters)


def _least_pages(signal: Signal, box: Box, metrics: Metrics, size: int) -> int:
    """It cannot be fewer pages than this: a long text need not be set at sizes out of the question."""
    width = sum(metrics.advance(text, size) for text in signal.body)
    return width // (box.width * max(box.height // size, 1))


def _many_pages(signal: Signal, box: Box, metrics: Metrics, style: Style) -> list[PageLayout]:
    """At the smallest size: in the richest dress a high panel has room for, bare on a low one."""
    smallest = _styles(style)[-1]
    high = grid(box.height, smallest.size, smallest.pitch).lines >= LINES_FOR_A_HEAD
    for dress in (Dress.HEADED, Dress.FOOTED) if high else ():
        try:
            return lay_out(box, metrics, smallest, Setting(signal, style, dress).pages)
        except DoesNotFit:
            continue
    return lay_out(box, metrics, smallest, Setting(signal, style, Dress.BARE, long_title=True).pages)
