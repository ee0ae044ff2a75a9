"""The vendor's dates with a time of day, eight bytes of BCD. Pure.

2026-03-04 10:15:30, a Wednesday, is ``26 20 03 04 10 15 30 03``: the year's low
byte first, the weekday from Monday 1 to Sunday 7.
"""

from __future__ import annotations

from datetime import datetime

from drivers.onbon_bx.fields import read_decimal

MOMENT = 8  # bytes


def encode_moment(at: datetime) -> bytes:
    digits = f"{at.year % 100:02}{at.year // 100:02}{at:%m%d%H%M%S}{at.isoweekday():02}"
    return bytes.fromhex(digits)


def decode_moment(data: bytes) -> datetime:
    """The moment in eight bytes, whatever the weekday claims; ``ValueError`` if they are none."""
    if len(data) < MOMENT:
        raise ValueError(f"a moment of {len(data)} bytes")
    low, high, month, day, hour, minute, second = (read_decimal(value) for value in data[: MOMENT - 1])
    if high != 20:
        raise ValueError(f"a year of century {high}, not 20")
    return datetime(2000 + low, month, day, hour, minute, second)
