"""Writing events and looking them up."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from ledctl.db import Database, open_database
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.kinds import KINDS, Cause, Via
from ledctl.ledger.log import append, events, last_event

AT = datetime(2026, 5, 3, 7, 20, 0, 123000, tzinfo=UTC)


def complete(kind: str) -> dict[str, Any]:
    """Everything a kind demands."""
    given: dict[str, Any] = dict.fromkeys(KINDS[kind].needs, "something")
    return given | ({"cause": Cause.PERSON} if KINDS[kind].screen else {})


def test_what_is_written_is_read_back(database: Database) -> None:
    """An event comes back as it went in, to the millisecond, facts included."""
    with database.write() as session:
        wrote = append(
            session,
            kind="shown",
            at=AT,
            actor="system",
            cause=Cause.PLAN,
            notice="n1",
            sign="gate",
            proof=3,
            pages=["甲", "乙"],
        )
    with database.read() as session:
        assert last_event(session) == wrote
        assert events(session) == [wrote]
    assert (wrote.seq, wrote.at, wrote.facts) == (1, AT, {"proof": 3, "pages": ["甲", "乙"]})


def test_no_event_no_last_event(database: Database) -> None:
    """An empty ledger has no last event."""
    with database.read() as session:
        assert last_event(session) is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_written_and_is_described(database: Database, kind: str) -> None:
    """Every kind in the table can be written once it says what it must, and means something."""
    with database.write() as session:
        assert append(session, kind=kind, at=AT, actor="li", **complete(kind)).kind == kind
    assert KINDS[kind].meaning.endswith(".")


@pytest.mark.parametrize("kind", sorted(name for name, kind in KINDS.items() if kind.screen))
@pytest.mark.parametrize("cause", ["", "auto", "PLAN"])
def test_screen_change_names_its_cause(database: Database, kind: str, cause: str) -> None:
    """R33: every screen change names a cause, one of the known few; an unnamed one is refused."""
    with database.write() as session:
        with pytest.raises(ValueError, match="names its cause"):
            append(session, kind=kind, at=AT, actor="system", **complete(kind) | {"cause": cause})
        assert last_event(session) is None


def test_screen_kinds_are_all_that_change_a_screen() -> None:
    """R33: the kinds that change what stands are exactly these; a new one is added here on purpose."""
    assert {name for name, kind in KINDS.items() if kind.screen} == {
        "sending",
        "shown",
        "not_shown",
        "outcome_unknown",
        "taken_down",
        "blanked",
        "blackout_on",
        "blackout_off",
        "blackout_drilled",
        "lamps_switched",
    }


@pytest.mark.parametrize(
    ("kind", "name"), [(kind.name, name) for kind in KINDS.values() for name in kind.needs]
)
def test_missing_field_is_refused(database: Database, kind: str, name: str) -> None:
    """An event that leaves out what its kind must say is refused by that name."""
    given = complete(kind)
    del given[name]
    with database.write() as session, pytest.raises(ValueError, match=name):
        append(session, kind=kind, at=AT, actor="li", **given)


@pytest.mark.parametrize(
    "wrong", [{"kind": "auto"}, {"actor": ""}, {"via": "phone"}, {"cause": "because"}, {"sign": ""}]
)
def test_unknown_words_are_refused(database: Database, wrong: dict[str, Any]) -> None:
    """Unknown kinds, ways in and causes, and empty names, do not enter the record."""
    good: dict[str, Any] = {"kind": "link_up", "at": AT, "actor": "system", "via": Via.API, "sign": "gate"}
    with database.write() as session, pytest.raises(ValueError, match=r"knows no|names its|must say"):
        append(session, **good | wrong)


def test_event_stands_or_falls_with_its_change(database: Database) -> None:
    """R12: the record is written by the transaction of the change; if that fails, it was not."""

    def change_that_fails() -> None:
        with database.write() as session:
            append(session, kind="signed_in", at=AT, actor="li")
            raise KeyError

    with pytest.raises(KeyError):
        change_that_fails()
    with database.read() as session:
        assert events(session) == []


@pytest.mark.parametrize("statement", ["UPDATE event SET actor = 'nobody'", "DELETE FROM event"])
def test_database_refuses_a_changed_event(database: Database, statement: str) -> None:
    """The database itself refuses UPDATE and DELETE on events, whoever asks."""
    with database.write() as session:
        append(session, kind="signed_in", at=AT, actor="li")
    with database.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.exec_driver_sql(statement)


def test_lookup_filters_and_pages(database: Database) -> None:
    """Events are found by time (half-open), notice, kind and actor, newest first, page by page."""
    with database.write() as session:
        for i in range(10):
            append(
                session,
                kind="submitted" if i % 2 else "draft_saved",
                at=AT + timedelta(hours=i),
                actor="li" if i < 5 else "wu",
                notice=f"n{i % 3}",
            )
    with database.read() as session:

        def seqs(**wanted: Any) -> list[int]:
            return [entry.seq for entry in events(session, **wanted)]

        assert seqs(since=AT + timedelta(hours=2), until=AT + timedelta(hours=4)) == [4, 3]
        assert seqs(notice="n0") == [10, 7, 4, 1]
        assert seqs(kind="submitted", actor="wu") == [10, 8, 6]
        assert seqs(limit=3) == [10, 9, 8]
        assert seqs(limit=3, before_seq=8) == [7, 6, 5]


def write_many(url: str, actor: str) -> None:
    database = open_database(url)
    for _ in range(25):
        with database.write() as session:
            append(session, kind="signed_in", at=AT, actor=actor)
    database.close()


def test_two_processes_write_one_chain(database: Database, tmp_path: Path) -> None:
    """Web and publisher append at the same time: every event is kept, in one unbroken chain."""
    url = f"sqlite:///{tmp_path / 'ledctl.db'}"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(url, actor)) for actor in ("web", "publisher")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    verdict = verify(database)
    assert (verdict.ok, verdict.events) == (True, 50)
    with database.read() as session:
        assert len(events(session, actor="web")) == len(events(session, actor="publisher")) == 25
