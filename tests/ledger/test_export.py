"""Exports: whole, by days, of one notice; who may have one, what of it is on record, what it never holds."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, LedctlError, NotAllowed
from ledctl.ledger.anchoring.checkpoints import Signatory, checkpoints, last_checkpoint
from ledctl.ledger.anchoring.facts import FACTS
from ledctl.ledger.exporting import parts
from ledctl.ledger.exporting.file import VERIFIER, written
from ledctl.ledger.exporting.rows import HANGING, INTERNAL
from ledctl.ledger.exporting.sealed_events import seals_of
from ledctl.ledger.log import last_event
from ledctl.questions.exports import Wanted
from ledctl.station import Station, open_station
from tests.exported_site import BEGIN, VERIFY, actor, check, make_site, put_up, show, write
from tests.ledger.forging import forge

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, made once; each test has a copy."""
    folder = tmp_path_factory.mktemp("exported") / "site"
    station, _ = make_site(folder)
    with station.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    station.close()
    return folder


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(BEGIN + 6 * HOUR)


@pytest.fixture
def station(made: Path, tmp_path: Path, clock: FrozenClock, quick_passwords: Passwords) -> Iterator[Station]:
    shutil.copytree(made, tmp_path / "site")
    station = open_station(
        tmp_path / "site", clock=clock, passwords=quick_passwords, overrides={"mode": "live"}
    )
    yield station
    station.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.zip"


def members(file: Path) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(file) as archive:
        return {
            name: [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]
            for name in ("events", "segments", "facts", "checkpoints")
        }


