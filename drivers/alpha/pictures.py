"""Frames as SMALL DOTS pictures: one digit a pixel. Pure.

===== ======  ================================
digit pixel   in ``Frame.data``
===== ======  ================================
0     dark    neither plane
1     red     first plane
2     green   second plane (``dual`` only)
3     amber   both (``dual`` only)
===== ======  ================================

Nothing above 3 is sent: a real sign took digits modulo 4 in a file of three
colours, so that 8 ("yellow" in the document) was dark.
"""

from __future__ import annotations

from drivers.alpha.commands import HIGHEST, WIDEST, Dots
from drivers.errors import ProtocolError, Unsupported
from drivers.frames import Colour, Frame, Panel


def refuse_panel(panel: Panel) -> str:
    """Why frames for this panel cannot be pictures; empty if they can."""
    if panel.colour is Colour.RGB:
        return f"Alpha pictures are red or dual, not {panel.colour.value}"
    if panel.height > HIGHEST or panel.width > WIDEST:
        return f"an Alpha picture is at most {WIDEST}x{HIGHEST}, not {panel.width}x{panel.height}"
    return ""


def dots_of(frame: Frame, label: str) -> Dots:
    """The picture of a frame; ``Unsupported`` if it is too large, or in full colour."""
    if reason := refuse_panel(frame.panel):
        raise Unsupported(reason)
    codes = [sum(bits) for bits in zip(*map(_weighted, frame.planes, (1, 2), [frame.panel] * 2), strict=True)]
    digits, width = "".join(map(str, codes)).encode("ascii"), frame.panel.width
    rows = tuple(digits[i : i + width] for i in range(0, len(digits), width))
    return Dots(label, width, rows)


def frame_of(dots: Dots, panel: Panel) -> Frame:
    """The frame a picture is; ``ProtocolError`` if it is not one of this panel's."""
    if (dots.width, len(dots.rows)) != (panel.width, panel.height):
        raise ProtocolError(f"a picture of {dots.width}x{len(dots.rows)} is none of {panel}")
    codes = b"".join(dots.rows)
    planes = 2 if panel.colour is Colour.DUAL else 1
    if codes.strip(b"0123"[: 1 << planes]):
        raise ProtocolError(f"a picture with digits other than those of {panel.colour.value}")
    return Frame(panel, b"".join(_plane(dots, 1 << number, panel) for number in range(planes)))


def lit_percent(frame: Frame) -> float:
    """Lit lamps in percent of the pixels; an amber pixel is two lamps."""
    lit = sum(byte.bit_count() for byte in frame.data)
    return 100 * lit / (frame.panel.width * frame.panel.height)


def _weighted(plane: bytes, weight: int, panel: Panel) -> list[int]:
    """``weight`` for each lit pixel of a plane, 0 for each dark one."""
    return [
        weight * bool(plane[y * panel.stride + x // 8] & 0x80 >> x % 8)
        for y in range(panel.height)
        for x in range(panel.width)
    ]


def _plane(dots: Dots, weight: int, panel: Panel) -> bytes:
    return b"".join(_pack(row, weight, panel) for row in dots.rows)


def _pack(row: bytes, weight: int, panel: Panel) -> bytes:
    bits = "".join("1" if digit & weight else "0" for digit in row)
    return int(bits.ljust(8 * panel.stride, "0"), 2).to_bytes(panel.stride)
