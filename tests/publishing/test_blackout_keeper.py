"""A blackout on a sign that turns its pages by itself: an empty list at once, whatever it was busy with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drivers.base import Ability, Booking, Proof, Receipt
from drivers.errors import SignRefused, TimedOut
from ledctl.blackout.reading import Blackout
from ledctl.blackout.states import End, How, SignState, state_of
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.keeper import RESYNC_S, ListKeeper
from ledctl.station import Station
from tests.publishing.card import CardOffice, CardSign
from tests.publishing.office import actor, make_attendant, make_switch, short_notice


class CardWithLamps(CardSign):
    """Would not take an empty list; its lamps can be switched."""

    abilities = frozenset({Ability.POWER})
    on = True
    takes_nothing = stuck = False
    """It does take an empty list; its lamps will not be switched."""

    def _sync(self, bookings: tuple[Booking, ...]) -> Receipt:
        if not bookings and self.lists and not self.takes_nothing:
            raise SignRefused("never empty", code=3)
        return super()._sync(bookings)

    def _switch(self, on: bool) -> Receipt:
        if self.stuck:
            raise SignRefused("locked", code=9)
        self.on = on
        return Receipt("", Proof.ACCEPTED, "lamps switched")


def guard(office: CardOffice) -> None:
    """A worker at the switch takes the card."""
    switch = make_switch(office.station)
    office.worker = make_attendant(ListKeeper, office.station, office.card, switch=switch)
    office.worker.step()


@pytest.fixture
def guarded(card_office: CardOffice) -> CardOffice:
    guard(card_office)
    return card_office


def order(office: CardOffice) -> int:
    return office.station.blackouts.order(actor("drafter"))


def of(office: CardOffice, number: int) -> Blackout:
    found = office.station.blackouts.one(number)
    assert found is not None
    return found


def test_an_empty_list_at_once_and_until_it_is_lifted(guarded: CardOffice) -> None:
    """Nothing is left on the card to turn by itself; afterwards the list is back."""
    guarded.put_up("A")
    guarded.put_up("B")
    number = order(guarded)
    guarded.clock.advance(0.5)
    guarded.worker.step()
    assert guarded.card.bookings == ()
    assert [one.ms for one in of(guarded, number).answers] == [500]
    assert {(kind, cause) for kind, cause, _ in guarded.story()[-3:]} == {
        ("taken_down", "blackout"),
        ("blanked", "blackout"),
    }
    guarded.approve(short_notice("C", urgency="high"))
    guarded.pass_time(RESYNC_S + 10, step_s=10)
    assert guarded.card.bookings == ()
    guarded.withdraw("C")
    guarded.station.blackouts.lift(actor("approver"), reason="已核实")
    guarded.worker.step()
    assert guarded.held == {"A", "B"}
    assert verify(guarded.station.database).ok


def test_a_card_that_is_empty_already_answers_too(guarded: CardOffice) -> None:
    """It is asked again: what was confirmed before proves nothing of the order."""
    number, synced = order(guarded), guarded.card.synced
    guarded.worker.step()
    assert guarded.card.synced == synced + 1
    assert state_of(of(guarded, number).answer_of("gate")) is SignState.DARK


def test_nothing_is_asked_before_it_is_dark(guarded: CardOffice) -> None:
    """After a failure the card would be looked over first; in a blackout that waits."""
    guarded.put_up("A")
    guarded.card.late = TimedOut("the answer was lost")
    guarded.approve(short_notice("B"))
    guarded.worker.step()
    guarded.card.late = None
    order(guarded)
    asked = guarded.card.asked
    guarded.worker.step()
    assert guarded.card.bookings == ()
    assert guarded.card.asked == asked + 1, "once, because it had failed: is it there at all?"


def test_halving_stops_for_it(guarded: CardOffice) -> None:
    """A card that refuses a long list costs many tries: after the first one nothing but dark is sent."""
    for name in "ABCDEFGH":
        guarded.approve(short_notice(name))
    tried: list[int] = []

    def refuse(bookings: Sequence[Booking]) -> SignRefused | None:
        tried.append(len(bookings))
        if len(tried) == 1:
            order(guarded)
        return SignRefused("too much", code=1) if bookings else None

    guarded.card.pick = refuse
    guarded.worker.step()
    assert tried == [8, 0]
    assert guarded.told("blackout_confirmed")


def test_a_card_with_orders_aside_goes_dark_all_the_same(guarded: CardOffice) -> None:
    """What it would not take waits five minutes; dark does not."""
    guarded.put_up("A")
    guarded.card.pick = lambda bookings: SignRefused("no", code=1) if len(bookings) > 1 else None
    guarded.put_up("B")
    order(guarded)
    guarded.worker.step()
    assert guarded.card.bookings == ()
    guarded.pass_time(RESYNC_S + 20, step_s=20)
    assert guarded.card.bookings == ()


def test_started_again_it_is_emptied_before_anything_else(guarded: CardOffice) -> None:
    """R20: whatever the card holds by then."""
    guarded.put_up("A")
    held = guarded.card.bookings
    order(guarded)
    guarded.card.bookings = held
    lists = len(guarded.card.lists)
    guard(guarded)
    assert guarded.card.lists[lists:] == [()]


def test_lamps_off_where_an_empty_list_is_refused(station: Station, clock: FrozenClock) -> None:
    """And on again only when the right list is there."""
    office = CardOffice.over(station, clock)
    office.card = CardWithLamps(office.card.panel, clock)
    guard(office)
    office.put_up("A")
    number = order(office)
    office.worker.step()
    assert not office.card.on
    assert [one.how for one in of(office, number).answers] == [How.POWER]
    station.blackouts.lift(actor("approver"), reason="已核实")
    office.worker.step()
    assert office.card.on
    assert office.held == {"A"}
    assert office.told("lamps_on_again")


def test_a_drill_spares_the_flash(station: Station, clock: FrozenClock) -> None:
    """Lamps off and on: no program is written again, and the record says what left and came back."""
    office = CardOffice.over(station, clock)
    office.card = CardWithLamps(office.card.panel, clock)
    guard(office)
    office.put_up("A")
    office.put_up("B")
    held, written = office.card.bookings, office.card.written
    number = station.blackouts.drill(actor("operator"))
    office.worker.step()
    assert not office.card.on
    assert office.card.bookings == held
    assert [one.how for one in of(office, number).answers] == [How.POWER]
    assert office.worker.live.order_id is None
    ended = of(office, number).end
    assert ended is not None
    assert ended.how is End.ALL_DARK
    clock.advance(0.2)
    office.worker.step()
    assert office.card.on
    assert office.card.bookings == held
    assert office.card.written == written
    assert {cause for kind, cause, _ in office.story() if kind == "taken_down"} == {"blackout"}
    assert [kind for kind, _, _ in office.story()[-2:]] == ["shown", "shown"]
    assert verify(station.database).ok


def test_a_drill_that_becomes_serious_empties_the_card(station: Station, clock: FrozenClock) -> None:
    """And the lamps stay off until the right list is there again."""
    office = CardOffice.over(station, clock)
    office.card = CardWithLamps(office.card.panel, clock)
    office.card.takes_nothing = True
    switch = make_switch(station, "gate", "hall")
    office.worker = make_attendant(ListKeeper, station, office.card, switch=switch)
    office.put_up("A")
    station.blackouts.drill(actor("operator"))
    office.worker.step()
    assert office.held == {"A"}
    order(office)
    office.worker.step()
    assert office.card.bookings == ()
    assert not office.card.on
    station.blackouts.lift(actor("approver"), reason="已核实")
    office.worker.step()
    assert office.card.on
    assert office.held == {"A"}


def test_a_drill_on_a_card_without_lamps_empties_it(guarded: CardOffice) -> None:
    """There is no other way to see it dark; the list is back with the next look."""
    guarded.put_up("A")
    number = guarded.station.blackouts.drill(actor("operator"))
    guarded.worker.step()
    assert guarded.card.bookings == ()
    assert [one.how for one in of(guarded, number).answers] == [How.BLANK]
    guarded.worker.step()
    assert guarded.held == {"A"}


def test_lamps_that_cannot_be_switched_after_all(station: Station, clock: FrozenClock) -> None:
    """A refused switch is no answer: the drill goes the longer way."""
    office = CardOffice.over(station, clock)
    office.card = CardWithLamps(office.card.panel, clock)
    office.card.takes_nothing = office.card.stuck = True
    guard(office)
    office.put_up("A")
    number = station.blackouts.drill(actor("operator"))
    office.worker.step()
    assert office.card.bookings == ()
    assert [one.how for one in of(office, number).answers] == [How.BLANK]
