"""The class *cards*: real drivers, and cards that do what real cards do.

A card loses its power and comes back dark, or with what it showed last week; it
forgets without a word; it says *stored* and shows nothing; somebody else writes to
it, or fills it with pages that it turns by itself; its clock is wrong; its memory
is full. Each run is one driver and one oddity.
What holds: within a bound the lamps are right again, and the record says no more
than the card did (R10, R20, R21, R22, R25).

The bounds are those of the publisher as it is: a host-timed sign is spoken to at
every page and every ``REFRESH_S``, a card that turns its pages every ``RESYNC_S``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from drivers.base import Colour, Frame, Panel, Sign
from drivers.cards import Card, Handled, Spoken, Talkative
from drivers.simulate import make_card
from ledctl.clock import FrozenClock, to_ms
from ledctl.fleet import upkeep_of
from ledctl.publishing.keeper import RESYNC_S, ListKeeper
from ledctl.publishing.worker import REFRESH_S, SignWorker
from tests.conftest import NINE_IN_SHANGHAI
from tests.drivers.roster import WIRED, Entry
from tests.faults.desks import make_site, open_site
from tests.faults.judge import Acknowledged, Grace, Lamps, judge, pages_due
from tests.faults.oddities import ODDITIES, QUIRKS, fits
from tests.faults.running import Report, check, repeat
from tests.faults.weather import Fault, Weather
from tests.publishing.office import Office, make_attendant

PANELS = {"alpha": Panel(120, 16, Colour.RED)}
USUAL = Panel(64, 64, Colour.DUAL)
MODELS = ("alpha", "ddp", "flaschen_taschen", "huidu_sdk", "onbon_bx", "onbon_bx 5M1", "onbon_bx 6M1")
SPARE_S = 40
"""On top of every bound: a try each five seconds, and a page's own time."""
LEAVE_MS = 15_000


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    """Every driver and oddity in turn, so that a multiple of both covers all."""
    entries = [entry for entry in WIRED if str(entry) in MODELS]
    pairs = [(entry, odd) for odd in ODDITIES for entry in entries if fits(entry, odd)]

    def one(number: int, chance: Random) -> None:
        entry, odd = pairs[(seed * 31 + number) % len(pairs)]
        try:
            with _bench(entry, QUIRKS.get(odd, ())) as bench:
                ODDITIES[odd](bench, chance)
        except AssertionError as error:
            raise AssertionError(f"{entry}, {odd}: {error}") from error

    return repeat("cards", seed, runs, one, report)


# -- one card on a bench --------------------------------------------------------------------------------


class WatchedCard:
    """A card whose lamps are watched at every tick and after every round; ``broken``: they stay dark.

    Not at every word: over UDP a picture comes in pieces, and for some milliseconds two are mixed.
    """

    def __init__(self, inner: Card, lamps: Lamps, clock: FrozenClock, *, broken: bool = False) -> None:
        self.inner, self.broken = inner, broken
        self._lamps, self._clock = lamps, clock

    @property
    def lit(self) -> Frame:
        return Frame.dark(self.inner.lit.panel) if self.broken else self.inner.lit

    def feed(self, data: bytes, *, wire: int = 0) -> Sequence[Handled]:
        return self.inner.feed(data, wire=wire)

    def hang_up(self, wire: int = 0) -> None:
        self.inner.hang_up(wire)

    def advance(self, ms: int) -> None:
        self.inner.advance(ms)
        self.look()

    def unasked(self) -> Sequence[Spoken]:
        return self.inner.unasked() if isinstance(self.inner, Talkative) else ()

    def look(self) -> None:
        self._lamps.note(to_ms(self._clock.now()), self.lit)


@dataclass
class Bench:
    """One office, one driver, one card, and nobody near."""

    entry: Entry
    office: Office
    card: WatchedCard
    weather: Weather
    sign: Sign
    lamps: Lamps
    fresh: Callable[[], Card]
    """Another card of the same make, as it leaves the factory."""
    beyond: list[tuple[int, int]] = field(default_factory=list)
    """When the lamps were out of the publisher's hands, and the bound until they had to be right again."""

    @property
    def now(self) -> int:
        return to_ms(self.office.clock.now())

    @property
    def bound_s(self) -> int:
        """How long the publisher may not know what happened to the card."""
        return round(REFRESH_S if self.sign.capabilities.host_timed else RESYNC_S) + SPARE_S

    def live(self, seconds: int) -> None:
        for _ in range(seconds):
            self.office.clock.advance(1)
            self.card.advance(1000)
            self.office.worker.step()
            self.card.look()

    def happen(self, what: Callable[[], None], *, for_s: int = 0) -> None:
        """Something befalls the card; the wire is dead ``for_s``; then there is time until it is right."""
        began = self.now
        if for_s:
            self.weather.turn(Fault.REFUSED, after=0)
        what()
        self.card.look()
        self.live(for_s)
        self.weather.clear()
        self.live(self.bound_s)
        self.beyond.append((began, self.now))

    @property
    def local(self) -> datetime:
        """The wall clock time where the sign stands."""
        at = self.office.clock.now().astimezone(self.office.station.settings.zoneinfo)
        return at.replace(tzinfo=None, microsecond=0)

    @property
    def due(self) -> set[str]:
        return pages_due(self.office.station.database, "gate", self.now) or {""}

    def is_right(self) -> bool:
        return self.lamps.now in self.due

    def judge(self) -> None:
        """Right pixels, an honest record, nothing unapproved but what the card did by itself."""
        assert self.is_right(), "the lamps are not right again"
        self.office.worker._recorder.flush(force=True)
        database, began = self.office.station.database, to_ms(NINE_IN_SHANGHAI)
        grace = Grace(leave=LEAVE_MS, blind=1000 * self.bound_s)
        told = Acknowledged(frozenset(self.office.until))
        due = pages_due(database, "gate", self.now)
        mine = Lamps(
            [(at, "" if self._is_beyond(at) and lit not in due else lit) for at, lit in self.lamps.changes]
        )
        found = judge(database, "gate", mine, grace=grace, acknowledged=told, since=began, until=self.now)
        check(found)

    def _is_beyond(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.beyond)


RESYNC_MS = round(1000 * RESYNC_S) + 60_000


@contextmanager
def _bench(entry: Entry, quirks: Sequence[str]) -> Iterator[Bench]:
    panel = PANELS.get(entry.name, USUAL)
    with tempfile.TemporaryDirectory(prefix="ledctl-card-") as folder:
        site, clock, lamps = Path(folder) / "site", FrozenClock(NINE_IN_SHANGHAI), Lamps()
        make_site(site, f"{panel.width}x{panel.height}", panel.colour.value)
        make = partial(make_card, entry.name, panel, model=entry.model, quirks=quirks)
        card = WatchedCard(make(), lamps, clock)
        weather = Weather(card, Random(1))  # noqa: S311 (nothing here is left to it)
        sign = entry.over(panel, weather.connect, lambda seconds: card.advance(round(1000 * seconds)))
        station = open_site(site, clock)
        kind = SignWorker if sign.capabilities.host_timed else ListKeeper
        upkeep = upkeep_of(station.settings, "gate", clock)  # looks and tries as a site has them
        worker = make_attendant(kind, station, sign, upkeep=upkeep)
        office = Office(station, clock, sign, worker)  # type: ignore[arg-type] # any sign
        try:
            yield Bench(entry, office, card, weather, sign, lamps, make)
        finally:
            sign.close()
            station.close()
