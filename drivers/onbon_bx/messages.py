"""What is asked of a card and what it answers, as values and as packet bodies. Pure.

::

    request:  01 | group 1 | command 1 | length 2 | data        01 = an answer is wanted
    answer:   00 | group 1 | command 1 | status 2 | error 2 | length 2 | data

The manual calls the length of a dynamic command (group A7) reserved: one SDK
sends 0, one the length. 0 is sent here, either is accepted.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import astuple, dataclass

from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import UpdateArea, decode_area, encode_area
from drivers.wire import spaced_hex

_REQUEST = struct.Struct("<BBBH")
_ANSWER = struct.Struct("<BBBHHH")
_PING_REPLY = struct.Struct("<2s8sBHBHHBBB2sBBHBBBB")
_STANDARD_GROUP, _DYNAMIC_GROUP, _ACK_GROUP = 0xA2, 0xA7, 0xA0
_ALL_AREAS = 0xFF

UNKNOWN_GROUP, UNKNOWN_COMMAND, BUSY, CHECKSUM, SCREEN_PARAMETERS, PARAMETER = 1, 2, 3, 5, 18, 25
REASONS = {
    UNKNOWN_GROUP: "unknown command group",
    UNKNOWN_COMMAND: "unknown command",
    BUSY: "busy",
    4: "memory full",
    CHECKSUM: "checksum",
    7: "flash",
    17: "wrong controller type",
    SCREEN_PARAMETERS: "screen parameters",
    19: "controller address",
    20: "password",
    PARAMETER: "parameter",
}


@dataclass(frozen=True, slots=True)
class Ping:
    """Who are you?"""


@dataclass(frozen=True, slots=True)
class SwitchPower:
    """Lamps on or off; what is to be shown stays in the card."""

    on: bool


@dataclass(frozen=True, slots=True)
class DeleteAreas:
    """Take dynamic areas away; ``None`` = all of them."""

    areas: tuple[int, ...] | None = None


Request = Ping | SwitchPower | UpdateArea | DeleteAreas


@dataclass(frozen=True, slots=True)
class Ack:
    """Done."""


@dataclass(frozen=True, slots=True)
class Nack:
    """Not done; ``code`` is one of ``REASONS`` or a number the manual has and we do not name."""

    code: int

    def __str__(self) -> str:
        return f"{REASONS.get(self.code, 'error')} ({self.code})"


@dataclass(frozen=True, slots=True)
class PingReply:
    """What a card says of itself. ``configured`` 0: its screen was never set up with the vendor's program."""

    device: bytes
    firmware: bytes
    configured: int
    address: int
    baud: int
    width: int
    height: int
    colour: int  # 1 one colour, 3 two
    brightness: int  # 0 to 15
    powered: int
    scan: bytes = bytes(2)
    rows_per_channel: int = 16
    grey: int = 0
    unit_width: int = 8
    cascade: int = 0
    host: int = 0
    package_mode: int = 1
    backup: int = 0


Reply = Ack | Nack | PingReply


class RequestError(ProtocolError):
    """A request a card would refuse; ``code`` is the number it would give."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def encode_request(request: Request) -> bytes:
    match request:
        case Ping():
            return _standard(0x00, b"")
        case SwitchPower(on):
            return _standard(0x05, bytes([on]))
        case UpdateArea():
            return _REQUEST.pack(1, _DYNAMIC_GROUP, 0x00, 0) + encode_area(request)
    areas = request.areas
    ids = bytes([_ALL_AREAS]) if areas is None else bytes([len(areas), *areas])
    return _REQUEST.pack(1, _DYNAMIC_GROUP, 0x01, 0) + ids


def decode_request(body: bytes) -> Request:
    """The request in a body; ``RequestError`` with the code a card answers."""
    if len(body) < _REQUEST.size:
        raise RequestError(f"a request of {len(body)} bytes", PARAMETER)
    _wanted, group, command, length = _REQUEST.unpack_from(body)
    data = body[_REQUEST.size :]
    if group not in _READERS:
        raise RequestError(f"group {group:#x} is not simulated", UNKNOWN_GROUP)
    if command not in _READERS[group]:
        raise RequestError(f"command {group:#x} {command:#x} is not simulated", UNKNOWN_COMMAND)
    if group == _STANDARD_GROUP and length != len(data):
        raise RequestError(f"{length} bytes announced, {len(data)} sent", PARAMETER)
    try:
        return _READERS[group][command](data)
    except ValueError as error:
        raise RequestError(str(error), PARAMETER) from error


def wants_answer(body: bytes) -> bool:
    return body[:1] == b"\x01"


def encode_reply(reply: Reply) -> bytes:
    match reply:
        case Ack():
            return _ANSWER.pack(0, _ACK_GROUP, 0x00, 0, 0, 0)
        case Nack(code):
            return _ANSWER.pack(0, _ACK_GROUP, 0x01, 1, code, 0)
    data = _PING_REPLY.pack(*astuple(reply))
    return _ANSWER.pack(0, _STANDARD_GROUP, 0x80, 0, 0, len(data)) + data


def decode_reply(body: bytes) -> Reply:
    """The answer in a body; ``ProtocolError`` if it is none we know."""
    if len(body) >= _ANSWER.size:
        _host, group, command, status, error, length = _ANSWER.unpack_from(body)
        data = body[_ANSWER.size :]
        match group, command, status & 1:
            case 0xA0, 0x00, 0:
                return Ack()
            case 0xA0, 0x01, 1:
                return Nack(error)
            case 0xA2, 0x80, 0 if length == len(data) >= _PING_REPLY.size:  # more is a newer firmware
                return PingReply(*_PING_REPLY.unpack_from(data))
    raise ProtocolError(f"an answer nobody knows: {spaced_hex(body)}")


def _standard(command: int, data: bytes) -> bytes:
    return _REQUEST.pack(1, _STANDARD_GROUP, command, len(data)) + data


def _read_ping(data: bytes) -> Request:
    if data:
        raise ValueError("a ping has no data")
    return Ping()


def _read_power(data: bytes) -> Request:
    if data not in (b"\x00", b"\x01"):
        raise ValueError("power is 0 or 1")
    return SwitchPower(data == b"\x01")


def _read_delete(data: bytes) -> Request:
    if data == bytes([_ALL_AREAS]):
        return DeleteAreas()
    if not data or data[0] != len(data) - 1:
        raise ValueError("the number of areas and the list of areas differ")
    return DeleteAreas(tuple(data[1:]))


_READERS: dict[int, dict[int, Callable[[bytes], Request]]] = {
    _STANDARD_GROUP: {0x00: _read_ping, 0x05: _read_power},
    _DYNAMIC_GROUP: {0x00: decode_area, 0x01: _read_delete},
}
