"""The alarm clock: APScheduler rings the bell at the instants at which something begins or ends.

It decides nothing and remembers nothing. The jobs are derived from the database
at every start and every change, so none is lost with the process. What is known
of the library's traps, and how each is closed here:

* two processes on one job store run every job twice: the store is memory, and
  one publisher holds the site's lock (``publisher.py``);
* a one-shot job missed by more than a second is dropped silently: the grace
  time is unlimited, missed runs fold into one;
* an interval job stops for an hour when the wall clock goes back an hour, and
  lists a year of missed runs when it goes forward a year: there are no interval
  jobs, only dates; the short poll runs on the monotonic clock, and ``ClockWatch``
  notices a jump and sets the alarms again;
* local times repeat or vanish at a change of zone: every trigger is in UTC;
* ``shutdown`` of a paused scheduler runs due jobs against closed executors: it
  is never paused, and the alarms are removed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from ledctl.clock import Clock
from ledctl.steady import SteadyClock

MOST = 64
"""Alarms set at once; the later ones follow when one of these has rung."""


class Alarms:
    """Rings at given instants. ``set`` replaces all alarms; it may be called at any time."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._set: tuple[datetime, ...] = ()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        self._scheduler.start()

    def set(self, instants: Iterable[datetime]) -> None:
        wanted = tuple(sorted(set(instants))[:MOST])
        if wanted == self._set:
            return
        self.set_again(wanted)

    def set_again(self, instants: Iterable[datetime] | None = None) -> None:
        """Set the alarms even if they are the same: after the wall clock has jumped."""
        self._set = self._set if instants is None else tuple(instants)
        self._scheduler.remove_all_jobs()
        for instant in self._set:
            self._scheduler.add_job(self._ring, "date", run_date=instant)

    @property
    def instants(self) -> tuple[datetime, ...]:
        """What is set now."""
        return self._set

    def stop(self) -> None:
        self._scheduler.remove_all_jobs()
        self._scheduler.shutdown(wait=False)


class ClockWatch:
    """Notices when the wall clock moved by more than the monotonic clock did, believed or not."""

    def __init__(self, clock: Clock, *, limit_s: float = 2.0) -> None:
        self._clock = clock.wall if isinstance(clock, SteadyClock) else clock
        self._limit = limit_s
        self._offset = self._now_offset()

    def look(self) -> float:
        """Seconds the wall jumped since the last look (negative: back); 0.0 for less than the limit."""
        offset = self._now_offset()
        jump = offset - self._offset
        if abs(jump) < self._limit:
            return 0.0
        self._offset = offset
        return jump

    def _now_offset(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()
