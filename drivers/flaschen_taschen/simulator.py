"""A FlaschenTaschen server as a value machine: datagrams in, lamps out, never an answer. Pure.

It takes any picture at any place, in either form, as far as it lies on the
panel, and shows it at once. Layers lie over each other; above the ground black
is transparent, and a layer goes away 15 seconds after its last datagram. A
layer above the top one counts as the top one. What is not a whole picture is
refused; the reference server paints it instead, with what is left of earlier
datagrams behind it (quirk ``raw``). Time is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from drivers.base import Frame, Panel
from drivers.cards import Fact, Handled, read_quirks
from drivers.errors import ProtocolError
from drivers.flaschen_taschen.codec import TOP_LAYER, Tile, decode_tile
from drivers.pixels import from_rgb, rgb_size

LAYER_LIFE_MS = 15_000
DROP_EVERY = 5
BLACK = bytes(3)


class Quirk(StrEnum):
    """What real servers and networks do; each can be switched on."""

    DROP = "drop"  # every fifth datagram is lost
    RAW = "raw"  # what is not a picture is painted from the top left as if it were pixels
    FOOTER_ONLY = "footer_only"  # an old server, which takes the comment for a comment


@dataclass(slots=True)
class _Layer:
    pixels: bytearray
    silent_ms: int = 0


class FlaschenTaschenCard:
    """One server with one panel; see ``cards.Card``."""

    def __init__(self, panel: Panel, *, quirks: Sequence[Quirk] = ()) -> None:
        self.panel, self._quirks = panel, frozenset(quirks)
        self._layers = {0: _Layer(bytearray(rgb_size(panel)))}
        self._lit = Frame.dark(panel)
        self._arrived = 0

    @classmethod
    def from_settings(cls, panel: Panel, model: str | None, quirks: Sequence[str]) -> Self:
        if model is not None:
            raise ValueError(f"a FlaschenTaschen server has no models, so none is {model!r}")
        return cls(panel, quirks=read_quirks(Quirk, quirks))

    @property
    def lit(self) -> Frame:
        return self._lit

    def advance(self, ms: int) -> None:
        for layer in self._layers.values():
            layer.silent_ms += ms
        over = [key for key, layer in self._layers.items() if key and layer.silent_ms >= LAYER_LIFE_MS]
        for key in over:
            del self._layers[key]
        if over:
            self._light()

    def power_cycle(self) -> None:
        """The server starts anew, with a black ground."""
        self._layers = {0: _Layer(bytearray(rgb_size(self.panel)))}
        self._light()

    def hang_up(self, wire: int = 0) -> None:
        """A datagram is whole or was never there: nothing is half said."""

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        """``data`` is one datagram."""
        self._arrived += 1
        if Quirk.DROP in self._quirks and self._arrived % DROP_EVERY == 0:
            return [Handled({"request": "lost"})]
        try:
            tile = decode_tile(data, comments=Quirk.FOOTER_ONLY not in self._quirks)
        except ProtocolError as error:
            if Quirk.RAW not in self._quirks:
                return [Handled({"request": "refused", "reason": str(error)})]
            return [Handled(self._paint_raw(data))]
        return [Handled(self._paint(tile))]

    def _paint(self, tile: Tile) -> dict[str, Fact]:
        layer = self._touch(min(tile.layer, TOP_LAYER))
        left, right = max(0, tile.x), min(self.panel.width, tile.x + tile.width)
        for row in range(max(0, -tile.y), min(tile.height, self.panel.height - tile.y)):
            if left < right:
                source = 3 * (row * tile.width + left - tile.x)
                at = 3 * ((tile.y + row) * self.panel.width + left)
                layer.pixels[at : at + 3 * (right - left)] = tile.pixels[source : source + 3 * (right - left)]
        self._light()
        size = {"width": tile.width, "height": tile.height}
        return {"request": "picture", "x": tile.x, "y": tile.y, "layer": tile.layer, **size}

    def _paint_raw(self, data: bytes) -> dict[str, Fact]:
        ground = self._touch(0).pixels
        ground[: len(data)] = data[: len(ground)]
        self._light()
        return {"request": "raw", "bytes": len(data)}

    def _touch(self, key: int) -> _Layer:
        layer = self._layers.setdefault(key, _Layer(bytearray(rgb_size(self.panel))))
        layer.silent_ms = 0
        return layer

    def _light(self) -> None:
        seen = bytearray(self._layers[0].pixels)
        for key in sorted(self._layers)[1:]:
            pixels = self._layers[key].pixels
            for at in range(0, len(seen), 3):
                if (pixel := pixels[at : at + 3]) != BLACK:
                    seen[at : at + 3] = pixel
        self._lit = from_rgb(bytes(seen), self.panel)
