"""The frame of every Huidu TCP wire: length, command, payload. Pure.

Little endian throughout, no checksum (manufacturer's SDK description, packet format)::

     0     2     4
    | len | cmd | payload |
      |     `- see Command
      `- of the whole packet, these two bytes included: 4 to 9216

What payloads mean is in ``messages.py``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.wire import ReceiveBuffer, spaced_hex

MAX_PACKET = 9 * 1024
HEAD = struct.Struct("<HH")
MAX_PAYLOAD = MAX_PACKET - HEAD.size

_HELD = 128 * 1024  # several packets may arrive in one piece


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet; ``command`` may be one nobody documented."""

    command: int
    payload: bytes = b""


def encode_packet(packet: Packet) -> bytes:
    """The packet as it goes on the wire; ``ValueError`` if it is longer than a packet may be."""
    if len(packet.payload) > MAX_PAYLOAD:
        raise ValueError(f"a packet carries at most {MAX_PAYLOAD} bytes, not {len(packet.payload)}")
    return HEAD.pack(HEAD.size + len(packet.payload), packet.command) + packet.payload


class PacketDecoder:
    """Takes bytes as they come, gives packets.

    A length no packet can have means that the two ends no longer agree where
    packets begin; nothing marks a beginning, so everything held is dropped.
    """

    def __init__(self) -> None:
        self._buffer = ReceiveBuffer(_HELD)
        self._head: tuple[int, int] | None = None

    def feed(self, data: bytes) -> None:
        self._buffer.append(data)

    def clear(self) -> None:
        self._buffer.clear()
        self._head = None

    def next(self) -> Packet | None:
        if self._head is None and len(self._buffer) >= HEAD.size:
            self._head = self._read_head()
        if self._head is None or len(self._buffer) < self._head[0]:
            return None
        (length, command), self._head = self._head, None
        return Packet(command, self._buffer.take(length))

    def _read_head(self) -> tuple[int, int]:
        head = self._buffer.take(HEAD.size)
        length, command = HEAD.unpack(head)
        if not HEAD.size <= length <= MAX_PACKET:
            rest = self._buffer.take(28)
            self.clear()
            raise ProtocolError(f"no packet is {length} bytes long: {spaced_hex(head + rest)}")
        return length - HEAD.size, command
