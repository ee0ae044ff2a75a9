"""Fields read one after another, and numbers of two decimal digits. Pure."""

from __future__ import annotations

import struct


class FieldReader:
    """Reads fields one after another; ``ValueError`` when they run out."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def read(self, fields: struct.Struct) -> tuple[int, ...]:
        return fields.unpack(self.take(fields.size))

    def take(self, count: int) -> bytes:
        if not 0 <= count <= self.left:
            raise ValueError(f"{count} bytes wanted, {self.left} left")
        self._at += count
        return self._data[self._at - count : self._at]


def read_decimal(value: int) -> int:
    """The number in a byte of BCD; ``ValueError`` if a half of it is no digit."""
    if value >> 4 > 9 or value & 15 > 9:
        raise ValueError(f"{value:#04x} is not a decimal number")
    return 10 * (value >> 4) + (value & 15)
