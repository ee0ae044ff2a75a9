"""What is counted: one piece of information with one identity, and by which channels it went out. Pure.

The *cohort* of a period are the items whose first publication on any channel
lies in it; rows by channel are counted over the same cohort, so that no channel
can exceed the total and none is missed over New Year. An item of an earlier
cohort that reaches a further channel in the period is listed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ledctl.reports.percent import percent
from ledctl.reports.periods import Period
from ledctl.reports.rules import ELECTRONIC, Rules

__all__ = ["ELECTRONIC", "Item", "Line", "PeriodCount"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: counted once, in the period of its first publication on any channel.

    ``channels``: by code (``content.channels``), the day it first went out there, through the as-of day;
    a sign is ``led_gate``, whichever it was. ``kind``: ``own``, ``relayed``, ``village``, ``correction``,
    ``warning``: whether each is an item of the count is the town's setting (``counted``).
    ``notice``: whether it was made here (``/notice/ID``) or entered as published elsewhere.
    """

    id: str
    title: str
    category: str
    office: str
    first_on: date
    channels: Mapping[str, date]
    kind: str = "own"
    counted: bool = True
    document: str = ""
    """``normative`` for 规范性文件, ``policy_reading`` for 政策解读, ``clarification``; else empty."""
    notice: bool = True
    displays: int = 0
    on_air_ms: int = 0
    signs: tuple[str, ...] = ()
    """On which of them it stood in the period."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a result: items and displays, two numbers that are never added."""

    name: str
    items: int
    displays: int
    on_air_ms: int


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The cohort of a period as known on the day ``as_of``, and what stands beside it."""

    period: Period
    as_of: date
    items: tuple[Item, ...]
    further: tuple[Item, ...] = ()
    """Items of earlier cohorts that reached a further channel in the period."""
    unverified: tuple[Item, ...] = ()
    """Sent to a sign that never answers (P0) and seen nowhere else: listed, not counted."""
    displays: int = 0
    on_air_ms: int = 0
    practice: bool = False
    facts: Mapping[str, int] = field(default_factory=dict)
    """Other figures of the period by name: corrections, withdrawals, objections, privacy_hits, outages..."""
    rules: Rules = field(default_factory=Rules)
    """The town's choices, printed with every result."""
    by_sign: tuple[Line, ...] = ()
    not_yet_sealed: int = 0
    """Of the displays, those of hours still in progress."""

    @property
    def counted(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.counted)

    def through(self, channels: Iterable[str]) -> tuple[Item, ...]:
        """The counted items that went out on any of these channels."""
        wanted = frozenset(channels)
        return tuple(item for item in self.counted if wanted & item.channels.keys())

    @property
    def electronic(self) -> tuple[Item, ...]:
        """The counted items with an electronic publication, by whichever and however many channels."""
        return self.through(self.rules.electronic)

    @property
    def electronic_rate(self) -> float | None:
        """The share of counted items with an electronic publication, 0 to 1; ``None`` of no items."""
        return len(self.electronic) / len(self.counted) if self.counted else None

    @property
    def electronic_percent(self) -> Decimal | None:
        """The same in percent, as it is printed everywhere."""
        return percent(len(self.electronic), len(self.counted))
