"""A BX card of the fifth or sixth generation as a value machine: requests in, answers out. Pure.

It follows the protocol and not our driver: its standard header or the dynamic
one, any area inside the panel, any sender. A header of the other generation,
and a request for a card of another series, are met with silence, as users of
real cards report. What the lamps then show is in ``screen.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Self

from drivers.base import Frame, Panel
from drivers.cards import Fact, Handled, read_quirks
from drivers.errors import ProtocolError
from drivers.onbon_bx import messages, refusals
from drivers.onbon_bx.areas import UpdateArea, UpdateAreas
from drivers.onbon_bx.bitmaps import Format
from drivers.onbon_bx.codec import REQUEST_LIMIT, PacketDecoder
from drivers.onbon_bx.foreign import LegacyProbe
from drivers.onbon_bx.framing import LEAD, TAIL, wrap
from drivers.onbon_bx.messages import Ack, DeleteAreas, DynamicRequest, Reply, Request
from drivers.onbon_bx.models import ANY_DEVICE, DEFAULT, MODELS, Generation
from drivers.onbon_bx.moments import MOMENT, encode_moment
from drivers.onbon_bx.orders import (
    AskFirmware,
    AskStatus,
    LockScreen,
    Ping,
    SetBrightness,
    SetClock,
    SwitchPower,
)
from drivers.onbon_bx.packets import (
    ANY,
    BROADCAST,
    ChecksumError,
    DynamicPacket,
    Packet,
    SixthPacket,
    StandardPacket,
    answer_to,
    encode_packet,
)
from drivers.onbon_bx.refusals import Nack, RequestError
from drivers.onbon_bx.reports import FirmwareReply, PingReply, StatusReply
from drivers.onbon_bx.screen import Screen
from drivers.onbon_bx.shelf import Shelf
from drivers.onbon_bx.summaries import describe
from drivers.onbon_bx.transfer import FileRequest, WriteBlock

FIRMWARE = b"V1.23456"
_REST = {Generation.FIFTH: bytes((0, 0, 1, 0)), Generation.SIXTH: bytes((0, 0, 1)) + bytes(277)}
_STANDARD = {Generation.FIFTH: StandardPacket, Generation.SIXTH: SixthPacket}


class Quirk(StrEnum):
    """What real cards do that their manual does not say; each can be switched on."""

    FRAGMENT = "fragment"  # answers leave in pieces
    NINE_A5 = "nine_a5"  # nine start bytes
    EXTRA_5A = "extra_5a"  # two end bytes
    BARCODE = "barcode"  # a sixth-generation card puts its barcode into the header of answers
    BUSY = "busy"  # the first update is refused as busy
    CLOCK_STOPPED = "clock_stopped"  # the clock does not run until it is set
    UNSET_PARAMETERS = "unset_parameters"  # never configured: says so, and refuses updates
    SUM_WRONG = "sum_wrong"  # the answer to the first update is damaged
    LATE = "late"  # the answer to the first update comes with the next answer
    MUTE = "mute"  # dynamic commands are obeyed and never acknowledged
    POWER_CUT = "power_cut"  # after acknowledging the first update the card loses power


_AT_FIRST_UPDATE = {Quirk.BUSY, Quirk.SUM_WRONG, Quirk.LATE, Quirk.POWER_CUT}


class OnbonCard:
    """One card on one panel; see ``cards.Card``."""

    def __init__(
        self,
        panel: Panel,
        model: str = DEFAULT,
        *,
        quirks: Sequence[Quirk] = (),
        address: int = 1,
        red_first: bool = True,
        shelf: Shelf | None = None,
    ) -> None:
        if model not in MODELS:
            raise ValueError(f"a model is one of {', '.join(MODELS)}, not {model!r}")
        self.panel, self.model, self._address = panel, MODELS[model], address
        self.model.check_colour(panel.colour)
        self._quirks, self._pending = frozenset(quirks), _AT_FIRST_UPDATE & set(quirks)
        self._decoders: defaultdict[int, PacketDecoder] = defaultdict(lambda: PacketDecoder(REQUEST_LIMIT))
        self.shelf = shelf or Shelf(self.model.generation)
        self._screen = Screen(panel, Format(self.model.packing, red_first), self.model.areas, self.shelf)
        self._screen.clock_runs = Quirk.CLOCK_STOPPED not in self._quirks
        self._withheld: tuple[bytes, ...] = ()

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        return cls(panel, model or DEFAULT, quirks=read_quirks(Quirk, quirks))

    @property
    def lit(self) -> Frame:
        return self._screen.lit

    def advance(self, ms: int) -> None:
        self._screen.advance(ms)

    def power_cycle(self) -> None:
        self._decoders.clear()
        self._withheld = ()
        self._screen.restart()
        self.shelf.restart()

    def hang_up(self, wire: int = 0) -> None:
        self._decoders.pop(wire, None)
        self._withheld = ()

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
                    yield self._answer(error.packet, {"request": "broken"}, Nack(refusals.CHECKSUM))
            except ProtocolError:  # noise between frames: a card waits for the next one
                continue
            else:
                if packet is None:
                    return
                if isinstance(packet, LegacyProbe):
                    yield self._answer_probe(packet)
                elif self._is_mine(packet):
                    yield self._handle(packet)

    def _is_mine(self, packet: Packet) -> bool:
        known = _STANDARD[self.model.generation], *((DynamicPacket,) if self.model.dynamic else ())
        meant = packet.device == ANY_DEVICE or self.model.is_kin(packet.device)
        return isinstance(packet, known) and meant and packet.destination in (self._address, ANY, BROADCAST)

    def _handle(self, packet: Packet) -> Handled:
        try:
            request = messages.decode_request(packet.body, self.model.generation)
            if isinstance(request, DynamicRequest) and not self.model.dynamic:
                raise RequestError("this card has no dynamic areas", refusals.UNKNOWN_GROUP)
        except RequestError as error:
            return self._answer(packet, {"request": "refused", "reason": str(error)}, Nack(error.code))
        handled = self._answer(packet, describe(request), self.obey(request))
        return self._misbehave(handled) if self._is_update(request) else handled

    def _is_update(self, request: Request) -> bool:
        """What shows something: an area, or on a card without areas a block of a file."""
        return isinstance(request, UpdateArea | UpdateAreas if self.model.dynamic else WriteBlock)

    def _answer_probe(self, probe: LegacyProbe) -> Handled:
        """The C SDK asks like this first and takes an answer under the card's own header."""
        kind = _STANDARD[self.model.generation]
        packet = kind(probe.destination, probe.source, self.model.device, messages.encode_request(Ping()))
        return self._answer(packet, {"request": "probe"}, self._introduce())

    def _answer(self, packet: Packet, summary: dict[str, Fact], reply: Reply) -> Handled:
        summary |= {
            "header": type(packet).__name__,
            "answer": str(reply) if isinstance(reply, Nack) else type(reply).__name__,
        }
        mute = isinstance(packet, DynamicPacket) and Quirk.MUTE in self._quirks and isinstance(reply, Ack)
        if mute or packet.destination == BROADCAST or not messages.wants_answer(packet.body):
            return Handled(summary)
        answer = answer_to(packet, messages.encode_reply(reply))
        if Quirk.BARCODE in self._quirks and isinstance(answer, SixthPacket):
            answer = replace(answer, barcode=b"0123456789ABCDEF")
        late, self._withheld = self._withheld, ()
        return Handled(summary, late + self._cut(encode_packet(answer)))

    def _cut(self, payload: bytes) -> tuple[bytes, ...]:
        wire = wrap(
            payload,
            lead=LEAD + LEAD[:1] if Quirk.NINE_A5 in self._quirks else LEAD,
            tail=TAIL * 2 if Quirk.EXTRA_5A in self._quirks else TAIL,
        )
        piece = 7 if Quirk.FRAGMENT in self._quirks else len(wire)
        return tuple(wire[i : i + piece] for i in range(0, len(wire), piece))

    def _misbehave(self, handled: Handled) -> Handled:
        """What goes wrong once, after the first update."""
        pending, self._pending = self._pending, set()
        if Quirk.SUM_WRONG in pending and handled.chunks:
            wire = bytearray(handled.reply)
            wire[-2] ^= 0x0F  # within the last checksum
            return replace(handled, chunks=(bytes(wire),))
        if Quirk.LATE in pending:
            self._withheld = handled.chunks
            return replace(handled, chunks=())
        if Quirk.POWER_CUT in pending:
            self.power_cycle()
            return replace(handled, hang_up=True)
        return handled

    def obey(self, request: Request) -> Reply:
        """Do what was asked, whoever asked and however it came."""
        if Quirk.BUSY in self._pending and self._is_update(request):
            return Nack(refusals.BUSY)
        match request:
            case Ping():
                return self._introduce()
            case AskStatus():
                return self._report()
            case AskFirmware():
                return FirmwareReply(b"F001", FIRMWARE, b"2019-01-01 00:00:00")
            case UpdateArea():
                return self._update((request,))
            case UpdateAreas(updates):
                return self._update(updates)
        if isinstance(request, FileRequest):
            return self.shelf.obey(request)
        self._set(request)
        return Ack()

    def _set(self, request: DeleteAreas | SwitchPower | SetClock | SetBrightness | LockScreen) -> None:
        match request:
            case DeleteAreas(areas):
                self._screen.delete(areas)
            case SwitchPower(on):
                self._screen.powered = on
            case SetClock(at):
                self._screen.set_clock(at)
            case LockScreen(on):
                self._screen.lock(on)
            case _:
                self._screen.brightness = request

    def _introduce(self) -> PingReply:
        return PingReply(
            device=self.model.device,
            firmware=FIRMWARE,
            configured=Quirk.UNSET_PARAMETERS not in self._quirks,
            address=self._address,
            baud=2,
            width=self.panel.width,
            height=self.panel.height,
            colour=self.model.colour_code(self.panel.colour),
            brightness=self._screen.level,
            powered=self._screen.powered,
            rest=_REST[self.model.generation],
        )

    def _report(self) -> StatusReply:
        clock = self._screen.clock
        return StatusReply(
            powered=self._screen.powered,
            timed=0,
            brightness_mode=self._screen.brightness.mode,
            brightness=self._screen.level,
            programs=len(tuple(self.shelf.programs())),
            program=bytes(4),
            screen_locked=self._screen.locked,
            program_locked=0,
            run_mode=0,
            clock_sound=clock is not None,
            moment=encode_moment(clock) if clock else bytes(MOMENT),
            rest=bytes(28) if self.model.generation is Generation.SIXTH else b"",
        )

    def _update(self, updates: Sequence[UpdateArea]) -> Reply:
        if Quirk.UNSET_PARAMETERS in self._quirks:
            return Nack(refusals.SCREEN_PARAMETERS)
        try:
            self._screen.update(updates)
        except (ValueError, ProtocolError):
            return Nack(refusals.PARAMETER)
        return Ack()
