"""The envelope of every Alpha message, in both directions and both spellings. Pure.

All framing is ASCII control bytes; nothing carries a length (9708-8061, standard
transmission packet)::

    00 x5 | 01 | type | address | 02 | body | 03 | sum | ... | 04
    wakes | SOH|  1   | 2 hex   | STX|      | ETX| 4hex| more| EOT
    the line                    `------ one group ------'

``sum`` is the 16-bit sum of everything from STX to ETX, both included, in upper
case hexadecimal. It may be missing; ETX is then missing, too, unless another
group follows. Bodies hold no byte below 05, as nothing is escaped.

The three-byte form, for lines that carry printable characters only, writes each
byte that cannot be printed, and the underscore, as ``_`` and two hexadecimal
digits: ``_01Z00_02...``. Sums are those of the bytes meant.

A sign in ACK mode answers an order with two bytes outside any packet: 06 (taken)
or 15 (not taken), and its serial error register.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.wire import ReceiveBuffer, spaced_hex

WAKE = bytes(5)
SOH, STX, ETX, EOT, ACK, NAK = b"\x01", b"\x02", b"\x03", b"\x04", b"\x06", b"\x15"
FROM_SIGN = b"0"  # the type code of every answer

LIMIT = 64 * 1024  # bytes; the largest picture is 255x31 with row ends, three bytes each at most

_GROUP = re.compile(rb"\x02([^\x00-\x04]+)(?:\x03([0-9A-Fa-f]{4})?)?")
_PACKET = re.compile(rb"\x01([ -~])([0-9A-Fa-f?]{2})((?:" + _GROUP.pattern + rb")+)\x04")
_BODY = re.compile(rb"[^\x00-\x04]+")
_START = re.compile(rb"\x01|_01")
_BUSY = re.compile(rb"[^\x00]")
_UNPRINTABLE = re.compile(rb"[^ -^`-~]")
_SPELT = re.compile(rb"_([0-9A-Fa-f]{2})")
_MISSPELT = re.compile(rb"_(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Packet:
    """Bodies for the sign, or signs, of a type at an address; ``00`` is all, ``?`` any digit."""

    bodies: tuple[bytes, ...]
    kind: bytes = b"Z"
    address: bytes = b"00"

    def __post_init__(self) -> None:
        if not re.fullmatch(rb"[ -~]", self.kind) or not re.fullmatch(rb"[0-9A-Fa-f?]{2}", self.address):
            raise ValueError(f"a type is one character, an address two hex digits, not {self}")
        if not self.bodies or not all(map(_BODY.fullmatch, self.bodies)):
            raise ValueError("a packet has bodies, and no body is empty or holds a byte below 05")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sign's two-byte answer to an order: taken or not, and its error register."""

    taken: bool
    register: int


class ChecksumError(ProtocolError):
    """A packet with a sum that is not that of its bytes."""


def checksum(body: bytes) -> bytes:
    """Four digits over STX, ``body`` and ETX."""
    return b"%04X" % (sum(STX + body + ETX) & 0xFFFF)


def encode_packet(packet: Packet, *, sums: bool = True) -> bytes:
    """The bytes of a packet as they are meant; ``spell`` makes them printable."""
    groups = [STX + body + (ETX + checksum(body) if sums else b"") for body in packet.bodies]
    between = b"" if sums else ETX
    return WAKE + SOH + packet.kind + packet.address + between.join(groups) + EOT


def spell(wire: bytes) -> bytes:
    """The three-byte form. The bytes that wake the line are left out: they cannot be printed."""
    return _UNPRINTABLE.sub(lambda found: b"_%02X" % found[0][0], wire.lstrip(b"\0"))


def encode_verdict(verdict: Verdict) -> bytes:
    return (ACK if verdict.taken else NAK) + bytes([verdict.register])


def take_packet(buffer: ReceiveBuffer) -> Packet | None:
    """The packet at the front, in either form; ``None`` if it is not whole.

    What is not a packet is reported once, as ``ProtocolError``, and dropped.
    """
    _skip_idle(buffer)
    for start, end, unspell in ((SOH, EOT, bytes), (b"_01", b"_04", _unspell)):
        if buffer.starts(start):
            return _read(unspell(wire)) if (wire := _cut(buffer, start, end)) else None
    if not len(buffer) or (len(buffer) < 3 and buffer.starts(b"_")):
        return None
    raise ProtocolError(f"not a packet: {spaced_hex(buffer.take(buffer.search(_START)))}")


class _Decoder:
    """Bytes as they come in; what comes out is each side's own."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._buffer = ReceiveBuffer(limit)

    def feed(self, data: bytes) -> None:
        self._buffer.append(data)

    def clear(self) -> None:
        self._buffer.clear()


class PacketDecoder(_Decoder):
    """The sign's side: packets."""

    def next(self) -> Packet | None:
        return take_packet(self._buffer)


class ReplyDecoder(_Decoder):
    """The host's side: a packet, or the verdict of a sign in ACK mode."""

    def next(self) -> Packet | Verdict | None:
        _skip_idle(self._buffer)
        for mark in (ACK, NAK):
            if self._buffer.starts(mark):
                return self._take_verdict()
        return take_packet(self._buffer)

    def _take_verdict(self) -> Verdict | None:
        if len(self._buffer) < 2:
            return None
        mark, register = self._buffer.take(2)
        return Verdict(mark == ACK[0], register)


def _skip_idle(buffer: ReceiveBuffer) -> None:
    while idle := buffer.search(_BUSY) or 3 * buffer.starts(b"_00"):
        buffer.take(idle)


def _cut(buffer: ReceiveBuffer, start: bytes, end: bytes) -> bytes:
    """The front from ``start`` to ``end``; empty if the end is not there yet.

    However many starts stand before the end, the packet is from the last one on;
    what was begun before it is one report. SOH itself starts anew in either form.
    """
    stop = buffer.find(end)
    before = stop if stop >= 0 else len(buffer)
    last = max(buffer.find_last(start, before), buffer.find_last(SOH, before))
    if last > 0:
        raise ProtocolError(f"a packet was cut short: {spaced_hex(buffer.take(last))}")
    return buffer.take(stop + len(end)) if stop >= 0 else b""


def _unspell(wire: bytes) -> bytes:
    if bad := _MISSPELT.search(wire):
        raise ProtocolError(f"no such three-byte character: {spaced_hex(wire[bad.start() :][:3])}")
    return _SPELT.sub(lambda found: bytes([int(found[1], 16)]), wire)


def _read(wire: bytes) -> Packet:
    whole = _PACKET.fullmatch(wire)
    if whole is None:
        raise ProtocolError(f"not a packet: {spaced_hex(wire)}")
    groups = [(group[1], group[2]) for group in _GROUP.finditer(whole[3])]
    for body, given in groups:
        if given is not None and given.upper() != checksum(body):
            raise ChecksumError(f"the sum of {spaced_hex(body)} is {checksum(body)!r}, not {given!r}")
    return Packet(tuple(body for body, _ in groups), whole[1], whole[2])
