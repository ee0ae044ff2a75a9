"""Watches whether the publisher's clock is believed, and writes down when that changes (R15).

What the clock does about it is ``ledctl.steady``'s. Here: the events
``clock_untrusted`` and ``clock_trusted``. A person's word is written down where it
is given (``timekeeping.py``). Where the clock is one that is told
the time (a test's), there is nothing to watch.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledctl.clock import Clock, stamp
from ledctl.db import Database
from ledctl.ledger.log import append, events
from ledctl.playlists.curbs import ABOVE_ALL, FREE, Curb
from ledctl.steady import How, SteadyClock, Trust

DARK = Curb(ABOVE_ALL, "device")
"""Nobody knows the time, and the site wants signs dark rather than perhaps out of date."""


class TrustWatch:
    """``look`` again and again; it says whether trust has changed."""

    def __init__(self, clock: Clock, database: Database) -> None:
        self._clock = clock if isinstance(clock, SteadyClock) else None
        self._database = database
        self._told: bool | None = None

    def look(self) -> bool:
        """Judge the clock, write down what is new; whether alarms and orders must be looked at again."""
        if self._clock is None:
            return False
        trust = self._clock.look()
        if self._told is None:
            self._told = self._last_told()
        changed = trust.is_trusted is not self._told
        if changed:
            self._tell(trust)
        self._clock.keep()
        return changed

    def answer(self) -> dict[str, Any] | None:
        """For another process that asks."""
        return None if self._clock is None else as_answer(self._clock.trust)

    def _tell(self, trust: Trust) -> None:
        facts = {"said": stamp(trust.wall), "estimate": stamp(trust.now)}
        if trust.doubt is not None:
            self._note("clock_untrusted", trust.now, reason=str(trust.doubt), **facts)
        elif trust.how is not How.ACCEPTED:  # a person's own word is written down where it is given
            self._note("clock_trusted", trust.now, how=str(trust.how or How.SET), **facts)
        self._told = trust.is_trusted

    def _last_told(self) -> bool:
        """Whether the record leaves the clock trusted: no doubt is told twice, and none without its end."""
        with self._database.read() as session:
            doubts = events(session, kind="clock_untrusted", limit=1)
            ends = events(session, kind="clock_trusted", limit=1)
        return not doubts or bool(ends and ends[0].seq > doubts[0].seq)

    def _note(self, kind: str, at: datetime, **facts: Any) -> None:
        with self._database.write() as session:
            append(session, kind=kind, at=at, actor="system", cause="device", **facts)


def as_answer(trust: Trust) -> dict[str, Any]:
    return {
        "trusted": trust.is_trusted,
        "doubt": trust.doubt and str(trust.doubt),
        "known": trust.known,
        "wall": stamp(trust.wall),
        "now": stamp(trust.now),
    }


def curb_of(clock: Clock, *, dark: bool) -> Curb:
    """Dark, where the site wants that, while it is not even known how late it is."""
    if not dark or not isinstance(clock, SteadyClock):
        return FREE
    trust = clock.trust
    return FREE if trust.is_trusted or trust.known else DARK
