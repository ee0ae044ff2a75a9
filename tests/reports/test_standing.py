"""How long a notice stood, what it lost to what, and when the desk is asked to extend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drivers.base import Proof
from drivers.errors import TimedOut
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.reports.shares import quiet_of
from ledctl.reports.standing import Standing
from ledctl.station import Station, open_station
from tests.publishing.card import CardOffice
from tests.publishing.office import MoodySign, Office, actor, make_worker, office_of, short_notice

HOUR = 3_600_000


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """One sign, one worker, nothing up yet."""
    return office_of(station, clock)


def of(office: Office, notice: str) -> Standing:
    office.worker._recorder.flush(force=True)
    (found,) = office.station.asking.stood(notice)
    return found


def link_dead(office: Office, hours: float) -> None:
    """The sign does not answer for so long; then it is back."""
    office.sign.broken, office.sign.online = TimedOut("no answer"), False
    office.pass_time(60, step_s=5)
    office.clock.advance(hours * 3600 - 60)
    office.worker.step()
    office.sign.broken, office.sign.online = None, True
    office.pass_time(30, step_s=5)


def minutes(lost: dict[str, int]) -> dict[str, int]:
    return {cause: round(ms / 60_000) for cause, ms in lost.items()}


def test_time_stood_and_time_lost_fill_what_has_passed(office: Office) -> None:
    """Alone on its sign, a notice either stood or lost its time; both are told, with the proof."""
    office.put_up("A")
    office.pass_time(3600, step_s=10)
    link_dead(office, 2)
    office.pass_time(3600, step_s=10)
    found = of(office, "A")
    assert minutes(found.share.lost.by_cause) == {"link": 120}
    passed = office.clock.now() - datetime.fromisoformat(found.as_dict()["start"])
    told = found.stood.ms + sum(found.share.lost.by_cause.values())
    assert told == pytest.approx(passed / timedelta(milliseconds=1), abs=40_000)
    assert (found.stood.proof, found.stood.estimated_ms) == (Proof.SELECTED, 0)


def test_taking_turns_is_no_loss(office: Office) -> None:
    """Two equals share a sign: each stood half of the time and lost nothing."""
    office.put_up("A")
    office.put_up("B")
    office.pass_time(1200)
    both = [of(office, name) for name in ("A", "B")]
    assert [one.share.lost.by_cause for one in both] == [{}, {}]
    assert sum(one.stood.ms for one in both) == pytest.approx(1_200_000, abs=20_000)


@pytest.mark.parametrize(("urgency", "cause"), [("emergency", "emergency"), ("high", "urgent")])
def test_what_something_more_urgent_took_is_lost(office: Office, urgency: str, cause: str) -> None:
    """R28: a level wins outright, and what it held back is told by name; the winner loses nothing."""
    office.put_up("A")
    office.pass_time(60)
    office.put_up("E", urgency=urgency)
    office.pass_time(3600, step_s=10)
    office.withdraw("E")
    office.pass_time(60)
    assert minutes(of(office, "A").share.lost.by_cause) == {cause: 60}
    assert of(office, "E").share.lost.by_cause == {}


def test_a_sign_that_is_out_during_an_emergency_is_counted_once(office: Office) -> None:
    """Causes that overlap: the emergency would have held the notice back anyway."""
    office.put_up("A")
    office.put_up("E", urgency="emergency")
    link_dead(office, 1)
    office.withdraw("E")
    office.pass_time(10)
    assert list(of(office, "A").share.lost.by_cause) == ["emergency"]
    assert minutes(of(office, "E").share.lost.by_cause) == {"link": 60}


def test_what_a_card_turned_by_itself_is_an_estimate(station: Station, clock: FrozenClock) -> None:
    """R22: pages nobody saw are no time that stood; they are told apart."""
    office = CardOffice.over(station, clock)
    office.worker.step()
    office.put_up("A")
    office.put_up("B")
    office.pass_time(900, step_s=5)
    found = of(office, "A")
    assert found.stood.ms < 60_000
    assert found.stood.estimated_ms is not None
    assert 200_000 < found.stood.estimated_ms < 700_000


def test_the_desk_is_asked_once_a_tenth_is_gone(office: Office) -> None:
    """Three days of window: seven hours are less than a tenth, eight are more; figures filled in."""
    office.put_up("A")
    asking = office.station.asking
    link_dead(office, 7)
    assert asking.shortfalls() == []
    link_dead(office, 1)
    (short,) = asking.shortfalls()
    assert (short.notice, short.title) == ("A", "停水通知A")
    missing = timedelta(milliseconds=short.shares[0].missing_ms)
    assert missing >= timedelta(hours=8)
    assert short.good_until == office.until["A"] + missing
    assert short.shares[0].share == pytest.approx(8 / 72, abs=0.001)
    assert asking.shortfall("A") == short
    assert asking.shortfall("B") is None


def test_an_extension_that_makes_it_good_ends_the_question(office: Office) -> None:
    """The end the desk was given is enough; loss in the extension asks again."""
    office.put_up("A")
    link_dead(office, 10)
    (short,) = office.station.asking.shortfalls()
    office.station.after.extend(actor("approver"), "A", "延期补足", until=short.good_until)
    assert office.station.asking.shortfalls() == []
    assert of(office, "A").share.missing_ms == 0
    link_dead(office, 9)
    assert [one.notice for one in office.station.asking.shortfalls()] == ["A"]


@pytest.mark.parametrize("how", ["withdraw", "end", "expiry"])
def test_what_is_over_is_not_asked_for(office: Office, how: str) -> None:
    """What does not stand cannot be extended."""
    office.put_up("A")
    link_dead(office, 10)
    if how == "withdraw":
        office.withdraw("A")
    elif how == "end":
        office.station.after.end(actor("approver"), "A", "已办结")
    else:
        office.jump_to(office.until["A"])
    assert office.station.asking.shortfalls() == []


def test_an_emergency_is_never_asked_for(office: Office) -> None:
    """A warning has no publicity to make good."""
    office.put_up("E", urgency="emergency")
    link_dead(office, 10)
    assert office.station.asking.shortfalls() == []


def test_a_word_that_nothing_is_made_good_ends_the_question(office: Office) -> None:
    """Written down with the figures of the moment; what is lost beyond them asks anew."""
    office.put_up("A")
    link_dead(office, 10)
    asking = office.station.asking
    asking.accept(actor("approver"), "A", "公示栏同时张贴，不再延期")
    (event,) = office.told("loss_accepted")
    assert event.actor == "approver"
    assert event.facts["missing_ms"]["gate"] == pytest.approx(10 * HOUR, abs=60_000)
    assert asking.shortfalls() == []
    link_dead(office, 4)
    assert asking.shortfalls() == []
    link_dead(office, 4)
    assert len(asking.shortfalls()) == 1


def test_who_may_not_say_so_changes_nothing(office: Office) -> None:
    """A drafter, an empty word, a telephone number, and nothing to accept are refused."""
    office.put_up("A")
    asking = office.station.asking
    with pytest.raises(Refused):
        asking.accept(actor("approver"), "A", "无须延期")
    link_dead(office, 10)
    with pytest.raises(NotAllowed):
        asking.accept(actor("drafter"), "A", "无须延期")
    for word in (" ", "请联系 13800138000"):
        with pytest.raises(BadInput):
            asking.accept(actor("approver"), "A", word)
    assert office.told("loss_accepted") == []
    assert len(asking.shortfalls()) == 1


def test_a_notice_still_to_come_has_lost_nothing(office: Office) -> None:
    """What was out before its window costs it nothing."""
    office.approve(short_notice("A", start=office.clock.now() + timedelta(days=1)))
    link_dead(office, 10)
    assert office.station.asking.stood("A") == []


NIGHTS = """
[signs.gate.hours]
on = ["06:30-22:00"]
"""


@pytest.fixture
def by_day(site: Path, clock: FrozenClock, quick_passwords: Passwords) -> Iterator[Office]:
    """The same sign, lit from half past six to ten in the evening; what it loses is written by hand."""
    (site / "signs.toml").write_text((site / "signs.toml").read_text() + NIGHTS)
    station = open_station(site, clock=clock, passwords=quick_passwords)
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    yield Office(station, clock, sign, make_worker(station, sign))
    station.close()


def out(office: Office, since: str, until: str) -> None:
    """The link was dead, by the wall clock of the town; it is as late as that now."""
    start, end = (datetime.fromisoformat(f"2026-11-{at}+08:00") for at in (since, until))
    with office.station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(start))
        end_outages(session, open_outages(session, "gate"), to_ms(end), How.CONFIRMED)
    office.jump_to(max(end, office.clock.now()))


def test_a_night_without_a_link_costs_nothing(by_day: Office) -> None:
    """Hours in which the sign is dark by plan are neither stood nor lost, and are told apart."""
    by_day.approve(short_notice("A"))
    out(by_day, "23T20:00", "24T08:00")
    (found,) = by_day.station.asking.stood("A")
    assert minutes(found.share.lost.by_cause) == {"link": 210}
    assert found.as_dict()["quiet_ms"] == 8.5 * HOUR


def test_a_warning_loses_its_night(by_day: Office) -> None:
    """The quiet lets it through: what was dead then took its time."""
    by_day.approve(short_notice("E", urgency="emergency"))
    out(by_day, "23T20:00", "24T08:00")
    (found,) = by_day.station.asking.stood("E")
    assert minutes(found.share.lost.by_cause) == {"link": 720}
    assert found.as_dict()["quiet_ms"] == 0


def test_a_share_is_of_the_hours_the_sign_is_lit(by_day: Office) -> None:
    """Three days hold 46.5 such hours: five of them are more than a tenth, and of 72 they were not."""
    by_day.approve(short_notice("A"))
    out(by_day, "24T09:00", "24T14:00")
    (short,) = by_day.station.asking.shortfalls()
    assert short.shares[0].share == pytest.approx(5 / 46.5, abs=0.001)


def test_the_end_that_is_proposed_makes_it_good_in_the_light(by_day: Office) -> None:
    """A window that ends at nine in the morning, and 14 hours lost: the last of them stands the day after."""
    by_day.approve(short_notice("A"))
    out(by_day, "24T07:00", "24T21:00")
    asking = by_day.station.asking
    (short,) = asking.shortfalls()
    assert short.good_until.astimezone(by_day.station.settings.zoneinfo).isoformat(" ", "minutes") == (
        "2026-11-27 07:30+08:00"
    )
    by_day.station.after.extend(actor("approver"), "A", "延期补足", until=short.good_until)
    assert asking.shortfalls() == []
    assert of(by_day, "A").share.missing_ms == 0


def test_a_sign_that_is_gone_from_the_settings_has_no_quiet_hours(by_day: Office) -> None:
    """Nobody knows any more when it was to be dark: all that it lost is told."""
    quiet = quiet_of(by_day.station.settings)
    assert list(quiet("back", 100, (0, 10 * 86_400_000))) == []
    assert quiet("gate", 100, (0, 86_400_000))
