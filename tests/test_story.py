"""One notice, from a clerk's draft to the annual count: the program in one page.

Read this first. Nothing here is a stand-in but the clock (frozen) and the sign
(virtual): the desk, the database, the drawing, the gate, the record and the
count are the ones an office runs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import NotAllowed
from ledctl.ledger.checking.verify import verify
from ledctl.notices.states import State
from ledctl.notices.steps import hold
from ledctl.reports.displays import listing
from ledctl.station import Station, make_publisher


def test_a_notice_goes_from_draft_to_the_annual_count(
    station: Station,
    clock: FrozenClock,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
) -> None:
    """Draft, review, secrecy review, approval, pixels, three times 24 hours, record, count."""
    desk = station.desk
    publisher = make_publisher(station)
    gate = station.signs["gate"]
    assert isinstance(gate, VirtualSign)

    # Monday morning: nothing is approved, so the sign is made dark.
    publisher.tick()
    assert not any(gate.current.data)

    # The clerk writes a notice on the progress of the town's projects and hands it in.
    notice = sample("N06").model_copy(update={"display_window": None})
    assert desk.draft(person("drafter"), notice).ok
    desk.submit(person("drafter"), "N06")

    # Two people look at it: what it says, and that it gives nothing away.
    desk.review(person("reviewer"), "N06", "pass", "与台账一致。")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass", "不涉密。")

    # Whoever wrote it cannot approve it, not even holding every role (R5).
    clerk = person("drafter")
    everything = Actor("drafter", clerk.name, person("approver").roles | clerk.roles, clerk.via)
    with pytest.raises(NotAllowed):
        desk.approve(everything, "N06")
    publisher.tick()
    assert not any(gate.current.data), "nothing unapproved may be lit"

    # The leading group approves: pixels are bound, the window opens, the sign lights up at once.
    promised = desk.programs(hold_content(station, "N06"))["gate"]
    binding = desk.approve(person("approver"), "N06", "同意公开。")
    publisher.tick()
    assert binding.programs["gate"].digest == promised.digest
    assert gate.current == promised.pages[0].frame, "the lamp shows what the approver saw"

    # By default three times 24 hours from this moment, nine o'clock on Monday in Shanghai.
    assert binding.window.end == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)

    # The pages turn, each as long as it needs to be read.
    for page in [*promised.pages[1:], promised.pages[0]]:
        clock.advance(binding.programs["gate"].pages[0].dwell_ms / 1000 + 60)
        publisher.tick()
        assert gate.current == page.frame

    # Thursday, nine o'clock: the window is over, the sign goes dark by itself.
    clock.advance((binding.window.end - clock.now()).total_seconds())
    publisher.tick()
    assert not any(gate.current.data)

    # The record says what stood there, how far that is proven, and who let it through.
    shown = listing(station.database, notice="N06")
    assert len(shown) == len(promised.pages) + 1
    assert {row.program for row in shown} == {promised.digest}
    assert {row.approver for row in shown} == {"approver"}
    assert {row.proof for row in shown} == {gate.capabilities.best_proof}
    assert all(row.end is not None for row in shown)

    # Nothing in it was changed, and the year counts the notice once, however often it was shown.
    assert verify(station.database).ok
    count = station.year_count(2026)
    assert (count.items, count.displays) == (1, len(shown))


def hold_content(station: Station, notice_id: str) -> Notice:
    """What a notice says now, as the approver's page reads it."""
    with station.database.read() as session:
        held = hold(session, notice_id)
        assert held.state is State.IN_APPROVAL
        return held.content()
