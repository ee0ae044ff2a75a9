"""One sign's worker: looks what should show, lets the pages turn, sees that it is recorded.

``step`` does whatever is due now and says how long to wait; a thread (or a test
with a frozen clock) calls it again after that, or at once when the bell rings.
It never blocks longer than the driver's own time-outs.

Order around a change, so that a power cut leaves the truth: ``sending`` is
committed, the frame goes out, ``shown`` is committed with the receipt. A round
that fails for want of the database still takes away what may not stand.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from drivers.base import Proof, Receipt, Sign
from drivers.errors import DriverError, SignRefused, Unsupported
from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result
from ledctl.publishing.causes import put_up_cause
from ledctl.publishing.journal import Blanked, Change, Failure, Journal, PutUp, slot_of
from ledctl.publishing.orders import Approved, Order, change_mark, open_orders
from ledctl.publishing.passing import Pass
from ledctl.publishing.rota import Rota
from ledctl.publishing.stage import Live, Stage, Standing
from ledctl.publishing.turning import begins_turn, first_page, is_of_now, page_after, seconds_left
from ledctl.publishing.wire import Wire

__all__ = ["ASIDE_S", "REFRESH_S", "REREAD_S", "Live", "SignWorker"]

log = logging.getLogger(__name__)

REFRESH_S = 30.0
"""A page that stands longer is sent again this often: the sign may have lost it."""
REREAD_S = 60.0
"""The orders are read in full this often even if nothing seems to have changed."""
ASIDE_S = 60.0
"""An order the sign refuses waits this long; others have their turn meanwhile."""
DARKNESS = 0
"""Stands for an order's number where a failed darkness is told."""


