"""What all pictures have around them: a head, the mark of practice, a legend, remarks. Pure.

What is practice says so within the picture, because a picture travels without its page (R7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledctl.pictures.fills import border, fill
from ledctl.pictures.lettering import fit, width
from ledctl.pictures.svg import FAINT, Element, rect, text
from ledctl.pictures.words import say

WIDTH = 1000.0
_SIZE, _ROW = 11.5, 20.0
_RED = "#a61b1b"


def head(title: str, below: str, *, practice: bool, language: str) -> list[Element]:
    """Title and second line; the mark of practice at the right, which nothing covers."""
    mark = say("practice", language)
    room = WIDTH - 20 - (width(mark, 14) + 40 if practice else 0)
    parts = [
        text(fit(title, room, 16), 10, 26, size=16, font_weight="bold"),
        text(fit(below, WIDTH - 20, 12), 10, 46, size=12, fill=FAINT),
    ]
    return parts + (_practice(mark) if practice else [])


def legend(kinds: Iterable[str], name: str, top: float, language: str) -> tuple[list[Element], float]:
    """A swatch and its word for each kind; and where it ends."""
    found: list[Element] = []
    x, y = 10.0, top
    for kind in kinds:
        words = say(kind, language)
        wide = 34 + width(words, _SIZE) + 14
        if x + wide > WIDTH - 10 and x > 10:
            x, y = 10.0, y + _ROW
        found.append(rect(x, y - 10, 28, 12, fill=fill(kind, name), **border(kind)))
        found.append(text(words, x + 34, y, size=_SIZE))
        x += wide
    return found, y + 4


def notes(sentences: Iterable[str], top: float) -> tuple[list[Element], float]:
    """Remarks, a line each, broken where they are too long; and where they end."""
    lines = [part for sentence in sentences for part in _broken(sentence, WIDTH - 20)]
    found = [
        text(part, 10, top + 18 * (number + 1), size=_SIZE, fill=FAINT) for number, part in enumerate(lines)
    ]
    return found, top + 18 * len(lines)


def _practice(mark: str) -> list[Element]:
    wide = width(mark, 14) + 16
    x = WIDTH - 10 - wide
    box = rect(x, 8, wide, 24, fill="#ffffff", stroke=_RED, stroke_width=2)
    return [box, text(mark, x + wide / 2, 25, size=14, anchor="middle", fill=_RED, font_weight="bold")]


def _broken(sentence: str, room: float) -> Iterator[str]:
    part = ""
    for letter in sentence:
        if width(part + letter, _SIZE) > room:
            yield part
            part = ""
        part += letter
    yield part
