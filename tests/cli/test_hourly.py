"""What a process that serves does once an hour."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import OperationalError

from ledctl.cli.hourly import every_hour
from ledctl.errors import Refused


def test_the_task_runs_at_start_and_again_and_ends_with_the_block() -> None:
    """R6: the first look does not wait an hour, and no thread stays behind."""
    ran, times = threading.Event(), []

    def task() -> None:
        times.append(1)
        if len(times) == 3:
            ran.set()

    with every_hour(task, seconds=0.001):
        assert ran.wait(10)
    assert "hourly" not in {thread.name for thread in threading.enumerate()}


def test_a_busy_database_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """One look that fails does not end the looking."""
    ran, times = threading.Event(), []

    def task() -> None:
        times.append(1)
        if len(times) == 1:
            raise OperationalError("BEGIN", None, Exception("locked"))
        ran.set()

    with every_hour(task, seconds=0.001):
        assert ran.wait(10)
    assert "busy" in caplog.text


@pytest.mark.parametrize("error", [Refused.of("checkpoint_none_yet"), OSError(28, "No space left on device")])
def test_one_task_that_fails_does_not_stop_the_next(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """R23: a missing key or a full disk is told in the log, and what else is due is done."""
    ran = threading.Event()

    def fails() -> None:
        raise error

    with every_hour(fails, ran.set, seconds=0.001):
        assert ran.wait(10)
    assert "not done" in caplog.text
