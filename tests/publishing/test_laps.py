"""How long the orders of a sign take, from what was approved for it."""

from __future__ import annotations

from sqlmodel import text

from ledctl.publishing.laps import laps_of
from tests.publishing.office import Office, short_notice


def test_a_lap_for_every_open_order_but_ones_own(office: Office) -> None:
    """Each takes as long as its approved pages stand; what was withdrawn takes no turn."""
    for notice_id in ("A", "B", "C"):
        office.approve(short_notice(notice_id))
    office.withdraw("C")
    now = office.clock.now()
    laps = laps_of(office.station.database, "gate", now, without="A")
    assert [lap.round_ms / 1000 for lap in laps] == [sum(office.dwell_s["B"])]
    assert all(lap.candidate.runs_at(now) for lap in laps)
    assert len(laps_of(office.station.database, "gate", now, without="")) == 2
    assert laps_of(office.station.database, "hall", now, without="") == []


def test_frames_that_cannot_be_shown_take_no_time(office: Office) -> None:
    """A damaged program never reaches the sign; counting others must not fail over it."""
    office.approve(short_notice("A"))
    with office.station.database.write() as session:
        session.connection().execute(text("DROP TRIGGER IF EXISTS program_no_update"))
        session.connection().execute(text("UPDATE program SET body = x'00'"))
    (lap,) = laps_of(office.station.database, "gate", office.clock.now(), without="")
    assert lap.round_ms == 0
