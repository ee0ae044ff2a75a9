"""What a card says of itself: ping, status and firmware, data to values and back. Pure.

::

    ping      device 2 | firmware 8 | configured 1 | address 2 | baud 1 | w 2 | h 2 | colour 1
              | brightness 1 | power 1 | scan 2 | rows a channel 1 | grey 1 | unit width 2 | rest
       rest   fifth: cascade 1 | host 1 | package mode 1 | backup 1
              sixth: codec 1 | udp 1 | package mode 1 | has barcode 1 | barcode 16 | web user 128
                     | name 128 | group 4
    status    power 1 | timed 1 | brightness mode 1 | brightness 1 | programs 2 | program 4
              | screen locked 1 | program locked 1 | run mode 1 | clock sound 1 | moment 8
              | temperature 3 | temperature 3 | humidity 2 | noise 2 | button 1 | rest
       rest   sixth: customer 12 | barcode 16
    firmware  name 4 | version 8 | built 19

Whatever follows is kept as ``rest``: newer firmware says more. The three bytes
of a temperature are given in no document seen, so they are not interpreted.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime

from drivers.onbon_bx.moments import MOMENT, decode_moment

_PING = struct.Struct("<2s8sBHBHHBBB2sBBH")
_STATUS = struct.Struct("<BBBBH4sBBBB8s11s")
_FIRMWARE = struct.Struct("<4s8s19s")
_PACKAGE_MODE = 2  # its place in the rest of a ping reply, the same in both generations


@dataclass(frozen=True, slots=True)
class PingReply:
    """Who a card is. ``configured`` 0: its screen was never set up with the vendor's program."""

    device: bytes
    firmware: bytes
    configured: int
    address: int
    baud: int
    width: int
    height: int
    colour: int  # 1 one, 3 two, 7 seven colours, FE grey, FF full
    brightness: int  # 0 to 15
    powered: int
    scan: bytes = bytes(2)
    rows_per_channel: int = 16
    grey: int = 0
    unit_width: int = 8
    rest: bytes = bytes((0, 0, 1, 0))

    @property
    def package_mode(self) -> int:
        """0 = it takes files in pieces of 600 bytes, 1 = in larger ones."""
        return self.rest[_PACKAGE_MODE] if len(self.rest) > _PACKAGE_MODE else 0


@dataclass(frozen=True, slots=True)
class StatusReply:
    """How a card is. ``sensors`` holds temperatures, humidity, noise and the button, as received."""

    powered: int
    timed: int
    brightness_mode: int
    brightness: int
    programs: int
    program: bytes
    screen_locked: int
    program_locked: int
    run_mode: int
    clock_sound: int
    moment: bytes = bytes(MOMENT)
    sensors: bytes = bytes(11)
    rest: bytes = b""

    @property
    def clock(self) -> datetime | None:
        """The card's clock; ``None`` if it says that it has lost it or what it says is no moment."""
        try:
            return decode_moment(self.moment) if self.clock_sound else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class FirmwareReply:
    """Which firmware a card runs, in its own words."""

    name: bytes
    version: bytes
    built: bytes
    rest: bytes = b""


Report = PingReply | StatusReply | FirmwareReply


def encode_report(report: Report) -> tuple[int, bytes]:
    """The command number of the answer and its data."""
    *known, rest = astuple(report)
    match report:
        case PingReply():
            return 0x80, _PING.pack(*known) + rest
        case StatusReply():
            return 0x8F, _STATUS.pack(*known) + rest
    return 0x84, _FIRMWARE.pack(*known) + rest


def _read_ping(data: bytes) -> PingReply:
    return PingReply(*(*_PING.unpack_from(data), data[_PING.size :]))


def _read_status(data: bytes) -> StatusReply:
    return StatusReply(*(*_STATUS.unpack_from(data), data[_STATUS.size :]))


def _read_firmware(data: bytes) -> FirmwareReply:
    return FirmwareReply(*(*_FIRMWARE.unpack_from(data), data[_FIRMWARE.size :]))


READERS: dict[int, Callable[[bytes], Report]] = {0x80: _read_ping, 0x84: _read_firmware, 0x8F: _read_status}
"""Each raises ``struct.error`` for data that is too short."""
