"""When a wall clock is believed, and what the time is taken to be when it is not (R15). Pure.

Of two clocks one says the instant and may be wrong or set at any moment (the
wall), the other only counts and never jumps (monotonic). What is believed is
their difference, the ``origin``: the instant at which the counter stood at zero.
A wall that agrees with it is followed; of one that does not, the counter goes on
alone, so that what truly passed has passed and nothing opens or closes for a jump.

Small steps are followed: those ahead at once, those back by going slower until
the wall has caught up, so that no instant ever comes twice. Time itself never
brings trust back. A wall that is wrong by a day stays wrong by a day, and a gate
that opens by itself after an hour is none (``docs/decisions/0016``).

Not here: reading clocks, asking the kernel, asking a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

SLOWER = 1 / 50
"""How much slower than it passes time is told while the wall is behind: 60 s are made up in 50 minutes.

Over the longest poll of a minute that is less than the two seconds the recorder calls a step.
"""
DAY_S = 86_400.0
SETTLE_S = 10.0
"""A wall that disagreed must agree so long before it is believed: one that jumps about fills no record."""
AHEAD = timedelta(days=366)
"""No site stands idle for longer; a wall that is later by more was not set by anybody."""


class Doubt(StrEnum):
    """Why the wall is not believed."""

    BEFORE_BUILD = "before_build"
    BEFORE_RECORD = "before_record"
    JUMPED_FORWARD = "jumped_forward"
    JUMPED_BACK = "jumped_back"
    TOO_FAR_AHEAD = "too_far_ahead"


class How(StrEnum):
    """What brought the trust back."""

    RETURNED = "returned"
    """The wall went back to what the time was known to be."""
    SET = "set"
    """At a start the time was not known; somebody set a wall that can be right."""
    SYNCHRONISED = "synchronised"
    """The kernel says that a time server keeps it."""
    ACCEPTED = "accepted"
    """A person compared it with a watch."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``limit``: a step up to this is followed. ``build``: when this program was made."""

    limit: timedelta
    build: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Both clocks at one moment; ``synchronised``: whether the kernel vouches for the wall."""

    wall: datetime
    mono: float
    synchronised: bool = False

    @property
    def origin(self) -> datetime:
        """The instant at which the counter stood at zero, if the wall is right."""
        return self.wall - timedelta(seconds=self.mono)


@dataclass(frozen=True, slots=True)
class Belief:
    """What the time is taken to be, and whether the wall is.

    ``anchor`` trails the origin, by no more than the limit a day: many small steps
    are followed no further than one large one. Until the time is ``known`` the
    origin is the earliest it can be, and ``bounded`` says whether there is a record
    that a wall can be too far ahead of.
    """

    origin: datetime
    anchor: datetime
    mono: float
    known: bool = False
    bounded: bool = True
    doubt: Doubt | None = None
    how: How | None = None
    sane_since: float | None = None

    def at(self, mono: float) -> datetime:
        """What the time is, by what has passed alone."""
        return self.origin + timedelta(seconds=mono)


def earliest(floor: datetime, mono: float, *, bounded: bool) -> Belief:
    """At a start nothing is known but that it is not earlier than ``floor``."""
    origin = floor - timedelta(seconds=mono)
    return Belief(origin, origin, mono, bounded=bounded)


def taken_over(origin: datetime, mono: float, *, known: bool) -> Belief:
    """What another process of the same boot believed."""
    return Belief(origin, origin, mono, known=known)


def judge(belief: Belief, look: Look, rules: Rules) -> Belief:
    """What to believe after a look at both clocks."""
    passed = max(0.0, look.mono - belief.mono)
    anchor = _drawn(belief.anchor, belief.origin, rules.limit * (passed / DAY_S))
    belief = replace(belief, anchor=anchor, mono=look.mono)
    doubt = _doubt(belief, look, rules)
    if doubt in (Doubt.JUMPED_FORWARD, Doubt.TOO_FAR_AHEAD) and look.synchronised:
        return _believed(belief, look, passed, How.SYNCHRONISED) if _settled(belief, look) else _sane(belief)
    if doubt is not None:
        return replace(belief, doubt=doubt, how=None, sane_since=None)
    if belief.doubt is None:
        return _followed(belief, look, passed)
    how = How.RETURNED if belief.known else How.SET
    return _believed(belief, look, passed, how) if _settled(belief, look) else _sane(belief)


def accept(belief: Belief, look: Look) -> Belief:
    """A person says that the wall is right; this alone may take time back."""
    return replace(
        belief,
        origin=look.origin,
        anchor=look.origin,
        mono=look.mono,
        known=True,
        doubt=None,
        how=How.ACCEPTED,
        sane_since=None,
    )


def heed(belief: Belief, told: Belief, look: Look, rules: Rules) -> Belief:
    """Take another process's word for the wall, if it has another one than we had."""
    agrees = told.known and abs(look.origin - told.origin) <= rules.limit
    news = abs(told.origin - belief.origin) > rules.limit
    return accept(belief, look) if agrees and news else belief


def _doubt(belief: Belief, look: Look, rules: Rules) -> Doubt | None:
    gap = look.origin - belief.anchor
    if gap < -rules.limit:
        if look.wall < rules.build:
            return Doubt.BEFORE_BUILD
        return Doubt.JUMPED_BACK if belief.known else Doubt.BEFORE_RECORD
    if belief.known:
        return Doubt.JUMPED_FORWARD if gap > rules.limit else None
    return Doubt.TOO_FAR_AHEAD if belief.bounded and gap > AHEAD else None


def _settled(belief: Belief, look: Look) -> bool:
    """Whether the wall was never in doubt, or has been sane for long enough."""
    since = belief.sane_since
    return belief.doubt is None or (since is not None and look.mono - since >= SETTLE_S)


def _sane(belief: Belief) -> Belief:
    """The wall can be right again; whether it stays so is to be seen."""
    return belief if belief.sane_since is not None else replace(belief, sane_since=belief.mono)


def _believed(belief: Belief, look: Look, passed: float, how: How) -> Belief:
    """Trust comes back; the anchor is laid anew."""
    trusted = _followed(replace(belief, doubt=None, how=how, sane_since=None), look, passed)
    return replace(trusted, anchor=trusted.origin)


def _followed(belief: Belief, look: Look, passed: float) -> Belief:
    """The wall is right: ahead at once, back by going slower. The first time it is known, all at once."""
    slowest = belief.origin - timedelta(seconds=passed * SLOWER)
    origin = max(look.origin, slowest)
    anchor = belief.anchor if belief.known else origin
    return replace(belief, origin=origin, anchor=anchor, known=True)


def _drawn(anchor: datetime, origin: datetime, most: timedelta) -> datetime:
    """The anchor drawn towards the origin, by no more than ``most``."""
    return anchor + max(-most, min(most, origin - anchor))
