"""One sign's worker while the wire is whole: what stands, when it leaves, and what the record says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from drivers.base import Colour, Frame, Panel
from drivers.errors import SignRefused, TimedOut
from ledctl.ledger.checking.verify import verify
from ledctl.notices.appearance import Look
from ledctl.notices.model import DisplayOrder
from ledctl.publishing.journal import Journal
from ledctl.publishing.orders import change_mark
from ledctl.publishing.worker import REFRESH_S, REREAD_S
from tests.publishing.office import MoodySign, Office, make_worker, short_notice


def test_an_approval_is_on_the_sign_at_the_next_step(office: Office) -> None:
    """Sending, shown, and the very pixels that were approved; the cause is the person."""
    pages = office.put_up("A")
    assert office.sign.current == pages[0]
    assert office.story() == [
        ("blanked", "start", None),
        ("sending", "person", "A"),
        ("shown", "person", "A"),
    ]
    assert office.worker.live.notice_id == "A"


def test_pages_turn_after_their_own_time(office: Office) -> None:
    """Each page stands as long as was approved; turning is a display but no event (R32)."""
    pages = office.put_up("A")
    shown = [office.sign.current]
    dwell_s = office.dwell_s["A"]
    for seconds in (*dwell_s, dwell_s[0]):
        assert office.worker.step() <= 1.0
        office.clock.advance(seconds)
        office.worker.step()
        shown.append(office.sign.current)
    assert shown == [*pages, pages[0], pages[1]]
    assert len(office.displays()) == len(pages) + 2
    assert len(office.told("shown")) == 1


def test_a_single_page_is_sent_again_and_counts_once(station_of_one_page: Office) -> None:
    """A page that stands is refreshed before the sign clears itself; it is one display all the time."""
    office = station_of_one_page
    (page,) = office.put_up("A")
    office.pass_time(300)
    assert len(office.sign.taken) == 1 + 300 / REFRESH_S
    assert set(office.sign.taken) == {page}
    assert len(office.displays()) == 1
    assert office.displays()[0].seconds >= 300 - 60


@pytest.fixture
def station_of_one_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office with a panel so tall that a short notice is one page."""
    panel = Panel(256, 128, Colour.DUAL)
    other = replace(office.station.office, signs={"gate": Look(panel)})
    monkeypatch.setattr(office.station, "office", other)
    office.sign = MoodySign(panel)
    office.restart()
    office.worker.step()
    return office


@pytest.mark.parametrize("life_s", [6, 30, 120, 0])
def test_a_sign_that_clears_itself_never_goes_dark_in_between(office: Office, life_s: int) -> None:
    """However short the life, a page is sent again well before its end."""
    office.worker = make_worker(office.station, office.sign, life_s=life_s)
    office.sign._clock = office.clock.monotonic
    office.put_up("A")
    for _ in range(120):
        assert not office.is_dark
        office.clock.advance(min(1.0, office.worker.step()))


def test_expiry_takes_it_down_at_the_instant(office: Office) -> None:
    """R3, R16: on at the last instant before the end, off at the end, with its cause."""
    office.put_up("A")
    office.jump_to(office.until["A"] - timedelta(milliseconds=1))
    assert not office.is_dark
    office.jump_to(office.until["A"])
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "expiry", "A"), ("blanked", "expiry", None)]


def test_a_withdrawal_names_who_and_why(office: Office) -> None:
    """R2, R33: the take-down carries the person and the reason."""
    office.put_up("A")
    office.withdraw("A")
    office.worker.step()
    assert office.is_dark
    (down,) = office.told("taken_down")
    assert (down.cause, down.actor, down.facts["reason"]) == ("person", "approver", "内容有误")
    assert office.told("blanked")[-1].cause == "person"


def test_a_window_that_opens_later_is_the_plan(office: Office) -> None:
    """Approved today, shown when the window opens, and not a millisecond before."""
    start = office.clock.now() + timedelta(hours=3)
    office.approve(short_notice("A", start=start))
    office.jump_to(start - timedelta(milliseconds=1))
    assert office.is_dark
    office.jump_to(start)
    assert not office.is_dark
    assert office.story()[-1] == ("shown", "plan", "A")


def test_two_notices_take_turns_and_both_count_every_page(office: Office) -> None:
    """Rotation: whole programs alternate; one put-up event each, a display for each page."""
    office.put_up("A")
    office.put_up("B")
    office.pass_time(120, step_s=0.25)
    assert [entry.notice for entry in office.told("shown")] == ["A", "B"]
    assert len(office.displays()) == len(office.sign.taken)
    counts = [sum(row.notice == name for row in office.displays()) for name in ("A", "B")]
    assert abs(counts[0] - counts[1]) <= 2


