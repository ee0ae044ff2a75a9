"""One sign that turns its pages by itself: what it holds, when it is told, and what the record says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from drivers.base import Booking, Colour, Panel, Proof
from drivers.errors import Unsupported
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.notices.appearance import Look
from ledctl.publishing.journal import Journal
from ledctl.publishing.keeper import RESYNC_S
from ledctl.station import Station
from tests.publishing.card import CardOffice
from tests.publishing.office import short_notice
from tests.publishing.test_idle_clock import a_clock
from tests.publishing.test_worker import forge_order

ZONE = ZoneInfo("Asia/Shanghai")


def test_an_approval_is_on_the_card_at_the_next_step(card_office: CardOffice) -> None:
    """The approved program with its end, and nothing that says when it begins."""
    office = card_office
    office.put_up("A")
    (booking,) = office.card.bookings
    assert booking.program.digest == office.programs["A"]
    assert (booking.begins, booking.ends) == (
        None,
        office.until["A"].astimezone(ZONE).replace(tzinfo=None, microsecond=0),
    )
    assert office.story() == [
        ("blanked", "start", None),
        ("sending", "person", "A"),
        ("shown", "person", "A"),
    ]


def test_the_receipt_stands_in_the_record(card_office: CardOffice) -> None:
    """The proof is the receipt's, and names the whole list it is of, not a frame."""
    card_office.put_up("A")
    (shown,) = card_office.told("shown")
    assert shown.facts["proof"] == Proof.STORED
    assert shown.facts["evidence"] == "gave back the checksums of all programs"
    assert shown.facts["programs"]
    assert "frame" not in shown.facts


def test_a_card_that_plays_one_program_proves_neither_the_others_nor_a_page(card_office: CardOffice) -> None:
    """R22: a card names one program; of two on a list, or of one page among others, that proves nothing."""
    office = card_office
    office.card.proof = Proof.SELECTED
    office.put_up("A")
    assert [row.proof for row in office.displays() if row.acknowledged] == [Proof.STORED]
    assert office.worker.live.proof == Proof.SELECTED
    office.put_up("B")
    assert [shown.facts["proof"] for shown in office.told("shown")] == [Proof.SELECTED, Proof.STORED]
    assert {row.proof for row in office.displays() if row.acknowledged} == {Proof.STORED}
    assert office.worker.live.proof == Proof.STORED
    office.withdraw("A")
    office.worker.step()
    assert office.worker.live.proof == Proof.SELECTED


def test_a_list_that_stands_is_only_confirmed(card_office: CardOffice) -> None:
    """Flash wears out: a day of turning pages is one look every five minutes, and nothing is written."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    synced, written = office.card.synced, office.card.written
    events = len(office.told())
    office.pass_time(3600, step_s=2.5)
    assert office.card.synced - synced == 3600 / RESYNC_S
    assert office.card.written == written == 2
    assert {entry.kind for entry in office.told()[events:]} == {"segment_sealed"}


def test_a_dark_card_is_confirmed_without_a_word(card_office: CardOffice) -> None:
    """Dark again is no event."""
    card_office.pass_time(3600, step_s=10)
    assert card_office.card.synced == 1 + 3600 / RESYNC_S
    assert len(card_office.told("blanked")) == 1


def test_a_withdrawal_leaves_the_others_untouched(card_office: CardOffice) -> None:
    """R2, R33: it is off the card at once with who and why; nobody else is sent again."""
    office = card_office
    for name in "ABC":
        office.put_up(name)
    office.withdraw("B")
    office.worker.step()
    assert office.held == {"A", "C"}
    assert office.card.written == 3
    (down,) = office.told("taken_down")
    assert (down.notice, down.cause, down.actor, down.facts["reason"]) == (
        "B",
        "person",
        "approver",
        "内容有误",
    )
    assert office.worker.live.titles == ("停水通知A", "停水通知C")


def test_the_last_one_down_makes_it_dark(card_office: CardOffice) -> None:
    """R10: dark is confirmed, with the cause of who left."""
    office = card_office
    office.put_up("A")
    office.withdraw("A")
    office.worker.step()
    assert office.card.bookings == ()
    assert office.story()[-2:] == [("taken_down", "person", "A"), ("blanked", "person", None)]
    assert (office.worker.live.order_id, office.worker.live.titles) == (None, ())


@pytest.mark.parametrize("keeps_windows", [True, False])
def test_expiry_takes_it_down_at_the_instant(
    station: Station, clock: FrozenClock, keeps_windows: bool
) -> None:
    """R3, R16: whether the card takes it down by itself or not."""
    office = CardOffice.over(station, clock, keeps_windows=keeps_windows)
    office.put_up("A")
    office.jump_to(office.until["A"] - timedelta(milliseconds=1))
    assert office.held == {"A"}
    office.jump_to(office.until["A"])
    assert office.card.bookings == ()
    assert office.story()[-2:] == [("taken_down", "expiry", "A"), ("blanked", "expiry", None)]


def test_a_card_left_alone_takes_it_down_itself(card_office: CardOffice) -> None:
    """The publisher is dead; the end is in the card."""
    office = card_office
    office.put_up("A")
    office.clock.advance((office.until["A"] - office.clock.now()).total_seconds())
    assert office.held == {"A"}
    assert office.is_dark


def test_a_window_that_opens_later_is_not_booked_ahead(card_office: CardOffice) -> None:
    """Only what may run now is on the card, so that the record says when it came."""
    office = card_office
    start = office.clock.now() + timedelta(hours=3)
    office.approve(short_notice("A", start=start))
    office.jump_to(start - timedelta(milliseconds=1))
    assert office.is_dark
    office.jump_to(start)
    assert office.held == {"A"}
    assert office.story()[-1] == ("shown", "plan", "A")


def test_a_warning_has_the_card_alone(card_office: CardOffice) -> None:
    """R28, R33: the others leave because of it and come back when it is lifted."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    office.pass_time(90)
    office.put_up("W", urgency="emergency")
    assert office.held == {"W"}
    assert office.story()[-4:] == [
        ("sending", "emergency", "W"),
        ("taken_down", "emergency", "A"),
        ("taken_down", "emergency", "B"),
        ("shown", "emergency", "W"),
    ]
    office.withdraw("W")
    office.worker.step()
    assert office.held == {"A", "B"}
    assert office.story()[-3:] == [
        ("taken_down", "person", "W"),
        ("shown", "plan", "A"),
        ("shown", "plan", "B"),
    ]


