"""Why content cannot be set on a page, as sentences that say what to change.

Layouts speak of pixels and of heads of columns; here that becomes what a clerk
can do: leave out these columns, take cards, take a larger sign.
"""

from __future__ import annotations

from collections.abc import Mapping

from drivers.base import Panel
from layouts import BUILTIN, find_layout
from layouts.base import Content, DoesNotFit, LineTooWide, TooLong, TooWide, Unsuited
from ledctl.sentences import Sentence, sentence

# What a layout says it has no room for; a piece of text stands in its own quotation marks.
_WHAT: Mapping[str, str] = {
    "one line": "一行字",
    "one character": "一个字",
    "one character and the page mark": "一个字和页码",
    "the table": "表格",
}
# Parts of a notice that some layouts have no place for.
_PARTS: Mapping[str, str] = {"table": "表格", "period": "公示期", "warning": "预警级别"}


def refusal(error: DoesNotFit, panel: Panel) -> Sentence:
    """The sentence for ``error``; of a table that is too wide, with the columns that could go."""
    size = {"needed": error.needed, "available": error.available}
    if isinstance(error, TooWide) and error.is_too_low:
        return sentence("table_too_low", where=str(panel))
    if isinstance(error, TooWide):
        way_zh, way_en = ways_out(error)
        return sentence("table_too_wide", where=str(panel), way_zh=way_zh, way_en=way_en, **size)
    if isinstance(error, TooLong):
        facts = {"layout": error.layout, "length": error.needed, "most": error.available}
        return sentence("text_too_long_for_layout", where="body", **facts)
    if isinstance(error, Unsuited):
        part_zh = _PARTS.get(error.what, error.what)
        facts = {"layout": error.layout, "part_zh": part_zh, "part_en": error.what}
        return sentence("layout_unsuited", where=error.what, **facts)
    if isinstance(error, LineTooWide):
        return sentence("clock_line_too_wide", where=str(panel), text=error.what, **size)
    what_zh = _WHAT.get(error.what, error.what)
    return sentence("page_too_small", where=str(panel), what_zh=what_zh, what_en=error.what, **size)


def misnamed(layout: str, content: Content) -> Sentence | None:
    """Why this content cannot be set by the layout of this name; ``None`` when it can be tried."""
    if layout == "warning" and not content.warning:
        return sentence("warning_needs_level", where="on_sign.layout")
    try:
        find_layout(layout or "plain")
    except LookupError:
        known = ", ".join(sorted(BUILTIN))
        return sentence("layout_unknown", where="on_sign.layout", name=layout, known=known)
    return None


def ways_out(error: TooWide) -> tuple[str, str]:
    """Which columns could be left out on signs, in both languages."""
    if not error.choices:
        return "少显示几列也排不下。", "No choice of columns makes it fit."
    zh = "；或者".join("、".join(f"“{head}”" for head in heads) for heads in error.choices)
    en = "; or ".join(" and ".join(f"“{head}”" for head in heads) for heads in error.choices)
    return f"屏上不显示{zh}，就排得下。", f"It fits without {en}."
