"""Every built-in driver, once: how a test makes its sign and what is to be tried on it.

A new driver is one entry here; the contract (``test_contract.py``), the hostile
bytes (``test_fuzz.py``) and ``make faults`` follow. Not here: what only one
driver has to prove (its own folder).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import md5
from zlib import crc32

from drivers.alpha import commands as alpha_commands
from drivers.alpha import memory as alpha_memory
from drivers.alpha import packets as alpha_packets
from drivers.alpha.driver import AlphaSign
from drivers.alpha.settings import AlphaOptions
from drivers.base import Colour, Frame, Panel, Sign
from drivers.ddp import codec as ddp_codec
from drivers.ddp import http, wled
from drivers.ddp.driver import Ddp
from drivers.exchange import Decoder
from drivers.flaschen_taschen import codec as ft_codec
from drivers.flaschen_taschen.driver import FlaschenTaschen
from drivers.huidu_sdk import codec as huidu_codec
from drivers.huidu_sdk import discovery, documents
from drivers.huidu_sdk.codec import wire_of
from drivers.huidu_sdk.driver import HuiduOptions, HuiduSdk
from drivers.huidu_sdk.driver_session import VERSION
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.messages import VersionAsk, XmlPart
from drivers.huidu_sdk.pictures import jpeg_of, png_of, read_picture
from drivers.links import Link
from drivers.onbon_bx import codec, framing, messages, packets
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions, make_sign
from drivers.onbon_bx.models import MODELS
from drivers.simulate import SIMULATORS
from drivers.virtual import VirtualSign

HUIDU_HELD = 128 * 1024  # bytes: a few packets, whatever they announce

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


def _huidu_agreed(packets: bytes) -> bytes:
    """Whatever comes after the handshake; a simulated card's first session always has the same GUID."""
    asked = documents.Request("GetIFVersion", (make("version", value=1000000),))
    return wire_of(VersionAsk(VERSION)) + _huidu_part(documents.encode_request(asked)) + packets


def _huidu_told(inside: bytes) -> bytes:
    """A question of that session: ``method="..."`` and what stands behind it."""
    guid = md5(b"session 1", usedforsecurity=False).hexdigest().encode()
    return _huidu_agreed(_huidu_part(b'<sdk guid="%b"><in %b</in></sdk>' % (guid, inside)))


def _huidu_part(document: bytes) -> bytes:
    return wire_of(XmlPart(len(document), 0, document[: huidu_codec.MAX_PART]))


def _read_huidu_chunk(chunk: bytes) -> object:
    """A picture with a chunk, sound but for its contents, behind its pixels."""
    sound = png_of(Frame.dark(RGB))
    size, crc = max(0, len(chunk) - 4).to_bytes(4), crc32(chunk).to_bytes(4)
    return read_picture(sound[:-12] + size + chunk + crc + sound[-12:])


def _onbon(model: str, *panels: Panel, option: str = "") -> Entry:
    """Another card of the family; ``option``: what the driver is told it is."""
    chosen = OnbonOptions(model=option or model, timeout_ms=500)
    keeps = not MODELS[model].dynamic
    options = replace(chosen, write_interval_s=0, writes_per_day=1000) if keeps else chosen
    quirks = ("fragment", "barcode") if model.startswith("6") else ("fragment",)
    return Entry(
        "onbon_bx",
        lambda panel, connect, sleep: make_sign(panel, connect, options),
        panels,
        label=f"onbon_bx {model}",
        model=model,
        quirks=quirks,
        serial=True,
        truth=not model.startswith("5Q"),  # it keeps five and six bits of a colour
    )


ROSTER = (
    Entry("virtual", lambda panel, connect, sleep: VirtualSign(panel), (RED, DUAL, RGB)),
    Entry(
        "alpha",
        lambda panel, connect, sleep: AlphaSign(panel, connect, AlphaOptions(timeout_ms=500), sleep=sleep),
        (Panel(80, 16, Colour.RED), Panel(33, 7, Colour.DUAL)),
        quirks=("fragment",),
        serial=True,
        decoders={
            "packets": (alpha_packets.PacketDecoder, alpha_packets.LIMIT),
            "replies": (alpha_packets.ReplyDecoder, alpha_packets.LIMIT),
        },
        readers={"command": alpha_commands.decode_command, "files": alpha_memory.decode_files},
    ),
    Entry(
        "ddp",
        lambda panel, connect, sleep: Ddp(panel, connect),
        (RED, DUAL, RGB),
        decoders={
            "http requests": (http.RequestDecoder, http.LIMIT),
            "http": (http.ResponseDecoder, http.LIMIT),
        },
        readers={"packet": ddp_codec.decode_packet, "change": wled.read_change},
    ),
    Entry(
        "flaschen_taschen",
        lambda panel, connect, sleep: FlaschenTaschen(panel, connect),
        (RED, DUAL, RGB),
        readers={"tile": ft_codec.decode_tile},
    ),
    Entry(
        "huidu_sdk",
        lambda panel, connect, sleep: HuiduSdk(panel, connect, HuiduOptions(timeout_ms=500), sleep=sleep),
        (RED, DUAL, RGB),
        quirks=("ver10", "fragment", "coalesce", "delayed_list", "processing"),
        decoders={"messages": (huidu_codec.MessageDecoder, HUIDU_HELD)},
        readers={
            "request": documents.decode_request,
            "reply": documents.decode_reply,
            "datagram": discovery.decode_datagram,
            "serial": discovery.decode_serial,
            "picture": read_picture,
            "chunk": _read_huidu_chunk,
        },
        envelopes=(_huidu_agreed, _huidu_told),
        seeds=(
            b'<?xml version="1.0" encoding="utf-8"?><sdk guid="##GUID"><in method="GetIFVersion">'
            b'<version value="1000000"/></in></sdk>',
            b'<sdk guid="0"><out method="SwitchProgram" result="kInvalidXmlIndex"/></sdk>',
            b'method="AddProgram"><screen timeStamps="1"><program guid="a" name="n"><playControl count="1">'
            b'<date start="2026-01-01" end="2026-02-01"/><time start="00:00:00" end="23:59:59"/>'
            b"</playControl>"
            b'<area guid="b"><rectangle x="0" y="0" width="9" height="9"/><resources><image guid="c">'
            b'<effect duration="50"/></image></resources></area></program></screen>',
            b'method="SetTimeInfo"><sync value="none"/><time value="2026-01-31 00:00:00"/>',
            b'method="SwitchProgram"><program guid="a" index="0"/>',
            b'method="DeleteFiles"><files><file name="a.png"/></files>',
            png_of(Frame.dark(RED)),
            jpeg_of(Frame.dark(RED)),
            b"iCCP",
            b"tRNS\0\0\0\0\0\0",
        ),
        card_limit=64 * 1024 * 1024,
    ),
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
    _onbon("5M1", RED, DUAL),
    _onbon("6E2", RED, DUAL),
    _onbon("6M1", RED, DUAL),
    _onbon("5Q1P", RGB),
    _onbon("6Q2", RGB, option="auto"),
)

WIRED = tuple(entry for entry in ROSTER if entry.wired)
