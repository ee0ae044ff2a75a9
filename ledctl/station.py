"""The composition root: the one place that knows the real classes and joins them.

Everything else takes what it needs. ``open_station`` gives a station on a
site's folder; ``Station.start_publishing`` adds the signs. The web office, the
command line, the demo and the tests all begin here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from drivers.base import Sign
from ledctl.accounts.model import Actor
from ledctl.accounts.passwords import Passwords
from ledctl.accounts.registry import Registry
from ledctl.accounts.rights import require_administrator
from ledctl.calendars.announced import workdays_of
from ledctl.calendars.categories import Categories
from ledctl.clock import Clock, SystemClock
from ledctl.db import Database, check_schema, open_database, sqlite_file
from ledctl.fleet import make_sign, on_or_off
from ledctl.ledger.floor import earliest_of
from ledctl.notices.appearance import Look
from ledctl.notices.looks import make_looks
from ledctl.notices.office import Office
from ledctl.notices.rulebook import WordFile, categories_of, refuse_unknown
from ledctl.notices.targets import groups_of
from ledctl.publishing.bell import ask_remote, ring_remote
from ledctl.publishing.stage import Live
from ledctl.settings import Mode, Settings, load_settings, require_secret
from ledctl.steady import BUILT, SteadyClock, doubt_of
from ledctl.usecases import UseCases

if TYPE_CHECKING:
    from ledctl.alerts.looking import Senses
    from ledctl.alerts.lookout import Lookout
    from ledctl.ledger.anchoring.checkpoints import Checkpoint
    from ledctl.ledger.checking.rebuild import Rebuilt
    from ledctl.ledger.checking.verify import Verdict
    from ledctl.notify.teller import Teller
    from ledctl.pictures.album import Album
    from ledctl.publishing.publisher import Publisher
    from ledctl.reports.counts import YearCount
    from ledctl.reports.items import PeriodCount
    from ledctl.reports.periods import Period


@dataclass(slots=True)
class Station(UseCases):
    """One site, put together. Close it when done."""

    site: Path
    settings: Settings
    clock: Clock
    database: Database
    registry: Registry
    office: Office
    signs: dict[str, Sign] = field(default_factory=dict)
    publisher: Publisher | None = None
    teller: Teller | None = None
    _lookout: Lookout | None = None

    @property
    def categories(self) -> Categories:
        return self.office.categories

    @property
    def looks(self) -> Mapping[str, Look]:
        """How each sign looks to whoever draws for it."""
        return self.office.signs

    @property
    def run(self) -> Path:
        return self.site / "run"

    @property
    def practice(self) -> bool:
        return self.settings.mode is Mode.PRACTICE

    def year_count(self, year: int, as_of: date | None = None) -> YearCount:
        """What signs showed in the year through ``as_of`` (today unless said), by this site's rules."""
        from ledctl.reports.chosen import rules_of
        from ledctl.reports.year import year_count

        return year_count(
            self.database,
            year,
            zone=self.settings.zoneinfo,
            as_of=as_of or self.today(),
            rules=rules_of(self.settings, self.categories),
            practice=self.practice,
        )

    @property
    def album(self) -> Album:
        """The record drawn."""
        from ledctl.pictures.album import Album
        from ledctl.reports.shares import quiet_of

        labels = {name: sign.label or name for name, sign in self.settings.signs.items()}
        return Album(self.office, quiet_of(self.settings), labels, self.boards)

    def period_count(self, period: Period, as_of: date | None = None) -> PeriodCount:
        """The items of the period, as known on ``as_of`` (today unless said), with its figures."""
        return self.reckoning.count(period, as_of or self.today())

    def today(self) -> date:
        """The day it is at the site."""
        return self.office.today()

    def verify(
        self, *, quick: bool = False, anchors: Iterable[str] = (), keys: Iterable[str] = ()
    ) -> Verdict:
        """Whether the whole record holds, and every fact beside it is the one it tells of.

        Held against what is kept outside, as typed: ``anchors``, codes from paper or the text of
        checkpoints' files, and public ``keys``; what no such thing covers is *not yet anchored*.
        """
        from ledctl.audits import verify_record
        from ledctl.ledger.anchoring.outside import read_outside

        return verify_record(self.database, read_outside(anchors, keys), quick=quick)

    def rebuild(self, actor: Actor) -> Rebuilt:
        """Sums that are not those of the segments, put right by an administrator."""
        from ledctl.ledger.checking.rebuild import rebuild

        require_administrator(actor)
        return rebuild(self.database, at=self.clock.now(), actor=actor.account, via=actor.via)

    def checkpoint(self, why: str) -> Checkpoint:
        """Sign how far the record goes, for an "export" or a "report"; not within ``Database.write``."""
        from ledctl.ledger.anchoring.statements import Why

        return self.sealing.sign(Why(why))

    def checkpoint_of_today(self) -> None:
        """The daily one, unless it is signed already; every process asks once an hour."""
        self.checkpoint("daily")

    def live(self, sign: str) -> Live | None:
        """What a sign shows now: from our own publisher, or asked of the one beside us."""
        if self.publisher is not None:
            return self.publisher.live(sign)
        answer = ask_remote(self.run, f"live {sign}")
        if not isinstance(answer, dict):
            return None
        return Live.from_answer(answer)

    def ask(self, question: str) -> object | None:
        """What the publisher answers: our own, or the one beside us."""
        return ask_remote(self.run, question) if self.publisher is None else self.publisher.ask(question)

    @property
    def lookout(self) -> Lookout:
        """What is wrong, who is told, and what machines may ask."""
        from ledctl.alerts.lookout import Lookout

        if self._lookout is None:
            self._lookout = Lookout(
                self.site, self.run, self.settings, self.database, self.clock, self.ask, _senses(self)
            )
        return self._lookout

    def ring(self) -> None:
        """Wake the publisher: our own, or the one beside us."""
        if self.publisher is not None:
            self.publisher.bell.ring()
        else:
            ring_remote(self.run)

    def start_publishing(self) -> None:
        """Bring the signs up and keep them right until ``close``."""
        publisher = self.publisher or make_publisher(self)
        publisher.start()
        self.publisher = publisher

    def start_telling(self) -> None:
        """Send messages to those whose turn it is, where the site has set that up."""
        if self.settings.notify.is_set_up:
            self.teller = make_teller(self)
            self.teller.start()

    def start_watching(self) -> None:
        """Look for what is wrong, unless another process of this site does."""
        self.lookout.watch.start()

    def close(self) -> None:
        if self.teller is not None:
            self.teller.stop()
        if self._lookout is not None:
            self._lookout.close()
        if self.publisher is not None:
            self.publisher.stop()
        self.database.close()


