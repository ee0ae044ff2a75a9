"""The tables of outages: facts that nobody changes, one open row a cause, found by an index."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.coverage import Known, Stretch
from ledctl.ledger.downtime import (
    How,
    Outage,
    beat,
    begin_outage,
    end_outages,
    last_beat,
    open_outages,
)
from ledctl.ledger.outages import began, coverage, gaps, outages

CHANGES = [
    "UPDATE outage SET started_ms = 0",
    "DELETE FROM outage",
    "INSERT OR REPLACE INTO outage (id, sign, cause, started_ms, detail) VALUES (1, 'gate', 'host', 0, '{}')",
    "UPDATE outage_end SET ended_ms = 0",
    "DELETE FROM outage_end",
    "INSERT OR REPLACE INTO outage_end (outage_id, ended_ms, how) VALUES (1, 0, 'latest')",
]


@pytest.fixture
def ended(database: Database) -> Database:
    """One outage, over."""
    with database.write() as session:
        begin_outage(session, "gate", Outage.LINK, 1000, error="TimedOut")
        end_outages(session, open_outages(session, "gate"), 5000, How.CONFIRMED)
    return database


@pytest.mark.parametrize("change", CHANGES)
def test_an_outage_is_never_changed(ended: Database, change: str) -> None:
    """The database itself refuses; what happened stays as it was written."""
    before = [one.as_dict() for one in outages(ended)]
    with pytest.raises((IntegrityError, OperationalError)), ended.write() as session:
        session.connection().execute(text(change))
    assert [one.as_dict() for one in outages(ended)] == before


def test_an_outage_ends_once(ended: Database) -> None:
    """A second end is refused by the key."""
    with pytest.raises((IntegrityError, OperationalError)), ended.write() as session:
        session.connection().execute(text("INSERT INTO outage_end VALUES (1, 9000, 'latest')"))


def test_one_that_lasts_is_not_begun_again(database: Database) -> None:
    """Of one cause there is one open row at most, however often its start is written."""
    with database.write() as session:
        for at in (1000, 2000):
            begin_outage(session, "gate", Outage.LINK, at)
        begin_outage(session, "gate", Outage.HOST, 3000)
        begin_outage(session, "back", Outage.LINK, 4000)
    assert [(one.sign, one.cause) for one in outages(database, sign="gate")] == [
        ("gate", Outage.HOST),
        ("gate", Outage.LINK),
    ]


def test_an_end_is_never_before_its_start(database: Database) -> None:
    """R15: a clock set back makes an outage short, not negative."""
    with database.write() as session:
        begin_outage(session, "gate", Outage.LINK, 5000)
        end_outages(session, open_outages(session, "gate"), 1000, How.LATEST)
    (row,) = outages(database)
    assert row.end == row.start


def test_outages_are_found_by_time(ended: Database, clock: FrozenClock) -> None:
    """Half-open (R16): one that ended at the first instant asked for is not in it; one that lasts is."""
    (row,) = outages(ended)
    assert row.end is not None
    assert outages(ended, since=row.end) == []
    assert outages(ended, until=row.start) == []
    assert len(outages(ended, since=row.start, until=row.end)) == 1
    with ended.write() as session:
        begin_outage(session, "gate", Outage.HOST, 9000)
    assert [one.cause for one in outages(ended, since=clock.now())] == [Outage.HOST]


def test_a_heartbeat_is_written_over(database: Database) -> None:
    """It is no fact; the last one counts."""
    for at in (1000, 61_000):
        with database.write() as session:
            beat(session, {"gate": at, "back": at})
    with database.read() as session:
        assert (last_beat(session, "gate"), last_beat(session, "nowhere")) == (61_000, None)


def test_a_sign_without_a_record_has_no_gap(database: Database, clock: FrozenClock) -> None:
    """Before its first row nothing was promised."""
    now = clock.now()
    assert began(database, "gate") is None
    assert coverage(database, "gate", now - timedelta(days=1), now) == []
    assert gaps(database, "gate", now, now - timedelta(days=1)) == []


def test_a_hole_is_found(ended: Database, clock: FrozenClock) -> None:
    """What no row and no display accounts for is told, up to the last sign of life."""
    later = to_ms(clock.now())
    with ended.write() as session:
        beat(session, {"gate": later})
    (gap,) = gaps(ended, "gate", clock.now() - timedelta(days=36_500), clock.now())
    assert (gap.start_ms, gap.end_ms) == (5000, later)


def test_what_a_screen_did_last_is_found_by_an_index(database: Database) -> None:
    """A start and a question about darkness read a few rows, whatever the years have added."""
    query = (
        "EXPLAIN QUERY PLAN SELECT at FROM event WHERE kind IN ('shown', 'taken_down', 'blanked')"
        " AND sign = 'gate' ORDER BY seq DESC LIMIT 1"
    )
    with database.read() as session:
        plan = [str(row) for row in session.connection().execute(text(query))]
    assert any("ix_event_screen" in line for line in plan), plan


def test_a_stretch_is_told_by_its_two_instants() -> None:
    """What ``outages --gaps --json`` prints of a hole, in stamps other programs read."""
    hole = Stretch(Known.GAP, 0, 1500)
    assert hole.as_dict() == {"start": "1970-01-01T00:00:00.000Z", "end": "1970-01-01T00:00:01.500Z"}
