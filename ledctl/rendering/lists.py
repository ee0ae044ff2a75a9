"""Whether a list was too wide to stand as a table, when nobody chose a layout for it.

A list whose columns do not fit is set as cards, which lose nothing; the office
should still hear of it, because leaving one column out may give the table back.
"""

from __future__ import annotations

from drivers.base import Panel
from layouts import arrange, choose
from layouts.base import Box, Content, DoesNotFit, TooManyPages, TooWide
from layouts.styles import Preset
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.rendering.faces import MissingGlyph, faces_with


def became_cards(
    content: Content, panel: Panel, preset: Preset, own: SiteGlyphs = NO_GLYPHS
) -> TooWide | None:
    """Why the list of ``content`` does not stand as a table; ``None`` when it does, or is none."""
    if choose(content) != "table":
        return None
    try:
        arrange(content, Box(panel.width, panel.height), faces_with(own, preset.face), preset.style, "table")
    except TooWide as error:
        return error
    except (DoesNotFit, TooManyPages, MissingGlyph):
        return None  # approved long ago, with other fonts: nothing can be said of a table now
    return None
