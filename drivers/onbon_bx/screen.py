"""What the lamps of a simulated card show: areas, else programs; power, brightness, lock. Pure.

Time is handed in (``advance``). An area lights its first page: effects and the
turning of its pages are not simulated, and a run mode other than "loop until
time-out" loops. What a locked screen does with new areas is not documented; here
it goes on showing what it showed, and shows the new ones when it is let go.
Stored programs play while there is no area, by a clock that begins in 2000; one
that stopped stays there, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from drivers.base import SLOTS, Colour, Frame, Panel
from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import RunMode, UpdateArea
from drivers.onbon_bx.bitmaps import Format, unpack
from drivers.onbon_bx.orders import STEPS, BrightnessMode, SetBrightness
from drivers.onbon_bx.shelf import Shelf

NEVER_SET = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Area:
    x: int
    y: int
    frame: Frame
    until_ms: int | None


class Screen:
    """The lamps of one card, and all that decides what they show."""

    def __init__(self, panel: Panel, form: Format, max_areas: int, shelf: Shelf) -> None:
        self.panel, self._form, self._max_areas, self._shelf = panel, form, max_areas, shelf
        self.powered = True
        self.brightness = SetBrightness(BrightnessMode.STEADY, bytes([STEPS]) * SLOTS)
        self._held: Frame | None = None
        self._areas: dict[int, _Area] = {}
        self._now_ms = 0
        self._epoch = NEVER_SET  # what the clock said at 0 ms
        self.clock_runs = True

    @property
    def lit(self) -> Frame:
        """What plays, or nothing when switched off."""
        if not self.powered:
            return Frame.dark(self.panel)
        return self._held or self._compose()

    @property
    def locked(self) -> bool:
        return self._held is not None

    @property
    def clock(self) -> datetime | None:
        """The time, if the clock runs."""
        return self._epoch + timedelta(milliseconds=self._now_ms) if self.clock_runs else None

    @property
    def level(self) -> int:
        """The level now: that of the half hour when there is a schedule and a clock to go by."""
        clock = self.clock
        timed = self.brightness.mode == BrightnessMode.SCHEDULE and clock is not None
        slot = 2 * clock.hour + clock.minute // 30 if timed and clock else 0
        return self.brightness.levels[slot]

    def set_clock(self, at: datetime) -> None:
        self._epoch, self.clock_runs = at - timedelta(milliseconds=self._now_ms), True

    def lock(self, on: bool) -> None:
        self._held = self._compose() if on else None

    def update(self, updates: Sequence[UpdateArea]) -> None:
        """Put areas up, all or none; ``ValueError`` or ``ProtocolError`` for what does not fit."""
        if not updates:
            raise ValueError("no area in the update")
        self._areas |= {update.area: self._read(update) for update in updates}

    def delete(self, areas: Sequence[int] | None) -> None:
        for area in tuple(self._areas) if areas is None else areas:
            self._areas.pop(area, None)

    def restart(self) -> None:
        """Lose power and come back: areas live in memory and are gone, and so is the lock."""
        self._areas.clear()
        self._held = None

    def advance(self, ms: int) -> None:
        self._now_ms += ms
        self._areas = {
            key: area
            for key, area in self._areas.items()
            if area.until_ms is None or area.until_ms > self._now_ms
        }

    def _read(self, update: UpdateArea) -> _Area:
        inside = update.x + update.width <= self.panel.width and update.y + update.height <= self.panel.height
        if not inside or not update.pages or update.area >= self._max_areas:
            raise ValueError("no such area on this screen")
        panel = Panel(update.width, update.height, self.panel.colour)
        frame = unpack(update.pages[0].bitmap, panel, self._form, x=update.x)
        timed = update.run_mode == RunMode.LOOP_UNTIL_TIMEOUT and update.timeout_s
        return _Area(update.x, update.y, frame, self._now_ms + 1000 * update.timeout_s if timed else None)

    def _compose(self) -> Frame:
        shown = Frame.dark(self.panel)
        if not self._areas:
            return self._play(shown)
        for _, area in sorted(self._areas.items()):
            shown = _paste(shown, area.frame, area.x, area.y)
        return shown

    def _play(self, shown: Frame) -> Frame:
        """What the stored programs have now; an area whose picture is of another size stays dark."""
        for area, page in self._shelf.shown(self.clock or NEVER_SET, self._now_ms):
            panel = Panel(area.width, area.height, self.panel.colour)
            with suppress(ProtocolError):
                shown = _paste(shown, unpack(page.bitmap, panel, self._form, x=area.x), area.x, area.y)
        return shown


def _paste(ground: Frame, patch: Frame, x: int, y: int) -> Frame:
    """``ground`` with ``patch`` laid over it, opaque."""
    whole, part = ground.panel, patch.panel
    if part == whole:
        return patch
    if whole.colour is Colour.RGB:
        return Frame(whole, _paste_pixels(ground.data, patch.data, whole, part, x, y))
    planes = (
        _paste_plane(*both, whole, part, x, y) for both in zip(ground.planes, patch.planes, strict=True)
    )
    return Frame(whole, b"".join(planes))


def _paste_pixels(ground: bytes, patch: bytes, whole: Panel, part: Panel, x: int, y: int) -> bytes:
    out, size = bytearray(ground), 3 * part.width
    for row in range(part.height):
        at = 3 * ((y + row) * whole.width + x)
        out[at : at + size] = patch[row * size : (row + 1) * size]
    return bytes(out)


def _paste_plane(ground: bytes, patch: bytes, whole: Panel, part: Panel, x: int, y: int) -> bytes:
    out, stride = bytearray(ground), whole.stride
    up = 8 * stride - x - part.width
    mask = ((1 << part.width) - 1) << up
    for row in range(part.height):
        at, source = (y + row) * stride, row * part.stride
        new = int.from_bytes(patch[source : source + part.stride]) >> (8 * part.stride - part.width)
        old = int.from_bytes(out[at : at + stride])
        out[at : at + stride] = ((old & ~mask) | (new << up)).to_bytes(stride)
    return bytes(out)
