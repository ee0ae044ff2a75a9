"""One sign's worker when something fails: the wire, the sign, the database, the program itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from drivers.base import Frame, Receipt
from drivers.errors import (
    Broken,
    ConnectFailed,
    DriverError,
    HalfDone,
    ProtocolError,
    SignRefused,
    TimedOut,
    Unsupported,
)
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.worker import ASIDE_S
from tests.publishing.office import MoodySign, Office, short_notice

OUTAGES = [ConnectFailed("nobody there"), TimedOut("no answer"), Broken("cut"), ProtocolError("rubbish")]


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_an_outage_is_two_events_and_the_notice_comes_back(office: Office, error: DriverError) -> None:
    """R21: down and up once each, however long; what stood is put up again because of the device."""
    pages = office.put_up("A")
    before = len(office.told())
    cut(office, error)
    office.pass_time(3600, step_s=2.5)
    kinds = [entry.kind for entry in office.told()[before:]]
    assert sorted(kinds) == sorted([outcome(error), "link_down"])
    assert office.worker.live.online is False
    mend(office)
    office.pass_time(10)
    assert office.sign.current in pages
    assert office.worker.live.online
    assert [kind for kind, *_ in office.story()].count("link_down") == 1
    assert [kind for kind, *_ in office.story()].count("link_up") == 1
    assert office.story()[-1] == ("shown", "device", "A")
    no_sending_without_outcome(office)


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_a_put_up_that_fails_has_its_outcome(office: Office, error: DriverError) -> None:
    """What is known after each error is what the drivers' errors say, no more."""
    office.sign.broken, office.sign.online = error, False
    office.put_up("A")
    assert [kind for kind, *_ in office.story()[1:]] == ["sending", outcome(error), "link_down"]
    mend(office)
    office.pass_time(6)
    assert [kind for kind, *_ in office.story()[-2:]] == ["link_up", "shown"]
    no_sending_without_outcome(office)


def test_an_order_half_done_is_unknown_though_the_sign_answered(office: Office) -> None:
    """R10: a refusal after a part was done is no "not shown"; the wire is not called down for it."""
    office.sign.broken = HalfDone("written, not selected", code=3)
    office.put_up("A")
    assert [kind for kind, *_ in office.story()[1:]] == ["sending", "outcome_unknown"]
    mend(office)
    office.pass_time(6)
    assert [kind for kind, *_ in office.story()[-1:]] == ["shown"]
    no_sending_without_outcome(office)


def test_a_lost_answer_is_unknown_and_not_shown_twice(office: Office) -> None:
    """The sign took it and the answer was lost: unknown, then confirmed; one display is counted."""
    office.sign.late, office.sign.online = TimedOut("the answer was lost"), False
    office.put_up("A")
    assert not office.is_dark, "it does stand, but nobody knows"
    assert office.story()[-2][0] == "outcome_unknown"
    assert office.displays() == []
    mend(office)
    office.pass_time(5)
    assert len(office.displays()) == 1


def test_the_same_failure_is_not_told_again(office: Office) -> None:
    """A sign that answers when asked and fails at every picture fills no ledger."""
    office.sign.broken = TimedOut("no answer")
    office.put_up("A")
    count = len(office.told())
    office.pass_time(600)
    assert office.sign.asked > 100
    assert len(office.told()) == count
    no_sending_without_outcome(office)


def test_nothing_is_sent_before_the_sign_answers(office: Office) -> None:
    """R21, R26: after a failure only questions go out."""
    office.put_up("A")
    cut(office, Broken("cut"))
    office.pass_time(30)
    ordered = office.sign.ordered
    office.pass_time(60)
    assert office.sign.ordered == ordered
    assert office.sign.asked >= 10


def test_withdrawn_during_an_outage_it_is_never_sent_again(office: Office) -> None:
    """R10: gone from the desk at once; gone from the sign, on record, when the sign confirmed it."""
    office.put_up("A")
    cut(office, Broken("cut"))
    office.pass_time(10)
    office.withdraw("A")
    office.pass_time(10)
    assert office.told("taken_down") == []
    mend(office)
    taken = len(office.sign.taken)
    office.pass_time(10)
    assert office.is_dark
    assert len(office.sign.taken) == taken
    assert office.story()[-3:] == [
        ("link_up", "device", None),
        ("taken_down", "person", "A"),
        ("blanked", "person", None),
    ]


def test_expired_during_an_outage_it_is_never_sent_again(office: Office) -> None:
    """R21: expiry is looked at again at every reconnect."""
    office.put_up("A")
    cut(office, TimedOut("no answer"))
    office.pass_time(10)
    office.jump_to(office.until["A"])
    mend(office)
    taken = len(office.sign.taken)
    office.pass_time(10)
    assert office.is_dark
    assert len(office.sign.taken) == taken
    assert office.story()[-2:] == [("taken_down", "expiry", "A"), ("blanked", "expiry", None)]


