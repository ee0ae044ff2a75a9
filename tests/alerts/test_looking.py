"""What one look brings from a real site: publisher, disk, desk, papers; and a real death of the publisher."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from drivers.errors import TimedOut
from ledctl.accounts.model import Actor
from ledctl.alerts.conditions import MB, Alert, judge
from ledctl.alerts.looking import Senses
from ledctl.alerts.quiet import QuietHours
from ledctl.alerts.snapshot import Blackout, Disk, Paper
from ledctl.alerts.snapshot import Office as OnTheDesk
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.doctor import _papers
from ledctl.ledger.log import append
from ledctl.publishing.publisher import Publisher
from ledctl.settings import AlertSettings
from ledctl.station import Station, open_station
from tests.alerts.test_quiet_hours import GENERAL_TIME_PEM
from tests.publishing.office import MoodySign, Office, make_worker


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    return Office(station, clock, sign, make_worker(station, sign))


def hang(office: Office) -> Publisher:
    """A publisher of the office, its bell hung."""
    station = office.station
    publisher = Publisher(
        [office.worker], database=station.database, clock=station.clock, run=station.run, poll_s=1.0
    )
    station.run.mkdir(exist_ok=True)
    publisher.bell.hang()
    return publisher


def test_a_publisher_beside_us_is_heard_over_the_bell(office: Office, clock: FrozenClock) -> None:
    """R27, over a real socket: its signs by their own words, its death within a minute, its return."""
    beside = open_station(office.station.site, clock=clock)
    publisher = hang(office)
    office.put_up("A")
    (sign,) = beside.lookout.health() or ()
    assert (sign.sign, sign.online, sign.lit, sign.wanted) == ("gate", True, True, True)
    timings = beside.lookout.figures().timings
    assert timings is not None
    assert sum(timings[0].counts) == 1
    publisher.bell.take_down()
    assert beside.lookout.health() is None
    assert look(beside, clock, 3) == ["publisher_silent"]
    publisher.bell.hang()
    assert look(beside, clock, 1) == []
    publisher.bell.take_down()
    beside.close()


def look(station: Station, clock: FrozenClock, times: int) -> list[str]:
    """What is wrong after so many looks, but for the drill that a new site has not had yet."""
    for _ in range(times):
        clock.advance(15)
        station.lookout.watch.round()
    return [entry.key for entry in station.lookout.open() if entry.code != "drill_due"]


def test_a_sign_that_dies_is_told_of(office: Office, clock: FrozenClock) -> None:
    """From the wire to the front page: a lost link, then the same sign back."""
    station = office.station
    station.publisher = hang(office)
    office.put_up("A")
    assert look(station, clock, 2) == []
    office.sign.broken = TimedOut("no answer")
    office.pass_time(31)
    assert look(station, clock, 3) == ["link_down:gate"]
    office.sign.broken = None
    office.pass_time(10)
    assert look(station, clock, 3) == []
    station.publisher.bell.take_down()
    station.publisher = None


def test_a_sign_that_refuses_is_told_of(office: Office, clock: FrozenClock) -> None:
    """R22: something should stand and the sign does not take it; its link is well."""
    from drivers.errors import SignRefused

    station = office.station
    station.publisher = hang(office)
    office.sign.pick = lambda _frame: SignRefused("too large", code=4)
    office.put_up("A")
    assert look(station, clock, 3) == ["sign_refuses:gate"]
    station.publisher.bell.take_down()
    station.publisher = None


def test_a_full_disk_is_told_by_every_process(station: Station, clock: FrozenClock) -> None:
    """R23: the process on watch cannot write it down, and the pages may be served by another."""
    station.lookout.disk._last = (1e18, Disk(0, 0, "No space left on device"))
    told = station.lookout.open()
    assert [(entry.key, entry.id, entry.at) for entry in told] == [
        ("disk_unwritable", 0, clock.now()),
        ("disk_full", 0, clock.now()),
    ]
    station.lookout.disk._last = (1e18, Disk(400 * MB, 1000 * MB))
    assert station.lookout.open() == [], "one that is only short of room is written down"


def test_what_waits_is_seen_with_its_age(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice], clock: FrozenClock
) -> None:
    """R8: by state, with how many and since when; the desk's own words for it."""
    station.desk.draft(person("drafter"), sample("N06"))
    station.desk.submit(person("drafter"), "N06")
    clock.advance(25 * 3600)
    office = station.lookout.looking.look().office
    assert office is not None
    (pending,) = office.pending
    assert (pending.state, pending.label[0], pending.count) == ("in_review", "待审核", 1)
    assert clock.now() - pending.oldest == timedelta(hours=25)
    assert office.due is False


