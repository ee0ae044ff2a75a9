"""The switch: what is ordered of all signs at once, kept in memory for every worker of a site.

It is read when the mark of the orders moves, and what was read holds until it is read
otherwise: a database that goes away lifts no blackout. A drill ends by whichever clock
says so first, the wall or the monotonic one, so that a wall set back prolongs nothing.

An order that the database would not take is held besides (``hold``) until it does; within
this process it keeps the number it was given here, which is below zero.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from ledctl.blackout.held import Held, Holding
from ledctl.blackout.ordering import record_held
from ledctl.blackout.reading import open_blackouts
from ledctl.blackout.states import DRILL, Answer, Ordered, standing
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.publishing.slate import Slate


@dataclass(frozen=True, slots=True)
class Heard:
    """An order, and the monotonic instant by which every sign should have answered; a drill is over then."""

    ordered: Ordered
    answer_by: float


class Switch:
    """Shared by all workers of a publisher; thread-safe."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        signs: Collection[str],
        practice: bool,
        ring: Callable[[], None],
        slate: Slate | None = None,
    ) -> None:
        """``signs``: all who must answer; ``ring`` wakes their workers when a drill is over.

        ``slate``: where an order that is not on record yet outlives this process.
        """
        self.database = database
        self.signs = frozenset(signs)
        self.ring = ring
        self._clock = clock
        self._practice = practice
        self._lock = threading.Lock()
        self._writing = threading.Lock()  # never held by whoever orders: a write may take long
        self._read: tuple[int, tuple[Heard, ...]] = (-1, ())
        self._slate = slate or Slate(None)
        self._held: Held | None = None  # not on record yet
        self._held_heard: tuple[Heard, ...] = ()
        self._answers: tuple[Answer, ...] = ()  # to what is held
        self._numbers: dict[int, Heard] = {}  # what was held, by its number on record
        self._ever_held = 0
        self.news = 0
        """Grows when something was held or written down; a worker that knows of less looks again."""

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What was not ended when it was last read, and what is not on record yet."""
        return self._read[1] + self._held_heard

    def look(self, mark: int) -> None:
        """Read again if the mark has moved; it only grows."""
        if mark <= self._read[0]:
            return
        with self._lock:
            if mark > self._read[0]:
                known = {one.ordered.id: one for one in self.heard} | self._numbers
                found = open_blackouts(self.database, practice=self._practice)
                self._read = (mark, tuple(known.get(one.id) or self._hear(one) for one in found))
                if self._held is None:  # what was held is among them, or over
                    self._held_heard = ()

    def standing(self, now: datetime) -> Ordered | None:
        """What keeps the signs dark now."""
        if not (heard := self.heard):
            return None
        mono = self._clock.monotonic()
        return standing((h.ordered for h in heard if not (h.ordered.is_drill and is_past(h, mono))), now)

    # -- not on record yet --------------------------------------------------------------------

    def recall(self) -> None:
        """At a start: hold again what the process before could not write down."""
        self._slate.prepare()
        if (held := Held.from_text(self._slate.read())) is not None:
            self.hold(held)
            with suppress(SQLAlchemyError):  # it stays held
                self.write_down()

    def hold(self, held: Held) -> None:
        """Every sign dark, though the database does not take it. Nothing new where all is dark already."""
        with self._lock:
            if any(not one.ordered.is_drill for one in self.heard):
                return
            self._ever_held += 1
            self._held, self._answers = held, ()
            self._held_heard = (self._hear(Ordered(-self._ever_held, held.at)),)
            self.news += 1
            self._slate.write(held.as_text())

    def note_answer(self, ordered: Ordered, answer: Answer) -> None:
        """Remember what a sign answered to what is held, for whoever asks."""
        with self._lock:
            if self._held is not None and ordered.id == self._held_heard[0].ordered.id:
                self._answers += (answer,)

    def write_down(self) -> None:
        """Put on record what is held. Nothing to do is the rule; what the database raises goes on."""
        if self._held is None:
            return
        with self._writing:
            if (held := self._held) is not None:
                number = record_held(self.database, held, self._clock.now(), practice=self._practice)
                self._hold_no_more(number)

    def _hold_no_more(self, number: int) -> None:
        """It is on record; the next look reads it, or that it is over already."""
        with self._lock:
            self._numbers[number] = self._held_heard[0]
            self._held, self._answers = None, ()
            self._read = (-1, self._read[1])
            self.news += 1
            self._slate.write("")

    def number_of(self, ordered: Ordered) -> int:
        """The number of an order on record, where it is written down first if it is not yet."""
        if ordered.id > 0:
            return ordered.id
        self.write_down()
        return next(number for number, heard in self._numbers.items() if heard.ordered.id == ordered.id)

    def holding(self) -> Holding:
        """Whether all is ordered dark, and what of it is not on record yet."""
        with self._lock:
            is_on = any(not one.ordered.is_drill for one in self.heard)
            return Holding(is_on, self._held, self._answers)

    def _hear(self, ordered: Ordered) -> Heard:
        left = DRILL if ordered.until is None else min(DRILL, ordered.until - self._clock.now())
        return Heard(ordered, self._clock.monotonic() + max(0.0, left.total_seconds()))


def is_past(heard: Heard, mono: float) -> bool:
    """Whether the time to answer has passed, as this machine counted it; a drill is over then."""
    return mono >= heard.answer_by
