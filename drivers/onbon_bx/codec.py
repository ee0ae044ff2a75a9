"""Whole wires: requests to bytes, bytes to packets and answers. Pure.

The layers, each in a module of its own::

    messages and what is beside it    01 A7 00 ...            what is said
    packets                           header + body + sums    to whom, and whether it arrived whole
    framing                           A5 x 8 ... 5A           where it begins and ends

A ``PacketDecoder`` serves both ends; ``ReplyDecoder`` is the host's.
"""

from __future__ import annotations

from functools import lru_cache

from drivers.base import Frame
from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import AreaPage, RunMode, UpdateArea, UpdateAreas
from drivers.onbon_bx.bitmaps import Format, pack
from drivers.onbon_bx.foreign import LegacyProbe
from drivers.onbon_bx.framing import Deframer, wrap
from drivers.onbon_bx.messages import (
    DynamicRequest,
    Reply,
    Request,
    decode_reply,
    encode_request,
)
from drivers.onbon_bx.models import ANY_DEVICE, Generation, Model
from drivers.onbon_bx.orders import Ping
from drivers.onbon_bx.packets import (
    ANY,
    HOST,
    DynamicPacket,
    Packet,
    SixthPacket,
    StandardPacket,
    decode_packet,
    encode_packet,
)

MAX_TIMEOUT_S = 0xFFFF

REPLY_LIMIT = 8 * 1024  # bytes on the wire; the longest answer known has about 360, escapes included
REQUEST_LIMIT = 2 * 1024 * 1024  # an area holds about 300 KB, at worst twice that when escaped


class PacketDecoder:
    """Bytes in, packets out; see ``exchange.Decoder``."""

    def __init__(self, limit: int = REPLY_LIMIT) -> None:
        self._frames = Deframer(limit)

    def feed(self, data: bytes) -> None:
        self._frames.feed(data)

    def clear(self) -> None:
        self._frames.clear()

    def next(self) -> Packet | LegacyProbe | None:
        payload = self._frames.next()
        return None if payload is None else decode_packet(payload)


class ReplyDecoder:
    """Bytes in, answers out; see ``exchange.Decoder``.

    ``address``: of the card that was asked. Where several hang on one line, the answer of another is none.
    """

    def __init__(self, address: int = ANY) -> None:
        self._packets, self._address = PacketDecoder(), address

    def feed(self, data: bytes) -> None:
        self._packets.feed(data)

    def clear(self) -> None:
        self._packets.clear()

    def next(self) -> Reply | None:
        match self._packets.next():
            case None:
                return None
            case LegacyProbe():
                raise ProtocolError("the other end asks instead of answering: it is no card")
            case packet:
                if self._address != ANY and packet.source not in (self._address, ANY):
                    raise ProtocolError(f"card {packet.source} answered, not card {self._address}")
                return decode_reply(packet.body)


def wire_of(request: Request, model: Model, *, address: int = ANY) -> bytes:
    """One request as it goes on the wire, under the header its command belongs to."""
    body = encode_request(request)
    return wrap(encode_packet(_packet_for(request, model, address, body)))


def wire_of_question(*, address: int = ANY) -> bytes:
    """A ping to a card of which nothing is known: the manual's own sample, under the dynamic header.

    Both generations read that header; cards without dynamic areas may not.
    """
    return wrap(encode_packet(DynamicPacket(address, HOST, ANY_DEVICE, encode_request(Ping()))))


@lru_cache(maxsize=128)
def wire_of_frame(
    frame: Frame, model: Model, form: Format, *, address: int = ANY, area: int = 0, life_s: int = 0
) -> bytes:
    """A frame over the whole screen as it goes on the wire.

    The dynamic header carries no sequence number, so the pages of a notice that
    come round again are the same bytes and are kept.
    """
    update = cover(frame, form, area=area, life_s=life_s)
    sixth = model.generation is Generation.SIXTH
    return wire_of(UpdateAreas((update,)) if sixth else update, model, address=address)


def cover(frame: Frame, form: Format, *, area: int = 0, life_s: int = 0) -> UpdateArea:
    """The update that shows ``frame`` over the whole screen, alone, at once and standing still.

    Whole, because a stored program that shines through beside an area gives
    garbage. With a life time the card goes dark by itself when the host dies.
    """
    panel = frame.panel
    page = AreaPage(pack(frame, form), valid_length=panel.width)
    mode = RunMode.LOOP_UNTIL_TIMEOUT if life_s else RunMode.LOOP
    return UpdateArea(0, 0, panel.width, panel.height, (page,), area=area, run_mode=mode, timeout_s=life_s)


def _packet_for(request: Request, model: Model, address: int, body: bytes) -> Packet:
    if isinstance(request, DynamicRequest):
        return DynamicPacket(address, HOST, model.device, body)
    if model.generation is Generation.SIXTH:
        return SixthPacket(address, HOST, model.device, body, model.protocol, model.link)
    return StandardPacket(address, HOST, model.device, body, model.protocol)
