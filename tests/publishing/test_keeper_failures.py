"""A sign that turns its pages by itself, when something fails: the wire, the card, the database."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import pytest

from drivers.base import Booking, Receipt
from drivers.errors import DriverError, HalfDone, SignRefused, TimedOut
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.keeper import RESYNC_S
from tests.publishing.card import CardOffice, CardSign
from tests.publishing.office import short_notice
from tests.publishing.test_worker_failures import (
    OUTAGES,
    both_expired,
    fails,
    full_disk,
    no_database,
    no_sending_without_outcome,
    outcome,
    try_step,
)


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_an_outage_is_two_events_and_the_list_comes_back(card_office: CardOffice, error: DriverError) -> None:
    """R21: down and up once each, however long; what stood is confirmed again because of the device."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    before, written = len(office.told()), office.card.written
    cut(office, error)
    office.pass_time(1800, step_s=2.5)
    kinds = [entry.kind for entry in office.told()[before:]]
    assert kinds == [outcome(error), "link_down"]
    assert office.worker.live.online is False
    assert not any(row.end is None for row in office.displays()), "nobody knows what stands"
    mend(office)
    office.pass_time(10)
    assert office.held == {"A", "B"}
    assert office.card.written == written
    assert office.worker.live.online
    assert office.story()[-3:] == [
        ("link_up", "device", None),
        ("shown", "device", "A"),
        ("shown", "device", "B"),
    ]
    no_sending_without_outcome(office)
    assert verify(office.station.database).ok


def test_a_look_that_fails_names_the_list(card_office: CardOffice) -> None:
    """Nothing was on its way to be put up: what failed is the confirmation of the programs."""
    office = card_office
    office.put_up("A")
    cut(office, TimedOut("no answer"))
    office.pass_time(RESYNC_S + 5, step_s=5)
    (unknown,) = office.told("outcome_unknown")
    assert (unknown.notice, unknown.facts["what"]) == (None, "programs")


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_a_put_up_that_fails_has_its_outcome(card_office: CardOffice, error: DriverError) -> None:
    """What is known after each error is what the drivers' errors say; for every order on its way."""
    office = card_office
    office.approve(short_notice("A"))
    office.approve(short_notice("B"))
    cut(office, error)
    office.worker.step()
    kinds = [kind for kind, *_ in office.story()[1:]]
    assert sorted(kinds) == sorted(["sending", "sending", outcome(error), outcome(error), "link_down"])
    mend(office)
    office.pass_time(6)
    assert [kind for kind, *_ in office.story()[-3:]] == ["link_up", "shown", "shown"]
    no_sending_without_outcome(office)


def test_content_of_others_is_an_alarm_on_record(card_office: CardOffice) -> None:
    """Whoever reaches the card can show anything: what was found is told, once for each finding."""
    office = card_office
    office.put_up("A")
    office.card.strangers = ("program 77aa", "program 77ab")
    office.pass_time(3 * RESYNC_S, step_s=5)
    (told,) = office.told("unknown_content")
    assert told.facts["what"] == "program 77aa; program 77ab"
    office.card.strangers = ()
    office.pass_time(RESYNC_S + 5, step_s=5)
    office.card.strangers = ("program 77aa",)
    office.pass_time(RESYNC_S + 5, step_s=5)
    assert len(office.told("unknown_content")) == 2
    assert verify(office.station.database).ok


def test_a_card_that_refuses_to_be_looked_at_has_an_outcome_for_each_order(card_office: CardOffice) -> None:
    """Another card at the address: every notice on its way to it is on record as not shown."""
    office = card_office
    refusal = SignRefused("another card", code=18)
    office.card.broken = office.card.mute = refusal
    office.put_up("A")
    office.put_up("B")
    assert {entry.notice for entry in office.told("not_shown")} == {"A", "B"}
    no_sending_without_outcome(office)


def test_an_order_half_done_leaves_everything_in_doubt(card_office: CardOffice) -> None:
    """R10: a card that changed and then refused answered, but nothing it held may be claimed to stand."""
    office = card_office
    office.put_up("A")
    office.approve(short_notice("B"))
    office.card.broken = HalfDone("the old list is gone, the new one refused", code=3)
    office.worker.step()
    assert not any(row.end is None for row in office.displays()), "nobody knows what stands"
    assert [entry.notice for entry in office.told("outcome_unknown")] == ["B"]
    assert office.told("link_down") == []
    mend(office)
    office.pass_time(6)
    assert office.held == {"A", "B"}
    assert [kind for kind, *_ in office.story()[-2:]] == ["shown", "shown"]
    no_sending_without_outcome(office)


