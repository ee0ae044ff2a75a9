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
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from drivers.base import Proof, Sign
from drivers.errors import DriverError
from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import ORDERED, Outage
from ledctl.ledger.recorder import Recorder
from ledctl.playlists.curbs import FREE, Curb
from ledctl.publishing.causes import put_up_cause
from ledctl.publishing.journal import Failure, Journal
from ledctl.publishing.leftovers import left_over
from ledctl.publishing.orders import Order, change_mark, open_orders
from ledctl.publishing.passing import Pass
from ledctl.publishing.rota import Rota
from ledctl.publishing.stage import Left, Live, Stage
from ledctl.publishing.wire import Wire

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
    ) -> None:
        """``curb``: what holds orders back on this sign at an instant, asked at every look."""
        self.name = name
        self._database = database
        self._clock = clock
        self._recorder = recorder
        self._zone = zone
        self._poll_s = poll_s
        self._life_s = life_s
        self._online = True if sign.capabilities.answers else None  # while all is well
        self._wire = Wire(sign, clock, life_s=life_s, retry_s=retry_s)
        self._journal = Journal(database, name, recorder)
        self._pass = Pass(database, self._journal, sign.capabilities, practice_site=practice_site)
        self._curb = curb
        self._rota = Rota()
        self._stage = Stage()
        self._read: tuple[tuple[int, int], datetime, float] | None = None
        self._began: datetime | None = None
        self._left_over: frozenset[int] = frozenset()  # put up by a process before, and never taken down
        self._out: set[Outage] = set()  # outages owed to the record and not known to be over
        self.stepped: datetime | None = None
        """When it last went through a whole round."""
        self._told: dict[int | str, str] = {}  # failures the record speaks of, by order or by what failed
        self._live = Live.of(self.name, clock.now(), None, Proof.SENT, online=self._online)

    @property
    def live(self) -> Live:
        """What the sign shows, as a value that another thread may keep."""
        return self._live

    def step(self) -> float:
        """Do what is due; returns the seconds after which to look again."""
        now = self._clock.now()
        with ExitStack() as on_fault:
            on_fault.callback(self._clear_what_may_not_stand, now)
            self._catch_up(now)
            try:
                if self._wire.is_usable():
                    self._do_what_is_due(now)
                    self._wire.keep_alive()
            except DriverError as error:
                self._lose(error)
            self._recorder.flush()
            on_fault.pop_all()
        self.stepped = now
        self._note_who_waits()
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
    def _clear_what_may_not_stand(self, now: datetime) -> None:
        """The round failed: what is expired or withdrawn leaves all the same, if the sign answers."""

    @abstractmethod
    def _due(self) -> Iterable[float]:
        """Monotonic instants at which there will be something to do."""

    # -- orders -------------------------------------------------------------------------------

    def _catch_up(self, now: datetime) -> None:
        """Before anything new: what a crash or an earlier round left undone, and the orders."""
        if self._began is None:
            self._begin(now)
        if self._wire.in_flight is not None:
            self._lose(DriverError("the round ended before the sign had answered"))
        self._journal.pay()
        self._look_for_orders(now)

    def _begin(self, now: datetime) -> None:
        """What a process before left behind is written down as what is known of it, and taken over."""
        self._rota.curb = self._curb(now)
        self._journal.began(now, self._recorder.recover(now), _ordered(self._rota.curb))
        found = left_over(self._database, self.name, now)
        self._stage.doubt(*found)
        self._left_over = frozenset(order.id for order in found)
        self._began = now

    def _heed(self, curb: Curb, now: datetime) -> None:
        """Another curb: a blackout that comes or goes is an outage that begins or ends."""
        before, self._rota.curb = _ordered(self._rota.curb), curb
        if _ordered(curb) is not before:
            self._journal.owe(partial(self._journal.ordered, _ordered(curb), now))
            self._journal.pay()

    def _look_for_orders(self, now: datetime) -> None:
        curb = self._curb(now)
        if curb is not self._rota.curb:
            self._heed(curb, now)
        mark, mono = change_mark(self._database), self._clock.monotonic()
        if self._read is not None:
            read_mark, read_at, read_mono = self._read
            # a wall clock set back opens windows again that were over at the last look
            if mark == read_mark and read_at <= now and mono < read_mono + REREAD_S:
                return
        self._rota.replace(open_orders(self._database, self.name, now))
        gone = {key for key in self._told if isinstance(key, int) and key not in self._rota}
        self._told = {key: name for key, name in self._told.items() if key not in gone}
        self._read = (mark, now, mono)

    def _put_up_cause(self, order: Order, now: datetime) -> str:
        doubtful = self._stage.is_doubtful(order.id) and order.id not in self._left_over
        kept = doubtful or order.id in self._told
        began = None if self._rota.had_turn(order.id) else self._began
        return put_up_cause(order, now, began=began, kept=kept)

    def _dark_cause(self, left: Left) -> str:
        """Why the sign is made dark: for those that leave it, or because nobody knows what it shows."""
        return left[0][1] if left else "device" if self._wire.ever_answered else "start"

    # -- answers and failures -----------------------------------------------------------------

    def _find(self) -> bool:
        """The sign took something; whether that ends an outage."""
        up = self._wire.find()
        self._out.discard(Outage.REFUSED)
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
        self._rota.set_aside(order.id, self._clock.monotonic() + for_s)
        self._tell(Failure(self._clock.now(), error, order, page, link_down=False))

    def _lose(self, error: DriverError) -> None:
        """What stands is unknown from now on; all of it is sent again when the sign answers."""
        now = self._clock.now()
        flight, down = self._wire.lose(error)
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
        """A sign that would not take an order must not look as if there were none."""
        held_up = self._rota.holds_up(self._clock.now(), self._clock.monotonic())
        if held_up != self._live.held_up:
            self._live = replace(self._live, held_up=held_up)

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
        waits = [*self._due(), self._wire.retry_at, self._wire.speak_at]
        mono = self._clock.monotonic()
        return max(0.0, min([self._poll_s, *(at - mono for at in waits if at is not None)]))


def _ordered(curb: Curb) -> Outage | None:
    """The outage that somebody ordered with this curb, if it is one."""
    return Outage(curb.cause) if curb.cause in ORDERED else None
