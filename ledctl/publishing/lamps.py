"""Dark at once, and lit again: who goes dark by its lamps, and when lamps go on.

A sign that refuses to go dark has its lamps switched off, if it can: what is expired,
withdrawn or under a blackout may not be seen (R2, R10). That they are off is on record, so
that a later process lights them again. Lamps go on only after what may be shown is there:
nobody knows what stood behind them, a notice withdrawn meanwhile or what a card shows after
a power cut (R20). What is due for lamps by the site's wish is ``care``; who ordered the dark,
and what the record is owed, ``darkness``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy import select

from drivers.base import Receipt
from drivers.errors import SignRefused, Unsupported
from ledctl.blackout.states import How
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.ledger.model import EVENT
from ledctl.publishing.caretaker import Caretaker
from ledctl.publishing.darkness import Darkness, Write
from ledctl.publishing.journal import Journal
from ledctl.publishing.wire import Flight, Wire


class Lamps:
    """One sign's. Not thread-safe, like the worker that has it."""

    def __init__(
        self, wire: Wire, darkness: Darkness, caretaker: Caretaker, journal: Journal, clock: Clock
    ) -> None:
        self._wire, self._darkness, self._caretaker = wire, darkness, caretaker
        self._journal, self._clock = journal, clock
        self._are_off = False  # but for a blackout, which has a record of its own
        self._was_refused = False

    def recall(self, database: Database, sign: str) -> None:
        """At a start: whether an earlier process left them off."""
        if self._wire.can_switch:
            self._darkness.recall_lamps()
            self._are_off = _left_off(database, sign)

    @property
    def keep_dark(self) -> bool:
        """Whether the sign is dark by its lamps alone: of its content nothing can be asked then."""
        return self._darkness.lamps_off or (self._are_off and self._was_refused)

    def go_dark(self, order: Callable[[], Receipt]) -> Receipt:
        """Make the sign dark; one that refuses has its lamps switched off if it can."""
        try:
            receipt = order()
        except (SignRefused, Unsupported):
            if not self._wire.can_switch:
                raise
            return self.switch_off()
        self._confirm(receipt, How.BLANK)
        return receipt

    def switch_off(self) -> Receipt:
        """Dark by its lamps."""
        receipt = self._wire.switch(on=False, flight=Flight("dark"))
        self._caretaker.lamps_are(on=False)
        self._confirm(receipt, How.POWER)
        if not self._darkness.lamps_off:
            self._was_refused = True
            self._say(on=False)
        return receipt

    def light(self, flight: Flight) -> None:
        """``flight`` is there, and may be seen: lamps on, if they are off."""
        if self._darkness.lamps_off:
            self.owe(self._darkness.lit(self._wire.switch(on=True, flight=flight)))
            self._caretaker.lamps_are(on=True)
        elif self._are_off:
            self._wire.switch(on=True, flight=flight)
            self._caretaker.lamps_are(on=True)
            self._say(on=True)
        self._caretaker.light(flight)

    def owe(self, writes: Iterable[Write]) -> None:
        """Answers to a blackout, on their way to the record."""
        for write in writes:
            self._journal.owe(write)

    def _say(self, *, on: bool) -> None:
        if self._are_off is on:
            self._are_off = not on
            at = self._clock.now()
            self._journal.owe(partial(self._journal.noticed, "lamps_switched", "device", at, on=on))

    def _confirm(self, receipt: Receipt, how: How) -> None:
        self.owe(self._darkness.confirm(receipt, how, self._clock.now()))


def _left_off(database: Database, sign: str) -> bool:
    """What the record says of them last, whoever switched them."""
    query = select(EVENT.c.payload).where(EVENT.c.kind == "lamps_switched", EVENT.c.sign == sign)
    with database.engine.connect() as connection:
        last = connection.execute(query.order_by(EVENT.c.seq.desc()).limit(1)).scalar()
    return last is not None and not json.loads(last)["on"]
