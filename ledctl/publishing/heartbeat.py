"""Until when each sign is known to have been looked after, written each minute.

The stretch in progress has a heartbeat of its own while pages stand (``recorder``); a
sign that is dark has none, and after a power cut nobody could say how long it was
looked after. One statement for all signs, so that a thousand cost no more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import beat
from ledctl.publishing.attendant import Attendant

BEAT_S = 60.0


class Heartbeat:
    """The heartbeat of all workers of a site."""

    def __init__(self, workers: Sequence[Attendant], database: Database, clock: Clock) -> None:
        self._workers = workers
        self._database = database
        self._clock = clock
        self._beat_at = 0.0
        self._known = 0

    def beat(self) -> None:
        """Write when that is due: at first, then each minute; a worker that hangs has no part in it."""
        mono = self._clock.monotonic()
        if self._known == len(self._workers) and mono < self._beat_at:
            return
        seen = {worker.name: to_ms(at) for worker in self._workers if (at := worker.stepped) is not None}
        if not seen or (len(seen) == self._known and mono < self._beat_at):
            return
        with self._database.write() as session:
            beat(session, seen)
        self._known, self._beat_at = len(seen), mono + BEAT_S
