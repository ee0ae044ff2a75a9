"""What a process that serves does once an hour, and once at its start."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

HOUR_S = 3600.0


@contextmanager
def every_hour(task: Callable[[], object], *, seconds: float = HOUR_S) -> Iterator[None]:
    """Run ``task`` beside the block, now and every hour. A busy database is tried again in an hour."""
    done = threading.Event()
    thread = threading.Thread(target=_repeat, args=(task, done, seconds), name="hourly", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _repeat(task: Callable[[], object], done: threading.Event, seconds: float) -> None:
    while True:
        try:
            task()
        except OperationalError:
            logging.getLogger(__name__).warning("the hourly look found the database busy", exc_info=True)
        if done.wait(seconds):
            return
