"""What a worker writes of outages: each with its cause, over restarts, and never a moment without a word."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from drivers.errors import Broken, DriverError, HalfDone, SignRefused, TimedOut
from ledctl.clock import to_ms
from ledctl.ledger import outages as record
from ledctl.ledger.downtime import How, Outage, beat
from ledctl.ledger.outages import Known, OutageFact, coverage, gaps, outages
from ledctl.publishing.publisher import Publisher
from tests.publishing.card import CardOffice, CardSign
from tests.publishing.office import MoodySign, Office, make_worker


def rows(office: Office) -> list[OutageFact]:
    """Every outage of the gate's sign, oldest first."""
    return sorted(outages(office.station.database, sign="gate"), key=lambda one: one.id)


def causes(office: Office) -> list[tuple[Outage, How | None]]:
    return [(one.cause, one.how) for one in rows(office)]


def lengths(office: Office) -> list[float]:
    return [one.seconds(office.clock.now()) for one in rows(office)]


def no_gap(office: Office) -> None:
    """The promise of the issue: no gap in the record that is not an outage row."""
    now = office.clock.now()
    assert gaps(office.station.database, "gate", now - timedelta(days=400), now) == []


def known(office: Office) -> list[Known]:
    now = office.clock.now()
    return [one.known for one in coverage(office.station.database, "gate", now - timedelta(days=400), now)]


def cut(office: Office, error: DriverError) -> None:
    office.sign.broken, office.sign.online = error, False


def mend(office: Office) -> None:
    office.sign.broken, office.sign.online = None, True


def test_a_new_sign_is_out_until_its_first_word(office: Office) -> None:
    """The record of a sign begins with a row, and its first confirmation closes it."""
    assert causes(office) == [(Outage.HOST, How.CONFIRMED)]
    assert lengths(office) == [0.0]


def test_a_dead_link_is_a_row_with_its_length(office: Office) -> None:
    """R27: from the failure to the first thing the sign took again; not one row for each try."""
    office.put_up("A")
    cut(office, TimedOut("no answer"))
    office.pass_time(3600, step_s=2.5)
    assert rows(office)[-1].end is None
    mend(office)
    office.pass_time(10)
    assert causes(office)[1:] == [(Outage.LINK, How.CONFIRMED)]
    assert lengths(office)[-1] == pytest.approx(3600, abs=40)
    no_gap(office)
    assert Known.GAP not in known(office)


def test_a_sign_that_answers_and_takes_nothing_is_out_for_another_cause(office: Office) -> None:
    """R22: it is not the link, and the row says so."""
    office.put_up("A")
    office.sign.broken = HalfDone("written, not selected", code=3)
    office.pass_time(120)
    office.sign.broken = None
    office.pass_time(10)
    assert causes(office)[1:] == [(Outage.REFUSED, How.CONFIRMED)]
    no_gap(office)


def test_a_refused_order_is_no_outage_of_the_sign(office: Office) -> None:
    """What stood goes on standing: the others lose nothing."""
    mine = office.put_up("A")
    office.sign.pick = lambda frame: None if frame in mine else SignRefused("not this one", code=3)
    office.put_up("B")
    office.pass_time(30)
    assert [kind for kind, *_ in office.story()][-1] == "not_shown"
    assert causes(office)[1:] == []
    no_gap(office)


def test_each_outage_has_its_row_though_the_failure_is_the_same(office: Office) -> None:
    """Down, up and down again in the same way are two rows."""
    office.put_up("A")
    for _ in range(2):
        cut(office, Broken("cut"))
        office.pass_time(120)
        mend(office)
        office.pass_time(60)
    assert causes(office)[1:] == [(Outage.LINK, How.CONFIRMED)] * 2
    no_gap(office)


def test_an_end_in_order_and_the_time_until_the_next_word_are_one_row(office: Office) -> None:
    """A screen nobody looks after is unknown, though its page probably stands."""
    office.put_up("A")
    office.pass_time(30)
    end_in_order(office)
    office.clock.advance(7200)
    office.restart()
    office.worker.step()
    assert causes(office)[1:] == [(Outage.HOST, How.LATEST)]
    assert lengths(office)[-1] == pytest.approx(7200, abs=1)
    office.pass_time(5)
    no_gap(office)


