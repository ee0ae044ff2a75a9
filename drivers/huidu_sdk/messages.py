"""What is said in packets: handshake, heartbeat, parts of XML, files, as values. Pure.

From the manufacturer's SDK description; three generations of its source and
three independent clients use the same numbers. Not here: bytes (``codec.py``).

A command that is none of these is kept as a ``Packet``: cards report their
position (3007), and whatever else they say unasked, without being wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from drivers.huidu_sdk.packets import Packet

IMAGE, TEMPORARY_IMAGE = 0, 128


class Command(IntEnum):
    """The commands of this module."""

    HOST_BEAT = 0x005F
    CARD_BEAT = 0x0060
    ERROR = 0x2000
    VERSION_ASK = 0x2001
    VERSION_ANSWER = 0x2002
    XML_ASK = 0x2003
    XML_ANSWER = 0x2004
    FILE_START = 0x8001
    FILE_START_ANSWER = 0x8002
    FILE_CONTENT = 0x8003
    FILE_END = 0x8005
    FILE_END_ANSWER = 0x8006
    READ_FILE = 0x8007
    READ_FILE_ANSWER = 0x8008


@dataclass(frozen=True, slots=True)
class HostBeat:
    """005F: the host is there."""


@dataclass(frozen=True, slots=True)
class CardBeat:
    """0060: the card is there."""


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    code: int


@dataclass(frozen=True, slots=True)
class VersionAsk:
    version: int


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """``tail``: the status of the ten-byte kind, or nothing."""

    version: int
    tail: bytes = b""


@dataclass(frozen=True, slots=True)
class XmlPart:
    """A part of a document on its way to the card, or from it (``answer``)."""

    total: int
    offset: int
    part: bytes
    answer: bool = False


@dataclass(frozen=True, slots=True)
class FileStart:
    md5: str
    size: int
    name: str
    kind: int = IMAGE


@dataclass(frozen=True, slots=True)
class FileStartAnswer:
    status: int
    exists: int = 0


@dataclass(frozen=True, slots=True)
class FileContent:
    data: bytes


@dataclass(frozen=True, slots=True)
class FileEnd:
    """8005: that was all of it."""


@dataclass(frozen=True, slots=True)
class FileEndAnswer:
    status: int


@dataclass(frozen=True, slots=True)
class ReadFile:
    name: str


@dataclass(frozen=True, slots=True)
class ReadFileAnswer:
    status: int
    md5: str
    size: int
    kind: int


Message = (
    HostBeat
    | CardBeat
    | ErrorAnswer
    | VersionAsk
    | VersionAnswer
    | XmlPart
    | FileStart
    | FileStartAnswer
    | FileContent
    | FileEnd
    | FileEndAnswer
    | ReadFile
    | ReadFileAnswer
    | Packet
)
