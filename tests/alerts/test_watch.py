"""From what the watch sees to what is written down and told: raised, over, at night, in the morning."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import text

from ledctl.accounts.model import Actor
from ledctl.alerts.disk import DiskTest
from ledctl.alerts.duty import Duty
from ledctl.alerts.model import AlertRow
from ledctl.alerts.records import count_open, id_of, open_alerts
from ledctl.alerts.snapshot import Office
from ledctl.errors import NotAllowed, NotFound, Refused
from ledctl.ledger.checking.verify import verify
from ledctl.notify import webhook
from ledctl.notify.outbox import Letter, letters
from ledctl.notify.wording import Said
from tests.alerts.conftest import Tower, actor, make_tower
from tests.alerts.looks import sign, site
from tests.alerts.test_conditions import WAITS

LOST = site(sign(online=False))
STRANGE = site(sign(strange=True))
WAITING = site(office=Office((WAITS,), due=True))


def test_a_lost_sign_is_told_and_its_recovery_too(tower: Tower) -> None:
    """R27: after the missed looks, once, and again when it is back; on record and by mail and webhook."""
    tower.sees = LOST
    tower.look(2)
    assert (tower.open(), tower.subjects()) == ([], [])
    tower.look(5)
    assert tower.open() == ["link_down:gate"]
    assert tower.subjects() == ["【大屏重要告警】gate 显示屏失联"]
    tower.sees = site()
    tower.look(4)
    assert (tower.open(), tower.past()) == ([], ["link_down:gate"])
    assert tower.subjects()[1:] == ["【大屏恢复】gate 显示屏失联"]
    assert [one["step"] for one in tower.posted()] == ["raised", "ended"]
    assert tower.told("alert_raised") == tower.told("alert_ended") == ["link_down"]
    assert verify(tower.station.database).ok


def test_only_those_who_look_after_the_machine_are_told(tower: Tower) -> None:
    """Administrators and operators with an address, unless the site names others."""
    tower.sees = LOST
    tower.look(4)
    assert sorted(one.account for one in letters_of(tower) if one.way == "mail") == ["an", "cao"]
    tower.station.lookout.messages.end()
    named = tower.station.settings.alerts.model_copy(update={"people": ("li",)})
    tower.station.settings = tower.station.settings.model_copy(update={"alerts": named})
    tower.station._lookout = None
    other = make_tower(tower.station, tower.clock, tower.post, tower.hook)
    other.sees = site(sign(held_up=True))
    other.look(4)
    assert {one.account for one in letters_of(tower)[:2]} == {"li", ""}


def letters_of(tower: Tower) -> list[Letter]:
    with tower.station.database.read() as session:
        return [*letters(session)]


def test_what_is_minor_leaves_the_ledger_alone(tower: Tower) -> None:
    """R32: an old decision is an alert with its recovery, and no event of the signs' record."""
    tower.sees = WAITING
    tower.look()
    tower.sees = site()
    tower.look()
    assert tower.past() == ["pending_old:in_review"]
    assert tower.told("alert_raised") == tower.told("alert_ended") == []


def test_at_night_only_what_is_critical_goes_out(tower: Tower) -> None:
    """The rest waits for the morning and is one message; what went again in the night is said to be over."""
    tower.until(23)
    tower.sees = LOST
    tower.look(4)
    assert tower.subjects() == []
    tower.sees = STRANGE
    tower.look(8)
    assert tower.subjects() == ["【大屏紧急告警】gate 显示屏有不明内容"]
    tower.sees = WAITING
    tower.look(8)
    tower.until(7)
    tower.look(2)
    assert tower.subjects()[1:] == ["【大屏恢复】gate 显示屏有不明内容", "【大屏告警汇总】夜间 2 项"]
    night = tower.posted()[-1]["alerts"]
    assert [(one["code"], one["until"] is None) for one in night] == [
        ("link_down", False),
        ("pending_old", True),
    ]
    tower.look(30, every_s=60)
    assert len(tower.subjects()) == 3, "one morning, one message"


def test_a_quiet_night_has_no_message(tower: Tower) -> None:
    """Nothing came, nothing is told."""
    tower.until(7, 30)
    tower.look(3)
    assert tower.subjects() == []


def test_what_is_critical_is_repeated_daily_while_it_lasts(tower: Tower) -> None:
    """Nobody forgets a sign with strange content because the first mail was overlooked."""
    tower.sees = STRANGE
    tower.look()
    tower.look(24 * 12 + 1, every_s=300)
    assert tower.subjects() == [
        "【大屏紧急告警】gate 显示屏有不明内容",
        "【大屏告警仍在】gate 显示屏有不明内容",
    ]


