"""Messages to bytes and back. Pure.

Payloads, little endian (manufacturer's SDK description)::

    2001 version ask      u32 version
    2002 version answer   u32 version [u16 status: the 2017 client wants it, cards leave it out]
    2000 error            u16 code
    2003 XML to the card  u32 total | u32 offset of this part | part
    2004 XML from it      likewise
    8001 file start       md5, 32 lower-case hex + NUL | u64 size | u16 kind | name, UTF-8 + NUL
    8002 its answer       u16 status | u64 bytes the card already has
    8003 file content     1 to 9212 bytes, in order, never acknowledged
    8005 file end         nothing
    8006 its answer       u16 status
    8007 read file        name, UTF-8 + NUL
    8008 its answer       u16 status | md5 + NUL | u64 size | u16 kind
    005F, 0060            heartbeat from the host, from the card; neither answers the other
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from drivers.errors import ProtocolError
from drivers.huidu_sdk.messages import (
    CardBeat,
    Command,
    ErrorAnswer,
    FileContent,
    FileEnd,
    FileEndAnswer,
    FileStart,
    FileStartAnswer,
    HostBeat,
    Message,
    ReadFile,
    ReadFileAnswer,
    VersionAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.packets import MAX_PAYLOAD, Packet, PacketDecoder, encode_packet
from drivers.wire import spaced_hex

MD5_DIGITS = 32
MAX_NAME = 255  # bytes, before the NUL

_U16, _U32 = struct.Struct("<H"), struct.Struct("<I")
_PART = struct.Struct("<II")
_START = struct.Struct("<33sQH")
_START_ANSWER = struct.Struct("<HQ")
_READ_ANSWER = struct.Struct("<H33sQH")
MAX_PART = MAX_PAYLOAD - _PART.size


def wire_of(message: Message) -> bytes:
    """The message as it goes on the wire; ``ValueError`` for one that does not fit."""
    return encode_packet(message if isinstance(message, Packet) else Packet(*_fields(message)))


def read_message(packet: Packet) -> Message:
    """What a packet means; itself if it is none of ours, ``ProtocolError`` if it is malformed."""
    reader = _READERS.get(packet.command)
    if reader is None:
        return packet
    try:
        return reader(packet.payload)
    except (struct.error, ValueError) as error:  # UnicodeDecodeError is a ValueError
        command = Command(packet.command).name
        raise ProtocolError(f"a malformed {command}: {spaced_hex(packet.payload)}") from error


class MessageDecoder:
    """Bytes in, messages out."""

    def __init__(self) -> None:
        self._packets = PacketDecoder()

    def feed(self, data: bytes) -> None:
        self._packets.feed(data)

    def clear(self) -> None:
        self._packets.clear()

    def next(self) -> Message | None:
        packet = self._packets.next()
        return None if packet is None else read_message(packet)


def _fields(message: Message) -> tuple[int, bytes]:
    match message:
        case VersionAsk(version):
            return Command.VERSION_ASK, _U32.pack(version)
        case VersionAnswer(version, tail):
            return Command.VERSION_ANSWER, _U32.pack(version) + tail
        case XmlPart(total, offset, part, answer):
            command = Command.XML_ANSWER if answer else Command.XML_ASK
            return command, _PART.pack(total, offset) + part
        case ErrorAnswer(code):
            return Command.ERROR, _U16.pack(code)
    return _file_fields(message)


def _file_fields(message: Message) -> tuple[int, bytes]:
    match message:
        case FileStart(md5, size, name, kind):
            return Command.FILE_START, _START.pack(_md5_bytes(md5), size, kind) + _name_bytes(name)
        case FileStartAnswer(status, exists):
            return Command.FILE_START_ANSWER, _START_ANSWER.pack(status, exists)
        case FileContent(data):
            return Command.FILE_CONTENT, data
        case FileEndAnswer(status):
            return Command.FILE_END_ANSWER, _U16.pack(status)
        case ReadFile(name):
            return Command.READ_FILE, _name_bytes(name)
        case ReadFileAnswer(status, md5, size, kind):
            return Command.READ_FILE_ANSWER, _READ_ANSWER.pack(status, _md5_bytes(md5), size, kind)
    return _BARE[type(message)], b""


_BARE: dict[type, int] = {
    HostBeat: Command.HOST_BEAT,
    CardBeat: Command.CARD_BEAT,
    FileEnd: Command.FILE_END,
}


def _read_version_answer(payload: bytes) -> VersionAnswer:
    return VersionAnswer(_U32.unpack_from(payload)[0], payload[_U32.size :])


def _read_part(payload: bytes, answer: bool) -> XmlPart:
    total, offset = _PART.unpack_from(payload)
    return XmlPart(total, offset, payload[_PART.size :], answer)


def _read_start(payload: bytes) -> FileStart:
    md5, size, kind = _START.unpack_from(payload)
    return FileStart(_read_md5(md5), size, _read_name(payload[_START.size :]), kind)


def _read_content(payload: bytes) -> FileContent:
    if not payload:
        raise ValueError("content without a byte")
    return FileContent(payload)


def _read_read_answer(payload: bytes) -> ReadFileAnswer:
    status, md5, size, kind = _READ_ANSWER.unpack(payload)
    return ReadFileAnswer(status, _read_md5(md5), size, kind)


def _read_bare(payload: bytes, message: Message) -> Message:
    if payload:
        raise ValueError("this command carries nothing")
    return message


_READERS: dict[int, Callable[[bytes], Message]] = {
    Command.HOST_BEAT: lambda payload: _read_bare(payload, HostBeat()),
    Command.CARD_BEAT: lambda payload: _read_bare(payload, CardBeat()),
    Command.ERROR: lambda payload: ErrorAnswer(*_U16.unpack(payload)),
    Command.VERSION_ASK: lambda payload: VersionAsk(*_U32.unpack(payload)),
    Command.VERSION_ANSWER: _read_version_answer,
    Command.XML_ASK: lambda payload: _read_part(payload, answer=False),
    Command.XML_ANSWER: lambda payload: _read_part(payload, answer=True),
    Command.FILE_START: _read_start,
    Command.FILE_START_ANSWER: lambda payload: FileStartAnswer(*_START_ANSWER.unpack(payload)),
    Command.FILE_CONTENT: _read_content,
    Command.FILE_END: lambda payload: _read_bare(payload, FileEnd()),
    Command.FILE_END_ANSWER: lambda payload: FileEndAnswer(*_U16.unpack(payload)),
    Command.READ_FILE: lambda payload: ReadFile(_read_name(payload)),
    Command.READ_FILE_ANSWER: _read_read_answer,
}


def _md5_bytes(md5: str) -> bytes:
    return _read_md5(md5.encode() + b"\0").encode()


def _read_md5(field: bytes) -> str:
    digits = field[:MD5_DIGITS]
    if len(field) != MD5_DIGITS + 1 or field[-1] or digits.strip(b"0123456789abcdef"):
        raise ValueError("an MD5 is 32 lower-case hexadecimal digits")
    return digits.decode()


def _name_bytes(name: str) -> bytes:
    field = name.encode() + b"\0"
    _read_name(field)
    return field


def _read_name(field: bytes) -> str:
    name, end, rest = field.partition(b"\0")
    if not name or not end or rest or len(name) > MAX_NAME:
        raise ValueError(f"a file name is 1 to {MAX_NAME} bytes and ends with NUL")
    if not name.decode().isprintable():
        raise ValueError("a file name has no control characters: XML could not carry them")
    return name.decode()
