"""What is asked of a card and what it answers, as packet bodies. Pure.

::

    request:  01 | group 1 | command 1 | length 2 | data        01 = an answer is wanted
    answer:   00 | group 1 | command 1 | status 2 | error 2 | length 2 | data

The data of group A2 is in ``orders`` and ``reports``, that of group A1 (files)
in ``transfer``, that of group A7 (dynamic areas) in ``areas`` and
``areas_sixth``. The same A7 00 means one area to a fifth-generation card and a
list to a sixth, hence ``decode_request``'s second argument.

The manual calls the length of a dynamic command (group A7) reserved: one SDK
sends 0, one the length. 0 is sent here, either is accepted.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.onbon_bx import orders, reports, transfer
from drivers.onbon_bx.areas import UpdateArea, UpdateAreas, decode_area, encode_area
from drivers.onbon_bx.areas_sixth import decode_areas, encode_areas
from drivers.onbon_bx.models import Generation
from drivers.onbon_bx.orders import (
    AskFirmware,
    AskStatus,
    LockScreen,
    Order,
    Ping,
    SetBrightness,
    SetClock,
    SwitchPower,
    encode_order,
)
from drivers.onbon_bx.refusals import PARAMETER, UNKNOWN_COMMAND, UNKNOWN_GROUP, Nack, RequestError
from drivers.onbon_bx.reports import FirmwareReply, PingReply, Report, StatusReply, encode_report
from drivers.onbon_bx.transfer import FileReply, FileRequest, encode_file_reply, encode_file_request
from drivers.wire import spaced_hex

__all__ = [
    "Ack",
    "AskFirmware",
    "AskStatus",
    "DeleteAreas",
    "DynamicRequest",
    "FirmwareReply",
    "LockScreen",
    "Nack",
    "Ping",
    "PingReply",
    "Reply",
    "Request",
    "RequestError",
    "SetBrightness",
    "SetClock",
    "StatusReply",
    "SwitchPower",
    "UpdateArea",
    "UpdateAreas",
    "decode_reply",
    "decode_request",
    "encode_reply",
    "encode_request",
    "wants_answer",
]

_REQUEST = struct.Struct("<BBBH")
_ANSWER = struct.Struct("<BBBHHH")
_DYNAMIC_GROUP, _ACK_GROUP = 0xA7, 0xA0
_ALL_AREAS = 0xFF


@dataclass(frozen=True, slots=True)
class DeleteAreas:
    """Take dynamic areas away; ``None`` = all of them."""

    areas: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ack:
    """Done."""


DynamicRequest = UpdateArea | UpdateAreas | DeleteAreas
Request = Order | DynamicRequest | FileRequest
Reply = Ack | Nack | Report | FileReply


def encode_request(request: Request) -> bytes:
    match request:
        case UpdateArea():
            return _REQUEST.pack(1, _DYNAMIC_GROUP, 0x00, 0) + encode_area(request)
        case UpdateAreas():
            return _REQUEST.pack(1, _DYNAMIC_GROUP, 0x00, 0) + encode_areas(request)
        case DeleteAreas(areas):
            return _REQUEST.pack(1, _DYNAMIC_GROUP, 0x01, 0) + _encode_ids(areas)
    if isinstance(request, FileRequest):
        return encode_file_request(request)
    command, data = encode_order(request)
    return _REQUEST.pack(1, orders.GROUP, command, len(data)) + data


def decode_request(body: bytes, generation: Generation = Generation.FIFTH) -> Request:
    """The request in a body; ``RequestError`` with the code a card answers."""
    if len(body) < _REQUEST.size:
        raise RequestError(f"a request of {len(body)} bytes", PARAMETER)
    _wanted, group, command, length = _REQUEST.unpack_from(body)
    data, readers = body[_REQUEST.size :], _READERS[generation]
    if group not in readers:
        raise RequestError(f"group {group:#x} is not simulated", UNKNOWN_GROUP)
    if command not in readers[group]:
        raise RequestError(f"command {group:#x} {command:#x} is not simulated", UNKNOWN_COMMAND)
    if group != _DYNAMIC_GROUP and length != len(data):
        raise RequestError(f"{length} bytes announced, {len(data)} sent", PARAMETER)
    try:
        return readers[group][command](data)
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
    if isinstance(reply, FileReply):
        return encode_file_reply(reply)
    command, data = encode_report(reply)
    return _ANSWER.pack(0, orders.GROUP, command, 0, 0, len(data)) + data


def decode_reply(body: bytes) -> Reply:
    """The answer in a body; ``ProtocolError`` if it is none we know."""
    if len(body) >= _ANSWER.size:
        _host, group, command, status, error, length = _ANSWER.unpack_from(body)
        match group, command, status & 1:
            case 0xA0, 0x00, 0:
                return Ack()
            case 0xA0, 0x01, 1:
                return Nack(error)
            case ((orders.GROUP | transfer.FILE_GROUP), _, 0) if length == len(body) - _ANSWER.size:
                return _read_data(group, command, body[_ANSWER.size :])
    raise ProtocolError(f"an answer nobody knows: {spaced_hex(body)}")


def _read_data(group: int, command: int, data: bytes) -> Reply:
    try:
        return _REPLY_READERS[group][command](data)
    except (KeyError, struct.error, ValueError) as error:
        raise ProtocolError(
            f"an answer nobody knows ({group:#x} {command:#x}): {spaced_hex(data)}"
        ) from error


def _encode_ids(areas: tuple[int, ...] | None) -> bytes:
    return bytes([_ALL_AREAS]) if areas is None else bytes([len(areas), *areas])


def _read_delete(data: bytes) -> DeleteAreas:
    if data == bytes([_ALL_AREAS]):
        return DeleteAreas()
    if not data or data[0] != len(data) - 1:
        raise ValueError("the number of areas and the list of areas differ")
    return DeleteAreas(tuple(data[1:]))


_Readers = dict[int, dict[int, Callable[[bytes], Request]]]


def _readers(update: Callable[[bytes], Request]) -> _Readers:
    return {
        transfer.FILE_GROUP: {**transfer.READERS},
        orders.GROUP: {**orders.READERS},
        _DYNAMIC_GROUP: {0x00: update, 0x01: _read_delete},
    }


_READERS = {Generation.FIFTH: _readers(decode_area), Generation.SIXTH: _readers(decode_areas)}
_REPLY_READERS: dict[int, dict[int, Callable[[bytes], Reply]]] = {
    transfer.FILE_GROUP: {**transfer.REPLY_READERS},
    orders.GROUP: {**reports.READERS},
}
