"""Dark at once, and lit again: who goes dark by its lamps, and when lamps go on.

A sign that refuses to go dark in a blackout has its lamps switched off, if it can. Lamps
go on only after what may be shown is there: nobody knows what stood behind them, a notice
withdrawn meanwhile or what a card shows after a power cut (R20). What is due for lamps by
the site's wish is ``care``; who ordered the dark, and what the record is owed, ``darkness``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from drivers.base import Receipt
from drivers.errors import SignRefused, Unsupported
from ledctl.blackout.states import How
from ledctl.clock import Clock
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

    def go_dark(self, order: Callable[[], Receipt], *, blackout: bool) -> Receipt:
        """Make the sign dark; in a blackout, one that refuses has its lamps switched off if it can."""
        try:
            receipt = order()
        except (SignRefused, Unsupported):
            if not (blackout and self._wire.can_switch):
                raise
            return self.switch_off()
        self._confirm(receipt, How.BLANK)
        return receipt

    def switch_off(self) -> Receipt:
        """Dark by its lamps."""
        receipt = self._wire.switch(on=False, flight=Flight("dark"))
        self._caretaker.lamps_are(on=False)
        self._confirm(receipt, How.POWER)
        return receipt

    def light(self, flight: Flight) -> None:
        """``flight`` is there, and may be seen: lamps on, if they are off."""
        if self._darkness.lamps_off:
            self.owe(self._darkness.lit(self._wire.switch(on=True, flight=flight)))
            self._caretaker.lamps_are(on=True)
        self._caretaker.light(flight)

    def owe(self, writes: Iterable[Write]) -> None:
        """Answers to a blackout, on their way to the record."""
        for write in writes:
            self._journal.owe(write)

    def _confirm(self, receipt: Receipt, how: How) -> None:
        self.owe(self._darkness.confirm(receipt, how, self._clock.now()))
