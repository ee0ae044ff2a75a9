"""The watch of one site, put together: its eyes, its loop, who is told, what machines may ask.

The composition root makes one from plain parts. What other parts of the program know
(whether the clock is trusted, whether a blackout is on) comes in as ``Senses``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ledctl.alerts.conditions import disk
from ledctl.alerts.disk import DiskTest
from ledctl.alerts.duty import Duty
from ledctl.alerts.entries import Entry, unwritten
from ledctl.alerts.figures import Figures, figures_of
from ledctl.alerts.looking import Looking, Senses
from ledctl.alerts.quiet import QuietHours
from ledctl.alerts.ready import Ready
from ledctl.alerts.records import open_alerts
from ledctl.alerts.telling import AlertAudience
from ledctl.alerts.troubles import Severity
from ledctl.alerts.watch import Watch
from ledctl.alerts.worded import Tongue, raised
from ledctl.clock import Clock, local_text
from ledctl.db import Database
from ledctl.notify.posting import send
from ledctl.notify.teller import ways_of
from ledctl.publishing.vitals import SignHealth, ask_hanging, ask_health, ask_timings
from ledctl.settings import Mode, Settings

Ask = Callable[[str], object | None]
"""A question to the publisher, and its answer; ``None`` when it does not answer."""


@dataclass
class Lookout:
    """Everything about alerts at one site. ``close`` it when done."""

    site: Path
    run: Path
    settings: Settings
    database: Database
    clock: Clock
    ask: Ask
    senses: Senses = field(default_factory=Senses)
    heard_at: datetime | None = None
    """When the publisher answered last, as far as this process knows."""

    @property
    def practice(self) -> bool:
        return self.settings.mode is Mode.PRACTICE

    @cached_property
    def disk(self) -> DiskTest:
        return DiskTest(self.site)

    @cached_property
    def ready(self) -> Ready:
        """Whether the site can work."""
        return Ready(
            self.database,
            self.disk,
            hanging=self.hanging,
            expects=bool(self.settings.signs),
        )

    @cached_property
    def looking(self) -> Looking:
        senses = replace(self.senses, publisher=self.health, hanging=self.hanging)
        return Looking(self.database, self.clock, self.settings, self.disk, senses)

    @cached_property
    def watch(self) -> Watch:
        """The loop, not started yet."""
        return Watch(
            self.looking.look,
            rules=self.settings.alerts,
            database=self.database,
            clock=self.clock,
            quiet=self._quiet,
            practice=self.practice,
            on_duty=self._duty("alerts").is_mine,
            send_now=self.send_now,
        )

    @cached_property
    def audience(self) -> AlertAudience:
        """Who is told of alerts, and in which words."""
        named = self.settings.alerts.people
        return AlertAudience(self.database, named, self._quiet, self.tongue, self.practice)

    @cached_property
    def tongue(self) -> Tongue:
        """How this site says its signs, by their label, and instants, in its zone."""
        labels = {name: sign.label or name for name, sign in self.settings.signs.items()}
        zone = self.settings.zoneinfo
        return Tongue(lambda name: labels.get(name, name), lambda at: local_text(at, zone)[:16])

    def health(self) -> tuple[SignHealth, ...] | None:
        """How every sign is; ``None`` when no publisher answers."""
        found = ask_health(self.ask)
        if found is not None:
            self.heard_at = self.clock.now()
        return found

    def hanging(self) -> tuple[str, ...] | None:
        """The publisher's threads that do not go on; ``None`` when no publisher answers."""
        return ask_hanging(self.ask)

    def open(self) -> list[Entry]:
        """What is wrong now, that which no disk would take included."""
        written = open_alerts(self.database)
        here = {entry.key: entry for entry in (*self._disk_alerts(), *self.unwritten)}
        known = {entry.key for entry in written}
        return [*(entry for key, entry in here.items() if key not in known), *written]

    def _disk_alerts(self) -> list[Entry]:
        """What is grave about the disk: the watch may run in another process, and cannot write it down."""
        now, found = self.clock.now(), disk(self.disk.look(), self.settings.alerts)
        grave = [alert for alert in found if alert.trouble.severity is Severity.CRITICAL]
        return [unwritten(alert, now, practice=self.practice) for alert in grave]

    def figures(self) -> Figures:
        """What ``/metrics`` tells."""
        seen, timings = self.looking.look(), ask_timings(self.ask)
        return figures_of(
            self.database, seen, self.settings, self.open, heard_at=self.heard_at, timings=timings
        )

    def send_now(self, entry: Entry) -> None:
        """A critical alert on every way that is set up, past the outbox: the database takes nothing."""
        settings, said = self.settings.notify, raised(entry, self.tongue)
        for way, account in ways_of(settings, self.settings.alerts.people or tuple(settings.people)):
            send(settings, way, account, said, self.clock.now())

    @cached_property
    def messages(self) -> Duty:
        """Held by the process that sends messages."""
        return self._duty("messages")

    def close(self) -> None:
        if "watch" in self.__dict__:
            self.watch.stop()
        for duty in self._duties:
            duty.end()

    @property
    def unwritten(self) -> tuple[Entry, ...]:
        """What the watch of this process could not write down."""
        return self.watch.unwritten if "watch" in self.__dict__ else ()

    @property
    def _quiet(self) -> QuietHours | None:
        return QuietHours.parse(self.settings.alerts.quiet, self.settings.zoneinfo)

    @cached_property
    def _duties(self) -> list[Duty]:
        return []

    def _duty(self, name: str) -> Duty:
        duty = Duty(self.run / f"{name}.lock")
        self._duties.append(duty)
        return duty
