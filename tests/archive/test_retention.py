"""Giving records up: only after their time, only by two people, and never their hashes or sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from ledctl.accounts.model import Actor
from ledctl.accounts.passwords import Passwords
from ledctl.archive.classes import LEAST_DAYS, RecordClass, Rule
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, NotAllowed, NotFound, Refused
from ledctl.ledger.log import events
from ledctl.notices import queries
from ledctl.station import Station, open_station
from tests.publishing.office import Office, office_of

YEAR_S = 366 * 86_400
TODAY = dt.date(2036, 5, 3)
People = Callable[..., Actor]
GONE = "INSERT INTO disposed (disposal_id, record_class, record_key, sha256, size, sums, at)"
PROPOSAL = (
    "INSERT INTO disposal "
    "(record_class, before, records, digest, why, proposer, proposer_name, via, at, practice) VALUES"
)


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """A notice was shown for its three days, and came down."""
    made = office_of(station, clock)
    made.put_up("A")
    made.pass_time(4 * 86_400, step_s=3600)
    return made


def later(office: Office, years: int) -> None:
    office.clock.advance(years * YEAR_S)


def rows(station: Station, sql: str) -> list[tuple[object, ...]]:
    with station.database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


@pytest.mark.parametrize("years", [0, 1, 10, 30])
@pytest.mark.parametrize("record_class", list(RecordClass))
def test_a_class_is_kept_for_its_years_and_never_less_than_the_law_asks(
    record_class: RecordClass, years: int
) -> None:
    """Zero is for good; a setting lengthens the time and never shortens it below what logs are owed."""
    before = Rule(record_class, years).before(TODAY)
    if not years:
        assert before is None
        return
    assert before is not None
    assert TODAY - before >= dt.timedelta(days=max(LEAST_DAYS[record_class], years * 365))


@pytest.mark.parametrize("record_class", [RecordClass.DISPLAY_LOG, RecordClass.FRAMES])
def test_nothing_inside_its_time_can_be_proposed(
    office: Office, person: People, record_class: RecordClass
) -> None:
    """Before its years are over nothing of a class is due, and there is nothing to decide on."""
    later(office, 9)
    with pytest.raises(Refused) as caught:
        office.station.retention.propose(person("drafter"), record_class, "库房腾空间")
    assert caught.value.code == "nothing_due"
    assert all(kept.due == 0 for kept in office.station.retention.now())


def test_what_is_kept_for_good_is_never_due(office: Office, person: People) -> None:
    """Texts stay for good unless the site says otherwise, and then a word says why."""
    later(office, 90)
    with pytest.raises(Refused) as caught:
        office.station.retention.propose(person("drafter"), RecordClass.TEXTS, "库房腾空间")
    assert caught.value.code == "kept_for_good"


def test_the_log_is_given_up_and_its_sums_stay(office: Office, person: People) -> None:
    """R30: after ten years the pages go under a decision; rows, hashes, sums and the year's count stay."""
    station, retention = office.station, office.station.retention
    bodies = dict(rows(station, "SELECT id, body FROM segment"))
    count = station.year_count(2026, dt.date(2026, 12, 31))
    later(office, 11)
    number = retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    assert retention.approve(person("approver", "li"), number, "同意") == len(bodies)
    kept = rows(station, "SELECT record_key, sha256, size FROM disposed ORDER BY id")
    assert kept == [(str(key), sha256(body).hexdigest(), len(body)) for key, body in bodies.items()]
    assert rows(station, "SELECT DISTINCT length(body) FROM segment") == [(0,)]
    assert station.year_count(2026, dt.date(2026, 12, 31)) == count
    (told,) = retention.listing()
    assert (told.state, told.done, told.left) == ("approved", len(bodies), 0)
    with station.database.read() as session:
        kinds = [entry.kind for entry in events(session, limit=5)]
    anchored = "checkpoint_signed"
    assert kinds == [anchored, "disposed", anchored, "disposal_approved", "disposal_proposed"]


def test_pictures_go_after_theirs(office: Office, person: People) -> None:
    """Frames of a notice whose last window ended thirty years ago: the digest that was approved stays."""
    station, retention = office.station, office.station.retention
    digests = rows(station, "SELECT digest FROM program")
    later(office, 31)
    number = retention.propose(person("drafter"), RecordClass.FRAMES, "已过保管期限")
    assert retention.approve(person("approver", "li"), number) == len(digests)
    assert rows(station, "SELECT digest, length(body) FROM program") == [(digest, 0) for (digest,) in digests]