def test_a_notice_that_ends_while_another_stands_is_noted_at_once(office: Office) -> None:
    """R10: it is off the sign already, and the record does not wait for the next turn."""
    office.put_up("A")
    office.put_up("B")
    assert office.worker.live.notice_id == "B"
    office.withdraw("A")
    office.worker.step()
    assert office.worker.live.notice_id == "B"
    assert office.story()[-1] == ("taken_down", "person", "A")
    office.pass_time(60)
    assert len(office.told("taken_down")) == 1


def test_a_warning_pre_empts_and_the_others_come_back(office: Office) -> None:
    """R28, R33: others leave because of the emergency; they resume by plan when it is lifted."""
    office.put_up("A")
    office.pass_time(90)
    cut_short = office.sign.current
    office.put_up("W", urgency="emergency")
    assert office.worker.live.notice_id == "W"
    assert office.story()[-3:] == [
        ("sending", "emergency", "W"),
        ("taken_down", "emergency", "A"),
        ("shown", "emergency", "W"),
    ]
    office.withdraw("W")
    office.worker.step()
    assert office.sign.current == cut_short
    assert office.story()[-3:] == [
        ("sending", "plan", "A"),
        ("taken_down", "person", "W"),
        ("shown", "plan", "A"),
    ]


def test_a_higher_level_that_is_no_warning_is_the_plan(office: Office) -> None:
    """R33: nobody may read of an emergency where there was none."""
    office.put_up("A")
    office.put_up("H", urgency="high")
    assert ("taken_down", "plan", "A") in office.story()


def test_after_a_crash_it_is_put_up_again_and_the_gap_is_named(office: Office) -> None:
    """The record says until when the display is proven, and why it stands again."""
    pages = office.put_up("A")
    office.put_up("B")
    office.pass_time(100)
    office.restart()
    office.pass_time(30)
    assert office.sign.current in pages or office.worker.live.notice_id == "B"
    (gap,) = office.told("unclean_stop")
    assert gap.sign == "gate"
    again = [entry for entry in office.told("shown") if entry.seq > gap.seq]
    assert {(entry.notice, entry.cause) for entry in again} == {("A", "start"), ("B", "start")}
    assert verify(office.station.database).ok


def test_a_refusal_is_recorded_once_also_over_restarts(office: Office) -> None:
    """The gate's no is one event, not one a round and not one a start."""
    office.approve(short_notice("A"))
    forge_order(office, notice_id="A", title="伪造", program_digest="0" * 64)
    for _ in range(3):
        office.pass_time(60)
        office.restart()
    (refused,) = office.told("refused")
    assert refused.facts["code"] == "gate_no_approval"
    assert office.worker.step() <= 1.0


@pytest.mark.parametrize(
    "forged",
    [
        {"notice_id": "B"},
        {"version_no": 2},
        {"approver": "somebody"},
        {"practice": True},
        {"pages": 1},
        {"decision_id": 1},
        {"sign": "gate", "program_digest": "0" * 64},
    ],
)
def test_an_order_written_by_hand_is_not_shown(office: Office, forged: dict[str, object]) -> None:
    """R1: a row beside the desk, pointing at a true approval but for one fact, is refused."""
    office.approve(short_notice("A"))
    forge_order(office, **forged)
    office.withdraw_order(1)
    office.pass_time(30)
    assert office.sign.taken == []
    assert len(office.told("refused")) == 1


def test_a_copied_order_does_not_bring_back_what_was_withdrawn(office: Office) -> None:
    """R11: after a withdrawal, the very order written again by hand is refused; a new approval is not."""
    office.put_up("A")
    office.withdraw("A")
    forge_order(office)
    office.pass_time(30)
    assert office.is_dark
    (refused,) = office.told("refused")
    assert refused.facts["code"] == "gate_no_approval"
    office.carry_on("A")
    office.worker.step()
    assert not office.is_dark


def test_an_emergency_without_an_end_is_lit(office: Office) -> None:
    """R28: its window ends a day after approval, within a millisecond the record does not keep."""
    office.clock.advance(0.123456)
    office.approve(short_notice("A", urgency="emergency").model_copy(update={"display_window": None}))
    office.worker.step()
    assert [kind for kind, _, _ in office.story()] == ["blanked", "sending", "shown"]


def forge_order(office: Office, **changes: object) -> None:
    """Copy the first order with some facts changed, past the desk."""
    with office.station.database.write() as session:
        facts = session.get_one(DisplayOrder, 1).model_dump(exclude={"id"})
        session.add(DisplayOrder(**{**facts, **changes}))


def test_a_clock_set_back_does_not_lose_what_was_over(office: Office) -> None:
    """R15: a wrong jump ahead takes notices down; when the clock is right again they stand again."""
    office.put_up("A")
    office.clock.step(86400 * 30)
    office.worker.step()
    assert office.is_dark
    office.withdraw_order(99)  # any change: everything is read again under the wrong clock
    office.worker.step()
    office.clock.step(-86400 * 30)
    office.worker.step()
    assert not office.is_dark
    assert verify(office.station.database).ok


