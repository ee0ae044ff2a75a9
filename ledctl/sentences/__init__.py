"""Every sentence ledctl says to a person when something is wrong, in Chinese and English.

One catalogue, so that a sentence can be found, reviewed and translated without
reading code. Each entry is ``code: (Chinese, English)`` with ``{facts}`` in
braces; a code says the same thing in an exception, a finding, an API answer and
a test. The parts live beside each other by subject; a code stands in one only.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

PARTS = (
    "accounts",
    "afterwards",
    "care",
    "alerts",
    "anchored",
    "archive",
    "blackout",
    "boards",
    "chain",
    "characters",
    "checkpoints",
    "clock",
    "content",
    "count",
    "desk",
    "duties",
    "exports",
    "form",
    "forms",
    "glyphs",
    "lists",
    "machine",
    "outages",
    "pages",
    "paper",
    "personal",
    "postings",
    "proof",
    "record",
    "pictures",
    "questions",
    "screening",
    "sheet_copies",
    "sheets",
    "signs",
    "village",
    "warnings",
    "web",
    "windows",
    "words",
)
"""The modules beside this one; each holds the sentences of one subject."""

CATALOGUE: dict[str, tuple[str, str]] = {}
for _name in PARTS:
    _part: dict[str, tuple[str, str]] = import_module(f"{__name__}.{_name}").SENTENCES
    if twice := CATALOGUE.keys() & _part.keys():  # pragma: no cover - a mistake in the source
        raise ValueError(f"sentence codes defined twice: {sorted(twice)}")
    CATALOGUE.update(_part)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to tell a person. ``where`` names the field, row or file it is about."""

    code: str
    zh: str
    en: str
    where: str = ""

    def text(self, language: str = "zh") -> str:
        return self.en if language == "en" else self.zh

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


def sentence(code: str, /, *, where: str = "", **facts: object) -> Sentence:
    """The sentence ``code`` with its facts filled in; ``KeyError`` for an unknown code."""
    zh, en = CATALOGUE[code]
    facts.setdefault("where", where)
    return Sentence(code, zh.format(**facts), en.format(**facts), where)
