"""The API for alerts: what is wrong, what was, and ticking one off."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ledctl.alerts.entries import Entry
from ledctl.alerts.records import past_alerts
from ledctl.alerts.worded import sentence_of
from ledctl.clock import stamp
from ledctl.web.api_auth import Call, Signed

router = APIRouter(tags=["alerts"])


class AlertLine(BaseModel):
    """One alert. ``id`` 0: it could not be written down yet; ``until``: when it was over."""

    id: int
    code: str
    severity: str
    sign: str
    since: str
    until: str | None
    seen_by: list[str]
    practice: bool
    zh: str
    en: str


class AlertList(BaseModel):
    alerts: list[AlertLine]


class SeenAnswer(BaseModel):
    seen: bool


@router.get("/alerts")
def alerts(
    caller: Signed,
    past: Annotated[bool, Query(description="Those that are over instead, newest first.")] = False,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> AlertList:
    """What is wrong now, the gravest first; each with what to do."""
    station = caller.station
    found = past_alerts(station.database, limit=limit) if past else station.lookout.open()[:limit]
    return AlertList(alerts=[_line(caller, entry) for entry in found])


@router.post("/alerts/{number}/seen")
def see(number: int, caller: Signed) -> SeenAnswer:
    """Say that you have seen it; it mends nothing."""
    caller.station.alerts.acknowledge(caller.actor, number)
    return SeenAnswer(seen=True)


def _line(caller: Call, entry: Entry) -> AlertLine:
    said = sentence_of(entry.code, entry.sign, entry.facts, caller.station.lookout.tongue.label)
    return AlertLine(
        id=entry.id,
        code=entry.code,
        severity=entry.severity,
        sign=entry.sign,
        since=stamp(entry.at),
        until=stamp(entry.ended_at) if entry.ended_at else None,
        seen_by=[sight.account for sight in entry.seen],
        practice=entry.practice,
        zh=said.zh,
        en=said.en,
    )
