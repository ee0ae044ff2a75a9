"""The publisher: one worker and thread for each sign, the bell, the alarms, the clock watch.

It may run inside ``ledctl serve`` or as ``ledctl publish`` by itself; either
way there is one for a site, which a lock file keeps true: two publishers would
fight over the wire. Nothing is touched, the record included, before the lock is held.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import Any

from ledctl.blackout.held import ASK, Held
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.ledger.log import append
from ledctl.ledger.scribe import Scribe
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.bell import Bell
from ledctl.publishing.changes import Changes
from ledctl.publishing.docket import REREAD_S
from ledctl.publishing.heartbeat import Heartbeat
from ledctl.publishing.orders import Mark, next_edges
from ledctl.publishing.pulse import Pulse
from ledctl.publishing.stage import Live
from ledctl.publishing.switch import Switch
from ledctl.publishing.thrift import Thrift
from ledctl.publishing.timer import MOST, Alarms, ClockWatch
from ledctl.publishing.trust import TrustWatch
from ledctl.publishing.vitals import page_of, timings_of

log = logging.getLogger(__name__)

STOP_S = 60.0
"""How long ``stop`` waits for all workers: longer than a driver waits for its sign."""
YIELD_S = 0.05
"""How long the watch lets the workers go ahead after a ring."""
LOOKS_A_SECOND, REST_S = 10, 10.0
"""Looks for no reason, of all signs together, so many a second; but each sign has one this often."""
REREADS_A_SECOND, MOST_REREAD_S = 2, 600.0
"""Orders read in full although nothing changed, of all signs together, and each sign's this often."""
STALE_POLLS = 5
"""A look of the watch older than so many polls serves nobody."""
ROUND_S = 600.0
"""A round of a sign that lasts longer hangs: no driver waits so long, not with a card on a slow line."""
WATCH_ROUND_S = 60.0
"""The same of the watch, which waits for the database only."""


