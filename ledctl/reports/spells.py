"""Stretches in which notices were on a sign, put together from what the hours of the record hold. Pure.

Each sealed stretch says when a notice first and last stood in it. A notice that takes
turns with others is *on* from its first page to its last, also while the others stand;
so its pieces are one spell until it left the sign, the sign was dark or out, an
emergency pushed it off, or two hours passed without a page of it. How many displays
that were, and how long they stood, is counted elsewhere and never by the length of a
spell: the roll-up knows it to the millisecond.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ledctl.ledger.spans import Span, united, within, without

ROUND_MS = 2 * 3_600_000
"""Longer than any round of turns: a notice not seen for so long was not taking turns."""


class How(StrEnum):
    """How it is known that a notice was on: by a receipt, by nobody (a card turned its pages), only sent."""

    ON = "on"
    ESTIMATED = "estimated"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one stretch of the record says of one notice, and how that is known."""

    notice: str
    start_ms: int
    end_ms: int
    how: How = How.ON


@dataclass(frozen=True, slots=True)
class Spell:
    """A notice on a sign in ``[start_ms, end_ms)``, alone or taking turns."""

    notice: str
    start_ms: int
    end_ms: int
    how: How = How.ON


def spells(
    pieces: Iterable[Piece],
    *,
    left: Mapping[str, Sequence[int]],
    cuts: Iterable[Span] = (),
    urgent: frozenset[str] = frozenset(),
) -> list[Spell]:
    """Spells in order of their begin. ``left``: by notice, in order, when it left the sign.

    ``cuts``: when nothing could stand; ``urgent``: the notices that push all others off.
    """
    by_notice: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.start_ms < piece.end_ms:
            by_notice[piece.notice].append(piece)
    raw = {name: _joined(mine, left.get(name, ())) for name, mine in by_notice.items()}
    holes = united(cuts)
    pushed = united([*holes, *((s.start_ms, s.end_ms) for name in urgent for s in raw.get(name, ()))])
    found = [
        part
        for name, mine in raw.items()
        for spell in mine
        for part in _cut(spell, holes if name in urgent else pushed)
    ]
    return sorted(found, key=lambda one: (one.start_ms, one.notice))


def together(mine: Iterable[Spell], whole: Span) -> list[tuple[Span, tuple[str, ...]]]:
    """Parts of ``whole`` in which the same notices were on, with their numbers; none of the empty ones."""
    clipped = [(one.notice, cut) for one in mine for cut in within([(one.start_ms, one.end_ms)], [whole])]
    edges: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for notice, (start, end) in clipped:
        edges[start].append((notice, 1))
        edges[end].append((notice, -1))
    found: list[tuple[Span, tuple[str, ...]]] = []
    on: dict[str, int] = {}
    begun = whole[0]
    for at in sorted(edges):
        if on:
            found.append(((begun, at), tuple(sorted(on))))
        for notice, step in edges[at]:
            on[notice] = on.get(notice, 0) + step
        on = {notice: times for notice, times in on.items() if times}
        begun = at
    return found


def _joined(pieces: list[Piece], left: Sequence[int]) -> list[Spell]:
    found: list[Spell] = []
    for piece in sorted(pieces, key=lambda one: (one.start_ms, one.end_ms)):
        last = found[-1] if found else None
        if last and last.how is piece.how and not _parted(last.end_ms, piece.start_ms, left):
            found[-1] = replace(last, end_ms=max(last.end_ms, piece.end_ms))
        else:
            found.append(Spell(piece.notice, piece.start_ms, piece.end_ms, piece.how))
    return found


def _parted(end_ms: int, start_ms: int, left: Sequence[int]) -> bool:
    """Whether the notice left the sign in between, or stayed away for longer than a round."""
    index = bisect_left(left, end_ms)
    return start_ms - end_ms > ROUND_MS or (index < len(left) and left[index] < start_ms)


def _cut(spell: Spell, holes: list[Span]) -> list[Spell]:
    parts = without([(spell.start_ms, spell.end_ms)], holes)
    return [replace(spell, start_ms=start, end_ms=end) for start, end in parts]
