"""Looking at a sign in its worker's round: what it holds, whether it is believed, what holds it back.

Here: when in a round the sign is looked at, and what becomes of what was found. Not
here: the questions and orders themselves (``caretaker``), what an answer means
(``lookout``), when a sign is believed again (``witness``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from math import inf

from ledctl.clock import from_ms, to_ms
from ledctl.ledger.downtime import Outage
from ledctl.ledger.recorder import Recorder
from ledctl.playlists.curbs import FREE, Curb, strictest
from ledctl.publishing.asked import Asked
from ledctl.publishing.darkness import Darkness
from ledctl.publishing.journal import Journal
from ledctl.publishing.lookout import NOTHING_KNOWN, Found, Wanted
from ledctl.publishing.stage import Stage
from ledctl.publishing.wire import Wire
from ledctl.publishing.witness import Witness


class Looking(Asked, ABC):
    """The part of a worker that looks. Its fields are the worker's."""

    _recorder: Recorder
    _journal: Journal
    _wire: Wire
    _stage: Stage
    _witness: Witness
    _darkness: Darkness
    _curb: Callable[[datetime], Curb]
    _held_dark: Outage | None = None
    """By order."""
    _before: Wanted = NOTHING_KNOWN
    """What the sign had confirmed when it was lost."""

    @abstractmethod
    def _wanted_now(self) -> Wanted:
        """What the sign has confirmed, to hold its own words against."""

    @abstractmethod
    def _restore(self, now: datetime) -> None:
        """Something else stands, the sign says: what should stand goes out again at once."""

    @abstractmethod
    def _claim_what_stands(self) -> None:
        """A sign that was not believed is again: what a look found right counts as put up by it."""

    @abstractmethod
    def _due(self) -> Iterable[float]:
        """Monotonic instants at which there will be something to do."""

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
        found = self._caretaker.look(self._wanted_now(), page_at)
        if found is not None:
            self._heed(found, now)
        if not (found and found.is_wrong) and mono >= self._caretaker.at:
            curbed = self._stage.dark and self._rota.curb is not FREE
            self._caretaker.tend(page_at, self._rota.curb if curbed else None)
        self._journal.pay()

    def _heed(self, found: Found, now: datetime) -> None:
        """What a look found: whether the sign is believed, and what is wrong is put right."""
        mono = self._clock.monotonic()
        if found.there is False:
            self._disbelieve(mono)
        elif found.there and self._witness.is_right(mono):
            self._claim_what_stands()
        if found.is_wrong:
            self._set_curb(now)
            self._restore(now)

    def _disbelieve(self, mono: float) -> None:
        """Other content stands: what was claimed ends when the sign last confirmed it (R25)."""
        if (since := self._witness.is_wrong(mono)) is None:
            return
        since_ms = to_ms(self._clock.now()) - round((mono - since) * 1000)
        self._stage.distrust()
        self._journal.owe(partial(self._recorder.ended, since_ms))
        self._journal.owe(partial(self._journal.out, Outage.CONTENT, from_ms(since_ms)))
        self._journal.owe(partial(self._recorder.flush, force=True))

    def _set_curb(self, now: datetime) -> None:
        """What holds back now; a blackout that comes or goes is an outage that begins or ends."""
        self._rota.curb = self._curb_at(now)
        if (outage := self._darkness.outage(now)) is not self._held_dark:
            self._held_dark = outage
            self._journal.owe(partial(self._journal.ordered, outage, now))

    def _curb_at(self, now: datetime) -> Curb:
        """The strictest of what holds back; a blackout is named before anything as strict."""
        return strictest(self._darkness.curb(now), self._curb(now), self._caretaker.curb)
