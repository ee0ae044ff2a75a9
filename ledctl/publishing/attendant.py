"""What every sign's worker does, however the sign keeps time: rounds, orders, failures.

Here: the frame of a round, from reading the orders to the record of a failure.
Not here: what is sent, and when (``worker.py`` for signs whose pages the host
turns, ``keeper.py`` for those that turn them by themselves).

``step`` does whatever is due now and says how long to wait; a thread (or a test
with a frozen clock) calls it again after that, or at once when the bell rings.
It never blocks longer than the driver's own time-outs.

Order around a change, so that a power cut leaves the truth: ``sending`` is
committed, the order goes out, ``shown`` is committed with the receipt. A round
that fails for want of the database still takes away what may not stand.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from math import inf
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from drivers.base import Proof, Receipt, Sign
from drivers.errors import DriverError, OtherSign, SignRefused, Unsupported
from ledctl.blackout.states import How
from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import Outage
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.scribe import Scribe
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb, strictest
from ledctl.publishing.caretaker import Caretaker
from ledctl.publishing.causes import put_up_cause
from ledctl.publishing.changes import Changes
from ledctl.publishing.darkness import Darkness, Write
from ledctl.publishing.journal import Failure, Journal
from ledctl.publishing.leftovers import left_over
from ledctl.publishing.lookout import NOTHING_KNOWN, Wanted
from ledctl.publishing.meters import Meter
from ledctl.publishing.orders import Mark, Order, change_mark, open_orders
from ledctl.publishing.passing import Pass
from ledctl.publishing.rota import CAP_MS, Rota
from ledctl.publishing.stage import Left, Live, Stage
from ledctl.publishing.switch import Switch
from ledctl.publishing.upkeep import LEFT_ALONE, Upkeep
from ledctl.publishing.wire import Flight, Wire

log = logging.getLogger(__name__)

REREAD_S = 60.0
"""The orders are read in full this often even if nothing seems to have changed."""


class Attendant(ABC):
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
        self._database = database
        self._clock = clock
        self._recorder = recorder
        self._zone = zone
        self._poll_s = poll_s
        self._reread_s = REREAD_S
        self._changes: Changes | None = None  # stepped by hand, a worker looks for itself
        self._life_s = life_s
        self._online = True if sign.capabilities.answers else None  # while all is well
        self._wire = Wire(
            sign,
            clock,
            life_s=life_s,
            retry_s=retry_s,
            retry_most_s=upkeep.retry_most_s,
            chance=upkeep.chance,
        )
        self._journal = Journal(database, name, recorder)
        self._upkeep = upkeep
        self._caretaker = Caretaker(name, self._wire, self._journal, clock, zone, upkeep, sign.capabilities)
        self._pass = Pass(database, self._journal, sign.capabilities, practice_site=practice_site)
        self._curb = curb
        self._edge = edge
        self._darkness = Darkness(switch, name, clock)
        self._rota = Rota(round(turn_s * 1000))
        self._stage = Stage()
        self._read: tuple[Mark, datetime, float] | None = None
        self._began: datetime | None = None
        self._left_over: frozenset[int] = frozenset()  # put up by a process before, and never taken down
        self._held_dark: Outage | None = None  # by order
        self._out: set[Outage] = set()  # outages owed to the record and not known to be over
        self.stepped: datetime | None = None
        """When it last went through a whole round."""
        self._told: dict[int | str, str] = {}  # failures the record speaks of, by order or by what failed
        self._before = NOTHING_KNOWN  # what the sign had confirmed when it was lost
        self._live = Live.of(self.name, clock.now(), None, Proof.SENT, online=self._online)
        self.meter = Meter()
        self._stepped = clock.monotonic()

    @property
    def live(self) -> Live:
        """What the sign shows and says of itself, as a value that another thread may keep."""
        return replace(self._live, health=self._caretaker.health)

    def join(
        self, changes: Changes, *, rest_s: float, reread_s: float = REREAD_S, scribe: Scribe | None = None
    ) -> None:
        """Be one of many, before the first step: one look serves all, and who has news is woken.

        So a worker to whom nothing happens may rest for longer than one poll.
        """
        self._changes, self._recorder.scribe = changes, scribe
        self._poll_s, self._reread_s = rest_s, reread_s

    def has_news(self, now: datetime) -> bool:
        """Whether it should look before it has rested. Any thread may ask: it changes nothing."""
        read, mark = self._read, self._shared_mark()
        return read is None or mark is None or mark != read[0] or self._curb_at(now) != self._rota.curb

    # what another thread may ask beside that: each reads values that are replaced, never changed in place

    @property
    def quiet_s(self) -> float:
        """Seconds since a round ended: a worker that hangs in its driver is seen by this."""
        return max(0.0, self._clock.monotonic() - self._stepped)

    @property
    def outage_s(self) -> float:
        """The seconds in which the sign could not be reached, since the process began."""
        return self.meter.outage_s(self._clock.monotonic())

    @property
    def is_wanted(self) -> bool:
        """Whether something may stand on the sign now, by the orders as last read."""
        return bool(self._rota.running(self._clock.now(), self._clock.monotonic()))

    @property
    def holds_strange(self) -> bool:
        """Whether the sign was found to hold content of others, at the last look."""
        return bool(self._caretaker.health.unknown)

    @property
    def unlike_s(self) -> float:
        """How long the sign has shown something else than it confirmed (R25)."""
        since = self._caretaker.health.mismatch_since
        return 0.0 if since is None else max(0.0, (self._clock.now() - since).total_seconds())

    def step(self) -> float:
        """Do what is due; returns the seconds after which to look again."""
        now = self._clock.now()
        with ExitStack() as on_fault:
            on_fault.callback(self._clear_after_fault, now)
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
            on_fault.pop_all()
        self.stepped = now
        self._note_who_waits()
        self._stepped = self._clock.monotonic()
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

    @abstractmethod
    def _wanted_now(self) -> Wanted:
        """What the sign has confirmed, to hold its own words against."""

    @abstractmethod
    def _restore(self, now: datetime) -> None:
        """Something else stands, the sign says: what should stand goes out again at once."""

    @abstractmethod
    def _due(self) -> Iterable[float]:
        """Monotonic instants at which there will be something to do."""

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

    # -- looking, and care --------------------------------------------------------------------

    def _read_first(self) -> None:
        """Before the first order of this process, and of each reconnect: what the sign holds (R20)."""
        if (said := self._wire.read_back) is not None:
            self._wire.read_back = None
            self._caretaker.come_back(said, self._before)
            self._before = NOTHING_KNOWN
        elif self._caretaker.reads_first:
            self._caretaker.come_back(self._wire.look_for_sure(), NOTHING_KNOWN)
        else:
            return
        self._caretaker.reads_first = False
        self._set_curb(self._clock.now())
        self._journal.pay()

    def _tend(self, now: datetime) -> None:
        """Between pages: a look at the sign, else an order of care."""
        mono = self._clock.monotonic()
        if mono < self._caretaker.at:
            return
        page_at = min(self._due(), default=inf)
        if self._caretaker.look(self._wanted_now(), page_at):
            self._set_curb(now)
            self._restore(now)
        elif mono >= self._caretaker.at:
            curbed = self._stage.dark and self._rota.curb is not FREE
            self._caretaker.tend(page_at, self._rota.curb if curbed else None)
        self._journal.pay()

    def _curb_at(self, now: datetime) -> Curb:
        """The strictest of what holds back; a blackout is named before anything as strict."""
        return strictest(self._darkness.curb(now), self._curb(now), self._caretaker.curb)

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
            self._owe(writes)
            self._journal.pay()

    def _begin(self, now: datetime) -> None:
        """What a process before left behind is written down as what is known of it, and taken over."""
        if self._wire.can_switch:
            self._darkness.recall_lamps()
        self._darkness.look(change_mark(self._database)[2])
        self._rota.curb, self._held_dark = self._curb_at(now), self._darkness.outage(now)
        self._journal.began(now, self._recorder.recover(now), self._held_dark)
        found = left_over(self._database, self.name, now)
        self._stage.doubt(*found)
        self._left_over = frozenset(order.id for order in found)
        self._began = now

    def _set_curb(self, now: datetime) -> None:
        """What holds back now; a blackout that comes or goes is an outage that begins or ends."""
        self._rota.curb = self._curb_at(now)
        if (outage := self._darkness.outage(now)) is not self._held_dark:
            self._held_dark = outage
            self._journal.owe(partial(self._journal.ordered, outage, now))

    def _look_for_orders(self, now: datetime) -> None:
        self._set_curb(now)  # also if the database is gone: what was ordered holds
        mark, mono = self._look_at_switch(now), self._clock.monotonic()
        if self._read is not None:
            read_mark, read_at, read_mono = self._read
            # a wall clock set back opens windows again that were over at the last look
            if mark == read_mark and read_at <= now and mono < read_mono + self._reread_s:
                return
        self._rota.replace(open_orders(self._database, self.name, now))
        gone = {key for key in self._told if isinstance(key, int) and key not in self._rota}
        self._told = {key: name for key, name in self._told.items() if key not in gone}
        self._read = (mark, now, mono)

    def _shared_mark(self) -> Mark | None:
        return None if self._changes is None else self._changes.of(self.name)

    def _look_at_switch(self, now: datetime) -> Mark:
        """Heed a blackout, or its end; the mark of everything that was ordered."""
        mark = self._shared_mark()
        if mark is None:
            mark = change_mark(self._database)
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
        kept = doubtful or order.id in self._told
        began = None if self._rota.had_turn(order.id) else self._began
        return put_up_cause(order, now, began=began, kept=kept)

    def _dark_cause(self, left: Left) -> str:
        """Why the sign is made dark: for those that leave it, or because nobody knows what it shows."""
        if left or self._rota.curb is BLACKOUT:
            return left[0][1] if left else BLACKOUT.cause
        return "device" if self._wire.ever_answered else "start"

    # -- dark at once -------------------------------------------------------------------------

    def _order_dark(self, order: Callable[[], Receipt]) -> Receipt:
        """Make the sign dark; in a blackout, one that refuses has its lamps switched off if it can."""
        how = How.BLANK
        try:
            receipt = order()
        except (SignRefused, Unsupported):
            if self._rota.curb is not BLACKOUT or not self._wire.can_switch:
                raise
            receipt, how = self._wire.switch(on=False, flight=Flight("dark")), How.POWER
        self._owe(self._darkness.confirm(receipt, how, self._clock.now()))
        return receipt

    def _switch_on_again(self, flight: Flight) -> None:
        """What was approved stands there: now its lamps may be lit, if they were switched off."""
        if self._darkness.lamps_off:
            self._owe(self._darkness.lit(self._wire.switch(on=True, flight=flight)))

    def _owe(self, writes: Iterable[Write]) -> None:
        for write in writes:
            self._journal.owe(write)

    # -- answers and failures -----------------------------------------------------------------

    def _find(self) -> bool:
        """The sign took something; whether that ends an outage."""
        up = self._wire.find()
        self._out.discard(Outage.REFUSED)
        self._caretaker.meet_own()
        if up:
            self.meter.came_back(self._clock.monotonic())
        if not self._wire.is_down:
            self._out.clear()
            self._told = {key: name for key, name in self._told.items() if isinstance(key, int)}
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
        self._tell(Failure(self._clock.now(), error, order, page, link_down=False))

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
        if isinstance(error, OtherSign):
            self._caretaker.meet_other(str(error))
        orders, what = (flight.orders, flight.what) if flight else ((), "")
        self._stage.doubt(*(() if error.outcome_known else (order for order, _ in orders)))
        self._live = Live.of(self.name, now, None, Proof.SENT, online=False)
        self._journal.owe(partial(self._recorder.ended, to_ms(now)))
        outage = self._new_outage()
        for order, page in orders or ((None, 0),):
            self._tell(Failure(now, error, order, page, link_down=down, what=what, outage=outage))
            down, outage = False, None

    def _new_outage(self) -> Outage | None:
        """What has begun with a failure, unless the record has it already."""
        cause = Outage.LINK if self._wire.is_down else Outage.REFUSED
        if cause in self._out:
            return None
        self._out.add(cause)
        return cause

    def _note_who_waits(self) -> None:
        """Why it is dark; a sign that would not take an order must not look as if there were none."""
        now, mono = self._clock.now(), self._clock.monotonic()
        held_up = self._rota.holds_up(now, mono)
        why = self._rota.cue(now, mono).why_dark if self._stage.dark else ""
        if (held_up, why) != (self._live.held_up, self._live.why_dark):
            self._live = replace(self._live, held_up=held_up, why_dark=why)

    def _tell(self, failure: Failure) -> None:
        """Owe the record of a failure, unless it says so already."""
        key = failure.order.id if failure.order else failure.what
        name = type(failure.error).__name__
        if failure.link_down or failure.outage or self._told.get(key) != name:
            log.warning("sign %s: %s", self.name, failure.error)
            self._journal.owe(partial(self._journal.failed, failure))
        self._told[key] = name
        self._journal.pay()

    # -- small things -------------------------------------------------------------------------

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _until_next(self) -> float:
        waits = [*self._due(), self._wire.retry_at, self._wire.speak_at, self._darkness.due]
        mono, now = self._clock.monotonic(), self._clock.now()
        edges = (self._rota.next_edge(now), self._edge(now))
        # by what passes: alarms go by a wall that may be wrong
        until = [(edge - now).total_seconds() for edge in edges if edge is not None]
        return max(0.0, min([self._poll_s, *until, *(at - mono for at in waits if at is not None)]))
