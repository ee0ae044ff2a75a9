"""Pages, programs and bookings: what is to be shown one after another, and how long. Pure.

A *program* is the pages of one notice for one panel. A *booking* is a program
and the time it may stand, for cards that keep programs and turn pages themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from drivers.frames import Frame, Panel

MAX_PROGRAM = 96 * 1024 * 1024  # bytes of all frames: a clock for a dual 1024x256 panel, and no more
MINUTES = 24 * 60  # of a day, and so the pages of a clock
LONGEST_PAGE_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Page:
    """A frame and how long it stands, in milliseconds."""

    frame: Frame
    dwell_ms: int

    def __post_init__(self) -> None:
        if not 500 <= self.dwell_ms <= LONGEST_PAGE_MS:
            raise ValueError(f"a page stands between 0.5 s and an hour, not {self.dwell_ms} ms")


class Pace(StrEnum):
    """What decides which page of a program stands.

    ``round``: one after another, each for its own time. ``minute``: the time of
    day where the sign stands; page ``i`` during minute ``i`` after midnight.
    """

    ROUND = "round"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Program:
    """The pages of one notice for one panel, in order. What approval binds to."""

    panel: Panel
    pages: tuple[Page, ...]
    pace: Pace = Pace.ROUND
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.pages:
            raise ValueError("a program has at least one page")
        if any(page.frame.panel != self.panel for page in self.pages):
            raise ValueError("every page of a program is drawn for the program's panel")
        if self.pace is Pace.MINUTE and len(self.pages) != MINUTES:
            raise ValueError(f"a clock has {MINUTES} pages, one a minute, not {len(self.pages)}")
        # A program that goes round says nothing of it: its digest is older than clocks are.
        pace = "" if self.pace is Pace.ROUND else f" {self.pace.value}"
        sha = hashlib.sha256(f"ledctl-program-1 {self.panel} {len(self.pages)}{pace}\n".encode())
        for page in self.pages:
            sha.update(f"{page.dwell_ms} {page.frame.digest}\n".encode())
        object.__setattr__(self, "digest", sha.hexdigest())


@dataclass(frozen=True, slots=True)
class Booking:
    """A program a card is to keep and turn by itself, and when it may stand.

    ``begins`` and ``ends`` are wall clock time where the sign stands, without a
    zone, as a card's own clock has it; half-open; ``None`` = no bound. A card
    that cannot keep windows (``Capabilities.keeps_windows``) ignores them, and
    whoever books takes the program away in time.
    """

    program: Program
    begins: datetime | None = None
    ends: datetime | None = None

    def __post_init__(self) -> None:
        if any(at is not None and at.tzinfo is not None for at in (self.begins, self.ends)):
            raise ValueError("a booking is in the wall clock time of the sign, without a zone")
        if self.begins is not None and self.ends is not None and self.begins >= self.ends:
            raise ValueError("a booking ends after it begins")


def digest_of(bookings: Sequence[Booking]) -> str:
    """SHA-256 (hex) over the programs and windows of a list, in order; ``""`` for an empty one."""
    if not bookings:
        return ""
    sha = hashlib.sha256(b"ledctl-bookings-1\n")
    for booking in bookings:
        sha.update(f"{booking.program.digest} {booking.begins} {booking.ends}\n".encode())
    return sha.hexdigest()
