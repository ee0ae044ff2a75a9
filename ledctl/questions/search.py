"""Text as people search it: folded, several words are all of them, with the place found and a snippet. Pure.

Several words may stand in several places of one thing: the title and the table of one version.

Width of characters, case of letters, kinds of dashes and spaces make no difference
(``screening.folds``); one character is enough. A word is looked for as it is typed: Chinese has no
spaces to cut at. The stored text is never changed: what is shown is cut out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledctl.clock import stamp
from ledctl.errors import BadInput
from ledctl.screening.folds import fold, unfolded

MOST_WORDS = 8
MOST_CHARACTERS = 100
AROUND = 24
"""Characters of the text before and after the word that a snippet shows."""

_NEVER_WHOLE = frozenset('"\\')
"""Characters JSON writes otherwise: a word is looked for in stored JSON by its parts between them."""
_PLAIN = "\uffff"
_CODES = frozenset(
    (
        *("category", "urgency", "warning_level", "channels_allowed", "kind", "type", "privacy", "layout"),
        *(
            "attribute",
            "rhythm",
            "key",
            "leave_out",
            "digest",
            "account",
            "code",
            "severity",
            "how",
            "day_type",
        ),
    )
)
"""What the program writes, not people."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that was written: where, when, by whom. ``place`` names a field or a kind of fact."""

    source: str
    place: str
    at: datetime
    text: str
    notice: str = ""
    version: int | None = None
    who: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A text with all words, and the passage around the first: ``before``, ``found``, ``after``."""

    text: Text
    before: str
    found: str
    after: str

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit search --json``."""
        said: dict[str, Any] = {
            name: getattr(self.text, name)
            for name in ("source", "place", "notice", "version", "who", "practice")
        }
        snippet = {"before": self.before, "found": self.found, "after": self.after}
        return {"at": stamp(self.text.at), **said, **snippet}


def words_of(typed: str) -> tuple[str, ...]:
    """The words that were typed, folded; ``BadInput`` for none and for too many."""
    words = tuple(dict.fromkeys(fold(typed).split()))
    if not words:
        raise BadInput.of("search_empty", where="words")
    if len(words) > MOST_WORDS or len(typed) > MOST_CHARACTERS:
        raise BadInput.of("search_too_long", where="words", words=MOST_WORDS, characters=MOST_CHARACTERS)
    return words


def find(texts: Sequence[Text], words: Sequence[str]) -> Hit | None:
    """The passage, where all words stand in these texts of one thing; of the text that holds most of them."""
    folded = [fold(one.text) for one in texts]
    held = [[word for word in words if word in one] for one in folded]
    if {word for some in held for word in some} != set(words):
        return None
    best = max(range(len(texts)), key=lambda number: (len(held[number]), -number))
    start, end = _first(folded[best], held[best])
    return _passage(texts[best], start, end)


def _first(folded: str, words: Sequence[str]) -> tuple[int, int]:
    """Where the first of the words stands, the longest where two begin there."""
    start = min(folded.index(word) for word in words)
    return start, start + max(len(word) for word in words if folded.startswith(word, start))


def _passage(text: Text, start: int, end: int) -> Hit:
    whole = text.text
    before, after = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
    return Hit(
        text,
        ("…" if start > AROUND else "") + before,
        whole[start:end],
        after + ("…" if end + AROUND < len(whole) else ""),
    )


def literals(words: Sequence[str]) -> list[str]:
    """The parts of the words that are written in one way only: what a database can look for by itself."""
    parts = (part for word in words for part in re.split(r"[\x00-\x7f]+", word))
    return [*dict.fromkeys(part for part in parts if part)]


def sieve(words: Sequence[str]) -> Callable[[str], bool]:
    """Whether all words may stand in a stored JSON text, in any width and case; its no is always right.

    Folding a text costs more than looking through it; what lies beyond the first 65,536 characters
    makes looking slow, and is rare, so only texts with such characters are folded.
    """
    parts = [*dict.fromkeys(part for word in words for part in _unescaped(word))]
    raw = [re.compile("".join(map(_any_width, part))) for part in parts]

    def may_hold(text: str) -> bool:
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text):
            folded = fold(text)
            return all(part in folded for part in parts)
        return all(one.search(text) for one in raw)

    return may_hold


def texts_in(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text a person wrote in these facts with the name of its place, such as ``body[0]``."""
    yield from _walk(content, "")


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _CODES:
                continue
            yield from _walk(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{place}[{number}]")


def _unescaped(word: str) -> list[str]:
    """The parts of a word that JSON writes as they are."""
    return "".join(" " if one in _NEVER_WHOLE or one < " " else one for one in word).split()


def _any_width(character: str) -> str:
    if (ways := unfolded().get(character)) is None:
        return re.escape(character)
    return f"[{re.escape(''.join(one for one in ways if one <= _PLAIN))}]"
