"""Two people at the same notice at the same moment: one of them is first, the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from sqlmodel import col, func, select

from ledctl.accounts.model import Actor
from ledctl.content.model import Notice
from ledctl.errors import LedctlError
from ledctl.ledger.checking.verify import verify
from ledctl.notices.desk import Desk
from ledctl.notices.model import Decision, DisplayOrder, NoticeRow, OrderStop
from ledctl.notices.queries import inbox
from ledctl.station import Station

People = Callable[..., Actor]
Act = Callable[[Desk], object]


@pytest.fixture
def waiting(station: Station, person: People, sample: Callable[[str], Notice]) -> Notice:
    """N06, waiting for approval."""
    notice = sample("N06").model_copy(update={"display_window": None})
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
    return notice


def at_once(desk: Desk, acts: Sequence[Act]) -> list[str]:
    """All acts, each in a thread of its own, begun together; the codes of those that were refused."""
    line, codes = threading.Barrier(len(acts)), []

    def run(act: Act) -> None:
        line.wait()
        try:
            act(desk)
        except LedctlError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


def facts(station: Station) -> tuple[str, int, int, int]:
    """State, approvals, orders, stops."""
    approvals = select(func.count(col(Decision.id))).where(Decision.step == "approve")
    with station.database.read() as session:
        return (
            session.get_one(NoticeRow, "N06").state,
            session.exec(approvals).one(),
            session.exec(select(func.count(col(DisplayOrder.id)))).one(),
            session.exec(select(func.count(col(OrderStop.id)))).one(),
        )


def test_two_approvers_make_one_approval(station: Station, person: People, waiting: Notice) -> None:
    """R1: the second of two clicks is refused; there is one decision and one order."""
    approvers = [person("approver", account) for account in ("li", "wang", "zhao")]
    acts = [lambda desk, who=who: desk.approve(who, waiting.id) for who in approvers]
    assert at_once(station.desk, acts) == ["step_not_possible"] * 2
    assert facts(station) == ("approved", 1, 1, 0)
    assert verify(station.database).ok


def test_whoever_is_first_a_withdrawn_notice_has_no_open_order(
    station: Station, person: People, waiting: Notice
) -> None:
    """R2, R11: approval and withdrawal in the same moment end withdrawn, with nothing left to show."""
    acts: list[Act] = [
        lambda desk: desk.approve(person("approver"), waiting.id),
        lambda desk: desk.withdraw(person("operator"), waiting.id, "有误"),
    ]
    refused = at_once(station.desk, acts)
    state, approvals, orders, stops = facts(station)
    assert state == "withdrawn"
    assert refused == ([] if approvals else ["step_not_possible"])
    assert orders == stops == approvals


def test_a_notice_is_handed_in_once(
    station: Station, person: People, sample: Callable[[str], Notice]
) -> None:
    """A double click hands in once, and two edits leave one text."""
    station.desk.draft(person("drafter"), sample("N06"))
    drafter = person("drafter")
    assert at_once(station.desk, [lambda desk: desk.submit(drafter, "N06")] * 3) == ["step_not_possible"] * 2
    assert [notice.version for notice in inbox(station.database, person("reviewer"))] == [1]
