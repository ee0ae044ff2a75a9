"""Desired against actual on a sign whose pages the host turns: looks, what they find, what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drivers.base import Frame
from drivers.errors import OtherSign, TimedOut
from ledctl.clock import FrozenClock
from ledctl.publishing.stage import Live
from ledctl.publishing.upkeep import Upkeep
from ledctl.settings.sections import OnUnknown
from ledctl.station import Station
from tests.publishing.office import short_notice
from tests.publishing.telling import TellingOffice

UPKEEP = Upkeep(look_s=1.0, retry_most_s=60.0, chance=lambda: 0.5)


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> TellingOffice:
    """A worker that looks every second; the sign is dark."""
    return TellingOffice.over(station, clock, UPKEEP)


def other(office: TellingOffice) -> Frame:
    return Frame(office.sign.panel, b"\xff" * office.sign.panel.frame_size)


def test_the_sign_is_read_before_the_first_order_of_a_process(office: TellingOffice) -> None:
    """R20: what stands there when the publisher comes up is known before it is replaced."""
    assert office.sign.trail[:2] == ["status", "blank"]


def test_content_that_went_away_is_told_and_put_back_at_once(office: TellingOffice) -> None:
    """R21: desired against actual every few seconds."""
    pages = office.put_up("a")
    office.sign.overwrite(other(office))
    office.pass_time(1)
    assert office.sign.current == pages[0]
    (told,) = office.told("content_lost")
    assert (told.cause, told.facts["said"]) == ("device", other(office).digest)


def test_darkness_that_went_away_is_put_back_too(office: TellingOffice) -> None:
    """A sign that should be dark is looked at like any other."""
    office.sign.overwrite(other(office))
    office.pass_time(6)
    assert office.is_dark
    assert len(office.told("content_lost")) == 1
    # the second one because in between it was not dark
    assert [entry.cause for entry in office.told("blanked")] == ["start", "device"]


def test_a_rival_is_told_of_once_and_undone_each_time(office: TellingOffice) -> None:
    """R32: who writes onto the sign again and again does not fill the record; R25: since when is known."""
    pages = office.put_up("a")
    began = office.clock.now()
    for _ in range(40):
        office.sign.overwrite(other(office))
        office.pass_time(2)
        assert office.sign.current in pages
    assert len(office.told("content_lost")) == 1
    since = office.worker.live.health.mismatch_since
    assert since is not None
    assert since - began <= timedelta(seconds=6)
    office.pass_time(90)
    assert office.worker.live.health.mismatch_since is None
    assert office.worker.live.health.verified is True


def test_a_sign_that_says_nothing_of_its_content_is_neither_right_nor_wrong(office: TellingOffice) -> None:
    """R22: "cannot be verified" is a state of its own."""
    office.put_up("a")
    office.sign.says = {"shown": None}
    office.pass_time(20)
    health = office.worker.live.health
    assert (health.verified, health.mismatch_since) == (None, None)
    assert office.told("content_lost") == []


def test_unknown_content_is_replaced(office: TellingOffice) -> None:
    """What nobody put there through this program is an alarm, and what is approved goes over it."""
    office.put_up("a")
    sent = len(office.sign.taken)
    office.sign.says = {"unknown": ("live data by another",)}
    office.pass_time(1)
    assert len(office.sign.taken) == sent + 1
    (told,) = office.told("unknown_content")
    assert told.facts["what"] == "live data by another"
    assert office.worker.live.health.unknown == ("live data by another",)


def test_unknown_content_keeps_the_sign_dark_where_the_site_says_so(
    station: Station, clock: FrozenClock
) -> None:
    """``unknown = "blank"``: dark until a look finds the sign clean, and then what is approved again."""
    blanking = Upkeep(look_s=5.0, unknown=OnUnknown.BLANK)
    office = TellingOffice.over(station, clock, blanking)
    pages = office.put_up("a")
    office.sign.says = {"unknown": ("a stranger",)}
    office.pass_time(6)
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "device", "a"), ("blanked", "device", None)]
    office.pass_time(20)
    assert office.is_dark
    office.sign.says = {}
    office.pass_time(7)
    assert office.sign.current in pages


def test_silence_at_a_look_is_an_outage_and_an_answer_ends_it(office: TellingOffice) -> None:
    """R26, R27: only an answer of the device is contact; without pages to turn it is missed within a look."""
    pages = office.put_up("a")
    office.sign.online = False
    office.pass_time(6)
    assert office.story()[-1] == ("link_down", "device", None)
    assert office.worker.live.online is False
    office.sign.online = True
    office.pass_time(12)
    assert ("link_up", "device", None) in office.story()
    assert office.sign.current in pages


def test_after_an_outage_the_sign_is_read_before_anything_is_sent(office: TellingOffice) -> None:
    """R20, R21: old content that came back is told, and what expired meanwhile is not sent again."""
    office.put_up("a")
    office.sign.broken = TimedOut("no answer")
    office.sign.online = False
    office.pass_time(30)
    office.jump_to(office.until["a"] + timedelta(seconds=1))
    office.sign.overwrite(other(office))
    office.sign.broken, office.sign.online = None, True
    office.sign.trail.clear()
    office.pass_time(70)
    assert office.sign.trail[0] == "status"
    assert "show" not in office.sign.trail
    assert office.is_dark


def test_a_dead_sign_is_asked_more_and_more_rarely(office: TellingOffice) -> None:
    """A reconnect storm does not hammer a card: 5, 10, 20, 40, then every 60 seconds."""
    office.put_up("a")
    office.sign.online = False
    office.pass_time(6)
    office.sign.trail.clear()
    office.pass_time(600)
    assert 10 <= office.sign.trail.count("status") <= 14


def test_faults_and_temperature_are_kept_and_told_when_they_come_and_go(office: TellingOffice) -> None:
    """A fault is one event when it comes and one when it has stayed away; the temperature is none."""
    office.sign.says = {"faults": ("fan stands still",), "temperature_c": 61.5}
    office.pass_time(20)
    office.sign.says = {"faults": ()}
    office.pass_time(6)
    office.sign.says = {"faults": ("fan stands still",)}
    office.pass_time(20)
    assert office.worker.live.health.faults == ("fan stands still",)
    assert [entry.kind for entry in office.told("sign_fault", "sign_fault_gone")] == ["sign_fault"]
    office.sign.says = {"temperature_c": 40.0}
    office.pass_time(70)
    kinds = [entry.kind for entry in office.told("sign_fault", "sign_fault_gone")]
    assert kinds == ["sign_fault", "sign_fault_gone"]
    assert office.worker.live.health.temperature_c == 40.0


def test_lamps_somebody_switched_off_are_a_fault(office: TellingOffice) -> None:
    """A notice on a dark screen is not seen, whatever the card confirms."""
    office.put_up("a")
    office.sign.lamps = False
    office.pass_time(6)
    (told,) = office.told("sign_fault")
    assert told.facts["what"] == "the lamps are switched off"


def test_another_card_gets_nothing_and_is_told_of_once(office: TellingOffice) -> None:
    """A card swapped for one of another size: surely not sent, one event, and the sign is called lost."""
    office.put_up("a")
    swapped = OtherSign("the sign is 256x64, the card is set up for 128x32", code=18)
    office.sign.broken = swapped
    office.sign.taken.clear()
    office.approve(short_notice("b"))
    office.pass_time(120)
    assert office.sign.taken == []
    (told,) = office.told("wrong_card")
    assert "128x32" in told.facts["what"]
    assert office.worker.live.health.wrong_card == str(swapped)
    assert office.worker.live.online is False
    assert {entry.notice for entry in office.told("not_shown")} == {"b"}
    office.sign.broken = None
    office.pass_time(70)
    assert office.worker.live.health.wrong_card == ""
    assert office.worker.live.online is True


def test_what_a_sign_says_of_itself_reaches_another_process(office: TellingOffice) -> None:
    """The answer over the bell is plain values, and comes back as it was."""
    office.sign.says = {"faults": ("hot",), "unknown": ("x",), "brightness": 40}
    office.pass_time(6)
    live = office.worker.live
    assert Live.from_answer(live.as_answer()) == live


def test_a_look_that_is_not_due_costs_no_question(office: TellingOffice) -> None:
    """Between two looks nothing is asked, however often the worker steps."""
    office.pass_time(1)
    office.sign.trail.clear()
    office.pass_time(5, step_s=0.1)
    assert 4 <= office.sign.trail.count("status") <= 6
