"""A BetaBrite as a value machine: bytes in, answers out, and what it would light. Pure.

It behaves as a real sign was measured to, whoever talks to it. Time is handed in
(``advance``). Not simulated: the shapes of letters (a text lights the pictures it
calls, and nothing else), effects (every text stands), dimming, sound. What is in
its memory, and what of it shows, is in ``contents.py``; here are the wire, the
pauses a sign needs, its error register, and the quirks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from drivers.alpha.commands import (
    REGISTER,
    AckMode,
    Clock,
    Command,
    Dots,
    ForgetMistakes,
    Memory,
    Mistakes,
    Read,
    RunList,
    String,
    Text,
    Weekday,
    decode_command,
    encode_command,
)
from drivers.alpha.contents import Contents, Illegal
from drivers.alpha.memory import File
from drivers.alpha.packets import (
    FROM_SIGN,
    ChecksumError,
    Packet,
    PacketDecoder,
    Verdict,
    encode_packet,
    encode_verdict,
    spell,
)
from drivers.alpha.pictures import refuse_panel
from drivers.base import Frame, Panel
from drivers.cards import Fact, Handled, read_quirks
from drivers.errors import ProtocolError

ILLEGAL, WRONG_SUM, OVERFLOW = 0x20, 0x10, 0x08
GAP_MS = 100  # packets closer than this are lost by a sign with the quirk; 250 ms was always enough
CLEARING_MS, DEAF_MS = 1000, 5000  # after clearing: orders are lost, questions are not answered
LEFT_OVER = 0x1000
LOSSY = 5  # every fifth picture


class Quirk(StrEnum):
    """What real signs, and the lines to them, do; each can be switched on."""

    NEEDS_GAPS = "needs_gaps"
    LOSSY = "lossy"
    ACK = "ack"
    LEFT_OVER_MEMORY = "left_over_memory"
    NO_CHECKSUM = "no_checksum"
    THREE_BYTE = "three_byte"
    FRAGMENT = "fragment"
    MUTE = "mute"


@dataclass(slots=True)
class Times:
    """When things happened, in the sign's milliseconds."""

    now: int = 0
    heard: int = -GAP_MS
    cleared: int = -DEAF_MS


@dataclass(slots=True)
class State:
    """What the sign remembers beside its files."""

    register: int = REGISTER
    acks: bool = False
    pictures: int = 0
    clock: dict[type[Command], Command] = field(default_factory=dict)
    times: Times = field(default_factory=Times)


