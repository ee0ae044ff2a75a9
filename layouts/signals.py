"""What a warning says, its level in words and in ink, when it was issued. Pure.

The four levels are those of China's public warning signals. A level in another
word is refused, because a warning in the wrong colour is a wrong warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from layouts.base import Content, Ink
from layouts.flow import split_paragraphs

_INKS = {
    "蓝色": Ink.WARNING_BLUE,
    "黄色": Ink.WARNING_YELLOW,
    "橙色": Ink.WARNING_ORANGE,
    "红色": Ink.WARNING_RED,
}
_WORDS = {ink: word for word, ink in _INKS.items()}
LEVELS = {**{ink.value.removeprefix("warning_"): ink for ink in _WORDS}, **_INKS}

_ISSUED = re.compile(r"(\s*\d{1,2}(?:时(?:\d{1,2}分)?|[:：]\d{2}))[^，。；]*发布")


@dataclass(frozen=True, slots=True)
class Signal:
    """``content`` with the level understood; ``issued``: the day, and the hour where the text gives it."""

    content: Content
    ink: Ink
    word: str
    body: tuple[str, ...]
    issued: str

    def says_something(self) -> bool:
        known = self.content
        told = (known.title, *self.body, known.issuer, known.date, known.period, known.phone)
        return any(text.strip() for text in told)

    def says_level(self) -> bool:
        """Whether the title or the text names the level, so that the colour is not alone."""
        return any(self.word[:2] in text for text in (self.content.title, *self.body))


def read_signal(content: Content) -> Signal:
    ink = level_ink(content.warning)
    body = tuple(line for text in content.body for line in split_paragraphs(text))
    return Signal(content, ink, f"{_WORDS[ink]}预警", body, issued(content.date.strip(), body))


def level_ink(level: str) -> Ink:
    """The ink of a level, by its English or Chinese colour word."""
    try:
        return LEVELS[level]
    except KeyError:
        raise ValueError(f"a warning is one of {', '.join(LEVELS)}, not {level!r}") from None


def issued(date: str, body: Sequence[str]) -> str:
    """``date``, with the hour behind it where the text says “... 发布” of that day and hour."""
    for text in body if date else ():
        found = _ISSUED.match(text.partition(date)[2])
        if found:
            return date + found[1]
    return date