def open_station(
    site: Path,
    *,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
    signs_file: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Station:
    """The station of the site in folder ``site``; its database is made ready when it is new."""
    settings = load_settings(site, signs=signs_file, overrides=overrides)
    secret = require_secret(settings, site)  # first: a folder that is no site gets no database
    looks = make_looks(site, settings.signs, on_or_off=on_or_off(settings.signs))
    database = open_database(settings.database_url or sqlite_file(site / "ledctl.db"))
    check_schema(database)
    clock = clock or _steady_clock(site, settings, database)
    categories = categories_of(site)
    refuse_unknown(settings.desk.signers, categories, site)
    registry = Registry(
        database,
        clock,
        secret=secret,
        passwords=passwords or Passwords(),
        hours=settings.web.session_hours,
        zone=settings.zoneinfo,
    )
    station: Station
    office = Office(
        database,
        clock,
        categories,
        zone=settings.zoneinfo,
        signs=looks,
        practice=settings.mode is Mode.PRACTICE,
        ring=lambda: station.ring(),
        own=lambda: station.foundry.drawn(),
        workdays=lambda: workdays_of(site),
        rules=settings.desk,
        words=WordFile(site),
        secret=secret,
        groups=groups_of({name: sign.groups for name, sign in settings.signs.items()}),
        doubt=partial(doubt_of, clock),
    )
    station = Station(site, settings, clock, database, registry, office)
    return station


def _steady_clock(site: Path, settings: Settings, database: Database) -> Clock:
    """The machine's clock, as far as it can be right by the record and by what this boot knew (R15)."""
    with database.read() as session:
        floor = earliest_of(session)
    return SteadyClock(
        SystemClock(),
        floor=floor or BUILT,
        bounded=floor is not None,
        limit_s=settings.publisher.clock_step_s,
        file=site / "run" / "clock",
    )


def make_publisher(station: Station) -> Publisher:
    """A publisher over the site's signs, not started yet."""
    from ledctl.crew import man_signs

    settings = station.settings
    station.signs = {name: make_sign(name, sign) for name, sign in settings.signs.items()}
    return man_signs(
        settings, station.signs, station.database, station.clock, run=station.run, ring=station.ring
    )


def _senses(station: Station) -> Senses:
    """What the watch is told by others: whether the clock is believed, and of the blackout."""
    from ledctl.alerts.looking import Senses
    from ledctl.alerts.snapshot import Blackout

    def blackout() -> Blackout | None:
        try:
            state = station.blackouts.state()
            due = not station.practice and station.blackouts.is_drill_due(station.clock.now())
        except SQLAlchemyError:  # the watch tells of the database itself
            return None
        owed = state.now is not None and not state.now.words
        return Blackout(state.is_real, state.is_real and owed, due)

    return Senses(clock=lambda: doubt_of(station.clock) is None, blackout=blackout)


def make_teller(station: Station) -> Teller:
    """The loop over the site's outbox, not started yet."""
    from ledctl.notices.audience import audience_of
    from ledctl.notify.model import Topic, Turn
    from ledctl.notify.teller import Audience, Teller

    lookout = station.lookout
    of_notice = partial(audience_of, station.database, station.office.chain)

    def ask(turn: Turn) -> Audience | None:
        return of_notice(turn) if turn.topic == Topic.NOTICE else lookout.audience(turn)

    settings, database, clock = station.settings, station.database, station.clock
    return Teller(settings.notify, database, clock, ask, on_duty=lookout.messages.is_mine)
