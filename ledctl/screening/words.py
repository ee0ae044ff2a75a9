"""A small list of words that must not, or should not, stand in a public notice.

Here: reading the list (``config/defaults/words.toml`` or a town's own copy) and
finding its words. Matching is by plain text after folding full-width letters;
spaces between characters do not hide a word. Not here: judging sense. The list
is short on purpose: secrecy marks, drafts, names of illnesses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ledctl.errors import BadInput
from ledctl.screening.folds import fold

MAX_WORDS = 5000


@dataclass(frozen=True, slots=True)
class Words:
    """``block`` stops a notice, ``warn`` asks for a look."""

    block: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()


def load_words(text: str) -> Words:
    """Read the list; ``BadInput`` names what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput.of("words_not_toml", detail=error) from None
    if strange := sorted(data.keys() - {"block", "warn"}):
        raise BadInput.of("words_key_unknown", where=strange[0])
    return Words(_read(data, "block"), _read(data, "warn"))


def _read(data: dict[str, object], key: str) -> tuple[str, ...]:
    listed = data.get(key, [])
    if not isinstance(listed, list) or len(listed) > MAX_WORDS:
        raise BadInput.of("words_not_a_list", where=key)
    words: list[str] = []
    for word in listed:
        if not isinstance(word, str) or not word.strip():
            raise BadInput.of("words_not_a_list", where=key)
        if word in words:
            raise BadInput.of("words_twice", where=key, word=word)
        words.append(word)
    return tuple(words)


def find_words(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Each of ``words`` that stands in ``text``, once."""
    packed = _pack(text)
    return (word for word, bare in _packed(words) if bare in packed)


@lru_cache(maxsize=8)
def _packed(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The list folded once, not again for every cell of a table."""
    return tuple((word, _pack(word)) for word in words)


def _pack(text: str) -> str:
    return "".join(fold(text).split())
