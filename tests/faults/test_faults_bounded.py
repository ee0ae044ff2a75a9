"""A few runs of every class of ``make faults``, and proof that front and judge can fail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from importlib import import_module

import pytest

from drivers.base import Frame
from ledctl.clock import to_ms
from tests.conftest import NINE_IN_SHANGHAI
from tests.faults.__main__ import CLASSES
from tests.faults.aftermath import Said
from tests.faults.desks import watched_office
from tests.faults.judge import Acknowledged, Grace, Lamps, judge, pages_due, unapproved
from tests.faults.running import NotHere
from tests.publishing.office import Office, actor

FEW = {"kill": 1, "links": 5, "powercut": 2, "syscalls": 2, "disk": 4, "cards": 5, "tampered": 3, "forged": 3}
"""Decoders and offices have tests of their own, in tests/drivers and tests/every_command."""


@pytest.mark.slow
@pytest.mark.parametrize("name", FEW)
def test_a_few_runs_of_every_class_are_survived(name: str) -> None:
    """Right pixels, nothing lost, an honest record; or it is said why the machine cannot offer it."""
    told: list[str] = []
    with suppress(NotHere) if name == "powercut" else nullcontext():  # which needs root and loop mounts
        score = import_module(CLASSES[name].module).run(1, FEW[name], report=told.append)
        assert score == (FEW[name], 0), "\n".join(told)


def test_the_front_counts_a_class_that_is_not_there_as_failed(tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def] # pytest's own
    """What was never built is not survived; the last line is the sum."""
    from tests.faults import __main__ as front

    monkeypatch.setitem(front.CLASSES, "kill", front.Class("tests.faults.nowhere", 1))
    monkeypatch.setattr(sys, "argv", ["faults", "--only", "kill", "--runs", "1"])
    monkeypatch.setattr("logging.disable", lambda: None)
    assert front.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"


def test_no_runs_are_no_runs() -> None:
    """RUNS=0 would pass for nothing; it is refused."""
    command = [sys.executable, "-m", "tests.faults", "--runs", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert done.returncode == 2
    assert "at least one run" in done.stderr


@pytest.fixture
def office() -> Iterator[Office]:
    """Two notices have stood for a while, and all is well."""
    with watched_office() as made:
        made.put_up("A")
        made.pass_time(10)
        made.put_up("B")
        made.pass_time(30)
        made.worker._recorder.flush(force=True)
        yield made


def complaints(office: Office, lamps: Lamps, told: Acknowledged | None = None) -> str:
    since, until = to_ms(NINE_IN_SHANGHAI), to_ms(office.clock.now())
    told = told or Acknowledged(frozenset("AB"))
    grace = Grace(leave=1500)
    found = judge(
        office.station.database, "gate", lamps, grace=grace, acknowledged=told, since=since, until=until
    )
    return "\n".join(found)


def test_the_judge_has_nothing_to_say_when_all_is_well(office: Office) -> None:
    """An office at work, nobody disturbing it."""
    assert complaints(office, office.sign.lamps) == ""  # type: ignore[attr-defined] # a WatchedSign


def test_the_judge_sees_a_frame_nobody_approved(office: Office) -> None:
    """R1: one picture that no approval bound, for a second."""
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    lamps.note(
        to_ms(office.clock.now()) - 1000, Frame(office.sign.panel, b"\x01" * office.sign.panel.frame_size)
    )
    assert "nobody approved" in complaints(office, lamps)


def test_the_judge_sees_a_page_that_stays_too_long(office: Office) -> None:
    """R2: withdrawn, and half a minute later still lit."""
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    for name in "AB":
        office.withdraw(name)
    office.clock.advance(30)
    assert "out of its window" in complaints(office, lamps, Acknowledged())


def test_the_judge_sees_a_claim_that_is_not_true(office: Office) -> None:
    """R10: the lamps were dark all the while."""
    assert "the lamps did not show it" in complaints(office, Lamps([(0, "")]))


def test_the_judge_sees_what_is_lost(office: Office) -> None:
    """R11: an approval without an order, a withdrawal without a stop."""
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    told = Acknowledged(frozenset("ABC"), frozenset("A"))
    said = complaints(office, lamps, told)
    assert "C was approved, and there is no order" in said
    assert "A was taken back, and an order of it is not stopped" in said


def test_the_judge_sees_light_in_a_blackout(office: Office) -> None:
    """All was ordered dark, and what is approved stood on; lifted, it may stand again."""
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    office.station.blackouts.order(actor("drafter"))
    office.clock.advance(1)
    assert "in a blackout" not in complaints(office, lamps), "it had no time to go dark"
    office.clock.advance(1)
    assert "in a blackout" in complaints(office, lamps)
    lamps.note(to_ms(office.clock.now()) - 900, Frame.dark(office.sign.panel))
    assert "in a blackout" not in complaints(office, lamps)
    office.station.blackouts.lift(actor("approver"), "检查完毕", reason="画面异常")
    office.pass_time(5)
    assert "in a blackout" not in complaints(office, lamps)


def test_nothing_is_due_in_a_blackout(office: Office) -> None:
    """Right pixels are dark ones until it is lifted."""
    database, now = office.station.database, to_ms(office.clock.now())
    assert pages_due(database, "gate", now)
    office.station.blackouts.order(actor("drafter"))
    assert pages_due(database, "gate", now) == set()


def test_the_judge_sees_what_is_let_through_in_quiet_hours(office: Office) -> None:
    """A sign in its quiet hours shows warnings alone."""
    database, now = office.station.database, to_ms(office.clock.now())
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    told = [*unapproved(database, "gate", lamps, Grace(), now, "emergency")]
    assert told
    assert all("nobody approved" in one for one in told)
    assert pages_due(database, "gate", now, least="emergency") == set()


def test_the_judge_sees_a_lost_blackout(office: Office) -> None:
    """Ordered and acknowledged, or lifted and acknowledged, and not there."""
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    told = Acknowledged(darkened=frozenset({1}), lifted=frozenset({1}))
    said = complaints(office, lamps, told)
    assert "blackout 1 was ordered, and there is none" in said
    assert "blackout 1 was lifted, and is still on" in said
    office.station.blackouts.order(actor("drafter"))
    assert "there is none" not in complaints(office, lamps, told)


def test_the_judge_sees_a_gap(office: Office) -> None:
    """R15: a minute of which the record says nothing, though somebody looked after the sign at its end."""
    recorder = office.worker._recorder
    recorder.ended(to_ms(office.clock.now()))
    office.clock.advance(60)
    recorder.flush(force=True)
    assert "says nothing of" in complaints(office, Lamps(office.sign.lamps.changes))  # type: ignore[attr-defined] # a WatchedSign


def test_of_a_writer_that_died_only_whole_lines_count() -> None:
    """Half a line was not said."""
    said = Said.read("approved N1\nseq 12\nlit 5 -\nfailed OSError\napprov")
    assert (said.approved, said.seq, said.failures, said.through) == ({"N1"}, 12, 1, False)
    assert said.lamps.changes == [(5, "")]
