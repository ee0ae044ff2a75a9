"""Days as people ask for them, in the site's zone: both ends count (R14, R35)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ledctl.calendars.days import first_instant, last_edge, read_day
from ledctl.station import Station


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as it was asked for, and as half-open instants (R16)."""

    first: str
    last: str
    since: dt.datetime | None
    until: dt.datetime | None


def span(station: Station, first: str, last: str) -> Span:
    """From the beginning of ``first`` to the end of ``last``; empty means without an end."""
    zone = station.settings.zoneinfo
    since = first_instant(read_day(first, "since"), zone) if first else None
    until = last_edge(read_day(last, "until"), zone) if last else None
    return Span(first, last, since, until)