def test_a_text_leaves_a_husk(station: Station, office: Office, person: People) -> None:
    """The persons of a list go, who decided what about which notice stays, and its pages still open."""
    later(office, 11)
    keeping = station.settings.model_copy(
        update={"retention": station.settings.retention.model_copy(update={"texts": 10})}
    )
    station.settings = keeping
    number = station.retention.propose(person("drafter"), RecordClass.TEXTS, "个人信息保护法第四十七条")
    station.retention.approve(person("approver", "li"), number)
    told = queries.one(station.database, "A")
    assert "处置决定第1号" in told.current.content.body[0]
    assert told.current.content.table is None
    assert told.title
    assert [one.step for one in told.decisions]
    assert station.retention.carry_out(person("approver"), number) == 0


def test_whoever_proposed_does_not_decide(office: Office, person: People) -> None:
    """R5: also an approver who drafted; and nobody without the role proposes or decides."""
    later(office, 11)
    retention = office.station.retention
    number = retention.propose(person("drafter", "li"), RecordClass.DISPLAY_LOG, "已过保管期限")
    for who in (person("approver", "li"), person("auditor"), person("administrator")):
        with pytest.raises(NotAllowed):
            retention.approve(who, number)
    with pytest.raises(NotAllowed):
        retention.propose(person("auditor"), RecordClass.DISPLAY_LOG, "已过保管期限")
    for role in ("auditor", "drafter", "administrator", "operator"):
        with pytest.raises(NotAllowed):
            retention.carry_out(person(role), number)
    with pytest.raises(BadInput):
        retention.reject(person("approver", "wang"), number, " ")
    retention.reject(person("approver", "wang"), number, "审计未结束")
    with pytest.raises(Refused):
        retention.approve(person("approver", "wang"), number)
    with pytest.raises(Refused) as caught:
        retention.carry_out(person("approver", "wang"), number)
    assert caught.value.code == "disposal_not_approved"
    with pytest.raises(NotFound):
        retention.approve(person("approver", "wang"), 99)


def keep_texts(station: Station, years: int) -> None:
    keeping = station.settings.retention.model_copy(update={"texts": years})
    station.settings = station.settings.model_copy(update={"retention": keeping})


def due_now(station: Station) -> dict[RecordClass, int]:
    return {one.rule.record_class: one.due for one in station.retention.now()}


def write(station: Station, *statements: str) -> None:
    """With the program's own connection, past the program."""
    with station.database.write() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code


def test_an_approval_binds_what_was_proposed_and_the_time_of_today(office: Office, person: People) -> None:
    """A notice objected to stays, all of it, until the objection is decided; so does text whose paper hangs.

    Who approves takes what was proposed and nothing else; a time made longer meanwhile counts.
    """
    station = office.station
    later(office, 40)
    keep_texts(station, 10)
    paper = station.publications.put_up(person("operator"), "A", channel="board_town", place="公告栏")
    assert due_now(station)[RecordClass.TEXTS] == 0
    office.clock.advance(86_400)
    station.publications.take_down(person("operator"), paper, reason="到期")
    later(office, 11)
    assert min(due_now(station).values()) > 0
    numbers = {one: station.retention.propose(person("drafter"), one, "已过保管期限") for one in RecordClass}
    objection = station.objections.receive(person("operator"), "A", how="letter", summary="当年的公示有误")
    assert due_now(station)[RecordClass.TEXTS] == due_now(station)[RecordClass.FRAMES] == 0
    li = person("approver", "li")
    for number in numbers.values():
        assert refusal(lambda n=number: station.retention.approve(li, n)) == "disposal_changed"
    with pytest.raises(DatabaseError, match="no decision covers"):
        write(station, FORGED.format("proposed", "li"), TAKEN)
    station.objections.decide(person("reviewer"), objection, outcome="rejected", note="已核对")
    number = numbers[RecordClass.TEXTS]
    for years, code in ((60, "disposal_kept_longer"), (0, "kept_for_good")):
        keep_texts(station, years)
        assert refusal(lambda n=number: station.retention.approve(li, n)) == code
    assert rows(station, "SELECT count(*) FROM disposal_decision") == [(0,)]
    keep_texts(station, 10)
    assert station.retention.approve(li, number)


