"""A person's word on the clock: what it says, and taking it for right after a look at a watch (R15).

Whoever says so writes down the time of the own watch. The word holds if the
machine says the same, so that nobody accepts by a click what they did not look
at. It is the only way by which time goes back, and it is on record with the name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ledctl.accounts.model import Actor, Role
from ledctl.clock import Clock, local_text, stamp
from ledctl.db import Database
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.ledger.floor import ACCEPTED
from ledctl.ledger.log import append
from ledctl.steady import BUILT, SteadyClock, Trust

WATCH_OFF = timedelta(minutes=5)
"""Watches differ, and typing takes a while."""
FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S")
MAY = (Role.APPROVER, Role.ADMINISTRATOR)


class Timekeeping:
    """The clock of a site, as people see it and answer for it."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, ring: Callable[[], object]) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._ring = ring

    def state(self) -> Trust:
        """What is believed now."""
        if isinstance(self._clock, SteadyClock):
            return self._clock.look()
        now = self._clock.now()
        return Trust(None, None, known=True, wall=now, now=now)

    def accept(self, actor: Actor, watch: str) -> None:
        """``watch``: the site's local time as the person reads it, such as ``2026-11-24 09:05``."""
        if not actor.has(*MAY):
            raise NotAllowed.of("clock_not_yours")
        told, trust = self._read(watch), self.state()
        clock = self._clock
        if trust.is_trusted or not isinstance(clock, SteadyClock):
            raise Refused.of("clock_is_trusted")
        self._require_sane(told, trust)
        with self._database.write() as session:
            append(
                session,
                kind="clock_trusted",
                at=trust.wall,
                actor=actor.account,
                via=actor.via,
                cause="person",
                name=actor.name,
                how=ACCEPTED,
                reason=str(trust.doubt),
                said=stamp(trust.wall),
                estimate=stamp(trust.now),
                watch=stamp(told),
            )
        clock.accept()
        self._ring()

    def _read(self, watch: str) -> datetime:
        for form in FORMS:
            try:
                return datetime.strptime(watch.strip(), form).replace(tzinfo=self._zone)
            except (ValueError, OverflowError):
                continue
        raise BadInput.of("clock_watch_wrong", where="watch")

    def _require_sane(self, told: datetime, trust: Trust) -> None:
        if trust.wall < BUILT:
            raise Refused.of("clock_before_build")
        if abs(told - trust.wall) > WATCH_OFF:
            raise Refused.of(
                "clock_not_your_watch",
                where="watch",
                watch=local_text(told, self._zone)[:16],
                wall=local_text(trust.wall, self._zone)[:16],
                minutes=int(WATCH_OFF.total_seconds() // 60),
            )
