"""Frames as cards want them, and back. Pure.

Row by row from the top; in all but full colour **0 is lit**, and an area that
does not start at a whole unit has that many dark bits before each row. Each row
ends with dark bits up to a whole unit. Twelve pixels wide, leftmost pixel lit::

    fifth, one colour       unit  8: 7F FF
    fifth, two              unit  8: 7F FF FF FF              red first: byte of red, byte of green
    sixth, one              unit 32: FF FF FF 7F              a word, least significant byte first
    sixth, two and seven    unit 32: FF FF FF 7F ... FF ...   the whole red plane, then green, then blue

Full colour has no units and no padding, and 0 is dark: red, green, blue a pixel
on a 6Q, two bytes (red 5 bits, green 6, blue 5) on a 5Q.

Which of two colours comes first is a matter of how the modules are wired, not of
the protocol (two SDKs of one manufacturer disagree), hence ``red_first``; the
byte order of the two bytes is not certain, hence ``big_endian``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError, Unsupported
from drivers.onbon_bx.models import Packing

_INVERT = bytes(255 - value for value in range(256))
_LAMPS = bytes.maketrans(b"\x00\xff", b"01")
_WIDE = bytes.maketrans(b"01", b"\x00\xff")


@dataclass(frozen=True, slots=True)
class Format:
    """How a card takes pictures: its packing and the two things that hang on the modules."""

    packing: Packing = Packing.BYTES
    red_first: bool = True
    big_endian: bool = False


FIFTH = Format()


def pack(frame: Frame, form: Format = FIFTH, *, x: int = 0) -> bytes:
    """The bitmap of ``frame`` for an area whose left edge is at ``x``."""
    if form.packing is Packing.RGB888:
        return frame.data
    if form.packing is Packing.RGB565:
        return _pack_565(frame.data, big_endian=form.big_endian)
    unit = _unit(form)
    planes = _order(form, [_shift_in(plane, frame.panel, x, unit) for plane in _planes(frame)])
    if form.packing is Packing.WORDS:
        return _swap_words(b"".join(planes)).translate(_INVERT)
    return _interleave(planes).translate(_INVERT)


def unpack(bitmap: bytes, panel: Panel, form: Format = FIFTH, *, x: int = 0) -> Frame:
    """The frame in a bitmap for an area of ``panel``'s size; ``ProtocolError`` if the size is wrong."""
    wanted = packed_size(panel, form, x=x)
    if len(bitmap) != wanted:
        raise ProtocolError(f"a {panel} area at x={x} has {wanted} bytes, not {len(bitmap)}")
    if form.packing is Packing.RGB888:
        return Frame(panel, bitmap)
    if form.packing is Packing.RGB565:
        return Frame(panel, _unpack_565(bitmap, big_endian=form.big_endian))
    count, lit = _count(panel), bitmap.translate(_INVERT)
    if form.packing is Packing.WORDS:
        lit, size = _swap_words(lit), wanted // count
        planes = [lit[i : i + size] for i in range(0, wanted, size)]
    else:
        planes = [lit[i::count] for i in range(count)]
    return _frame(panel, [_shift_out(plane, panel, x, _unit(form)) for plane in _order(form, planes)])


def packed_size(panel: Panel, form: Format = FIFTH, *, x: int = 0) -> int:
    """Bytes in the bitmap of an area of ``panel``'s size."""
    if form.packing is Packing.RGB888:
        return 3 * panel.width * panel.height
    if form.packing is Packing.RGB565:
        return 2 * panel.width * panel.height
    return _count(panel) * _row_bytes(panel, x, _unit(form)) * panel.height


def _unit(form: Format) -> int:
    return 32 if form.packing is Packing.WORDS else 8


def _count(panel: Panel) -> int:
    return {Colour.RED: 1, Colour.DUAL: 2, Colour.RGB: 3}[panel.colour]


def _order(form: Format, planes: list[bytes]) -> list[bytes]:
    """Two planes as the modules are wired; the same step leads there and back."""
    return planes[::-1] if len(planes) == 2 and not form.red_first else planes