def test_who_could_not_be_told_in_time_is_not_told_of_what_is_over(tower: Tower) -> None:
    """A mail server that comes back after the sign brings the recovery, not the old alarm."""
    tower.post.refuse = b"451 later\r\n"
    tower.sees = LOST
    tower.look(4)
    tower.sees = site()
    tower.look(4)
    before, tower.post.refuse = len(tower.subjects()), b""
    tower.clock.advance(3600)
    tower.teller.round()
    fates = {(one.state, one.fate) for one in letters_of(tower) if one.way == "mail"}
    assert fates == {("raised", "stale"), ("ended", "sent")}
    assert tower.subjects()[before:] == ["【大屏恢复】gate 显示屏失联"]


def test_another_process_goes_on_where_one_died(tower: Tower) -> None:
    """What is open is read from the database: no alert is raised twice, none is forgotten."""
    tower.sees = LOST
    tower.look(4)
    after = make_tower(tower.station, tower.clock, tower.post, tower.hook)
    after.sees = LOST
    after.look(4)
    assert tower.told("alert_raised") == ["link_down"]
    after.sees = site()
    after.look(4)
    assert after.past() == ["link_down:gate"]


def test_of_two_processes_one_watches(tmp_path: Path) -> None:
    """The lock is free again as soon as its holder is gone, and a disk without writes does not hide it."""
    one, two = Duty(tmp_path / "run" / "alerts.lock"), Duty(tmp_path / "run" / "alerts.lock")
    assert one.is_mine()
    assert not two.is_mine()
    assert one.is_mine()
    one.end()
    one.end()
    assert two.is_mine()
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    assert not Duty(nowhere / "x" / "alerts.lock").is_mine()
    two.end()


def test_who_is_not_on_duty_looks_at_nothing(tower: Tower) -> None:
    """Two writers would tell everything twice."""
    tower.watch._on_duty = lambda: False
    tower.sees = LOST
    tower.look(5)
    assert tower.open() == []


