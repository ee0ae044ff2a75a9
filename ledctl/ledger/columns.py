"""A body read by whole columns where its numbers are small, as nearly all are: no object a display. Pure.

``segments.unpack`` says what is right for any body. Here are the usual ones: few slots and
pages, waits of four bytes, each display where the one before ended. Anything else is
``None``, and whoever asked takes the way of ``unpack``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from operator import lt
from struct import unpack as unpack_numbers
from typing import NamedTuple

from ledctl.ledger.segments import MAX_MS, MAX_SPAN_MS, Slot, read_slots

_WIDTH = 8
_COLUMNS = 6
_ENDED = bytes(range(4))
_WIDTHS = {1: "B", 2: "H", 4: "I"}

slots_of = lru_cache(maxsize=256)(read_slots)
"""The slots of a body; hour after hour the same notices stand."""


class Small(NamedTuple):
    """The columns of a body. ``edges``: where each display began, and where the last one ended."""

    slots: bytes
    pages: bytes
    flags: bytes
    lengths: Sequence[int]
    acks: Sequence[int]
    edges: Sequence[int]


def small(slots: tuple[Slot, ...], planes: bytes, count: int) -> Small | None:
    """The columns, where they hold together; ``None`` where something unusual asks for the slow way."""
    size = count * _WIDTH
    columns = [planes[i * size : (i + 1) * size] for i in range(_COLUMNS)]
    if not count or not _are_small(columns, count) or not _are_in_order(slots, columns, count):
        return None
    lengths, acks = _numbers(columns[3], count), _numbers(columns[4], count)
    first = int.from_bytes(columns[5][::count], "little")
    if lengths is None or acks is None:
        return None
    edges = [*accumulate(lengths, initial=first)]
    if edges[-1] > min(MAX_MS, first + MAX_SPAN_MS):
        return None
    return Small(columns[0][:count], columns[1][:count], columns[2][:count], lengths, acks, edges)


def _are_small(columns: Sequence[bytes], count: int) -> bool:
    """Slots, pages and flags of one byte, waits of four, and no gap between two displays."""
    slots, pages, flags, _, acks, gaps = columns
    after = bytearray(gaps)
    after[::count] = bytes(_WIDTH)  # the first one is when it all began
    parts = (slots[count:], pages[count:], flags[count:], acks[4 * count :], after)
    return all(part == bytes(len(part)) for part in parts)


def _are_in_order(slots: tuple[Slot, ...], columns: Sequence[bytes], count: int) -> bool:
    """Every display names a slot and a page that are there, and none still stands."""
    used, pages, flags = columns[0][:count], columns[1][:count], columns[2][:count]
    if flags.translate(None, _ENDED) or used.translate(None, bytes(range(min(256, len(slots))))):
        return False
    known = [min(255, max(0, slot.pages)) for slot in slots]
    return max(pages) < min(known) or all(
        map(lt, pages, used.translate(bytes(known[:256]).ljust(256, b"\0")))
    )


def _numbers(planes: bytes, count: int) -> Sequence[int] | None:
    """The numbers of a column in as few bytes as they need; ``None`` when that is more than four."""
    for width, code in _WIDTHS.items():
        if planes[width * count :] == bytes((_WIDTH - width) * count):
            raw = bytearray(width * count)
            for plane in range(width):
                raw[plane::width] = planes[plane * count : (plane + 1) * count]
            return unpack_numbers(f"<{count}{code}", raw)
    return None
