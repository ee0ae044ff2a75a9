"""A Huidu card as a value machine: packets in, answers out, over any number of connections. Pure.

It follows the protocol and not our driver: any version from 5 on, parts of any
size, questions sent without waiting for answers, any XML formatting. Time is
handed in (``advance``). Not simulated: text, video, clocks and effects (such
areas stay black), brightness of the lamps, anything about networks or firmware.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Self

from drivers.base import Frame, Panel
from drivers.cards import Fact, Handled, Spoken, read_quirks
from drivers.errors import ProtocolError
from drivers.huidu_sdk.chunks import PART, Assembler, PartError, cut
from drivers.huidu_sdk.codec import read_message, wire_of
from drivers.huidu_sdk.documents import Reply, Request, decode_request, encode_reply
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.messages import (
    CardBeat,
    ErrorAnswer,
    FileContent,
    FileEnd,
    FileEndAnswer,
    FileStart,
    FileStartAnswer,
    HostBeat,
    Message,
    VersionAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.methods import Device, Manners
from drivers.huidu_sdk.packets import Packet, PacketDecoder
from drivers.huidu_sdk.results import name_of
from drivers.huidu_sdk.stage import Stage
from drivers.huidu_sdk.store import NO_SPACE, Kept, Store

MODELS = ("C16L", "C08L", "C15", "D16", "D36")
LOWEST, HIGHEST = 0x01000005, 0x01000009
SILENCE_MS, BEAT_MS = 60_000, 30_000
_PROCESS_ERROR, _TOO_LOW, _BAD_LENGTH, _BAD_PARAMETER, _BAD_XML = 2, 3, 7, 8, 22
_REBUILD_MS, _BUSY_TIMES = 1000, 3


class Quirk(StrEnum):
    """What real cards, and bad lines to them, do; each can be switched on."""

    VER10 = "ver10"  # a version answer of ten bytes
    FRAGMENT = "fragment"  # answers leave in pieces of seven bytes
    COALESCE = "coalesce"  # a position nobody asked for and the answer leave in one piece
    HEARTBEAT_STORM = "heartbeat_storm"  # fifty heartbeats before every answer
    HEARTBEAT_ASK = "heartbeat_ask"  # when idle it sends the host's heartbeat, and wants its own back
    DROP_MID_FILE = "drop_mid_file"  # hangs up after the first piece of the first file
    NO_SPACE = "no_space"  # takes no file
    DELAYED_LIST = "delayed_list"  # new programs are in the list only after a second
    PROCESSING = "processing"  # the first three AddProgram are answered "still working"
    BLACK_SCREENSHOT = "black_screenshot"  # its photograph is black, whatever it shows
    WRONG_ID = "wrong_id"  # another card than the one that used to be here
    SYNCHRONISED = "synchronised"  # plays together with other cards
    ILLEGAL_XML = "illegal_xml"  # its XML ends in the middle


@dataclass(slots=True)
class _Wire:
    """One connection: what was negotiated, what is half received, how long it has been silent."""

    packets: PacketDecoder = field(default_factory=PacketDecoder)
    parts: Assembler = field(default_factory=Assembler)
    negotiated: bool = False
    illegal: bool = False
    guid: str = ""
    receiving: Kept | None = None
    turned_away: bool = False  # a file was refused, and its end has not come
    heard_ms: int = 0
    said_ms: int = 0


class HuiduCard:
    """One card on one panel; see ``cards.Card`` and ``cards.Talkative``."""

    def __init__(self, panel: Panel, model: str = "C16L", *, quirks: Sequence[Quirk] = ()) -> None:
        if model not in MODELS:
            raise ValueError(f"a model is one of {', '.join(MODELS)}, not {model!r}")
        self.panel, self._quirks = panel, frozenset(quirks)
        self.store = Store(0) if Quirk.NO_SPACE in quirks else Store()
        self.stage = Stage(_REBUILD_MS if Quirk.DELAYED_LIST in quirks else 0)
        number = "FFFFF" if Quirk.WRONG_ID in quirks else "A000F"
        self.device = Device(panel, f"{model}-D00-{number}", self.store, self.stage, _manners(self._quirks))
        self._drops = Quirk.DROP_MID_FILE in quirks
        self._wires: dict[int, _Wire] = {}
        self._unasked: list[Spoken] = []
        self._sessions = count(1)

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        return cls(panel, model or "C16L", quirks=read_quirks(Quirk, quirks))

    @property
    def lit(self) -> Frame:
        return self.device.lit

    def advance(self, ms: int) -> None:
        self.stage.advance(ms)
        for number, wire in tuple(self._wires.items()):
            wire.heard_ms += ms
            wire.said_ms += ms
            if wire.heard_ms >= SILENCE_MS:
                self.hang_up(number)
                self._unasked.append(Spoken(number, hang_up=True))
            elif wire.said_ms >= BEAT_MS:
                beat = HostBeat() if Quirk.HEARTBEAT_ASK in self._quirks else CardBeat()
                self._unasked.append(Spoken(number, (wire_of(beat),)))
                wire.said_ms = 0

    def unasked(self) -> Sequence[Spoken]:
        said, self._unasked = self._unasked, []
        return said

    def power_cycle(self) -> None:
        """Files, programs and the clock are kept; it plays from the first program due."""
        self._wires.clear()
        self._unasked.clear()
        self.stage.restart()

    def hang_up(self, wire: int = 0) -> None:
        self._wires.pop(wire, None)

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        here = self._wires.setdefault(wire, _Wire())
        here.heard_ms = 0
        handled = []
        for each in self._handle_all(here, data):
            handled.append(each)
            if each.hang_up:
                self.hang_up(wire)
                break
        return handled

    def _handle_all(self, wire: _Wire, data: bytes) -> Iterator[Handled]:
        try:
            wire.packets.feed(data)
            while (packet := wire.packets.next()) is not None:
                handled = self._handle(wire, packet)
                if handled is not None:
                    yield handled
        except ProtocolError:  # where packets begin is lost for good
            yield self._refused(wire, "rubbish", _BAD_LENGTH, hang_up=True)

    def _handle(self, wire: _Wire, packet: Packet) -> Handled | None:
        try:
            message = read_message(packet)
        except ProtocolError:
            return self._refused(wire, f"malformed {packet.command:04x}", _BAD_PARAMETER)
        match message:
            case HostBeat() | CardBeat():
                return None  # neither wants an answer
            case VersionAsk(version):
                return self._negotiate(wire, version)
            case _ if wire.illegal or not wire.negotiated:
                return self._refused(wire, "not negotiated", _PROCESS_ERROR)
            case FileStart() | FileContent() | FileEnd():
                return self._take_file(wire, message)
            case XmlPart(answer=False):
                return self._take_part(wire, message)
        return Handled({"request": f"ignored {packet.command:04x}"})

    def _negotiate(self, wire: _Wire, version: int) -> Handled:
        if version < LOWEST:
            return self._refused(wire, "version", _TOO_LOW)
        wire.negotiated = True
        tail = b"\0\0" if Quirk.VER10 in self._quirks else b""
        return self._said(wire, {"request": "version"}, VersionAnswer(min(version, HIGHEST), tail))

    def _take_file(self, wire: _Wire, message: FileStart | FileContent | FileEnd) -> Handled:
        if isinstance(message, FileStart) and wire.receiving is None:
            return self._start_file(wire, message)
        if wire.turned_away and not isinstance(message, FileStart):
            return self._turn_away(wire, message)
        if wire.receiving is None or isinstance(message, FileStart):
            return self._refused(wire, type(message).__name__, _PROCESS_ERROR)
        if isinstance(message, FileContent):
            self.store.append(wire.receiving, message.data)
            drops, self._drops = self._drops, False
            return Handled({"request": "content", "bytes": len(message.data)}, hang_up=drops)
        status = self.store.end(wire.receiving)
        summary: dict[str, Fact] = {"request": "end", "file": wire.receiving.name, "answer": name_of(status)}
        wire.receiving = None
        return self._said(wire, summary, FileEndAnswer(status))

    def _turn_away(self, wire: _Wire, message: FileContent | FileEnd) -> Handled:
        """A refused file has an end, too: only after it is there XML again (manufacturer's rule)."""
        if isinstance(message, FileContent):
            return Handled({"request": "content", "bytes": len(message.data), "answer": name_of(NO_SPACE)})
        wire.turned_away = False
        return self._said(wire, {"request": "end", "answer": name_of(NO_SPACE)}, FileEndAnswer(NO_SPACE))

    def _start_file(self, wire: _Wire, start: FileStart) -> Handled:
        kept = wire.receiving = self.store.begin(start)
        wire.turned_away = kept is None
        there = min(len(kept.data), kept.size) if kept is not None else 0
        answer = FileStartAnswer(0 if kept is not None else NO_SPACE, there)
        summary: dict[str, Fact] = {"request": "file", "file": start.name, "exists": answer.exists}
        return self._said(wire, summary | {"answer": name_of(answer.status)}, answer)

    def _take_part(self, wire: _Wire, part: XmlPart) -> Handled | None:
        if wire.receiving is not None or wire.turned_away:  # nothing else may be said until a file's end
            wire.illegal, wire.receiving = True, None
            return self._refused(wire, "xml during a file", _PROCESS_ERROR)
        try:
            document = wire.parts.add(part)
            return None if document is None else self._answer(wire, decode_request(document))
        except PartError as error:
            return self._refused(wire, "part", error.code)
        except ProtocolError:
            return self._refused(wire, "xml", _BAD_XML)

    def _answer(self, wire: _Wire, request: Request) -> Handled:
        if request.method == "GetIFVersion":
            wire.guid = hashlib.md5(
                f"session {next(self._sessions)}".encode(), usedforsecurity=False
            ).hexdigest()
            reply = Reply(request.method, body=(make("version", value=1000000),), guid=wire.guid)
        elif not wire.guid or request.guid != wire.guid:
            reply = Reply(request.method, "kInvalidGUID", (), request.guid)
        else:
            reply = self.device.answer(request)
        document = encode_reply(reply)
        if Quirk.ILLEGAL_XML in self._quirks:
            document = document[: len(document) // 2]
        parts = cut(document, answer=True, size=PART)
        return self._said(wire, {"request": request.method, "answer": reply.result}, *parts)

    def _refused(self, wire: _Wire, what: str, code: int, *, hang_up: bool = False) -> Handled:
        said = self._said(wire, {"request": what, "answer": name_of(code)}, ErrorAnswer(code))
        return Handled(said.summary, said.chunks, hang_up)

    def _said(self, wire: _Wire, summary: dict[str, Fact], *messages: Message) -> Handled:
        wire.said_ms = 0
        chunks = [wire_of(message) for message in messages]
        if Quirk.HEARTBEAT_STORM in self._quirks:
            chunks = [wire_of(CardBeat())] * 50 + chunks
        if Quirk.COALESCE in self._quirks:
            chunks = [wire_of(Packet(0x3007, bytes(8))) + b"".join(chunks)]
        if Quirk.FRAGMENT in self._quirks:
            chunks = [chunk[i : i + 7] for chunk in chunks for i in range(0, len(chunk), 7)]
        return Handled(summary, tuple(chunks))


def _manners(quirks: frozenset[Quirk]) -> Manners:
    return Manners(
        busy=_BUSY_TIMES if Quirk.PROCESSING in quirks else 0,
        black_screenshot=Quirk.BLACK_SCREENSHOT in quirks,
        synchronised=Quirk.SYNCHRONISED in quirks,
    )
