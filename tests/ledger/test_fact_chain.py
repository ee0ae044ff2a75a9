"""Every row of every table of facts is linked, and a change of any is found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledctl.db import Database
from ledctl.ledger.anchoring.facts import (
    CHAINS,
    FACTS,
    all_rows,
    chain_facts,
    count_unlinked,
    digest_of_row,
    stored_row,
)
from ledctl.ledger.anchoring.linked import check_facts
from ledctl.ledger.checking.verify import Problem
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from tests.ledger.forging import forge

AT = "2026-05-03 07:20:00.000000"
DRAFT = (
    "INSERT INTO version (id, notice_id, no, content, digest, source_digest, findings, redacted, author,"
    " editor, created_at) VALUES"
    " (1, 'n1', 1, '{}', 'd', 'd', '[]', 0, 'a', 'a', '2026-05-03 07:20:00.000000')"
)


def outage(database: Database, sign: str = "gate", *, over: bool = False) -> None:
    with database.write() as session:
        begin_outage(session, sign, Outage.LINK, 1000, error="TimedOut")
        if over:
            end_outages(session, open_outages(session, sign), 5000, How.CONFIRMED)


def linked(database: Database) -> int:
    with database.write() as session:
        return chain_facts(session)


def problems(database: Database) -> list[Problem]:
    with database.read() as session:
        return list(check_facts(session))


@pytest.fixture
def record(database: Database) -> Database:
    """Four outages, three over: seven rows, all linked."""
    for number in range(4):
        outage(database, f"sign{number}", over=number < 3)
    assert linked(database) == 7
    return database


def test_every_append_only_table_is_a_fact_or_a_chain(database: Database) -> None:
    """A table nobody may change and no checkpoint covers could be rewritten unseen: this list is whole."""
    query = text(
        "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        " AND (name LIKE '%\\_no\\_update' ESCAPE '\\' OR name LIKE '%\\_frozen\\_update' ESCAPE '\\')"
    )
    with database.read() as session:
        guarded = set(session.connection().execute(query).scalars())
    assert guarded == {kept.name for kept in FACTS} | CHAINS


def test_each_table_is_named_by_its_only_key(database: Database) -> None:
    """The key of a link finds its row again, and a table that grows has a number for its key."""
    for kept in FACTS:
        with database.read() as session:
            told = session.connection().execute(text(f"PRAGMA table_info({kept.name})")).all()
        assert [row.name for row in told if row.pk] == [kept.key]
        assert not kept.grows or {row.type for row in told if row.pk} == {"INTEGER"}


def test_what_is_linked_once_is_not_linked_again(record: Database) -> None:
    """A second look finds nothing; a later row is the only new one."""
    assert linked(record) == 0
    outage(record, "late")
    with record.read() as session:
        assert count_unlinked(session) == 1
    assert linked(record) == 1
    assert problems(record) == []


def test_a_large_backlog_is_linked_in_parts(database: Database) -> None:
    """What an old site brings holds up its signs for a moment only; the chain is the same."""
    for number in range(5):
        outage(database, f"sign{number}", over=True)
    with database.write() as session:
        assert [chain_facts(session, 4), chain_facts(session, 4), chain_facts(session, 4)] == [4, 4, 2]
    assert problems(database) == []


def test_a_version_is_a_fact_from_its_submission_on(database: Database) -> None:
    """R1: a draft may change and has no link; what was handed in is bound."""
    forge(database, DRAFT)
    assert linked(database) == 0
    forge(database, "UPDATE version SET content = '{1}'", "UPDATE version SET submitted_at = created_at")
    assert linked(database) == 1
    assert problems(database) == []
    forge(database, "UPDATE version SET submitted_at = NULL")
    assert [(one.table, one.key) for one in problems(database)] == [("version", "1")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE outage SET started_ms = 1001 WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET detail = CAST(detail AS BLOB) WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET started_ms = 'x' WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET detail = CAST(x'ff' AS TEXT) WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET id = 9 WHERE id = 4", ("outage", "4")),
        ("DELETE FROM outage WHERE id = 4", ("outage", "4")),
        ("DELETE FROM outage_end", ("outage_end", "1")),
        ("UPDATE outage_end SET how = 'latest' WHERE outage_id = 3", ("outage_end", "3")),
        ("UPDATE fact SET digest = 'x' WHERE seq = 2", ("fact", "2")),
        ("DELETE FROM fact WHERE seq = 3", ("fact", "3")),
        ("UPDATE fact SET tbl = 'event' WHERE seq = 3", ("fact", "3")),
        ("UPDATE fact SET tbl = CAST(x'ff' AS TEXT) WHERE seq = 3", ("fact", "3")),
        ("UPDATE outage SET id = 77 WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET started_ms = 9e999 WHERE id = 2", ("outage", "2")),
        ("UPDATE outage SET sign = CAST(x'6100ff' AS TEXT) WHERE id = 4", ("outage", "4")),
    ],
)
def test_a_change_is_found_where_it_is(record: Database, statement: str, found: tuple[str, str]) -> None:
    """Whatever is changed in a row or a link, the first problem of that table names it."""
    forge(record, statement)
    assert found in [(one.table, one.key) for one in problems(record)]


def test_bytes_do_not_become_their_digest(database: Database) -> None:
    """R1: the pixels of a program cannot be taken away and leave only the text that stands for them."""
    forge(database, "INSERT INTO program VALUES ('ab', '256x64', 1, x'00ff', '2026-05-03 07:20:00.000000')")
    assert linked(database) == 1
    assert problems(database) == []
    digest = "sha256:" + sha256(b"\x00\xff").hexdigest()
    forge(database, f"UPDATE program SET body = '{digest}'")  # noqa: S608 - our own words
    assert [(one.table, one.key) for one in problems(database)] == [("program", "ab")]


def test_a_row_slipped_in_among_older_ones_is_found(database: Database) -> None:
    """A number left free before the last link is not for a row of today."""
    outage(database, "a")
    forge(database, "INSERT INTO outage VALUES (7, 'b', 'link', 5, '{}')")
    assert linked(database) == 2
    forge(database, "INSERT INTO outage VALUES (5, 'c', 'link', 5, '{}')")
    assert [(one.table, one.key) for one in problems(database)] == [("outage", "5")]


def test_the_database_refuses_to_change_links(record: Database) -> None:
    """The chain of facts is append-only itself, and so are checkpoints."""
    with record.write() as session:
        session.connection().execute(text("INSERT INTO checkpoint VALUES (1, '', '', '', '')"))
    for statement in (
        "UPDATE fact SET digest = ''",
        "DELETE FROM fact",
        "INSERT OR REPLACE INTO fact VALUES (1, 'x', 'x', '', '', '')",
        "INSERT OR REPLACE INTO fact VALUES (99, 'outage', '1', '', '', '')",
        "UPDATE checkpoint SET at = ''",
        "DELETE FROM checkpoint",
    ):
        with pytest.raises(DBAPIError, match="append-only"), record.write() as session:
            session.connection().execute(text(statement))
    assert problems(record) == []


def test_a_row_is_the_same_from_either_database() -> None:
    """SQLite stores truth as 1, instants as text in UTC, days as text; so do values of the other."""
    instant = datetime(2026, 5, 3, 15, 20, tzinfo=timezone(timedelta(hours=8)))
    there = {"a": True, "b": instant, "c": date(2026, 5, 3), "d": memoryview(b"x"), "e": None, "f": 3}
    here = {"a": 1, "b": AT, "c": "2026-05-03", "d": b"x", "e": None, "f": 3}
    assert stored_row(there) == stored_row(here)
    assert digest_of_row(there) == digest_of_row(here)
    assert instant.astimezone(UTC).hour == 7


VALUES = st.one_of(st.none(), st.integers(-(2**60), 2**60), st.text(max_size=20), st.binary(max_size=20))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, min_size=1), st.data())
def test_two_rows_that_differ_have_two_digests(row: dict[str, object], data: st.DataObject) -> None:
    """Each column is in it, by its name and by what kind of value it is."""
    name = data.draw(st.sampled_from(sorted(row)))
    other = data.draw(VALUES)
    same = type(other) is type(row[name]) and other == row[name]
    assert (digest_of_row({**row, name: other}) == digest_of_row(row)) is same


def test_rows_come_as_they_are_stored(record: Database) -> None:
    """No model stands between the table and its digest."""
    kept = next(kept for kept in FACTS if kept.name == "outage")
    with record.read() as session:
        first = next(all_rows(session, kept))
    assert first == {
        "id": 1,
        "sign": "sign0",
        "cause": "link",
        "started_ms": 1000,
        "detail": '{"error":"TimedOut"}',
    }