def test_a_clock_is_kept_back_and_the_others_go_on(card_office: CardOffice) -> None:
    """A card cannot turn pages by the minute; that is said once, in a sentence."""
    office = card_office
    office.approve(a_clock())
    office.worker.step()
    assert office.is_dark
    office.put_up("A")
    office.pass_time(120)
    assert office.held == {"A"}
    (refused,) = office.told("refused")
    assert (refused.notice, refused.facts["code"]) == ("CLOCK", "gate_clock_on_card")


def test_what_no_approval_binds_does_not_leave(card_office: CardOffice) -> None:
    """R1: refused once, and what stands is not even sent again for it."""
    office = card_office
    office.put_up("A")
    synced = office.card.synced
    forge_order(office, title="伪造", program_digest="0" * 64)
    office.pass_time(60)
    assert (office.card.synced, office.held) == (synced, {"A"})
    assert [entry.facts["code"] for entry in office.told("refused")] == ["gate_no_approval"]


def test_after_a_crash_the_list_is_confirmed_and_the_gap_is_named(card_office: CardOffice) -> None:
    """The card went on turning; the record says until when that is proven and why it goes on."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    office.pass_time(100)
    office.restart()
    office.pass_time(30)
    assert office.card.written == 2, "it held them all the time"
    (gap,) = office.told("unclean_stop")
    again = [entry for entry in office.told("shown") if entry.seq > gap.seq]
    assert {(entry.notice, entry.cause) for entry in again} == {("A", "start"), ("B", "start")}
    assert verify(office.station.database).ok


# -- what is recorded of pages nobody saw -----------------------------------------------------


def test_turned_pages_are_estimates_and_say_so(card_office: CardOffice) -> None:
    """One confirmed display of no length for the put-up; every turn after it is unknown and unproven."""
    office = card_office
    office.put_up("A")
    office.pass_time(60)
    first, *turns = reversed(office.displays())
    assert (first.acknowledged, first.proof, first.seconds) == (True, Proof.STORED, 0.0)
    assert not any(row.acknowledged or row.proof for row in turns)
    assert [row.page for row in turns[:4]] == [0, 1, 2, 0]
    lengths = [row.seconds for row in turns[:3]]
    assert lengths == pytest.approx(office.dwell_s["A"], abs=0.002)
    office.worker.stop()
    count = office.station.year_count(2026)
    assert (count.items, count.displays, count.on_air_ms) == (1, 1, 0)
    assert count.beside.unconfirmed_displays == len(turns)


def test_estimates_fall_to_each_notice_by_its_own_time(card_office: CardOffice) -> None:
    """Two notices on the card: their pages alternate by the list's order; a turn is no event (R32)."""
    office = card_office
    office.put_up("A")
    office.put_up("B")
    events = len(office.told())
    office.pass_time(600, step_s=0.7)
    rows = [row for row in office.displays() if not row.acknowledged]
    counts = [sum(row.notice == name for row in rows) for name in ("A", "B")]
    assert min(counts) > 60
    assert abs(counts[0] - counts[1]) <= 12
    assert len(office.told()) == events
    assert verify(office.station.database).ok


