"""What waits in the whole office stands on everybody's front page (R8)."""

from __future__ import annotations

from collections.abc import Callable

from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.notices.states import State
from ledctl.notices.waiting import queues
from ledctl.station import Station
from tests.web.office_hands import Browser


def test_counts_and_ages_by_state(
    station: Station,
    clock: FrozenClock,
    sign_in: Callable[..., Browser],
    person: Callable[[str], Actor],
    sample: Callable[[str], Notice],
) -> None:
    """Who may do nothing about it sees it too: where it is stuck, how many, and how long the oldest waits."""
    reader = sign_in(Role.AUDITOR)
    assert queues(station.database) == ()
    assert "全办没有待办事项" in reader.get("/")
    for name in ("N06", "N07", "N08"):
        station.desk.draft(person("drafter"), sample(name))
        clock.advance(3600)
    for name in ("N07", "N08"):
        station.desk.submit(person("drafter"), name)
        clock.advance(3600)
    found = [(one.state, one.count, clock.now() - one.oldest) for one in queues(station.database)]
    assert [(state, count, age.total_seconds() / 3600) for state, count, age in found] == [
        (State.IN_REVIEW, 2, 2),
        (State.DRAFT, 1, 5),
    ]
    page = reader.get("/")
    assert "2 件，最久 2 小时" in page
    assert "1 件，最久 5 小时" in page
    assert 'href="/notices?state=in_review"' in page
