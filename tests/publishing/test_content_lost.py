"""A sign that shows something else: what was claimed ends, and none is until a look finds it right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drivers.base import Frame, Proof
from drivers.errors import TimedOut
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.downtime import How, Outage
from ledctl.ledger.outages import OutageFact, gaps, outages
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb
from ledctl.publishing.upkeep import Upkeep
from ledctl.station import Station
from tests.publishing.card import CardOffice
from tests.publishing.office import Office
from tests.publishing.telling import TellingOffice
from tests.publishing.test_keeper_looks import looked_after, names_its_list

UPKEEP = Upkeep(look_s=5.0, retry_most_s=60.0, chance=lambda: 0.5)
ELSE = "f" * 64


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> TellingOffice:
    """A worker that looks every five seconds; the sign is dark."""
    return TellingOffice.over(station, clock, UPKEEP)


def lost(office: Office) -> list[OutageFact]:
    found = outages(office.station.database, sign="gate")
    return sorted((one for one in found if one.cause is Outage.CONTENT), key=lambda one: one.id)


def holds(office: Office) -> None:
    """The record is whole: chained, and no moment without a word."""
    now = office.clock.now()
    assert gaps(office.station.database, "gate", now - timedelta(days=9), now) == []
    told = verify(office.station.database)
    assert told.ok, told.problems


def put_something_else_up(office: TellingOffice) -> None:
    office.sign.overwrite(Frame(office.sign.panel, b"\xff" * office.sign.panel.frame_size))


def test_what_was_claimed_ends_when_the_sign_last_confirmed_it(office: TellingOffice) -> None:
    """R25: up to a look's interval was claimed that nobody saw."""
    office.put_up("a")
    office.pass_time(11)
    began = office.clock.now()
    put_something_else_up(office)
    office.sign.says = {"shown": ELSE}
    office.pass_time(6)
    (row,) = lost(office)
    assert began - timedelta(seconds=5) <= row.start <= began + timedelta(seconds=5)
    assert max(one.end or office.clock.now() for one in office.displays()) == row.start
    holds(office)


def test_it_is_sent_at_once_and_claimed_when_a_look_finds_it_right(office: TellingOffice) -> None:
    """A receipt of a sign found wrong is not believed; its next good look is, and names its cause."""
    pages = office.put_up("a")
    office.pass_time(3)
    put_something_else_up(office)
    while not office.told("content_lost"):
        office.pass_time(0.5, step_s=0.5)
    assert office.sign.current in pages
    assert len(office.told("shown")) == 1
    assert office.worker.live.proof == Proof.SENT
    office.pass_time(6)
    assert [(one.cause, one.facts["proof"]) for one in office.told("shown")] == [("person", 3), ("device", 3)]
    assert [one.how for one in lost(office)] == [How.CONFIRMED]
    assert office.worker.live.proof > Proof.SENT
    holds(office)


def test_a_sign_that_shows_something_else_for_an_hour_costs_one_row(office: TellingOffice) -> None:
    """R25, R32: pages turn in time all the while, nothing is claimed, and the record does not fill."""
    office.put_up("a")
    office.put_up("b")
    office.pass_time(20)
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    before, taken = len(office.told()), len(office.sign.taken)
    office.pass_time(3600, step_s=2)
    assert [entry.kind for entry in office.told()[before:]] == []
    assert len(office.sign.taken) - taken >= 3600 / 8
    (row,) = lost(office)
    assert row.end is None
    assert all((one.end or one.start) <= row.start for one in office.displays())
    holds(office)


def test_a_rival_is_one_outage(office: TellingOffice) -> None:
    """R32: content that comes and goes is believed again after a minute without trouble, not at each look."""
    office.put_up("a")
    for _ in range(40):
        put_something_else_up(office)
        office.pass_time(11)
    office.pass_time(70)
    assert len(lost(office)) <= 2
    assert lost(office)[-1].end is not None
    assert len(office.told("shown")) <= 3
    holds(office)


def test_a_new_notice_on_such_a_sign_is_told_as_unknown_once(office: TellingOffice) -> None:
    """R22: sent, and nobody knows; every ``sending`` has its outcome, and none is repeated at each turn."""
    office.put_up("a")
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    office.put_up("b")
    office.pass_time(600)
    story = [(kind, cause) for kind, cause, notice in office.story() if notice == "b"]
    assert story == [("sending", "person"), ("outcome_unknown", "device")]
    office.sign.says = {}
    office.pass_time(120)
    assert [kind for kind, _, notice in office.story() if notice == "b"][-1] == "shown"
    holds(office)


def test_what_is_withdrawn_meanwhile_is_off_when_a_look_says_so(office: TellingOffice) -> None:
    """R10: green means that the device confirmed; it is sent away at once all the same."""
    office.put_up("a")
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    office.withdraw("a")
    office.pass_time(10)
    assert office.is_dark
    assert office.told("taken_down") == []
    office.sign.says = {}
    office.pass_time(6)
    assert office.story()[-2:] == [("taken_down", "person", "a"), ("blanked", "person", None)]
    assert lost(office)[-1].end is not None
    holds(office)


