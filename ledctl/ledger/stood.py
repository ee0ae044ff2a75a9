"""When anything stood, of a body that says what: moments the sign confirmed, and those nobody saw. Pure.

Where a record has holes is asked over years; of a hundred thousand displays that follow each other
only the edges matter, so none of them is made. ``segments.unpack`` says what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledctl.ledger.columns import Small, slots_of, small
from ledctl.ledger.segments import Body, Result, opened, unpack
from ledctl.ledger.shown import Piece
from ledctl.ledger.spans import Span

Stood = tuple[bool, Span]
"""Whether the sign confirmed it, and from when until when."""

_ACKED = bytes(flags & 1 for flags in range(256))


def stood_in(piece: Piece) -> Iterator[Stood]:
    """The moments of a piece in their order; neighbours may be of one kind."""
    if not piece.body:  # given up after its time
        return
    text, planes, count = opened(piece.body)
    columns = small(slots_of(text), planes, count)
    yield from _by_display(unpack(piece.body), piece.known_ms) if columns is None else _by_column(columns)


def joined(parts: Iterable[Stood]) -> Iterator[Stood]:
    """What follows without a gap and is known as well is one."""
    last: Stood | None = None
    for acked, (start, end) in parts:
        if last is not None and last[0] == acked and last[1][1] == start:
            last = acked, (last[1][0], end)
            continue
        if last is not None:
            yield last
        last = acked, (start, end)
    if last is not None:
        yield last


def _by_column(columns: Small) -> Iterator[Stood]:
    acked, at = columns.flags.translate(_ACKED), 0
    while at < len(acked):
        other = acked.find(1 - acked[at], at)
        end = len(acked) if other < 0 else other
        yield bool(acked[at]), (columns.edges[at], columns.edges[end])
        at = end


def _by_display(body: Body, known_ms: int) -> Iterator[Stood]:
    for one in body.displays:
        end = max(one.start_ms, known_ms) if one.end_ms is None else one.end_ms
        yield one.result is Result.ACKED, (one.start_ms, end)
