"""What happens to an approved notice, seen on the sign: it goes on, ends, is replaced without a gap."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.content.model import DisplayWindow, Notice
from ledctl.errors import LedctlError, NotAllowed, Refused
from ledctl.notices import queries
from ledctl.notices.model import DisplayOrder
from ledctl.notices.replacing import standing_orders
from ledctl.notices.states import State
from tests.publishing.office import Office, actor, short_notice

DRAFTER, APPROVER, OPERATOR = actor("drafter"), actor("approver"), actor("operator")


def standing(office: Office, notice_id: str) -> list[DisplayOrder]:
    with office.station.database.read() as session:
        return standing_orders(session, notice_id, office.clock.now())


def to_approval(office: Office, notice_id: str) -> None:
    desk = office.station.desk
    desk.submit(DRAFTER, notice_id)
    desk.review(actor("reviewer"), notice_id, "pass")
    desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")


def rewritten(notice_id: str, **changes: object) -> Notice:
    body = ("检修推迟到后日，请储水备用。",)
    return short_notice(notice_id).model_copy(update={"body": body, **changes})


def revise(office: Office, notice_id: str, **changes: object) -> None:
    """A revision with another text, brought to approval."""
    office.station.after.revise(DRAFTER, notice_id, "日期有变")
    office.station.desk.edit(DRAFTER, notice_id, rewritten(notice_id, **changes))
    to_approval(office, notice_id)


def refused(step: object, *args: object, **named: object) -> str:
    """The code of the refusal."""
    with pytest.raises(LedctlError) as refusal:
        step(*args, **named)  # type: ignore[operator] # any use case
    return refusal.value.code


def test_an_extended_notice_stands_on_without_a_dark_moment(office: Office) -> None:
    """R19: the same pixels from the very instant the old window ends; the record names reason and end."""
    pages = office.put_up("a")
    old_end = office.until["a"]
    window = office.station.after.extend(APPROVER, "a", "异议期内群众建议多放几天", days=2)
    assert (window.start, window.end) == (old_end, old_end + timedelta(days=2))
    first, second = standing(office, "a")
    assert (first.ends_at, second.starts_at) == (old_end, old_end)
    assert first.program_digest == second.program_digest
    office.jump_to(old_end - timedelta(seconds=2))
    office.pass_time(4)
    assert office.sign.current in pages
    office.jump_to(old_end + timedelta(days=2))
    assert office.is_dark
    assert len(office.told("blanked")) == 2  # at the start, and at the new end
    (told,) = office.told("extended")
    assert told.facts["reason"] == "异议期内群众建议多放几天"
    assert told.facts["until"] == "2026-11-28T01:00:00.000Z"


def test_an_extension_can_be_extended_by_the_same_approver(office: Office) -> None:
    """Any number of extensions is one window without gap or overlap."""
    pages = office.put_up("a")
    for days in (1, 2, 3):
        office.station.after.extend(APPROVER, "a", "继续公示", days=days)
    orders = sorted(standing(office, "a"), key=lambda order: order.starts_at)
    assert all(a.ends_at == b.starts_at for a, b in pairwise(orders))
    assert orders[-1].ends_at == office.until["a"] + timedelta(days=6)
    for order in orders[1:]:
        office.jump_to(order.starts_at)
        assert office.sign.current in pages


def test_the_maker_of_a_version_does_not_extend_it(office: Office) -> None:
    """R5: even a drafter who is an approver as well."""
    office.put_up("a")
    both = Actor("drafter", "某人", frozenset({Role.DRAFTER, Role.APPROVER}), Via.WEB)
    with pytest.raises(NotAllowed) as refusal:
        office.station.after.extend(both, "a", "再放几天", days=2)
    assert refusal.value.code == "own_work"
    assert refused(office.station.after.extend, OPERATOR, "a", "再放几天", days=2) == "role_needed"
    assert refused(office.station.after.extend, APPROVER, "a", " ", days=2) == "reason_missing"
    assert len(standing(office, "a")) == 1


def test_what_is_over_or_ended_is_not_extended(office: Office) -> None:
    """It needs a new approval: a re-review before a re-run."""
    office.put_up("a")
    office.station.after.end(OPERATOR, "a", "检修提前完成")
    assert refused(office.station.after.extend, APPROVER, "a", "再放", days=2) == "extend_over"
    office.put_up("b")
    office.jump_to(office.until["b"])
    assert refused(office.station.after.extend, APPROVER, "b", "再放", days=2) == "extend_over"


def test_an_early_end_clears_the_sign_and_keeps_the_approval(office: Office) -> None:
    """Ended early is not withdrawn: the notice stays approved and on record, with the reason."""
    office.put_up("a")
    office.station.after.end(OPERATOR, "a", "检修提前完成")
    office.worker.step()
    assert office.is_dark
    assert queries.one(office.station.database, "a").state is State.APPROVED
    assert office.story()[-1] == ("blanked", "person", None)
    (told,) = office.told("ended_early")
    assert (told.cause, told.facts["reason"]) == ("person", "检修提前完成")
    assert refused(office.station.after.end, OPERATOR, "a", "再撤一次") == "nothing_stands"


def test_the_approved_version_stands_while_its_revision_is_written(office: Office) -> None:
    """R1, R4: a revision is a new version from the start of the chain; what was approved is untouched."""
    pages = office.put_up("a")
    office.station.after.revise(DRAFTER, "a", "日期有变")
    file = queries.one(office.station.database, "a")
    assert (file.state, file.current.no) == (State.DRAFT, 2)
    assert file.versions[0].digest == file.versions[1].digest
    office.station.desk.edit(DRAFTER, "a", rewritten("a"))
    to_approval(office, "a")
    office.pass_time(30)
    assert office.sign.current in pages


def test_a_revision_takes_the_place_of_what_stood_without_a_gap(office: Office) -> None:
    """The old orders stop and the new ones begin in one transaction: never dark, never the old text again."""
    old = office.put_up("a")
    revise(office, "a")
    binding = office.station.desk.approve(APPROVER, "a")
    new = [page.frame for page in binding.programs["gate"].pages]
    (order,) = standing(office, "a")
    assert (order.version_no, order.starts_at) == (2, office.clock.now())
    before = len(office.sign.taken)
    office.worker.step()
    assert office.sign.current in new
    office.pass_time(60)
    assert not set(office.sign.taken[before:]) & (set(old) - set(new))
    assert len(office.told("blanked")) == 1


def test_a_revision_for_later_lets_the_old_version_stand_until_then(office: Office) -> None:
    """The old window is cut short to end where the new one begins."""
    old = office.put_up("a")
    start = office.clock.now() + timedelta(days=1)
    revise(office, "a", display_window=DisplayWindow(led_start=start, led_days=3))
    binding = office.station.desk.approve(APPROVER, "a")
    first, second = sorted(standing(office, "a"), key=lambda order: order.starts_at)
    assert (first.version_no, first.ends_at, second.starts_at) == (1, start, start)
    office.pass_time(3)
    assert office.sign.current in old
    office.jump_to(start)
    assert office.sign.current in [page.frame for page in binding.programs["gate"].pages]
    assert len(office.told("blanked")) == 1


def test_a_revision_after_the_old_window_leaves_it_alone(office: Office) -> None:
    """What runs out by itself is not stopped."""
    office.put_up("a")
    start = office.until["a"] + timedelta(days=1)
    revise(office, "a", display_window=DisplayWindow(led_start=start, led_days=3))
    office.station.desk.approve(APPROVER, "a")
    first, second = standing(office, "a")
    assert (first.ends_at, second.starts_at) == (office.until["a"], start)


def test_only_operator_or_approver_take_down_what_stands_beside_a_revision(office: Office) -> None:
    """Withdrawing in any state stops everything, so the drafter may not while version 1 stands."""
    office.put_up("a")
    office.station.after.revise(DRAFTER, "a", "日期有变")
    assert refused(office.station.desk.withdraw, DRAFTER, "a", "不改了") == "withdraw_not_yours"
    office.station.desk.withdraw(OPERATOR, "a", "内容有误")
    office.worker.step()
    assert office.is_dark
    assert standing(office, "a") == []


def test_what_stands_beside_a_rejected_revision_can_be_taken_down(office: Office) -> None:
    """R2: taking down never waits, whatever became of the newer version."""
    office.put_up("a")
    revise(office, "a")
    office.station.desk.decline(APPROVER, "a", "reject", "不予公开")
    office.station.desk.withdraw(OPERATOR, "a", "内容有误")
    assert standing(office, "a") == []


def test_a_rerun_is_for_what_is_over_and_goes_the_whole_chain(office: Office) -> None:
    """Nothing comes back to a sign without a new approval."""
    office.put_up("a")
    assert refused(office.station.after.rerun, DRAFTER, "a", "再放一次") == "still_stands"
    office.jump_to(office.until["a"])
    office.station.after.rerun(DRAFTER, "a", "再放一次")
    file = queries.one(office.station.database, "a")
    assert (file.state, file.current.no, file.current.content.display_window) == (State.DRAFT, 2, None)
    office.pass_time(2)
    assert office.is_dark
    to_approval(office, "a")
    office.station.desk.approve(APPROVER, "a")
    office.worker.step()
    assert not office.is_dark


def correction(original: str) -> Notice:
    return short_notice("c").model_copy(
        update={"category": "correction", "correction_of": original, "title": "更正公告"}
    )


def test_a_correction_and_the_corrected_list_are_approved_together(office: Office) -> None:
    """Disclosure Regulation art. 41: the corrected list takes the old one's place at that instant."""
    old = office.put_up("a")
    office.station.after.correct(DRAFTER, "a", correction("a"), "日期写错")
    assert queries.one(office.station.database, "a").state is State.DRAFT
    to_approval(office, "c")
    assert refused(office.station.desk.approve, APPROVER, "c") == "correction_needs_revision"
    office.station.desk.edit(DRAFTER, "a", rewritten("a"))
    to_approval(office, "a")
    assert refused(office.station.desk.approve, APPROVER, "a") == "approve_with_correction"
    new_pages = office.station.desk.programs(rewritten("a"))["gate"].pages
    office.station.desk.approve(APPROVER, "c", "同意更正")
    assert {queries.one(office.station.database, one).state for one in "ac"} == {State.APPROVED}
    (new,) = standing(office, "a")
    (told,) = standing(office, "c")
    assert new.version_no == 2
    assert new.starts_at == told.starts_at == office.clock.now()
    assert told.correction_of == "a"
    before = len(office.sign.taken)
    office.pass_time(60)
    wrong = set(old) - {page.frame for page in new_pages}
    assert wrong
    assert not set(office.sign.taken[before:]) & wrong
    assert len(office.told("blanked")) == 1


