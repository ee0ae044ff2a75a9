"""One sign's part in a blackout: must it be dark, has it said that it is, what is the record owed.

The worker asks and tells; this remembers, and gives back writes for the worker's
journal, so that a full disk delays the record and never the darkness. Every order is
answered once: by the receipt with its proof and the time since the order, or, when that
is late, by what is known of the reason (the receipt still follows).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from drivers.base import Receipt
from drivers.errors import DriverError
from ledctl.blackout.answering import write_answer
from ledctl.blackout.reading import lamps_owed
from ledctl.blackout.states import Answer, How, Ordered
from ledctl.clock import Clock, to_ms
from ledctl.ledger.downtime import Outage
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb
from ledctl.publishing.switch import Heard, Switch, is_past

Write = Callable[[], object]


class Darkness:
    """One sign at the switch. Not thread-safe: used by the sign's worker alone."""

    def __init__(self, switch: Switch | None, sign: str, clock: Clock) -> None:
        """Without a ``switch`` nothing is ever ordered."""
        self._switch = switch
        self._sign = sign
        self._clock = clock
        self._mark = (-1, 0)
        self._answered: set[tuple[int, How]] = set()
        self._dark_for = 0
        self._why = "no answer"
        self._lamps_off: Ordered | None = None

    # -- what is ordered ----------------------------------------------------------------------

    def look(self, mark: int) -> bool:
        """Take notice of what was ordered since; whether there was anything.

        ``mark``: the switch's part of the mark of the orders.
        """
        if self._switch is None or (known := (mark, self._switch.news)) == self._mark:
            return False
        self._switch.look(mark)
        self._mark = known
        return True

    @property
    def is_ordered(self) -> bool:
        """Whether there is any order at all, also one whose time is over."""
        return bool(self._heard)

    def curb(self, now: datetime) -> Curb:
        return FREE if self.ordered(now) is None else BLACKOUT

    def outage(self, now: datetime) -> Outage | None:
        """What the record calls it that the sign is held dark now."""
        if (ordered := self.ordered(now)) is None:
            return None
        return Outage.DRILL if ordered.is_drill else Outage.BLACKOUT

    def ordered(self, now: datetime) -> Ordered | None:
        """The order that keeps the sign dark now."""
        return None if self._switch is None else self._switch.standing(now)

    def is_owed(self, now: datetime) -> bool:
        """Whether the sign must be dark and has not said so yet."""
        ordered = self.ordered(now)
        return ordered is not None and ordered.id != self._dark_for

    @property
    def due(self) -> float | None:
        """The monotonic instant at which something is to be done though nobody rings."""
        if not (heard := self._heard):
            return None
        mono = self._clock.monotonic()
        waits = (h.answer_by for h in heard if not self._has_answered(h) or not is_past(h, mono))
        return min(waits, default=None)

    # -- what the sign did --------------------------------------------------------------------

    def confirm(self, receipt: Receipt, how: How, now: datetime) -> tuple[Write, ...]:
        """The sign is dark; the write owed for that, if this was not said before."""
        if (ordered := self.ordered(now)) is None:
            return ()
        self._dark_for = ordered.id
        if how is How.POWER:
            self._lamps_off = ordered
        return self._answer(ordered, how, receipt)

    def fail(self, error: DriverError) -> None:
        """The sign would not, or does not answer: told when its time is over."""
        self._why = f"{type(error).__name__}: {error}"

    def late(self) -> tuple[Write, ...]:
        """The writes owed for orders whose time to answer has passed."""
        if not (heard := self._heard):
            return ()
        mono = self._clock.monotonic()
        overdue = (h.ordered for h in heard if is_past(h, mono) and not self._has_answered(h))
        return tuple(write for one in overdue for write in self._answer(one, How.NOT_YET, None))

    # -- lamps --------------------------------------------------------------------------------

    @property
    def lamps_off(self) -> bool:
        """Whether the lamps were switched off because the sign would not go dark otherwise."""
        return self._lamps_off is not None

    def recall_lamps(self) -> None:
        """At a start: whether an earlier process left the lamps off."""
        if self._switch is not None:
            self._lamps_off = lamps_owed(self._switch.database, self._sign)

    def lit(self, receipt: Receipt) -> tuple[Write, ...]:
        """The lamps are on again; the write owed for that."""
        ordered, self._lamps_off = self._lamps_off, None
        return () if ordered is None else self._answer(ordered, How.LAMPS_ON, receipt)

    # -- inside -------------------------------------------------------------------------------

    @property
    def _heard(self) -> tuple[Heard, ...]:
        return () if self._switch is None else self._switch.heard

    def _has_answered(self, heard: Heard) -> bool:
        return any(number == heard.ordered.id for number, _ in self._answered)

    def _answer(self, ordered: Ordered, how: How, receipt: Receipt | None) -> tuple[Write, ...]:
        """One of each: the same receipt again is nothing new."""
        if self._switch is None or (ordered.id, how) in self._answered:
            return ()
        self._answered.add((ordered.id, how))
        at = self._clock.now()
        ms = max(0, to_ms(at) - to_ms(ordered.at))
        proof, said = (int(receipt.proof), receipt.evidence) if receipt else (None, self._why)
        answer = Answer(self._sign, how, at, ms, proof, said)
        self._switch.note_answer(ordered, answer)
        return (partial(_write, self._switch, ordered, answer),)


def _write(switch: Switch, ordered: Ordered, answer: Answer) -> None:
    """A drill that waited for this answer alone is over, and the others need not wait for their poll."""
    ordered = replace(ordered, id=switch.number_of(ordered))
    if write_answer(switch.database, ordered, answer, signs=switch.signs):
        switch.ring()
