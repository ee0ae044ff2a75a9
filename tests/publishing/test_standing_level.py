"""A standing item ranks below ordinary notices: bound so by its approval, and kept so by what follows."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from ledctl.content.model import DisplayWindow, Notice, Schedule, Urgency
from ledctl.content.openness import Rhythm
from ledctl.notices.model import Decision, DisplayOrder
from ledctl.station import Station
from tests.publishing.office import Office, actor, short_notice

STANDING = Schedule(rhythm=Rhythm.STANDING)


def standing(notice_id: str, **changes: object) -> Notice:
    """A guide to the town's services, say: up until it is taken down."""
    return short_notice(notice_id).model_copy(
        update={"schedule": STANDING, "display_window": None, **changes}
    )


def words(station: Station, notice_id: str) -> list[tuple[str, str]]:
    """For each order of a notice: its own word, and the one its decision binds."""
    with station.database.read() as session:
        rows = session.exec(
            select(DisplayOrder, Decision)
            .where(DisplayOrder.notice_id == notice_id, Decision.id == DisplayOrder.decision_id)
            .order_by(DisplayOrder.id)  # type: ignore[arg-type] # SQLModel's own idiom
        )
        return [(order.urgency, json.loads(decision.bound)["urgency"]) for order, decision in rows]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "standing"),
        ({"urgency": Urgency.HIGH}, "high"),
        ({"urgency": Urgency.IDLE}, "idle"),
        ({"display_window": DisplayWindow(led_days=30)}, "normal"),
        ({"schedule": None}, "normal"),
    ],
)
def test_only_a_normal_item_without_an_end_is_standing(
    office: Office, changes: dict[str, object], word: str
) -> None:
    """R28: what stays until it is taken down, and was given no other place, ranks as standing."""
    office.approve(standing("S", **changes))
    assert words(office.station, "S") == [(word, word)]


def test_ordinary_notices_go_before_it_and_it_comes_back(office: Office) -> None:
    """R28: the levels never alternate; a standing item fills the time in which there is no news."""
    office.approve(standing("S"))
    office.worker.step()
    assert office.worker.live.notice_id == "S"
    office.put_up("A")
    for _ in range(300):
        office.pass_time(1)
        assert office.worker.live.notice_id == "A"
    office.withdraw("A")
    office.worker.step()
    assert office.worker.live.notice_id == "S"
    assert not office.told("refused"), "the last gate compares the word with the decision's"


def test_before_the_idle_page(office: Office) -> None:
    """R28: standing items are content; the idle page is what stands when there is none."""
    office.put_up("I", urgency="idle")
    office.approve(standing("S"))
    office.worker.step()
    assert office.worker.live.notice_id == "S"


def test_an_extension_keeps_the_level(office: Office) -> None:
    """R1: the same pixels at the same level; it goes on without a gap and through the gate."""
    office.approve(standing("S"))
    office.clock.advance(86400 * 30)
    office.station.after.extend(actor("approver"), "S", "继续公开", days=7)
    assert words(office.station, "S") == [("standing", "standing")] * 2


def test_a_forged_word_is_refused(office: Office) -> None:
    """R1: a standing item cannot be made news by a row written past the desk."""
    office.approve(standing("S"))
    with office.station.database.write() as session:
        facts = session.get_one(DisplayOrder, 1).model_dump(exclude={"id"})
        session.add(DisplayOrder(**{**facts, "urgency": "normal"}))
    office.worker.step()
    assert office.worker.live.order_id == 1
    (refused,) = office.told("refused")
    assert refused.facts["code"] == "gate_no_approval"
