"""Files to a card and what it says of them (group A1): values and packet bodies. Pure.

::

    request:  01 | A1 | command 1 | length 2 | data
      01 delete         count 2 | name 4 ...
      02 start a file   name 4 | type 1 | length 4 | overwrite 1 | the file's last four bytes
      03 block          name 4 | last 1 | offset 4 | bytes
      06 directory      type 1 | entries a block 1
      07 directory part number 2
      08 start, 09 end, 12 free space     nothing
    answer:   A0 00 or A0 01, or 00 | A1 | command + 80 | status 2 | error 2 | length 2 | data
      86 anything
      87 last 1 | number 2 | length 2 | (name 4 | type 1 | length 4 | CRC-32 4) ...
      92 size 4 | free 4

From bytes of the vendor's Java and C SDKs, and for 87 and 92 from answers its
Java client took. How a directory with files in it looks on the wire has not been
seen: an entry is what the C SDK's header calls a file's attributes, and the
answer's second number, 0 when empty, is taken as entries or as bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FILE_GROUP = 0xA1
SAFE_BLOCK = 600  # bytes of a file at once: what a card in its small-packet mode takes
ENTRIES = 5  # of a directory in one answer, as the Java SDK asks for them

_REQUEST = struct.Struct("<BBBH")
_ANSWER = struct.Struct("<BBBHHH")
_WRITE = struct.Struct("<4sBIB4s")
_BLOCK = struct.Struct("<4sBI")
_COUNT = struct.Struct("<H")
_PART = struct.Struct("<BHH")
_ENTRY = struct.Struct("<4sBI4s")
_SPACE = struct.Struct("<II")
_NAME = 4


@dataclass(frozen=True, slots=True)
class DeleteFiles:
    """Take files away."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartWrite:
    """A file is to come. ``seal``: its last four bytes, which are its checksum."""

    name: str
    kind: int
    length: int
    seal: bytes
    overwrite: int = 1


@dataclass(frozen=True, slots=True)
class WriteBlock:
    """A part of the file."""

    name: str
    last: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class StartDirectory:
    """Which files of a type are there?"""

    kind: int
    entries: int = ENTRIES


@dataclass(frozen=True, slots=True)
class ReadDirectory:
    """The next part of the answer."""

    number: int


@dataclass(frozen=True, slots=True)
class StartTransfer:
    """Files are to come."""


@dataclass(frozen=True, slots=True)
class EndTransfer:
    """All files are there."""


@dataclass(frozen=True, slots=True)
class AskSpace:
    """How much room is there for files?"""


FileRequest = (
    DeleteFiles
    | StartWrite
    | WriteBlock
    | StartDirectory
    | ReadDirectory
    | StartTransfer
    | EndTransfer
    | AskSpace
)


