"""The list a card keeps and turns by itself: its bookings, and when which page would stand. Pure.

The card does not tell when it turns a page. What follows from the times its
pages were approved with is an estimate, and the record says so
(``docs/decisions/0014``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from zoneinfo import ZoneInfo

from drivers.base import Booking, Program, Proof
from ledctl.publishing.orders import Approved, Order


@dataclass(frozen=True, slots=True)
class Entry:
    """An order on the list, its approved pages, and why it came."""

    order: Order
    approved: Approved
    cause: str

    @property
    def program(self) -> Program:
        return self.approved.program


@dataclass(frozen=True, slots=True)
class Turn:
    """A page coming up by the timetable, at a monotonic instant."""

    entry: Entry
    page: int
    at: float


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each program: the same pages approved twice are turned once."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.program.digest, entry)
    return tuple(kept.values())


def programs_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The digests a card that holds these entries names."""
    return tuple(entry.program.digest for entry in distinct(entries))


def of_each(entries: Sequence[Entry], proof: Proof) -> Proof:
    """How far each of a list is proven: a card plays one program, and says nothing of the others' pixels."""
    return proof if len(distinct(entries)) <= 1 else min(proof, Proof.STORED)


def of_page(proof: Proof, *, turns: bool) -> Proof:
    """How far a page is proven: a card that turns pages names the program it plays, never the page."""
    return min(proof, Proof.STORED) if turns else proof


def bookings_of(entries: Sequence[Entry], zone: ZoneInfo) -> tuple[Booking, ...]:
    """The list as a card is told of it, in the wall clock time of ``zone``.

    All of it may stand now, so nothing says when it begins: a card whose clock
    is slow would keep a notice dark that is recorded as shown. The end is cut
    to whole seconds, which is what cards count in.
    """
    return tuple(_booking(one.program, entries, zone) for one in distinct(entries))


def _booking(program: Program, entries: Sequence[Entry], zone: ZoneInfo) -> Booking:
    last = max(entry.order.ends_at for entry in entries if entry.program.digest == program.digest)
    return Booking(program, ends=last.astimezone(zone).replace(tzinfo=None, microsecond=0))


class Timetable:
    """The pages of a list from the moment a card was told, each for its own time, round and round."""

    def __init__(self, entries: Sequence[Entry], began: float) -> None:
        pages = [(entry, page) for entry in distinct(entries) for page in range(len(entry.program.pages))]
        self.turns_pages = len(pages) > 1
        self._pages = cycle(pages) if self.turns_pages else iter(())
        self._at = began

    def turns(self, until: float) -> Iterator[Turn]:
        """The turns that have come since the last question."""
        while self.turns_pages and self._at <= until:
            entry, page = next(self._pages)
            yield Turn(entry, page, self._at)
            self._at += entry.program.pages[page].dwell_ms / 1000
