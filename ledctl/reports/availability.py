"""How much of a stretch of time each sign was in order, and what it was out for.

From outage rows alone, so that a year is answered at once. A sign is in order while no
row says otherwise, also when it was dark because nothing was to be shown. Counted from
where its record begins, up to now. What nobody looked at is not in order: a publisher
that died says so by its silence, and a row says it once there is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledctl.clock import stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import Outage
from ledctl.ledger.outages import OutageFact, began, known_until, outages
from ledctl.ledger.spans import Span, layered, total

SILENT = "silent"
PULSE_MS = 180_000
"""A sign of life comes each minute; two that are late are no silence yet."""


@dataclass(frozen=True, slots=True)
class Availability:
    """One sign over ``[since, until)``; milliseconds out by cause, each moment once.

    ``silent_ms``: how long at its end no row, and no sign of life, tells of it.
    """

    sign: str
    since: datetime
    until: datetime
    out_ms: dict[str, int]
    silent_ms: int = 0

    @property
    def percent(self) -> float:
        """Never rounded up to a hundred."""
        whole = max(1, to_ms(self.until) - to_ms(self.since))
        return (whole - sum(self.out_ms.values()) - self.silent_ms) * 10_000 // whole / 100

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``outages --json``."""
        times = {"since": stamp(self.since), "until": stamp(self.until)}
        figures = {"percent": self.percent, "out_ms": self.out_ms, "silent_ms": self.silent_ms}
        return {"sign": self.sign, **times, **figures}


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
    out = _out(rows, (to_ms(start), to_ms(end)), known_until(database, sign, end))
    silent = out.pop(SILENT, 0)
    return Availability(sign, start, end, out, silent if silent > PULSE_MS else 0)


def _out(rows: Iterable[OutageFact], whole: Span, known_ms: int) -> dict[str, int]:
    """By cause, and last what nobody looked at, which no cause has."""
    spans = [(one.cause, (to_ms(one.start), to_ms(one.end) if one.end else whole[1])) for one in rows]
    layers = {str(cause): [span for of, span in spans if of is cause] for cause in Outage}
    parts = layered([whole], {**layers, SILENT: [(known_ms, whole[1])]})
    return {cause: ms for cause, part in parts.items() if (ms := total(part))}


def together(found: Iterable[Availability]) -> int | None:
    """How much of the time of all signs together, in parts of ten thousand; ``None`` of no sign.

    Never rounded up.
    """
    every = tuple(found)
    whole = sum(to_ms(one.until) - to_ms(one.since) for one in every)
    gone = sum(sum(one.out_ms.values()) + one.silent_ms for one in every)
    return (whole - gone) * 10_000 // whole if whole else None


def known_signs(rows: Iterable[OutageFact], configured: Iterable[str]) -> list[str]:
    """Those of the site, then those that only the record knows any more."""
    return [*dict.fromkeys([*configured, *(one.sign for one in rows)])]
