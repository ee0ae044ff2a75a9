"""Who looks after a site's signs: the publisher with one worker for each, put together from the settings.

Apart from ``station``, because a site without signs, and every command that publishes
nothing, needs none of it; the classes come when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.base import Sign
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.fleet import practice_refusal, upkeep_of
from ledctl.settings import Mode, Settings

if TYPE_CHECKING:
    from ledctl.playlists.curbs import Curb
    from ledctl.playlists.hours import HoursClock
    from ledctl.publishing.attendant import Attendant
    from ledctl.publishing.publisher import Publisher
    from ledctl.publishing.switch import Switch


def man_signs(
    settings: Settings,
    signs: Mapping[str, Sign],
    database: Database,
    clock: Clock,
    *,
    run: Path,
    ring: Callable[[], None],
) -> Publisher:
    """A publisher over ``signs``, not started yet; ``Refused`` for a real sign in practice."""
    from ledctl.publishing.publisher import Publisher
    from ledctl.publishing.slate import Slate
    from ledctl.publishing.switch import Switch

    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    practice = settings.mode is Mode.PRACTICE
    if practice:
        _refuse_real_signs(settings, signs)
    switch = Switch(database, clock, signs=signs, practice=practice, ring=ring, slate=Slate(run / "dark"))
    crew = _Crew(settings, database, clock, switch)
    return Publisher(
        [crew.worker(name, sign) for name, sign in signs.items()],
        database=database,
        clock=clock,
        run=run,
        poll_s=settings.publisher.poll_s,
        round_s=settings.publisher.round_s,
        switch=switch,
    )


def _refuse_real_signs(settings: Settings, signs: Mapping[str, Sign]) -> None:
    """R7: practice does not even make a real sign dark, for it would take down what stands there."""
    found = [
        practice_refusal(name, settings.signs[name])
        for name, sign in signs.items()
        if not sign.capabilities.virtual
    ]
    if found:
        raise Refused(*found)


@dataclass(frozen=True, slots=True)
class _Crew:
    """What all workers of a site have in common."""

    settings: Settings
    database: Database
    clock: Clock
    switch: Switch

    def worker(self, name: str, sign: Sign) -> Attendant:
        """Whoever looks after a sign: it turns the pages for it, or keeps the list the sign turns itself."""
        from ledctl.ledger.recorder import Recorder
        from ledctl.playlists.hours import Hours, HoursClock
        from ledctl.publishing.keeper import ListKeeper
        from ledctl.publishing.worker import SignWorker

        zone, rules = self.settings.zoneinfo, self.settings.publisher
        hours = HoursClock(Hours.of(self.settings.signs[name], zone))
        kind = SignWorker if sign.capabilities.host_timed else ListKeeper
        return kind(
            name,
            sign,
            database=self.database,
            clock=self.clock,
            recorder=Recorder(self.database, name, zone, self.clock, flush_s=rules.flush_s),
            zone=zone,
            poll_s=rules.poll_s,
            retry_s=rules.retry_s,
            life_s=rules.life_s,
            practice_site=self.settings.mode is Mode.PRACTICE,
            curb=self._curb(hours),
            edge=hours.edge,
            turn_s=rules.turn_s,
            upkeep=upkeep_of(self.settings, name, self.clock),
            switch=self.switch,
        )

    def _curb(self, hours: HoursClock) -> Callable[[datetime], Curb]:
        """What holds orders back on a sign, besides their own windows: the strictest counts."""
        from ledctl.playlists.curbs import strictest
        from ledctl.publishing.trust import curb_of

        clock, dark = self.clock, self.settings.publisher.untrusted == "dark"
        return lambda now: strictest(curb_of(clock, dark=dark), hours.curb(now))
