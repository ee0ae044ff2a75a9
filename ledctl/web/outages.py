"""The page of outages: how much of the time each sign was in order; every outage, open ones first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.errors import BadInput
from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.ledger.outages import outages
from ledctl.reports.availability import availability, known_signs
from ledctl.web.auth import note_look
from ledctl.web.days import span
from ledctl.web.deps import Signed
from ledctl.web.lengths import causes, length
from ledctl.web.pictures import sign_names

router = APIRouter()

MOST = 500
Day = Annotated[str, Query(max_length=10)]


@router.get("/outages")
def show_outages(
    visit: Signed,
    since: Day | None = None,
    until: Day | None = None,
    sign: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Without dates, the month so far; an outage that lasts stands first."""
    station, language = visit.station, visit.language
    note_look(station, visit.actor, "outages")
    day = station.today()
    first = day.replace(day=1).isoformat() if since is None else since
    asked = span(station, first, day.isoformat() if until is None else until)
    if asked.since and asked.until and asked.since >= asked.until:
        raise BadInput.of("days_reversed", where="since")
    found = outages(station.database, sign=sign or None, since=asked.since, until=asked.until, limit=MOST + 1)
    signs = [sign] if sign else known_signs(found, station.settings.signs)
    now = station.clock.now()
    return visit.page(
        "outages.html",
        span=asked,
        sign=sign,
        outages=found[:MOST],
        more=len(found) > MOST,
        shares=availability(station.database, signs, now, asked.since, asked.until),
        CAUSES=OUTAGE_LABELS,
        sign_name=sign_names(station),
        length=lambda ms: length(ms, language),
        causes=lambda by_cause: causes(by_cause, language),
    )
