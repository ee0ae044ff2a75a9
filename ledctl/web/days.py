"""Days as people ask for them, in the site's zone: both ends count (R14, R35)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ledctl.errors import BadInput
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
    since = _midnight(station, first, 0, "since") if first else None
    until = _midnight(station, last, 1, "until") if last else None
    return Span(first, last, since, until)


def today(station: Station) -> dt.date:
    """The day it is at the site, by the server's clock."""
    return station.clock.now().astimezone(station.settings.zoneinfo).date()


def _midnight(station: Station, text: str, later: int, where: str) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(text) + dt.timedelta(days=later)
        return dt.datetime.combine(day, dt.time(), station.settings.zoneinfo).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise BadInput.of("field_not_a_date", where=where) from None