def stored(station: Station, table: str) -> int:
    with station.database.read() as session:
        return int(session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_the_whole_record_holds_away_from_the_machine(station: Station, file: Path) -> None:
    """Every row of every chain is in a whole export, all of it anchored but the event of the signing."""
    made = station.exports.write(actor("auditor"), file)
    key = station.checkpoint("export").public_key
    code, report = check(file, "--key", key)
    assert code == 0
    assert made.counts == {
        "events": report["events"]["rows"],
        "segments": stored(station, "segment"),
        "facts": stored(station, "fact"),
        "checkpoints": 3,
    }
    assert report["events"]["not_yet_anchored"] == 1
    assert report["segments"]["not_yet_anchored"] == report["facts"]["not_yet_anchored"] == 0
    assert (report["displays"], report["bodies_left_out"], report["rows_left_out"]) == (300, 0, 0)


def test_an_export_is_an_event_with_its_digest(station: Station, file: Path) -> None:
    """Who took what is on record, with the SHA-256 of the very file; a checkpoint was signed for it."""
    station.exports.write(actor("auditor", "wang"), file)
    with station.database.read() as session:
        event, checkpoint = last_event(session), last_checkpoint(session)
    assert event is not None
    assert checkpoint is not None
    assert (event.kind, event.actor, event.facts["what"]) == ("exported", "wang", {"all": True})
    assert event.facts["digest"] == sha256(file.read_bytes()).hexdigest()
    assert checkpoint.says.why == "export"


def test_the_code_on_paper_anchors_an_export(station: Station, file: Path) -> None:
    """The code of a checkpoint, typed from paper, is enough; another one does not hold."""
    station.exports.write(actor("auditor"), file)
    with station.database.read() as session:
        last = last_checkpoint(session)
    assert last is not None
    code, report = check(file, "--code", last.code.lower().replace("-", " "))
    assert (code, report["code_at"]) == (0, last.no)
    code, report = check(file, "--code", "AAAA-" * 5 + "AAAA")
    assert code == 1
    assert report["problems"][0]["member"] == "checkpoints.jsonl"


def test_a_code_anchors_what_came_before_its_checkpoint_alone(station: Station, file: Path) -> None:
    """Whoever holds the machine holds its key: rows after the paper are not yet anchored, as in the house."""
    write(parts.whole(station.database), file)
    with station.database.read() as session:
        every = checkpoints(session)
    assert len({one.says.events.number for one in every}) > 1
    for one in every:
        code, report = check(file, "--code", one.code)
        ends = {"events": one.says.events, "segments": one.says.segments, "facts": one.says.facts}
        assert (code, report["code_at"]) == (0, one.no)
        assert {name: report[name]["anchored"] for name in ends} == {
            name: end.number for name, end in ends.items()
        }
        inside = station.verify(anchors=[one.code]).not_yet_anchored
        assert inside is not None
        assert inside.events == report["events"]["not_yet_anchored"]


def test_what_is_wrong_is_said_as_a_clerk_reads_it(
    station: Station, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place has a line and a key only where there is one; chains are named in Chinese and English."""
    write(parts.whole(station.database), file)
    assert VERIFY["main"]([str(file), "--code", "AAAA-" * 5 + "AAAA"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1] == f"  checkpoints.jsonl {'A' * 24}: 没有纸上的校验码 / none has the code on paper"
    assert [line.split(":")[0] for line in said[2:5]] == [
        "操作 events",
        "片段 segments",
        "其他事实 facts",
    ]


def test_another_key_does_not_hold(station: Station, file: Path) -> None:
    """With the key of another site, had from elsewhere, no checkpoint holds."""
    station.exports.write(actor("auditor"), file)
    code, report = check(file, "--key", "ab" * 32)
    assert code == 1
    assert report["problems"][0]["what"] == "不是这个公钥 / is of another key"


def test_a_new_key_leaves_old_exports_as_good_as_they_were(station: Station, file: Path) -> None:
    """The old one holds with the old key; the new one needs both, and with one of them says why not."""
    old = station.checkpoint("export").public_key
    write(parts.whole(station.database), file)
    new = station.sealing.change_key("换机", Signatory("guan", "cli"))
    station.checkpoint("export")
    later = file.with_name("later.zip")
    write(parts.whole(station.database), later)
    assert check(file, "--key", old)[0] == 0
    assert check(later, "--key", old, "--key", new)[0] == 0
    for given, refused in ((old, later), (new, later), (new, file)):
        code, report = check(refused, "--key", given)
        assert code == 1
        assert "不是这个公钥 / is of another key" in {bad["what"] for bad in report["problems"]}
    assert station.verify(keys=[old, new]).ok


def test_days_are_a_part_that_is_anchored(station: Station, file: Path) -> None:
    """Some hours are exported without holes up to the checkpoint after it, and says that it is a part."""
    write(parts.stretch(station.database, BEGIN + HOUR, BEGIN + 3 * HOUR), file)
    code, report = check(file)
    assert code == 0
    assert report["what"] == {"since": "2026-05-03T02:00:00.000Z", "until": "2026-05-03T04:00:00.000Z"}
    for name in ("events", "segments"):
        assert 0 < report[name]["rows"] == report[name]["anchored"]
        assert len(report[name]["runs"]) == 1
    assert any(row["from_ms"] < 1_777_777_200_000 for row in members(file)["segments"])


@pytest.mark.parametrize("hours", [-100, 100])
def test_days_without_anything_are_an_export_of_nothing(station: Station, file: Path, hours: int) -> None:
    """Where nothing was recorded the export is small, and holds."""
    begin = BEGIN + hours * HOUR
    write(parts.stretch(station.database, begin, begin + HOUR), file)
    code, report = check(file)
    assert code == 0
    assert report["events"]["rows"] == report["segments"]["rows"] == 0


def test_a_notice_has_its_rows_and_no_others(station: Station, file: Path) -> None:
    """A notice's part tells its facts and displays, anchored; of other rows it holds bare links only."""
    station.checkpoint("person")
    write(parts.part_of(station.database, "A"), file)
    code, report = check(file)
    assert code == 0
    for name in ("segments", "facts"):
        assert report[name]["not_yet_anchored"] == 0
    held = [row["row"] for row in members(file)["facts"] if row["row"] is not None]
    assert {row.get("notice_id", "A") for row in held} == {"A"}
    told = {row["tbl"] for row in members(file)["facts"] if row["row"] is not None}
    assert told == {"version", "decision", "program", "display_order"}
    assert {row["notice"] for row in members(file)["events"]} == {"A", None}
    assert report["rows_left_out"] > 0


def test_a_notice_never_shown_has_a_part_too(station: Station, file: Path) -> None:
    """What was drafted and never approved is exported as far as it is on record."""
    put_up(station, "C")
    write(parts.part_of(station.database, "C"), file)
    code, report = check(file)
    assert (code, report["segments"]["rows"], report["facts"]["rows"]) == (0, 0, 0)
    assert report["events"]["rows"] == 6
    station.checkpoint("person")
    write(parts.part_of(station.database, "C"), file)
    assert check(file)[1]["facts"]["anchored"] > 4


def test_a_site_without_checkpoints_has_nothing_anchored(station: Station, file: Path) -> None:
    """Until something is signed an export says that nothing is anchored, and holds as far as it goes."""
    forge(station.database, "DELETE FROM checkpoint", "DELETE FROM fact")
    for part in (parts.whole(station.database), parts.part_of(station.database, "A")):
        write(part, file)
        code, report = check(file)
        assert (code, report["checkpoints"], report["events"]["anchored"]) == (0, 0, 0)


def test_every_table_that_hangs_on_a_notice_is_known(station: Station) -> None:
    """A fact that names a row of a notice belongs to the notice: each such table is in ``HANGING``."""
    tables = inspect(station.database.engine)
    columns = {kept.name: {one["name"] for one in tables.get_columns(kept.name)} for kept in FACTS}
    own = {name for name, named in columns.items() if "notice_id" in named}
    aliases = {"order": "display_order", "request": "keep_request"}
    hanging = {
        (name, column)
        for name, named in columns.items()
        for column in named
        if name not in own
        and column.endswith("_id")
        and aliases.get(column.removesuffix("_id"), column.removesuffix("_id")) in own
    }
    assert hanging <= {(table, column) for table, column, _, _ in HANGING}
    assert {table for table, *_ in HANGING} <= columns.keys()
    assert own >= INTERNAL


def test_no_secret_leaves(station: Station, file: Path) -> None:
    """No password, token or secret of the site is in any export: only tables of facts are read."""
    once = station.registry.add("zhao", "zhao", (next(iter(actor("approver").roles)),), by="system")
    station.registry.change_password("zhao", once, "a long password 3", via=actor("drafter").via)
    station.exports.write(actor("auditor"), file)
    with zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    with station.database.read() as session:
        hashes = session.connection().execute(text("SELECT hash FROM credential")).scalars().all()
    secrets = [*hashes, once, "a long password 3", station.office.secret]
    private = (station.site / "keys" / "checkpoint.key").read_text().splitlines()[1]
    for secret in [*secrets, private]:
        raw = secret if isinstance(secret, bytes) else secret.encode()
        assert raw not in everything
    assert {row["tbl"] for row in members(file)["facts"]} <= {kept.name for kept in FACTS}


def test_what_is_written_meanwhile_is_not_in_it(station: Station, clock: FrozenClock, file: Path) -> None:
    """An export is of one moment, however long it takes to write while the publisher goes on."""
    part = parts.whole(station.database)
    show(station, clock, hours=1)
    station.checkpoint("person")
    made = write(part, file)
    code, report = check(file)
    assert code == 0
    assert made.counts["segments"] < stored(station, "segment")
    assert report["checkpoints"] == 2


def test_a_record_tampered_with_is_exported_as_it_is(station: Station, file: Path) -> None:
    """An export mends nothing: what was changed in the database is found in the export, at its row."""
    forge(
        station.database,
        "UPDATE event SET practice = 2 WHERE seq = 3",
        "UPDATE segment SET body = 'text' WHERE id = 2",
        "UPDATE decision SET opinion = 'forged' WHERE id = 1",
        "DELETE FROM display_order WHERE id = 1",
    )
    write(parts.whole(station.database), file)
    code, report = check(file)
    assert code == 1
    found = {(bad["member"], bad["key"]) for bad in report["problems"]}
    assert {("events.jsonl", "3"), ("segments.jsonl", "2")} <= found
    assert "facts.jsonl" in {member for member, _ in found}
    assert report["rows_left_out"] == 1


def test_practice_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R7: the record of a practice site says so to whoever checks it."""
    station, _ = make_site(file.parent / "practice", mode="practice")
    write(parts.part_of(station.database, "A"), file)
    station.close()
    assert VERIFY["main"]([str(file)]) == 0
    assert "演练记录，不是真实展示 / PRACTICE, not real displays" in capsys.readouterr().out


def test_the_verifier_in_an_export_is_the_one_that_is_tested(station: Station, file: Path) -> None:
    """What ships in an export is byte for byte the file of the package."""
    write(parts.part_of(station.database, "B"), file)
    with zipfile.ZipFile(file) as archive:
        assert archive.read("verify_ledctl.py") == VERIFIER.read_bytes()
        assert archive.read("README.txt").decode().startswith("这是")


def test_the_same_part_gives_the_same_bytes(station: Station, tmp_path: Path) -> None:
    """Two exports of one moment are one file: its digest can be compared."""
    digests = {write(parts.whole(station.database), tmp_path / f"{n}.zip").sha256 for n in range(2)}
    assert len(digests) == 1


def test_who_does_not_answer_for_the_record_gets_none(station: Station, file: Path) -> None:
    """A drafter may not take the record out of the house; nothing is signed or written."""
    before = stored(station, "event")
    with pytest.raises(NotAllowed):
        station.exports.write(actor("drafter"), file)
    assert (stored(station, "event"), file.exists()) == (before, False)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(notice="nobody"), "no_such_notice"),
        (Wanted(notice="A", since=BEGIN), "export_notice_or_days"),
        (Wanted(since=BEGIN, until=BEGIN), "days_reversed"),
    ],
)
def test_what_cannot_be_exported_is_refused(station: Station, file: Path, wanted: Wanted, code: str) -> None:
    """A part that makes no sense is refused in words and leaves no file and no event."""
    before = stored(station, "event")
    with pytest.raises(BadInput) as refused:
        station.exports.write(actor("auditor"), file, wanted)
    assert refused.value.code == code
    assert (stored(station, "event"), list(file.parent.glob("*.zip"))) == (before, [])


def test_no_file_is_replaced_unasked(station: Station, file: Path) -> None:
    """A file that is there is left alone unless the person says otherwise; a folder must be there."""
    file.write_text("mine")
    with pytest.raises(LedctlError, match="--force"):
        station.exports.write(actor("auditor"), file)
    assert file.read_text() == "mine"
    station.exports.write(actor("auditor"), file, over=True)
    assert check(file)[0] == 0
    with pytest.raises(BadInput):
        station.exports.write(actor("auditor"), file.parent / "nowhere" / "x.zip")


def test_half_an_export_is_none(station: Station, file: Path) -> None:
    """Where writing fails in the middle no file stays, under its name or another."""
    part = parts.whole(station.database)

    def fail() -> Iterator[dict[str, object]]:
        yield {"a": 1}
        raise OSError("the disk is full")

    broken = replace(part, rows={**part.rows, "facts": fail()})
    with pytest.raises(OSError, match="full"), written(file, broken, at=BEGIN):
        pass
    assert [one.name for one in file.parent.iterdir()] == ["site"]


def test_an_export_is_its_owners_alone(station: Station, file: Path) -> None:
    """It names people and remarks: on a machine with several users only its owner reads it."""
    write(parts.whole(station.database), file)
    assert file.stat().st_mode & 0o077 == 0


def test_seals_are_found_wherever_they_stand(station: Station) -> None:
    """The sealing event of every segment is found, in order, and none where it is not there."""
    segments = range(1, stored(station, "segment") + 1)
    last = stored(station, "event")
    for wanted in (segments, segments[::3], [segments[-1]]):
        found = [json.loads(row["payload"])["segment"] for row in seals_of(station.database, wanted, last)]
        assert found == list(wanted)
    assert list(seals_of(station.database, [10**6], last)) == []
    forge(station.database, "UPDATE event SET payload = '[' WHERE kind = 'segment_sealed'")
    assert list(seals_of(station.database, [1], last)) == []