def test_a_full_disk_is_told_although_nothing_can_be_written(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R23: it is shown from memory, sent past the outbox once in an hour, written down when there is room."""

    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    tower.sees = site(disk=replace(site().disk, free=0))
    with monkeypatch.context() as patch:
        patch.setattr("ledctl.alerts.watch.raise_alert", full)
        tower.look(4)
        assert [entry.key for entry in tower.watch.unwritten] == ["disk_full"]
        assert [entry.key for entry in tower.sent_now] == ["disk_full"]
        tower.station.lookout.__dict__["watch"] = tower.watch
        assert [entry.id for entry in tower.station.lookout.open()] == [0]
        tower.clock.advance(3600)
        tower.look()
        assert len(tower.sent_now) == 2
    tower.look()
    assert (tower.open(), tower.watch.unwritten) == (["disk_full"], ())


def test_a_full_disk_is_logged_once(
    tower: Tower, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log may stand on that very disk: one line when writing fails, one when the alert is on record."""

    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    tower.sees = site(disk=replace(site().disk, free=0))
    with monkeypatch.context() as patch:
        patch.setattr("ledctl.alerts.watch.raise_alert", full)
        tower.look(5)
    assert caplog.messages == ["alerts cannot be written: OperationalError"]
    tower.look(2)
    assert caplog.messages[1:] == ["alert raised: disk_full"]


def test_past_the_outbox_every_way_is_tried(tower: Tower) -> None:
    """As the station does it: mail to each, the webhook once, no database."""
    tower.sees = STRANGE
    tower.look()
    (entry,) = open_alerts(tower.station.database)
    before = len(tower.post.got), len(tower.hook.got)
    tower.station.lookout.send_now(entry)
    assert (len(tower.post.got) - before[0], len(tower.hook.got) - before[1]) == (3, 1)


def test_the_loop_outlives_a_fault(tower: Tower, caplog: pytest.LogCaptureFixture) -> None:
    """A look that fails is logged, and the next one comes."""
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise ZeroDivisionError
        tower.watch._stopping.set()
        raise ZeroDivisionError

    tower.watch.round = look  # type: ignore[method-assign] # one look of a test's
    tower.watch._rules = tower.watch._rules.model_copy(update={"look_s": 0.001})
    tower.watch.start()
    tower.watch._thread.join(5)
    tower.watch.stop()
    assert len(looks) == 2
    assert caplog.text.count("a look failed") == 2


# -- what people do -------------------------------------------------------------------------------


def test_somebody_of_the_office_has_seen_it(tower: Tower) -> None:
    """A fact with its event; once for each person; it mends nothing."""
    tower.sees = LOST
    tower.look(4)
    (entry,) = open_alerts(tower.station.database)
    tower.station.alerts.acknowledge(actor("li"), entry.id)
    with pytest.raises(Refused, match="已经确认过"):
        tower.station.alerts.acknowledge(actor("li"), entry.id)
    (entry,) = open_alerts(tower.station.database)
    assert [sight.account for sight in entry.seen] == ["li"]
    assert tower.told("alert_seen") == ["link_down"]
    assert count_open(tower.station.database) == 1
    assert '"li"' not in json.dumps(entry.as_dict()), "a webhook names no person"


def test_nobody_ticks_off_what_is_not_there_or_over(tower: Tower, person: Callable[[str], Actor]) -> None:
    """Refused in a sentence, and who only looks at the record leaves no marks."""
    tower.sees = LOST
    tower.look(4)
    (entry,) = open_alerts(tower.station.database)
    alerts = tower.station.alerts
    with pytest.raises(NotAllowed):
        alerts.acknowledge(person("auditor"), entry.id)
    with pytest.raises(NotFound, match="999"):
        alerts.acknowledge(actor("li"), 999)
    tower.sees = site()
    tower.look(4)
    with pytest.raises(Refused, match="已经恢复"):
        alerts.acknowledge(actor("li"), entry.id)


@pytest.mark.parametrize(
    "order", ["UPDATE alert SET code = 'x'", "DELETE FROM alert_end", "DELETE FROM alert_seen"]
)
def test_alerts_are_facts(tower: Tower, order: str) -> None:
    """The database refuses to change or remove one."""
    tower.sees = LOST
    tower.look(4)
    tower.station.alerts.acknowledge(actor("li"), open_alerts(tower.station.database)[0].id)
    tower.sees = site()
    tower.look(4)
    with pytest.raises(DatabaseError, match="append-only"), tower.station.database.write() as session:
        session.exec(text(order))  # type: ignore[call-overload] # a statement of ours


def test_a_row_that_is_not_stored_is_a_mistake() -> None:
    """Nothing can end what was never raised."""
    with pytest.raises(ValueError, match="not stored"):
        id_of(AlertRow())


# -- what goes out --------------------------------------------------------------------------------


def test_a_webhook_knows_who_sent_it(tower: Tower) -> None:
    """HMAC-SHA256 over time, dot and body, as the page says; without a secret there is no signature."""
    said = Said("【大屏】", "字", {"kind": "alert"})
    body = webhook.body_for(said)
    assert json.loads(body) == {"subject": "【大屏】", "text": "字", "kind": "alert"}
    headers = webhook.headers_for(body, "whisper", 1_790_000_000)
    wanted = hmac.new(b"whisper", b"1790000000." + body, hashlib.sha256).hexdigest()
    assert headers == {webhook.TIMESTAMP: "1790000000", webhook.SIGNATURE: f"sha256={wanted}"}
    assert webhook.headers_for(body, "", 1) == {webhook.TIMESTAMP: "1"}
    assert [webhook.fault_in(status) for status in (200, 204, 302, 500)] == ["", "", "HTTP 302", "HTTP 500"]


def test_a_webhook_that_refuses_is_tried_again(tower: Tower) -> None:
    """The same outbox: waits, tries, and its fault on record without address or key."""
    tower.hook.status = 503
    tower.sees = STRANGE
    tower.look()
    (letter,) = [one for one in letters_of(tower) if one.way == "webhook"]
    assert (letter.fate, letter.detail, letter.notice_id) == ("waiting", "HTTP 503", "alert:1")
    tower.hook.status = 204
    tower.clock.advance(timedelta(minutes=2).total_seconds())
    tower.teller.round()
    assert [one["alert"]["code"] for one in tower.posted()] == ["content_unknown"] * 2


# -- the disk ---------------------------------------------------------------------------------------


def test_the_disk_is_written_and_read_back(tmp_path: Path) -> None:
    """R23: a folder that takes a file is well and keeps none; another says why. It is asked seldom."""
    test = DiskTest(tmp_path)
    assert test.look().fault == ""
    assert test.look() is test.look()
    assert list(tmp_path.iterdir()) == []
    assert DiskTest(tmp_path / "gone").look().fault == "No such file or directory"
    (tmp_path / "self-test").mkdir()
    assert DiskTest(tmp_path).look().fault == "Is a directory"
