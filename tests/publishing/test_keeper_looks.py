"""What a look at a card that turns its pages by itself finds, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.errors import OtherSign
from ledctl.clock import FrozenClock
from ledctl.publishing.keeper import CLEAN_S, ListKeeper
from ledctl.publishing.upkeep import RESYNC_S, Upkeep
from ledctl.settings.sections import OnUnknown
from ledctl.station import Station
from tests.publishing.card import CardOffice
from tests.publishing.office import make_attendant


def looked_after(station: Station, clock: FrozenClock, upkeep: Upkeep) -> CardOffice:
    office = CardOffice.over(station, clock)
    office.worker = make_attendant(ListKeeper, station, office.card, upkeep=upkeep)
    office.worker.step()
    return office


def names_its_list(office: CardOffice, monkeypatch: pytest.MonkeyPatch, *beside: str) -> None:
    """From now on the card says what it holds, and what it holds ``beside`` that."""
    plain, card = office.card._status, office.card
    monkeypatch.setattr(card, "_status", lambda: replace(plain(), programs=(*card.digests, *beside)))


def test_a_card_that_lost_a_program_is_told_of_and_gets_it_back(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R21, R25: the list the card names is held against the one it confirmed."""
    office = looked_after(station, clock, Upkeep())
    office.put_up("a")
    names_its_list(office, monkeypatch)
    office.pass_time(RESYNC_S + 5, step_s=5)
    assert office.told("content_lost") == []
    assert office.worker.live.health.verified is True
    office.card.bookings = ()
    office.pass_time(RESYNC_S + 5, step_s=5)
    (told,) = office.told("content_lost")
    assert told.facts["said"] == "0 programs"
    assert office.held == {"a"}
    assert office.worker.live.health.mismatch_since is not None


def test_the_interval_is_the_site_s(station: Station, clock: FrozenClock) -> None:
    """``resync_s``: how often a list is confirmed."""
    office = looked_after(station, clock, Upkeep(resync_s=30.0))
    office.put_up("a")
    synced = office.card.synced
    office.pass_time(305, step_s=5)
    assert office.card.synced - synced == 10


def test_content_of_others_keeps_a_card_dark_where_the_site_says_so(
    station: Station, clock: FrozenClock
) -> None:
    """``unknown = "blank"``: dark, looked at again soon, and back when it is clean."""
    office = looked_after(station, clock, Upkeep(unknown=OnUnknown.BLANK))
    office.put_up("a")
    office.card.strangers = ("program of a stranger",)
    office.pass_time(RESYNC_S + 5, step_s=5)
    assert office.is_dark
    assert office.told("taken_down")[-1].cause == "device"
    office.pass_time(RESYNC_S, step_s=5)
    assert office.is_dark
    assert len(office.told("unknown_content")) == 1
    office.card.strangers = ()
    office.pass_time(2 * CLEAN_S, step_s=5)
    assert office.held == {"a"}


def test_another_card_gets_no_list(station: Station, clock: FrozenClock) -> None:
    """A card swapped for one of another size is one event, found at the look before the list."""
    office = looked_after(station, clock, Upkeep(retry_most_s=60.0))
    office.put_up("a")
    office.card.mute = OtherSign("the sign is 256x64, the card is 64x32", code=0)
    lists = len(office.card.lists)
    office.pass_time(3 * RESYNC_S, step_s=5)
    assert len(office.card.lists) == lists
    assert len(office.told("wrong_card")) == 1
    office.card.mute = None
    office.pass_time(65, step_s=5)
    assert office.worker.live.health.wrong_card == ""
    assert len(office.card.lists) > lists