def _interleave(planes: list[bytes]) -> bytes:
    out = bytearray(len(planes) * len(planes[0]))
    for number, plane in enumerate(planes):
        out[number :: len(planes)] = plane
    return bytes(out)


def _swap_words(data: bytes) -> bytes:
    """Each four bytes in the reverse order; the same step leads there and back."""
    out = bytearray(len(data))
    for i in range(4):
        out[i::4] = data[3 - i :: 4]
    return bytes(out)


def _planes(frame: Frame) -> Iterable[bytes]:
    """The bit planes; of a full-colour frame three, if every lamp is either off or fully on."""
    if frame.panel.colour is not Colour.RGB:
        return frame.planes
    if set(frame.data) - {0, 255}:
        raise Unsupported("this card knows seven colours: each of red, green and blue is 0 or 255")
    return (_plane_of(frame.data[i::3], frame.panel) for i in range(3))


def _plane_of(lamps: bytes, panel: Panel) -> bytes:
    rows = (lamps[i : i + panel.width].translate(_LAMPS) for i in range(0, len(lamps), panel.width))
    return b"".join((int(row, 2) << 8 * panel.stride - panel.width).to_bytes(panel.stride) for row in rows)


def _frame(panel: Panel, planes: list[bytes]) -> Frame:
    if panel.colour is not Colour.RGB:
        return Frame(panel, b"".join(planes))
    return Frame(panel, _interleave([_lamps_of(plane, panel) for plane in planes]))


def _lamps_of(plane: bytes, panel: Panel) -> bytes:
    rows = (int.from_bytes(plane[i : i + panel.stride]) for i in range(0, len(plane), panel.stride))
    spare = 8 * panel.stride - panel.width
    bits = "".join(f"{row >> spare:0{panel.width}b}" for row in rows)
    return bits.encode().translate(_WIDE)


def _row_bytes(panel: Panel, x: int, unit: int) -> int:
    return (x % unit + panel.width + unit - 1) // unit * (unit // 8)


def _shift_in(plane: bytes, panel: Panel, x: int, unit: int) -> bytes:
    """Each row moved right to where it stands in its unit; usually there is nothing to do."""
    size, stride, lead = _row_bytes(panel, x, unit), panel.stride, x % unit
    if size == stride and not lead:
        return plane
    rows = (int.from_bytes(plane[i : i + stride]) for i in range(0, len(plane), stride))
    return b"".join(((row << 8 * (size - stride)) >> lead).to_bytes(size) for row in rows)


def _shift_out(plane: bytes, panel: Panel, x: int, unit: int) -> bytes:
    """Each row moved left by its lead, with the bits beyond the width cleared."""
    size, stride = _row_bytes(panel, x, unit), panel.stride
    spare, pad, mask = 8 * size - x % unit - panel.width, 8 * stride - panel.width, (1 << panel.width) - 1
    rows = (int.from_bytes(plane[i : i + size]) for i in range(0, len(plane), size))
    return b"".join((((row >> spare) & mask) << pad).to_bytes(stride) for row in rows)


def _pack_565(data: bytes, *, big_endian: bool) -> bytes:
    high = bytes(r & 0xF8 | g >> 5 for r, g in zip(data[0::3], data[1::3], strict=True))
    low = bytes(g << 3 & 0xE0 | b >> 3 for g, b in zip(data[1::3], data[2::3], strict=True))
    return _interleave([high, low] if big_endian else [low, high])


def _unpack_565(data: bytes, *, big_endian: bool) -> bytes:
    """Five and six bits spread over eight, so that full is full."""
    high, low = (data[0::2], data[1::2]) if big_endian else (data[1::2], data[0::2])
    red = bytes(h & 0xF8 | h >> 5 for h in high)
    green = bytes((h & 7) << 5 | lo >> 3 & 0x1C | h >> 1 & 3 for h, lo in zip(high, low, strict=True))
    blue = bytes(lo << 3 & 0xF8 | lo >> 2 & 7 for lo in low)
    return _interleave([red, green, blue])