@dataclass(frozen=True, slots=True)
class DirectoryStarted:
    """The directory can be read. What the card says beside that is not known."""

    data: bytes = b""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as its card lists it."""

    name: str
    kind: int
    length: int
    seal: bytes


@dataclass(frozen=True, slots=True)
class DirectoryPart:
    """Some of the files."""

    last: int
    number: int
    entries: tuple[FileEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """Room for files, in bytes."""

    size: int
    free: int


FileReply = DirectoryStarted | DirectoryPart | Space


def encode_file_request(request: FileRequest) -> bytes:
    """The body of a request."""
    command, data = _write_request(request)
    return _REQUEST.pack(1, FILE_GROUP, command, len(data)) + data


def encode_file_reply(reply: FileReply) -> bytes:
    """The body of an answer."""
    command, data = _write_reply(reply)
    return _ANSWER.pack(0, FILE_GROUP, command, 0, 0, len(data)) + data


def cut(file: bytes, name: str, block: int) -> list[WriteBlock]:
    """The blocks of a file, in the order in which they are sent."""
    return [
        WriteBlock(name, int(at + block >= len(file)), at, file[at : at + block])
        for at in range(0, len(file), block)
    ]


def _write_request(request: FileRequest) -> tuple[int, bytes]:
    match request:
        case DeleteFiles(names):
            return 0x01, _COUNT.pack(len(names)) + "".join(names).encode("ascii")
        case StartWrite(name, kind, length, seal, overwrite):
            return 0x02, _WRITE.pack(name.encode("ascii"), kind, length, overwrite, seal)
        case WriteBlock(name, last, offset, data):
            return 0x03, _BLOCK.pack(name.encode("ascii"), last, offset) + data
        case StartDirectory(kind, entries):
            return 0x06, bytes((kind, entries))
        case ReadDirectory(number):
            return 0x07, _COUNT.pack(number)
        case StartTransfer():
            return 0x08, b""
        case EndTransfer():
            return 0x09, b""
    return 0x12, b""


def _write_reply(reply: FileReply) -> tuple[int, bytes]:
    match reply:
        case DirectoryStarted(data):
            return 0x86, data
        case DirectoryPart(last, number, entries):
            rows = b"".join(
                _ENTRY.pack(entry.name.encode("ascii"), entry.kind, entry.length, entry.seal)
                for entry in entries
            )
            return 0x87, _PART.pack(last, number, len(rows)) + rows
    return 0x92, _SPACE.pack(reply.size, reply.free)


def _read_delete(data: bytes) -> FileRequest:
    (count,) = _unpack(_COUNT, data[: _COUNT.size])
    names = data[_COUNT.size :]
    if len(names) != _NAME * count:
        raise ValueError(f"{count} names announced, {len(names)} bytes sent")
    text = names.decode("ascii")
    return DeleteFiles(tuple(text[i : i + _NAME] for i in range(0, len(text), _NAME)))


def _read_write(data: bytes) -> FileRequest:
    name, kind, length, overwrite, seal = _unpack(_WRITE, data)
    return StartWrite(name.decode("ascii"), kind, length, seal, overwrite)


def _read_block(data: bytes) -> FileRequest:
    name, last, offset = _unpack(_BLOCK, data[: _BLOCK.size])
    return WriteBlock(name.decode("ascii"), last, offset, data[_BLOCK.size :])


def _read_directory(data: bytes) -> FileRequest:
    if len(data) != 2:
        raise ValueError("a directory is asked for by type and size")
    return StartDirectory(*data)


def _read_number(data: bytes) -> FileRequest:
    return ReadDirectory(*_unpack(_COUNT, data))


def _read_empty(kind: Callable[[], FileRequest]) -> Callable[[bytes], FileRequest]:
    def read(data: bytes) -> FileRequest:
        if data:
            raise ValueError(f"{len(data)} bytes where none belong")
        return kind()

    return read


def _read_part(data: bytes) -> FileReply:
    last, number, size = _unpack(_PART, data[: _PART.size])
    rows = data[_PART.size :]
    if len(rows) % _ENTRY.size or size not in (len(rows), len(rows) // _ENTRY.size):
        raise ValueError(f"a directory of {size} has {len(rows)} bytes")
    entries = (FileEntry(name.decode("ascii"), *rest) for name, *rest in _ENTRY.iter_unpack(rows))
    return DirectoryPart(last, number, tuple(entries))


def _read_space(data: bytes) -> FileReply:
    return Space(*_unpack(_SPACE, data))


def _unpack(fields: struct.Struct, data: bytes) -> tuple[Any, ...]:
    if len(data) != fields.size:
        raise ValueError(f"{len(data)} bytes where {fields.size} belong")
    return fields.unpack(data)


# by command; each raises ``ValueError`` for data that are not what the command wants
READERS: dict[int, Callable[[bytes], FileRequest]] = {
    0x01: _read_delete,
    0x02: _read_write,
    0x03: _read_block,
    0x06: _read_directory,
    0x07: _read_number,
    0x08: _read_empty(StartTransfer),
    0x09: _read_empty(EndTransfer),
    0x12: _read_empty(AskSpace),
}
REPLY_READERS: dict[int, Callable[[bytes], FileReply]] = {
    0x86: DirectoryStarted,
    0x87: _read_part,
    0x92: _read_space,
}
