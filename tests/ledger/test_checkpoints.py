"""Signing how far the record has come: when, once, with whose key, and with what left behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock
from ledctl.db import Database
from ledctl.errors import Fault, Refused
from ledctl.ledger.anchoring.checkpoints import (
    Checkpoint,
    Sealing,
    Signatory,
    check,
    checkpoints,
    heads,
    last_checkpoint,
    one_checkpoint,
)
from ledctl.ledger.anchoring.keys import fingerprint, make_key, read_key
from ledctl.ledger.anchoring.statements import Head, Why
from ledctl.ledger.downtime import Outage, begin_outage
from ledctl.ledger.log import append, events
from ledctl.station import Station

DAY = 86_400.0


@pytest.fixture
def sealing(database: Database, clock: FrozenClock, tmp_path: Path, zone: ZoneInfo) -> Sealing:
    return Sealing(database, clock, tmp_path / "keys" / "checkpoint.key", zone, False)


def happen(sealing: Sealing, what: str = "history") -> None:
    with sealing.database.write() as session:
        append(session, kind="auditor_looked", at=sealing.clock.now(), actor="lu", via="web", what=what)


def all_of(sealing: Sealing) -> list[Checkpoint]:
    with sealing.database.read() as session:
        return list(checkpoints(session))


def test_a_checkpoint_names_the_ends_of_all_chains(sealing: Sealing) -> None:
    """Everything up to there is bound by one signature: events, segments and the rows of all other tables."""
    happen(sealing)
    with sealing.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, 1000)
    made = sealing.sign(Why.EXPORT)
    says = made.says
    assert check(made.statement, made.signature, made.public_key)
    assert (says.no, says.events.number, says.segments, says.facts.number) == (1, 1, Head(0, "0" * 64), 1)
    with sealing.database.read() as session:
        (event,) = events(session, kind="checkpoint_signed")
        assert heads(session)[0].number == event.seq == 2
        assert one_checkpoint(session, 1) == made == last_checkpoint(session)
        assert one_checkpoint(session, 2) is None
    assert event.facts == {
        "checkpoint": 1,
        "why": "export",
        "digest": made.digest,
        "public_key": made.public_key,
    }


def test_each_names_the_one_before_it(sealing: Sealing) -> None:
    """None can be taken out from between two others."""
    made = []
    for _ in range(3):
        happen(sealing)
        made.append(sealing.sign(Why.PERSON))
    assert [one.no for one in all_of(sealing)] == [3, 2, 1]
    assert [one.says.prev for one in made] == ["0" * 64, made[0].digest, made[1].digest]


@pytest.mark.parametrize("why", [Why.EXPORT, Why.REPORT, Why.PERSON])
def test_where_nothing_has_happened_the_last_one_stands(sealing: Sealing, why: Why) -> None:
    """Twice the same page printed carries the same code; a single event more, another one."""
    first = sealing.sign(why)
    assert sealing.sign(why) == first
    happen(sealing)
    assert sealing.sign(why).no == 2
    with sealing.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, 1000)  # a row without an event is news, too
    assert sealing.sign(why).no == 3


@pytest.mark.parametrize(
    ("pause", "signed"), [(0, False), (3600, False), (8 * 3600, False), (9 * 3600, True), (3 * DAY, True)]
)
def test_one_a_day_by_the_sites_midnight(
    sealing: Sealing, clock: FrozenClock, pause: float, signed: bool
) -> None:
    """R13: from 15:20 in Shanghai the next day begins in 8 hours 40; nothing new is needed for it."""
    first = sealing.sign(Why.DAILY)
    clock.advance(pause)
    assert (sealing.sign(Why.DAILY) != first) is signed


def test_what_a_person_signed_is_not_the_days(sealing: Sealing, clock: FrozenClock) -> None:
    """The daily one comes whatever else was signed that day, and once."""
    sealing.sign(Why.PERSON)
    happen(sealing)
    assert sealing.sign(Why.DAILY).no == 2
    happen(sealing)
    sealing.sign(Why.EXPORT)
    assert sealing.sign(Why.DAILY).no == 3
    assert [one.says.why for one in all_of(sealing)] == ["export", "daily", "person"]


def test_a_clock_set_back_does_not_end_the_daily_ones(sealing: Sealing, clock: FrozenClock) -> None:
    """R15: a checkpoint of next year, by a clock that was wrong, does not stand for today's."""
    clock.step(365 * DAY)
    sealing.sign(Why.DAILY)
    clock.step(-365 * DAY)
    assert sealing.sign(Why.DAILY).no == 2


def test_of_many_processes_one_signs_the_day(
    sealing: Sealing, database_beside: Callable[[], Database]
) -> None:
    """Office and publisher look at the same moment; the record has one daily checkpoint."""
    others = [replace(sealing, database=database_beside()) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda one: one.sign(Why.DAILY).signature, others))
    assert len(made) == len(all_of(sealing)) == 1


@pytest.fixture
def database_beside(database: Database, request: pytest.FixtureRequest) -> Callable[[], Database]:
    """Another connection to the same file, as another process has it."""
    from ledctl.db import open_database

    def opened() -> Database:
        other = open_database(str(database.engine.url))
        request.addfinalizer(other.close)
        return other

    return opened


