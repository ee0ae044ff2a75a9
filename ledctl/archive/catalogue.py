"""The catalogue of a year: what was made public, in the order in which it was. Pure.

A line is an item as the count has it, in the year of its first publication, with what
art. 12 of the Regulation on Open Government Information asks for (index, title,
summary, date of creation) and where it can be found. Corrections stand under what
they correct. Gathering it is in ``year``, writing it in ``catalogue_sheet``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

A_VOLUME = 50
"""Notices of one volume: some two hundred sheets of paper that a small machine can set (250 to 500 MB)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item. ``channels``: by code, the day it first went out there; ``notice``: whether it was made here.

    ``remark``: what a reader must know (sent only, corrected, withdrawn, given up).
    """

    index: str
    title: str
    summary: str
    created: str
    category: str
    unit: str
    document: str
    first_on: date
    channels: Mapping[str, date]
    notice: bool = True
    unverified: bool = False
    corrects: str = ""
    state: str = ""
    remark: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names."""
        found = {name: getattr(self, name) for name in self.__slots__}
        days = {channel: day.isoformat() for channel, day in self.channels.items()}
        return {**found, "first_on": self.first_on.isoformat(), "channels": days}


@dataclass(frozen=True, slots=True)
class Missing:
    """A notice begun in the year that was never made public, and why not as far as that is on record."""

    index: str
    title: str
    category: str
    created: str
    state: str
    why: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One year as known on a day. ``labels`` are the names of categories."""

    year: int
    as_of: date
    town: str
    practice: bool
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...] = ()
    checkpoint: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def categories(self) -> tuple[str, ...]:
        """Those with a book: something made here, or begun and never made public."""
        made = {line.category for line in self.lines if line.notice}
        return tuple(sorted(made | {one.category for one in self.missing}))

    def of(self, category: str) -> tuple[Line, ...]:
        """The notices of one book: published elsewhere only, there is nothing to bind."""
        return tuple(line for line in self.lines if line.category == category and line.notice)

    def volumes(self, category: str) -> int:
        """In how many volumes its book is bound; one also where nothing became public."""
        return max(1, -(-len(self.of(category)) // A_VOLUME))

    def volume(self, category: str, number: int) -> tuple[Line, ...]:
        """The notices of one volume, the first is 1."""
        return self.of(category)[(number - 1) * A_VOLUME : number * A_VOLUME]

    def label(self, category: str) -> str:
        """What an office calls a category; one that is gone is its code."""
        return self.labels.get(category, category)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``archive catalogue -o FILE.json``."""
        return {
            "format": "ledctl-catalogue-1",
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "town": self.town,
            "practice": self.practice,
            "checkpoint": self.checkpoint,
            "items": [line.as_dict() for line in self.lines],
            "never_public": [one.as_dict() for one in self.missing],
        }
