"""The only clock. Everything that needs the time takes a ``Clock``.

Instants are aware datetimes in UTC; the site's zone (Asia/Shanghai unless set
otherwise) appears only where people read or write times. The host's own zone is
never used (R13): machines often stand at UTC or at the factory's setting.
``monotonic`` turns pages and measures waits; it never jumps with the wall.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Wall time for the record, monotonic time for waiting."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward; the zero is arbitrary."""
        ...


_COUNTER: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Counts while the machine sleeps, too, where there is such a clock: what passed asleep has passed."""


class SystemClock:
    """The machine's clocks, as they are; a station takes them through ``steady.SteadyClock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic() if _COUNTER is None else time.clock_gettime(_COUNTER)


class FrozenClock:
    """A clock that stands still until it is told to move: for tests and stories."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("an instant names its zone")
        self._now = at.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass: both clocks move together."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def step(self, seconds: float) -> None:
        """Move only the wall, as NTP or a dead clock battery does."""
        self._now += timedelta(seconds=seconds)


def stamp(at: datetime) -> str:
    """An instant as the record writes it: ``2026-11-22T02:45:42.123Z``; sorts as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def unstamp(text: str) -> datetime:
    """The instant a stamp names."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970, as segments count time."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC) + timedelta(milliseconds=ms % 1000)


def local_text(at: datetime, zone: ZoneInfo) -> str:
    """An instant as an office reads it: ``2026-11-22 10:45:42``, in the site's zone."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
