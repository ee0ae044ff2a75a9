"""Whole wires: requests to bytes, bytes to packets and answers. Pure; the layers are beside it.

::

    messages, areas, bitmaps      01 A7 00 ...            what is said
    packets                       header + body + sums    to whom, and whether it arrived whole
    framing                       A5 x 8 ... 5A           where it begins and ends

A ``PacketDecoder`` serves both ends; ``ReplyDecoder`` is the host's.
"""

from __future__ import annotations

from functools import lru_cache

from drivers.base import Frame
from drivers.onbon_bx.areas import AreaPage, RunMode, UpdateArea
from drivers.onbon_bx.bitmaps import pack
from drivers.onbon_bx.framing import Deframer, wrap
from drivers.onbon_bx.messages import DeleteAreas, Reply, Request, decode_reply, encode_request
from drivers.onbon_bx.packets import (
    ANY,
    HOST,
    DynamicPacket,
    Packet,
    StandardPacket,
    decode_packet,
    encode_packet,
)

MODELS = {"5E1": b"\x54\x01", "5E2": b"\x54\x02", "5E3": b"\x54\x03"}
MAX_TIMEOUT_S = 0xFFFF

REPLY_LIMIT = 8 * 1024  # bytes on the wire; the longest answer known has 59, escapes included
REQUEST_LIMIT = 2 * 1024 * 1024  # an area holds about 300 KB, at worst twice that when escaped


class PacketDecoder:
    """Bytes in, packets out; see ``exchange.Decoder``."""

    def __init__(self, limit: int = REPLY_LIMIT) -> None:
        self._frames = Deframer(limit)

    def feed(self, data: bytes) -> None:
        self._frames.feed(data)

    def clear(self) -> None:
        self._frames.clear()

    def next(self) -> Packet | None:
        payload = self._frames.next()
        return None if payload is None else decode_packet(payload)


class ReplyDecoder:
    """Bytes in, answers out; see ``exchange.Decoder``."""

    def __init__(self) -> None:
        self._packets = PacketDecoder()

    def feed(self, data: bytes) -> None:
        self._packets.feed(data)

    def clear(self) -> None:
        self._packets.clear()

    def next(self) -> Reply | None:
        packet = self._packets.next()
        return None if packet is None else decode_reply(packet.body)


def wire_of(request: Request, device: bytes, *, address: int = ANY) -> bytes:
    """A request as it goes on the wire: dynamic commands under the dynamic header."""
    kind = DynamicPacket if isinstance(request, UpdateArea | DeleteAreas) else StandardPacket
    return wrap(encode_packet(kind(address, HOST, device, encode_request(request))))


@lru_cache(maxsize=128)
def wire_of_frame(
    frame: Frame, device: bytes, *, address: int = ANY, area: int = 0, life_s: int = 0, red_first: bool = True
) -> bytes:
    """A frame over the whole screen as it goes on the wire.

    The dynamic header carries no sequence number, so the pages of a notice that
    come round again are the same bytes and are kept.
    """
    return wire_of(cover(frame, area=area, life_s=life_s, red_first=red_first), device, address=address)


def cover(frame: Frame, *, area: int = 0, life_s: int = 0, red_first: bool = True) -> UpdateArea:
    """The update that shows ``frame`` over the whole screen, alone, at once and standing still.

    Whole, because a stored program that shines through beside an area gives
    garbage. With a life time the card goes dark by itself when the host dies.
    """
    panel = frame.panel
    page = AreaPage(pack(frame, red_first=red_first), valid_length=panel.width)
    mode = RunMode.LOOP_UNTIL_TIMEOUT if life_s else RunMode.LOOP
    return UpdateArea(0, 0, panel.width, panel.height, (page,), area=area, run_mode=mode, timeout_s=life_s)