def test_a_pair_is_approved_wholly_or_not_at_all(office: Office) -> None:
    """The approver must have the right to both: whoever wrote the revision approves neither."""
    office.put_up("a")
    office.station.after.correct(DRAFTER, "a", correction("a"), "日期写错")
    other = Actor("li", "李某", frozenset({Role.DRAFTER, Role.APPROVER}), Via.WEB)
    office.station.desk.edit(other, "a", rewritten("a"))
    to_approval(office, "a")
    to_approval(office, "c")
    assert refused(office.station.desk.approve, other, "c") == "own_work"
    seen = "0" * 64
    assert refused(office.station.desk.approve, APPROVER, "c", companion_seen=seen) == "version_changed"
    assert {queries.one(office.station.database, one).state for one in "ac"} == {State.IN_APPROVAL}
    assert [order.version_no for order in standing(office, "a")] == [1]


def test_a_correction_of_what_is_down_goes_alone(office: Office) -> None:
    """The original was withdrawn, or was never in this program."""
    office.put_up("a")
    office.withdraw("a")
    office.approve(correction("a"))
    assert standing(office, "a") == []
    assert len(standing(office, "c")) == 1
    office.approve(correction("paper-7").model_copy(update={"id": "d"}))
    assert len(standing(office, "d")) == 1


