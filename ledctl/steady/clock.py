"""The clock of a station: the wall while it is believed, else the time that passed since it was.

Thread-safe, and quick: a worker asks several times a step. ``now`` looks at both
clocks each time; only once a second, or where they disagree, is there anything
to judge. ``look`` asks the kernel, too, and belongs to whoever watches the clock:
it alone takes a doubt away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledctl.clock import Clock
from ledctl.steady.belief import Belief, Doubt, How, Look, Rules, accept, earliest, heed, judge
from ledctl.steady.kept import find, keep
from ledctl.steady.kernel import boot_id, is_synchronised

BUILT = datetime(2026, 10, 1, tzinfo=UTC)
"""When this program was made; no clock that says less is right. Every release sets it anew."""
ROUNDED_S, CLOSE_S = -0.000_001, 0.05
JUDGED_S = 1.0
"""Clocks as close as ``CLOSE_S`` are judged only so often; below a microsecond is rounding."""
MOVED = timedelta(seconds=1)
"""The file is written anew when what is believed has moved by so much."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed at one moment, as others are told."""

    doubt: Doubt | None
    how: How | None
    known: bool
    wall: datetime
    now: datetime

    @property
    def is_trusted(self) -> bool:
        return self.doubt is None


class SteadyClock:
    """Does not follow a wall that cannot be right."""

    def __init__(
        self,
        wall: Clock,
        *,
        floor: datetime = BUILT,
        bounded: bool = False,
        limit_s: float = 60.0,
        file: Path | None = None,
        synchronised: Callable[[], bool] = is_synchronised,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        """``floor``: not earlier than this; ``bounded``: by a record, which a wall can be too far after."""
        self.wall = wall
        self._file, self._boot = file, boot() if file else ""
        self._rules = Rules(timedelta(seconds=limit_s), BUILT)
        self._synchronised = synchronised
        self._lock = threading.Lock()
        self._kept: Belief | None = None
        self._belief = self._begin(max(floor, BUILT), bounded=bounded)
        self._latest = self._belief.at(wall.monotonic())
        self.look()

    def _begin(self, floor: datetime, *, bounded: bool) -> Belief:
        """What another process of this boot believed, unless the record is later; else the floor."""
        mono, kept = self.wall.monotonic(), self._told()
        known = earliest(floor, mono, bounded=bounded)
        if kept is None or kept.at(mono) + self._rules.limit < floor:
            return known
        return replace(kept, origin=max(kept.origin, known.origin))  # the file is no finer than a second

    def monotonic(self) -> float:
        return self.wall.monotonic()

    def now(self) -> datetime:
        """The instant; never earlier than the one before, unless a person took time back."""
        with self._lock:
            wall, mono, belief = self.wall.now(), self.wall.monotonic(), self._belief
            ahead = (wall - belief.origin).total_seconds() - mono
            if belief.doubt is None and ROUNDED_S <= ahead < CLOSE_S and mono - belief.mono < JUDGED_S:
                if wall > self._latest:
                    self._latest = wall
                return self._latest
            look = Look(wall, mono)
            if belief.doubt is None:
                self._belief = belief = judge(belief, look, self._rules)
            return self._say(belief, look)

    def look(self) -> Trust:
        """Judge with all there is to ask: the kernel, and what another process was told."""
        told = self._told() if self._belief.doubt is not None else None
        with self._lock:
            look = self._look()
            if self._belief.doubt is None:
                self._belief = judge(self._belief, look, self._rules)
            if self._belief.doubt is not None:
                look = replace(look, synchronised=self._synchronised())
                self._belief = judge(self._belief, look, self._rules)
            belief = self._belief
            if belief.doubt is not None and told is not None:
                self._belief = belief = heed(belief, told, look, self._rules)
            if belief.how is How.ACCEPTED and told:
                self._latest = look.wall
            return self._trust(belief, look)

    def accept(self) -> None:
        """A person has compared the wall with a watch."""
        with self._lock:
            look = self._look()
            self._belief, self._latest = accept(self._belief, look), look.wall
        self.keep()

    @property
    def trust(self) -> Trust:
        """What is believed, without judging anew."""
        with self._lock:
            return self._trust(self._belief, self._look())

    def keep(self) -> None:
        """Let the next process of this boot know, if there is anything new to know."""
        belief, kept = self._belief, self._kept
        same = kept is not None and kept.known == belief.known and abs(kept.origin - belief.origin) < MOVED
        if self._file is not None and not same:
            keep(self._file, belief, self._boot)
            self._kept = belief

    def _told(self) -> Belief | None:
        """What the file says, if another process has written it."""
        return find(self._file, self._boot, self.wall.monotonic()) if self._file else None

    def _look(self) -> Look:
        return Look(self.wall.now(), self.wall.monotonic())

    def _trust(self, belief: Belief, look: Look) -> Trust:
        now = self._say(belief, look)
        return Trust(belief.doubt, belief.how, belief.known, look.wall, now)

    def _say(self, belief: Belief, look: Look) -> datetime:
        """The wall itself while it is followed: no instant is rounded on its way into the record."""
        followed = belief.doubt is None and look.origin >= belief.origin
        self._latest = max(self._latest, look.wall if followed else belief.at(look.mono))
        return self._latest
