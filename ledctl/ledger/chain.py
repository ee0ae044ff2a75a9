"""The hash chain: every stored row is bound to all rows before it. Pure.

A row's hash covers every column as it is stored, by name, and the hash of the
row before; a change to an old row therefore breaks its own link, and mending
that one breaks the next. What a chain cannot show is that its *end* was cut off
or that all of it was rewritten: for that the newest hash must be kept outside
the machine (on a printed sheet, say).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

GENESIS = "0" * 64
"""What the first row of a chain names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A body given up under a decision: its hash stays in the chain, ``left`` is what stays of it."""

    sha256: str
    left: str
    disposal: int


Column = str | int | bytes | Gone | None
"""What a stored column may hold; ``Gone`` in place of a body that ``disposed`` names."""


@dataclass(frozen=True, slots=True)
class Link:
    """One stored row as the chain sees it; ``fields`` are all columns but ``prev`` and ``hash``."""

    key: int
    prev: str
    hash: str
    fields: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that does not hold, and why."""

    key: int
    why: str


def canonical(facts: Mapping[str, object]) -> str:
    """The one JSON text of these facts: keys sorted, no spaces, no NaN."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def link(prev: str, fields: Mapping[str, Column]) -> str:
    """The hash of a row: SHA-256 (hex) over the hash before it and every stored column."""
    text = canonical({name: _plain(value) for name, value in fields.items()})
    return sha256(f"ledctl-link-1\n{prev}\n{text}".encode()).hexdigest()


def verify_links(rows: Iterable[Link]) -> Broken | None:
    """Walk a chain from its beginning; the first bad row, or ``None`` when all hold."""
    prev = GENESIS
    for key, row in enumerate(rows, start=1):
        if row.key != key:
            return Broken(key, f"missing: the next row is {row.key}")
        if row.prev != prev:
            return Broken(key, "does not name the row before it")
        if row.hash != link(row.prev, row.fields):
            return Broken(key, "was changed: its hash does not fit its columns")
        prev = row.hash
    return None


def _plain(value: Column) -> str | int | None:
    # a body is hashed by itself first, so that a link can be checked without keeping bodies
    if isinstance(value, Gone):
        return "sha256:" + value.sha256
    return "sha256:" + sha256(value).hexdigest() if isinstance(value, bytes) else value
