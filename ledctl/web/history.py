"""The record: displays over any days including today, every event, and whether the chain holds.

Anybody in the office may read it and nobody can hide a line of it (R35). When
an auditor looks, that look is written down as well.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.clock import from_ms
from ledctl.ledger.log import events
from ledctl.reports.displays import Wanted, listing
from ledctl.reports.given_up import given_up
from ledctl.web.auth import note_look
from ledctl.web.days import span
from ledctl.web.deps import Form, Signed
from ledctl.web.lengths import length
from ledctl.web.pictures import sign_names

router = APIRouter()

MOST = 500
EVENTS_A_PAGE = 100
NEWEST = 2**63 - 1
"""The largest number an event can have: the database holds no larger one."""

Day = Annotated[str, Query(max_length=10)]
Name = Annotated[str, Query(max_length=64)]


@router.get("/history")
def show_displays(
    visit: Signed, since: Day | None = None, until: Day | None = None, sign: Name = "", notice: Name = ""
) -> Response:
    """Every page that stood on a sign; without dates, today."""
    station = visit.station
    note_look(station, visit.actor, "history")
    now = station.today().isoformat()
    asked = span(station, now if since is None else since, now if until is None else until)
    wanted: Wanted = {
        "since": asked.since,
        "until": asked.until,
        "sign": sign or None,
        "notice": notice.strip() or None,
    }
    found = listing(station.database, **wanted, limit=MOST + 1)
    return visit.page(
        "history.html",
        span=asked,
        sign=sign,
        notice=notice,
        displays=found[:MOST],
        more=len(found) > MOST,
        gone=given_up(station.database, **wanted),
        sign_name=sign_names(station),
        from_ms=from_ms,
        length=lambda ms: length(ms, visit.language),
    )


@router.get("/history/events")
def show_events(
    visit: Signed,
    notice: Name = "",
    before: Annotated[int | None, Query(ge=1, le=NEWEST)] = None,
) -> Response:
    """Everything that was done, newest first."""
    note_look(visit.station, visit.actor, "events")
    with visit.station.database.read() as session:
        found = events(session, notice=notice or None, limit=EVENTS_A_PAGE, before_seq=before)
    older = found[-1].seq if len(found) == EVENTS_A_PAGE else None
    return visit.page("events.html", events=found, notice=notice, older=older)


@router.get("/history/verify")
def offer_verify(visit: Signed) -> Response:
    return visit.page("verify.html", verdict=None)


@router.post("/history/verify")
def run_verify(visit: Signed, form: Form) -> Response:
    """Recompute the whole chain and say what was found."""
    held = {name: [form.text(name)] if form.text(name).strip() else [] for name in ("anchors", "keys")}
    note_look(visit.station, visit.actor, "verify")
    verdict = visit.station.verify(quick=form.text("quick") == "yes", **held)
    return visit.page("verify.html", verdict=verdict)