def test_a_crash_is_out_from_the_last_heartbeat(office: Office) -> None:
    """What stood after it, nobody wrote down: the row covers it, and the displays end there."""
    office.put_up("A")
    office.pass_time(90)
    office.clock.advance(600)
    office.restart()
    office.pass_time(5)
    (unclean,) = office.told("unclean_stop")
    row = rows(office)[-1]
    assert (row.cause, row.how) == (Outage.CRASH, How.CONFIRMED)
    assert round(row.start.timestamp() * 1000) == unclean.facts["heartbeat_ms"]
    no_gap(office)


def test_a_crash_while_the_sign_was_dark_is_known_from_the_pulse(office: Office) -> None:
    """A dark sign leaves no hour in progress: how far it was looked after, the publisher says each minute."""
    publisher = publish(office)
    for _ in range(200):
        office.clock.advance(1)
        publisher.tick()
    crashed = office.clock.now()
    office.clock.advance(3600)
    office.restart()
    office.worker.step()
    row = rows(office)[-1]
    assert row.cause is Outage.CRASH
    assert timedelta(0) <= crashed - row.start <= timedelta(seconds=61)
    no_gap(office)
    assert known(office)[0] is Known.DARK


def test_a_dead_link_over_a_restart_is_answered_at_last(office: Office) -> None:
    """Down is followed by up, also when the process that said so has ended in between."""
    office.put_up("A")
    cut(office, Broken("cut"))
    office.pass_time(20)
    office.clock.advance(300)
    office.restart()
    office.pass_time(60)
    assert [one.cause for one in rows(office) if one.end is None] == [Outage.LINK, Outage.CRASH]
    mend(office)
    office.pass_time(10)
    assert {one.how for one in rows(office) if one.cause is Outage.LINK} == {How.LATEST}
    assert [kind for kind, *_ in office.story() if kind.startswith("link")] == [
        *("link_down", "link_down"),  # each process found it so
        "link_up",
    ]
    no_gap(office)


@pytest.mark.parametrize("crash", [True, False], ids=["crash", "stop"])
def test_what_expired_while_nobody_looked_is_taken_down_on_record(office: Office, crash: bool) -> None:
    """R10: an order put up has its end on record, at the latest when the sign confirmed something else."""
    office.put_up("A")
    office.pass_time(10)
    if not crash:
        end_in_order(office)
    office.clock.advance((office.until["A"] - office.clock.now()).total_seconds() + 86_400)
    office.restart()
    office.worker.step()
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "expiry", "A"), ("blanked", "expiry", None)]


def test_what_still_runs_after_a_restart_is_not_taken_down(office: Office) -> None:
    """It goes up again because of the start, and nothing is said to have left."""
    office.put_up("A")
    office.pass_time(10)
    office.restart()
    office.pass_time(10)
    assert office.told("taken_down") == []
    assert office.story()[-1] == ("shown", "start", "A")


def test_a_card_that_turns_its_pages_leaves_no_gap(card_office: CardOffice) -> None:
    """What nobody saw is an estimate, not a hole; restarts and outages are rows as for any sign."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    office.pass_time(900, step_s=5)
    office.card.broken, office.card.online = TimedOut("no answer"), False
    office.pass_time(900, step_s=5)
    office.card.broken, office.card.online = None, True
    office.pass_time(60)
    end_in_order(office)
    office.clock.advance(300)
    office.restart()
    office.pass_time(60)
    assert [one.cause for one in rows(office)] == [Outage.HOST, Outage.LINK, Outage.HOST]
    no_gap(office)
    assert Known.ESTIMATED in known(office)


@pytest.mark.parametrize("when", range(8))
def test_a_write_that_fails_leaves_no_gap(office: Office, when: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """R23: whichever write of a change is lost with the process, the next start accounts for the time."""
    office.put_up("A")
    office.pass_time(70)
    database, count = office.station.database, [0]
    write = type(database).write

    def stops(self: object):  # type: ignore[no-untyped-def] # it only stands before the real one
        count[0] += 1
        if count[0] > when:
            raise OSError("no space left on device")
        return write(database)

    with monkeypatch.context() as patch:
        patch.setattr(type(database), "write", stops)
        for _ in range(40):
            office.clock.advance(100)
            try:
                office.worker.step()
            except OSError:
                break
    office.clock.advance(500)
    office.restart()
    office.pass_time(5)
    no_gap(office)


def end_in_order(office: Office) -> None:
    """The process ends as it should, and lets go of its sign; the next one opens it anew."""
    office.worker.stop()
    if isinstance(office, CardOffice):
        office.card = CardSign(office.card.panel, office.clock)
    else:
        office.sign = MoodySign(office.sign.panel)


def publish(office: Office) -> Publisher:
    """The office's worker under a publisher that is turned by hand."""
    return Publisher(
        [office.worker],
        database=office.station.database,
        clock=office.clock,
        run=office.station.run,
        poll_s=1.0,
    )