def test_what_was_perhaps_shown_is_taken_down_by_name(office: Office) -> None:
    """R10: never confirmed, withdrawn meanwhile, perhaps on the sign: the record says when it surely left."""
    office.sign.late, office.sign.online = TimedOut("the answer was lost"), False
    office.put_up("A")
    office.withdraw("A")
    mend(office)
    office.pass_time(6)
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "person", "A"), ("blanked", "person", None)]


def test_a_failed_darkness_is_told_and_tried_again(office: Office) -> None:
    """R10: a withdrawal the sign did not confirm is not recorded as one."""
    office.put_up("A")
    cut(office, TimedOut("no answer"))
    office.withdraw("A")
    office.pass_time(60)
    (unknown,) = office.told("outcome_unknown")
    assert unknown.facts["what"] == "dark"
    assert office.told("taken_down") == []
    mend(office)
    office.pass_time(6)
    assert office.is_dark
    assert office.story()[-1] == ("blanked", "person", None)


def test_an_order_the_sign_refuses_does_not_hold_up_the_others(office: Office) -> None:
    """The sign answered no to one picture: told once, tried again now and then, others have their turn."""
    title, *_ = office.approve(short_notice("BAD"))  # other pages are alike on both notices
    refuse(office, [title], SignRefused("too much", code=5))
    good = office.put_up("GOOD")
    office.pass_time(20 * ASIDE_S)
    assert office.sign.current in good
    assert [entry.notice for entry in office.told("not_shown")] == ["BAD"]
    assert office.told("link_down") == []
    office.sign.pick = lambda _frame: None
    office.pass_time(ASIDE_S + 30)
    assert ("shown", "device", "BAD") in office.story()
    no_sending_without_outcome(office)


def test_a_refusal_half_way_is_unknown_and_not_a_refusal(office: Office) -> None:
    """A sign that deleted what stood and then refused: nothing is claimed to stand, all is sent again."""
    office.put_up("GOOD")
    refusal = SignRefused("the flash is spared", code=3)
    refusal.outcome_known = False
    refuse(office, office.approve(short_notice("BAD", urgency="high")), refusal)
    office.worker.step()
    assert [entry.notice for entry in office.told("outcome_unknown")] == ["BAD"]
    assert office.told("not_shown") == []
    assert (office.worker.live.notice_id, office.worker.live.online) == ("", False)


def test_what_may_not_stand_leaves_even_if_its_successor_is_refused(office: Office) -> None:
    """R2: a withdrawn page does not stay because the next one cannot be shown."""
    office.put_up("A")
    refuse(office, office.approve(short_notice("BAD", urgency="high")), Unsupported("cannot"))
    office.withdraw("A")
    office.worker.step()
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "person", "A"), ("blanked", "person", None)]


def test_a_receipt_for_other_pixels_proves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R25: what the sign confirms must be what was sent."""
    honest = MoodySign._show

    def lie(sign: MoodySign, frame: Frame, life_s: int) -> Receipt:
        receipt = honest(sign, frame, life_s)
        return Receipt("0" * 64, receipt.proof, receipt.evidence)

    monkeypatch.setattr(MoodySign, "_show", lie)
    office.put_up("A")
    assert office.told("shown") == []
    assert office.told("outcome_unknown")[0].notice == "A"
    assert office.displays() == []


def test_a_bug_in_a_driver_is_an_unknown_outcome(office: Office) -> None:
    """Something no driver may raise: the round fails, and the next one says what is not known."""
    office.sign.broken = RuntimeError("a bug")
    office.approve(short_notice("A"))
    with pytest.raises(RuntimeError):
        office.worker.step()
    office.sign.broken = None
    office.pass_time(10)
    assert [kind for kind, *_ in office.story()[1:]] == [
        "sending", "outcome_unknown", "link_down", "link_up", "shown",
    ]  # fmt: skip
    no_sending_without_outcome(office)


# -- the database -----------------------------------------------------------------------------


def test_what_cannot_be_recorded_is_not_sent(office: Office) -> None:
    """No ``sending`` on disk, no byte on the wire."""
    office.approve(short_notice("A"))
    with full_disk(office):
        fails(office)
        assert office.sign.taken == []
    office.worker.step()
    assert len(office.sign.taken) == 1


def test_a_display_the_disk_would_not_take_is_recorded_later(office: Office) -> None:
    """The sign confirmed and the disk is full: nothing new is sent until the truth is written."""
    office.approve(short_notice("A"))
    with full_disk(office, after=1):
        fails(office)
        assert len(office.sign.taken) == 1
        for _ in range(20):
            office.clock.advance(1)
            fails(office)
        assert len(office.sign.taken) == 1
    office.worker.step()
    (shown,) = office.told("shown")
    assert shown.at == office.told("sending")[0].at
    assert office.displays()[-1].start == shown.at
    no_sending_without_outcome(office)
    assert verify(office.station.database).ok


def test_expiry_does_not_wait_for_the_disk(office: Office) -> None:
    """R3: a full disk keeps no expired notice on the sign; the record follows, with the true instant."""
    office.put_up("A")
    office.put_up("B")
    end = office.until["A"]
    office.pass_time(5)
    with full_disk(office):
        office.clock.advance((end - office.clock.now()).total_seconds())
        fails(office)
        assert office.is_dark
        office.clock.advance(60)
        fails(office)
    office.worker.step()
    both_expired(office, end)


def test_a_full_disk_does_not_darken_a_sign_that_clears_itself(office: Office) -> None:
    """R23: past a full hour that cannot be sealed, what may stand is said again before its life ends."""
    office.put_up("A")
    office.pass_time(3590, step_s=10)
    with full_disk(office):
        for _ in range(7):
            before = len(office.sign.taken)
            for _ in range(50):
                office.clock.advance(1)
                try_step(office)
            assert len(office.sign.taken) > before
            assert not office.is_dark
    office.worker.step()
    assert verify(office.station.database).ok


def test_a_database_that_cannot_be_read_keeps_no_expired_notice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: the end of a window is known without asking anybody."""
    office.put_up("A")
    office.clock.advance((office.until["A"] - office.clock.now()).total_seconds())
    with monkeypatch.context() as patch:
        patch.setattr("ledctl.publishing.docket.change_mark", no_database)
        fails(office)
    assert office.is_dark


