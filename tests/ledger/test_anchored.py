"""Checkpoints hold the record to what it was: whatever is changed before one, it is found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger.anchoring.anchored import check_checkpoints, not_yet_anchored
from ledctl.ledger.anchoring.checkpoints import Checkpoint, Sealing, Signatory
from ledctl.ledger.anchoring.keys import make_key
from ledctl.ledger.anchoring.linked import check_facts
from ledctl.ledger.anchoring.outside import Outside
from ledctl.ledger.anchoring.statements import Why, to_sign
from ledctl.ledger.chain import GENESIS, link
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.downtime import Outage, begin_outage
from ledctl.ledger.log import append
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.ledger.unanchored import Unanchored
from tests.ledger.forging import forge

SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)


@pytest.fixture
def sealing(database: Database, clock: FrozenClock, tmp_path: Path, zone: ZoneInfo) -> Sealing:
    return Sealing(database, clock, tmp_path / "keys" / "checkpoint.key", zone, False)


def live(sealing: Sealing, clock: FrozenClock, recorder: Recorder) -> None:
    """An hour at the gate: a page, an outage, somebody who looks."""
    recorder.started(SLOT, 0, to_ms(clock.now()), 40, Result.ACKED)
    clock.advance(8.64)
    recorder.seal(to_ms(clock.now()), "taken_down")
    with sealing.database.write() as session:
        begin_outage(session, f"gate{clock.monotonic()}", Outage.LINK, 1000)
        append(session, kind="auditor_looked", at=clock.now(), actor="lu", via="web", what="history")


@pytest.fixture
def signed(sealing: Sealing, clock: FrozenClock, recorder: Recorder) -> list[Checkpoint]:
    """Three hours, each with its checkpoint at the end."""
    made = []
    for _ in range(3):
        live(sealing, clock, recorder)
        made.append(sealing.sign(Why.PERSON))
    return made


def problems(database: Database, **outside: Sequence[str]) -> list[tuple[str, str]]:
    return [(one.table, one.key) for one in found(database, **outside)]


def found(database: Database, codes: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Problem]:
    with database.read() as session:
        return list(check_checkpoints(session, Outside(codes=tuple(codes), keys=frozenset(keys))))


def test_an_untouched_record_holds(database: Database, signed: list[Checkpoint]) -> None:
    """Signatures, order, events and heads agree, also with all that is held outside."""
    codes = [one.code for one in signed]
    assert problems(database, keys=[signed[0].public_key], codes=codes) == []
    with database.read() as session:
        assert list(check_facts(session)) == []
    assert verify(database, also=[check_facts, check_checkpoints]).ok


def test_an_empty_record_holds(database: Database) -> None:
    """A new site has nothing to prove, and nothing outside can be its own yet."""
    assert problems(database) == []
    assert problems(database, keys=["00" * 32], codes=["AAAA"]) == [
        ("checkpoint", ""),
        ("checkpoint", "AAAA"),
    ]


FORGED = "UPDATE checkpoint SET {} WHERE no = 2"


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        (FORGED.format("at = '2026-05-03T07:20:00.001Z'"), ("checkpoint", "2")),
        (FORGED.format("at = 'x'"), ("checkpoint", "2")),
        (FORGED.format("signature = '00'"), ("checkpoint", "2")),
        (FORGED.format("public_key = 'zz'"), ("checkpoint", "2")),
        (FORGED.format("public_key = (SELECT hash FROM event WHERE seq = 1)"), ("checkpoint", "2")),
        (FORGED.format("statement = '{}'"), ("checkpoint", "2")),
        (FORGED.format("statement = replace(statement, 'person', 'export')"), ("checkpoint", "2")),
        (FORGED.format("statement = CAST(x'ff' AS TEXT)"), ("checkpoint", "2")),
        (FORGED.format("statement = CAST(statement AS BLOB)"), ("checkpoint", "2")),
        (FORGED.format("no = 9"), ("checkpoint", "3")),
        ("DELETE FROM checkpoint WHERE no = 1", ("checkpoint", "2")),
        ("DELETE FROM checkpoint WHERE no = 3", ("checkpoint", "3")),
        ("DELETE FROM checkpoint", ("checkpoint", "1")),
        ("UPDATE event SET hash = 'x' WHERE seq = 2", ("event", "2")),
        ("DELETE FROM segment WHERE id = 2", ("segment", "2")),
        ("UPDATE fact SET hash = 'x' WHERE seq = 3", ("fact", "3")),
        ("DELETE FROM event WHERE kind = 'checkpoint_signed' AND seq < 5", ("checkpoint", "1")),
        ("UPDATE event SET payload = '[]' WHERE kind = 'checkpoint_signed' AND seq < 5", ("checkpoint", "1")),
        ("UPDATE event SET payload = '{' WHERE kind = 'checkpoint_signed' AND seq < 5", ("checkpoint", "1")),
    ],
)
def test_what_is_changed_is_found(
    database: Database, signed: list[Checkpoint], statement: str, first: tuple[str, str]
) -> None:
    """Whatever was changed in a checkpoint, its event or the row it names, the first problem says where."""
    forge(database, statement)
    assert problems(database)[0] == first


def rechain(session: Session) -> None:
    """All events linked anew, as a forger with time does."""
    connection, prev = session.connection(), GENESIS
    for row in connection.exec_driver_sql("SELECT * FROM event ORDER BY seq").mappings().all():
        fields = {**row, "practice": bool(row["practice"])}
        del fields["prev"], fields["hash"]
        digest = link(prev, fields)
        connection.exec_driver_sql(
            "UPDATE event SET prev = ?, hash = ? WHERE seq = ?", (prev, digest, row["seq"])
        )
        prev = digest


def test_a_chain_written_anew_from_its_beginning_is_found(
    database: Database, signed: list[Checkpoint]
) -> None:
    """What a chain alone cannot show: every link fits, but a signature remembers the old one."""
    forge(database, "UPDATE event SET actor = 'somebody' WHERE seq = 2")
    with database.write() as session:
        rechain(session)
    assert verify(database).ok
    assert problems(database)[0][0] == "event"


def test_a_forger_with_the_key_is_held_by_what_is_outside(
    database: Database, sealing: Sealing, signed: list[Checkpoint]
) -> None:
    """Whoever owns machine and key can sign another past; a code on paper shows that it is another."""
    paper = signed[-1].code
    forge(database, "DELETE FROM checkpoint", "DELETE FROM event WHERE kind IN ('checkpoint_signed')")
    with database.write() as session:
        for number, seq in enumerate(
            session.connection().exec_driver_sql("SELECT seq FROM event ORDER BY seq").scalars().all(),
            start=1,
        ):
            session.connection().exec_driver_sql("UPDATE event SET seq = ? WHERE seq = ?", (number, seq))
        rechain(session)
    sealing.sign(Why.PERSON)
    assert problems(database) == []
    assert problems(database, codes=[paper]) == [("checkpoint", paper)]


def test_another_key_without_an_event_is_found(
    database: Database, sealing: Sealing, signed: list[Checkpoint], tmp_path: Path
) -> None:
    """A checkpoint signed anew with a key of the forger's is not the site's."""
    other = make_key(tmp_path / "forger.key")
    text = signed[2].statement
    forge(
        database,
        f"UPDATE checkpoint SET public_key = '{other.public}',"  # noqa: S608 - our own words
        f" signature = '{other.sign(to_sign(text))}' WHERE no = 3",
    )
    assert "does not name the key" in found(database)[0].what


def test_a_key_changed_in_order_holds(database: Database, sealing: Sealing, signed: list[Checkpoint]) -> None:
    """An event stands between both keys; whoever holds either finds checkpoints signed with it."""
    new = sealing.change_key("换机", Signatory("guan", "cli", "管某"))
    sealing.sign(Why.PERSON)
    assert problems(database) == []
    for key in (signed[0].public_key, new):
        assert problems(database, keys=[key]) == []
    forge(database, "UPDATE event SET payload = '{}' WHERE kind = 'key_changed'")
    first = found(database)[0]
    assert (first.key, first.what) == ("4", "is signed with a key that was not the site's")


def test_a_checkpoint_that_names_less_is_found(
    database: Database, sealing: Sealing, signed: list[Checkpoint]
) -> None:
    """The record only grows: a later statement with an earlier head speaks of another record."""
    first, last = signed[0].says, signed[2].says
    assert (first.events.number, last.events.number) == (2, 8)
    text = signed[2].statement.replace(
        json.dumps({"hash": last.events.hash, "seq": 8}, separators=(",", ":")),
        json.dumps({"hash": first.events.hash, "seq": 2}, separators=(",", ":")),
    )
    assert text != signed[2].statement
    forge(database, f"UPDATE checkpoint SET statement = '{text}' WHERE no = 3")  # noqa: S608 - our own words
    assert "names less than the checkpoint before it" in {one.what for one in found(database)}


VALUES = st.one_of(st.integers(-9, 9), st.text(max_size=9), st.binary(max_size=9), st.just("9" * 64))
COLUMNS = [
    *(("fact", name) for name in ("seq", "tbl", "key", "digest", "prev", "hash")),
    *(("checkpoint", name) for name in ("no", "at", "statement", "signature", "public_key")),
    *(("outage", name) for name in ("id", "sign", "cause", "started_ms", "detail")),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.sampled_from(COLUMNS), row=st.integers(0, 2), value=VALUES)
def test_no_value_of_a_row_can_be_another(
    database: Database, signed: list[Checkpoint], where: tuple[str, str], row: int, value: object
) -> None:
    """Any column of any link, checkpoint or linked row: found if, and only if, it is stored otherwise."""
    forge(database)
    table, column = where
    with database.write() as session:
        run = session.connection().exec_driver_sql
        before = run(f"SELECT rowid, quote({column}) FROM {table} ORDER BY rowid").all()  # noqa: S608 - ours
        try:
            run(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, before[row][0]))  # noqa: S608 - ours
        except IntegrityError:
            reject()
        after = run(f"SELECT quote({column}) FROM {table}").scalars().all()  # noqa: S608 - ours
        wrong = [*check_facts(session), *check_checkpoints(session)]
        session.rollback()
    changed = sorted(after) != sorted(old for _, old in before)
    assert bool(wrong) is changed


def test_what_comes_after_the_last_checkpoint_is_counted_and_no_fault(
    database: Database, sealing: Sealing, signed: list[Checkpoint], clock: FrozenClock, recorder: Recorder
) -> None:
    """Rows behind what is held outside are told as not yet anchored, chain by chain."""
    live(sealing, clock, recorder)
    with database.read() as session:
        assert not_yet_anchored(session) == Unanchored(3, signed[2].code, 3, 1, 1)
        assert not_yet_anchored(session, Outside((signed[0].code,))) == Unanchored(
            1, signed[0].code, 9, 3, 3, held=True
        )
        assert not_yet_anchored(session, Outside(("AAAA",))).checkpoint == 0
        assert not_yet_anchored(session).as_dict() == {
            "checkpoint": 3, "code": signed[2].code, "events": 3, "segments": 1, "facts": 1, "held": False
        }  # fmt: skip
    assert problems(database) == []
    forge(database, "UPDATE checkpoint SET statement = '{}' WHERE no = 3")
    with database.read() as session:
        assert not_yet_anchored(session).checkpoint == 2


def test_a_checkpoint_signed_while_it_is_checked_is_no_fault(
    database: Database, sealing: Sealing, signed: list[Checkpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The publisher goes on writing: what came after the events were read needs no event of them."""
    from ledctl.ledger.anchoring import anchored

    real = anchored._told

    def and_then(session: Session) -> object:
        told = real(session)
        session.rollback()
        append_one(sealing)
        return told

    monkeypatch.setattr(anchored, "_told", and_then)
    assert problems(database) == []


def append_one(sealing: Sealing) -> None:
    with sealing.database.write() as session:
        append(session, kind="auditor_looked", at=sealing.clock.now(), actor="lu", via="web", what="x")
    sealing.sign(Why.PERSON)
