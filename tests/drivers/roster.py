"""Every built-in driver, once: how a test makes its sign and what is to be tried on it.

A new driver is one entry here; the contract (``test_contract.py``), the hostile
bytes (``test_fuzz.py``) and ``make faults`` follow. Not here: what only one
driver has to prove (its own folder).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers.base import Colour, Panel, Sign
from drivers.exchange import Decoder
from drivers.links import Link
from drivers.onbon_bx import codec, framing, messages, packets
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions
from drivers.simulate import SIMULATORS
from drivers.virtual import VirtualSign

Connect = Callable[[], Link]
Sleep = Callable[[float], None]
Envelope = Callable[[bytes], bytes]

RED, DUAL, RGB = Panel(64, 32, Colour.RED), Panel(100, 17, Colour.DUAL), Panel(20, 10, Colour.RGB)


@dataclass(frozen=True, slots=True)
class Entry:
    """One driver, or one way to use it (``label``).

    ``over(panel, connect, sleep)`` makes a sign over wires opened by ``connect``;
    ``sleep`` lets time pass for sign and card. ``quirks``: each alone, the
    contract holds. ``serial``: also over a pseudo-terminal, and over a line that
    garbles both ways. ``truth``: what the card lights can be held against
    receipts. ``decoders`` with the most bytes each may hold, ``readers`` of whole
    messages, ``envelopes`` that make a sound wire of arbitrary contents, so that
    hostile bytes get past checksums; ``seeds`` beside the golden vectors, for
    readers of what stands inside packets.
    """

    name: str
    over: Callable[[Panel, Connect, Sleep], Sign]
    panels: tuple[Panel, ...]
    label: str = ""
    model: str | None = None
    quirks: tuple[str, ...] = ()
    serial: bool = False
    truth: bool = True
    decoders: Mapping[str, tuple[Callable[[], Decoder[object]], int]] = field(default_factory=dict)
    readers: Mapping[str, Callable[[bytes], object]] = field(default_factory=dict)
    envelopes: tuple[Envelope, ...] = ()
    seeds: tuple[bytes, ...] = ()
    card_limit: int = 4 * 1024 * 1024

    @property
    def wired(self) -> bool:
        return self.name in SIMULATORS

    def __str__(self) -> str:
        return self.label or self.name


def _onbon_dynamic(body: bytes) -> bytes:
    packet = packets.DynamicPacket(packets.ANY, packets.HOST, b"\x54\x02", body)
    return framing.wrap(packets.encode_packet(packet))


def _onbon_standard(body: bytes) -> bytes:
    packet = packets.StandardPacket(packets.ANY, packets.HOST, b"\x54\x02", body)
    return framing.wrap(packets.encode_packet(packet))


def _onbon_payload(payload: bytes) -> bytes:
    return framing.wrap(payload)


ROSTER = (
    Entry("virtual", lambda panel, connect, sleep: VirtualSign(panel), (RED, DUAL, RGB)),
    Entry(
        "onbon_bx",
        lambda panel, connect, sleep: OnbonBx(panel, connect, OnbonOptions(timeout_ms=500)),
        (RED, DUAL),
        quirks=("fragment", "nine_a5", "extra_5a"),
        serial=True,
        decoders={
            "packets": (codec.PacketDecoder, codec.REPLY_LIMIT),
            "replies": (codec.ReplyDecoder, codec.REPLY_LIMIT),
        },
        readers={
            "unescape": framing.unescape,
            "packet": packets.decode_packet,
            "reply": messages.decode_reply,
            "request": messages.decode_request,
        },
        envelopes=(_onbon_dynamic, _onbon_standard, _onbon_payload),
    ),
)

WIRED = tuple(entry for entry in ROSTER if entry.wired)
