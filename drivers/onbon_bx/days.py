"""When a stored program may be shown: whole days, and times of day. Pure.

::

    26 20 03 04 | 99 20 12 31        first and last day, BCD, the year's low byte first, both included
    FF FF 03 14 | FF FF 03 14        for ever; what stands for month and day then means nothing
    17 29 00 | 17 30 00              a time of day: from, to (hour, minute, second)

From the program files both vendor SDKs write and from the field list in the
headers of the C SDK; no file with a time of day has been seen. One bound
without the other has never been seen either and is not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from drivers.base import Booking
from drivers.onbon_bx.fields import read_decimal

DAYS, PERIOD = 8, 6  # bytes
_EVER = bytes.fromhex("ffff0314ffff0314")
_NO_YEAR = b"\xff\xff"
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Period:
    """A part of each day, half-open."""

    begins: time
    ends: time

    def __contains__(self, at: time) -> bool:
        return self.begins <= at < self.ends


def days_of(booking: Booking) -> Days | None:
    """The days on which ``booking`` may stand for at least an instant; ``None`` for every day.

    The card counts days, so it can be up to a day early and late by itself: a
    net behind whoever books, never a window.
    """
    if booking.begins is None and booking.ends is None:
        return None
    first = _FIRST if booking.begins is None else booking.begins.date()
    last = _LAST if booking.ends is None else (booking.ends - _INSTANT).date()
    return Days(first, last)


def encode_days(days: Days | None) -> bytes:
    return _EVER if days is None else _encode_day(days.first) + _encode_day(days.last)


def decode_days(data: bytes) -> Days | None:
    """The days in eight bytes; ``ValueError`` if they are none."""
    if data[:2] == data[4:6] == _NO_YEAR:
        return None
    return Days(_decode_day(data[:4]), _decode_day(data[4:]))


def encode_period(period: Period) -> bytes:
    return bytes.fromhex(f"{period.begins:%H%M%S}{period.ends:%H%M%S}")


def decode_period(data: bytes) -> Period:
    """The times in six bytes; ``ValueError`` if they are none."""
    hour, minute, second, to_hour, to_minute, to_second = (read_decimal(value) for value in data)
    return Period(time(hour, minute, second), time(to_hour, to_minute, to_second))


def _encode_day(day: date) -> bytes:
    return bytes.fromhex(f"{day.year % 100:02}{day.year // 100:02}{day.month:02}{day.day:02}")


def _decode_day(data: bytes) -> date:
    low, high, month, day = (read_decimal(value) for value in data)
    return date(100 * high + low, month, day)