def test_only_its_correction_corrects_a_notice(office: Office) -> None:
    """The category and the link both say so, or nothing is begun."""
    office.put_up("a")
    wrong = [correction("b"), rewritten("c", correction_of="a")]
    for notice in wrong:
        assert refused(office.station.after.correct, DRAFTER, "a", notice, "更正") == "not_its_correction"
    assert not queries.exists(office.station.database, "c")


def test_a_withdrawal_stands_against_every_later_step(office: Office) -> None:
    """R11: neither extension, end, revision, re-run nor correction brings a withdrawn notice back."""
    office.put_up("a")
    office.withdraw("a")
    office.worker.step()
    after = office.station.after
    for refusing in (
        lambda: after.extend(APPROVER, "a", "r", days=1),
        lambda: after.end(OPERATOR, "a", "r"),
        lambda: after.revise(DRAFTER, "a", "r"),
        lambda: after.rerun(DRAFTER, "a", "r"),
    ):
        with pytest.raises(Refused):
            refusing()
    after.correct(DRAFTER, "a", correction("a"), "日期写错")
    assert queries.one(office.station.database, "a").state is State.WITHDRAWN
    office.pass_time(3)
    assert office.is_dark


def test_an_extension_is_of_what_was_looked_at(office: Office) -> None:
    """R1: another version since, and it is refused."""
    office.put_up("a")
    again = {"days": 2, "seen": "0" * 64}
    assert refused(office.station.after.extend, APPROVER, "a", "再放", **again) == "version_changed"


def test_a_corrected_list_and_its_correction_are_one_item(office: Office) -> None:
    """The year's count: one piece of information, however often revised; the correction stands beside it."""
    office.put_up("a")
    office.station.after.correct(DRAFTER, "a", correction("a"), "日期写错")
    office.station.desk.edit(DRAFTER, "a", rewritten("a"))
    to_approval(office, "a")
    to_approval(office, "c")
    office.station.desk.approve(APPROVER, "c")
    office.pass_time(60)
    office.worker._recorder.flush(force=True)
    year = office.station.year_count(2026)
    assert (year.items, year.beside.corrections) == (1, 1)


def test_a_correction_revised_later_leaves_the_corrected_list_alone(office: Office) -> None:
    """What stands was corrected already: only the correction's own text takes another's place."""
    office.put_up("a")
    office.station.after.correct(DRAFTER, "a", correction("a"), "日期写错")
    office.station.desk.edit(DRAFTER, "a", rewritten("a"))
    to_approval(office, "a")
    to_approval(office, "c")
    office.station.desk.approve(APPROVER, "c")
    office.clock.advance(60)
    office.station.after.revise(DRAFTER, "c", "更正公告漏字")
    to_approval(office, "c")
    office.station.desk.approve(APPROVER, "c")
    assert [order.version_no for order in standing(office, "a")] == [2]
    assert [order.version_no for order in standing(office, "c")] == [2]
