"""What the record says of a sign dark by order: drill or blackout, over restarts, each moment once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drivers.errors import TimedOut
from ledctl.blackout.states import DRILL
from ledctl.clock import FrozenClock
from ledctl.ledger.downtime import How, Outage
from ledctl.ledger.outages import OutageFact, gaps, outages
from ledctl.publishing.worker import SignWorker
from ledctl.reports.availability import availability
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, actor, make_attendant, make_switch


@pytest.fixture
def guarded(station: Station, clock: FrozenClock) -> Office:
    """A page stands for a minute on a sign whose worker is at the switch; a second sign answers no drill."""
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    made = Office(station, clock, sign, worker_of(station, sign))
    made.worker.step()
    made.put_up("A")
    made.pass_time(60)
    return made


def worker_of(station: Station, sign: MoodySign) -> SignWorker:
    return make_attendant(SignWorker, station, sign, switch=make_switch(station, "gate", "hall"))


def begin_again(office: Office, *, after_s: float) -> None:
    """The process ends in order, and so long after it another one begins."""
    office.worker.stop()
    office.clock.advance(after_s)
    office.sign = MoodySign(office.sign.panel)
    office.worker = worker_of(office.station, office.sign)
    office.worker.step()


def order(office: Office) -> None:
    office.station.blackouts.order(actor("drafter"))


def drill(office: Office) -> None:
    office.station.blackouts.drill(actor("approver"))


def lift(office: Office) -> None:
    office.station.blackouts.lift(actor("approver"), reason="已核实")


def rows(office: Office) -> list[OutageFact]:
    """All but the first, which every record begins with; the oldest first. And there is no gap."""
    database, now = office.station.database, office.clock.now()
    assert gaps(database, "gate", now - timedelta(days=400), now) == []
    return sorted(outages(database, sign="gate"), key=lambda one: one.id)[1:]


def told(office: Office) -> list[tuple[Outage, How | None, float]]:
    return [(one.cause, one.how, one.seconds(office.clock.now())) for one in rows(office)]


def lost(office: Office) -> dict[str, int]:
    """What the notice lost, in seconds."""
    office.worker._recorder.flush(force=True)
    (found,) = office.station.asking.stood("A")
    return {cause: round(ms / 1000) for cause, ms in found.share.lost.by_cause.items()}


def test_a_blackout_is_a_row_until_it_is_lifted(guarded: Office) -> None:
    """From the look that heard of it to the one that heard of its end; the notice lost so much."""
    order(guarded)
    guarded.pass_time(120)
    assert guarded.is_dark
    lift(guarded)
    guarded.pass_time(5)
    assert told(guarded) == [(Outage.BLACKOUT, How.CONFIRMED, 120)]
    assert lost(guarded) == {"blackout": 120}


def test_a_drill_is_named_a_drill(guarded: Office) -> None:
    """It is over by itself, also when a sign never answered; nobody reads of a blackout that was none."""
    drill(guarded)
    guarded.pass_time(30)
    ((cause, how, seconds),) = told(guarded)
    assert (cause, how) == (Outage.DRILL, How.CONFIRMED)
    assert 0 < seconds <= DRILL.total_seconds()
    assert not guarded.is_dark
    assert list(lost(guarded)) == ["drill"]


def test_a_blackout_that_replaces_a_drill_begins_where_that_ends(guarded: Office) -> None:
    """Two rows, no moment in both, none in between."""
    drill(guarded)
    guarded.pass_time(2)
    order(guarded)
    guarded.pass_time(60)
    lift(guarded)
    guarded.pass_time(5)
    first, second = rows(guarded)
    assert (first.cause, second.cause) == (Outage.DRILL, Outage.BLACKOUT)
    assert first.end == second.start
    assert lost(guarded) == {"drill": 2, "blackout": 60}


def test_a_blackout_over_a_restart_is_one_row(guarded: Office) -> None:
    """A start does not end it, nor does the first word of the sign; the time is counted for it alone."""
    order(guarded)
    guarded.pass_time(30)
    begin_again(guarded, after_s=60)
    guarded.pass_time(30)
    lift(guarded)
    guarded.pass_time(5)
    assert [(cause, how) for cause, how, _ in told(guarded)] == [
        (Outage.BLACKOUT, How.CONFIRMED),
        (Outage.HOST, How.LATEST),
    ]
    assert lost(guarded) == {"blackout": 120}


def test_one_that_was_lifted_while_nobody_looked_ended_at_the_latest_with_the_start(guarded: Office) -> None:
    """When the sign was told nobody knows: the row must not claim that this was seen."""
    order(guarded)
    guarded.pass_time(30)
    guarded.worker.stop()
    lift(guarded)
    guarded.clock.advance(600)
    guarded.sign = MoodySign(guarded.sign.panel)
    guarded.worker = worker_of(guarded.station, guarded.sign)
    guarded.pass_time(5)
    assert {(cause, how) for cause, how, _ in told(guarded)} == {
        (Outage.BLACKOUT, How.LATEST),
        (Outage.HOST, How.LATEST),
    }


def test_one_that_was_ordered_while_nobody_looked_begins_with_the_start(guarded: Office) -> None:
    """Before it the sign was out for another cause."""
    guarded.worker.stop()
    order(guarded)
    guarded.clock.advance(600)
    guarded.sign = MoodySign(guarded.sign.panel)
    guarded.worker = worker_of(guarded.station, guarded.sign)
    guarded.pass_time(60)
    host, blackout = rows(guarded)
    assert (host.cause, blackout.cause, blackout.end) == (Outage.HOST, Outage.BLACKOUT, None)
    assert host.end == blackout.start


def test_a_link_that_is_dead_under_a_blackout_is_counted_once(guarded: Office) -> None:
    """Two causes for the same minutes: the blackout has them, the link what came after the lift."""
    order(guarded)
    guarded.pass_time(10)
    guarded.sign.broken, guarded.sign.online = TimedOut("no answer"), False
    guarded.pass_time(100)
    lift(guarded)
    guarded.pass_time(100)
    guarded.sign.broken, guarded.sign.online = None, True
    guarded.pass_time(60)
    found = lost(guarded)
    assert found["blackout"] == 110
    assert 100 <= found["link"] <= 140
    now = guarded.clock.now()
    (share,) = availability(guarded.station.database, ["gate"], now, None, None)
    assert {cause: round(ms / 1000) for cause, ms in share.out_ms.items()} == found


def test_a_blackout_of_a_dark_sign_leaves_no_gap(guarded: Office) -> None:
    """It was dark, and is dark after it, without a word in between."""
    guarded.withdraw("A")
    guarded.pass_time(30)
    order(guarded)
    guarded.pass_time(30)
    lift(guarded)
    guarded.pass_time(30)
    guarded.put_up("B")
    assert [cause for cause, *_ in told(guarded)] == [Outage.BLACKOUT]
