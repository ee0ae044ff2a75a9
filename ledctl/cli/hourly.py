"""What a process that serves does once an hour, and once at its start."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from ledctl.errors import LedctlError

HOUR_S = 3600.0


@contextmanager
def every_hour(*tasks: Callable[[], object], seconds: float = HOUR_S) -> Iterator[None]:
    """Run each of ``tasks`` beside the block, now and every hour. What fails is tried again in an hour.

    A busy database, a disk that takes nothing, a rule that says no: the log tells of it, the watch
    of what comes of it, and the next task has its turn.
    """
    done = threading.Event()
    thread = threading.Thread(target=_repeat, args=(tasks, done, seconds), name="hourly", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _repeat(tasks: Sequence[Callable[[], object]], done: threading.Event, seconds: float) -> None:
    while True:
        for task in tasks:
            _try(task)
        if done.wait(seconds):
            return


def _try(task: Callable[[], object]) -> None:
    log = logging.getLogger(__name__)
    try:
        task()
    except OperationalError:
        log.warning("the hourly look found the database busy", exc_info=True)
    except (LedctlError, OSError) as error:
        log.warning("an hourly task was not done: %s", error)