def test_a_dark_sign_that_says_it_shows_something_is_out(office: TellingOffice) -> None:
    """The same for darkness: no word of it counts until a look finds it dark."""
    office.pass_time(30)
    office.sign.says = {"shown": ELSE}
    office.pass_time(300)
    assert len(office.told("blanked")) == 1
    (row,) = lost(office)
    assert row.end is None
    office.sign.says = {}
    office.pass_time(6)
    assert len(office.told("blanked")) == 2
    assert lost(office)[0].end is not None
    holds(office)


def test_a_blackout_of_such_a_sign_is_ordered_and_not_believed(office: TellingOffice) -> None:
    """It is told to be dark at once and again and again, and its darkness is on record when it was seen."""
    curb: list[Curb] = [FREE]
    office.worker._curb = lambda _now: curb[0]
    office.put_up("a")
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    curb[0] = BLACKOUT
    office.pass_time(30)
    assert office.is_dark
    assert len(office.told("blanked")) == 1
    office.sign.says = {}
    office.pass_time(6)
    assert len(office.told("blanked")) == 2
    curb[0] = FREE
    office.pass_time(6)
    assert office.told("shown")[-1].notice == "a"
    holds(office)


def test_distrust_ends_with_the_link(office: TellingOffice) -> None:
    """A dead link has its own outage; what it takes after that is believed until a look says otherwise."""
    office.put_up("a")
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    office.sign.broken, office.sign.online = TimedOut("no answer"), False
    office.pass_time(60)
    office.sign.broken, office.sign.online, office.sign.says = None, True, {}
    office.pass_time(70)
    assert office.told("shown")[-1].cause == "device"
    assert {one.end is None for one in outages(office.station.database, sign="gate")} == {False}
    holds(office)


def test_a_sign_that_says_no_more_what_it_shows_stays_in_doubt(office: TellingOffice) -> None:
    """R22: silence about its content is no good look."""
    office.put_up("a")
    office.sign.says = {"shown": ELSE}
    office.pass_time(10)
    office.sign.says = {"shown": None}
    office.pass_time(120)
    assert lost(office)[0].end is None
    assert len(office.told("shown")) == 1


def test_unknown_content_beside_the_right_one_is_an_alarm_only(office: TellingOffice) -> None:
    """What should stand stands: it goes on being claimed."""
    office.put_up("a")
    office.sign.says = {"unknown": ("a stranger",)}
    office.pass_time(60)
    assert lost(office) == []
    assert len(office.told("unknown_content")) == 1


def test_a_full_hour_between_the_last_word_and_the_look_leaves_no_gap(office: TellingOffice) -> None:
    """The segment was sealed at the hour, and what follows begins after it."""
    office.put_up("a")
    office.jump_to(office.clock.now().replace(minute=59, second=57))
    office.pass_time(1)
    office.sign.says = {"shown": ELSE}
    office.pass_time(20)
    office.sign.says = {}
    office.pass_time(20)
    assert len(lost(office)) == 1
    holds(office)


def test_a_crash_of_a_sign_in_doubt_leaves_no_gap(office: TellingOffice) -> None:
    """What the next process finds is told as of any sign."""
    office.put_up("a")
    office.pass_time(70)
    office.sign.says = {"shown": ELSE}
    office.pass_time(200)
    office.clock.advance(500)
    office.restart()
    office.pass_time(10)
    holds(office)


def test_a_card_whose_list_differs_is_out_since_it_last_confirmed_it(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R25: what it turned since then nobody saw; the whole list goes out again and counts by its receipt."""
    office: CardOffice = looked_after(station, clock, Upkeep(resync_s=60.0))
    names_its_list(office, monkeypatch)
    office.put_up("a")
    office.put_up("b")
    office.pass_time(70, step_s=5)
    good = office.worker.live.health.answered_at
    office.card.bookings = office.card.bookings[:1]
    office.pass_time(65, step_s=5)
    (row,) = lost(office)
    assert (row.start, row.how) == (good, How.CONFIRMED)
    assert row.end is not None
    assert row.end - row.start == pytest.approx(timedelta(seconds=60), abs=timedelta(seconds=6))
    assert office.held == {"a", "b"}
    assert [one.cause for one in office.told("shown")][-2:] == ["device", "device"]
    holds(office)


def test_a_card_that_never_holds_its_list_is_bounded_by_its_looks(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R32: at each look, minutes apart, and not at each step."""
    office: CardOffice = looked_after(station, clock, Upkeep())
    names_its_list(office, monkeypatch, ELSE)
    office.put_up("a")
    before = len(office.told())
    office.pass_time(3600, step_s=10)
    assert len(office.told()) - before <= 13 * 3
    holds(office)
