"""Packets of the manufacturer's other families, read only to say whose they are. Pure.

The text cards (BX-K, BX-6K) speak another language and answer nothing of ours;
14 bytes, or 30 with a barcode::

     0     2     4   7   8   9   10  11  12   14
    | dst | src |00 |bar|chk|dis|dev|02 |len |body |crc|      crc: CRC-16 of header and body

Generations 3 and 4 had a 15-byte header; all that is known of them is the probe
with which the C SDK begins every conversation, and after which it listens for
an answer under any header::

     0     2     4     6     8    10   12   14   15
    | dst | src |0000 |FE01 |0200|len |crc |xor |A2 00 00 00  crc: of the body only
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drivers.wire import crc16_arc, xor8

_PROBE = struct.Struct("<HHH2sHHHB")
_PROBE_DEVICE, _PROBE_BODY = b"\xfe\x01", b"\xa2\x00\x00\x00"
_TEXT = struct.Struct("<HH3xBBBBBH")
_CRC = struct.Struct("<H")
_BARCODE = 16


@dataclass(frozen=True, slots=True)
class LegacyProbe:
    """Who are you, in the language of generations 3 and 4."""

    destination: int
    source: int


@dataclass(frozen=True, slots=True)
class TextPacket:
    """A packet of a text card: enough to know it by."""

    destination: int
    source: int
    device: int
    body: bytes


def read_probe(payload: bytes) -> LegacyProbe | None:
    """The probe in a payload, if it is one to the last bit."""
    if len(payload) != _PROBE.size + len(_PROBE_BODY):
        return None
    destination, source, _, device, _, length, crc, xor = _PROBE.unpack_from(payload)
    body = payload[_PROBE.size :]
    sums = crc == crc16_arc(body) and xor == xor8(payload[: _PROBE.size - 1])
    if not sums or device != _PROBE_DEVICE or body != _PROBE_BODY or length != len(body):
        return None
    return LegacyProbe(destination, source)


def read_text_packet(payload: bytes) -> TextPacket | None:
    """The packet of a text card in a payload, if its length and checksum agree."""
    if len(payload) < _TEXT.size + _CRC.size:
        return None
    destination, source, barcode, _check, _display, device, _version, length = _TEXT.unpack_from(payload)
    start = _TEXT.size + (_BARCODE if barcode & 1 else 0)
    body = payload[start : -_CRC.size]
    if length != len(body) or crc16_arc(payload[: -_CRC.size]) != _CRC.unpack(payload[-_CRC.size :])[0]:
        return None
    return TextPacket(destination, source, device, body)


def name_family(payload: bytes) -> str:
    """Words for an error about bytes that are not ours."""
    return (
        " but of a BX-K text card, which this driver does not speak to" if read_text_packet(payload) else ""
    )
