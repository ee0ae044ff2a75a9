"""DDP: pixels to datagrams and back, one packet a datagram, usually to UDP port 4048. Pure.

::

     0      1         2      3            4 .. 7        8 .. 9    10 ..
    +------+---------+------+------------+-------------+---------+----------
    | 41   | 03      | 0B   | 01         | 00 00 05 A0 | 00 09   | FF 00 ..
    +------+---------+------+------------+-------------+---------+----------
     flags  sequence  type   destination  offset        length    data

    flags     01.. .... version 1    ...1 .... timecode    .... 1... storage
              .... .1.. reply        .... ..1. query       .... ...1 push

Big-endian; offset and length in bytes. With a timecode four more bytes stand
before the data. A frame is cut into packets of at most 1440 bytes (480 pixels;
what fits an Ethernet frame), and only the last one has ``push``, at which the
receiver shows the whole. The sequence, 1 to 15 and round again, steps with each
packet; 0 means that the sender does not number them. There is no checksum.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntFlag

from drivers.errors import ProtocolError

MAX_DATA = 1440  # bytes a packet, by convention
DISPLAY = 1  # the destination that is the pixels; 246, 250 and 251 are JSON
RGB = 0x0B  # three channels of eight bits
FOUR_CHANNELS = (0x1A, 0x1B)  # red, green, blue, white; the first is an early slip that lives on
LAST_SEQUENCE = 15

_HEADER = struct.Struct(">BBBBIH")
_TIMECODE = struct.Struct(">I")
_VERSION, _VERSION_MASK, _TIMED = 0x40, 0xC0, 0x10


class Flag(IntFlag):
    """What a packet asks for, beside carrying pixels."""

    PUSH = 0x01
    QUERY = 0x02
    REPLY = 0x04
    STORAGE = 0x08


NO_FLAGS = Flag(0)
_FLAGS = Flag.PUSH | Flag.QUERY | Flag.REPLY | Flag.STORAGE


@dataclass(frozen=True, slots=True)
class Packet:
    """One datagram. ``offset`` counts bytes from the first pixel."""

    data: bytes
    offset: int = 0
    sequence: int = 0
    flags: Flag = NO_FLAGS
    kind: int = RGB
    destination: int = DISPLAY
    timecode: int | None = None


def encode_packet(packet: Packet) -> bytes:
    time = b"" if packet.timecode is None else _TIMECODE.pack(packet.timecode)
    head = _HEADER.pack(
        _VERSION | (_TIMED if time else 0) | packet.flags,
        packet.sequence,
        packet.kind,
        packet.destination,
        packet.offset,
        len(packet.data),
    )
    return head + time + packet.data


def decode_packet(datagram: bytes) -> Packet:
    """The packet in a datagram; bytes beyond the announced length are not part of it."""
    if len(datagram) < _HEADER.size:
        raise ProtocolError(f"a DDP packet has at least {_HEADER.size} bytes, not {len(datagram)}")
    flags, sequence, kind, destination, offset, length = _HEADER.unpack_from(datagram)
    if flags & _VERSION_MASK != _VERSION:
        raise ProtocolError(f"flags {flags:#04x} are not those of DDP version 1")
    start = _HEADER.size + (_TIMECODE.size if flags & _TIMED else 0)
    if len(datagram) < start + length:
        raise ProtocolError(f"{length} bytes announced, {max(0, len(datagram) - start)} arrived")
    timecode = _TIMECODE.unpack_from(datagram, _HEADER.size)[0] if flags & _TIMED else None
    data = datagram[start : start + length]
    return Packet(data, offset, sequence & 0x0F, _FLAGS & flags, kind, destination, timecode)


def step(sequence: int) -> int:
    """The sequence number after ``sequence``: 1 to 15 and round; 0 starts at 1."""
    return sequence % LAST_SEQUENCE + 1


def split_frame(pixels: bytes, last: int | None) -> tuple[Packet, ...]:
    """The packets of one frame, numbered on from ``last``, or not numbered at all."""
    packets: list[Packet] = []
    for offset in range(0, len(pixels), MAX_DATA):
        last = None if last is None else step(last)
        data = pixels[offset : offset + MAX_DATA]
        push = Flag.PUSH if offset + MAX_DATA >= len(pixels) else NO_FLAGS
        packets.append(Packet(data, offset, last or 0, push))
    return tuple(packets)
