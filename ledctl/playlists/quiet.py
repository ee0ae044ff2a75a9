"""The quiet hours of a sign within a stretch of time, for whoever adds up what stood and what was lost. Pure.

Reckoned from the same ``Hours`` by which the sign is lit, so that no moment is quiet here
and lit there. Hours are a setting and keep no history: those of today count for the past, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

from ledctl.clock import from_ms, to_ms
from ledctl.ledger.spans import Span, within, without
from ledctl.playlists.curbs import FREE
from ledctl.playlists.hours import Hours

DAY_MS = 86_400_000
Nights = Callable[[Span], Iterable[Span]]
"""The quiet within a span."""


def quiet_in(hours: Hours, level: int, span: Span) -> list[Span]:
    """When within ``span`` nothing of this level may run: never, if it is let through."""
    if level >= hours.quiet.least or hours.next_edge(from_ms(span[0])) is None:
        return []
    day, last = (from_ms(at).astimezone(hours.zone).date() for at in span)
    found: list[Span] = []
    while day <= last:
        found += _on(hours, day)
        day += timedelta(days=1)
    return within(found, [span])


def lit_until(start_ms: int, ms: int, nights: Nights) -> int:
    """The first instant by which, from ``start_ms`` on, so much time has passed outside the quiet."""
    while ms > 0:
        stretch = (start_ms, start_ms + max(ms, DAY_MS))
        for start, end in without([stretch], nights(stretch)):
            if end - start >= ms:
                return start + ms
            ms -= end - start
        start_ms = stretch[1]
    return start_ms


@lru_cache(maxsize=2048)
def _on(hours: Hours, day: date) -> tuple[Span, ...]:
    """The quiet of one day of the site. A year of them is asked for at every look at the front page."""
    at, end = hours.midnight(day), hours.midnight(day + timedelta(days=1))
    found = []
    while at < end:
        edge = min(hours.next_edge(at) or end, end)
        if hours.curb_at(at) is not FREE:
            found.append((to_ms(at), to_ms(edge)))
        at = edge
    return tuple(found)