def test_papers_are_watched_where_the_site_says_they_are(station: Station, tmp_path: Path) -> None:
    """The newest file of the backups, the end of the certificate; unreadable is not "well"."""
    folder, pem = tmp_path / "backups", tmp_path / "site.pem"

    def papers() -> tuple[Paper | None, Paper | None]:
        seen = station.lookout.looking.look()
        return seen.backup, seen.certificate

    assert papers() == (None, None)
    rules = AlertSettings(backup_folder=str(folder), certificate=str(pem))
    station.settings = station.settings.model_copy(update={"alerts": rules})
    station._lookout = None
    assert papers() == (Paper(None), Paper(None))
    assert [one.sentence.code for one in _papers(station)] == [
        "alert_backup_missing",
        "alert_certificate_unreadable",
    ]
    folder.mkdir()
    for name, days in (("old", 30), ("new", 2)):
        (folder / name).write_text("x")
        at = (station.clock.now() - timedelta(days=days)).timestamp()
        os.utime(folder / name, (at, at))
    pem.write_text(GENERAL_TIME_PEM)
    backup, certificate = papers()
    assert backup == Paper(station.clock.now() - timedelta(days=2))
    assert certificate is not None
    assert certificate.at is not None
    assert certificate.at.year == 2074
    assert list(_papers(station)) == []


def test_a_failing_database_is_seen_and_hides_nothing_else(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its kind is told, never its words; the disk is looked at all the same, and figures still come."""

    def fails(_database: object) -> None:
        raise OperationalError("SELECT 张三", {}, Exception("张三"))

    monkeypatch.setattr("ledctl.alerts.looking.queues", fails)
    monkeypatch.setattr("ledctl.alerts.figures._notices", fails)
    seen = station.lookout.looking.look()
    assert (seen.office, seen.fault, seen.disk.fault) == (None, "OperationalError", "")
    assert station.lookout.figures().notices == {}


def test_other_parts_are_heard_through_their_senses(station: Station) -> None:
    """A clock that is not trusted and a blackout come in as plain values."""
    station.lookout.senses = Senses(clock=lambda: False, blackout=lambda: Blackout(on=True))
    seen = station.lookout.looking.look()
    assert (seen.clock_trusted, seen.blackout) == (False, Blackout(on=True))


def test_what_is_asked_of_a_gone_alert_or_night_is_told_to_nobody(station: Station) -> None:
    """A matter without its alert, or a night of a site that has no quiet hours any more."""
    from ledctl.notify.model import Topic, Turn

    audience = station.lookout.audience
    gone = Turn(topic=Topic.ALERT, notice_id="7", version_no=0, state="raised", at=station.clock.now())
    night = Turn(topic=Topic.DIGEST, notice_id="2026-11-23", version_no=0, state="digest", at=gone.at)
    assert audience(gone) is None
    assert audience(night) is None
    assert isinstance(audience.quiet, QuietHours)
    station.settings = station.settings.model_copy(update={"alerts": AlertSettings(quiet="")})
    station._lookout = None
    assert station.lookout.audience(night) is None


def test_the_watch_of_a_process_starts_and_ends_with_it(station: Station) -> None:
    """As ``serve`` runs it: a thread that ends with the station, and lets go of its lock."""
    station.start_watching()
    thread = station.lookout.watch._thread
    assert thread.is_alive()
    station.close()
    assert not thread.is_alive()


def test_a_database_that_gives_nothing_blinds_no_other_eye(station: Station) -> None:
    """What is known of a blackout is left out then, and the look goes on to say what failed."""

    def gone(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT 1 FROM gone")

    event.listen(station.database.engine, "begin", gone)
    seen = station.lookout.looking.look()
    assert (seen.blackout, seen.office, seen.fault) == (None, None, "OperationalError")
    event.remove(station.database.engine, "begin", gone)
    assert station.lookout.looking.look().blackout == Blackout(drill_due=True)


def test_a_record_nobody_signs_is_told_of(station: Station, clock: FrozenClock) -> None:
    """Without a key nothing is signed: after two days the watch says so, and a checkpoint ends it."""
    with station.database.write() as session:
        append(session, kind="publisher_started", at=clock.now(), actor="system")
    assert station.lookout.looking.look().office == OnTheDesk(sealed=clock.now())
    clock.advance(2 * 86_400 + 60)
    assert "checkpoint_old" in {alert.code for alert in found(station)}
    made = station.checkpoint("daily")
    assert station.lookout.looking.look().office == OnTheDesk(sealed=made.at)
    assert "checkpoint_old" not in {alert.code for alert in found(station)}


def found(station: Station) -> tuple[Alert, ...]:
    return judge(station.lookout.looking.look(), station.settings.alerts).found
