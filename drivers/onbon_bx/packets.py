"""The three header kinds spoken here: addresses, lengths, checksums. Pure.

Standard, fifth generation (ping, power, files), 27 bytes, integers little endian::

     0     2     4   5   6    8   9   10   12  13  14  15   16    22   24    26   27
    | dst | src |05 |typ|dev |lnk|00 |seq |00 |max|96 |rnd |pass |len |crc  |xor |body

Standard, sixth generation, 28 bytes, or 44 when bit 1 of ``flg`` is set::

     0     2     4   5   6    8   9   10      12   14  15   16    22   24   26  27   28
    | dst | src |07 |typ|dev |lnk|flg|barcode|seq |max |96 |rnd  |pass |len |crc |00 |xor |body
                                      0 or 16

In both ``crc`` is the CRC-16 of the body only, ``xor`` that of all header bytes before it.

Dynamic (dynamic areas of either generation; the manual sends a ping with it, too), 16 bytes::

     0     2     4   5   6    8     12   16
    | dst | src |F0 |00 |dev |0000 |len |body |crc|
                                               `- CRC-16 of header and body

Whether cards need max, random or sequence to be anything is not known; they
are kept as received so that an answer can echo them. What belongs to other
families of the manufacturer is in ``foreign.py``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from drivers.errors import ProtocolError
from drivers.onbon_bx.foreign import LegacyProbe, name_family, read_probe
from drivers.wire import crc16_arc, spaced_hex, xor8

HOST = 0x8000
ANY = 0xFFFE  # any screen, and it answers
BROADCAST = 0xFFFF  # all screens, and none answers: never used when an acknowledgement is wanted

_FIFTH = struct.Struct("<HHBB2sBxHxBBB6sHHB")
_SIXTH = struct.Struct("<HHBB2sBB")
_SIXTH_REST = struct.Struct("<HHBB6sHHxB")
_DYNAMIC = struct.Struct("<HHBx2s4xI")
_CRC = struct.Struct("<H")
_FIFTH_MARK, _SIXTH_MARK, _DYNAMIC_MARK = 0x05, 0x07, 0xF0
_PLAIN = 0x96  # "not encrypted"
_HAS_BARCODE, _BARCODE = 0x02, 16


@dataclass(frozen=True, slots=True)
class StandardPacket:
    """A body under the standard header of the fifth generation."""

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
class SixthPacket:
    """A body under the standard header of the sixth generation.

    ``barcode`` is empty or 16 bytes, and the flag that announces it is not kept in ``flags``.
    """

    destination: int
    source: int
    device: bytes
    body: bytes
    protocol: int = 0
    link: int = 0
    flags: int = 0
    barcode: bytes = b""
    sequence: int = 0
    max_frame: int = 0xFF
    random: int = 0
    password: bytes = bytes(6)


@dataclass(frozen=True, slots=True)
class DynamicPacket:
    """A body under the dynamic header."""

    destination: int
    source: int
    device: bytes
    body: bytes


Packet = StandardPacket | SixthPacket | DynamicPacket


class ChecksumError(ProtocolError):
    """A packet whose sums do not agree; ``packet`` is what could be read of it."""

    def __init__(self, message: str, packet: Packet) -> None:
        super().__init__(message)
        self.packet = packet


def encode_packet(packet: Packet) -> bytes:
    """The payload of one frame."""
    match packet:
        case StandardPacket():
            head = _fifth_head(packet)
            return head + bytes([xor8(head)]) + packet.body
        case SixthPacket():
            head = _sixth_head(packet)
            return head + bytes([xor8(head)]) + packet.body
    whole = _DYNAMIC.pack(packet.destination, packet.source, _DYNAMIC_MARK, packet.device, len(packet.body))
    whole += packet.body
    return whole + _CRC.pack(crc16_arc(whole))


def decode_packet(payload: bytes) -> Packet | LegacyProbe:
    """The packet in a payload; ``ChecksumError`` or another ``ProtocolError`` otherwise."""
    mark = payload[4] if len(payload) > 4 else -1
    if mark == _FIFTH_MARK and len(payload) >= _FIFTH.size:
        return _read_fifth(payload)
    if mark == _SIXTH_MARK and len(payload) >= _sixth_size(payload):
        return _read_sixth(payload)
    if mark == _DYNAMIC_MARK and len(payload) >= _DYNAMIC.size + _CRC.size:
        return _read_dynamic(payload)
    if probe := read_probe(payload):
        return probe
    raise ProtocolError(
        f"not a packet of the fifth or sixth generation{name_family(payload)}: {spaced_hex(payload)}"
    )


def answer_to(packet: Packet, body: bytes) -> Packet:
    """The same kind of header with the addresses exchanged and everything else echoed."""
    return replace(packet, destination=packet.source, source=packet.destination, body=body)


def _fifth_head(packet: StandardPacket) -> bytes:
    whole = _FIFTH.pack(
        packet.destination,
        packet.source,
        _FIFTH_MARK,
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


def _sixth_head(packet: SixthPacket) -> bytes:
    start = _SIXTH.pack(
        packet.destination,
        packet.source,
        _SIXTH_MARK,
        packet.protocol,
        packet.device,
        packet.link,
        packet.flags | (_HAS_BARCODE if packet.barcode else 0),
    )
    rest = _SIXTH_REST.pack(
        packet.sequence,
        packet.max_frame,
        _PLAIN,
        packet.random,
        packet.password,
        len(packet.body),
        crc16_arc(packet.body),
        0,
    )
    return (start + packet.barcode + rest)[:-1]


def _read_fifth(payload: bytes) -> Packet:
    to, by, _, protocol, device, link, sequence, max_frame, coding, random, password, length, crc, xor = (
        _FIFTH.unpack_from(payload)
    )
    body = payload[_FIFTH.size :]
    packet = StandardPacket(to, by, device, body, protocol, link, sequence, max_frame, random, password)
    _check_standard(packet, payload[: _FIFTH.size - 1], coding, length, crc, xor)
    return packet


def _sixth_size(payload: bytes) -> int:
    """How long the header of this payload has to be."""
    barcode = _BARCODE if len(payload) >= _SIXTH.size and payload[_SIXTH.size - 1] & _HAS_BARCODE else 0
    return _SIXTH.size + barcode + _SIXTH_REST.size


def _read_sixth(payload: bytes) -> Packet:
    to, by, _, protocol, device, link, flags = _SIXTH.unpack_from(payload)
    size = _sixth_size(payload)
    sequence, max_frame, coding, random, password, length, crc, xor = _SIXTH_REST.unpack_from(
        payload, size - _SIXTH_REST.size
    )
    packet = SixthPacket(
        to,
        by,
        device,
        payload[size:],
        protocol,
        link,
        flags & ~_HAS_BARCODE,
        payload[_SIXTH.size : size - _SIXTH_REST.size],
        sequence,
        max_frame,
        random,
        password,
    )
    _check_standard(packet, payload[: size - 1], coding, length, crc, xor)
    return packet


def _check_standard(packet: Packet, head: bytes, coding: int, length: int, crc: int, xor: int) -> None:
    if xor != xor8(head) or crc != crc16_arc(packet.body):
        raise ChecksumError(f"wrong checksum: {spaced_hex(head + packet.body)}", packet)
    if length != len(packet.body) or coding != _PLAIN:
        raise ProtocolError(f"a packet of {length} bytes, coding {coding:#x}, has {len(packet.body)}")


def _read_dynamic(payload: bytes) -> Packet:
    destination, source, _mark, device, length = _DYNAMIC.unpack_from(payload)
    body = payload[_DYNAMIC.size : -_CRC.size]
    packet = DynamicPacket(destination, source, device, body)
    if crc16_arc(payload[: -_CRC.size]) != _CRC.unpack(payload[-_CRC.size :])[0]:
        raise ChecksumError(f"wrong checksum: {spaced_hex(payload)}", packet)
    if length != len(body):
        raise ProtocolError(f"a packet of {length} bytes has {len(body)}")
    return packet
