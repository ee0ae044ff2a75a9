"""Displays as people count them: the pieces a seal cut are one again, oldest first. Pure.

The ledger ends every piece at a seal and marks the next one as ``continued``. What
is joined here is one standing of one page, with the receipt it began with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledctl.ledger.history import Shown
from ledctl.ledger.segments import Result, Slot


@dataclass(frozen=True, slots=True)
class Whole:
    """One page standing once on one sign. ``end_ms`` is ``None`` while it stands.

    ``known_ms`` is how far that is on record. ``confirmed``: there is a receipt for it,
    whatever level that has; otherwise nobody saw it go up. ``begun``: it begins here;
    the rest of one that a clock set in between cut off is no second display.
    """

    sign: str
    slot: Slot
    page: int
    start_ms: int
    end_ms: int | None
    known_ms: int
    confirmed: bool
    begun: bool = True

    @property
    def ms(self) -> int:
        """How long it stood, as far as is on record."""
        return self.known_ms - self.start_ms


def joined(pieces: Iterable[Shown]) -> Iterator[Whole]:
    """Whole displays of *one* sign, from its pieces in their order."""
    first: Shown | None = None
    last: Shown | None = None
    for piece in pieces:
        if first is not None and last is not None:
            if _goes_on(last, piece):
                last = piece
                continue
            yield _whole(first, last)
        first = last = piece
    if first is not None and last is not None:
        yield _whole(first, last)


def _goes_on(before: Shown, piece: Shown) -> bool:
    return (
        piece.continued
        and before.end_ms == piece.start_ms
        and before.page == piece.page
        and before.slot.order == piece.slot.order
    )


def _whole(first: Shown, last: Shown) -> Whole:
    return Whole(
        first.sign,
        first.slot,
        first.page,
        first.start_ms,
        last.end_ms,
        last.known_ms,
        first.result is Result.ACKED,
        not first.continued,
    )
