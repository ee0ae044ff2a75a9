"""Displays packed into the body of a segment, and back. Pure.

A *display* is one page standing once on one sign. A body holds its slots (what
was standing: copies of every fact, R30) and one row a display, in columns of
64-bit numbers split into byte planes and deflated: nearly all planes are runs of
zeros, so a page costs about three bytes, and no Python loop touches a bit.

::

    zlib( u8 format=1 | u32 length of slots | u32 displays | slots (JSON, UTF-8) | 6 columns )
    columns: slot, page, flags, duration, acknowledgement latency, gap since the end of the one before
    flags:   1 acknowledged, 2 continued, 4 still standing

``unpack`` trusts nothing: a body is bounded before it is inflated and every
number is checked before it is used. Instants are milliseconds since 1970.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import partial
from itertools import accumulate
from operator import add, attrgetter, lt, sub
from typing import NamedTuple

MAX_RAW = 8_000_000
MAX_DISPLAYS = 100_000
MAX_MS = 253_402_300_799_999  # the last of the year 9999
MAX_SPAN_MS = 400 * 86_400_000  # far above an hour; bounds the work a hostile body can ask for

_HEAD = struct.Struct("<BII")
_FORMAT = 1
_WIDTH = 8
_COLUMNS = 6


class BadBody(ValueError):
    """These bytes are not the body of a segment; the message says why."""


class Result(IntEnum):
    """What is known of a display: the sign confirmed it, or nobody knows."""

    UNKNOWN = 0
    ACKED = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """What was standing, in copies: ``program`` is the digest approval was bound to.

    ``proof`` is the level the receipt carried (``drivers.base.Proof``), ``cause`` one of ``kinds.Cause``.
    """

    notice: str
    version: int
    title: str
    category: str
    order: str
    program: str
    pages: int
    approver: str
    practice: bool
    cause: str
    proof: int


class Display(NamedTuple):
    """One page standing once; ``slot`` is an index into the body's slots.

    ``end_ms`` is ``None`` while it stands. ``ack_ms`` is the wait for the receipt.
    ``continued``: the same standing goes on from the segment before, so it is not
    counted again. A named tuple, because a year of one sign has 3.6 million.
    """

    slot: int
    page: int
    start_ms: int
    end_ms: int | None
    ack_ms: int
    result: Result
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    slots: tuple[Slot, ...]
    displays: tuple[Display, ...]


def pack(slots: Sequence[Slot], displays: Sequence[Display]) -> bytes:
    """The body of a segment; ``BadBody`` for displays that no segment may hold."""
    columns = _columns(displays)
    _check(slots, columns)
    text = json.dumps(
        [_in_fields(slot) for slot in slots], ensure_ascii=False, separators=(",", ":")
    ).encode()
    head = _HEAD.pack(_FORMAT, len(text), len(displays))
    return zlib.compress(head + text + b"".join(map(_planes, columns.stored())), 6)


def unpack(body: bytes) -> Body:
    """The slots and displays of a body; ``BadBody`` for anything ``pack`` would not have written."""
    text, planes, count = opened(body)
    slots = read_slots(text)
    columns = _read_columns(planes, count)
    _check(slots, columns)
    return Body(slots, _displays(columns))


def kept_body(body: bytes) -> Body:
    """What a sealed segment still holds: of one whose body was given up, nothing (``ledger.disposed``)."""
    return unpack(body) if body else Body((), ())


def opened(body: bytes) -> tuple[bytes, bytes, int]:
    """The text of the slots, the planes of all columns, and how many displays they hold; nothing is read."""
    raw = _inflate(body)
    if len(raw) < _HEAD.size:
        raise BadBody("the body ends within its head")
    form, size, count = _HEAD.unpack_from(raw)
    if form != _FORMAT or len(raw) != _HEAD.size + size + count * _WIDTH * _COLUMNS:
        raise BadBody("the body's head does not fit its length")
    return raw[_HEAD.size : _HEAD.size + size], raw[_HEAD.size + size :], count


def closed(displays: Sequence[Display], at_ms: int) -> tuple[Display, ...]:
    """The displays with the one still standing ended at ``at_ms``, never before it began."""
    if not displays or displays[-1].end_ms is not None:
        return tuple(displays)
    last = displays[-1]
    return (*displays[:-1], last._replace(end_ms=max(last.start_ms, at_ms)))


_in_fields = attrgetter(*(field.name for field in fields(Slot)))
_TYPES = [{"str": str, "int": int, "bool": bool}[str(field.type)] for field in fields(Slot)]
_RESULTS = [Result(flags & 1) for flags in range(8)]
_CONTINUED = [bool(flags & 2) for flags in range(8)]
_STANDING = 4
_new_display = partial(tuple.__new__, Display)  # no Python frame a display


class _Columns(NamedTuple):
    """Displays as columns, with absolute ends; one that still stands ends where it starts."""

    slots: Sequence[int]
    pages: Sequence[int]
    flags: Sequence[int]
    lengths: Sequence[int]
    acks: Sequence[int]
    ends: Sequence[int]

    @property
    def starts(self) -> list[int]:
        return list(map(sub, self.ends, self.lengths))

    def stored(self) -> tuple[Sequence[int], ...]:
        """As written: in place of the end, the gap since the display before."""
        gaps = list(map(sub, self.starts, (0, *self.ends)))
        return (*self[:-1], gaps)


def _columns(displays: Sequence[Display]) -> _Columns:
    ends = [d.start_ms if d.end_ms is None else d.end_ms for d in displays]
    return _Columns(
        [d.slot for d in displays],
        [d.page for d in displays],
        [d.result | d.continued << 1 | (d.end_ms is None) << 2 for d in displays],
        [end - d.start_ms for d, end in zip(displays, ends, strict=True)],
        [d.ack_ms for d in displays],
        ends,
    )


def _displays(columns: _Columns) -> tuple[Display, ...]:
    ends: list[int | None] = list(columns.ends)
    if columns.flags and columns.flags[-1] & _STANDING:
        ends[-1] = None
    results = map(_RESULTS.__getitem__, columns.flags)
    continued = map(_CONTINUED.__getitem__, columns.flags)
    rows = zip(
        columns.slots, columns.pages, columns.starts, ends, columns.acks, results, continued, strict=True
    )
    return tuple(map(_new_display, rows))


def _planes(column: Sequence[int]) -> bytes:
    raw = struct.pack(f"<{len(column)}q", *column)
    return b"".join(raw[plane::_WIDTH] for plane in range(_WIDTH))


def _numbers(planes: bytes, count: int) -> tuple[int, ...]:
    raw = bytearray(len(planes))
    for plane in range(_WIDTH):
        raw[plane::_WIDTH] = planes[plane * count : (plane + 1) * count]
    return struct.unpack(f"<{count}q", raw)


def _inflate(body: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(body, MAX_RAW)
    except zlib.error as error:
        raise BadBody(f"the body cannot be inflated: {error}") from None
    if not inflater.eof or inflater.unused_data:
        raise BadBody("the body is cut off, too large, or followed by something else")
    return raw


def read_slots(text: bytes) -> tuple[Slot, ...]:
    """The slots as a body holds them, every field of the type it has."""
    try:
        rows = json.loads(text.decode())
    except (ValueError, RecursionError) as error:
        raise BadBody(f"the slots cannot be read: {type(error).__name__}") from None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadBody("the slots are not a list of lists")
    if any([type(value) for value in row] != _TYPES for row in rows):
        raise BadBody("a slot does not have the fields of a slot")
    return tuple(Slot(*row) for row in rows)


def _read_columns(planes: bytes, count: int) -> _Columns:
    size = count * _WIDTH
    slots, pages, flags, lengths, acks, gaps = (
        _numbers(planes[i * size : (i + 1) * size], count) for i in range(_COLUMNS)
    )
    return _Columns(slots, pages, flags, lengths, acks, list(accumulate(map(add, gaps, lengths))))


def _check(slots: Sequence[Slot], columns: _Columns) -> None:
    """Every rule a stretch of displays obeys; whole columns at a time."""
    if not columns.flags:
        return
    if len(columns.flags) > MAX_DISPLAYS:
        raise BadBody(f"a segment holds at most {MAX_DISPLAYS} displays")
    if not _within(columns.flags, 0, 7) or max(columns.flags[:-1], default=0) >= _STANDING:
        raise BadBody("only the last display may still stand")
    if not _within(columns.slots, 0, len(slots) - 1):
        raise BadBody("a display names a slot that is not there")
    known = [slots[index].pages for index in columns.slots]
    if min(columns.pages) < 0 or not all(map(lt, columns.pages, known)):
        raise BadBody("a display names a page that is not there")
    _check_times(columns)


def _check_times(columns: _Columns) -> None:
    starts, ends = columns.starts, columns.ends
    if not _within(columns.lengths, 0, MAX_MS) or not _within(columns.acks, 0, MAX_MS):
        raise BadBody("a display ends before it begins, or was acknowledged before it was sent")
    if not _within((*starts, *ends), 0, MAX_MS) or max(ends) - min(starts) > MAX_SPAN_MS:
        raise BadBody("the displays do not lie in one stretch of time")


def _within(numbers: Sequence[int], low: int, high: int) -> bool:
    return low <= min(numbers) and max(numbers) <= high
