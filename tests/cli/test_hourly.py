"""What a process that serves does once an hour."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import OperationalError

from ledctl.cli.hourly import every_hour


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
