"""How each state of a sign looks: hatches that stay apart in black and white. Pure.

Colour only adds to it. What a sign showed is plain, what it did not show is hatched,
a blackout is black; nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledctl.pictures.svg import Element, element

SOLID: dict[str, str] = {
    "display": "#c3d4e8",
    "on": "#5b7fab",
    "blackout": "#111111",
    "future": "#ffffff",
    "items": "#3d5a80",
    "bar": "#5b7fab",
    "board_free": "#eef1f5",
    "board_sheet": "#ffffff",
    "level_0": "#ffffff",
    "level_1": "#dbe4ef",
    "level_2": "#b0c4dd",
    "level_3": "#7d9cc4",
    "level_4": "#3d5a80",
}
_DOTTED = frozenset({"future"})

_Pattern = tuple[int, str, tuple[tuple[str, str, float], ...]]
"""The side of its square, its ground, and its strokes: path, colour, width."""

_RISING, _FALLING = "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2"
PATTERNS: dict[str, _Pattern] = {
    "emergency": (8, "#ffffff", ((_RISING, "#a61b1b", 4.0),)),
    "dark": (6, "#ffffff", (("M0,3 L6,3", "#9aa5b1", 1.0),)),
    "estimated": (8, "#eef3f9", (("M4,0 L4,8", "#5b7fab", 1.0),)),
    "skipped": (8, "#ffffff", (("M4,2 L4,6", "#5f6b7a", 1.0),)),
    "unknown": (6, "#ffffff", (("M2,3 L4,3", "#333333", 2.0),)),
    "gap": (8, "#fff1f0", (("M1,1 L7,7 M7,1 L1,7", "#a61b1b", 1.4),)),
    "disposed": (8, "#f4f1ea", (("M0,4 L8,4 M4,0 L4,8", "#8a7a58", 0.8),)),
    "quiet": (4, "#ffffff", (("M1,0 L1,4", "#777777", 2.0),)),
    "no_record": (6, "#ffffff", ((_RISING, "#c3c9d1", 0.8),)),
    "before": (12, "#ffffff", (("M4,6 L8,6 M6,4 L6,8", "#9aa5b1", 1.0),)),
    "sent": (8, "#eef3f9", (("M0,4 L5,4", "#5b7fab", 1.6),)),
    "displays": (6, "#ffffff", (("M0,1.5 L6,1.5", "#3d5a80", 2.0),)),
    "drill": (8, "#ffffff", (("M0,2 L4,2 M4,6 L8,6", "#111111", 4.0),)),
    "crash": (6, "#ffffff", (("M0,3 L6,3 M3,0 L3,6", "#333333", 1.2),)),
    "host": (8, "#f4f4f4", ((_RISING, "#555555", 1.0),)),
    "link": (8, "#ffffff", ((_FALLING, "#333333", 2.2),)),
    "refused": (4, "#ffffff", (("M2,0 L2,4", "#333333", 1.4),)),
    "content": (8, "#ffffff", (("M0,6 L4,2 L8,6", "#333333", 1.4),)),
    "fixed_panel": (8, "#ffffff", ((_RISING, "#7a828c", 1.2),)),
    "several": (8, "#ffffff", ((_RISING, "#111111", 1.6), (_FALLING, "#111111", 1.6))),
}


def fill(kind: str, name: str) -> str:
    """What ``fill`` says for this kind in the picture ``name``."""
    return SOLID.get(kind) or f"url(#{name}-{kind})"


def border(kind: str) -> dict[str, str | float]:
    """How it is outlined: broken where it is still to come."""
    plain: dict[str, str | float] = {"stroke": "#5f6b7a", "stroke_width": 0.6}
    return plain | {"stroke_dasharray": "3 3"} if kind in _DOTTED else plain


def patterns(kinds: Iterable[str], name: str) -> Element:
    """The hatches a picture needs, under names of its own: a page may hold several pictures."""
    return element("defs", *(_pattern(kind, name) for kind in sorted({*kinds} & PATTERNS.keys())))


def _pattern(kind: str, name: str) -> Element:
    side, ground, strokes = PATTERNS[kind]
    paths = (
        element("path", d=d, stroke=colour, stroke_width=wide, fill="none") for d, colour, wide in strokes
    )
    floor = element("rect", width=side, height=side, fill=ground)
    return Element(
        "pattern",
        (
            ("id", f"{name}-{kind}"),
            ("width", str(side)),
            ("height", str(side)),
            ("patternUnits", "userSpaceOnUse"),
        ),
        (floor, *paths),
    )