class AlphaCard:
    """One sign; see ``cards.Card``."""

    def __init__(self, panel: Panel, *, quirks: Sequence[Quirk] = (), address: bytes = b"01") -> None:
        if reason := refuse_panel(panel):
            raise ValueError(reason)
        self.panel, self._quirks, self._address = panel, frozenset(quirks), address
        self.contents, self.state = Contents(panel), State()
        self._decoders: defaultdict[int, PacketDecoder] = defaultdict(PacketDecoder)

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        if model not in (None, "betabrite"):
            raise ValueError(f"a model is betabrite, not {model!r}")
        return cls(panel, quirks=read_quirks(Quirk, quirks))

    @property
    def lit(self) -> Frame:
        return self.contents.lit

    def advance(self, ms: int) -> None:
        self.state.times.now += ms
        self.contents.advance(ms)

    def power_cycle(self) -> None:
        """Files, run list and clock are kept; whether a real sign keeps them is not known for all."""
        self._decoders.clear()
        self.state.acks = False

    def hang_up(self, wire: int = 0) -> None:
        self._decoders.pop(wire, None)

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        if Quirk.THREE_BYTE in self._quirks:
            data = re.sub(rb"[^ -~]", b"", data)  # the line carries nothing else
        decoder = self._decoders[wire]
        try:
            decoder.feed(data)
        except ProtocolError:  # more than it can hold
            self.state.register |= OVERFLOW
            return []
        return list(self._handle_all(decoder))

    def _handle_all(self, decoder: PacketDecoder) -> Iterator[Handled]:
        while True:
            try:
                packet = decoder.next()
            except ChecksumError:
                yield self._refuse({"request": "broken"}, WRONG_SUM)
            except ProtocolError:  # noise: a sign waits for the next header
                continue
            else:
                if packet is None:
                    return
                if self._is_mine(packet):
                    yield from self._handle(packet)

    def _is_mine(self, packet: Packet) -> bool:
        digits = zip(packet.address.upper(), self._address, strict=True)
        addressed = packet.address == b"00" or all(wanted in (mine, ord("?")) for wanted, mine in digits)
        return packet.kind in (b"Z", b"^") and addressed

    def _handle(self, packet: Packet) -> Iterator[Handled]:
        times = self.state.times
        late, times.heard = times.now - times.heard >= GAP_MS, times.now
        for body in packet.bodies:
            try:
                command = decode_command(body)
            except ProtocolError as error:
                yield self._refuse({"request": "illegal", "reason": str(error)}, ILLEGAL)
                continue
            if self._is_lost(command, late):
                yield Handled(_describe(command) | {"answer": "lost"})
            else:
                yield self._answer(command)

    def _is_lost(self, command: Command, late: bool) -> bool:
        """Whether a sign would not notice this: too soon, too busy, or because it does so at times."""
        since = self.state.times.now - self.state.times.cleared
        if isinstance(command, Read):
            return Quirk.MUTE in self._quirks or since < DEAF_MS
        self.state.pictures += isinstance(command, Dots)
        unlucky = isinstance(command, Dots) and self.state.pictures % LOSSY == 0
        return (
            since < CLEARING_MS
            or (not late and Quirk.NEEDS_GAPS in self._quirks)
            or (unlucky and Quirk.LOSSY in self._quirks)
        )

    def _answer(self, command: Command) -> Handled:
        summary = _describe(command)
        try:
            if isinstance(command, Read):
                return self._reply(summary, self._ask(command))
            self._obey(command)
        except Illegal as error:
            return self._refuse(summary | {"reason": str(error)}, ILLEGAL)
        return self._verdict(summary, taken=True)

    def _ask(self, question: Read) -> Command:
        if question == Read("F", "*"):
            return Mistakes(self.state.register)
        found = self.contents.read(question)
        if isinstance(found, Memory) and Quirk.LEFT_OVER_MEMORY in self._quirks:
            return Memory(tuple(map(_grown, found.files[:1])) + found.files[1:])
        return found

    def _obey(self, order: Command) -> None:
        match order:
            case AckMode(on):
                if Quirk.ACK not in self._quirks:
                    raise Illegal("a BetaBrite has no ACK mode")
                self.state.acks = on
            case ForgetMistakes():
                self.state.register = REGISTER
            case Clock() | Weekday():
                self.state.clock[type(order)] = order
            case _:
                self.contents.obey(order)
                if order == Memory():
                    self.state.times.cleared = self.state.times.now

    def _refuse(self, summary: dict[str, Fact], mistake: int) -> Handled:
        self.state.register |= mistake
        return self._verdict(summary, taken=False)

    def _verdict(self, summary: dict[str, Fact], *, taken: bool) -> Handled:
        summary = summary | {"answer": "taken" if taken else "refused"}
        if not self.state.acks:
            return Handled(summary)
        return Handled(summary, self._cut(encode_verdict(Verdict(taken, self.state.register))))

    def _reply(self, summary: dict[str, Fact], found: Command) -> Handled:
        packet = Packet((encode_command(found),), FROM_SIGN, b"00")
        wire = encode_packet(packet, sums=Quirk.NO_CHECKSUM not in self._quirks)
        if Quirk.THREE_BYTE in self._quirks:
            wire = spell(wire)
        return Handled(summary | {"answer": type(found).__name__}, self._cut(wire))

    def _cut(self, wire: bytes) -> tuple[bytes, ...]:
        piece = 7 if Quirk.FRAGMENT in self._quirks else len(wire)
        return tuple(wire[i : i + piece] for i in range(0, len(wire), piece))


def _grown(file: File) -> File:
    return File(file.label, file.kind, file.size + LEFT_OVER, file.detail, locked=file.locked)


def _describe(command: Command) -> dict[str, Fact]:
    summary: dict[str, Fact] = {"request": type(command).__name__}
    match command:
        case Read(letter, label):
            return summary | {"letter": letter, "label": label}
        case Text(label) | String(label):
            return summary | {"label": label, "bytes": len(command.text)}
        case Dots(label, width, rows):
            return summary | {"label": label, "width": width, "height": len(rows)}
        case Memory(files):
            return summary | {"files": len(files)}
        case RunList(labels):
            return summary | {"labels": labels}
    return summary
