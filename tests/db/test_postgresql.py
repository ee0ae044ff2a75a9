"""The same program on PostgreSQL: a real server on loopback, the real migrations, the real triggers."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.alerts.conditions import Alert
from ledctl.alerts.records import end_alert, id_of, open_rows, raise_alert
from ledctl.archive.classes import RecordClass
from ledctl.boards.rounds.due import State
from ledctl.clock import FrozenClock, to_ms
from ledctl.content.model import Notice
from ledctl.errors import NotAllowed
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import append, events
from ledctl.ledger.outages import gaps, outages
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.notices.entries import Entry
from ledctl.reports.availability import availability
from ledctl.reports.displays import listing
from ledctl.reports.periods import quarter
from ledctl.station import Station, make_publisher, open_station
from tests.boards.register import a_board, a_photo
from tests.exported_site import check
from tests.glyphs.pen import RARE, font, glyph
from tests.warnings.hands import FORM, Relay

pytestmark = pytest.mark.slow

SAME_COPY = (
    "INSERT INTO sheet_copy (notice_id, version_no, version_digest, code, copy_no, paper, landscape, pages,"
    " pdf_digest, practice, account, name, via, at) SELECT notice_id, version_no, version_digest, code,"
    " copy_no, paper, landscape, pages, pdf_digest, practice, account, name, via, at FROM sheet_copy"
)


def programs() -> Path | None:
    """Where Debian keeps the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def free_port() -> int:
    """A loopback port nobody listens on: two runs of these tests may stand side by side."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a fresh cluster; it listens on loopback only and is gone afterwards."""
    bin_ = programs()
    if bin_ is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; .ci/debian-packages should have done that")
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    # not below pytest's own folders: every run of pytest closes them to other accounts, the server's too
    home = Path(tempfile.mkdtemp(prefix="ledctl-postgresql-"))
    home.chmod(0o755)
    data = home / "data"
    # the server refuses to run as root: it gets the account Debian made for it
    as_whom: list[str] = []
    if os.getuid() == 0:
        account = pwd.getpwnam("postgres")
        as_whom = [
            shutil.which("setpriv") or "setpriv",
            "--reuid=postgres",
            "--regid=postgres",
            "--clear-groups",
        ]
        data.mkdir()
        os.chown(data, account.pw_uid, account.pw_gid)

    def run(program: str, *words: str) -> None:
        command = [*as_whom, str(bin_ / program), "-D", str(data), *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)  # noqa: S603 - our own
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start() -> str:
        port = free_port()
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k '' -c fsync=off"
        run("pg_ctl", "-w", "-t", "180", "-l", str(data / "log"), "-o", options, "start")
        return f"postgresql+psycopg://ledctl@127.0.0.1:{port}/postgres"

    run("initdb", "-U", "ledctl", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync")
    try:
        address = start()
    except AssertionError:  # somebody took the port in between
        address = start()
    yield address
    run("pg_ctl", "-w", "-t", "180", "-m", "immediate", "stop")  # nothing of it is wanted any more
    shutil.rmtree(home)


@pytest.fixture
def station(site: Path, server: str, clock: FrozenClock, quick_passwords: Passwords) -> Iterator[Station]:
    """The usual site, its database on the server."""
    opened = open_station(site, clock=clock, passwords=quick_passwords, overrides={"database_url": server})
    yield opened
    with opened.database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    opened.close()


def show(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> str:
    """N06 through every desk and three minutes on the sign; the digest of what stood there."""
    desk = station.desk
    publisher = make_publisher(station)
    desk.draft(person("drafter"), sample("N06").model_copy(update={"display_window": None}))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    binding = desk.approve(person("approver"), "N06")
    for _ in range(3):
        publisher.tick()
        clock.advance(60)
    return binding.programs["gate"].digest


def test_the_line_runs_on_postgresql(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """Draft to record, with nothing said differently."""
    digest = show(station, clock, person, sample)
    rows = listing(station.database)
    assert {row.program for row in rows} == {digest}
    assert len(rows) == 3
    assert verify(station.database).ok
    assert station.year_count(2026).items == 1


def test_the_year_is_counted_and_filed_here_too(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """The count, what was published elsewhere, and a form from its entries to its second version."""
    show(station, clock, person, sample)
    operator, quarter_four = person("operator"), quarter(2026, 4)
    station.publications.put_up(operator, "N06", channel="board_town", place="镇公开栏")
    day = station.today()
    first = station.elsewhere.enter(operator, Entry("预算公开", "website", day, "http://www.example.cn/1"))
    station.elsewhere.enter(operator, Entry("预算解读", "wechat", day, category="policy_reading"), "")
    clock.advance(60 * 86_400)
    account = station.reckoning.account(quarter_four, station.today())
    assert {row.name: row.items for row in account.channels} == {
        "led_gate": 1,
        "board_town": 1,
        "website": 1,
        "wechat": 1,
    }
    assert (account.total.items, len(account.count.electronic)) == (3, 2)
    assert station.year_count(2026).items == 1
    forms, drafter = station.forms, person("drafter")
    signed = {one.address: "某人" for one in forms.fill("2017", quarter_four).signers}
    for number in range(1, 5):
        forms.enter(drafter, "2017", quarter(2026, number), signed, source="人员名册", zero_rest=True)
    forms.file(person("reviewer"), "2017", quarter_four)
    station.elsewhere.strike(operator, first, "登记有误")
    changed = {one.address: one for one in forms.compare("2017", quarter_four)}
    assert (changed["1.1:now"].before, changed["1.1:now"].after) == ("3", "2")
    assert changed["1.1:now"].removed == (f"elsewhere:{first}",)
    forms.file(person("approver"), "2017", quarter_four, reason="注销一条")
    assert [one.version for one in forms.versions("2017", quarter_four)] == [1, 2]
    assert station.verify().ok


def test_the_boards_are_kept_here_too(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """Entered, printed, up, down, struck, gone through, checked, mended; what is taken by force is named."""
    show(station, clock, person, sample)
    operator, code = person("operator"), "b01"
    station.boards.save(operator, a_board(code), a_photo("red"), seen=0)
    printed = station.sheets.final(operator, "N06").copy
    assert printed is not None
    with pytest.raises(IntegrityError), station.database.write() as session:
        session.connection().exec_driver_sql(SAME_COPY)
    up, down = (a_photo(colour) for colour in ("green", "blue"))
    posting = station.postings.up(operator, "N06", code, up, printed.code)
    clock.advance(60)
    station.postings.down(operator, posting, "换新。", down)
    station.postings.strike(operator, station.postings.up(operator, "N06", code), "登记错了。")
    station.duties.update(operator, code, note="无新增。", photo=a_photo("grey"))
    asked = {"findings": "玻璃破损。", "mend_by": station.today()}
    check = station.checks.record(operator, code, team="监督小组", seen={}, **asked)
    station.checks.mended(operator, check, note="已换。")
    assert [(stay.board, stay.photo) for stay in station.postings.list("N06")] == [(code, up.digest)]
    assert station.boards.photo(down.digest) == down.body
    assert {one.state for one in station.duties.standing()} == {State.DONE}
    assert station.verify().ok
    with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
        session.connection().exec_driver_sql("UPDATE photo SET width = 1")
    with station.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE photo DISABLE TRIGGER USER")
        session.connection().execute(text("DELETE FROM photo WHERE digest = :d"), {"d": up.digest})
    assert [(one.table, one.key) for one in station.verify().problems] == [("board_posting", str(posting))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'x'",
        "DELETE FROM event",
        "UPDATE event SET practice = true",
        "TRUNCATE event",
        "TRUNCATE version",
    ],
)
def test_facts_are_append_only_here_too(station: Station, clock: FrozenClock, statement: str) -> None:
    """R12: the triggers are PostgreSQL's own."""
    with station.database.write() as session:
        append(session, kind="publisher_started", at=clock.now(), actor="system")
    change = text(statement)
    with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
        session.exec(change)  # type: ignore[call-overload]


def test_writers_follow_each_other(station: Station, clock: FrozenClock) -> None:
    """Several writers make one chain: nobody fails, nothing is out of order."""

    def write_ten() -> None:
        for _ in range(10):
            with station.database.write() as session:
                append(session, kind="publisher_started", at=clock.now(), actor="system")

    threads = [threading.Thread(target=write_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with station.database.read() as session:
        assert len(events(session, kind="publisher_started", limit=1000)) == 40
    assert verify(station.database).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE glyph SET why = 'x'",
        "DELETE FROM glyph_decision",
        "TRUNCATE glyph CASCADE",
        "TRUNCATE glyph_decision",
    ],
)
def test_drawn_glyphs_are_facts_here_too(
    station: Station, person: Callable[..., Actor], statement: str
) -> None:
    """R12, R36: proposed, approved by somebody else, drawn with, covered by verify, and never changed."""
    (number,) = station.foundry.propose(person("drafter"), font(glyph(RARE)), "名单用字")
    with pytest.raises(NotAllowed):
        station.foundry.approve(Actor("drafter", "某人", frozenset(Role), Via.CLI), number)
    station.foundry.approve(person("approver"), number)
    assert station.foundry.drawn().glyph(RARE, 16) is not None
    with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
        session.connection().execute(text(statement))
    assert station.verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blackout SET drill = true",
        "TRUNCATE blackout CASCADE",
        "DELETE FROM blackout_word",
        "INSERT INTO blackout_end VALUES (1, 1, false, 'time', '', 'x', '', 'web', now())",
        "INSERT INTO blackout_end VALUES (1, 1, true, 'time', '', 'system', '', 'system', now())",
    ],
)
def test_a_blackout_holds_here_too(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], statement: str
) -> None:
    """R12, R28: dark at the next look, and no statement lights the signs past an approver."""
    publisher = make_publisher(station)
    publisher.tick()
    station.blackouts.order(person("drafter"))
    publisher.tick()
    assert station.blackouts.state().not_dark == ()
    with pytest.raises(DBAPIError), station.database.write() as session:
        session.connection().execute(text(statement))
    station.blackouts.lift(person("approver"), reason="误按")
    station.blackouts.drill(person("approver"))
    publisher.tick()
    assert not station.blackouts.is_drill_due(clock.now())
    assert station.verify().ok


def test_warnings_keep_their_rules_here_too(
    station: Station, clock: FrozenClock, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """R9, R11: a template decided once by another person, one warning in another's place, and no way back."""
    clock.step((datetime(2026, 6, 18, 7, 25, tzinfo=UTC) - clock.now()).total_seconds())
    number = station.cabinet.propose(person("drafter", "qiao"), FORM, "来文格式")
    station.cabinet.approve(person("approver", "shen"), number)
    relay = Relay(station, person, sample("N09"), number)
    relay.approve()
    relay.approve("W-2", supersedes="N09")
    station.warnings.sign_off(person("reviewer"), "W-2", "content")
    for statement, why in (
        ("UPDATE warning_template SET hours = 72", "append-only"),
        ("TRUNCATE superseding", "append-only"),
        ("DELETE FROM short_way", "append-only"),
        (
            "INSERT INTO display_order SELECT (json_populate_record(o, '{\"id\": 99}')).* "
            "FROM display_order o WHERE notice_id = 'N09'",
            "superseded",
        ),
    ):
        with pytest.raises(DBAPIError, match=why), station.database.write() as session:
            session.connection().exec_driver_sql(statement)
    assert station.verify().ok


UNATTENDED = (
    *("outage", "outage_end", "alert", "alert_end", "alert_seen"),
    *("blackout", "blackout_end", "blackout_word", "blackout_sign"),
)


def test_outages_are_kept_and_read_here_too(station: Station, clock: FrozenClock) -> None:
    """A start writes rows, a blackout another; sums and holes come out as on SQLite."""
    publisher = make_publisher(station)
    publisher.tick()
    station.blackouts.order(Actor("shen", "申某", frozenset({Role.APPROVER}), Via.WEB))
    for _ in range(3):
        clock.advance(60)
        publisher.tick()
    found = {one.cause: one.end for one in outages(station.database, sign="gate")}
    assert found["blackout"] is None
    assert found["host"] is not None
    since, now = clock.now() - timedelta(days=1), clock.now()
    assert gaps(station.database, "gate", since, now) == []
    (share,) = availability(station.database, ["gate"], now, None, None)
    assert set(share.out_ms) == {"blackout"}
    assert station.asking.shortfalls() == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_outages_blackouts_and_alerts_are_append_only_here_too(station: Station, statement: str) -> None:
    """R12: every table of facts among them refuses, by PostgreSQL's own triggers."""
    at = station.clock.now()
    publisher = make_publisher(station)
    publisher.tick()
    by = Actor("shen", "申某", frozenset({Role.APPROVER}), Via.WEB)
    station.blackouts.order(by)
    publisher.tick()
    station.blackouts.lift(by, reason="已核实")
    publisher.tick()
    with station.database.write() as session:
        row = raise_alert(session, Alert("link_down", "gate"), at=at, practice=False)
        number = id_of(row)
    station.alerts.acknowledge(by, number)
    with station.database.write() as session:
        end_alert(session, open_rows(session)[0], at=at)
    for table in UNATTENDED:
        with station.database.engine.connect() as connection:
            rows = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
            (name, rows_there) = (next(iter(rows.keys())), len(rows.all()))
        assert rows_there, table
        with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
            session.connection().execute(text(statement.format(table, name, name)))


def test_old_records_go_under_their_rule_here_too(station: Station, clock: FrozenClock) -> None:
    """R30: after ten years the log goes by two people's decision; before that PostgreSQL itself refuses."""
    slot = Slot("n1", 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", False, "plan", 3)
    recorder = Recorder(station.database, "gate", station.settings.zoneinfo, clock)
    recorder.started(slot, 0, to_ms(clock.now()), 40, Result.ACKED)
    clock.advance(3600)
    recorder.ended(to_ms(clock.now()))
    recorder.seal(to_ms(clock.now()), "stop")
    bodies = "SELECT count(*) FROM segment WHERE length(body) > 0"
    with station.database.read() as session:
        full = session.connection().exec_driver_sql(bodies).scalar_one()
    assert full
    clock.advance(11 * 366 * 86_400)
    clerk = Actor("clerk", "某拟稿人", frozenset({Role.DRAFTER}), Via.WEB)
    number = station.retention.propose(clerk, RecordClass.DISPLAY_LOG, "已过保管期限")
    for statement in (
        "UPDATE segment SET body = ''::bytea",
        "INSERT INTO disposed (disposal_id, record_class, record_key, sha256, size, sums, at) "
        "VALUES (1, 'display_log', '1', '', 0, '', now())",
        "INSERT INTO disposal SELECT "
        "(json_populate_record(d, json_build_object('id', 9, 'before', d.at::date))).* FROM disposal d",
    ):
        refused = pytest.raises(DBAPIError, match=r"append-only|no decision covers|kept longer")
        with refused, station.database.write() as session:
            session.connection().exec_driver_sql(statement)
    leader = Actor("li", "某审批人", frozenset({Role.APPROVER}), Via.WEB)
    assert station.retention.approve(leader, number) == full
    with station.database.read() as session:
        assert session.connection().exec_driver_sql(bodies).scalar_one() == 0
    with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
        session.connection().exec_driver_sql("UPDATE segment SET shown = 0")


def test_what_was_given_up_is_told_here_too(
    station: Station,
    clock: FrozenClock,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    tmp_path: Path,
) -> None:
    """R30, R35: the year's book before and after; all three classes go, and whoever asks is answered."""
    show(station, clock, person, sample)
    clock.advance(13 * 3600)
    publisher = make_publisher(station)
    publisher.tick()
    stood, year = clock.now(), station.today().year
    books = station.books
    (line,) = books.catalogue(year).lines
    assert books.book(year, line.category).startswith(b"%PDF")
    count, verdict = station.year_count(year).items, station.verify()
    days = station.questions.notice("N06").days
    clock.advance(31 * 366 * 86_400)
    keeping = station.settings.retention.model_copy(update={"texts": 10})
    station.settings = station.settings.model_copy(update={"retention": keeping})
    objection = station.objections.receive(person("operator"), "N06", how="letter", summary="有误")
    held = {one.rule.record_class: one.due for one in station.retention.now()}
    assert held[RecordClass.FRAMES] == held[RecordClass.TEXTS] == 0
    station.objections.decide(person("reviewer"), objection, outcome="rejected", note="已核对")
    for one in RecordClass:
        number = station.retention.propose(person("drafter"), one, "已过保管期限")
        assert station.retention.approve(person("approver", "li"), number)
    after = station.verify()
    assert after.problems == ()
    assert (after.displays, station.year_count(year).items) == (verdict.displays, count)
    case = station.questions.notice("N06")
    assert (case.days, case.given_up.disposals) == (days, (1, 2, 3))
    assert station.questions.at(stood)
    assert not station.rebuild(person("administrator")).changed
    assert books.book(year, line.category).startswith(b"%PDF")
    file = tmp_path / "record.zip"
    station.exports.write(person("auditor"), file)
    code, told = check(file)
    assert code == 0, told
    assert told["bodies_left_out"] == told["segments"]["rows"] > 0
    by_hand(station, "DELETE FROM disposed WHERE record_class = 'frames'", "disposed")
    assert "disposed_uncounted" in {one.code for one in station.verify().problems}


def approved_and_signed(station: Station, person: Callable[..., Actor], notice: Notice) -> dict[str, str]:
    """One notice from draft to the sign, a checkpoint after it, and the digest of every fact."""
    desk = station.desk
    publisher = make_publisher(station)
    desk.draft(person("drafter"), notice.model_copy(update={"display_window": None}))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    desk.approve(person("approver"), "N06")
    publisher.tick()
    station.publications.put_up(person("operator"), "N06", channel="board_town", place="公告栏")
    station.checkpoint("export")
    with station.database.read() as session:
        rows = session.connection().execute(text("SELECT tbl, key, digest FROM fact"))
        return {f"{row.tbl} {row.key}": row.digest for row in rows}


def test_facts_have_the_same_digests_here(
    station: Station,
    site: Path,
    quick_passwords: Passwords,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
) -> None:
    """A record moved from one database to the other keeps its chain: the same story, the same digests."""
    small = open_station(site, clock=FrozenClock(station.clock.now()), passwords=quick_passwords)
    here, there = (approved_and_signed(one, person, sample("N06")) for one in (station, small))
    small.close()
    assert {"version 1", "decision 1", "display_order 1", "outage 1", "posting 1"} <= here.keys()
    assert here == there


def test_checkpoints_are_signed_and_checked_here_too(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """Links, statements and anchors hold; a row changed past the triggers is named."""
    approved_and_signed(station, person, sample("N06"))
    (made,) = station.checkpoints.newest(limit=2)
    assert station.checkpoints.check([made.code], [made.public_key]).ok
    assert station.checkpoints.unanchored().facts == 0
    assert station.verify().ok
    for statement in ("UPDATE fact SET key = 'x'", "TRUNCATE fact", "DELETE FROM checkpoint"):
        with pytest.raises(DBAPIError, match="append-only"), station.database.write() as session:
            session.connection().exec_driver_sql(statement)
    with station.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE posting DISABLE TRIGGER USER")
        session.connection().exec_driver_sql("UPDATE posting SET place = '他处'")
    assert [(one.table, one.key) for one in station.checkpoints.check().problems] == [("posting", "1")]
    assert not station.verify().ok


def test_the_record_is_verified_exported_and_mended_here_too(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice], tmp_path: Path
) -> None:
    """Code, file and export hold; sums put wrong are made anew; a row changed by hand is named."""
    approved_and_signed(station, person, sample("N06"))
    stood_for_an_hour(station)
    made = station.checkpoint("export")
    file = tmp_path / "record.zip"
    station.exports.write(person("auditor"), file)
    code, report = check(file, "--key", made.public_key, "--code", made.code)
    assert (code, report["ok"]) == (0, True)
    held = [made.code.lower(), json.dumps(made.as_dict())]
    verdict = station.verify(anchors=held, keys=[made.public_key])
    assert verdict.ok
    assert verdict.not_yet_anchored is not None
    assert (verdict.not_yet_anchored.held, verdict.not_yet_anchored.segments) == (True, 0)
    by_hand(station, "UPDATE rollup SET acked = acked + 1")
    assert {one.table for one in station.verify(anchors=held).problems} == {"rollup"}
    assert station.rebuild(person("administrator")).rollup == 1
    assert station.verify(anchors=held).ok
    by_hand(station, "UPDATE decision SET opinion = '照办' WHERE id = 2", "decision")
    assert ("decision", "2") in {(one.table, one.key) for one in station.verify(anchors=held).problems}


def stood_for_an_hour(station: Station) -> None:
    """A page, on record and sealed."""
    slot = Slot("n1", 1, "名单公示", "dibao_review", "o1", "ab" * 32, 3, "zhao", station.practice, "plan", 3)
    recorder = Recorder(station.database, "hall", station.settings.zoneinfo, station.clock)
    begin = to_ms(station.clock.now())
    recorder.started(slot, 0, begin, 20, Result.ACKED)
    recorder.ended(begin + 60_000)
    recorder.seal(begin + 60_000, "taken_down")


def by_hand(station: Station, statement: str, table: str = "rollup") -> None:
    """A change past the triggers, by whoever owns the server."""
    with station.database.write() as session:
        session.connection().exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        session.connection().exec_driver_sql(statement)
