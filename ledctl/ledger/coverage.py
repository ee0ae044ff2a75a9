"""What is known of a sign at every moment: one answer for each, and no moment without one. Pure.

From the first row of a sign on its record has no hole: at every moment the sign
showed a page, was dark by its own word, was out by an outage's row, or turned pages
nobody saw. What comes after the last heartbeat nobody knows yet. A hole (``GAP``)
is a fault of the record, not of the sign.

Where two speak of one moment, the first of ``Known`` counts: an outage goes before
a display, because it says that what was believed to stand was not known to (the
sign held something else, or was cut off); what never was confirmed goes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from ledctl.clock import from_ms, stamp
from ledctl.ledger.spans import Span, layered, united, without

JUMP_SLACK_MS = 5_000
"""A sign notices that the wall clock was set within so many milliseconds of whoever writes it down."""


class Known(StrEnum):
    """What is known of a moment."""

    OUTAGE = "outage"
    DISPLAY = "display"
    DISPOSED = "disposed"
    """Its displays were given up under a decision: the sums of that time stay, its moments do not."""
    DARK = "dark"
    ESTIMATED = "estimated"
    SKIPPED = "skipped"
    """The wall clock was set forward: this time never passed."""
    UNKNOWN = "unknown"
    """After the last heartbeat."""
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One answer for ``[start_ms, end_ms)``."""

    known: Known
    start_ms: int
    end_ms: int

    @property
    def start(self) -> datetime:
        return from_ms(self.start_ms)

    @property
    def end(self) -> datetime:
        return from_ms(self.end_ms)

    def as_dict(self) -> dict[str, str]:
        """The stable shape of ``outages --gaps --json``."""
        return {"start": stamp(self.start), "end": stamp(self.end)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the record says of one sign over a stretch.

    ``darkened``: when it said that it is dark. ``doubts``: when outages began that end what
    is believed; one that was ordered does not, the sign stays dark after it. ``jumps``: when
    the wall clock was found set forward, and by how much. ``until_ms``: how far the record goes.
    ``disposed``: times of which only sums stay.
    """

    displays: Sequence[Span]
    estimates: Sequence[Span]
    outages: Sequence[Span]
    darkened: Sequence[int]
    doubts: Sequence[int]
    jumps: Sequence[tuple[int, int]]
    until_ms: int
    disposed: Sequence[Span] = ()


def partition(whole: Span, evidence: Evidence) -> list[Stretch]:
    """The stretch in parts, in order, each with what is known of it; neighbours differ."""
    layers: dict[Known, Iterable[Span]] = {
        Known.OUTAGE: evidence.outages,
        Known.DISPLAY: evidence.displays,
        Known.DISPOSED: evidence.disposed,
        Known.DARK: _dark(evidence),
        Known.ESTIMATED: evidence.estimates,
        Known.SKIPPED: [(at - by - JUMP_SLACK_MS, at + JUMP_SLACK_MS) for at, by in evidence.jumps],
        Known.UNKNOWN: [(evidence.until_ms, max(evidence.until_ms, whole[1]))],
    }
    parts: Mapping[Known, list[Span]] = layered([whole], layers)
    gaps = without([whole], [span for spans in parts.values() for span in spans])
    found = [Stretch(known, *span) for known, spans in parts.items() for span in spans]
    found += [Stretch(Known.GAP, *span) for span in gaps]
    return sorted(found, key=lambda one: one.start_ms)


def _dark(evidence: Evidence) -> list[Span]:
    """From each word of darkness until something else begins, as far as the record goes."""
    begun = [start for start, _ in (*evidence.displays, *evidence.estimates, *evidence.disposed)]
    marks = sorted({*evidence.darkened, *begun, *evidence.doubts, evidence.until_ms})
    words = set(evidence.darkened)
    return united((at, end) for at, end in pairwise(marks) if at in words and at < evidence.until_ms)
