"""The publisher: one worker and thread for each sign, the bell, the alarms, the clock watch.

It may run inside ``ledctl serve`` or as ``ledctl publish`` by itself; either
way there is one for a site, which a lock file keeps true: two publishers would
fight over the wire.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from ledctl.clock import Clock, stamp
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.ledger.log import append
from ledctl.publishing.bell import Bell
from ledctl.publishing.timer import Alarms, ClockWatch
from ledctl.publishing.worker import Live, SignWorker

log = logging.getLogger(__name__)


class Publisher:
    """All signs of a site. ``start`` runs threads; ``tick`` does one round by hand, for tests."""

    def __init__(
        self, workers: Sequence[SignWorker], *, database: Database, clock: Clock, run: Path, poll_s: float
    ) -> None:
        self._workers = {worker.name: worker for worker in workers}
        self._database = database
        self._clock = clock
        self._run = run
        self._poll_s = poll_s
        self._watch = ClockWatch(clock)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock: TextIOWrapper | None = None
        self.bell = Bell(run, answer=self._answer)
        self.alarms = Alarms(self.bell.ring)

    def live(self, sign: str) -> Live | None:
        worker = self._workers.get(sign)
        return worker.live if worker else None

    def tick(self) -> None:
        """One round over all signs, in this thread."""
        self._watch_clock()
        for worker in self._workers.values():
            worker.step()

    def start(self) -> None:
        """Take the site's lock and begin. ``Refused`` when another publisher holds it."""
        self._take_lock()
        with self._database.write() as session:
            append(session, kind="publisher_started", at=self._clock.now(), actor="system", cause="start")
        self.alarms.start()
        self.bell.hang()
        for worker in self._workers.values():
            self._spawn(f"sign {worker.name}", self._serve_sign, worker)
        self._spawn("watch", self._serve_watch)

    def stop(self) -> None:
        """End all threads, seal the record, let go of the lock. Twice is harmless."""
        if self._lock is None or self._stopping.is_set():
            return
        self._stopping.set()
        self.bell.ring()
        for thread in self._threads:
            thread.join(timeout=30)
        self.alarms.stop()
        self.bell.take_down()
        for worker in self._workers.values():
            worker.stop()
        with self._database.write() as session:
            append(session, kind="publisher_stopped", at=self._clock.now(), actor="system", cause="stop")
        self._lock.close()

    # -- threads ------------------------------------------------------------------------------

    def _spawn(self, name: str, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, name=name, daemon=True)  # type: ignore[arg-type] # any callable
        thread.start()
        self._threads.append(thread)

    def _serve_sign(self, worker: SignWorker) -> None:
        rung = self.bell.waiter()
        while not self._stopping.is_set():
            try:
                wait = worker.step()
            except Exception:
                # a fault in one round must not end the publishing of years: say so and look again
                log.exception("sign %s: round failed", worker.name)
                wait = self._poll_s
            rung.wait(wait)
            rung.clear()

    def _serve_watch(self) -> None:
        rung = self.bell.waiter()
        while not self._stopping.is_set():
            try:
                self._watch_clock()
                self.alarms.set(edge for edge in self._edges() if edge > self._clock.now())
            except Exception:
                log.exception("watch: round failed")
            rung.wait(self._poll_s)
            rung.clear()

    def _watch_clock(self) -> None:
        jump = self._watch.look()
        if not jump:
            return
        with self._database.write() as session:
            append(
                session,
                kind="clock_step",
                at=self._clock.now(),
                actor="system",
                cause="device",
                seconds=round(jump, 3),
            )
        self.alarms.set_again()
        self.bell.ring()

    def _edges(self) -> list[datetime]:
        return [edge for worker in self._workers.values() for edge in worker.edges()]

    def _answer(self, question: str) -> object:
        """What another process may ask over the bell: ``live SIGN``."""
        word, _, sign = question.partition(" ")
        live = self.live(sign) if word == "live" else None
        return None if live is None else {**asdict(live), "since": stamp(live.since)}

    def _take_lock(self) -> None:
        self._run.mkdir(parents=True, exist_ok=True)
        lock = (self._run / "publisher.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise Refused.of("publisher_running", where=str(self._run)) from None
        self._lock = lock
