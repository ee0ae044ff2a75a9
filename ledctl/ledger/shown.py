"""One display as the history gives it, and the displays of a body that a question covers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ledctl.ledger.picking import pick
from ledctl.ledger.segments import Display, Result, Slot, kept_body


class Shown(NamedTuple):
    """One page standing once on one sign, with copies of everything it was.

    ``end_ms`` is ``None`` while it stands; ``known_ms`` is how far that is on
    record (the publisher's last heartbeat, or the end). ``segment`` is ``None``
    until the hour is sealed.
    """

    sign: str
    segment: int | None
    slot: Slot
    page: int
    start_ms: int
    end_ms: int | None
    known_ms: int
    ack_ms: int
    result: Result
    continued: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: a half-open stretch, perhaps one notice alone."""

    since_ms: int
    until_ms: int
    notice: str | None
    newest: bool

    def holds(self, displays: Sequence[Display]) -> bool:
        """Whether all of these surely lie in it: then none needs to be looked at."""
        if not displays or displays[-1].end_ms is None:
            return False
        return self.since_ms <= displays[0].start_ms and displays[-1].end_ms <= self.until_ms

    def covers(self, shown: Shown) -> bool:
        """Whether any of its standing on record, or its beginning, lies in the stretch: not what may come."""
        return shown.start_ms < self.until_ms and (
            shown.known_ms > self.since_ms or shown.start_ms >= self.since_ms
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored body: of which sign, its segment (``None``: still in progress), how far it is known."""

    sign: str
    segment: int | None
    known_ms: int
    body: bytes


def shown_in(piece: Piece, wanted: Wanted) -> Iterator[Shown]:
    """The displays of a body that the question covers, in its order."""
    body = kept_body(piece.body) if wanted.notice is None else pick(piece.body, wanted.notice)
    displays = reversed(body.displays) if wanted.newest else body.displays
    slots, sign, segment, known_ms = body.slots, piece.sign, piece.segment, piece.known_ms
    found = (
        _new_shown(
            (
                *(sign, segment, slots[slot], page, start, end),
                max(start, known_ms) if end is None else end,
                *(ack, result, continued),
            )
        )
        for slot, page, start, end, ack, result, continued in displays
    )
    return found if wanted.holds(body.displays) else filter(wanted.covers, found)


_new_shown = partial(tuple.__new__, Shown)  # no Python frame a display
