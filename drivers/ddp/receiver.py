"""What stands behind a DDP port: the pixels, who decides about them, and the power. Pure.

A receiver shows what arrives (it is *live*), or a picture of its own. One set up
as ``README.md`` says never falls back by itself, and its own picture is dark;
one as it leaves the factory falls back ``FALL_BACK_MS`` after the last packet,
to plain orange. Time is handed in.
"""

from __future__ import annotations

from drivers.base import Frame, Panel
from drivers.pixels import from_rgb, rgb_size

FALL_BACK_MS = 2500
ORANGE = bytes((0xFF, 0xA0, 0x00))


class Receiver:
    """Pixels in, lamps out. Before the first push any packet is shown at once, after it only pushes are."""

    def __init__(self, panel: Panel, *, reverts: bool) -> None:
        self.panel, self._reverts = panel, reverts
        self._arrived = bytearray(rgb_size(panel))
        own = ORANGE * (panel.width * panel.height) if reverts else bytes(self._arrived)
        self._own, self._shown = from_rgb(own, panel), Frame.dark(panel)
        self.on, self.brightness, self.live = True, 128, False
        self._pushes = False
        self._silent_ms = 0

    @property
    def lit(self) -> Frame:
        """Live data lights the lamps even when they were switched off before it came."""
        if self.live:
            return self._shown
        return self._own if self.on else Frame.dark(self.panel)

    def write(self, pixels: bytes, offset: int, *, push: bool) -> None:
        """Take what a packet brings, as far as it lies on the panel."""
        inside = pixels[: max(0, len(self._arrived) - offset)]
        self._arrived[offset : offset + len(inside)] = inside
        self.live, self._silent_ms = True, 0
        self._pushes = self._pushes or push
        if push or not self._pushes:
            self._shown = from_rgb(bytes(self._arrived), self.panel)

    def change(self, on: bool | None, brightness: int | None) -> None:
        """Somebody changes the state: live data is over until the next packet."""
        if brightness:
            self.brightness = brightness
        if on is None:
            on = self.on if brightness is None else brightness > 0
        self.on = on
        self.live = False

    def advance(self, ms: int) -> None:
        self._silent_ms += ms
        if self._reverts and self._silent_ms >= FALL_BACK_MS:
            self.live = False
