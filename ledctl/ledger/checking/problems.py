"""What is wrong with one row of the record, in words. Pure.

Each kind of problem has a code and a sentence of the catalogue; ``what`` is the
English one, which ``verify --json`` has always carried. Of each kind and table a
verdict keeps the first row only: a chain that broke at row 7 is broken behind it, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ledctl.sentences import sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that does not hold: its table, its key, and what is wrong with it."""

    table: str
    key: str
    what: str
    code: str = "other"
    zh: str = ""


def problem(code: str, table: str, key: object, **facts: object) -> Problem:
    """The problem with the sentence ``code`` of the catalogue."""
    said = sentence(code, **{name: printable(value) for name, value in facts.items()})
    return Problem(table, printable(key), said.en, code, said.zh)


def printable(value: object) -> str:
    """A stored value in words, also where its bytes are no text."""
    return str(value).encode("utf-8", "backslashreplace").decode()


@dataclass(slots=True)
class Findings:
    """What was found so far, the first row of each kind and table, and how often."""

    _first: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def add(self, found: Problem) -> None:
        kind = found.what if found.code == "other" else found.code
        self._first.setdefault((found.table, kind), found)

    def report(self, code: str, table: str, key: object, **facts: object) -> None:
        self.add(problem(code, table, key, **facts))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._first.values())
