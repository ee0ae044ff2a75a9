"""The worker of a sign whose pages the host turns: which page is due, sent, and recorded.

What it shares with the worker of other signs stands in ``attendant.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from drivers.base import Proof, Receipt
from drivers.errors import DriverError, OtherSign, SignRefused, Unsupported
from ledctl.clock import to_ms
from ledctl.ledger.segments import Result
from ledctl.playlists.curbs import BLACKOUT
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.docket import REREAD_S
from ledctl.publishing.journal import Blanked, Change, Failure, PutUp, slot_of
from ledctl.publishing.lookout import DARK as DARKNESS
from ledctl.publishing.lookout import NOTHING_KNOWN, UNLIT, Wanted, page_wanted
from ledctl.publishing.orders import Approved, Order
from ledctl.publishing.stage import Left, Live, Standing, Taken
from ledctl.publishing.turning import is_of_now, seconds_left
from ledctl.publishing.wire import Flight

__all__ = ["ASIDE_S", "REFRESH_S", "REREAD_S", "Live", "SignWorker"]

REFRESH_S = 30.0
"""A page that stands longer is sent again this often: the sign may have lost it."""
DARK = "dark"
ASIDE_S = 60.0
"""An order the sign refuses waits this long; others have their turn meanwhile."""


class SignWorker(Attendant):
    """Turns the pages of one sign. Not thread-safe: one thread steps and stops it."""

    _dark_by = Taken(Receipt("", Proof.SENT, ""), "start")
    """How the sign last went dark."""
    _dark_again_at = 0.0
    """When a sign that a blackout keeps dark is told so again."""

    def _do_what_is_due(self, now: datetime) -> None:
        mono, standing = self._clock.monotonic(), self._stage.standing
        if standing is None or self._rota.interrupts(now, mono, standing.order.id):
            self._change(now)
            return
        if self._witness.is_believed:
            self._note_those_gone(now)
        if mono >= standing.turn_at or not is_of_now(standing.program, standing.page, self._local(now)):
            self.meter.turned(max(0.0, mono - standing.turn_at))
            self._turn_page(standing, now)
        elif mono >= standing.again_at:
            self._put(standing.order, standing.approved, standing.page, now)

    def _turn_page(self, standing: Standing, now: datetime) -> None:
        page = self._rota.turn_page(standing.order.id, standing.program, standing.page)
        if page is None or not self._put(standing.order, standing.approved, page, now):
            self._change(now)

    def _change(self, now: datetime) -> None:
        """Give the sign to whose turn it is; who is kept back loses its turn."""
        while (order := self._rota.choose(now, self._clock.monotonic())) is not None:
            approved = self._pass.approved(order, now)
            if approved is None:
                self._rota.refuse(order.id)
                continue
            page = self._rota.first_page(order.id, approved.program, self._local(now))
            if self._put(order, approved, page, now):
                return
            if self._is_called_off():
                break
        if not self._stage.dark or self._wire.seems_back or self._darkness.is_owed(now):
            self._darken(now)
            self._journal.pay()
        elif self._rota.curb is BLACKOUT and self._clock.monotonic() >= self._dark_again_at:
            self._keep_dark()

    # -- changing the sign --------------------------------------------------------------------

    def _put(self, order: Order, approved: Approved, page: int, now: datetime) -> bool:
        """Show one page; False when the gate or the sign itself would not have it."""
        cause = self._put_up_cause(order, now)
        if not self._is_announced(order):
            self._journal.sending(order, page, cause, now)
        began = self._clock.monotonic()
        try:
            receipt = self._show(order, approved, page)
        except OtherSign:  # no order is to blame, and none goes there
            raise
        except (SignRefused, Unsupported) as error:
            if not error.outcome_known:  # refused half way: what stood may be gone
                raise
            self._keep_back(order, page, error, for_s=ASIDE_S)
            return False
        self._stand(order, approved, page, Taken(receipt, cause, self._clock.monotonic() - began))
        return True

    def _is_announced(self, order: Order) -> bool:
        """Whether the record says already that it goes up: on a sign not believed, once for all its turns."""
        if self._stage.is_on_air(order.id) or order.id in self._failings:
            return True
        return not self._witness.is_believed and self._stage.is_doubtful(order.id)

    def _show(self, order: Order, approved: Approved, page: int) -> Receipt:
        """The gate, then the wire, with nothing in between."""
        if (why := self._pass.refusal(order, approved, self._clock.now())) is not None:
            raise Unsupported(str(why))
        receipt = self._wire.show(order, page, approved.program.pages[page].frame)
        self._lamps.light(Flight("page", ((order, page),)))
        return receipt

    def _stand(self, order: Order, approved: Approved, page: int, taken: Taken) -> None:
        """The sign confirmed a page: remember it, and write down what that changes."""
        at, before = self._clock.now(), self._stage.standing
        new = not self._stage.is_on_air(order.id)
        again = not new and before is not None and before.is_page(order, page)
        standing = self._standing(order, approved, page, at, taken)
        self._rota.count_page(order.id, approved.program, page)
        up = self._find()
        if self._witness.is_believed:
            self._claim(standing, at, new=new, again=again, up=up)
        else:
            self._try_on(standing)
        proof = taken.receipt.proof if self._witness.is_believed else Proof.SENT
        self._live = Live.of(self.name, at, order, proof, page, online=self._seen)
        self._journal.pay()

    def _claim(self, standing: Standing, at: datetime, *, new: bool, again: bool, up: bool) -> None:
        """It stands since ``at``: what that changes is owed to the record."""
        order, taken = standing.order, standing.taken
        self._stage.stand(standing)
        put_up = PutUp(order, standing.page, taken.receipt, taken.cause)
        came = (put_up,) if up or (new and not self._is_old_news(order.id)) else ()
        if not self._wire.is_down:
            self._failings.forget(order.id)
        change = Change(at, came, self._leave(at), up)
        if change.matters:
            self._journal.owe(partial(self._journal.changed, change, ended=not again))
        if not again:
            self._owe_display(standing, at)
        if change.matters:
            self._journal.owe(partial(self._recorder.flush, force=True))

    def _owe_display(self, standing: Standing, at: datetime) -> None:
        receipt, cause, ack_s = standing.taken.receipt, standing.taken.cause, standing.taken.ack_s
        self.meter.confirmed(receipt.proof, ack_s)
        slot, ack_ms = slot_of(standing.order, receipt.proof, cause), round(ack_s * 1000)
        started = partial(self._recorder.started, slot, standing.page, to_ms(at), ack_ms, Result.ACKED)
        self._journal.owe(started)

    def _try_on(self, standing: Standing) -> None:
        """The sign took the page and is not believed: of an order that was never up, nobody knows more."""
        is_news = not self._stage.is_doubtful(standing.order.id)
        self._stage.try_on(standing)
        if is_news:
            error = DriverError("the sign took it, and had been found to show something else")
            self._failings.tell(
                Failure(self._clock.now(), error, standing.order, standing.page, link_down=False)
            )

    def _claim_what_stands(self) -> None:
        at, standing = self._clock.now(), self._stage.standing
        if standing is not None:
            again = replace(standing, taken=replace(standing.taken, cause="device"))
            self._claim(again, at, new=True, again=False, up=False)
            proof, page = standing.taken.receipt.proof, standing.page
            self._live = Live.of(self.name, at, standing.order, proof, page, online=self._seen)
        elif self._stage.dark:
            left = self._stage.leaving(self._rota, at, self._clock.monotonic())
            self._dark_by = replace(self._dark_by, cause=self._dark_cause(left))
            self._claim_darkness(at, left, up=False)

    def _is_old_news(self, key: int | str) -> bool:
        """It leaves once more for a sign that can never answer, and the record says that this fails."""
        return self._wire.is_down and key in self._failings

    def _standing(self, order: Order, approved: Approved, page: int, at: datetime, taken: Taken) -> Standing:
        """How long the page stays. One that is only sent again keeps its time until that is over."""
        mono, before, program = self._clock.monotonic(), self._stage.standing, approved.program
        alone = len(program.pages) == 1 and len(self._rota.running(at, mono)) <= 1
        turn_at = mono + (self._refresh_s() if alone else seconds_left(program, page, self._local(at)))
        if before is not None and before.keeps_its_time(order, page, mono):
            turn_at = before.turn_at
        return Standing(order, approved, page, turn_at, mono + self._refresh_s(), taken)

    def _darken(self, now: datetime) -> None:
        """Make the sign dark and owe its record: this must not need the database."""
        left = self._stage.leaving(self._rota, now, self._clock.monotonic())
        self._dark_by = Taken(self._order_dark(self._wire.blank), self._dark_cause(left))
        self._dark_again_at = self._clock.monotonic() + REFRESH_S
        self._stage.clear()
        up, at = self._find(), self._clock.now()
        if self._witness.is_believed:
            self._claim_darkness(at, left, up=up)
        else:
            self._live = Live.of(self.name, at, None, Proof.SENT, online=self._seen)

    def _claim_darkness(self, at: datetime, left: Left, *, up: bool) -> None:
        """It is dark since ``at``, and whatever may not stand is off it: both are owed to the record."""
        self._stage.leave(left)
        blanked = Blanked(self._dark_by.receipt, self._dark_by.cause)
        came = () if self._is_old_news(DARK) and not left else (blanked,)
        if self._wire.is_down:
            self._failings.note(DARK)
        change = Change(at, came, left, up)
        self._journal.owe(partial(self._journal.changed, change, ended=True))
        self._live = Live.of(self.name, at, None, self._dark_by.receipt.proof, online=self._seen)

    def _keep_dark(self) -> None:
        """In a blackout it is told again and again: a card that restarts shows what it likes."""
        self._dark_by = replace(self._dark_by, receipt=self._order_dark(self._wire.blank))
        self._find()
        self._dark_again_at = self._clock.monotonic() + REFRESH_S

    def _clear_what_may_not_stand(self, now: datetime) -> None:
        """The round failed: an expired or withdrawn page leaves all the same, if the sign answers.

        One that may stand is said again in time: no sign clears itself for want of a disk.
        """
        standing, wire = self._stage.standing, self._wire
        if standing is None or wire.retry_at is not None or wire.in_flight is not None:
            return
        mono = self._clock.monotonic()
        with suppress(DriverError):  # it stays in flight: the next round says that it is unknown
            if not any(c.order_id == standing.order.id for c in self._rota.running(now, mono)):
                self._darken(now)
            elif mono >= standing.again_at and is_of_now(standing.program, standing.page, self._local(now)):
                self._say_again(standing, mono)

    def _say_again(self, standing: Standing, mono: float) -> None:
        """The page that stands, unchanged: nothing for the record, and so no need of a database."""
        wire, frame = self._wire, standing.program.pages[standing.page].frame
        wire.show(standing.order, standing.page, frame)
        self._stage.standing = replace(standing, again_at=mono + self._refresh_s())

    def _leave(self, now: datetime) -> Left:
        """Those that are off the sign with the change just confirmed."""
        left = self._stage.leaving(self._rota, now, self._clock.monotonic())
        self._stage.leave(left)
        return left

    def _note_those_gone(self, now: datetime) -> None:
        """Orders of the rotation that ended while another one stands: they are off the sign already."""
        change = Change(now, (), self._leave(now))
        if change.matters:
            self._journal.owe(partial(self._journal.changed, change, ended=False))
            self._journal.pay()

    def _wanted_now(self) -> Wanted:
        standing = self._stage.standing
        if standing is not None:
            return page_wanted(standing.program.pages[standing.page].frame)
        if not self._stage.dark:
            return NOTHING_KNOWN
        return UNLIT if self._lamps.keep_dark else DARKNESS

    def _restore(self, now: datetime) -> None:
        """The page that stands, again; or darkness. No page changes, so the record has what was found."""
        self._do_what_is_due(now)
        standing = self._stage.standing
        if standing is not None:
            self._put(standing.order, standing.approved, standing.page, now)
        elif self._stage.dark:
            self._keep_dark()

    def _due(self) -> Iterable[float]:
        standing = self._stage.standing
        return () if standing is None else (standing.turn_at, standing.again_at)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _refresh_s(self) -> float:
        """Well before a sign that clears itself does."""
        return min(REFRESH_S, self._life_s / 3) if self._life_s else REFRESH_S
