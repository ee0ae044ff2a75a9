"""``FlaschenTaschen``: a panel behind a server that takes pictures by UDP.

Here: how large a datagram may be, the layer, and black on it. Not here: sending
and repeating (``drivers/streaming.py``), bytes (``codec``).

Layer 0 is the ground and stays. A layer above it goes away 15 seconds after its
last datagram, and ``keep_alive`` has to repeat it. This is not called
self-clearing: the time is the server's and not the notice's. On such a layer
black is transparent, so it is sent as nearly black (01 01 01), the way the
project's own client does; only ``blank`` sends it as transparent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

from drivers.base import AfterPowerCut, Panel, Receipt
from drivers.flaschen_taschen.codec import (
    MAX_DATAGRAM,
    TOP_LAYER,
    encode_tile,
    rows_per_tile,
    split_frame,
)
from drivers.links import Link, open_link
from drivers.options import Option, check_choice, check_range, read_options
from drivers.streaming import StreamingOptions, StreamingSign, check_datagrams

NEARLY_BLACK = bytes((1, 1, 1))


@dataclass(frozen=True, slots=True)
class FlaschenTaschenOptions(StreamingOptions):
    """What can be set; ``README.md`` says when."""

    layer: int = 0
    place: str = "comment"
    datagram: int = MAX_DATAGRAM
    resend_s: int = 5

    def __post_init__(self) -> None:
        StreamingOptions.__post_init__(self)
        check_choice("place", self.place, ("comment", "footer"))
        check_range("layer", self.layer, 0, TOP_LAYER)
        check_range("datagram", self.datagram, 1400, MAX_DATAGRAM)


class FlaschenTaschen(StreamingSign):
    """A layer of a server's screen, over its whole size."""

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        options: FlaschenTaschenOptions | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        chosen = self._options = options or FlaschenTaschenOptions()
        if not rows_per_tile(panel.width, chosen.datagram):
            raise ValueError(
                f"option 'datagram': a row of {panel.width} pixels does not fit {chosen.datagram} bytes"
            )
        super().__init__(panel, connect, chosen, clock=clock, sleep=sleep)
        if chosen.layer == 0:  # the server's ground, which is black when it starts
            self.capabilities = replace(self.capabilities, after_power_cut=AfterPowerCut.DARK)

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        chosen = read_options(FlaschenTaschenOptions, options)
        check_datagrams(link)
        return cls(panel, partial(open_link, link, timeout_s=chosen.timeout_ms / 1000), chosen)

    def _blank(self) -> Receipt:
        receipt = super()._blank()
        if self._options.layer == 0:
            return receipt
        beneath = f"; layer {self._options.layer} is transparent now, and what lies beneath it shows"
        return Receipt(receipt.digest, receipt.proof, receipt.evidence + beneath)

    def _datagrams(self, pixels: bytes) -> Sequence[bytes]:
        if self._options.layer and any(pixels):
            pixels = _cover(pixels)
        tiles = split_frame(pixels, self.panel.width, self._options.layer, self._options.datagram)
        return [encode_tile(tile, footer=self._options.place == "footer") for tile in tiles]


def _cover(pixels: bytes) -> bytes:
    """The pixels with none of them transparent."""
    black = bytes(3)
    each = (pixels[at : at + 3] for at in range(0, len(pixels), 3))
    return b"".join(NEARLY_BLACK if pixel == black else pixel for pixel in each)