def test_a_record_that_grows_while_it_is_read_has_no_gap(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign comes back between two looks at the database: the outage read as lasting covers the time."""
    office.put_up("A")
    office.pass_time(30)
    office.clock.advance(600)
    office.restart()
    read = record.pieces

    def and_then_it_is_back(*about: object, **within: object) -> object:
        found = [*read(*about, **within)]  # type: ignore[arg-type] # as it was called
        monkeypatch.setattr(record, "pieces", read)
        office.pass_time(150)
        return found

    now = office.clock.now()
    monkeypatch.setattr(record, "pieces", and_then_it_is_back)
    assert gaps(office.station.database, "gate", now - timedelta(days=1), now + timedelta(seconds=150)) == []
    assert record.pieces is read, "it was asked in between"


def test_a_page_that_stands_is_not_known_of_by_the_pulse(office: Office) -> None:
    """The publisher's pulse is newer than the hour in progress: what follows is unknown, and no gap."""
    office.put_up("A")
    office.pass_time(30)
    with office.station.database.write() as session:
        beat(session, {"gate": to_ms(office.clock.now())})
    no_gap(office)
    assert known(office)[-1] is Known.UNKNOWN


def test_an_outage_that_has_just_begun_leaves_no_gap_before_it(office: Office) -> None:
    """Nor for the minute until the hour in progress is on disk with the end of its page."""
    office.put_up("A")
    office.pass_time(30)
    cut(office, Broken("cut"))
    office.pass_time(8)
    assert [one.cause for one in rows(office) if one.end is None] == [Outage.LINK]
    no_gap(office)
    mend(office)
    office.pass_time(5)
    no_gap(office)


def test_darkness_that_a_picture_followed_at_once_hides_no_gap(office: Office) -> None:
    """The sign said that it is dark and, within the same millisecond, that it shows a page."""
    office.put_up("A")
    assert known(office) == []
    office.worker._recorder.ended(to_ms(office.clock.now()))
    office.clock.advance(60)
    office.worker._recorder.flush(force=True)
    assert known(office)[-1] is Known.GAP


def test_nothing_is_claimed_after_the_last_sign_of_life(office: Office) -> None:
    """What comes after the last heartbeat is unknown, neither a display nor a gap."""
    office.put_up("A")
    office.pass_time(90)
    now: datetime = office.clock.now()
    parts = coverage(office.station.database, "gate", now, now + timedelta(hours=1))
    assert [one.known for one in parts] == [Known.UNKNOWN]


def test_two_workers_of_two_signs_keep_their_own_rows(office: Office) -> None:
    """A sign's outages are its own."""
    other = MoodySign(office.sign.panel)
    other.broken, other.online = Broken("cut"), False
    worker = make_worker(office.station, other, "back")
    worker.step()
    assert {one.cause for one in outages(office.station.database, sign="back")} == {Outage.HOST, Outage.LINK}
    assert causes(office) == [(Outage.HOST, How.CONFIRMED)]


def test_a_beat_that_is_newer_than_the_page_is_no_gap(office: Office) -> None:
    """The hour in progress reaches the disk later than a beat: until then it is not known what stands."""
    office.put_up("A")
    office.pass_time(30)
    now = office.clock.now()
    with office.station.database.write() as session:
        beat(session, {"gate": round(now.timestamp() * 1000)})
    no_gap(office)
    assert known(office)[-1] is Known.UNKNOWN