@pytest.mark.parametrize("calls", range(8))
def test_one_failed_write_anywhere_leaves_a_true_record(office: Office, calls: int) -> None:
    """Whichever write of a put-up, a page turn or a take-down fails: later everything is there, once."""
    office.approve(short_notice("A"))
    with full_disk(office, after=calls, times=1):
        for _ in range(60):
            office.clock.advance(1)
            try_step(office)
    office.withdraw("A")
    office.pass_time(3)
    assert [kind for kind, *_ in office.story()[1:]] == ["sending", "shown", "taken_down", "blanked"]
    assert len(office.displays()) == len(office.sign.taken)
    assert verify(office.station.database).ok


def test_stopping_lets_go_of_the_sign_even_if_nothing_can_be_written(office: Office) -> None:
    """The wire is closed in any case."""
    office.put_up("A")
    with full_disk(office), pytest.raises(OperationalError):
        office.worker.stop()
    assert office.sign._closed


# -- how things are made to fail --------------------------------------------------------------


def cut(office: Office, error: DriverError) -> None:
    office.sign.broken, office.sign.online = error, False


def mend(office: Office) -> None:
    office.sign.broken, office.sign.late, office.sign.online = None, None, True


def refuse(office: Office, pages: list[Frame], error: DriverError) -> None:
    office.sign.pick = lambda frame: error if frame in pages else None


def outcome(error: DriverError) -> str:
    return "not_shown" if error.outcome_known else "outcome_unknown"


def no_sending_without_outcome(office: Office) -> None:
    """Every ``sending`` is followed by a word on how that order fared."""
    open_ids: set[object] = set()
    for entry in office.told("sending", "shown", "not_shown", "outcome_unknown"):
        order = entry.facts.get("order")
        if entry.kind == "sending":
            assert order not in open_ids
            open_ids.add(order)
        else:
            open_ids.discard(order)
    assert not open_ids


def no_database(*_: object) -> tuple[int, int]:
    raise OperationalError("SELECT", {}, Exception("disk I/O error"))


def both_expired(office: Office, end: datetime) -> None:
    """The record says of A and B that their windows closed, at the instant they did, and holds."""
    downs = office.told("taken_down")
    assert {(entry.notice, entry.cause, entry.at) for entry in downs} == {
        ("A", "expiry", end), ("B", "expiry", end),
    }  # fmt: skip
    assert verify(office.station.database).ok


@contextmanager
def full_disk(office: Office, *, after: int = 0, times: int = 1_000_000) -> Iterator[None]:
    """From the ``after``-th write on, ``times`` transactions fail at their commit."""
    database, real, seen = office.station.database, office.station.database.write, [0]

    @contextmanager
    def write() -> Iterator[Session]:
        seen[0] += 1
        with real() as session:
            yield session
            if after < seen[0] <= after + times:
                raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    database.write = write  # type: ignore[method-assign] # for this block
    try:
        yield
    finally:
        database.write = real  # type: ignore[method-assign] # as it was


def fails(office: Office) -> None:
    with pytest.raises(OperationalError):
        office.worker.step()


def try_step(office: Office) -> None:
    step: Callable[[], object] = office.worker.step
    try:
        step()
    except OperationalError:
        return


def test_a_sign_that_refuses_what_should_stand_says_that_something_waits(office: Office) -> None:
    """Dark for want of a notice is one thing, dark because none was taken another; the value tells which."""
    assert not office.worker.live.held_up
    office.sign.broken = SignRefused("memory full", code=4)
    office.put_up("A")
    assert (office.worker.live.order_id, office.worker.live.held_up) == (None, True)
    office.sign.broken = None
    office.pass_time(ASIDE_S + 2)
    assert (office.worker.live.notice_id, office.worker.live.held_up) == ("A", False)
