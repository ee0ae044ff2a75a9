"""When to look at a sign, and what its answer means beside what it had confirmed. Pure.

Desired against actual (R21): a sign whose answer names its content is compared
with what it last confirmed; one that says nothing of its content is neither
right nor wrong (R22). A look waits for room between two pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf

from drivers.base import Frame, Status
from ledctl.publishing.episodes import Episode
from ledctl.publishing.health import NOTHING_SAID, Health

LAMPS_OFF = "the lamps are switched off"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sign confirmed: digests any of which may stand (``""`` is dark), or the programs it holds.

    Empty: nothing is known of it, so nothing can be compared. ``by_lamps``: it would not
    go dark and its lamps were switched off; what it holds behind them is not to be seen.
    """

    shown: tuple[str, ...] = ()
    programs: tuple[str, ...] | None = None
    by_lamps: bool = False

    @property
    def is_to_be_seen(self) -> bool:
        """Whether the sign should show something, as far as is known."""
        return any(self.shown) or bool(self.programs)

    def is_there(self, status: Status) -> bool | None:
        """Whether the sign says that it is so; ``None``: it does not say."""
        if self.by_lamps:
            return None if status.powered is None else not status.powered
        if self.shown and status.shown is not None:
            return status.shown in self.shown
        if self.programs is not None and status.programs is not None:
            return sorted(self.programs) == sorted(status.programs)
        return None


NOTHING_KNOWN = Wanted()
DARK = Wanted(("",))
UNLIT = Wanted(by_lamps=True)


def page_wanted(frame: Frame) -> Wanted:
    """This frame; a page of darkness may be called dark."""
    return Wanted((frame.digest,) if any(frame.data) else (frame.digest, ""))


@dataclass(frozen=True, slots=True)
class Found:
    """What a look is to tell of: each empty if there is nothing new."""

    lost: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    fault_gone: bool = False
    there: bool | None = None
    """Whether what should stand does; ``None``: the sign does not say."""
    is_wrong: bool = False
    """What should stand does not, or not alone: it is to be sent again, told or not."""


class Timing:
    """When the next look is due. ``moment`` is monotonic, in seconds."""

    def __init__(self, every_s: float) -> None:
        """0 = never."""
        self._every_s = every_s
        self._takes_s, self._least_s = 0.0, inf
        self.at = 0.0 if every_s else inf

    def is_due(self, moment: float, page_at: float) -> bool:
        """Whether to look now: not if a page is due before the sign has usually answered.

        One slow answer is forgotten page by page, down to the quickest there was;
        directly after a page there is the most room.
        """
        if moment < self.at:
            return False
        if moment + self._takes_s <= page_at:
            return True
        self.at, self._takes_s = page_at, max(self._least_s, 0.9 * self._takes_s)
        return False

    def looked(self, moment: float, took_s: float) -> None:
        self._takes_s, self._least_s = took_s, min(self._least_s, took_s)
        self.at = moment + self._every_s if self._every_s else inf


class Lookout:
    """What the looks at one sign have found."""

    def __init__(self) -> None:
        self.health: Health = NOTHING_SAID
        self._lost, self._unknown, self._faults = Episode(), Episode(), Episode()

    def weigh(self, status: Status, wanted: Wanted, now: datetime, moment: float) -> Found:
        """Take in what the sign says of itself. Lamps are missed where something should be seen."""
        there = wanted.is_there(status)
        is_unseen = status.powered is False and wanted.is_to_be_seen
        faults = (*status.faults, *((LAMPS_OFF,) if is_unseen else ()))
        found = Found(
            self._lost.see((_content(status),) if there is False else (), now, moment),
            self._unknown.see(status.unknown, now, moment),
            self._faults.see(faults, now, moment),
            not faults and self._faults.is_over(moment),
            there=there,
            is_wrong=there is False or bool(status.unknown),
        )
        if there is not False:
            self._lost.is_over(moment)
        if not status.unknown:
            self._unknown.is_over(moment)
        self.health = Health(
            now,
            there,
            min(filter(None, (self._lost.since, self._unknown.since)), default=None),
            status.unknown,
            faults,
            status.temperature_c,
            status.brightness,
            status.powered,
            self.health.wrong_card,
        )
        return found

    def lose_sight(self) -> None:
        """It does not answer: what it said of its content holds no more."""
        self.health = replace(self.health, verified=None)

    def meet_own(self) -> None:
        """The right card took something."""
        self.health = replace(self.health, wrong_card="")

    def meet_other(self, what: str) -> bool:
        """Another card answered; whether that is news."""
        is_news = self.health.wrong_card == ""
        self.health = replace(self.health, verified=None, wrong_card=what)
        return is_news


def _content(status: Status) -> str:
    """What stands instead, in a word that differs with it."""
    if status.shown is not None:
        return status.shown or "dark"
    return _listed(status.programs or ())


def _listed(programs: Sequence[str]) -> str:
    return f"{len(programs)} programs: {' '.join(one[:12] for one in sorted(programs))}".rstrip(": ")
