"""How cards are found by UDP, and the frame of the serial line; read and written, not used. Pure.

UDP port 10001, little endian; the answer of one generation has four bytes more::

    ask     u32 version | 1001
    answer  u32 version | 1002 | device ID, 15 bytes, NUL padded | [u32 change]

Serial (manufacturer's C++ client; byte order and checksum not confirmed on hardware)::

     0     2     4       8        12      16
    | len | cmd | total | offset | crc32 | part |
                                   `- CRC-32/BZIP2 of the part, most significant byte first

No file travels over the serial line, so no bitmap can: the driver has no use for it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.huidu_sdk.messages import Command, XmlPart
from drivers.wire import spaced_hex

ID_SIZE = 15
_ASK, _ANSWER = 0x1001, 0x1002
_SEARCH = struct.Struct("<IH")
_FOUND = struct.Struct(f"<IH{ID_SIZE}s")
_SERIAL = struct.Struct("<HHII4s")


@dataclass(frozen=True, slots=True)
class Search:
    """Is a card there?"""

    version: int


@dataclass(frozen=True, slots=True)
class Found:
    """One is; ``tail`` is what newer cards add."""

    version: int
    device_id: str
    tail: bytes = b""


def encode_search(search: Search) -> bytes:
    return _SEARCH.pack(search.version, _ASK)


def decode_datagram(data: bytes) -> Search | Found:
    """What was asked or answered; ``ProtocolError`` for anything else."""
    command = _SEARCH.unpack_from(data)[1] if len(data) >= _SEARCH.size else 0
    if command == _ASK and len(data) == _SEARCH.size:
        return Search(_SEARCH.unpack(data)[0])
    if command == _ANSWER and len(data) >= _FOUND.size:
        version, _, name = _FOUND.unpack_from(data)
        return Found(version, name.rstrip(b"\0").decode("ascii", "replace"), data[_FOUND.size :])
    raise ProtocolError(f"neither a search nor its answer: {spaced_hex(data)}")


def encode_serial(part: XmlPart) -> bytes:
    """A part of a document as the serial line carries it."""
    length = _SERIAL.size + len(part.part)
    command = Command.XML_ANSWER if part.answer else Command.XML_ASK
    crc = crc32_bzip2(part.part).to_bytes(4)
    return _SERIAL.pack(length, command, part.total, part.offset, crc) + part.part


def decode_serial(data: bytes) -> XmlPart:
    """The part in one serial packet; ``ProtocolError`` for a wrong length, command or checksum."""
    if len(data) < _SERIAL.size:
        raise ProtocolError(f"too short for a serial packet: {spaced_hex(data)}")
    length, command, total, offset, crc = _SERIAL.unpack_from(data)
    part = data[_SERIAL.size :]
    known = command in (Command.XML_ASK, Command.XML_ANSWER)
    if length != len(data) or not known or crc != crc32_bzip2(part).to_bytes(4):
        raise ProtocolError(f"not a serial packet: {spaced_hex(data)}")
    return XmlPart(total, offset, part, command == Command.XML_ANSWER)


def _crc32_entry(index: int) -> int:
    crc = index << 24
    for _ in range(8):
        crc = (crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
    return crc & 0xFFFFFFFF


_CRC32 = tuple(_crc32_entry(index) for index in range(256))


def crc32_bzip2(data: bytes) -> int:
    """Polynomial 04C11DB7, not reflected, start and final XOR all ones; ``b"123456789"`` gives FC891918."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = ((crc << 8) & 0xFFFFFFFF) ^ _CRC32[(crc >> 24) ^ byte]
    return crc ^ 0xFFFFFFFF
