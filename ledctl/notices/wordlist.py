"""The office's word list: everybody may read it, an administrator changes it, the ledger says how.

A change is written whole into ``SITE/words.toml`` and counts from the next notice that is looked
at; notices already submitted are looked at again when they are approved. The event names
the words that came and went, so a list of forbidden words cannot be emptied unseen. The file is
replaced last in the transaction of its event, and put back when that cannot be committed: a disk that is
full leaves neither.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_administrator
from ledctl.errors import BadInput, Refused
from ledctl.notices.office import Office
from ledctl.screening.masking import find_personal
from ledctl.screening.words import Words, load_words

MAX_LENGTH = 40


class Rank(StrEnum):
    """What a word does: stops a notice, or asks for a look."""

    BLOCK = "block"
    WARN = "warn"


class WordList:
    """The use cases on the word list."""

    def __init__(self, office: Office, file: Path) -> None:
        self._office = office
        self._file = file

    def now(self) -> Words:
        """The list as it is."""
        return self._office.words()

    def add(self, actor: Actor, rank: Rank, word: str) -> Words:
        """One word more; ``BadInput`` when it is there already."""
        words = self.now()
        return self.save(actor, replace(words, **{rank.value: (*getattr(words, rank.value), word)}))

    def remove(self, actor: Actor, rank: Rank, word: str) -> Words:
        """One word less; ``BadInput`` when it is not there."""
        words = self.now()
        listed: tuple[str, ...] = getattr(words, rank.value)
        if word not in listed:
            raise BadInput.of("word_not_listed", where=rank.value)
        return self.save(actor, replace(words, **{rank.value: tuple(w for w in listed if w != word)}))

    def save(self, actor: Actor, words: Words, *, seen: str | None = None) -> Words:
        """The whole list anew. ``Refused`` when it is no longer the one whose digest was ``seen``."""
        require_administrator(actor)
        text = write_words(words)
        for word in (*words.block, *words.warn):
            _check(word)
        load_words(text)  # what the next start would refuse is refused now
        with _put_back_unless_done(self._file), self._office.database.write() as session:
            old = self.now()  # under the lock: of two people who save at once the second looks again
            if seen is not None and seen != digest_of(old):
                raise Refused.of("words_changed_meanwhile", where="words")
            facts = _differences(old, words)
            if not any(facts.values()):
                return old
            now, practice = self._office.now(), self._office.practice
            tell(session, "config_changed", actor, at=now, practice=practice, what="words", **facts)
            _replace(self._file, text)
        return words


def digest_of(words: Words) -> str:
    """What a page sends back, so that nobody saves over a list they did not see (R1)."""
    return hashlib.sha256(write_words(words).encode()).hexdigest()


def write_words(words: Words) -> str:
    """The list as its file: one word a line, so that two versions can be compared."""
    parts = ["# The words of this site: block stops a notice, warn asks for a look."]
    for rank in Rank:
        listed = "".join(f"    {json.dumps(word, ensure_ascii=False)},\n" for word in getattr(words, rank))
        parts.append(f"{rank} = [\n{listed}]")
    return "\n\n".join(parts) + "\n"


def _check(word: str) -> None:
    """A word stands in findings, on pages and in the record: visible, and nothing private."""
    if len(word) > MAX_LENGTH or not word.isprintable() or word != word.strip():
        raise BadInput.of("word_unusable", where="words", most=MAX_LENGTH)
    if find_personal(word):
        raise BadInput.of("word_personal", where="words")


def _differences(old: Words, new: Words) -> dict[str, Any]:
    """Which words came and went, with their rank."""
    before, after = set(_ranked(old)), set(_ranked(new))
    return {"came": sorted(after - before), "went": sorted(before - after)}


def _ranked(words: Words) -> list[str]:
    return [f"{rank}: {word}" for rank in Rank for word in getattr(words, rank)]


@contextmanager
def _put_back_unless_done(file: Path) -> Iterator[None]:
    """A list whose change is not in the record is not the list (R12)."""
    before = file.read_text(encoding="utf-8") if file.exists() else None
    try:
        yield
    except BaseException:
        if before is None:
            file.unlink(missing_ok=True)
        elif file.read_text(encoding="utf-8") != before:
            _replace(file, before)
        raise


def _replace(file: Path, text: str) -> None:
    """Whole or not at all, also when the power fails."""
    fresh = file.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
