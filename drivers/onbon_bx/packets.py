"""The two header kinds of the fifth generation: addresses, lengths, checksums. Pure.

Standard (ping, power), 27 bytes, integers little endian::

     0     2     4   5   6    8   9   10   12  13  14  15   16    22   24    26   27
    | dst | src |05 |typ|dev |lnk|00 |seq |00 |max|96 |rnd |pass |len |crc  |xor |body
                                                                        |    `- of bytes 0..25
                                                                        `- CRC-16 of the body only

Dynamic (dynamic areas; the manual sends a ping with it, too), 16 bytes::

     0     2     4   5   6    8     12   16
    | dst | src |F0 |00 |dev |0000 |len |body |crc|
                                               `- CRC-16 of header and body

Whether cards need max, random or sequence to be anything is not known; they
are kept as received so that an answer can echo them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from drivers.errors import ProtocolError
from drivers.wire import crc16_arc, spaced_hex, xor8

HOST = 0x8000
ANY = 0xFFFE  # any screen, and it answers
BROADCAST = 0xFFFF  # all screens, and none answers: never used when an acknowledgement is wanted
ANY_DEVICE = b"\xfe\xff"

_STANDARD = struct.Struct("<HHBB2sBxHxBBB6sHHB")
_DYNAMIC = struct.Struct("<HHBx2s4xI")
_CRC = struct.Struct("<H")
_STANDARD_MARK, _DYNAMIC_MARK, _SIXTH_MARK = 0x05, 0xF0, 0x07
_PLAIN = 0x96  # "not encrypted"


@dataclass(frozen=True, slots=True)
class StandardPacket:
    """A body under the standard header."""

    destination: int
    source: int
    device: bytes
    body: bytes
    protocol: int = 0
    link: int = 0
    sequence: int = 0
    max_frame: int = 0x84
    random: int = 0
    password: bytes = bytes(6)


@dataclass(frozen=True, slots=True)
class DynamicPacket:
    """A body under the dynamic header."""

    destination: int
    source: int
    device: bytes
    body: bytes


Packet = StandardPacket | DynamicPacket


class ChecksumError(ProtocolError):
    """A packet whose sums do not agree; ``packet`` is what could be read of it."""

    def __init__(self, message: str, packet: Packet) -> None:
        super().__init__(message)
        self.packet = packet


def encode_packet(packet: Packet) -> bytes:
    """The payload of one frame."""
    if isinstance(packet, StandardPacket):
        head = _standard_head(packet)
        return head + bytes([xor8(head)]) + packet.body
    whole = _DYNAMIC.pack(packet.destination, packet.source, _DYNAMIC_MARK, packet.device, len(packet.body))
    whole += packet.body
    return whole + _CRC.pack(crc16_arc(whole))


def decode_packet(payload: bytes) -> Packet:
    """The packet in a payload; ``ChecksumError`` or another ``ProtocolError`` otherwise."""
    mark = payload[4] if len(payload) > 4 else -1
    if mark == _STANDARD_MARK and len(payload) >= _STANDARD.size:
        return _read_standard(payload)
    if mark == _DYNAMIC_MARK and len(payload) >= _DYNAMIC.size + _CRC.size:
        return _read_dynamic(payload)
    generation = " (a sixth-generation card)" if mark == _SIXTH_MARK else ""
    raise ProtocolError(f"not a fifth-generation packet{generation}: {spaced_hex(payload)}")


def answer_to(packet: Packet, body: bytes) -> Packet:
    """The same kind of header with the addresses exchanged and everything else echoed."""
    return replace(packet, destination=packet.source, source=packet.destination, body=body)


def _standard_head(packet: StandardPacket) -> bytes:
    whole = _STANDARD.pack(
        packet.destination,
        packet.source,
        _STANDARD_MARK,
        packet.protocol,
        packet.device,
        packet.link,
        packet.sequence,
        packet.max_frame,
        _PLAIN,
        packet.random,
        packet.password,
        len(packet.body),
        crc16_arc(packet.body),
        0,
    )
    return whole[:-1]


def _read_standard(payload: bytes) -> Packet:
    to, by, _, protocol, device, link, sequence, max_frame, coding, random, password, length, crc, xor = (
        _STANDARD.unpack_from(payload)
    )
    body = payload[_STANDARD.size :]
    packet = StandardPacket(to, by, device, body, protocol, link, sequence, max_frame, random, password)
    if xor != xor8(payload[: _STANDARD.size - 1]) or crc != crc16_arc(body):
        raise ChecksumError(f"wrong checksum: {spaced_hex(payload)}", packet)
    if length != len(body) or coding != _PLAIN:
        raise ProtocolError(f"a packet of {length} bytes, coding {coding:#x}, has {len(body)}")
    return packet


def _read_dynamic(payload: bytes) -> Packet:
    destination, source, _mark, device, length = _DYNAMIC.unpack_from(payload)
    body = payload[_DYNAMIC.size : -_CRC.size]
    packet = DynamicPacket(destination, source, device, body)
    if crc16_arc(payload[: -_CRC.size]) != _CRC.unpack(payload[-_CRC.size :])[0]:
        raise ChecksumError(f"wrong checksum: {spaced_hex(payload)}", packet)
    if length != len(body):
        raise ProtocolError(f"a packet of {length} bytes has {len(body)}")
    return packet