def test_a_lost_answer_is_unknown_and_confirmed_later(card_office: CardOffice) -> None:
    """The card took it and the answer was lost: unknown first, then one confirmed display."""
    office = card_office
    office.card.late, office.card.online = TimedOut("the answer was lost"), False
    office.put_up("A")
    assert office.held == {"A"}
    assert office.displays() == []
    mend(office)
    office.pass_time(5)
    assert sum(row.acknowledged for row in office.displays()) == 1
    no_sending_without_outcome(office)


def test_nothing_is_sent_before_the_card_answers(card_office: CardOffice) -> None:
    """R21, R26: after a failure only questions go out."""
    office = card_office
    office.put_up("A")
    cut(office, TimedOut("no answer"))
    office.withdraw("A")
    office.pass_time(10)
    synced, asked = office.card.synced, office.card.asked
    office.pass_time(60)
    assert (office.card.synced, office.card.asked - synced >= 5) == (synced, True)
    assert office.card.asked > asked


def test_withdrawn_during_an_outage_it_is_taken_down_first_of_all(card_office: CardOffice) -> None:
    """R10: it leaves the record when the card has confirmed that it left."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    cut(office, TimedOut("no answer"))
    office.withdraw("A")
    office.pass_time(30)
    assert office.told("taken_down") == []
    assert office.held == {"A", "B"}, "nobody could reach it"
    mend(office)
    office.pass_time(6)
    assert office.held == {"B"}
    assert ("taken_down", "person", "A") in office.story()


def test_one_that_is_refused_does_not_hold_up_the_others(card_office: CardOffice) -> None:
    """Found among many that come together; told once, tried again seldom, shown when the card will."""
    office = card_office
    for name in ("A", "B", "BAD", "C"):
        office.approve(short_notice(name))
    refuse(office, "BAD")
    office.worker.step()
    assert office.held == {"A", "B", "C"}
    assert office.card.written == 3
    office.pass_time(4 * RESYNC_S, step_s=5)
    assert [entry.notice for entry in office.told("not_shown")] == ["BAD"]
    assert office.told("link_down") == []
    no_sending_without_outcome(office)
    office.card.pick = lambda _bookings: None
    office.pass_time(RESYNC_S + 5, step_s=5)
    assert office.held == {"A", "B", "BAD", "C"}
    assert office.story()[-1] == ("shown", "device", "BAD")


def test_a_refused_newcomer_is_tried_once_at_a_time(card_office: CardOffice) -> None:
    """What the card holds shows who is to blame: its memory is not worn out to find that twice."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    office.approve(short_notice("BAD"))
    refuse(office, "BAD")
    synced = office.card.synced
    office.worker.step()
    assert office.card.synced - synced == 2, "with it, and without it"
    assert office.held == {"A", "B"}


@pytest.mark.parametrize(("wait_s", "until"), [(20.0, 20), (inf, RESYNC_S), (None, RESYNC_S)])
def test_a_sign_that_says_when_is_asked_again_then(
    card_office: CardOffice, wait_s: float | None, until: float
) -> None:
    """A warning refused to spare the flash for some seconds does not wait for the usual minutes."""
    office = card_office
    office.card.pick = lambda bookings: SignRefused("spared", code=3, wait_s=wait_s) if bookings else None
    office.put_up("A", urgency="emergency")
    office.card.pick = lambda _bookings: None
    office.pass_time(until - 2)
    assert office.held == set()
    office.pass_time(4)
    assert office.held == {"A"}


def test_what_may_not_stand_leaves_even_if_its_successor_is_refused(card_office: CardOffice) -> None:
    """R2: a withdrawn notice does not stay because the next one cannot be shown."""
    office = card_office
    office.put_up("A")
    office.approve(short_notice("BAD", urgency="high"))
    refuse(office, "BAD")
    office.withdraw("A")
    office.worker.step()
    assert office.card.bookings == ()
    assert office.story()[-2:] == [("taken_down", "person", "A"), ("blanked", "person", None)]


def test_a_refused_higher_level_leaves_the_lower_one_where_it_is(card_office: CardOffice) -> None:
    """It is not taken off the card and written again in between."""
    office = card_office
    office.put_up("A")
    office.approve(short_notice("BAD", urgency="high"))
    refuse(office, "BAD")
    lists = len(office.card.lists)
    office.pass_time(30)
    assert office.held == {"A"}
    assert () not in office.card.lists[lists:]
    assert office.told("taken_down") == []


