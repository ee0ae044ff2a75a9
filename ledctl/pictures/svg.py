"""Build SVG as text: elements in, one stable string out. Pure.

Whatever a person wrote is escaped here and nowhere else; characters no XML file may
hold become a replacement sign. Numbers are written with one decimal at most, so that
the same values give the same bytes. There are no styles and no scripts, only plain
attributes: a page forbids both, and so does paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Unifont, sans-serif"
"""Those of the pages, then those of the paper."""
INK, FAINT, LINE = "#1d2733", "#5f6b7a", "#9aa5b1"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``inside`` is either elements or text."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    inside: tuple[Element, ...] | str = ()


def element(name: str, *inside: Element, **attributes: str | float) -> Element:
    """``element("rect", x=1, stroke_width=2)``: an underscore is a hyphen."""
    return Element(name, _written(attributes), inside)


def text(
    words: str, x: float, y: float, *, size: float = 12, anchor: str = "start", **attributes: str | float
) -> Element:
    """Words on the base line ``y``."""
    given = _written({"x": x, "y": y, "font_size": size, "text_anchor": anchor, **attributes})
    return Element("text", given, words)


def rect(x: float, y: float, width: float, height: float, *inside: Element, **more: str | float) -> Element:
    return element("rect", *inside, x=x, y=y, width=width, height=height, **more)


def line(x1: float, y1: float, x2: float, y2: float, **more: str | float) -> Element:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": LINE, **more})


def hint(words: str) -> Element:
    """What is read out, and told when the pointer rests on it."""
    return Element("title", (), words)


def picture(
    width: float, height: float, *inside: Element, name: str, title: str, described: str, language: str
) -> str:
    """The whole file: its title and a description in words come first."""
    names = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {number(width)} {number(height)}"}
    marks = {"role": "img", "aria-labelledby": f"{name}-title {name}-desc", "font-family": FONTS}
    size = {"width": number(width), "height": number(height)}
    language = "zh-CN" if language == "zh" else "en"
    given = tuple({**names, **size, **marks, "lang": language, "fill": INK}.items())
    told = (
        Element("title", (("id", f"{name}-title"),), title),
        Element("desc", (("id", f"{name}-desc"),), described),
    )
    paper = rect(0, 0, width, height, fill="#ffffff")
    return write(Element("svg", given, (*told, paper, *inside))) + "\n"


def write(node: Element) -> str:
    """The text of an element: one line for each that holds no others."""
    attributes = "".join(f" {name}={quoteattr(_clean(value))}" for name, value in node.attributes)
    if isinstance(node.inside, str):
        return f"<{node.name}{attributes}>{escape(_clean(node.inside))}</{node.name}>"
    if not node.inside:
        return f"<{node.name}{attributes}/>"
    inside = "\n".join(write(one) for one in node.inside)
    return f"<{node.name}{attributes}>\n{inside}\n</{node.name}>"


def number(value: float) -> str:
    """With one decimal at most, and none that says nothing."""
    rounded = round(float(value), 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def _written(attributes: dict[str, str | float]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
    )


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)
