"""How much of its window a notice lost to emergencies. Pure.

An emergency takes the whole screen (R28), and the notice it interrupted comes back
by itself, but the clock of its window goes on. Over the approved orders, not the
displays: what was taken is told also while the sign was unreachable. All causes of loss,
each moment counted for one, and the question whether to extend: ``taken``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ledctl.clock import to_ms
from ledctl.ledger.spans import Span, total
from ledctl.playlists.choose import level_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """The order of a notice on one sign, from its start to its real end: the window's, or an earlier stop."""

    notice: str
    sign: str
    urgency: str
    start: datetime
    end: datetime


def lost_time(own: Stretch, others: Iterable[Stretch], now: datetime) -> timedelta:
    """How long, up to ``now``, a more urgent emergency had the sign while ``own`` might have."""
    return timedelta(milliseconds=total(_overlaps(own, others, now)))


def _overlaps(own: Stretch, others: Iterable[Stretch], now: datetime) -> Iterable[Span]:
    for other in others:
        emergency = other.urgency == "emergency" and level_of(other.urgency) > level_of(own.urgency)
        if emergency and other.sign == own.sign and other.notice != own.notice:
            yield to_ms(max(own.start, other.start)), to_ms(min(own.end, other.end, now))
