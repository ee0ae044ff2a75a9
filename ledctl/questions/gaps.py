"""Where the record has gaps: by sign every moment without a word, what is unknown, what was out and why;
where the chain of events jumps in time or is silent; when the clock was not believed.

A gap (no word at all) is a fault of the record and there must be none. What is unknown is told beside,
with its length: it is known to be unknown. Sums count a moment once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from ledctl.clock import stamp, unstamp
from ledctl.db import Database
from ledctl.ledger.log import Entry, entry_dict, events
from ledctl.ledger.model import EVENT
from ledctl.ledger.outages import Known, OutageFact, Stretch, began, coverage, outages
from ledctl.ledger.recorder import STEP_MS
from ledctl.reports.availability import Availability, availability

SILENCE = timedelta(hours=25)
"""No event at all for longer than a day with its hour of grace: nothing ran, or something was taken out."""
SLACK = timedelta(milliseconds=STEP_MS)
"""Writers look at the clock before they have their turn: so much earlier is no clock that was set."""
_TOLD = (Known.GAP, Known.UNKNOWN, Known.SKIPPED, Known.ESTIMATED)
_MOST = 100_000
_BATCH = 500


class Leap(StrEnum):
    """How two neighbours of the chain lie in time."""

    BACK = "back"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Jump:
    """Between the events ``seq - 1`` and ``seq`` time went back, or nothing was written for long."""

    leap: Leap
    seq: int
    before: datetime
    at: datetime

    @property
    def seconds(self) -> float:
        return abs((self.at - self.before).total_seconds())

    def as_dict(self) -> dict[str, Any]:
        times = {"before": stamp(self.before), "at": stamp(self.at)}
        return {"leap": str(self.leap), "seq": self.seq, **times, "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """From ``since`` on the machine's clock was not believed; ``until`` is ``None`` while it is not."""

    since: datetime
    until: datetime | None
    reason: str
    how: str

    def as_dict(self) -> dict[str, Any]:
        end = stamp(self.until) if self.until else None
        return {"since": stamp(self.since), "until": end, "reason": self.reason, "how": self.how}


@dataclass(frozen=True, slots=True)
class SignGaps:
    """One sign. ``known_ms``: the range by what is known of it; ``told``: stretches to look at."""

    sign: str
    began: datetime | None
    known_ms: dict[str, int]
    told: tuple[Stretch, ...]
    outages: tuple[OutageFact, ...]
    availability: Availability | None

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.told if one.known is Known.GAP)

    def as_dict(self) -> dict[str, Any]:
        stretches = [{"known": str(one.known), **one.as_dict()} for one in self.told]
        return {
            "sign": self.sign,
            "began": stamp(self.began) if self.began else None,
            "known_ms": self.known_ms,
            "gaps": [one.as_dict() for one in self.gaps],
            "stretches": stretches,
            "outages": [one.as_dict() for one in self.outages],
            "availability": self.availability.as_dict() if self.availability else None,
        }


@dataclass(frozen=True, slots=True)
class Gaps:
    """All of it over ``[since, until)``."""

    since: datetime
    until: datetime
    signs: tuple[SignGaps, ...]
    jumps: tuple[Jump, ...]
    doubts: tuple[Doubt, ...]
    steps: tuple[Entry, ...]

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit gaps --json``."""
        return {
            "since": stamp(self.since),
            "until": stamp(self.until),
            "signs": [one.as_dict() for one in self.signs],
            "jumps": [one.as_dict() for one in self.jumps],
            "clock_doubts": [one.as_dict() for one in self.doubts],
            "clock_steps": [entry_dict(event) for event in self.steps],
        }


def find_gaps(
    database: Database, signs: Iterable[str], since: datetime, until: datetime, now: datetime
) -> Gaps:
    """The range up to now at most: of what is still to come nothing is missing."""
    end = min(until, now)
    with database.read() as session:
        jumps, doubts = tuple(_jumps(session, since, end)), _doubts(session, since, end)
        steps = events(session, kind="clock_step", since=since, until=end, limit=_MOST)
    found = tuple(_of_sign(database, sign, since, end, now) for sign in signs)
    return Gaps(since, end, found, jumps, doubts, tuple(reversed(steps)))


def _of_sign(database: Database, sign: str, since: datetime, until: datetime, now: datetime) -> SignGaps:
    known_ms: dict[str, int] = {}
    told = []
    for one in coverage(database, sign, since, until):
        known_ms[one.known] = known_ms.get(one.known, 0) + one.end_ms - one.start_ms
        if one.known in _TOLD:
            told.append(one)
    lying = outages(database, sign=sign, since=since, until=until)
    share = next(iter(availability(database, [sign], now, since, until)), None)
    ordered = sorted(lying, key=lambda one: (one.start, one.id))
    return SignGaps(sign, began(database, sign), known_ms, tuple(told), tuple(ordered), share)


def _jumps(session: Session, since: datetime, until: datetime) -> Iterator[Jump]:
    """Neighbours in the order of the chain, of which the later lies in the range by its own word."""
    query = select(EVENT.c.seq, EVENT.c.at).where(EVENT.c.at >= stamp(since), EVENT.c.at < stamp(until))
    rows = session.connection().execute(query.order_by(EVENT.c.seq)).all()
    times = {row.seq: row.at for row in rows}
    lost = [row.seq - 1 for row in rows if row.seq - 1 not in times]
    for start in range(0, len(lost), _BATCH):
        batch = lost[start : start + _BATCH]
        beside = select(EVENT.c.seq, EVENT.c.at).where(EVENT.c.seq.in_(batch))
        times.update((row.seq, row.at) for row in session.connection().execute(beside))
    for row in rows:
        if (before := times.get(row.seq - 1)) is not None and (leap := _leap(before, row.at)):
            yield Jump(leap, row.seq, unstamp(before), unstamp(row.at))


def _leap(before: str, at: str) -> Leap | None:
    if at < before:  # stamps sort as text
        return Leap.BACK if unstamp(before) - unstamp(at) > SLACK else None
    far = at[:10] != before[:10] and unstamp(at) - unstamp(before) > SILENCE
    return Leap.SILENT if far else None


def _doubts(session: Session, since: datetime, until: datetime) -> tuple[Doubt, ...]:
    """When the clock was not believed, also where that began before the range."""
    words = [
        event
        for kind in ("clock_untrusted", "clock_trusted")
        for event in events(session, kind=kind, until=until, limit=_MOST)
    ]
    found: list[Doubt] = []
    lasting: Entry | None = None
    for event in sorted(words, key=lambda event: event.seq):
        if event.kind == "clock_untrusted":
            lasting = lasting or event
        elif lasting is not None:
            found.append(_doubt(lasting, event))
            lasting = None
    if lasting is not None:
        found.append(_doubt(lasting, None))
    return tuple(one for one in found if one.until is None or one.until > since)


def _doubt(began: Entry, ended: Entry | None) -> Doubt:
    reason, how = str(began.facts["reason"]), str(ended.facts["how"]) if ended else ""
    return Doubt(began.at, ended.at if ended else None, reason, how)