def test_a_single_page_stands_confirmed(card_office: CardOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing turns, so nothing is estimated: one display with its true length, also when it stays behind."""
    office = card_office
    panel = Panel(256, 128, Colour.DUAL)
    other = replace(office.station.office, signs={"gate": Look(panel)})
    monkeypatch.setattr(office.station, "office", other)
    office.card = type(office.card)(panel, office.clock)
    office.card.proof = Proof.SELECTED
    office.restart()
    office.worker.step()
    office.put_up("A")
    office.pass_time(400)
    (row,) = office.displays()
    assert (row.acknowledged, row.proof) == (True, Proof.SELECTED)
    assert row.seconds == pytest.approx(400, abs=60)
    office.put_up("B")
    office.pass_time(60)
    office.withdraw("B")
    office.pass_time(50)
    newest = office.displays()[0]
    assert (newest.notice, newest.acknowledged) == ("A", True)
    assert newest.seconds >= 49
    assert verify(office.station.database).ok


def test_nothing_is_estimated_while_nobody_could_look(card_office: CardOffice) -> None:
    """A process stopped for a day knows nothing of that day: the record has a gap, and then goes on."""
    office = card_office
    office.put_up("A")
    began = office.clock.now()
    office.pass_time(60)
    office.clock.advance(86400)
    office.worker.step()
    office.pass_time(30)
    rows = office.displays()
    ends = [(row.end - began).total_seconds() for row in rows if row.end is not None]
    assert max(end for end in ends if end < 86400) == pytest.approx(2 * RESYNC_S)
    assert rows[0].end is None
    assert len(office.told("shown")) == 1
    assert verify(office.station.database).ok


@pytest.mark.parametrize("jump", [-600.0, 600.0])
def test_a_jump_of_the_clock_changes_no_duration(card_office: CardOffice, jump: float) -> None:
    """R15, R19: pages turn by passing time; no estimate gains the jump."""
    office = card_office
    office.clock.advance(1200)
    office.put_up("A")
    office.pass_time(100, step_s=0.5)
    office.clock.step(jump)
    office.pass_time(100, step_s=0.5)
    assert max(row.seconds for row in office.displays()) <= max(office.dwell_s["A"]) + 0.5
    assert verify(office.station.database).ok


def test_years_leave_nothing_behind(card_office: CardOffice) -> None:
    """Memory holds what is on the card, not what ever was."""
    office = card_office
    for number in range(20):
        office.put_up(f"N{number}")
        office.withdraw(f"N{number}")
        office.worker.step()
        office.clock.advance(86400)
        office.worker.step()
    worker: Any = office.worker
    rota, stage = worker._rota, worker._stage
    assert not any(
        (rota._orders, rota._turns.last, rota._refused, rota._aside, worker._failings._told, worker._held)
    )
    assert not any((stage._on_air, stage._doubtful, worker._journal._owed, worker._coming))


def test_it_sleeps_until_something_is_due(card_office: CardOffice) -> None:
    """Turning pages is the card's affair: no page wakes the host."""
    office = card_office
    office.put_up("A")
    office.worker._poll_s = 3600.0
    assert office.worker.step() == RESYNC_S


def test_a_window_that_closes_while_the_record_is_written_lets_nothing_out(
    card_office: CardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: the gate stands directly before the wire; what stood beside it stays."""
    office = card_office
    office.put_up("A")
    late = short_notice("B")
    office.clock.advance(60)
    office.approve(late)
    write = Journal.sending

    def slow(*args: Any) -> None:
        write(*args)
        office.clock.advance((office.until["B"] - office.clock.now()).total_seconds())

    monkeypatch.setattr(Journal, "sending", slow)
    office.worker.step()
    assert office.card.bookings == ()
    assert office.told("not_shown")[0].notice == "B"
    assert ("taken_down", "expiry", "A") in office.story()
    assert office.told("sending")[-1].notice == "B"


def test_orders_with_the_same_pages_are_one_program(card_office: CardOffice) -> None:
    """Approved twice, turned once; both are on record, and one may end before the other."""
    office = card_office
    office.put_up("A")
    forge_order(office)
    office.worker.step()
    assert len(office.card.bookings) == 1
    assert len(office.told("shown")) == 2
    office.withdraw_order(1)
    office.worker.step()
    assert len(office.card.bookings) == 1
    assert len(office.told("taken_down")) == 1


def test_a_list_too_long_for_the_card_keeps_what_fits(card_office: CardOffice) -> None:
    """What is too much waits, told once; what stood is never sent again for it."""
    office = card_office

    def at_most_three(bookings: tuple[Booking, ...]) -> Unsupported | None:
        return Unsupported("at most three programs") if len(bookings) > 3 else None

    office.card.pick = at_most_three  # type: ignore[assignment] # a tuple is a sequence
    for name in "ABCDE":
        office.put_up(name)
        office.clock.advance(1)
    assert office.held == {"A", "B", "C"}
    assert office.card.written == 3
    assert [entry.notice for entry in office.told("not_shown")] == ["D", "E"]
    office.withdraw("B")
    office.pass_time(RESYNC_S + 5, step_s=5)
    assert office.held == {"A", "C", "D"}
    assert [entry.notice for entry in office.told("not_shown")] == ["D", "E"]