class SignWorker:
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
    ) -> None:
        self.name = name
        self._database = database
        self._clock = clock
        self._recorder = recorder
        self._zone = zone
        self._poll_s = poll_s
        self._refresh_s = min(REFRESH_S, life_s / 3) if life_s else REFRESH_S
        self._wire = Wire(sign, clock, life_s=life_s, retry_s=retry_s)
        self._journal = Journal(database, name, recorder)
        self._pass = Pass(database, self._journal, sign.capabilities, practice_site=practice_site)
        self._rota = Rota()
        self._stage = Stage()
        self._read: tuple[tuple[int, int], datetime, float] | None = None
        self._began: datetime | None = None
        self._told: dict[int, str] = {}  # failures the record speaks of, by order
        self._live = Live.of(self.name, clock.now(), None, Proof.SENT)

    @property
    def live(self) -> Live:
        """What the sign shows, as a value that another thread may keep."""
        return self._live

    # -- the step -----------------------------------------------------------------------------

    def step(self) -> float:
        """Do what is due; returns the seconds after which to look again."""
        now = self._clock.now()
        with ExitStack() as on_fault:
            on_fault.callback(self._clear_what_may_not_stand, now)
            self._catch_up(now)
            try:
                if self._wire.is_usable():
                    self._do_what_is_due(now)
            except DriverError as error:
                self._lose(error)
            self._recorder.flush()
            on_fault.pop_all()
        return self._until_next()

    def stop(self) -> None:
        """Let go of the sign; what is shown stays (a self-clearing sign clears itself)."""
        try:
            self._journal.pay()
            now = to_ms(self._clock.now())
            self._recorder.ended(now)
            self._recorder.seal(now, "stop")
        finally:
            self._wire.close()

    def _catch_up(self, now: datetime) -> None:
        """Before anything new: what a crash or an earlier round left undone, and the orders."""
        if self._began is None:
            self._recorder.recover(now)
            self._began = now
        if self._wire.in_flight is not None:
            self._lose(DriverError("the round ended before the sign had answered"))
        self._journal.pay()
        self._look_for_orders(now)

    def _look_for_orders(self, now: datetime) -> None:
        mark, mono = change_mark(self._database), self._clock.monotonic()
        if self._read is not None:
            read_mark, read_at, read_mono = self._read
            # a wall clock set back opens windows again that were over at the last look
            if mark == read_mark and read_at <= now and mono < read_mono + REREAD_S:
                return
        self._rota.replace(open_orders(self._database, self.name, now))
        self._told = {key: told for key, told in self._told.items() if key in (DARKNESS, *self._rota)}
        self._read = (mark, now, mono)

    def _do_what_is_due(self, now: datetime) -> None:
        mono, standing = self._clock.monotonic(), self._stage.standing
        if standing is None or self._rota.interrupts(now, mono, standing.order.id):
            self._change(now)
            return
        self._note_those_gone(now)
        if mono >= standing.turn_at or not is_of_now(standing.program, standing.page, self._local(now)):
            self._turn_page(standing, now)
        elif mono >= standing.again_at:
            self._put(standing.order, standing.approved, standing.page, now)

    def _turn_page(self, standing: Standing, now: datetime) -> None:
        page = page_after(standing.program, standing.page)
        if page is None or not self._put(standing.order, standing.approved, page, now):
            self._change(now)

    def _change(self, now: datetime) -> None:
        """Give the sign to whose turn it is; who is kept back loses its turn."""
        while (order := self._rota.choose(now, self._clock.monotonic())) is not None:
            approved = self._pass.approved(order, now)
            if approved is None:
                self._rota.refuse(order.id)
            elif self._put(order, approved, first_page(approved.program, self._local(now)), now):
                return
        if not self._stage.dark:
            self._darken(now)
            self._journal.pay()

    # -- changing the sign --------------------------------------------------------------------

    def _put(self, order: Order, approved: Approved, page: int, now: datetime) -> bool:
        """Show one page; False when the gate or the sign itself would not have it."""
        cause = self._put_up_cause(order, now)
        if not self._stage.is_on_air(order.id) and order.id not in self._told:
            self._journal.sending(order, page, cause, now)
        began = self._clock.monotonic()
        try:
            receipt = self._show(order, approved, page)
        except (SignRefused, Unsupported) as error:
            if not error.outcome_known:  # refused half way: what stood may be gone
                raise
            self._keep_back(order, page, error)
            return False
        self._stand(order, approved, page, receipt, cause, ack_s=self._clock.monotonic() - began)
        return True

    def _show(self, order: Order, approved: Approved, page: int) -> Receipt:
        """The gate, then the wire, with nothing in between."""
        if (why := self._pass.refusal(order, approved, self._clock.now())) is not None:
            raise Unsupported(str(why))
        return self._wire.show(order, page, approved.program.pages[page].frame)

    def _stand(
        self, order: Order, approved: Approved, page: int, receipt: Receipt, cause: str, *, ack_s: float
    ) -> None:
        """The sign confirmed a page: remember it, and write down what that changes."""
        at, before = self._clock.now(), self._stage.standing
        new = not self._stage.is_on_air(order.id)
        again = not new and before is not None and before.is_page(order, page)
        self._stage.stand(self._standing(order, approved, page, at))
        if begins_turn(approved.program, page):
            self._rota.count_turn(order.id)
        self._told.pop(order.id, None)
        change = Change(
            at, PutUp(order, page, receipt, cause) if new else None, self._leave(at), self._wire.find()
        )
        if change.matters:
            self._journal.owe(partial(self._journal.changed, change, ended=not again))
        if not again:
            slot, ack_ms = slot_of(order, receipt.proof, cause), round(ack_s * 1000)
            started = partial(self._recorder.started, slot, page, to_ms(at), ack_ms, Result.ACKED)
            self._journal.owe(started)
        if change.matters:
            self._journal.owe(partial(self._recorder.flush, force=True))
        self._live = Live.of(self.name, at, order, receipt.proof, page)
        self._journal.pay()

    def _standing(self, order: Order, approved: Approved, page: int, at: datetime) -> Standing:
        """How long the page stays. One that is only sent again keeps its time until that is over."""
        mono, before, program = self._clock.monotonic(), self._stage.standing, approved.program
        alone = len(program.pages) == 1 and len(self._rota.running(at, mono)) <= 1
        turn_at = mono + (self._refresh_s if alone else seconds_left(program, page, self._local(at)))
        if before is not None and before.keeps_its_time(order, page, mono):
            turn_at = before.turn_at
        return Standing(order, approved, page, turn_at, mono + self._refresh_s)

    def _darken(self, now: datetime) -> None:
        """Make the sign dark and owe its record: this must not need the database."""
        left = self._stage.leaving(self._rota, now, self._clock.monotonic())
        cause = left[0][1] if left else "device" if self._wire.ever_answered else "start"
        receipt = self._wire.blank()
        at = self._clock.now()
        self._stage.clear()
        self._stage.leave(left)
        self._told.pop(DARKNESS, None)
        change = Change(at, Blanked(receipt, cause), left, self._wire.find())
        self._journal.owe(partial(self._journal.changed, change, ended=True))
        self._live = Live.of(self.name, at, None, receipt.proof)

    def _clear_what_may_not_stand(self, now: datetime) -> None:
        """The round failed: an expired or withdrawn page leaves all the same, if the sign answers."""
        standing, wire = self._stage.standing, self._wire
        if standing is None or wire.retry_at is not None or wire.in_flight is not None:
            return
        if not any(c.order_id == standing.order.id for c in self._rota.running(now, self._clock.monotonic())):
            with suppress(DriverError):  # it stays in flight: the next round says that it is unknown
                self._darken(now)

    def _leave(self, now: datetime) -> tuple[tuple[Order, str], ...]:
        """Those that are off the sign with the change just confirmed."""
        left = self._stage.leaving(self._rota, now, self._clock.monotonic())
        self._stage.leave(left)
        return left

    def _note_those_gone(self, now: datetime) -> None:
        """Orders of the rotation that ended while another one stands: they are off the sign already."""
        change = Change(now, None, self._leave(now))
        if change.matters:
            self._journal.owe(partial(self._journal.changed, change, ended=False))
            self._journal.pay()

    # -- failures -----------------------------------------------------------------------------

    def _keep_back(self, order: Order, page: int, error: DriverError) -> None:
        """The order was surely not shown, what stood stands: the others go on."""
        self._wire.in_flight = None
        self._rota.set_aside(order.id, self._clock.monotonic() + ASIDE_S)
        self._tell(Failure(self._clock.now(), error, order, page, link_down=False))

    def _lose(self, error: DriverError) -> None:
        """What stands is unknown from now on; all of it is sent again when the sign answers."""
        now = self._clock.now()
        order, page, down = self._wire.lose(error)
        self._stage.doubt(None if error.outcome_known else order)
        self._live = Live.of(self.name, now, None, Proof.SENT, online=False)
        self._journal.owe(partial(self._recorder.ended, to_ms(now)))
        self._tell(Failure(now, error, order, page, link_down=down))

    def _tell(self, failure: Failure) -> None:
        """Owe the record of a failure, unless it says so already."""
        key, name = failure.order.id if failure.order else DARKNESS, type(failure.error).__name__
        if failure.link_down or self._told.get(key) != name:
            log.warning("sign %s: %s", self.name, failure.error)
            self._journal.owe(partial(self._journal.failed, failure))
        self._told[key] = name
        self._journal.pay()

    # -- small things -------------------------------------------------------------------------

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _put_up_cause(self, order: Order, now: datetime) -> str:
        kept = self._stage.is_doubtful(order.id) or order.id in self._told
        began = None if self._rota.had_turn(order.id) else self._began
        return put_up_cause(order, now, began=began, kept=kept)

    def _until_next(self) -> float:
        mono, waits, standing = self._clock.monotonic(), [self._poll_s], self._stage.standing
        if standing is not None:
            waits += [standing.turn_at - mono, standing.again_at - mono]
        if self._wire.retry_at is not None:
            waits.append(self._wire.retry_at - mono)
        return max(0.0, min(waits))