def test_what_was_taken_back_halfway_stays(
    office: Office, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An approved disposal that stopped and was then withdrawn gives up nothing more."""
    station, li = office.station, person("approver", "li")
    later(office, 11)
    number = station.retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    with monkeypatch.context() as stopped:
        stopped.setattr("ledctl.archive.retention.Retention.carry_out", lambda *_: 0)
        station.retention.approve(li, number)
    assert station.retention.listing()[0].left
    station.retention.withdraw(li, number, "审计未结束")
    assert refusal(lambda: station.retention.carry_out(li, number)) == "disposal_not_approved"
    assert station.retention.listing()[0].left == 0
    with pytest.raises(DatabaseError, match="no decision covers"):
        write(station, TAKEN)
    assert rows(station, "SELECT min(length(body)) > 0 FROM segment") == [(1,)]


def test_practice_gives_up_nothing_of_the_live_record(
    office: Office, person: People, site: Path, clock: FrozenClock, quick_passwords: Passwords
) -> None:
    """R7: a site put to practice proposes, decides and carries out; what is live stays."""
    later(office, 31)
    number = office.station.retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    practice = open_station(site, clock=clock, passwords=quick_passwords, overrides={"mode": "practice"})
    try:
        keep_texts(practice, 10)
        assert set(due_now(practice).values()) == {0}
        for deed in (practice.retention.approve, practice.retention.carry_out):
            assert refusal(lambda d=deed: d(person("approver", "li"), number)) == "disposal_of_other_mode"
    finally:
        practice.close()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE segment SET body = X''", "append-only"),
        ("UPDATE segment SET body = X'00' WHERE id = 1", "append-only"),
        ("UPDATE program SET body = X''", "append-only"),
        ("UPDATE version SET content = '{}'", "frozen"),
        ("DELETE FROM segment", "append-only"),
        ("DELETE FROM disposal", "append-only"),
        (
            f"{GONE} VALUES (1, 'display_log', '1', '', 0, '', '2027-01-01')",
            "no decision covers",
        ),
        (
            f"{GONE} SELECT 1, 'frames', digest, '', 0, '', '2027-01-01' FROM program",  # noqa: S608
            "no decision covers",
        ),
        (
            f"{PROPOSAL} ('display_log', '2026-05-03', 1, '', '', 'a', 'a', 'web', '2026-06-01 00:00:00', 0)",
            "kept longer",
        ),
        (
            f"{PROPOSAL} ('frames', '2035-05-03', 1, '', '', 'a', 'a', 'web', '2037-06-01 00:00:00', 0)",
            "kept longer",
        ),
    ],
)
def test_the_database_keeps_the_times_itself(
    office: Office, person: People, statement: str, why: str
) -> None:
    """A program with a bug gives nothing up: not without a decision, not of another class, not too early."""
    later(office, 11)
    retention = office.station.retention
    number = retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    retention.reject(person("approver", "wang"), number, "审计未结束")
    before = rows(office.station, "SELECT id, body, hash FROM segment")
    with pytest.raises(DatabaseError, match=why), office.station.database.write() as session:
        session.connection().exec_driver_sql(statement)
    assert rows(office.station, "SELECT id, body, hash FROM segment") == before


FORGED = (
    "INSERT INTO disposal_decision (disposal_id, record_class, before, digest, proposer, practice, step, "
    "from_state, to_state, account, name, via, at, opinion) SELECT id, record_class, before, digest, "
    "proposer, practice, 'approve', '{}', 'approved', '{}', 'x', 'web', at, '' FROM disposal"
)
TAKEN = f"{GONE} SELECT 1, 'display_log', '1', '', 0, '', at FROM disposal"  # noqa: S608 - our own words


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        ((FORGED.format("proposed", "drafter"),), "proposer_does_not_dispose"),
        ((FORGED.format("proposed", "li"),), "append-only"),
        ((FORGED.format("again", "li"), TAKEN), "no decision covers"),
        ((TAKEN,), "no decision covers"),
    ],
    ids=["by the proposer", "beside the no", "from a state of its own", "after the no"],
)
def test_no_forged_decision_opens_the_database(
    office: Office, person: People, deeds: tuple[str, ...], why: str
) -> None:
    """R5: what was turned down stays turned down, whatever is written beside it."""
    later(office, 11)
    retention = office.station.retention
    number = retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    if why != "proposer_does_not_dispose":
        retention.reject(person("approver", "wang"), number, "审计未结束")
    with pytest.raises(DatabaseError, match=why):
        write(office.station, *deeds)


def test_a_decision_covers_what_is_as_old_as_it_says(office: Office, person: People) -> None:
    """What came after the decision's day stays, though the decision was approved."""
    station, retention = office.station, office.station.retention
    later(office, 11)
    old = len(rows(station, "SELECT id FROM segment"))
    office.put_up("B")
    office.pass_time(2 * 86_400, step_s=3600)
    number = retention.propose(person("drafter"), RecordClass.DISPLAY_LOG, "已过保管期限")
    assert retention.approve(person("approver", "li"), number) == old
    young = rows(station, "SELECT max(id) FROM segment WHERE length(body) > 0")[0][0]
    assert isinstance(young, int)
    assert young > old
    statement = f"{GONE} VALUES (1, 'display_log', '{young}', '', 0, '', '2037-01-01')"
    with pytest.raises(DatabaseError, match="no decision covers"), station.database.write() as session:
        session.connection().exec_driver_sql(statement)
