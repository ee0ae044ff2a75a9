"""Bytes, and nothing that knows a vendor: a bounded buffer, two checksums, hex for people.

Pure: no clock, no socket, no logging. Framing and escapes belong to each
vendor's codec, because no two vendors agree on them.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from drivers.errors import ProtocolError


class ReceiveBuffer:
    """Bytes that have arrived and have not been understood yet.

    Bounded: a peer that talks for ever without finishing a message must cost
    an error, not all the memory of an unattended machine.
    """

    def __init__(self, limit: int) -> None:
        self._data = bytearray()
        self._limit = limit

    def __len__(self) -> int:
        return len(self._data)

    def append(self, data: bytes) -> None:
        """Add what arrived; past the limit everything is dropped and ``ProtocolError`` raised."""
        if len(self._data) + len(data) > self._limit:
            self.clear()
            raise ProtocolError(f"more than {self._limit} bytes arrived without one whole message")
        self._data += data

    def clear(self) -> None:
        self._data.clear()

    # The looks below go no further than what they find: a flood of scraps, each one
    # looked for over all that waits, would cost the square of its length.

    def starts(self, mark: bytes) -> bool:
        """Whether ``mark`` stands at the front."""
        return self._data.startswith(mark)

    def find(self, mark: bytes, start: int = 0) -> int:
        """Where ``mark`` first stands at or after ``start``; -1 if it does not."""
        return self._data.find(mark, start)

    def find_last(self, mark: bytes, end: int) -> int:
        """Where ``mark`` last stands before ``end``; -1 if it does not."""
        return self._data.rfind(mark, 0, end)

    def search(self, pattern: re.Pattern[bytes]) -> int:
        """Where ``pattern`` first stands; behind everything if it does not."""
        found = pattern.search(self._data)
        return found.start() if found else len(self._data)

    def take(self, count: int) -> bytes:
        """Remove and return the first ``count`` bytes (all, if there are fewer)."""
        taken = bytes(self._data[:count])
        del self._data[:count]
        return taken


def _crc16_arc_entry(index: int) -> int:
    for _ in range(8):
        index = (index >> 1) ^ (0xA001 if index & 1 else 0)
    return index


_CRC16_ARC = tuple(_crc16_arc_entry(index) for index in range(256))


def crc16_arc(data: bytes) -> int:
    """CRC-16/ARC: reflected polynomial 0xA001, start 0, no final XOR; ``b"123456789"`` gives BB3D."""
    crc, table = 0, _CRC16_ARC
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc


def xor8(data: bytes) -> int:
    """All bytes joined by exclusive or; 0 for none."""
    return reduce(xor, data, 0)


def spaced_hex(data: bytes, limit: int = 32) -> str:
    """``a5 01 ...`` for messages and logs, cut after ``limit`` bytes with the full count named."""
    shown = data[:limit].hex(" ")
    return shown if len(data) <= limit else f"{shown} ... ({len(data)} bytes)"
