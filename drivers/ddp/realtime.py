"""WLED's own realtime packets (UDP port 21324), which say how long they are to stand. Pure.

::

    01  ss  ii RR GG BB  ...       WARLS   single pixels by number
    02  ss  RR GG BB  ...          DRGB    from the first pixel on
    03  ss  RR GG BB WW  ...       DRGBW   the same with white
    04  ss  hh ll RR GG BB  ...    DNRGB   from pixel hhll on

``ss`` is after how many seconds of silence the WLED shows its own picture again:
0 = at once, 255 = never. Each packet is shown when it arrives; there is no
number, no push and no checksum. We send DNRGB, the only one for more than 490
pixels; the others are read. None can be taken for DDP, whose first byte is at
least 40.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.wire import spaced_hex

FOR_EVER = 255
MAX_PIXELS = 489  # a packet
MAX_PANEL = 0x1_0000  # pixels that can be numbered

_WARLS, _DRGB, _DRGBW, _DNRGB = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Update:
    """What a packet says: runs of pixels, each with the number of its first, and for how long."""

    seconds: int
    runs: tuple[tuple[int, bytes], ...]


def is_realtime(datagram: bytes) -> bool:
    return datagram[:1] in (b"\x01", b"\x02", b"\x03", b"\x04")


def encode_run(first: int, pixels: bytes, seconds: int) -> bytes:
    """A DNRGB packet."""
    return bytes([_DNRGB, seconds]) + first.to_bytes(2) + pixels


def split_frame(pixels: bytes, seconds: int) -> tuple[bytes, ...]:
    """The packets of one frame of at most ``MAX_PANEL`` pixels."""
    stride = 3 * MAX_PIXELS
    return tuple(
        encode_run(at // 3, pixels[at : at + stride], seconds) for at in range(0, len(pixels), stride)
    )


def decode_update(datagram: bytes) -> Update:
    """What any of the four says; a pixel that is not whole is left out, as a WLED does."""
    if not is_realtime(datagram) or len(datagram) < 2:
        raise ProtocolError(f"no realtime packet: {spaced_hex(datagram)}")
    kind, seconds, body = datagram[0], datagram[1], datagram[2:]
    if kind == _WARLS:
        return Update(seconds, tuple((each[0], each[1:]) for each in _cut(body, 4)))
    if kind == _DRGB:
        return Update(seconds, ((0, b"".join(_cut(body, 3))),))
    if kind == _DRGBW:
        return Update(seconds, ((0, b"".join(each[:3] for each in _cut(body, 4))),))
    if len(body) < 2:
        raise ProtocolError(f"DNRGB without the number of its first pixel: {spaced_hex(datagram)}")
    return Update(seconds, ((int.from_bytes(body[:2]), b"".join(_cut(body[2:], 3))),))


def _cut(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body) - size + 1, size)]
