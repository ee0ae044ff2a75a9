"""A few random offices with wrong clocks, in every ``make test``; ``make faults`` runs many more."""

from __future__ import annotations

import pytest

from ledctl.steady import SteadyClock
from tests.faults.times import run


def test_random_clocks_leave_the_right_pixels_and_an_honest_record() -> None:
    """R15: whatever the wall says, only what is approved and current by the time that passed is lit."""
    said: list[str] = []
    assert run(1, 5, report=said.append) == (5, 0), "\n".join(said)


def test_the_judge_is_no_rubber_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that follows the wall, offices fail, and a failure names its seed."""
    said: list[str] = []
    monkeypatch.setattr(SteadyClock, "now", lambda clock: clock.wall.now())
    _, failed = run(1, 5, report=said.append)
    assert failed >= 3
    assert all(line.startswith("time, seed 1, run ") for line in said)
