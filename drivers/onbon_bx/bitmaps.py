"""Frames as the fifth generation wants them, and back. Pure.

Row by row from the top, eight pixels a byte, most significant bit leftmost, and
**0 is lit**. An area that starts inside a byte column (``x % 8``) has that many
dark bits before each row; each row ends with dark bits up to a whole byte.
Two colours are interleaved byte by byte. Three-byte example, 12 pixels wide,
x = 0, leftmost pixel lit::

    7F FF | 7F FF | ...        one colour
    7F FF FF FF | ...          red first: red lit, green dark

Which colour comes first is a matter of how the modules are wired, not of the
protocol (two SDKs of one manufacturer disagree), hence ``red_first``.
"""

from __future__ import annotations

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError

_INVERT = bytes(255 - value for value in range(256))


def pack(frame: Frame, *, x: int = 0, red_first: bool = True) -> bytes:
    """The bitmap of ``frame`` for an area whose left edge is at ``x``."""
    planes = [_shift_in(plane, frame.panel, x % 8) for plane in frame.planes]
    if len(planes) == 1:
        return planes[0].translate(_INVERT)
    both = bytearray(2 * len(planes[0]))
    both[0 if red_first else 1 :: 2] = planes[0]
    both[1 if red_first else 0 :: 2] = planes[1]
    return bytes(both.translate(_INVERT))


def unpack(bitmap: bytes, panel: Panel, *, x: int = 0, red_first: bool = True) -> Frame:
    """The frame in a bitmap for an area of ``panel``'s size; ``ProtocolError`` if the size is wrong."""
    if len(bitmap) != packed_size(panel, x=x):
        raise ProtocolError(f"a {panel} area at x={x} has {packed_size(panel, x=x)} bytes, not {len(bitmap)}")
    lit = bitmap.translate(_INVERT)
    if panel.colour is Colour.RED:
        return Frame(panel, _shift_out(lit, panel, x % 8))
    red, green = (lit[0::2], lit[1::2]) if red_first else (lit[1::2], lit[0::2])
    return Frame(panel, _shift_out(red, panel, x % 8) + _shift_out(green, panel, x % 8))


def packed_size(panel: Panel, *, x: int = 0) -> int:
    """Bytes in the bitmap of an area of ``panel``'s size."""
    planes = 2 if panel.colour is Colour.DUAL else 1
    return planes * _row_bytes(panel, x % 8) * panel.height


def _row_bytes(panel: Panel, lead: int) -> int:
    return (lead + panel.width + 7) // 8


def _shift_in(plane: bytes, panel: Panel, lead: int) -> bytes:
    """Each row moved right by ``lead`` bits; nothing to do in the usual case of a whole screen."""
    if not lead:
        return plane
    size, stride = _row_bytes(panel, lead), panel.stride
    rows = (int.from_bytes(plane[i : i + stride]) for i in range(0, len(plane), stride))
    return b"".join(((row << 8 * (size - stride)) >> lead).to_bytes(size) for row in rows)


def _shift_out(plane: bytes, panel: Panel, lead: int) -> bytes:
    """Each row moved left by ``lead`` bits, with the bits beyond the width cleared."""
    size, stride = _row_bytes(panel, lead), panel.stride
    spare, pad, mask = 8 * size - lead - panel.width, 8 * stride - panel.width, (1 << panel.width) - 1
    rows = (int.from_bytes(plane[i : i + size]) for i in range(0, len(plane), size))
    return b"".join((((row >> spare) & mask) << pad).to_bytes(stride) for row in rows)