class Publisher:
    """All signs of a site. ``start`` runs threads; ``tick`` does one round by hand, for tests."""

    def __init__(
        self,
        workers: Sequence[Attendant],
        *,
        database: Database,
        clock: Clock,
        run: Path,
        poll_s: float,
        stop_s: float = STOP_S,
        round_s: float = ROUND_S,
        switch: Switch | None = None,
    ) -> None:
        """``switch``: what its workers look at; without one nobody can order all signs dark."""
        self._switch = switch
        self._workers = {worker.name: worker for worker in workers}
        self._database = database
        self._clock = clock
        self._run = run
        self._poll_s = poll_s
        self._stop_s = stop_s
        self._round_s = round_s
        self._watch = ClockWatch(clock)
        self._trust = TrustWatch(clock, database)
        self._heartbeat = Heartbeat(workers, database, clock)
        self._thrift = Thrift(clock)
        self._jumped = 0.0
        self._mark: Mark | None = None
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._pulses: list[Pulse] = []
        self._rung: dict[str, threading.Event] = {}
        self._undo = ExitStack()
        self._scribe = Scribe(database)
        self._changes = Changes(database, clock, stale_s=STALE_POLLS * poll_s)
        rest_s = max(poll_s, min(REST_S, len(workers) / LOOKS_A_SECOND))
        reread_s = max(REREAD_S, min(MOST_REREAD_S, len(workers) / REREADS_A_SECOND))
        for worker in workers:
            worker.join(self._changes, rest_s=rest_s, reread_s=reread_s, scribe=self._scribe)
        self.bell = Bell(run, answer=self._answer, before=self._look_ahead)
        self.alarms = Alarms(self.bell.ring)

    def live(self, sign: str) -> Live | None:
        worker = self._workers.get(sign)
        return worker.live if worker else None

    def ask(self, question: str) -> object:
        """The answer another process would get."""
        return self._answer(question)

    def tick(self) -> None:
        """One round over all signs, in this thread."""
        self._watch_clock()
        self._changes.look()
        for worker in self._workers.values():
            worker.step()
        self._scribe.write()
        self._heartbeat.beat()
        self._write_down()

    def hanging(self) -> list[str]:
        """The threads that are gone or have not been heard of for too long; none while all is well."""
        moment = self._clock.monotonic()
        return [
            pulse.name
            for thread, pulse in zip(self._threads, self._pulses, strict=True)
            if pulse.is_overdue(moment) or not (thread.is_alive() or self._stopping.is_set())
        ]

    def start(self) -> None:
        """Take the site's lock and begin. ``Refused`` when another publisher holds it.

        If it fails half-way, what it had begun is ended again.
        """
        with ExitStack() as undo:
            undo.callback(self._let_go, self._take_lock())
            if self._switch is not None:
                self._switch.recall()
            self.alarms.start()
            undo.callback(self.alarms.stop)
            undo.callback(self.bell.take_down)
            self.bell.hang()
            self._note("publisher_started", "start")
            undo.callback(self._end_threads)
            self._rung = {name: self.bell.waiter() for name in self._workers}
            self._spawn("watch", self._serve_watch, WATCH_ROUND_S)
            for worker in self._workers.values():
                self._spawn(f"sign {worker.name}", partial(self._serve_sign, worker), self._round_s)
            self._undo = undo.pop_all()

    def stop(self) -> None:
        """End all threads, each sealing its record, and let go of the lock. Twice is harmless."""
        self._undo.pop_all().close()

    # -- threads ------------------------------------------------------------------------------

    def _spawn(self, name: str, target: Callable[[Pulse], None], longest_s: float) -> None:
        pulse = Pulse(name, longest_s=longest_s, moment=self._clock.monotonic())
        thread = threading.Thread(target=target, args=(pulse,), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)
        self._pulses.append(pulse)

    def _end_threads(self) -> None:
        """A worker that hangs in its driver ends with the driver's time-out; nobody else touches its sign."""
        self._stopping.set()
        self.bell.ring()
        deadline = monotonic() + self._stop_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        if hanging := [thread.name for thread in self._threads if thread.is_alive()]:
            log.error("did not end in %.0f s: %s", self._stop_s, ", ".join(hanging))
            return  # not an end in order, and the record does not call it one
        self._note("publisher_stopped", "stop")

    def _serve_sign(self, worker: Attendant, pulse: Pulse) -> None:
        rung, said = self._rung[worker.name], ""
        while not self._stopping.is_set():
            pulse.works(self._clock.monotonic())
            try:
                wait, said = worker.step(), ""
            except Exception as error:
                # a fault in one round must not end the publishing of years: say so once, and look again
                said = self._log_fault(f"sign {worker.name}", error, said)
                wait = self._poll_s
            pulse.rests(self._clock.monotonic(), wait)
            rung.wait(wait)
            rung.clear()
        try:
            worker.stop()
        except Exception as error:
            self._log_fault(f"sign {worker.name}, stopping", error, "")
        pulse.ends()

    def _serve_watch(self, pulse: Pulse) -> None:
        rung, said = self.bell.waiter(), ""
        while not self._stopping.is_set():
            pulse.works(self._clock.monotonic())
            try:
                self._watch_clock()
                self._wake_who_has_news()
                self._set_alarms()
                self._scribe.write()
                self._heartbeat.beat()
                self._write_down()
                self._thrift.look()
                said = ""
            except Exception as error:
                said = self._log_fault("watch", error, said)
            pulse.rests(self._clock.monotonic(), self._poll_s)
            if rung.wait(self._poll_s):
                self._stopping.wait(YIELD_S)  # the signs first: alarms are for later
            rung.clear()
        pulse.ends()

    def _look_ahead(self) -> None:
        """Before a ring wakes the signs. Whoever rings has no part in a fault; the watch will say it."""
        with suppress(Exception):
            self._changes.look()

    def _wake_who_has_news(self) -> None:
        """The poll, for all signs: those to whom something happened look, the others rest."""
        try:
            self._changes.look()
        finally:  # without a look all have news: each finds out for itself
            now = self._clock.now()
            for name, worker in self._workers.items():
                if worker.has_news(now):
                    self._rung[name].set()

    def _log_fault(self, who: str, error: Exception, said: str) -> str:
        """Log a failed round; the same fault again and again fills no disk."""
        text = f"{type(error).__name__}: {error}"
        if text != said:
            log.error("%s: round failed", who, exc_info=error)
        return text

    def _watch_clock(self) -> None:
        changed = self._trust.look()
        self._jumped += self._watch.look()
        if self._jumped:
            self._note("clock_step", "device", seconds=round(self._jumped, 3))
            self._jumped = 0.0
        elif not changed:
            return
        self._mark = None
        self.alarms.set_again()
        self.bell.ring()

    def _set_alarms(self) -> None:
        """Derive the alarms from the database: after a change, and when one of them has rung."""
        mark, now = self._changes.mark, self._clock.now()
        if mark == self._mark and all(instant > now for instant in self.alarms.instants):
            return
        self.alarms.set(next_edges(self._database, now, MOST))
        self._mark = mark

    # -- small things -------------------------------------------------------------------------

    def _note(self, kind: str, cause: str, **facts: Any) -> None:
        with self._database.write() as session:
            append(session, kind=kind, at=self._clock.now(), actor="system", cause=cause, **facts)

    def _answer(self, question: str) -> object:
        """What may be asked: ``live SIGN``, ``hanging``, ``health FIRST``, ``timings``, ``clock``, ``dark``.

        ``dark ORDER`` is no question: all go dark at once, as the database would not take it.
        """
        word, _, sign = question.partition(" ")
        if word == ASK and self._switch is not None:
            return self._answer_dark(self._switch, sign)
        if word == "hanging":
            return self.hanging()[:MOST]
        if word == "health" and sign.isdecimal():
            return page_of([*self._workers.values()], int(sign))
        if word == "timings":
            return timings_of(self._workers.values())
        if word == "clock":
            return self._trust.answer()
        live = self.live(sign) if word == "live" else None
        return None if live is None else live.as_answer()

    def _answer_dark(self, switch: Switch, order: str) -> object:
        if (held := Held.from_text(order)) is not None:
            switch.hold(held)
            self.bell.ring()
        return switch.holding().as_answer()

    def _write_down(self) -> None:
        if self._switch is not None:
            self._switch.write_down()

    def _take_lock(self) -> TextIOWrapper:
        self._run.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (self._run / "publisher.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise Refused.of("publisher_running", where=str(self._run)) from None
        return lock

    def _let_go(self, lock: TextIOWrapper) -> None:
        if any(thread.is_alive() for thread in self._threads):
            self._undo.callback(self._let_go, lock)  # a sign is still in use; another ``stop`` may let go
        else:
            lock.close()
