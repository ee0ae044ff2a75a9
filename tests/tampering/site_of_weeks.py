"""A small town of two weeks, and of one more eleven years later, when what is past its time was given up.

Rows in every table that ``verify`` holds to something, and checkpoints.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.archive.classes import RecordClass
from ledctl.blackout.answering import write_answer
from ledctl.blackout.states import Answer, How, Ordered
from ledctl.clock import FrozenClock, to_ms
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.ledger.anchoring.checkpoints import Checkpoint
from ledctl.ledger.downtime import How as Known
from ledctl.ledger.downtime import Outage, begin_outage, end_outages, open_outages
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.reports.periods import quarter
from ledctl.resources import shared
from ledctl.settings.retention import RetentionSettings
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.boards.register import a_board, a_photo
from tests.conftest import NINE_IN_SHANGHAI, QUICK
from tests.glyphs.pen import RARE, font, glyph
from tests.tampering.filler import ROWS, fill
from tests.warnings.hands import FORM, Relay

SIGNS = ("gate", "hall")
SETTINGS = "".join(f'[signs.{name}]\ndriver = "virtual"\npanel = "64x32"\ncolour = "red"\n' for name in SIGNS)
TURNS = 56
"""Stretches in two weeks, four a day; half as many come after the years."""
YEARS = 11
OLDER = "older.db"
"""A copy from before all displays, whole in itself."""


def build(folder: Path) -> tuple[Path, Checkpoint]:
    """The town's database, closed, its log written back; and the checkpoint that somebody keeps elsewhere.

    A little happens after it: that is not yet anchored.
    """
    init_site(folder)
    (folder / "signs.toml").write_text(SETTINGS)
    clock = FrozenClock(NINE_IN_SHANGHAI)
    passwords = Passwords(QUICK())
    station = open_station(folder, clock=clock, passwords=passwords)
    _work(station, clock)
    _forms(station)
    _boards(station, clock)
    _warn(station, clock)
    fill(folder / "ledctl.db")
    station.checkpoint("daily")
    _copy(folder / "ledctl.db", folder / OLDER)
    _stand(station, clock, TURNS)
    _give_up(station, clock)
    _stand(station, clock, TURNS // 2)
    kept = station.checkpoint("export")
    _stand(station, clock, 3)
    station.remarks.add(person("drafter"), "T1", "再核一遍。")
    with station.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    station.close()
    return folder / "ledctl.db", kept


def _copy(file: Path, to: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def person(role: str, account: str = "") -> Actor:
    return Actor(account or role, f"某{role}", frozenset({Role(role)}), Via.WEB)


def _work(station: Station, clock: FrozenClock) -> None:
    """Notices in every state there is, and what happens to them afterwards."""
    desk, after = station.desk, station.after
    for number in range(6):
        _approve(station, _notice(f"T{number}"), clock)
    desk.withdraw(person("approver"), "T1", "内容有误。")
    after.extend(person("approver"), "T2", "群众要求。", days=2)
    after.end(person("approver"), "T3", "已经办结。")
    after.revise(person("drafter"), "T4", "更正数字。")
    _hand_on(station, "T4", clock)
    desk.draft(person("drafter"), _notice("D1"))
    desk.draft(person("drafter"), _notice("D2"))
    desk.submit(person("drafter"), "D2")
    desk.review(person("reviewer"), "D2", "return", "请补日期。")
    (number,) = station.foundry.propose(person("drafter"), font(glyph(RARE)), "人名用字。")
    station.foundry.approve(person("approver"), number)
    _blackouts(station, clock)


def _notice(notice_id: str) -> Notice:
    (file,) = (shared("config/examples") / "notices").glob("N06-*.json")
    notice = read_notice(file.read_bytes())
    return notice.model_copy(update={"id": notice_id, "display_window": None})


def _approve(station: Station, notice: Notice, clock: FrozenClock) -> None:
    station.desk.draft(person("drafter"), notice)
    _hand_on(station, notice.id, clock)


def _hand_on(station: Station, notice_id: str, clock: FrozenClock) -> None:
    station.desk.submit(person("drafter"), notice_id)
    station.desk.review(person("reviewer"), notice_id, "pass", "与台账一致。")
    clock.advance(61.25)
    station.desk.secrecy(person("secrecy_reviewer"), notice_id, "pass", "不涉密。")
    station.desk.approve(person("approver"), notice_id, "同意公开。")
    clock.advance(3600)


def _blackouts(station: Station, clock: FrozenClock) -> None:
    """A drill and a real one, both answered."""
    blackouts = station.blackouts
    for real in (False, True):
        order = blackouts.order if real else blackouts.drill
        at, number = clock.now(), order(person("approver"))
        ordered = Ordered(number, at, None if real else at + timedelta(seconds=5))
        clock.advance(1.5)
        for sign in SIGNS:
            answer = Answer(sign, How.BLANK, clock.now(), 1500, 3, "the sign says so")
            write_answer(station.database, ordered, answer, signs=SIGNS)
        clock.advance(60)
    blackouts.lift(person("approver"), "处理完毕。", reason="发现异常画面。")


def _forms(station: Station) -> None:
    """Figures that a person entered, and a form that was filed."""
    form, first = station.forms.all()["2017"], quarter(2026, 1)
    signers = {signer.address: f"某{signer.label}" for signer in form.signers}
    clerk = person("drafter")
    station.forms.enter(clerk, "2017", first, {"9.1:now": "4"} | signers, source="登记簿", zero_rest=True)
    station.forms.file(person("reviewer"), "2017", first)


def _boards(station: Station, clock: FrozenClock) -> None:
    """Boards that were entered, gone through, checked, and put right; what hung there."""
    clerk, today = person("operator"), station.today()
    for number in range(1, ROWS + 1):
        code = f"b{number}"
        photo = a_photo(f"rgb({number}, 120, 80)")
        station.boards.save(clerk, a_board(code), photo, seen=0)
        station.duties.update(clerk, code, note="无新增。", photo=photo)
        found = {"findings": "玻璃破损。", "mend_by": today}
        check = station.checks.record(clerk, code, team="监督小组", seen={}, **found)
        station.checks.mended(clerk, check, note="已换。")
    _post(station, clock)


def _post(station: Station, clock: FrozenClock) -> None:
    """Sheets that were printed, put up with a photo and taken down; and postings that never were."""
    clerk = person("operator")
    for number, notice in enumerate(("T0", "T2", "T5")[:ROWS], start=1):
        printed = station.sheets.final(clerk, notice)
        assert printed.copy is not None
        up, down = (a_photo(f"rgb({number}, 40, {blue})") for blue in (90, 180))
        posting = station.postings.up(clerk, notice, f"b{number}", up, printed.copy.code)
        mistaken = station.publications.put_up(clerk, notice, channel="board_site", place="桥头")
        station.postings.strike(clerk, mistaken, "登记错了。")
        clock.advance(60)
        station.postings.down(clerk, posting, "换新。", down)


def _warn(station: Station, clock: FrozenClock) -> None:
    """A warning by its template, and another one in its place."""
    clock.advance((datetime(2026, 6, 18, 7, 25, tzinfo=UTC) - clock.now()).total_seconds())
    number = station.cabinet.propose(person("drafter", "qiao"), FORM, "来文格式")
    station.cabinet.approve(person("approver", "shen"), number)
    (file,) = (shared("config/examples") / "notices").glob("N09-*.json")
    warning = read_notice(file.read_bytes())
    relay = Relay(station, person, warning, number)
    relay.approve()
    clock.advance(600)
    relay.approve("W-2", supersedes="N09")


def _give_up(station: Station, clock: FrozenClock) -> None:
    """Years later: pages, pictures and texts go under a decision, rows and sums stay."""
    clock.advance(YEARS * 366 * 86_400)
    retention = RetentionSettings(display_log=10, frames=10, texts=10)
    station.settings = station.settings.model_copy(update={"retention": retention})
    for one in RecordClass:
        number = station.retention.propose(person("drafter"), one, "已过保管期限。")
        assert station.retention.approve(person("approver"), number, "同意。")


def _stand(station: Station, clock: FrozenClock, hours: int) -> None:
    """Days of turning pages, a few a stretch, an outage in between, and a stretch in progress."""
    zone = station.settings.zoneinfo
    recorders = [Recorder(station.database, sign, zone, clock) for sign in SIGNS]
    for hour in range(hours):
        for turn in range(6):
            for recorder in recorders:
                proof = 0 if turn == 2 else 3
                slot = replace(_SLOT, notice=f"T{(hour + turn) % 3}", practice=station.practice, proof=proof)
                result = Result.UNKNOWN if turn == 5 else Result.ACKED
                recorder.started(slot, turn % 3, to_ms(clock.now()), 20 + turn, result)
            clock.advance(9.03)
        if hour == 40:
            _fail(station, clock)
        for recorder in recorders:
            recorder.seal(to_ms(clock.now()), "taken_down")
            recorder.ended(to_ms(clock.now()))
            recorder.seal(to_ms(clock.now()), "taken_down")
        clock.advance(6 * 3600 - 60)
    for recorder in recorders:
        recorder.started(_SLOT, 0, to_ms(clock.now()), 20, Result.ACKED)
        clock.advance(7)
        recorder.flush(force=True)


def _fail(station: Station, clock: FrozenClock) -> None:
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(clock.now()), error="TimedOut")
    clock.advance(600)
    with station.database.write() as session:
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), Known.CONFIRMED)


_SLOT = Slot("T0", 1, "项目进度", "major_projects", "1", "ab" * 32, 3, "approver", False, "plan", 3)
