"""Whether the disk of the site still takes what is written: written, forced, read back (R23).

A dying card goes on showing content while edits no longer stick, and a file system that
turned read-only says nothing until somebody writes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path

from ledctl.alerts.snapshot import Disk

NAME = "self-test"
OFTEN_S = 5.0
"""Whoever asks more often than this gets the last answer: a stranger must not wear the card out."""


class DiskTest:
    """The test of one folder. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._last: tuple[float, Disk] | None = None

    def look(self) -> Disk:
        with self._lock:
            mono = time.monotonic()
            if self._last is None or mono - self._last[0] >= OFTEN_S:
                self._last = mono, _look(self._folder)
            return self._last[1]


def _look(folder: Path) -> Disk:
    try:
        usage = shutil.disk_usage(folder)
    except OSError as error:
        return Disk(0, 0, _word(error))
    return Disk(usage.free, usage.total, _fault_of(folder / NAME))


def _fault_of(file: Path) -> str:
    """Why a few bytes could not be written and read back; empty when they could."""
    token = secrets.token_bytes(32)
    try:
        with file.open("wb") as out:
            out.write(token)
            out.flush()
            os.fsync(out.fileno())
        return "" if file.read_bytes() == token else "read back otherwise"
    except OSError as error:
        return _word(error)
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _word(error: OSError) -> str:
    return error.strerror or type(error).__name__
