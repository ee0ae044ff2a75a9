"""Each segment is told of by the event of its seal, in their order: the two chains hold each other. Pure.

Segments and their events are written together, so the nth seal tells of the nth
segment, and both are walked side by side in bounded memory. What an event must say
follows from the row; only where it says something else is it read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from ledctl.ledger.checking.problems import Findings

_TEXT = '{"acked":%d,"from_ms":%d,"hash":%s,"on_air_ms":%d,"segment":%d,"shown":%d,"to_ms":%d,"why":%s}'


class Seal(NamedTuple):
    """What an event says was sealed."""

    seq: Any
    sign: Any
    payload: Any


class Sealed(NamedTuple):
    """What of a segment its event must say."""

    id: Any
    sign: Any
    from_ms: Any
    to_ms: Any
    shown: Any
    acked: Any
    on_air_ms: Any
    header: Any
    hash: Any


class Seals:
    """Walks the events of seals beside the segments."""

    def __init__(self, seals: Iterable[Seal], findings: Findings) -> None:
        self._seals: Iterator[Seal] = iter(seals)
        self._findings = findings

    def hold(self, rows: Sequence[Sealed]) -> None:
        """The next segments: their events are the next ones."""
        seals = [*islice(self._seals, len(rows))]
        if [seal[1:] for seal in seals] == [(row.sign, told(row)) for row in rows]:
            return
        self._seals = chain(seals, self._seals)
        for row in rows:
            if not self._found(row):
                self._findings.report("segment_unsealed", "segment", row.id)

    def end(self) -> None:
        """Events behind the last segment tell of segments that are gone."""
        for seal in self._seals:
            self._miss(seal)

    def _found(self, row: Sealed) -> bool:
        """Whether the event comes, it may be after such as tell of segments that are not there."""
        for seal in self._seals:
            number = self._number(seal)
            if number == row.id:
                return seal[1:] == (row.sign, told(row))
            if number is not None and not _comes_before(number, row.id):
                self._seals = chain([seal], self._seals)  # of a later one
                return False
            self._miss(seal)
        return False

    def _miss(self, seal: Seal) -> None:
        if (number := self._number(seal)) is not None:
            self._findings.report("segment_missing", "segment", number)

    def _number(self, seal: Seal) -> int | None:
        try:
            number = json.loads(seal.payload)["segment"]
        except (ValueError, TypeError, KeyError):
            number = None
        if type(number) is int:
            return number
        self._findings.report("sealing_unread", "event", seal.seq)
        return None


def told(row: Sealed) -> str | None:
    """The payload of the event that tells of this segment as it is."""
    try:
        numbers = (row.on_air_ms, row.id, row.shown, row.to_ms)
        why = encode_basestring(_why(row.header))
        return _TEXT % (row.acked, row.from_ms, encode_basestring(row.hash), *numbers, why)
    except (ValueError, TypeError, KeyError):
        return None


@lru_cache(maxsize=1024)
def _why(header: str) -> str:
    why: str = json.loads(header)["why"]
    return why


def _comes_before(number: int, key: object) -> bool:
    return isinstance(key, int) and number < key
