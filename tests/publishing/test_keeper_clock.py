"""A card that ends bookings by its own clock: the clock is looked at when the list is confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from drivers.base import Ability, Receipt, Status
from drivers.errors import Broken, DriverError, SignRefused
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.keeper import RESYNC_S
from ledctl.publishing.wire import CLOCK_OFF
from ledctl.station import Station
from tests.publishing.card import ZONE, CardOffice, CardSign, make_keeper


class ClockedCard(CardSign):
    """Its clock is off by ``off``; ``None``: it does not tell the time."""

    abilities = frozenset({Ability.CLOCK})
    off: timedelta | None = timedelta()
    trouble: DriverError | None = None
    settings: list[datetime]

    @property
    def local(self) -> datetime:
        return self._clock.now().astimezone(ZONE).replace(tzinfo=None)

    def _status(self) -> Status:
        self.asked += 1
        return Status(online=self.online, clock=None if self.off is None else self.local + self.off)

    def _set_clock(self, local: datetime) -> Receipt:
        if self.trouble is not None:
            raise self.trouble
        self.settings.append(local)
        self.off = None if self.off is None else local - self.local
        return Receipt("", self.proof, "set")


@pytest.fixture
def card(station: Station, clock: FrozenClock) -> ClockedCard:
    made = ClockedCard(station.settings.signs["gate"].make_panel(), clock)
    made.settings = []
    return made


@pytest.fixture
def office(station: Station, clock: FrozenClock, card: ClockedCard) -> CardOffice:
    made = CardOffice.over(station, clock)
    made.card, made.worker = card, make_keeper(station, card)
    return made


@pytest.mark.parametrize("off", [timedelta(days=-9000), timedelta(days=3), CLOCK_OFF + timedelta(seconds=1)])
def test_a_clock_that_is_off_is_set_and_that_is_on_record(
    office: CardOffice, card: ClockedCard, off: timedelta
) -> None:
    """R15: a card fast by days would take a notice down days early, a slow one leave it up."""
    card.off = off
    said = card.local + off
    office.put_up("A")
    assert card.settings == [card.local.replace(microsecond=0)]
    (event,) = office.told("sign_clock_set")
    assert event.facts["said"] == said.isoformat(" ")
    assert [kind for kind, *_ in office.story()][-1] == "shown"
    assert verify(office.station.database).ok


def test_a_clock_that_is_right_is_left_alone(office: CardOffice, card: ClockedCard) -> None:
    """Looked at with each confirmation, never set for a second or two."""
    card.off = timedelta(seconds=-40)
    office.put_up("A")
    office.pass_time(3 * RESYNC_S + 10, step_s=5)
    assert card.settings == []
    assert card.asked == 4
    assert office.told("sign_clock_set") == []


def test_a_card_that_tells_no_time_is_set_unseen(office: CardOffice, card: ClockedCard) -> None:
    """It may judge bookings by a clock all the same; nothing is known of it, so nothing is on record."""
    card.off = None
    office.put_up("A")
    assert len(card.settings) == 1
    assert office.told("sign_clock_set") == []


def test_a_card_that_refuses_to_be_set_is_told_its_list(office: CardOffice, card: ClockedCard) -> None:
    """A wrong clock is worse than none, and an empty sign is worse still."""
    card.off, card.trouble = timedelta(days=1), SignRefused("no", code=1)
    office.put_up("A")
    assert office.held == {"A"}
    assert office.told("sign_clock_set") == []


def test_a_wire_that_breaks_over_the_clock_is_an_outage(office: CardOffice, card: ClockedCard) -> None:
    """No order is called failed for it, and the list follows when the sign answers."""
    card.off, card.trouble = timedelta(days=1), Broken("cut")
    office.put_up("A")
    assert office.held == set()
    assert "link_down" in [kind for kind, *_ in office.story()]
    card.trouble = None
    office.pass_time(6)
    assert office.held == {"A"}
    assert len(office.told("sign_clock_set")) == 1


def test_a_warning_does_not_wait_for_a_look_at_the_card(office: CardOffice, card: ClockedCard) -> None:
    """What has to go out goes out at once; the card was looked at not long ago."""
    office.put_up("A")
    asked = card.asked
    office.put_up("B", urgency="high")
    assert office.held == {"B"}
    assert card.asked == asked
