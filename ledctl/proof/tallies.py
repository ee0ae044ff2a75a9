"""What the displays of one notice add up to, by sign and by day. Pure.

Three kinds that are never mixed: *shown*, with a receipt of P1 or more; *sent*, with
no receipt (P0), which proves no display; *estimated*, turned by a card that nobody
asked. Counting is the ledger's own (``ledger.tally``): a display counts once, on the
day it began; its time belongs to the days it lay in (half-open days, R16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from drivers.base import Proof
from ledctl.calendars.days import first_ms
from ledctl.clock import from_ms, stamp
from ledctl.proof.whole import Whole


class Kind(StrEnum):
    """What a display is worth."""

    SHOWN = "shown"
    SENT = "sent"
    ESTIMATED = "estimated"


def kind_of(whole: Whole) -> Kind:
    """Which of the three a display is."""
    if not whole.confirmed:
        return Kind.ESTIMATED
    return Kind.SENT if whole.slot.proof <= Proof.SENT else Kind.SHOWN


@dataclass(slots=True)
class Sum:
    """One sign, or one sign on one day: how many of each kind, and how long, in milliseconds."""

    shown: int = 0
    shown_ms: int = 0
    sent: int = 0
    sent_ms: int = 0
    estimated: int = 0
    estimated_ms: int = 0

    def add(self, kind: Kind, number: int, ms: int) -> None:
        """So many more of this kind, and so much longer."""
        if kind is Kind.SHOWN:
            self.shown += number
            self.shown_ms += ms
        elif kind is Kind.SENT:
            self.sent += number
            self.sent_ms += ms
        else:
            self.estimated += number
            self.estimated_ms += ms

    def as_dict(self) -> dict[str, int]:
        """The stable shape of ``summary.json``."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class SignSum:
    """One sign: sums, the first and the last moment with a receipt, the weakest and the strongest one."""

    total: Sum = field(default_factory=Sum)
    days: dict[str, Sum] = field(default_factory=dict)
    first_ms: int | None = None
    last_ms: int | None = None
    weakest: int | None = None
    strongest: int | None = None
    standing: bool = False
    """Whether a page of it still stands at the moment of asking."""

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``summary.json``."""
        ends = {"first": self.first_ms, "last": self.last_ms}
        return {
            **self.total.as_dict(),
            **{name: None if ms is None else stamp(from_ms(ms)) for name, ms in ends.items()},
            "weakest": self.weakest,
            "strongest": self.strongest,
            "standing": self.standing,
            "days": {day: found.as_dict() for day, found in self.days.items()},
        }


def add_up(displays: Iterable[Whole], zone: ZoneInfo) -> Iterator[tuple[Whole, SignSum]]:
    """Each display with the sums of its sign so far: whoever writes them down adds up on the way."""
    signs: dict[str, SignSum] = {}
    days = _days_of(zone)
    for whole in displays:
        found = signs.setdefault(whole.sign, SignSum())
        _add(found, whole, days)
        yield whole, found


def _add(found: SignSum, whole: Whole, days: _Days) -> None:
    kind, number = kind_of(whole), int(whole.begun)
    found.total.add(kind, number, whole.ms)
    for day, ms in days(whole.start_ms, whole.known_ms):
        found.days.setdefault(day, Sum()).add(kind, number, ms)
        number = 0
    found.standing = found.standing or whole.end_ms is None
    if kind is not Kind.ESTIMATED:
        proof = whole.slot.proof
        found.first_ms = whole.start_ms if found.first_ms is None else found.first_ms
        found.last_ms = max(whole.known_ms, found.last_ms or 0)
        found.weakest = proof if found.weakest is None else min(proof, found.weakest)
        found.strongest = proof if found.strongest is None else max(proof, found.strongest)


_Days = Callable[[int, int], Iterable[tuple[str, int]]]
"""The days a stretch lies in, each with its part of the time; at least the one it begins on."""


def _days_of(zone: ZoneInfo) -> _Days:
    """Nearly every display lies in the day of the one before it: that day is kept."""
    name, start, end = "", 0, 0

    def split(since: int, until: int) -> Iterator[tuple[str, int]]:
        nonlocal name, start, end
        while True:
            if not start <= since < end:
                name, start, end = _day_around(since, zone)
            yield name, min(until, end) - since
            if until <= end:
                return
            since = end

    return split


def _day_around(ms: int, zone: ZoneInfo) -> tuple[str, int, int]:
    day = from_ms(ms).astimezone(zone).date()
    return day.isoformat(), first_ms(day, zone), first_ms(day + timedelta(days=1), zone)
