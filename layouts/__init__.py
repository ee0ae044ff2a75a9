"""Layouts: content in, pages of placements out. Nothing here paints.

The built-in layouts are a table of strings, as drivers are, so that naming one
imports nothing; a layout of another distribution is found by its entry point in
the group ``ledctl.layouts``. A built-in name always wins, so that installing a
package never changes how a notice looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from layouts.base import Box, Content, Layout, Metrics, PageLayout, Style, TooWide

BUILTIN: Mapping[str, str] = {
    "plain": "layouts.plain:plain",
    "titled": "layouts.titled:titled",
    "table": "layouts.table:table",
    "cards": "layouts.cards:cards",
    "progress": "layouts.progress:progress",
    "warning": "layouts.warning:warning",
    "ticker": "layouts.ticker:ticker",
    "clock": "layouts.clock:clock",
}
GROUP = "ledctl.layouts"


def choose(content: Content) -> str:
    """The layout that suits ``content``: a warning before all else, then projects or a list, then text."""
    if content.warning:
        return "warning"
    if content.table is not None and content.table.rows:
        from layouts.projects import shows_progress  # with the first list, not at the start

        return "progress" if shows_progress(content.table) else "table"
    return "titled" if content.title and content.body else "plain"


def find_layout(name: str) -> Layout:
    """The layout called ``name``; ``LookupError`` names those there are."""
    if name in BUILTIN:
        module, _, function = BUILTIN[name].partition(":")
        return cast(Layout, getattr(import_module(module), function))
    outside = entry_points(group=GROUP)
    if name in outside.names:
        return cast(Layout, outside[name].load())
    known = ", ".join(sorted({*BUILTIN, *outside.names}))
    raise LookupError(f"there is no layout {name!r}; there are {known}")


def arrange(
    content: Content, box: Box, metrics: Metrics, style: Style, layout: str = ""
) -> Sequence[PageLayout]:
    """Pages of ``content`` by the named layout, or by the one that suits it; none when it is empty.

    A list too wide for its columns is refused where "table" was asked for (``TooWide``); where
    nothing was, it is set as cards, which lose nothing.
    """
    if layout:
        return find_layout(layout)(content, box, metrics, style)
    try:
        return find_layout(choose(content))(content, box, metrics, style)
    except TooWide:
        return find_layout("cards")(content, box, metrics, style)
