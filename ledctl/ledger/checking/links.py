"""The hashes of many rows at once, byte for byte those of ``chain.link``. Pure.

A chain of a hundred thousand rows is checked in the time its bytes take to hash,
so nothing is built for a row that a whole column can share: the names stand in one
template, and each column is written as JSON by one pass. ``chain.link`` is the
definition; a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from json.encoder import encode_basestring

from ledctl.ledger.chain import GENESIS, Column, Gone, link

Row = Sequence[Column]
NO_HASH = "none"
"""Equal to no hash: of a row that no hash can be made of."""


class Holds(Enum):
    """What a column holds in every honest row."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    BYTES = "bytes"
    TEXT_OR_NONE = "text or none"


def _body(value: bytes | Gone) -> str:
    digest = value.sha256 if isinstance(value, Gone) else sha256(value).hexdigest()
    return f'"sha256:{digest}"'


def _text_or_none(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


_TRUTH = {True: "true", False: "false"}  # 0 and 1 are the same keys: so some databases store them
_WRITERS: dict[Holds, Callable[..., str]] = {
    Holds.TEXT: encode_basestring,
    Holds.NUMBER: int.__repr__,
    Holds.TRUTH: _TRUTH.__getitem__,
    Holds.BYTES: _body,
    Holds.TEXT_OR_NONE: _text_or_none,
}


@dataclass(frozen=True, slots=True)
class Bad:
    """The first row that does not hold: ``code`` is a sentence, ``next`` what stands in its place."""

    key: int
    code: str
    next: str = ""


class Chain:
    """Walks a chain batch by batch and stops believing at the first bad row.

    ``columns`` are those of the rows given, in their order, ``key`` the first of them,
    ``prev`` and ``hash`` the last two.
    """

    def __init__(self, columns: Mapping[str, Holds]) -> None:
        names = sorted(columns)
        self._names = [*columns]
        self._order = [self._names.index(name) for name in names]
        self._writers = [_WRITERS[holds] for holds in columns.values()]
        self._truths = [i for i, holds in enumerate(columns.values()) if holds is Holds.TRUTH]
        self._template = "ledctl-link-1\n%s\n{" + ",".join(f'"{name}":%s' for name in names) + "}"
        self.key = 0
        self.head = GENESIS
        self.broken: Bad | None = None

    def walk(self, rows: Sequence[Row]) -> None:
        """The next rows; what comes after a bad one says nothing more of the chain."""
        if self.broken is None and rows:
            self.broken = self._first_broken(rows)

    def _first_broken(self, rows: Sequence[Row]) -> Bad | None:
        found = [(row[0], row[-2], row[-1]) for row in rows]
        keys, heads = range(self.key + 1, self.key + 1 + len(rows)), (self.head, *(row[-1] for row in rows))
        right = [*zip(keys, heads, self._digests(rows), strict=False)]
        if found == right:
            self.key, self.head = keys[-1], str(heads[-1])
            return None
        at = next(i for i, (row, other) in enumerate(zip(found, right, strict=True)) if row != other)
        self.key, self.head = keys[at] - 1, str(heads[at])
        return _what(found[at], right[at])

    def _digests(self, rows: Sequence[Row]) -> Sequence[str]:
        try:
            texts = self._texts(rows)
        except (TypeError, KeyError):  # some row holds what no honest one does
            return [self._alone(row) or NO_HASH for row in rows]
        return [sha256(text.encode("utf-8", "surrogateescape")).hexdigest() for text in texts]

    def _texts(self, rows: Sequence[Row]) -> Iterator[str]:
        columns = [*zip(*rows, strict=True)]
        written = [[*map(write, column)] for write, column in zip(self._writers, columns, strict=False)]
        return map(self._template.__mod__, zip(columns[-2], *(written[i] for i in self._order), strict=True))

    def _alone(self, row: Row) -> str | None:
        fields = dict(zip(self._names, row, strict=False))
        for i in self._truths:
            fields[self._names[i]] = _as_truth(row[i])
        try:
            return link(str(row[-2]), fields)
        except (TypeError, ValueError):
            return None


def _what(found: Row, right: Row) -> Bad:
    key = right[0]
    assert isinstance(key, int)  # noqa: S101 - it was counted
    if found[0] != key:
        return Bad(key, "row_missing", str(found[0]))
    return Bad(key, "row_unchained" if found[1] != right[1] else "row_changed")


def _as_truth(value: Column) -> Column:
    return bool(value) if value in (0, 1) else value
