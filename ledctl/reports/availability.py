"""How much of a stretch of time each sign was in order, and what it was out for.

From outage rows alone, so that a year is answered at once. A sign is in order while no
row says otherwise, also when it was dark because nothing was to be shown. Counted from
where its record begins, up to now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledctl.clock import stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import Outage
from ledctl.ledger.outages import OutageFact, began, outages
from ledctl.ledger.spans import layered, total


@dataclass(frozen=True, slots=True)
class Availability:
    """One sign over ``[since, until)``; milliseconds out by cause, each moment once."""

    sign: str
    since: datetime
    until: datetime
    out_ms: dict[str, int]

    @property
    def percent(self) -> float:
        """Never rounded up to a hundred."""
        whole = max(1, to_ms(self.until) - to_ms(self.since))
        return (whole - sum(self.out_ms.values())) * 10_000 // whole / 100

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``outages --json``."""
        times = {"since": stamp(self.since), "until": stamp(self.until)}
        return {"sign": self.sign, **times, "percent": self.percent, "out_ms": self.out_ms}


def availability(
    database: Database, signs: Iterable[str], now: datetime, since: datetime | None, until: datetime | None
) -> list[Availability]:
    """Of each sign with a record in the stretch."""
    found = (_of(database, sign, now, since, until) for sign in signs)
    return [one for one in found if one is not None]


def _of(
    database: Database, sign: str, now: datetime, since: datetime | None, until: datetime | None
) -> Availability | None:
    first = began(database, sign)
    if first is None:
        return None
    start, end = max(first, since or first), min(now, until or now)
    if start >= end:
        return None
    rows = outages(database, sign=sign, since=start, until=end)
    return Availability(sign, start, end, _out(rows, start, end))


def _out(rows: Iterable[OutageFact], start: datetime, end: datetime) -> dict[str, int]:
    whole = (to_ms(start), to_ms(end))
    spans = [(one.cause, (to_ms(one.start), to_ms(one.end) if one.end else whole[1])) for one in rows]
    layers = {cause: [span for of, span in spans if of is cause] for cause in Outage}
    return {str(cause): ms for cause, parts in layered([whole], layers).items() if (ms := total(parts))}


def known_signs(rows: Iterable[OutageFact], configured: Iterable[str]) -> list[str]:
    """Those of the site, then those that only the record knows any more."""
    return [*dict.fromkeys([*configured, *(one.sign for one in rows)])]
