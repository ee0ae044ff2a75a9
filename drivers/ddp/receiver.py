"""What stands behind a DDP port: the pixels, who decides about them, and the power. Pure.

A receiver shows what arrives (it is *live*), or a picture of its own. That one is
dark here, and it never falls back to it by itself, unless a packet says after how
long; one as it leaves the factory falls back ``FALL_BACK_MS`` after the last
packet, to plain orange. Time is handed in.
"""

from __future__ import annotations

from drivers.base import Frame, Panel
from drivers.pixels import from_rgb, rgb_size

FALL_BACK_MS = 2500
ORANGE = bytes((0xFF, 0xA0, 0x00))


class Receiver:
    """Pixels in, lamps out."""

    def __init__(self, panel: Panel, *, reverts: bool) -> None:
        """``usual_ms`` is how long it holds the live data of a protocol that does not say."""
        self.panel, self.usual_ms = panel, FALL_BACK_MS if reverts else None
        self._arrived = bytearray(rgb_size(panel))
        own = ORANGE * (panel.width * panel.height) if reverts else bytes(self._arrived)
        self._own, self._shown = from_rgb(own, panel), Frame.dark(panel)
        self.on, self.brightness, self.live, self.protocol = True, 128, False, ""
        self._hold_ms: int | None = None
        self._silent_ms = 0

    @property
    def lit(self) -> Frame:
        """Live data lights the lamps even when they were switched off before it came."""
        if self.live:
            return self._shown
        return self._own if self.on else Frame.dark(self.panel)

    def write(self, pixels: bytes, offset: int) -> None:
        """Take what a packet brings, as far as it lies on the panel."""
        inside = pixels[: max(0, len(self._arrived) - offset)]
        self._arrived[offset : offset + len(inside)] = inside

    def go_live(self, protocol: str, *, hold_ms: int | None) -> None:
        """From now on what arrives is shown, until ``hold_ms`` of silence; ``None`` = for ever."""
        self.live, self.protocol, self._hold_ms, self._silent_ms = True, protocol, hold_ms, 0

    def latch(self) -> None:
        """Show what has arrived."""
        self._shown = from_rgb(bytes(self._arrived), self.panel)

    def leave(self) -> None:
        """Live data is over until the next packet."""
        self.live, self.protocol = False, ""

    def restart(self) -> None:
        """The power came back: on, with its own picture."""
        self._arrived = bytearray(len(self._arrived))
        self.on = True
        self.leave()

    def change(self, on: bool | None, brightness: int | None) -> None:
        """Somebody changes the state: live data is over until the next packet."""
        if brightness:
            self.brightness = brightness
        if on is None:
            on = self.on if brightness is None else brightness > 0
        self.on = on
        self.leave()

    def advance(self, ms: int) -> None:
        self._silent_ms += ms
        if self._hold_ms is not None and self._silent_ms >= self._hold_ms:
            self.leave()
