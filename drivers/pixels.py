"""Frames as bytes of red, green and blue, and back, for panels that know nothing else. Pure.

Three bytes a pixel, row by row from the top, as senders of full colour have
them. A frame for a ``red`` or ``dual`` panel becomes

=============  ========
lit            R G B
=============  ========
red            FF 00 00
green          00 FF 00
red and green  FF FF 00
none           00 00 00
=============  ========

On the way back a lamp of such a panel counts as lit from half brightness up,
because a sender from elsewhere may send any colour.
"""

from __future__ import annotations

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError

_LAMPS = tuple(bytes(0xFF if value & 0x80 >> bit else 0 for bit in range(8)) for value in range(256))
_DIGITS = bytes(ord("0" if value < 0x80 else "1") for value in range(256))


def rgb_size(panel: Panel) -> int:
    """Bytes in the pixels of ``panel``."""
    return 3 * panel.width * panel.height


def to_rgb(frame: Frame) -> bytes:
    """The pixels of a frame."""
    if frame.panel.colour is Colour.RGB:
        return frame.data
    pixels = bytearray(rgb_size(frame.panel))
    for channel, plane in enumerate(frame.planes):
        pixels[channel::3] = _spread(plane, frame.panel)
    return bytes(pixels)


def from_rgb(pixels: bytes, panel: Panel) -> Frame:
    """The frame in the pixels; ``ProtocolError`` if they are not ``panel``'s number."""
    if len(pixels) != rgb_size(panel):
        raise ProtocolError(f"the pixels of a {panel} are {rgb_size(panel)} bytes, not {len(pixels)}")
    if panel.colour is Colour.RGB:
        return Frame(panel, pixels)
    channels = 2 if panel.colour is Colour.DUAL else 1
    return Frame(panel, b"".join(_gather(pixels[channel::3], panel) for channel in range(channels)))


def _spread(plane: bytes, panel: Panel) -> bytes:
    """One byte a pixel, the bits beyond the width left out."""
    stride = panel.stride
    rows = (plane[at : at + stride] for at in range(0, len(plane), stride))
    return b"".join(b"".join(map(_LAMPS.__getitem__, row))[: panel.width] for row in rows)


def _gather(lamps: bytes, panel: Panel) -> bytes:
    """One bit a pixel, each row filled up to whole bytes."""
    digits, spare = lamps.translate(_DIGITS), 8 * panel.stride - panel.width
    rows = (digits[at : at + panel.width] for at in range(0, len(digits), panel.width))
    return b"".join((int(row, 2) << spare).to_bytes(panel.stride) for row in rows)
