"""After bodies were given up the record still verifies, counts the same, exports, and says what is gone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor
from ledctl.archive.classes import RecordClass
from ledctl.clock import FrozenClock
from ledctl.errors import NotFound, Refused
from ledctl.ledger.checking.rebuild import rebuild
from ledctl.ledger.checking.recount import by_display
from ledctl.ledger.checking.remains import read_remains, remains_of
from ledctl.ledger.outages import Known, coverage
from ledctl.questions.exports import Wanted
from ledctl.questions.moments import Word
from ledctl.reports.periods import Period
from ledctl.station import Station
from tests.exported_site import check
from tests.pdf_text import text_of
from tests.publishing.office import Office, office_of

YEAR_S = 366 * 86_400
People = Callable[..., Actor]


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """Two notices were shown for their days, came down, and thirty-one years passed; texts go after ten."""
    made = office_of(station, clock)
    made.put_up("A")
    made.put_up("B")
    made.pass_time(4 * 86_400, step_s=3600)
    made.worker._recorder.flush(force=True)
    texts = station.settings.retention.model_copy(update={"texts": 10})
    station.settings = station.settings.model_copy(update={"retention": texts})
    return made


@pytest.fixture
def dispose(office: Office, person: People) -> Callable[..., int]:
    """``dispose("frames")`` gives up what is due of these classes, thirty-one years later."""

    def go(*classes: RecordClass | str) -> int:
        office.clock.advance(31 * YEAR_S)
        done = 0
        for one in classes:
            number = office.station.retention.propose(person("drafter"), RecordClass(one), "已过保管期限")
            done += office.station.retention.approve(person("approver", "li"), number, "同意")
        return done

    return go


def write(station: Station, sql: str, *values: object) -> None:
    """Past the triggers, as whoever holds the file can."""
    with station.database.engine.begin() as connection:
        for name, table in connection.exec_driver_sql(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).all():
            if re.search(rf"\b{table}\b", sql):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(sql, tuple(values))


def scalar(station: Station, sql: str) -> object:
    with station.database.engine.connect() as connection:
        return connection.exec_driver_sql(sql).scalar()


ALL = [RecordClass.DISPLAY_LOG, RecordClass.FRAMES, RecordClass.TEXTS]


@pytest.mark.parametrize("classes", [ALL[:1], ALL[1:2], ALL[2:], ALL], ids=["log", "frames", "texts", "all"])
def test_the_record_still_holds(
    office: Office, dispose: Callable[..., int], classes: list[RecordClass]
) -> None:
    """R30, R31: chains, sums, decisions and facts are checked as before, deep, with the sums in place."""
    station = office.station
    before = station.year_count(2026, dt.date(2026, 12, 31))
    displays = station.verify().displays
    assert dispose(*classes)
    verdict = station.verify()
    assert verdict.problems == ()
    assert verdict.displays == displays
    assert station.year_count(2026, dt.date(2026, 12, 31)) == before


@pytest.mark.parametrize(
    ("classes", "sql", "code"),
    [
        ([], "UPDATE segment SET body = X'' WHERE id = 1", "row_changed"),
        (ALL[:1], "DELETE FROM disposed WHERE record_key = '1'", "row_changed"),
        (ALL[:1], "UPDATE disposed SET sha256 = printf('%064d', 7) WHERE id = 1", "row_changed"),
        (ALL[:1], "UPDATE disposed SET sums = '[]' WHERE id = 1", "segment_unreadable"),
        (ALL[:1], "UPDATE disposal_decision SET step = 'reject'", "disposed_baseless"),
        (ALL[:1], "UPDATE segment SET body = X'00' WHERE id = 1", "disposed_baseless"),
        (ALL[:1], "UPDATE disposal SET why = 'sonst'", "untold"),
        (ALL[1:2], "DELETE FROM disposed", "disposed_uncounted"),
        (ALL[1:2], "UPDATE disposed SET sha256 = printf('%064d', 7)", "disposed_baseless"),
        ([], "UPDATE program SET body = X''", "pixel_digest"),
        (ALL[2:], "UPDATE disposed SET sha256 = printf('%064d', 7)", "content_digest"),
        (
            ALL[2:],
            "UPDATE version SET content = replace(content, '处置决定第', '处置决定地')",
            "fact_changed",
        ),
        (ALL[2:], "DELETE FROM disposed", "content_digest"),
    ],
)
def test_a_disposal_nobody_decided_is_found(
    office: Office, dispose: Callable[..., int], classes: list[RecordClass], sql: str, code: str
) -> None:
    """R30: an empty body without its row, a row without its decision, or another hash is a problem."""
    dispose(*classes)
    write(office.station, sql)
    assert code in {one.code for one in office.station.verify().problems}


def test_sums_are_made_anew_from_what_stays(office: Office, dispose: Callable[..., int]) -> None:
    """The derived tables follow from disposed segments as they did from their bodies."""
    station = office.station
    dispose(RecordClass.DISPLAY_LOG)
    sums = ("SELECT group_concat(on_air_ms) FROM rollup", "SELECT group_concat(shown) FROM segment_notice")
    before = [scalar(station, one) for one in sums]
    for sql in ("DELETE FROM rollup", "DELETE FROM segment_notice"):
        write(station, sql)
    done = rebuild(station.database, at=office.clock.now(), actor="admin", via="cli")
    assert done.changed
    assert [scalar(station, one) for one in sums] == before
    assert station.verify().ok


def test_what_stays_is_what_was_counted(office: Office) -> None:
    """A body and what is kept of it come to the same, field by field."""
    with office.station.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT body, header FROM segment").all()
    for body, header in rows:
        zone = office.station.settings.zoneinfo
        assert read_remains(remains_of(body, header)) == by_display(body, zone)


def test_a_checkpoint_stands_before_and_after(office: Office, dispose: Callable[..., int]) -> None:
    """What was there is in a signed statement before it goes, and that it went in the next."""
    dispose(RecordClass.DISPLAY_LOG)
    with office.station.database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT kind FROM event WHERE kind IN ('checkpoint_signed', 'disposed') ORDER BY seq"
        ).all()
    assert [kind for (kind,) in rows] == ["checkpoint_signed", "disposed", "checkpoint_signed"]
    assert scalar(office.station, "SELECT count(*) FROM fact WHERE tbl = 'disposed'") == scalar(
        office.station, "SELECT count(*) FROM disposed"
    )


def test_without_a_key_nothing_goes(office: Office, dispose: Callable[..., int], person: People) -> None:
    """Where no checkpoint can be signed the decision stands, the bodies stay, and the way on is open."""
    station = office.station
    station.checkpoint("person")
    key = station.sealing.file
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(Refused) as caught:
        dispose(RecordClass.DISPLAY_LOG)
    assert caught.value.code == "checkpoint_key_lost"
    assert scalar(station, "SELECT min(length(body)) FROM segment") != 0
    key.write_bytes(kept)
    key.chmod(0o600)
    (told,) = station.retention.listing()
    assert told.left
    assert station.retention.carry_out(person("approver", "li"), told.id)


@pytest.mark.parametrize("classes", [ALL[:1], ALL], ids=["log", "all"])
def test_an_export_gives_hashes_in_place_of_bodies(
    office: Office, dispose: Callable[..., int], person: People, tmp_path: Path, classes: list[RecordClass]
) -> None:
    """The verifier checks the chains of an export whose bodies were given up, and says how many are out."""
    dispose(*classes)
    for name, notice in (("whole", None), ("part", "A")):
        file = tmp_path / f"{name}.zip"
        office.station.exports.write(person("auditor"), file, Wanted(notice=notice))
        bad, told = check(file)
        assert not bad, told["problems"]
        assert told["bodies_left_out"] == told["segments"]["rows"] > 0
        assert (told["rows_left_out"] > 0) is (notice is not None or len(classes) > 1)
    with zipfile.ZipFile(tmp_path / "whole.zip") as archive:
        segments = [json.loads(line) for line in archive.read("segments.jsonl").splitlines()]
    assert {one["body"] for one in segments} == {None}
    assert all(one["body_sha256"] != b64encode(b"").decode() for one in segments)


def test_a_moment_says_under_which_decision_it_is_gone(office: Office, dispose: Callable[..., int]) -> None:
    """R35: an instant of a given-up log names the decision and what stood around it, and is no gap."""
    station = office.station
    at = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
    dispose(RecordClass.DISPLAY_LOG)
    (told,) = station.questions.at(at)
    assert (told.word, told.disposal, set(told.around)) == (Word.DISPOSED, 1, {"A", "B"})
    day = coverage(station.database, "gate", at, at + dt.timedelta(days=2))
    assert {one.known for one in day} <= {Known.DISPOSED, Known.DARK, Known.OUTAGE}


def test_a_picture_says_under_which_decision_it_is_gone(office: Office, dispose: Callable[..., int]) -> None:
    """The page that stood is known, its pixels are not: the digest and the decision are told."""
    station = office.station
    at = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
    dispose(RecordClass.FRAMES)
    (told,) = station.questions.at(at)
    assert told.page is not None
    assert (told.word, told.disposal) == (Word.SHOWN, 1)
    with pytest.raises(NotFound) as caught:
        station.questions.frame(told.page.program, 1)
    assert caught.value.code == "frame_disposed"


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        (ALL[:1], "逐页展示记录已超过保管期限并经批准处置"),
        (ALL[1:2], "画面（1个节目）已按第1号处置决定处置"),
        (ALL[2:], "第1版的正文和名单已按第1号处置决定处置"),
        (ALL, "逐页展示记录已按第1号处置决定处置"),
    ],
    ids=["log", "frames", "texts", "all"],
)
def test_evidence_says_what_is_gone(
    office: Office, dispose: Callable[..., int], person: People, classes: list[RecordClass], said: str
) -> None:
    """A certificate of what was given up names the decision and never says that nothing was shown."""
    dispose(*classes)
    out = io.BytesIO()
    office.station.proofs.make(person("reviewer"), "A", out)
    with zipfile.ZipFile(out) as bundle:
        paper = "".join(text_of(bundle.read("certificate.pdf")).split())
        summary = json.loads(bundle.read("summary.json"))
    assert said in paper
    assert "没有它在任何显示屏上的展示记录" not in paper
    assert summary["given_up"]["log"] or RecordClass.DISPLAY_LOG not in classes


def test_one_notice_and_its_timeline_still_read(office: Office, dispose: Callable[..., int]) -> None:
    """The case file, the pictures of the record and the count answer as before, by sums."""
    station = office.station
    days = station.questions.notice("A").days
    two_days = Period(dt.date(2026, 11, 23), dt.date(2026, 11, 24))
    lines = {
        piece.notice for line in station.album.timeline("gate", two_days).values for piece in line.spells
    }
    dispose(*ALL)
    after = station.album.timeline("gate", two_days).values
    assert {piece.notice for line in after for piece in line.spells} == lines
    case = station.questions.notice("A")
    assert case.days == days
    assert case.given_up.disposals == (1, 2, 3)
    assert sum(one.shown for one in case.given_up.log) == sum(one.shown for one in days)
