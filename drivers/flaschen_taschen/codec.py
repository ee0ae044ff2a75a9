r"""FlaschenTaschen: a picture to a datagram, usually to UDP port 1337, and back. Pure.

A datagram is one binary PPM, with where it goes in a comment or behind it::

    header form                         footer form

    P6 LF                               P6 LF
    64 32 LF         width height       64 32 LF
    #FT: 0 16 1 LF   x y layer          255 LF
    255 LF           then pixels        FF 00 00 ...     width * height * 3 bytes
    FF 00 00 ...                        LF 0 LF 16 LF 1 LF     x, y, layer

One white byte after ``255``; the pixels are red, green, blue, row by row from
the top. White space and comments may stand between the numbers. A footer wins
over a comment, because the reference server reads it last. Layers are 0 (the
ground) to 15; on those above 0 black is transparent and the whole layer goes
away 15 seconds after its last datagram.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drivers.errors import ProtocolError
from drivers.frames import MAX_SIDE
from drivers.wire import spaced_hex

MAX_DATAGRAM = 65_507  # bytes in a UDP datagram over IPv4
HEADER_ROOM = 64  # bytes; the longest header and footer of a picture on a panel
TOP_LAYER = 15

_GAP = rb"(?:\s|#[^\n]*\n)+"
_HEADER = re.compile(rb"P6%b([0-9]{1,5})%b([0-9]{1,5})%b255\s" % (_GAP, _GAP, _GAP))
_COMMENT = re.compile(rb"#[^\n]*\n")
_PLACE = re.compile(rb"#FT:[ \t]*(-?[0-9]{1,4})[ \t]+(-?[0-9]{1,4})(?:[ \t]+([0-9]{1,4}))?\s*")
_FOOTER = re.compile(rb"\s*(-?[0-9]{1,4})(?:\s+(-?[0-9]{1,4})(?:\s+([0-9]{1,4}))?)?\s*")


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture and where it goes. ``pixels`` has three bytes a pixel."""

    width: int
    height: int
    pixels: bytes
    x: int = 0
    y: int = 0
    layer: int = 0


def encode_tile(tile: Tile, *, footer: bool = False) -> bytes:
    size = f"P6\n{tile.width} {tile.height}\n"
    if footer:
        behind = f"\n{tile.x}\n{tile.y}\n{tile.layer}\n"
        return f"{size}255\n".encode("ascii") + tile.pixels + behind.encode("ascii")
    return f"{size}#FT: {tile.x} {tile.y} {tile.layer}\n255\n".encode("ascii") + tile.pixels


def decode_tile(datagram: bytes, *, comments: bool = True) -> Tile:
    """The picture in a datagram, whichever form; without a place it belongs at the top left of the ground.

    ``comments`` false: as old servers read it, for which a comment is a comment.
    """
    header = _HEADER.match(datagram)
    if header is None:
        raise ProtocolError(f"not a binary PPM of 255 values: {spaced_hex(datagram)}")
    width, height = int(header[1]), int(header[2])
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise ProtocolError(f"a picture is 1 to {MAX_SIDE} pixels a side, not {width}x{height}")
    end = header.end() + 3 * width * height
    if len(datagram) < end:
        raise ProtocolError(f"{width}x{height} pixels announced, {len(datagram) - header.end()} bytes sent")
    tile = Tile(width, height, datagram[header.end() : end])
    return _place_by_footer(_place_by_comment(tile, header[0]) if comments else tile, datagram[end:])


def split_frame(pixels: bytes, width: int, layer: int, limit: int) -> tuple[Tile, ...]:
    """A whole screen as tiles of whole rows that fit datagrams of ``limit`` bytes."""
    rows = rows_per_tile(width, limit)
    stride = 3 * width
    height = len(pixels) // stride
    return tuple(
        Tile(width, min(rows, height - y), pixels[y * stride : (y + rows) * stride], 0, y, layer)
        for y in range(0, height, rows)
    )


def rows_per_tile(width: int, limit: int) -> int:
    """How many rows of ``width`` pixels fit a datagram; 0 if not even one does."""
    return (limit - HEADER_ROOM) // (3 * width)


def _place_by_comment(tile: Tile, header: bytes) -> Tile:
    for comment in _COMMENT.findall(header):
        if found := _PLACE.fullmatch(comment):
            tile = replace(tile, x=int(found[1]), y=int(found[2]), layer=int(found[3] or 0))
    return tile


def _place_by_footer(tile: Tile, footer: bytes) -> Tile:
    if not footer.strip():
        return tile
    found = _FOOTER.fullmatch(footer)
    if found is None:
        raise ProtocolError(f"no place behind the pixels: {spaced_hex(footer)}")
    return replace(tile, x=int(found[1]), y=int(found[2] or 0), layer=int(found[3] or 0))
