"""Panels and frames: what is lit, as values. Pure.

A *frame* is one still picture for one panel, held in one canonical byte form,
so that the same bytes feed the preview, the approval and the wire (a preview
that differs from the panel by one pixel is a false promise):

========  =====================================================================
colour    ``Frame.data``
========  =====================================================================
``red``   one plane, row-major from the top, 8 pixels a byte, most significant
          bit leftmost, 1 = lit, each row padded with 0 to a whole byte
``dual``  two such planes, red then green (both lit = yellow)
``rgb``   three bytes R, G, B a pixel, row-major, 0 = dark
========  =====================================================================
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from drivers.errors import Unsupported

MAX_SIDE = 4096  # pixels; larger than any gate sign, small enough to refuse a typing slip


class Colour(StrEnum):
    """What one pixel of a panel can show."""

    RED = "red"
    DUAL = "dual"
    RGB = "rgb"


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's size in pixels and what its pixels can show."""

    width: int
    height: int
    colour: Colour

    def __post_init__(self) -> None:
        if not (1 <= self.width <= MAX_SIDE and 1 <= self.height <= MAX_SIDE):
            raise ValueError(f"a panel is 1 to {MAX_SIDE} pixels a side, not {self.width}x{self.height}")

    @classmethod
    def parse(cls, size: str, colour: str) -> Panel:
        """Read ``"256x64"`` and ``"dual"``; ``ValueError`` says what is wrong."""
        width, cross, height = size.lower().partition("x")
        if not cross or not width.isascii() or not width.isdigit() or not height.isdigit():
            raise ValueError(f"a panel size is WIDTHxHEIGHT in pixels, such as 256x64, not {size!r}")
        try:
            kind = Colour(colour)
        except ValueError:
            raise ValueError(f"a panel colour is red, dual or rgb, not {colour!r}") from None
        return cls(int(width), int(height), kind)

    @property
    def stride(self) -> int:
        """Bytes in one row of one plane."""
        return (self.width + 7) // 8

    @property
    def plane_size(self) -> int:
        """Bytes in one plane."""
        return self.stride * self.height

    @property
    def frame_size(self) -> int:
        """Bytes in ``Frame.data``."""
        return {
            Colour.RED: self.plane_size,
            Colour.DUAL: 2 * self.plane_size,
            Colour.RGB: 3 * self.width * self.height,
        }[self.colour]

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.colour.value}"


@dataclass(frozen=True, slots=True)
class Frame:
    """One still picture for one panel, in the canonical form above."""

    panel: Panel
    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) != self.panel.frame_size:
            raise ValueError(f"a {self.panel} frame has {self.panel.frame_size} bytes, not {len(self.data)}")

    @classmethod
    def dark(cls, panel: Panel) -> Frame:
        """A frame with no pixel lit."""
        return cls(panel, bytes(panel.frame_size))

    @property
    def planes(self) -> tuple[bytes, ...]:
        """The bit planes of a ``red`` or ``dual`` frame; ``Unsupported`` for ``rgb``."""
        if self.panel.colour is Colour.RGB:
            raise Unsupported("a full-colour frame has bytes, not bit planes")
        size = self.panel.plane_size
        return tuple(self.data[i : i + size] for i in range(0, len(self.data), size))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over size, colour and pixels."""
        head = f"ledctl-frame-1 {self.panel}\n".encode()
        return hashlib.sha256(head + self.data).hexdigest()
