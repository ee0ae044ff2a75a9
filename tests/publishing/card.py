"""A card that keeps programs and turns them by itself, on a handed-in clock; fails on order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from drivers.base import (
    Ability,
    Booking,
    Capabilities,
    Frame,
    Panel,
    Proof,
    Receipt,
    Status,
    StoringSign,
    digest_of,
)
from drivers.errors import DriverError
from ledctl.clock import Clock, FrozenClock
from ledctl.publishing.keeper import ListKeeper
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_attendant

ZONE = ZoneInfo("Asia/Shanghai")


class CardSign(StoringSign):
    """Holds what it was told last; counts what it was asked, told, and had to write.

    ``broken``: every list raises this. ``late``: a list is taken and then raises
    this, as when the answer is lost. ``pick``: raises for lists it is given.
    ``proof``: how far its receipts go.
    """

    abilities = frozenset[Ability]()

    def __init__(self, panel: Panel, clock: Clock, *, keeps_windows: bool = True) -> None:
        super().__init__(
            Capabilities(
                panel,
                host_timed=False,
                self_clearing=False,
                best_proof=Proof.SELECTED,
                virtual=False,
                keeps_windows=keeps_windows,
                abilities=self.abilities,
            )
        )
        self._clock = clock
        self.broken: Exception | None = None
        self.late: Exception | None = None
        self.pick: Callable[[Sequence[Booking]], DriverError | None] = lambda _bookings: None
        self.online = True
        self.strangers: tuple[str, ...] = ()
        self.mute: DriverError | None = None
        self.proof = Proof.STORED
        self.bookings: tuple[Booking, ...] = ()
        self.lists: list[tuple[Booking, ...]] = []
        self.synced = self.written = self.asked = 0

    @property
    def digests(self) -> list[str]:
        return [booking.program.digest for booking in self.bookings]

    @property
    def standing(self) -> tuple[Booking, ...]:
        """What it turns now: a card that keeps windows takes down by itself what is over."""
        local = self._clock.now().astimezone(ZONE).replace(tzinfo=None)
        over = self.capabilities.keeps_windows
        return tuple(one for one in self.bookings if not (over and one.ends and one.ends <= local))

    @property
    def current(self) -> Frame:
        return self.standing[0].program.pages[0].frame if self.standing else Frame.dark(self.panel)

    def _sync(self, bookings: tuple[Booking, ...]) -> Receipt:
        self.synced += 1
        if error := self.broken or self.pick(bookings):
            raise error
        self.written += len([one for one in bookings if one.program.digest not in self.digests])
        self.bookings = bookings
        self.lists.append(bookings)
        if self.late:
            raise self.late
        return Receipt(digest_of(bookings), self.proof, "gave back the checksums of all programs")

    def _status(self) -> Status:
        self.asked += 1
        if self.mute:
            raise self.mute
        return Status(online=self.online, unknown=self.strangers)

    def _close(self) -> None:
        """Nothing is held."""


def make_keeper(station: Station, sign: CardSign) -> ListKeeper:
    return make_attendant(ListKeeper, station, sign)


@dataclass
class CardOffice(Office):
    """The office with a card-timed sign."""

    card: CardSign = field(init=False)
    programs: dict[str, str] = field(default_factory=dict)
    """The program each notice was last approved with."""

    @classmethod
    def over(cls, station: Station, clock: FrozenClock, *, keeps_windows: bool = True) -> CardOffice:
        card = CardSign(station.settings.signs["gate"].make_panel(), clock, keeps_windows=keeps_windows)
        made = cls(station, clock, MoodySign(card.panel), make_keeper(station, card))
        made.card = card
        return made

    def restart(self) -> None:
        self.worker = make_keeper(self.station, self.card)

    @property
    def is_dark(self) -> bool:
        return not self.card.standing

    @property
    def held(self) -> set[str]:
        """The notices whose programs are on the card."""
        return {name for name, digest in self.programs.items() if digest in self.card.digests}

    def _carry(self, notice_id: str) -> list[Frame]:
        pages = super()._carry(notice_id)
        with self.station.database.engine.connect() as connection:
            query = "SELECT program_digest FROM display_order WHERE notice_id = ? ORDER BY id DESC LIMIT 1"
            self.programs[notice_id] = connection.exec_driver_sql(query, (notice_id,)).scalar_one()
        return pages
