"""What another thread may ask of a worker: each answer reads values that are replaced, never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ledctl.clock import Clock
from ledctl.publishing.caretaker import Caretaker
from ledctl.publishing.meters import Meter
from ledctl.publishing.rota import Rota
from ledctl.publishing.stage import Live


class Asked:
    """The side of a worker that any thread may see."""

    name: str
    meter: Meter
    stepped: datetime | None = None
    """When it last went through a whole round."""
    _clock: Clock
    _caretaker: Caretaker
    _rota: Rota
    _live: Live
    _round_ended: float

    @property
    def live(self) -> Live:
        """What the sign shows and says of itself, as a value that another thread may keep."""
        return replace(self._live, health=self._caretaker.health)

    @property
    def quiet_s(self) -> float:
        """Seconds since a round ended: a worker that hangs in its driver is seen by this."""
        return max(0.0, self._clock.monotonic() - self._round_ended)

    @property
    def outage_s(self) -> float:
        """The seconds in which the sign could not be reached, since the process began."""
        return self.meter.outage_s(self._clock.monotonic())

    @property
    def is_wanted(self) -> bool:
        """Whether something may stand on the sign now, by the orders as last read."""
        return bool(self._rota.running(self._clock.now(), self._clock.monotonic()))

    @property
    def holds_strange(self) -> bool:
        """Whether the sign was found to hold content of others, at the last look."""
        return bool(self._caretaker.health.unknown)

    @property
    def unlike_s(self) -> float:
        """How long the sign has shown something else than it confirmed (R25)."""
        since = self._caretaker.health.mismatch_since
        return 0.0 if since is None else max(0.0, (self._clock.now() - since).total_seconds())