def test_a_clock_set_back_before_the_window_names_the_device(office: Office) -> None:
    """R15, R33: that is neither a person nor a warning."""
    office.put_up("A")
    office.clock.step(-3600)
    office.worker.step()
    assert office.is_dark
    assert office.story()[-2:] == [("taken_down", "device", "A"), ("blanked", "device", None)]


@pytest.mark.parametrize("jump", [-600.0, 600.0])
def test_a_jump_within_the_window_changes_no_duration(office: Office, jump: float) -> None:
    """R15, R19: pages turn by passing time, ends are absolute, and no display gains the jump."""
    office.clock.advance(1200)
    office.put_up("A")
    end = office.until["A"]
    office.pass_time(600, step_s=0.5)
    office.clock.step(jump)
    office.pass_time(600, step_s=0.5)
    assert max(row.seconds for row in office.displays()) <= max(office.dwell_s["A"]) + 0.5
    assert verify(office.station.database).ok
    office.jump_to(end)
    assert office.is_dark


def test_a_wake_later_than_the_last_reading_finds_what_no_mark_told(office: Office) -> None:
    """Where numbers are not handed out in the order of commits, a full reading each minute finds all."""
    office.approve(short_notice("A"))
    office.worker._docket._read = (worker_mark(office), office.clock.now(), office.clock.monotonic())
    office.worker.step()
    assert office.is_dark, "the mark says nothing is new"
    office.pass_time(REREAD_S + 1)
    assert not office.is_dark


def worker_mark(office: Office) -> tuple[int, int]:
    return change_mark(office.station.database)


def test_years_leave_nothing_behind(office: Office) -> None:
    """Memory holds what is open now, not what ever was."""
    for number in range(30):
        office.put_up(f"N{number}")
        office.withdraw(f"N{number}")
        office.worker.step()
        office.clock.advance(86400)
        office.worker.step()
    worker = office.worker
    rota, stage = worker._rota, worker._stage
    kept = (rota._orders, rota._candidates, rota._refused, rota._aside, worker._failings._told)
    assert not any((*kept, rota._turns.last, rota._turns._left_off))
    assert not any((stage._on_air, stage._doubtful, worker._journal._owed))
    assert len(worker._pass._loaded) <= 64


def test_the_page_on_the_sign_is_a_page_that_was_approved(office: Office) -> None:
    """Whatever comes and goes, every frame the sign ever took was bound by an approval."""
    approved: set[Frame] = set()
    for number, urgency in enumerate(["normal", "high", "emergency", "normal"]):
        approved.update(office.put_up(f"N{number}", urgency=urgency))
        office.pass_time(40)
    assert set(office.sign.taken) <= approved


def test_a_window_that_closes_while_the_record_is_written_lets_nothing_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: the gate stands directly before the wire; a slow disk does not stretch a window."""
    office.approve(short_notice("A"))
    office.clock.advance((office.until["A"] - office.clock.now()).total_seconds() - 1)
    write = Journal.sending

    def slow(*args: Any) -> None:
        write(*args)
        office.clock.advance(2)

    monkeypatch.setattr(Journal, "sending", slow)
    office.worker.step()
    assert office.sign.taken == []
    assert [kind for kind, *_ in office.story()[1:]] == ["sending", "not_shown"]


def test_pixels_changed_in_storage_are_refused(office: Office) -> None:
    """R1: what is stored is recomputed before it is sent; others go on."""
    office.approve(short_notice("A"))
    with office.station.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER program_no_update")
        session.connection().exec_driver_sql("UPDATE program SET body = x'00'")
    office.put_up("B")
    (refused,) = office.told("refused")
    assert refused.facts["code"] == "program_damaged"
    assert office.worker.live.notice_id == "B"


def test_few_programs_are_kept_unpacked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long rotation loads again what it shows again; memory stays bounded."""
    monkeypatch.setattr("ledctl.publishing.passing.MOST", 2)
    for number in range(4):
        office.put_up(f"N{number}")
    office.pass_time(120)
    assert len(office.worker._pass._loaded) == 2
    assert len({row.notice for row in office.displays()}) == 4


def test_a_status_that_fails_is_no_contact(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R26: only a reply of the device ends an outage."""
    office.put_up("A")
    office.sign.broken = TimedOut("no answer")
    office.pass_time(10)
    office.sign.broken = None

    def refuse(_sign: MoodySign) -> None:
        raise SignRefused("wrong card", code=1)

    ordered = office.sign.ordered
    with monkeypatch.context() as patch:
        patch.setattr(MoodySign, "_status", refuse)
        office.pass_time(60)
    assert office.sign.ordered == ordered
    office.pass_time(6)
    assert office.worker.live.online