def test_a_card_that_refuses_darkness_is_told_of_once(card_office: CardOffice) -> None:
    """Even an empty list may be refused: what stands is unknown, and it is tried again."""
    office = card_office
    office.put_up("A")
    office.card.pick = lambda bookings: None if bookings else SignRefused("no", code=1)
    office.withdraw("A")
    office.pass_time(60)
    (refused,) = office.told("not_shown")
    assert refused.facts["what"] == "dark"
    office.card.pick = lambda _bookings: None
    office.pass_time(6)
    assert office.card.bookings == ()
    assert office.story()[-1] == ("blanked", "person", None)


def test_a_receipt_for_another_list_proves_nothing(
    card_office: CardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R25: what the card confirms must be what it was told."""
    office, honest = card_office, CardSign._sync

    def lie(sign: CardSign, bookings: tuple[Booking, ...]) -> Receipt:
        receipt = honest(sign, bookings)
        return Receipt("0" * 64, receipt.proof, receipt.evidence)

    monkeypatch.setattr(CardSign, "_sync", lie)
    office.put_up("A")
    assert office.told("shown") == []
    assert office.told("outcome_unknown")[0].notice == "A"
    assert office.displays() == []


def test_a_bug_in_a_driver_is_an_unknown_outcome(card_office: CardOffice) -> None:
    """Something no driver may raise: the round fails, and the next one says what is not known."""
    office = card_office
    office.card.broken = RuntimeError("a bug")
    office.approve(short_notice("A"))
    with pytest.raises(RuntimeError):
        office.worker.step()
    mend(office)
    office.pass_time(10)
    assert [kind for kind, *_ in office.story()[1:]] == [
        "sending", "outcome_unknown", "link_down", "link_up", "shown",
    ]  # fmt: skip
    no_sending_without_outcome(office)


# -- the database -----------------------------------------------------------------------------


def test_what_cannot_be_recorded_is_not_sent(card_office: CardOffice) -> None:
    """No ``sending`` on disk, no byte on the wire."""
    office = card_office
    office.approve(short_notice("A"))
    synced = office.card.synced
    with full_disk(office):
        fails(office)
    assert office.card.synced == synced
    office.worker.step()
    assert office.held == {"A"}


def test_expiry_does_not_wait_for_the_disk(card_office: CardOffice) -> None:
    """R3: a full disk keeps no expired notice on the card; the record follows, with the true instant."""
    office = card_office
    began = office.clock.now()
    office.put_up("A")
    end = office.until["A"]
    office.clock.advance(60)
    office.approve(short_notice("B", start=began))  # wished from the same moment, so over at the same
    office.worker.step()
    assert office.until == {"A": end, "B": end}
    with full_disk(office):
        office.clock.advance((end - office.clock.now()).total_seconds())
        fails(office)
        assert office.card.bookings == ()
        office.clock.advance(60)
        fails(office)
    office.worker.step()
    both_expired(office, end)


def test_a_database_that_cannot_be_read_keeps_no_withdrawn_order(
    card_office: CardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: the end of a window is known without asking anybody; if that fails too, it is told as unknown."""
    office = card_office
    office.put_up("A")
    office.clock.advance((office.until["A"] - office.clock.now()).total_seconds())
    office.card.broken = TimedOut("no answer")
    with monkeypatch.context() as patch:
        patch.setattr("ledctl.publishing.docket.change_mark", no_database)
        fails(office)
        fails(office)
    assert office.told("outcome_unknown")[0].facts["what"] == "dark"
    mend(office)
    office.pass_time(6)
    assert office.card.bookings == ()


@pytest.mark.parametrize("calls", range(8))
def test_one_failed_write_anywhere_leaves_a_true_record(card_office: CardOffice, calls: int) -> None:
    """Whichever write of a put-up, a turn or a take-down fails: later everything is there, once."""
    office = card_office
    office.approve(short_notice("A"))
    with full_disk(office, after=calls, times=1):
        for _ in range(60):
            office.clock.advance(1)
            try_step(office)
    office.withdraw("A")
    office.pass_time(3)
    assert [kind for kind, *_ in office.story()[1:]] == ["sending", "shown", "taken_down", "blanked"]
    assert sum(row.acknowledged for row in office.displays()) == 1
    assert verify(office.station.database).ok


# -- how things are made to fail --------------------------------------------------------------


def cut(office: CardOffice, error: DriverError) -> None:
    office.card.broken, office.card.online = error, False


def mend(office: CardOffice) -> None:
    office.card.broken, office.card.late, office.card.online = None, None, True


def refuse(office: CardOffice, notice_id: str) -> None:
    """The card answers no to every list with this notice's program."""

    def pick(bookings: Sequence[Booking]) -> DriverError | None:
        bad = any(one.program.digest == office.programs[notice_id] for one in bookings)
        return SignRefused("too much", code=5) if bad else None

    office.card.pick = pick
