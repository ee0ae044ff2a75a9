"""``Ddp``: a panel that takes pixels by DDP; ``WledDdp``: one that is a WLED and can be asked.

Pixels may also go by WLED's own realtime packets (option ``protocol``), which
say themselves how long a WLED is to wait for the next.

Here: numbering packets, orders about power and brightness, what a WLED says.
Not here: sending and repeating (``drivers/streaming.py``), bytes (``codec``,
``realtime``), HTTP (``driver_wled``).

Proof stays at "sent", with a WLED too: it can be asked whether it shows live
data and from whom, but not which pixels. Its read-back is what it would light
after gamma and brightness, thinned out for large panels, and so neither equal
to the frame nor different from it.

A WLED is asked before the first frame on each link, and refused if it is set up
for other pixels than the panel's. Live data lights a WLED that is switched off;
so once switched off through this driver it is sent no frame until switched on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from drivers.base import Ability, Brightness, Frame, Panel, Proof, Receipt, Status
from drivers.ddp import realtime
from drivers.ddp.codec import encode_packet, split_frame
from drivers.ddp.driver_wled import Wled, check_url
from drivers.ddp.realtime import FOR_EVER, MAX_PANEL
from drivers.ddp.wled import FULL, Condition
from drivers.errors import LinkError, OtherSign, Unsupported
from drivers.links import Link, open_link
from drivers.options import Option, check_choice, check_range, read_options
from drivers.pixels import rgb_size
from drivers.streaming import StreamingOptions, StreamingSign, check_datagrams

LIVE_BY = {"ddp": "DDP", "dnrgb": "UDP"}  # as a WLED calls the two


@dataclass(frozen=True, slots=True)
class DdpOptions(StreamingOptions):
    """What can be set; ``README.md`` says when."""

    protocol: str = "ddp"
    hold_s: int = 15
    wled: str = ""
    sequence: str = "packet"

    def __post_init__(self) -> None:
        StreamingOptions.__post_init__(self)
        if self.wled:
            check_url(self.wled)
        check_choice("protocol", self.protocol, tuple(LIVE_BY))
        check_choice("sequence", self.sequence, ("packet", "none"))
        check_range("hold_s", self.hold_s, 1, FOR_EVER)


class WrongPanel(OtherSign):
    """The WLED is set up for other pixels than the panel's; nothing was shown."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code=0)  # ours: a WLED does not know of it


class Ddp(StreamingSign):
    """A receiver of DDP that nothing is known of."""

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        options: DdpOptions | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        chosen = self._options = options or DdpOptions()
        if chosen.protocol == "dnrgb" and panel.width * panel.height > MAX_PANEL:
            raise ValueError(f"option 'protocol': dnrgb numbers {MAX_PANEL} pixels, a {panel} has more")
        super().__init__(panel, connect, chosen, clock=clock, sleep=sleep)
        self._last = 0 if chosen.sequence == "packet" else None

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Ddp:
        """With the option ``wled`` the sign is a ``WledDdp``."""
        chosen = read_options(DdpOptions, options)
        check_datagrams(link)
        timeout_s = chosen.timeout_ms / 1000
        connect = partial(open_link, link, timeout_s=timeout_s)
        if not chosen.wled:
            return cls(panel, connect, chosen)
        return WledDdp(panel, connect, Wled.from_url(chosen.wled, timeout_s=timeout_s), chosen)

    def _datagrams(self, pixels: bytes) -> Sequence[bytes]:
        if self._options.protocol == "dnrgb":
            return realtime.split_frame(pixels, self._options.hold_s)
        packets = split_frame(pixels, self._last)
        if self._last is not None:
            self._last = packets[-1].sequence
        return [encode_packet(packet) for packet in packets]


class WledDdp(Ddp):
    """A WLED: sent pixels by DDP, asked and told by its JSON."""

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        wled: Wled,
        options: DdpOptions | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(panel, connect, options, clock=clock, sleep=sleep)
        abilities = frozenset({Ability.POWER, Ability.BRIGHTNESS})
        self.capabilities = replace(self.capabilities, answers=True, abilities=abilities)
        self._wled = wled
        self._switched_off = False

    def _open(self) -> Link:
        if self._link is None:
            self._check_panel(self._wled.look())
        return super()._open()

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        if self._switched_off:
            raise Unsupported("a WLED that is switched off would light up for a frame: switch it on first")
        return super()._show(frame, life_s)

    def _keep_alive(self) -> None:
        if not self._switched_off:
            super()._keep_alive()

    def _status(self) -> Status:
        try:
            now = self._wled.look()
        except LinkError as error:
            return Status(online=False, detail=str(error))
        return Status(
            online=True,
            powered=now.on,
            brightness=round(100 * now.brightness / FULL),
            detail=f"WLED {now.version}, {_describe_size(now)}, brightness {now.brightness} of {FULL}",
            unknown=_find_strangers(now, LIVE_BY[self._options.protocol]),
            faults=self._find_faults(now),
        )

    def _switch(self, on: bool) -> Receipt:
        """Off: darkness first, because live data may outlive the order. On: what was shown last, again."""
        pixels, self._pixels = self._pixels, None  # not repeated after a failure: it would undo the darkness
        if not on:
            self._send(bytes(rgb_size(self.panel)))
        evidence = self._wled.change(on=on)
        self._pixels, self._switched_off = pixels, not on
        self._repeat()
        return Receipt("", Proof.SENT, evidence)

    def _dim(self, brightness: Brightness) -> Receipt:
        percent = brightness.percent[0]
        if not brightness.is_steady or not percent:
            raise Unsupported("a WLED has one brightness at a time, from 1 percent: dark is switched off")
        evidence = self._wled.change(on=self._wled.look().on, brightness=max(1, round(FULL * percent / 100)))
        self._repeat()
        return Receipt("", Proof.SENT, evidence)

    def _repeat(self) -> None:
        """A change of state ends a WLED's live data; the next frame begins it anew."""
        if self._pixels is not None and not self._switched_off:
            self._send(self._pixels)

    def _check_panel(self, now: Condition) -> None:
        wanted = (self.panel.width, self.panel.height)
        count = self.panel.width * self.panel.height
        if now.size != wanted if now.size is not None else now.pixels != count:
            raise WrongPanel(f"the sign is {self.panel}, the WLED is set up for {_describe_size(now)}")

    def _find_faults(self, now: Condition) -> tuple[str, ...]:
        faults = []
        if self._pixels is not None and not self._switched_off and not now.live:
            faults.append("it shows a picture of its own and not what was sent")
        if now.overridden:
            faults.append("somebody overrides what is sent, at the WLED itself")
        return tuple(faults)


def _describe_size(now: Condition) -> str:
    return f"{now.size[0]}x{now.size[1]}" if now.size is not None else f"{now.pixels} LEDs in a line"


def _find_strangers(now: Condition, ours: str) -> tuple[str, ...]:
    """What it shows by other ways than ours; of senders by the same way nobody can say which is this host."""
    if now.live and now.protocol != ours:
        return (f"live data by {now.protocol or 'an unnamed protocol'} from {now.sender or 'nobody known'}",)
    return ()
