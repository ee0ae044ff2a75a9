"""What a card of either generation is told or asked beside pictures: group A2, values and data. Pure.

====  ==========  =====================================================================
A2 .  order       data
====  ==========  =====================================================================
00    ping        none
02    clock       the moment, see ``moments.py``
04    firmware    none
05    power       1 on, 0 off
07    brightness  mode 1 (0 steady, 1 by the half hour, 2 and 3 by sensor) | 48 levels 1
0D    lock        lasting 1 (1 = also after a power cut) | locked 1
0F    status      none
====  ==========  =====================================================================

Not here, on purpose: reset, timed power, program lock, addresses, baud rates and
network settings (A2 01, 06, 08, 0E, 1B, 1D, 1E and group A4). Nothing in this
program has a use for them, and each can leave a card out of reach.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from drivers.care import SLOTS, Brightness
from drivers.onbon_bx.moments import MOMENT, decode_moment, encode_moment
from drivers.onbon_bx.refusals import DATE, RequestError

GROUP = 0xA2
STEPS = 15  # the brightest level; 0 is the darkest, and no more is known of it


class BrightnessMode(IntEnum):
    """What decides the level."""

    STEADY = 0
    SCHEDULE = 1
    SENSOR = 2
    SENSOR_OF_CARD = 3


@dataclass(frozen=True, slots=True)
class Ping:
    """Who are you?"""


@dataclass(frozen=True, slots=True)
class SetClock:
    """Set the card's clock; whole seconds, no zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AskFirmware:
    """Which firmware do you run?"""


@dataclass(frozen=True, slots=True)
class SwitchPower:
    """Lamps on or off; what is to be shown stays in the card."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetBrightness:
    """48 levels from 0 to 15, one a half hour from midnight; all equal when steady."""

    mode: int
    levels: bytes


@dataclass(frozen=True, slots=True)
class LockScreen:
    """Hold the picture, or let go. ``lasting``: a power cut does not let go, either."""

    on: bool
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class AskStatus:
    """How are you?"""


Order = Ping | SetClock | AskFirmware | SwitchPower | SetBrightness | LockScreen | AskStatus


def percent_of(level: int) -> int:
    """A card's level as the percentage it is of the brightest."""
    return round(100 * level / STEPS)


def brightness_of(wanted: Brightness) -> SetBrightness:
    """Percent as levels. Only 0 % is level 0: what is to be lit is never rounded to the darkest step."""
    levels = bytes((value * STEPS + 50) // 100 or (1 if value else 0) for value in wanted.percent)
    return SetBrightness(BrightnessMode.STEADY if wanted.is_steady else BrightnessMode.SCHEDULE, levels)


def encode_order(order: Order) -> tuple[int, bytes]:
    """The command number and its data."""
    match order:
        case Ping():
            return 0x00, b""
        case SetClock(at):
            return 0x02, encode_moment(at)
        case AskFirmware():
            return 0x04, b""
        case SwitchPower(on):
            return 0x05, bytes([on])
        case SetBrightness(mode, levels):
            return 0x07, bytes([mode]) + levels
        case LockScreen(on, lasting):
            return 0x0D, bytes([lasting, on])
    return 0x0F, b""


def _read_clock(data: bytes) -> SetClock:
    try:
        at = decode_moment(data)
    except ValueError as error:
        raise RequestError(f"not a moment: {error}", DATE) from error
    weekdays = (at.isoweekday(), at.isoweekday() % 7)  # the C SDK sends 0 for a Sunday
    if len(data) != MOMENT or data[-1] not in weekdays:
        raise RequestError(f"{len(data)} bytes, weekday {data[-1]}: not {at}", DATE)
    return SetClock(at)


def _read_power(data: bytes) -> SwitchPower:
    return SwitchPower(_read_switches(data, 1)[0])


def _read_brightness(data: bytes) -> SetBrightness:
    if len(data) != 1 + SLOTS or data[0] not in tuple(BrightnessMode) or max(data[1:]) > STEPS:
        raise ValueError("brightness is a mode and 48 levels from 0 to 15")
    return SetBrightness(data[0], data[1:])


def _read_lock(data: bytes) -> LockScreen:
    lasting, on = _read_switches(data, 2)
    return LockScreen(on, lasting)


def _read_switches(data: bytes, count: int) -> list[bool]:
    if len(data) != count or max(data) > 1:
        raise ValueError(f"{count} bytes of 0 or 1 expected")
    return [value == 1 for value in data]


def _plain(order: Order) -> Callable[[bytes], Order]:
    """The reader of an order that has no data."""

    def read(data: bytes) -> Order:
        if data:
            raise ValueError(f"{type(order).__name__} has no data")
        return order

    return read


READERS: dict[int, Callable[[bytes], Order]] = {
    0x00: _plain(Ping()),
    0x02: _read_clock,
    0x04: _plain(AskFirmware()),
    0x05: _read_power,
    0x07: _read_brightness,
    0x0D: _read_lock,
    0x0F: _plain(AskStatus()),
}
