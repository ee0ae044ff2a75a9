"""A BX-5E card as a value machine: requests in, answers out, and what it would light. Pure.

It follows the protocol and not our driver: either header, any area inside the
panel, any sender. Time is handed in (``advance``). Not simulated: program files,
clock, brightness, effects (an area lights its first page), and what a card does
with a run mode other than "loop until time-out" (it loops).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from drivers.base import Colour, Frame, Panel
from drivers.cards import Fact, Handled
from drivers.errors import ProtocolError
from drivers.onbon_bx import messages
from drivers.onbon_bx.areas import RunMode, UpdateArea
from drivers.onbon_bx.bitmaps import unpack
from drivers.onbon_bx.codec import MODELS, REQUEST_LIMIT, PacketDecoder
from drivers.onbon_bx.framing import LEAD, TAIL, wrap
from drivers.onbon_bx.messages import (
    Ack,
    DeleteAreas,
    Nack,
    Ping,
    PingReply,
    Reply,
    RequestError,
    SwitchPower,
)
from drivers.onbon_bx.packets import ANY, BROADCAST, ChecksumError, Packet, answer_to, encode_packet

MAX_AREAS = 4  # on a 5E


class Quirk(StrEnum):
    """What real cards do that their manual does not say; each can be switched on."""

    FRAGMENT = "fragment"  # answers leave in pieces
    NINE_A5 = "nine_a5"  # nine start bytes
    EXTRA_5A = "extra_5a"  # two end bytes
    BUSY = "busy"  # the first update is refused as busy
    UNSET_PARAMETERS = "unset_parameters"  # never configured: says so, and refuses updates


@dataclass(frozen=True, slots=True)
class _Area:
    update: UpdateArea
    frame: Frame
    until_ms: int | None


class OnbonCard:
    """One card on one panel; see ``cards.Card``."""

    def __init__(
        self,
        panel: Panel,
        model: str = "5E2",
        *,
        quirks: Sequence[Quirk] = (),
        address: int = 1,
        red_first: bool = True,
    ) -> None:
        if panel.colour is Colour.RGB:
            raise ValueError("a BX-5E drives red or dual panels")
        if model not in MODELS:
            raise ValueError(f"a model is one of {', '.join(MODELS)}, not {model!r}")
        self.panel, self._device, self._address, self._red_first = panel, MODELS[model], address, red_first
        self._quirks, self._busy = frozenset(quirks), Quirk.BUSY in quirks
        self._decoders: defaultdict[int, PacketDecoder] = defaultdict(lambda: PacketDecoder(REQUEST_LIMIT))
        self._areas: dict[int, _Area] = {}
        self._powered = True
        self._now_ms = 0

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        known = {quirk.value for quirk in Quirk}
        if strange := set(quirks) - known:
            raise ValueError(
                f"a quirk is one of {', '.join(sorted(known))}, not {', '.join(sorted(strange))}"
            )
        return cls(panel, model or "5E2", quirks=[Quirk(name) for name in quirks])

    @property
    def lit(self) -> Frame:
        """What the lamps show: the areas in order of their number, or nothing when switched off."""
        shown = Frame.dark(self.panel)
        for _, area in sorted(self._areas.items()) if self._powered else ():
            shown = _paste(shown, area.frame, area.update.x, area.update.y)
        return shown

    def advance(self, ms: int) -> None:
        self._now_ms += ms
        over = [
            key
            for key, area in self._areas.items()
            if area.until_ms is not None and area.until_ms <= self._now_ms
        ]
        for key in over:
            del self._areas[key]

    def hang_up(self, wire: int = 0) -> None:
        self._decoders.pop(wire, None)

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        decoder = self._decoders[wire]
        try:
            decoder.feed(data)
        except ProtocolError:  # it talked too long; a card forgets it
            return []
        return list(self._handle_all(decoder))

    def _handle_all(self, decoder: PacketDecoder) -> Iterator[Handled]:
        while True:
            try:
                packet = decoder.next()
            except ChecksumError as error:
                if self._is_mine(error.packet):
                    yield self._answer(error.packet, {"request": "broken"}, Nack(messages.CHECKSUM))
            except ProtocolError:  # noise between frames: a card waits for the next one
                continue
            else:
                if packet is None:
                    return
                if self._is_mine(packet):
                    yield self._handle(packet)

    def _is_mine(self, packet: Packet) -> bool:
        return packet.destination in (self._address, ANY, BROADCAST)

    def _handle(self, packet: Packet) -> Handled:
        try:
            request = messages.decode_request(packet.body)
            return self._answer(packet, _describe(request), self._obey(request))
        except RequestError as error:
            return self._answer(packet, {"request": "refused", "reason": str(error)}, Nack(error.code))

    def _answer(self, packet: Packet, summary: dict[str, Fact], reply: Reply) -> Handled:
        summary |= {
            "header": type(packet).__name__,
            "answer": str(reply) if isinstance(reply, Nack) else type(reply).__name__,
        }
        if packet.destination == BROADCAST or not messages.wants_answer(packet.body):
            return Handled(summary)
        wire = wrap(
            encode_packet(answer_to(packet, messages.encode_reply(reply))),
            lead=LEAD + LEAD[:1] if Quirk.NINE_A5 in self._quirks else LEAD,
            tail=TAIL * 2 if Quirk.EXTRA_5A in self._quirks else TAIL,
        )
        piece = 7 if Quirk.FRAGMENT in self._quirks else len(wire)
        return Handled(summary, tuple(wire[i : i + piece] for i in range(0, len(wire), piece)))

    def _obey(self, request: messages.Request) -> Reply:
        match request:
            case Ping():
                return self._introduce()
            case UpdateArea():
                return self._update(request)
            case SwitchPower(on):
                self._powered = on
                return Ack()
        for area in tuple(self._areas) if request.areas is None else request.areas:
            self._areas.pop(area, None)
        return Ack()

    def _introduce(self) -> PingReply:
        return PingReply(
            device=self._device,
            firmware=b"V1.23456",
            configured=Quirk.UNSET_PARAMETERS not in self._quirks,
            address=self._address,
            baud=2,
            width=self.panel.width,
            height=self.panel.height,
            colour=3 if self.panel.colour is Colour.DUAL else 1,
            brightness=15,
            powered=self._powered,
        )

    def _update(self, update: UpdateArea) -> Reply:
        if self._busy:
            self._busy = False
            return Nack(messages.BUSY)
        if Quirk.UNSET_PARAMETERS in self._quirks:
            return Nack(messages.SCREEN_PARAMETERS)
        try:
            frame = self._first_page(update)
        except (ValueError, ProtocolError):
            return Nack(messages.PARAMETER)
        timed = update.run_mode == RunMode.LOOP_UNTIL_TIMEOUT and update.timeout_s
        until = self._now_ms + 1000 * update.timeout_s if timed else None
        self._areas[update.area] = _Area(update, frame, until)
        return Ack()

    def _first_page(self, update: UpdateArea) -> Frame:
        inside = update.x + update.width <= self.panel.width and update.y + update.height <= self.panel.height
        if not inside or not update.pages or update.area >= MAX_AREAS:
            raise ValueError("no such area on this screen")
        panel = Panel(update.width, update.height, self.panel.colour)
        return unpack(update.pages[0].bitmap, panel, x=update.x, red_first=self._red_first)


def _describe(request: messages.Request) -> dict[str, Fact]:
    match request:
        case Ping():
            return {"request": "ping"}
        case SwitchPower(on):
            return {"request": "power", "on": on}
        case DeleteAreas(areas):
            return {"request": "delete", "areas": "all" if areas is None else ",".join(map(str, areas))}
    return _describe_update(request)


def _describe_update(update: UpdateArea) -> dict[str, Fact]:
    sha = hashlib.sha256(b"".join(page.bitmap for page in update.pages))
    return {
        "request": "update",
        "area": update.area,
        "x": update.x,
        "y": update.y,
        "width": update.width,
        "height": update.height,
        "pages": len(update.pages),
        "run_mode": update.run_mode,
        "timeout_s": update.timeout_s,
        "immediate": update.immediate,
        "bitmap_sha256": sha.hexdigest(),
    }


def _paste(ground: Frame, patch: Frame, x: int, y: int) -> Frame:
    """``ground`` with ``patch`` laid over it, opaque."""
    if patch.panel == ground.panel:
        return patch
    planes = (
        _paste_plane(*both, ground.panel, patch.panel, x, y)
        for both in zip(ground.planes, patch.planes, strict=True)
    )
    return Frame(ground.panel, b"".join(planes))


def _paste_plane(ground: bytes, patch: bytes, whole: Panel, part: Panel, x: int, y: int) -> bytes:
    out, stride = bytearray(ground), whole.stride
    up = 8 * stride - x - part.width
    mask = ((1 << part.width) - 1) << up
    for row in range(part.height):
        at, source = (y + row) * stride, row * part.stride
        new = int.from_bytes(patch[source : source + part.stride]) >> (8 * part.stride - part.width)
        old = int.from_bytes(out[at : at + stride])
        out[at : at + stride] = ((old & ~mask) | (new << up)).to_bytes(stride)
    return bytes(out)
