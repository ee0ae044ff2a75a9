"""What must be published by when: the query behind the front page, the API and the command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.notices.deadlines import deadlines
from ledctl.station import Station

People = Callable[..., Actor]
Samples = Callable[[str], Notice]

A_DAY = 86_400


@pytest.fixture
def notice(sample: Samples) -> Notice:
    """N06, without a wish for a window; made on Monday 2026-11-02."""
    return sample("N06").model_copy(update={"display_window": None, "created_on": date(2026, 11, 2)})


def test_the_term_counts_from_the_day_it_was_made(
    station: Station, person: People, notice: Notice, clock: FrozenClock
) -> None:
    """Disclosure Regulation art. 26: 20 working days from 2 November is the 30th; warned from day 15."""
    station.desk.draft(person("drafter"), notice)
    (due,) = deadlines(station.office)
    assert (due.created_on, due.term.due, due.term.days) == (date(2026, 11, 2), date(2026, 11, 30), 20)
    assert (due.soon, due.overdue, due.pressing) == (True, False, True), "the 23rd is day 15"
    clock.advance(7 * A_DAY)
    (due,) = deadlines(station.office)
    assert (due.soon, due.overdue) == (True, False), "the last day is in time"
    clock.advance(A_DAY)
    (due,) = deadlines(station.office)
    assert (due.soon, due.overdue, due.pressing) == (False, True, True)
    assert due.as_dict() == {
        "id": "N06",
        "title": notice.title,
        "category": "project_progress",
        "state": "draft",
        "created_on": "2026-11-02",
        "due": "2026-11-30",
        "days": 20,
        "day_type": "working",
        "provisional": False,
        "overdue": True,
        "soon": False,
    }


@pytest.mark.parametrize("created_on", [None, date(9999, 12, 31)])
def test_without_a_day_it_counts_from_the_draft(
    created_on: date | None, station: Station, person: People, notice: Notice
) -> None:
    """A day not said, or off the calendar, is the day the draft was begun, in the site's zone."""
    station.desk.draft(person("drafter"), notice.model_copy(update={"created_on": created_on}))
    (due,) = deadlines(station.office)
    assert (due.created_on, due.pressing) == (date(2026, 11, 23), False)


def test_what_is_published_or_given_up_waits_for_nothing(
    station: Station, person: People, notice: Notice
) -> None:
    """Approval ends the term; so does a withdrawal. What is begun anew after it counts from the change."""
    desk = station.desk
    desk.draft(person("drafter"), notice)
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    assert len(deadlines(station.office)) == 1
    desk.approve(person("approver"), "N06")
    assert deadlines(station.office) == []
    desk.withdraw(person("approver"), "N06", "更正。")
    assert deadlines(station.office) == []
    desk.edit(person("drafter"), "N06", notice.model_copy(update={"title": "鹭洲镇重点项目进度（更新）"}))
    (due,) = deadlines(station.office)
    assert due.created_on == date(2026, 11, 23), "a change has its own term"


def test_the_earliest_comes_first(station: Station, person: People, notice: Notice) -> None:
    """Ten working days for a low-income list, twenty for progress, both made the same day."""
    low = notice.model_copy(update={"id": "D-1", "category": "dibao_list"})
    station.desk.draft_all(person("drafter"), [(notice, b""), (low, b"")])
    found = deadlines(station.office)
    assert [(due.id, due.term.due) for due in found] == [
        ("D-1", date(2026, 11, 16)),
        ("N06", date(2026, 11, 30)),
    ]
    assert found[0].overdue
