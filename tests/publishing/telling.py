"""A sign that says what it shows, and how it is; and an office whose worker looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from drivers.base import Ability, Brightness, Frame, Panel, Proof, Receipt, Status
from drivers.errors import DriverError
from ledctl.clock import FrozenClock
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_attendant


class TellingSign(MoodySign):
    """``says``: what its status says otherwise than the truth. ``told``: orders of care, in turn."""

    abilities = frozenset({Ability.POWER, Ability.BRIGHTNESS, Ability.CLOCK})

    def __init__(self, panel: Panel, *, keeps_brightness: bool = False) -> None:
        super().__init__(panel)
        self.capabilities = replace(
            self.capabilities, abilities=self.abilities, keeps_brightness=keeps_brightness
        )
        self.says: Mapping[str, Any] = {}
        self.told: list[tuple[str, object]] = []
        self.refuses: DriverError | None = None
        self.lamps = True
        self.trail: list[str] = []
        """Questions and orders in the order in which they came."""

    def overwrite(self, frame: Frame) -> None:
        """Somebody else puts something up."""
        self._put(frame, float("inf"))

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self.trail.append("show")
        return super()._show(frame, life_s)

    def _blank(self) -> Receipt:
        self.trail.append("blank")
        return super()._blank()

    def _status(self) -> Status:
        self.trail.append("status")
        known = super()._status()
        shown = self.current.digest if any(self.current.data) else ""
        return replace(known, **{"shown": shown, "powered": self.lamps, **self.says})

    def _switch(self, on: bool) -> Receipt:
        return self._take("switch", on)

    def _dim(self, brightness: Brightness) -> Receipt:
        return self._take("dim", brightness)

    def _set_clock(self, local: datetime) -> Receipt:
        return self._take("clock", local)

    def _take(self, what: str, value: object) -> Receipt:
        if self.refuses:
            raise self.refuses
        if what == "switch":
            self.lamps = bool(value)
        self.trail.append(what)
        self.told.append((what, value))
        return Receipt("", Proof.ACCEPTED, "taken")


class TellingOffice(Office):
    """The office with such a sign."""

    sign: TellingSign

    @classmethod
    def over(
        cls, station: Station, clock: FrozenClock, upkeep: Upkeep, *, keeps_brightness: bool = False
    ) -> TellingOffice:
        panel = station.settings.signs["gate"].make_panel()
        sign = TellingSign(panel, keeps_brightness=keeps_brightness)
        made = cls(station, clock, sign, make_attendant(SignWorker, station, sign, upkeep=upkeep))
        made.worker.step()
        return made
