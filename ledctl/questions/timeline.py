"""One notice from beginning to end, as lines a reader goes down: every event of it, oldest first, with the
words that were written beside, the outages on its signs, and each day it was displayed. Pure.

Nothing is summed away but displays, which a day has thousands of: a line gives a sign's day, and the
pages of the day are read on demand. A line carries codes and what people wrote, never words of the
program: whoever prints it finds those (``web.labels``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from ledctl.clock import stamp
from ledctl.ledger.log import Entry
from ledctl.ledger.outages import OutageFact
from ledctl.questions.casefile import CaseFile
from ledctl.questions.days import SignDay

_SAME = dt.timedelta(milliseconds=1)
"""The record keeps milliseconds; what is written beside keeps more."""


class Row(StrEnum):
    """What a line tells of."""

    EVENT = "event"
    OUTAGE = "outage"
    DAY = "day"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``code``: the kind of event, the cause of an outage; ``said``: what a person wrote.

    ``version``, ``sign`` and ``who`` where there is one; ``facts`` for what else is to be printed.
    """

    row: Row
    at: dt.datetime
    code: str
    who: str = ""
    on_behalf: str = ""
    sign: str = ""
    version: int | None = None
    cause: str = ""
    said: str = ""
    proof: int | None = None
    end: dt.datetime | None = None
    day: SignDay | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``timeline`` in ``audit notice --json``."""
        plain = {
            name: getattr(self, name) for name in ("code", "who", "on_behalf", "sign", "version", "cause")
        }
        more = {"said": self.said, "proof": self.proof, "end": stamp(self.end) if self.end else None}
        day = self.day.as_dict() if self.day else None
        return {"row": str(self.row), "at": stamp(self.at), **plain, **more, "day": day}


def timeline(case: CaseFile, zone: ZoneInfo) -> tuple[Line, ...]:
    """The lines of a case, oldest first; a day stands at its end, after what was done on it."""
    lines = [
        *_told(case.events, _Beside(case)),
        *(_alert(event) for event in case.alerts),
        *(_outage(one) for one in case.outages),
        *(_day(one, zone) for one in case.days),
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


class _Beside:
    """What people wrote in tables of its own, found by the event that tells of it."""

    def __init__(self, case: CaseFile) -> None:
        self._decisions = [*case.dossier.decisions]
        self._remarks = [*case.dossier.remarks]
        self._objections = {one.id: one for one in case.around.objections}
        self._postings = {one.id: one for one in case.around.postings}

    def words(self, event: Entry) -> str:
        """The person's own words, wherever they are kept."""
        match event.kind:
            case "remarked":
                found = (one.text for one in self._remarks if _at_once(one.at, event.at))
                return next(found, "")
            case "objection_received":
                return self._objections[int(event.facts["objection"])].summary
            case "objection_decided":
                return self._objections[int(event.facts["objection"])].note
            case "posted_elsewhere":
                return self._postings[int(event.facts["posting"])].place
            case _:
                said = event.facts.get("opinion") or event.facts.get("reason") or event.facts.get("note")
                return str(said or "")

    def on_behalf(self, event: Entry) -> str:
        """Whom the person stood in for, by name."""
        if not event.facts.get("on_behalf_of"):
            return ""
        return next(
            (
                one.on_behalf_name
                for one in self._decisions
                if one.account == event.actor and _at_once(one.at, event.at)
            ),
            str(event.facts["on_behalf_of"]),
        )


def _told(events: Iterable[Entry], beside: _Beside) -> Iterator[Line]:
    for event in events:
        yield Line(
            Row.EVENT,
            event.at,
            event.kind,
            who=event.actor,
            on_behalf=beside.on_behalf(event),
            sign=event.sign or "",
            version=_number(event.facts.get("version")),
            cause=event.cause,
            said=beside.words(event),
            proof=_number(event.facts.get("proof")),
            facts=event.facts,
        )


def _alert(event: Entry) -> Line:
    code = str(event.facts["code"])
    return Line(Row.ALERT, event.at, event.kind, sign=event.sign or "", said=code, facts=event.facts)


def _outage(one: OutageFact) -> Line:
    return Line(Row.OUTAGE, one.start, str(one.cause), sign=one.sign, end=one.end, facts=one.detail)


def _day(one: SignDay, zone: ZoneInfo) -> Line:
    midnight = dt.datetime.combine(dt.date.fromisoformat(one.day) + dt.timedelta(days=1), dt.time(), zone)
    last = midnight.astimezone(dt.UTC) - dt.timedelta(microseconds=1)
    return Line(Row.DAY, last, "displayed", sign=one.sign, day=one)


def _at_once(written: dt.datetime, told: dt.datetime) -> bool:
    return abs(written - told) < _SAME


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