def test_who_signed_is_on_record(sealing: Sealing) -> None:
    """R33: a person by account and name, the program by its own."""
    sealing.sign(Why.PERSON, Signatory("lu", "web", "卢某"))
    with sealing.database.read() as session:
        (event,) = events(session, kind="checkpoint_signed")
    assert (event.actor, event.via, event.facts["name"]) == ("lu", "web", "卢某")


def test_practice_is_in_the_statement(sealing: Sealing) -> None:
    """R7: a checkpoint of practice can never be shown as one of the town."""
    made = replace(sealing, practice=True).sign(Why.REPORT)
    assert made.says.practice
    with sealing.database.read() as session:
        assert events(session, kind="checkpoint_signed")[0].practice


def test_another_sites_key_does_not_hold(sealing: Sealing, tmp_path: Path) -> None:
    """A checkpoint signed on one site is none under another's key, and its statement names its own."""
    made, other = sealing.sign(Why.PERSON), make_key(tmp_path / "other.key")
    assert not check(made.statement, made.signature, other.public)
    assert not check(made.statement.replace('"no":1', '"no":2'), made.signature, made.public_key)


def test_a_lost_key_is_told_and_not_replaced(sealing: Sealing) -> None:
    """Nothing is signed, nothing is made up, and the sentence names the key that is missing."""
    made = sealing.sign(Why.PERSON)
    sealing.file.unlink()
    happen(sealing)
    for why in Why:
        with pytest.raises(Refused) as told:
            sealing.sign(why)
        assert told.value.code == "checkpoint_key_lost"
        assert fingerprint(made.public_key) in str(told.value)
    assert not sealing.file.exists()
    assert len(all_of(sealing)) == 1


def test_another_key_in_its_place_is_told(sealing: Sealing) -> None:
    """Whoever swaps the file gets no signature that passes for the site's."""
    sealing.sign(Why.PERSON)
    sealing.file.unlink()
    make_key(sealing.file)
    with pytest.raises(Refused) as told:
        sealing.sign(Why.EXPORT)
    assert told.value.code == "checkpoint_key_other"


def test_a_damaged_key_is_told(sealing: Sealing) -> None:
    """R23: a file the disk has spoilt is a fault of the machine."""
    sealing.sign(Why.PERSON)
    sealing.file.write_text("")
    happen(sealing)
    with pytest.raises(Fault):
        sealing.sign(Why.EXPORT)


def test_a_new_key_is_an_event_that_names_both(sealing: Sealing) -> None:
    """Who did it, why, and up to which checkpoint the old one signed; the next one goes on."""
    old = sealing.sign(Why.PERSON)
    sealing.file.unlink()
    new = sealing.change_key("机器损坏", Signatory("guan", "cli", "管某"))
    with sealing.database.read() as session:
        (event,) = events(session, kind="key_changed")
    assert dict(event.facts) == {
        "name": "管某",
        "reason": "机器损坏",
        "last": 1,
        "old": fingerprint(old.public_key),
        "new": fingerprint(new),
        "old_key": old.public_key,
        "public_key": new,
    }
    made = sealing.sign(Why.PERSON)
    assert (made.no, made.public_key, made.says.prev) == (2, new, old.digest)
    assert sealing.file.stat().st_mode & 0o777 == 0o600


def test_a_power_cut_while_the_key_changes_leaves_a_key(
    sealing: Sealing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R23: the event is there, the move is not: the next signing finds the key beside its place."""
    sealing.sign(Why.PERSON)

    def cut(_from: Path, _to: Path) -> None:
        raise OSError("power")

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(OSError, match="power"):
        sealing.change_key("换机", Signatory("guan", "cli"))
    monkeypatch.undo()
    made = sealing.sign(Why.PERSON)
    key = read_key(sealing.file)
    assert key is not None
    assert made.public_key == key.public
    assert not sealing.file.with_suffix(".next").exists()


def test_there_is_no_key_to_change_before_the_first_checkpoint(sealing: Sealing) -> None:
    """A new site makes its key by itself."""
    with pytest.raises(Refused) as told:
        sealing.change_key("换机", Signatory("guan", "cli"))
    assert told.value.code == "checkpoint_none_yet"
    assert not sealing.file.with_suffix(".next").exists()


def test_what_an_old_site_brings_is_linked_first(sealing: Sealing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten years of rows are linked in parts, and the first checkpoint names them all."""
    monkeypatch.setattr("ledctl.ledger.anchoring.checkpoints.BACKLOG", 2)
    for number in range(5):
        with sealing.database.write() as session:
            begin_outage(session, f"sign{number}", Outage.LINK, 1000)
    assert sealing.sign(Why.DAILY).says.facts.number == 5


def test_its_shape_for_programs_is_stable(sealing: Sealing) -> None:
    """What is kept outside is enough to check by: statement, signature, key."""
    made = sealing.sign(Why.PERSON)
    assert made.as_dict() == {
        "no": 1,
        "at": "2026-05-03T07:20:00.000Z",
        "why": "person",
        "code": made.code,
        "statement": made.statement,
        "signature": made.signature,
        "public_key": made.public_key,
    }
    assert made.fingerprint == fingerprint(made.public_key)


def test_every_process_may_ask_for_the_days(station: Station) -> None:
    """The hourly look of office and publisher asks again and again; one is signed."""
    for _ in range(3):
        station.checkpoint_of_today()
    assert [one.says.why for one in station.checkpoints.newest(limit=9)] == ["daily"]
    assert station.verify().ok
