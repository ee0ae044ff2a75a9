"""An office whose wall clock may be set at any moment, under the clock a station really has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from drivers.base import Frame
from ledctl.clock import FrozenClock
from ledctl.ledger.floor import earliest_of
from ledctl.publishing.publisher import Publisher
from ledctl.station import Station, open_station
from ledctl.steady import SteadyClock
from ledctl.steady.belief import SETTLE_S
from tests.publishing.office import MoodySign, Office, make_worker


@dataclass
class Wall:
    """The machine's clock, what time it really is, and whether a time server keeps it."""

    wall: FrozenClock
    really: datetime
    synchronised: bool = False
    boot: str = "first"

    def pass_time(self, seconds: float) -> None:
        self.wall.advance(seconds)
        self.really += timedelta(seconds=seconds)

    def set_to(self, at: datetime) -> None:
        self.wall.step((at - self.wall.now()).total_seconds())


@dataclass
class Gate:
    """An office on a steady clock; publisher and desk share the process."""

    site: Path
    machine: Wall
    station: Station = field(init=False)
    office: Office = field(init=False)
    publisher: Publisher = field(init=False)
    clock: SteadyClock = field(init=False)
    options: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A process begins, on the same folder; the sign keeps nothing over a power cut."""
        self.station = self._open()
        sign = MoodySign(self.station.settings.signs["gate"].make_panel())
        worker = make_worker(self.station, sign)
        self.office = Office(self.station, self.machine.wall, sign, worker)
        self.publisher = Publisher(
            [worker], database=self.station.database, clock=self.clock, run=self.station.run, poll_s=1.0
        )
        self.publisher.tick()

    def _open(self) -> Station:
        frozen = open_station(self.site, clock=self.machine.wall)
        with frozen.database.read() as session:
            floor = earliest_of(session)
        frozen.close()
        (self.site / "run").mkdir(exist_ok=True)
        given = {} if floor is None else {"floor": floor}
        self.clock = SteadyClock(
            self.machine.wall,
            bounded=floor is not None,
            file=self.site / "run" / "clock",
            synchronised=lambda: self.machine.synchronised,
            boot=lambda: self.machine.boot,
            **given,
        )
        return open_station(self.site, clock=self.clock)

    def die(self) -> None:
        """The process is gone without a word."""
        self.station.close()

    def restart(self) -> None:
        self.die()
        self.start()

    def power_cut(self, *, off_s: float, wall: datetime | None = None) -> None:
        """Dark for a while; then the machine boots, with whatever its clock says."""
        self.die()
        self.machine.pass_time(off_s)
        if wall is not None:
            self.machine.set_to(wall)
        self.machine.boot += "+"
        self.start()

    def run(self, seconds: float, *, step_s: float = 1.0) -> None:
        for _ in range(round(seconds / step_s)):
            self.machine.pass_time(step_s)
            self.publisher.tick()

    def settle(self) -> None:
        self.run(SETTLE_S + 2)

    @property
    def lit(self) -> Frame:
        return self.office.sign.current
