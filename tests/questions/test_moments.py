"""What stood at an instant: the page, its pixels and its approval; or the word for why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from drivers.errors import TimedOut
from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import NotFound
from ledctl.ledger.downtime import How, Outage, beat, begin_outage, end_outages, open_outages
from ledctl.ledger.history import displays
from ledctl.ledger.log import append
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.questions.moments import Moment, Word
from ledctl.station import Station
from tests.publishing.office import Office

SLOT = Slot("n1", 1, "停水通知", "general", "o7", "ab" * 32, 1, "zhao", False, "plan", 3)


def ask(station: Station, at: datetime, sign: str = "gate") -> Moment:
    (found,) = station.questions.at(at, sign)
    return found


def test_the_exact_picture_and_who_let_it_through(
    office: Office, station: Station, clock: FrozenClock
) -> None:
    """An auditor's first question: page, version, proof, approver, since and until, pixel by pixel (R38)."""
    pages = office.put_up("A")
    began = clock.now()
    office.pass_time(4000, step_s=5)
    office.worker._recorder.flush(force=True)
    at = clock.now() - timedelta(seconds=7)
    found = ask(station, at)
    assert found.word is Word.SHOWN
    page = found.page
    assert page is not None
    assert (page.notice, page.version, page.title, page.practice) == ("A", 1, "停水通知A", False)
    assert (page.proof, page.approver, page.cause) == (3, "approver", "plan")
    assert page.approval is not None
    assert (page.approval.name, page.approval.account) == ("某approver", "approver")
    assert station.questions.frame(page.program, page.page) == pages[page.page - 1]
    assert found.since is not None
    assert began <= found.since <= at
    said = found.as_dict()
    assert (said["word"], said["page"]["approval"]["name"]) == ("shown", "某approver")


def test_a_page_that_stands_over_many_seals_is_one(station: Station, clock: FrozenClock) -> None:
    """A single page stands for days; the segments it is sealed in do not cut what the auditor is told."""
    recorder = Recorder(station.database, "gate", station.settings.zoneinfo, clock, flush_s=600)
    began = clock.now()
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.HOST, to_ms(began - timedelta(seconds=9)))
        end_outages(session, open_outages(session, "gate"), to_ms(began), How.CONFIRMED)
    for slot, hours in ((SLOT, 50), (replace(SLOT, order="8"), 20)):
        recorder.started(slot, 0, to_ms(clock.now()), 40, Result.ACKED)
        for _ in range(hours * 6):
            clock.advance(600)
            recorder.flush()
    recorder.flush(force=True)
    changed = began + timedelta(hours=50)
    pieces = [one for one in displays(station.database, sign="gate") if one.slot.order == "o7"]
    assert len(pieces) > 3
    for hour in (1, 13, 26, 49):
        found = ask(station, began + timedelta(hours=hour))
        assert (found.since, found.until) == (began, changed)
        assert found.page is not None
        assert found.page.approval is None, "an order nobody has any more is not made up"
    lasts = ask(station, clock.now() - timedelta(minutes=3))
    assert (lasts.since, lasts.until) == (changed, None)


def test_dark_since_when_until_when_and_why(office: Office, station: Station, clock: FrozenClock) -> None:
    """Dark is the sign's own word, with its cause; it lasts until the next thing the screen did."""
    office.put_up("A")
    office.pass_time(60)
    office.withdraw("A")
    office.worker.step()
    went = clock.now()
    office.pass_time(120, step_s=10)
    with station.database.write() as session:
        beat(session, {"gate": to_ms(clock.now())})
    found = ask(station, clock.now() - timedelta(seconds=30))
    assert (found.word, found.since, found.until, found.why_dark) == (Word.DARK, went, None, "person")
    office.put_up("B")
    again = ask(station, went + timedelta(seconds=1))
    assert (again.word, again.until) == (Word.DARK, clock.now())


def test_an_outage_is_told_with_its_cause(office: Office, station: Station, clock: FrozenClock) -> None:
    """Of several at once the cause that counts first; since when until when."""
    office.put_up("A")
    office.pass_time(60)
    office.sign.broken = TimedOut("no answer")
    office.pass_time(300, step_s=10)
    middle = clock.now() - timedelta(seconds=20)
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.BLACKOUT, to_ms(middle - timedelta(seconds=5)))
    found = ask(station, middle)
    assert found.word is Word.OUTAGE
    assert found.outage is not None
    assert (found.outage.cause, found.until, found.page) == (Outage.BLACKOUT, None, None)
    before = ask(station, middle - timedelta(seconds=60))
    assert before.outage is not None
    assert before.outage.cause is Outage.LINK
    with station.database.write() as session:
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    assert ask(station, middle).until == clock.now()


def test_before_the_record_and_after_it(office: Office, station: Station, clock: FrozenClock) -> None:
    """What nobody recorded is not guessed: neither before the first row nor after the last sign of life."""
    began = clock.now()
    early = ask(station, began - timedelta(days=1))
    assert (early.word, early.until is not None, early.page) == (Word.NOT_RECORDED, True, None)
    office.put_up("A")
    office.pass_time(120, step_s=5)
    office.worker._recorder.flush(force=True)
    last = clock.now()
    clock.advance(3600)
    late = ask(station, clock.now() - timedelta(seconds=1))
    assert late.word is Word.UNKNOWN
    assert late.since is not None
    assert last - timedelta(seconds=10) <= late.since <= last


def test_a_time_that_never_passed(office: Office, station: Station, clock: FrozenClock) -> None:
    """R15: the clock was set forward; between the two nothing stood, because there was no such time."""
    office.put_up("A")
    office.pass_time(60)
    office.worker._recorder.ended(to_ms(clock.now()))
    office.worker._recorder.flush(force=True)
    clock.advance(7200)
    with station.database.write() as session:
        append(session, kind="clock_step", at=clock.now(), actor="system", seconds=7200.0)
        begin_outage(session, "gate", Outage.HOST, to_ms(clock.now()))
    assert ask(station, clock.now() - timedelta(hours=1)).word is Word.SKIPPED


def test_all_signs_are_asked_also_one_that_is_gone(
    office: Office, station: Station, clock: FrozenClock
) -> None:
    """R30: a sign the site has no more is still on record; one that never was is told so."""
    with station.database.write() as session:
        begin_outage(session, "old", Outage.LINK, to_ms(clock.now()))
    clock.advance(60)
    found = {one.sign: one.word for one in station.questions.at(clock.now())}
    assert found["old"] is Word.OUTAGE
    assert set(found) == {"gate", "old"}
    with pytest.raises(NotFound):
        station.questions.at(clock.now(), "nowhere")


def test_a_picture_that_was_never_approved_is_not_there(office: Office, station: Station) -> None:
    """Only pages of programs on record have pixels."""
    office.put_up("A")
    found = station.questions.notice("A")
    (digest,) = found.programs
    for program, page in (("ab" * 32, 1), (digest, 0), (digest, 99)):
        with pytest.raises(NotFound):
            station.questions.frame(program, page)
