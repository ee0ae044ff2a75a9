"""The worker of a sign that turns its pages by itself: its list of programs is kept equal to the wanted one.

A list is sent when it has changed, and again every ``resync_s``, when the driver
looks and writes nothing if nothing is missing: such cards keep programs in flash
memory, which wears out, so no page is ever sent by itself. Only what may run now
is on the list, with its end, so that a card left alone takes it down.

The record: ``shown`` with the receipt for each order that comes, and one
confirmed display of no length; the pages the card turns from there on are
estimates and stand as *unknown*. A list of a single page is not turned, so its
display is confirmed for as long as it stands. What all workers share stands in
``attendant.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from drivers.base import Proof, Receipt
from drivers.errors import DriverError, OtherSign, SignRefused, Unsupported
from ledctl.clock import to_ms
from ledctl.ledger.segments import Result
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.caretaker import CLEARING
from ledctl.publishing.halving import Halving
from ledctl.publishing.journal import Blanked, Change, PutUp, slot_of
from ledctl.publishing.lookout import NOTHING_KNOWN, UNLIT, Wanted
from ledctl.publishing.orders import Order
from ledctl.publishing.stage import Left, Live
from ledctl.publishing.timetable import Entry, Timetable, bookings_of, of_each, of_page, programs_of
from ledctl.publishing.upkeep import RESYNC_S
from ledctl.publishing.wire import Flight

__all__ = ["RESYNC_S", "ListKeeper"]

CLEAN_S = 10.0
"""A card that held content of others and is kept dark for it is looked at again so soon."""


class ListKeeper(Attendant):
    """Keeps the programs of one sign. Not thread-safe: one thread steps and stops it."""

    _held: tuple[Entry, ...] | None = None
    """The list the sign confirmed; ``None`` = unknown."""
    _coming: tuple[Order, ...] = ()
    """Those announced to the record whose outcome is not known yet."""
    _again_at = _look_at = 0.0
    _timetable: Timetable | None = None

    # -- what is wanted -----------------------------------------------------------------------

    def _do_what_is_due(self, now: datetime) -> None:
        self._note_turns(self._clock.now(), self._clock.monotonic())
        self._journal.pay()
        if self._is_drilled(now):
            return
        if self._is_time_to_look(now):
            self._look(now)
        while self._is_due(now):
            wanted = self._wanted(now)
            if not self._is_due(now):  # what was new may not go
                return
            self._announce(wanted, now)
            if wanted:
                self._admit(wanted)
            else:
                self._send(())
                self._journal.pay()

    def _is_drilled(self, now: datetime) -> bool:
        """A drill spares the card's memory, which wears out: the lamps go off, and the list stays.

        A card without such lamps is emptied and filled again.
        """
        ordered = self._darkness.ordered(now)
        if ordered is None or not ordered.is_drill or not self._wire.can_switch:
            return False
        if self._darkness.is_owed(now):
            with suppress(SignRefused, Unsupported):
                self._go_off()
        return self._darkness.lamps_off

    def _go_off(self) -> None:
        """Off the air without losing a program; afterwards the list is confirmed, and nothing written."""
        receipt = self._lamps.switch_off()
        at, left = self._clock.now(), self._leaving((), self._clock.now())
        self._stage.clear()
        self._stage.leave(left)
        self._held, self._timetable = None, None
        change = Change(at, (Blanked(receipt, self._dark_cause(left)),), left, self._find())
        self._journal.owe(partial(self._journal.changed, change, ended=True))
        self._live = Live.of(self.name, at, None, receipt.proof, online=self._online)
        self._journal.pay()

    def _is_time_to_look(self, now: datetime) -> bool:
        if self._darkness.is_owed(now):  # dark first
            return False
        return self._is_due(now) and (self._held is None or self._clock.monotonic() >= self._look_at)

    def _look(self, now: datetime) -> None:
        """What is on the card that is not ours, and the clock it ends bookings by.

        Before a first list and with each confirmation; a warning does not wait for it.
        """
        self._look_at = self._clock.monotonic() + self._confirm_s
        try:
            status = self._wire.look()
        except OtherSign:
            raise
        except SignRefused:  # so is the list, next, and each order on it has its outcome
            return
        if status.online is not False:
            self._heed(self._caretaker.read(status, self._wanted_now()), now)
        self._journal.pay()

    @property
    def _confirm_s(self) -> float:
        """Until the next confirmation: soon while the sign is kept dark for content of others."""
        return (
            min(CLEAN_S, self._upkeep.resync_s) if self._caretaker.curb is CLEARING else self._upkeep.resync_s
        )

    def _read_first(self) -> None:
        """The look before each first list does that; here only what a reconnect makes doubtful."""
        if self._wire.read_back is not None:
            self._wire.read_back = None
            self._caretaker.forget()

    def _wanted_now(self) -> Wanted:
        if self._held is None:
            return NOTHING_KNOWN
        return UNLIT if self._lamps.keep_dark else Wanted(programs=programs_of(self._held))

    def _restore(self, now: datetime) -> None:
        """A list is looked at when it is due to be sent, so it goes out next."""
        self._look_at = self._clock.monotonic() + self._confirm_s

    def _disbelieve(self, mono: float) -> None:
        """The whole list goes out again; looks are minutes apart, so the receipt is believed once more."""
        super()._disbelieve(mono)
        self._witness.start_anew(mono)
        self._held, self._timetable = None, None

    def _claim_what_stands(self) -> None:
        """Every list is claimed by its receipt."""

    def _is_due(self, now: datetime) -> bool:
        mono = self._clock.monotonic()
        if self._held is None or mono >= self._again_at or self._darkness.is_owed(now):
            return True
        running = {candidate.order_id for candidate in self._rota.running(now, mono)}
        return running != {entry.order.id for entry in self._held}

    def _wanted(self, now: datetime) -> tuple[Entry, ...]:
        """All that may run now; whom the gate keeps back makes way, perhaps for another level."""
        while True:
            orders = self._rota.all_running(now, self._clock.monotonic())
            entries = tuple(entry for order in orders if (entry := self._entry(order, now)) is not None)
            if len(entries) == len(orders):
                return entries

    def _entry(self, order: Order, now: datetime) -> Entry | None:
        for entry in self._held or ():
            if entry.order.id == order.id:
                return entry
        approved = self._pass.approved(order, now)
        if approved is None:
            self._rota.refuse(order.id)
            return None
        return Entry(order, approved, self._put_up_cause(order, now))

    def _announce(self, wanted: Sequence[Entry], now: datetime) -> None:
        new = [entry for entry in wanted if not self._stage.is_on_air(entry.order.id)]
        for entry in new:
            if entry.order.id not in self._failings:
                self._journal.sending(entry.order, 0, entry.cause, now)
        self._coming = tuple(entry.order for entry in new)

    # -- changing the list --------------------------------------------------------------------

    def _admit(self, wanted: tuple[Entry, ...]) -> None:
        """Make the sign hold whatever it takes of ``wanted``."""
        Halving(
            self._offer,
            lambda entry, error: self._refuse(entry.order, error),
            lambda entry: self._stage.is_on_air(entry.order.id),
            self._is_called_off,
        ).admit((), wanted)

    def _offer(self, entries: tuple[Entry, ...]) -> DriverError | None:
        """Why the sign will not hold this list; ``None``: it does."""
        try:
            self._send(entries)
            self._journal.pay()
        except OtherSign:  # no order is to blame, and none goes there
            raise
        except (SignRefused, Unsupported) as error:
            if not error.outcome_known:
                raise
            return error
        return None

    def _refuse(self, order: Order, error: DriverError) -> None:
        self._coming = tuple(one for one in self._coming if one.id != order.id)
        wait_s = error.wait_s if isinstance(error, SignRefused) else None
        resync_s = self._upkeep.resync_s
        self._keep_back(order, 0, error, for_s=resync_s if wait_s is None else min(wait_s, resync_s))

    def _send(self, entries: Sequence[Entry]) -> None:
        """The gate, then the wire, with nothing in between; the record is owed: this needs no database."""
        going = tuple(entry for entry in _in_order(entries) if self._may_go(entry))
        began = self._clock.monotonic()
        sync = partial(self._wire.sync, bookings_of(going, self._zone), self._coming)
        receipt = sync() if going else self._order_dark(sync)
        if going:
            self._lamps.light(Flight("programs", tuple((order, 0) for order in self._coming)))
        self._confirm(going, receipt, ack_ms=round((self._clock.monotonic() - began) * 1000))

    def _may_go(self, entry: Entry) -> bool:
        """Asked again directly before the wire; one that is on the sign already leaves with this list."""
        order = entry.order
        why = self._pass.refusal(order, entry.approved, self._clock.now())
        if why is not None and self._stage.is_on_air(order.id):
            self._rota.set_aside(order.id, self._clock.monotonic() + self._upkeep.resync_s)
        elif why is not None:
            self._refuse(order, Unsupported(str(why)))
        return why is None

    def _darken(self, now: datetime) -> None:
        self._send(())

    def _clear_what_may_not_stand(self, now: datetime) -> None:
        """The round failed: what may not stand leaves all the same, if the sign answers."""
        held, wire = self._held, self._wire
        if held is None or wire.retry_at is not None or wire.in_flight is not None:
            return
        running = {candidate.order_id for candidate in self._rota.running(now, self._clock.monotonic())}
        stay = tuple(entry for entry in held if entry.order.id in running)
        if len(stay) < len(held):
            self._coming = ()
            with suppress(DriverError):  # it stays in flight: the next round says that it is unknown
                self._send(stay)

    def _lose(self, error: DriverError) -> None:
        self._held, self._timetable, self._coming = None, None, ()
        super()._lose(error)

    # -- the record ---------------------------------------------------------------------------

    def _confirm(self, entries: tuple[Entry, ...], receipt: Receipt, *, ack_ms: int) -> None:
        """The sign holds this list: remember it, and write down what that changes."""
        at, mono, before = self._clock.now(), self._clock.monotonic(), self._held
        self._note_turns(at, mono)
        same = before is not None and self._timetable is not None and _ids(before) == _ids(entries)
        new = tuple(entry for entry in entries if not self._stage.is_on_air(entry.order.id))
        left = self._leaving(entries, at)
        self._stage.hold(entry.order for entry in entries)
        self._stage.leave(left)
        self._held, self._again_at = entries, mono + self._confirm_s
        self._coming = tuple(order for order in self._coming if order.id not in _ids(new))
        for entry in new:
            self._rota.count_turn(entry.order.id)
            self._failings.forget(entry.order.id)
        borne_out = of_each(entries, receipt.proof)
        came: tuple[PutUp | Blanked, ...] = tuple(
            _put_up(entry, replace(receipt, proof=borne_out)) for entry in new
        )
        if not entries and not same:
            came = (Blanked(receipt, self._dark_cause(left)),)
        change = Change(at, came, left, self._find())
        if not same:
            self._timetable = Timetable(entries, mono)
            turns = self._timetable.turns_pages
            self._record(change, new if turns else entries, of_page(receipt.proof, turns=turns), ack_ms)
            self._note_turns(at, mono)
            self._journal.owe(partial(self._recorder.flush, force=True))
        orders = [entry.order for entry in entries]
        since = self._live.since if same else at
        self._live = Live.rotating(self.name, since, orders, borne_out, online=self._online)

    def _leaving(self, entries: tuple[Entry, ...], at: datetime) -> Left:
        """Who may not stay; not one that is over only since this list was sent: the next takes it down."""
        left = self._stage.leaving(self._rota, at, self._clock.monotonic())
        return tuple((order, cause) for order, cause in left if order.id not in _ids(entries))

    def _record(self, change: Change, confirmed: Iterable[Entry], proof: Proof, ack_ms: int) -> None:
        """Another list stands. Confirmed are those that came, and a single page, which is not turned."""
        self._journal.owe(partial(self._journal.changed, change, ended=True))
        for entry in confirmed:
            self.meter.confirmed(proof, ack_ms / 1000)
            slot = slot_of(entry.order, proof, entry.cause)
            start = partial(self._recorder.started, slot, 0, to_ms(change.at), ack_ms, Result.ACKED)
            self._journal.owe(start)

    def _note_turns(self, at: datetime, mono: float) -> None:
        """What the card has turned until now, by the timetable: nobody saw it.

        Nothing is estimated further than one interval beyond the next look that
        was due: if this process was stopped for that long, the record has a gap.
        """
        if self._timetable is None:
            return
        end = self._again_at + self._upkeep.resync_s
        for turn in self._timetable.turns(min(mono, end)):
            slot = slot_of(turn.entry.order, Proof.SENT, turn.entry.cause)
            start = _ms_of(turn.at, at, mono)
            self._journal.owe(partial(self._recorder.started, slot, turn.page, start, 0, Result.UNKNOWN))
        if mono > end:
            self._timetable = None
            self._journal.owe(partial(self._recorder.ended, _ms_of(end, at, mono)))

    def _due(self) -> Iterable[float]:
        return () if self._held is None else (self._again_at,)


def _ids(entries: Iterable[Entry]) -> set[int]:
    return {entry.order.id for entry in entries}


def _ms_of(moment: float, at: datetime, mono: float) -> int:
    """The wall clock time of a monotonic instant, told that ``at`` was at ``mono``."""
    return to_ms(at) - round((mono - moment) * 1000)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The earliest approval first, so that a list changes at its end."""
    return sorted(entries, key=lambda entry: (entry.order.approved_at, entry.order.id))


def _put_up(entry: Entry, receipt: Receipt) -> PutUp:
    return PutUp(entry.order, 0, receipt, entry.cause, by="programs")
