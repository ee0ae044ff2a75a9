"""What every sign's worker does, however the sign keeps time: rounds, orders, failures.

Here: the frame of a round, from reading the orders to the record of a failure.
Not here: looking at the sign (``looking``); what is sent, and when (``worker`` for
signs whose pages the host turns, ``keeper`` for those that turn them by themselves).

``step`` does whatever is due now and says how long to wait; a thread (or a test
with a frozen clock) calls it again after that, or at once when the bell rings.
It never blocks longer than the driver's own time-outs.

Order around a change, so that a power cut leaves the truth: ``sending`` is
committed, the order goes out, ``shown`` is committed with the receipt. A round
that fails for want of the database still takes away what may not stand.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from drivers.base import Proof, Receipt, Sign
from drivers.errors import DriverError, OtherSign
from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import Outage
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.scribe import Scribe
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb
from ledctl.publishing.caretaker import Caretaker
from ledctl.publishing.causes import put_up_cause
from ledctl.publishing.changes import Changes
from ledctl.publishing.darkness import Darkness
from ledctl.publishing.docket import REREAD_S, Docket
from ledctl.publishing.failings import Failings
from ledctl.publishing.journal import Failure, Journal
from ledctl.publishing.lamps import Lamps
from ledctl.publishing.leftovers import left_over
from ledctl.publishing.looking import Looking
from ledctl.publishing.lookout import NOTHING_KNOWN
from ledctl.publishing.meters import Meter
from ledctl.publishing.orders import Mark, Order
from ledctl.publishing.passing import Pass
from ledctl.publishing.rota import CAP_MS, Rota
from ledctl.publishing.stage import Left, Live, Stage
from ledctl.publishing.switch import Switch
from ledctl.publishing.upkeep import LEFT_ALONE, Upkeep
from ledctl.publishing.wire import Wire
from ledctl.publishing.witness import Witness


class Attendant(Looking):
    """Keeps one sign at what it should show. Not thread-safe: one thread steps and stops it."""

    def __init__(
        self,
        name: str,
        sign: Sign,
        *,
        database: Database,
        clock: Clock,
        recorder: Recorder,
        zone: ZoneInfo,
        poll_s: float,
        retry_s: float,
        life_s: int,
        practice_site: bool,
        curb: Callable[[datetime], Curb] = lambda _now: FREE,
        edge: Callable[[datetime], datetime | None] = lambda _now: None,
        turn_s: float = CAP_MS / 1000,
        upkeep: Upkeep = LEFT_ALONE,
        switch: Switch | None = None,
    ) -> None:
        """``curb``: what holds orders back on this sign at an instant, asked at every look.

        ``edge``: the next instant after which that may be another; ``turn_s``: the cap of a turn;
        ``switch``: what is ordered of all signs; without one there are no blackouts.
        """
        self.name = name
        self._clock = clock
        self._recorder = recorder
        self._zone = zone
        self._poll_s = poll_s
        self._docket = Docket(database, name, clock)
        self._life_s = life_s
        self._online = True if sign.capabilities.answers else None  # while all is well
        most_s, chance = upkeep.retry_most_s, upkeep.chance
        self._wire = Wire(sign, clock, life_s=life_s, retry_s=retry_s, retry_most_s=most_s, chance=chance)
        self._journal = Journal(database, name, recorder)
        self._upkeep = upkeep
        self._caretaker = Caretaker(name, self._wire, self._journal, clock, zone, upkeep, sign.capabilities)
        self._database = database
        self._pass = Pass(database, self._journal, sign.capabilities, practice_site=practice_site)
        self._curb = curb
        self._edge = edge
        self._darkness = Darkness(switch, name, clock)
        self._lamps = Lamps(self._wire, self._darkness, self._caretaker, self._journal, clock)
        self._rota = Rota(round(turn_s * 1000))
        self._stage = Stage()
        self._witness = Witness(clock.monotonic())
        self._began: datetime | None = None
        self._left_over: frozenset[int] = frozenset()  # put up by a process before, and never taken down
        self._failings = Failings(name, self._journal)
        self._live = Live.of(self.name, clock.now(), None, Proof.SENT, online=self._online)
        self.meter = Meter()
        self._round_ended = clock.monotonic()

    def join(
        self, changes: Changes, *, rest_s: float, reread_s: float = REREAD_S, scribe: Scribe | None = None
    ) -> None:
        """Be one of many, before the first step: one look serves all, and who has news is woken.

        So a worker to whom nothing happens may rest for longer than one poll.
        """
        self._docket.join(changes, reread_s)
        self._poll_s, self._recorder.scribe = rest_s, scribe

    def has_news(self, now: datetime) -> bool:
        """Whether it should look before it has rested. Any thread may ask: it changes nothing."""
        return self._docket.has_news() or self._curb_at(now) != self._rota.curb

    def step(self) -> float:
        """Do what is due; returns the seconds after which to look again."""
        now = self._clock.now()
        try:
            self._catch_up(now)
            try:
                if self._wire.is_usable():
                    self._read_first()
                    self._do_what_is_due(now)
                    self._tend(now)
                    self._wire.keep_alive()
                elif isinstance(self._wire.fault, OtherSign):
                    self._caretaker.meet_other(str(self._wire.fault))
            except DriverError as error:
                self._lose(error)
            self._recorder.flush()
        except BaseException:
            self._clear_after_fault(now)
            raise
        self.stepped = now
        self._note_who_waits()
        self._round_ended = self._clock.monotonic()
        return self._until_next()

    def stop(self) -> None:
        """Let go of the sign; what is shown stays (a self-clearing sign clears itself)."""
        try:
            self._journal.pay()
            if self._began is not None:
                self._journal.stopped(self._clock.now())
        finally:
            self._wire.close()

    @abstractmethod
    def _do_what_is_due(self, now: datetime) -> None:
        """Make the sign show what it should, as far as it is not known to."""

    @abstractmethod
    def _darken(self, now: datetime) -> None:
        """Make the sign dark and owe its record: this must not need the database."""

    @abstractmethod
    def _clear_what_may_not_stand(self, now: datetime) -> None:
        """The round failed: what is expired or withdrawn leaves all the same, if the sign answers."""

    def _clear_after_fault(self, now: datetime) -> None:
        """A round that failed for want of a disk to write to may still read that all is ordered dark."""
        with suppress(SQLAlchemyError):
            self._look_at_switch(now)
        self._set_curb(now)
        if self._darkness.is_owed(now) and self._wire.in_flight is None:
            with suppress(DriverError):  # it stays in flight: the next round says that it is unknown
                if self._wire.is_usable():
                    self._darken(now)
        self._clear_what_may_not_stand(now)

    # -- orders -------------------------------------------------------------------------------

    def _catch_up(self, now: datetime) -> None:
        """Before anything new: what a crash or an earlier round left undone, and the orders."""
        if self._began is None:
            self._begin(now)
        if self._wire.in_flight is not None:
            self._lose(DriverError("the round ended before the sign had answered"))
        self._journal.pay()
        self._look_for_orders(now)
        if writes := self._darkness.late():
            self._lamps.owe(writes)
            self._journal.pay()

    def _begin(self, now: datetime) -> None:
        """What a process before left behind is written down as what is known of it, and taken over."""
        self._lamps.recall(self._database, self.name)
        self._darkness.look(self._docket.own_mark()[2])
        self._rota.curb, self._held_dark = self._curb_at(now), self._darkness.outage(now)
        self._journal.began(now, self._recorder.recover(now), self._held_dark)
        found = left_over(self._database, self.name, now)
        self._stage.doubt(*found)
        self._left_over = frozenset(order.id for order in found)
        self._began = now

    def _look_for_orders(self, now: datetime) -> None:
        self._set_curb(now)  # also if the database is gone: what was ordered holds
        mark = self._look_at_switch(now)
        if not self._docket.is_current(mark, now):
            self._rota.replace(self._docket.read(mark, now))
            self._failings.keep(set(self._rota))

    def _look_at_switch(self, now: datetime) -> Mark:
        """Heed a blackout, or its end; the mark of everything that was ordered."""
        mark = self._docket.mark()
        if self._darkness.look(mark[2]):
            self._set_curb(now)
            if self._darkness.is_owed(now):
                self._wire.hurry()
        return mark

    def _is_called_off(self) -> bool:
        """Whether all was ordered dark since the round began: one that is refused much may take long."""
        now = self._clock.now()
        self._look_at_switch(now)
        return self._rota.curb is BLACKOUT

    def _put_up_cause(self, order: Order, now: datetime) -> str:
        doubtful = self._stage.is_doubtful(order.id) and order.id not in self._left_over
        kept = doubtful or order.id in self._failings
        began = None if self._rota.had_turn(order.id) else self._began
        return put_up_cause(order, now, began=began, kept=kept)

    def _dark_cause(self, left: Left) -> str:
        """Why the sign is made dark: for those that leave it, or because nobody knows what it shows."""
        if left or self._rota.curb is BLACKOUT:
            return left[0][1] if left else BLACKOUT.cause
        return "device" if self._wire.ever_answered else "start"

    def _order_dark(self, order: Callable[[], Receipt]) -> Receipt:
        return self._lamps.go_dark(order)

    # -- answers and failures -----------------------------------------------------------------

    def _find(self) -> bool:
        """The sign took something; whether that ends an outage."""
        up = self._wire.find()
        self._witness.took(self._clock.monotonic())
        self._caretaker.meet_own()
        if up:
            self.meter.came_back(self._clock.monotonic())
        self._failings.took_something(is_down=self._wire.is_down)
        return up

    @property
    def _seen(self) -> bool | None:
        """Whether the sign is there, as far as its last order tells."""
        return False if self._wire.is_down else self._online

    def _keep_back(self, order: Order, page: int, error: DriverError, *, for_s: float) -> None:
        """The order was surely not shown, what stood stands: the others go on."""
        self._wire.in_flight = None
        self.meter.failed(type(error).__name__)
        self._rota.set_aside(order.id, self._clock.monotonic() + for_s)
        self._failings.tell(Failure(self._clock.now(), error, order, page, link_down=False))

    def _lose(self, error: DriverError) -> None:
        """What stands is unknown from now on; all of it is sent again when the sign answers."""
        now = self._clock.now()
        wanted = self._wanted_now()
        self.meter.failed(type(error).__name__)
        self._darkness.fail(error)
        flight, down = self._wire.lose(error)
        if down:
            self.meter.went_down(self._clock.monotonic())
        if wanted is not NOTHING_KNOWN or flight:  # else it failed again, and nothing is known since
            self._before = wanted if flight is None or error.outcome_known else NOTHING_KNOWN
        self._caretaker.lose_sight()
        self._witness.start_anew(self._clock.monotonic())
        if isinstance(error, OtherSign):
            self._caretaker.meet_other(str(error))
        orders, what = (flight.orders, flight.what) if flight else ((), "")
        self._stage.doubt(*(() if error.outcome_known else (order for order, _ in orders)))
        self._live = Live.of(self.name, now, None, Proof.SENT, online=False)
        self._journal.owe(partial(self._recorder.ended, to_ms(now)))
        outage = self._failings.begin(Outage.LINK if self._wire.is_down else Outage.REFUSED)
        for order, page in orders or ((None, 0),):
            failure = Failure(now, error, order, page, link_down=down, what=what, outage=outage)
            self._failings.tell(failure)
            down, outage = False, None

    def _note_who_waits(self) -> None:
        """Why it is dark; a sign that would not take an order must not look as if there were none."""
        live = self._live
        if not (self._stage.dark or self._rota.keeps_aside or live.held_up or live.why_dark):
            return  # at nearly every step
        now, mono = self._clock.now(), self._clock.monotonic()
        held_up = self._rota.holds_up(now, mono)
        why = self._rota.cue(now, mono).why_dark if self._stage.dark else ""
        if (held_up, why) != (self._live.held_up, self._live.why_dark):
            self._live = replace(self._live, held_up=held_up, why_dark=why)

    def _until_next(self) -> float:
        wait, mono, now = self._poll_s, self._clock.monotonic(), self._clock.now()
        for at in (*self._due(), self._wire.retry_at, self._wire.speak_at, self._darkness.due):
            if at is not None and at - mono < wait:
                wait = at - mono
        # by what passes: alarms go by a wall that may be wrong
        for edge in (self._rota.next_edge(now), self._edge(now)):
            if edge is not None:
                wait = min(wait, (edge - now).total_seconds())
        return max(0.0, wait)
