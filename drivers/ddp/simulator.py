"""A DDP receiver as a value machine: datagrams in, lamps out, never an answer. Pure.

It follows the protocol and not our driver: packets of any length, offset, flags
and numbering, three channels or four (white is left out). It takes destination 1
only; JSON and other outputs are counted as ignored, because no receiver was
found that answers them. A packet shorter than it says is dropped. Before the
first push any packet is shown at once, after it only what is pushed. How many
packets came out of turn stands in each summary.

WLED's own realtime packets are taken, too, and on the same port, because they
cannot be mistaken for DDP; a real WLED has another port for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from drivers.base import Frame, Panel
from drivers.cards import Fact, Handled, read_quirks
from drivers.ddp.codec import DISPLAY, FOUR_CHANNELS, Flag, Packet, decode_packet, step
from drivers.ddp.realtime import FOR_EVER, decode_update, is_realtime
from drivers.ddp.receiver import Receiver
from drivers.ddp.wled_simulator import WledCard
from drivers.errors import ProtocolError

DROP_EVERY = 5


class Quirk(StrEnum):
    """What real receivers and senders do; each can be switched on."""

    FRAME_SEQUENCE = "frame_sequence"  # one number for all packets of a frame is in turn
    DROP = "drop"  # every fifth datagram is lost
    REVERTS = "reverts"  # a WLED as it leaves the factory: own effect after 2.5 s of silence
    SKIP_LATE = "skip_late"  # a WLED told to skip packets that look late


class DdpCard:
    """One receiver on one panel; see ``cards.Card``. Its companion is the WLED's JSON."""

    def __init__(self, panel: Panel, *, quirks: Sequence[Quirk] = ()) -> None:
        self._quirks = frozenset(quirks)
        self._receiver = Receiver(panel, reverts=Quirk.REVERTS in self._quirks)
        self._companion = WledCard(self._receiver)
        self._last: Packet | None = None
        self._pushes = False  # has there ever been one
        self._pushed = 0  # the number of the last packet with one
        self._arrived = self._out_of_turn = 0

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        if model is not None:
            raise ValueError(f"a DDP receiver has no models, so none is {model!r}")
        return cls(panel, quirks=read_quirks(Quirk, quirks))

    @property
    def lit(self) -> Frame:
        return self._receiver.lit

    @property
    def companion(self) -> WledCard:
        return self._companion

    def advance(self, ms: int) -> None:
        self._receiver.advance(ms)

    def power_cycle(self) -> None:
        """It boots into its own picture, switched on."""
        self._last, self._pushes, self._pushed = None, False, 0
        self._receiver.restart()

    def hang_up(self, wire: int = 0) -> None:
        """A datagram is whole or was never there: nothing is half said."""

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        """``data`` is one datagram."""
        self._arrived += 1
        if Quirk.DROP in self._quirks and self._arrived % DROP_EVERY == 0:
            return [Handled({"request": "lost"})]
        try:
            return [Handled(self._update(data) if is_realtime(data) else self._take(decode_packet(data)))]
        except ProtocolError as error:
            return [Handled({"request": "dropped", "reason": str(error)})]

    def _update(self, data: bytes) -> dict[str, Fact]:
        update = decode_update(data)
        facts: dict[str, Fact] = {"request": "realtime", "kind": data[0], "seconds": update.seconds}
        if update.seconds == 0:
            self._receiver.leave()
            return facts
        self._receiver.go_live("UDP", hold_ms=None if update.seconds == FOR_EVER else 1000 * update.seconds)
        for first, pixels in update.runs:
            self._receiver.write(pixels, 3 * first)
        self._receiver.latch()
        return facts | {"bytes": len(data)}

    def _take(self, packet: Packet) -> dict[str, Fact]:
        if packet.destination != DISPLAY or packet.flags & ~Flag.PUSH:
            return {"request": "ignored", "destination": packet.destination, "flags": packet.flags.value}
        self._count(packet)
        if Quirk.SKIP_LATE in self._quirks and _looks_late(packet.sequence, self._pushed):
            return {"request": "skipped", "sequence": packet.sequence, "out_of_turn": self._out_of_turn}
        self._light(packet)
        return {
            "request": "pixels",
            "offset": packet.offset,
            "bytes": len(packet.data),
            "sequence": packet.sequence,
            "push": bool(packet.flags & Flag.PUSH),
            "timecode": packet.timecode,
            "out_of_turn": self._out_of_turn,
        }

    def _light(self, packet: Packet) -> None:
        self._receiver.go_live("DDP", hold_ms=self._receiver.usual_ms)
        self._receiver.write(*_pixels(packet))
        if packet.flags & Flag.PUSH:
            self._pushes, self._pushed = True, packet.sequence or self._pushed
        if packet.flags & Flag.PUSH or not self._pushes:
            self._receiver.latch()

    def _count(self, packet: Packet) -> None:
        """0 is a sender that does not number its packets; the first number may be any."""
        last, self._last = self._last, packet
        if last is None or 0 in (last.sequence, packet.sequence):
            return
        same_frame = Quirk.FRAME_SEQUENCE in self._quirks and not last.flags & Flag.PUSH
        expected = last.sequence if same_frame else step(last.sequence)
        self._out_of_turn += packet.sequence != expected


def _pixels(packet: Packet) -> tuple[bytes, int]:
    """Red, green and blue, and where they go."""
    if packet.kind not in FOUR_CHANNELS:
        return packet.data, packet.offset
    pixels = bytearray(packet.data[: len(packet.data) // 4 * 4])
    del pixels[3::4]
    return bytes(pixels), packet.offset // 4 * 3


def _looks_late(sequence: int, pushed: int) -> bool:
    """WLED's guess, good for frames of few packets: a number shortly before the last push is an old one."""
    if not sequence or not pushed:
        return False
    if pushed > 5:
        return pushed - 5 < sequence < pushed
    return sequence < pushed or sequence > pushed + 10
