"""The front page: what waits for the reader, what is on the signs, what happened last."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.ledger.log import events
from ledctl.notices.queries import inbox
from ledctl.notices.rounds import due_now
from ledctl.web.deps import Signed
from ledctl.web.signs import views

router = APIRouter()

LAST_EVENTS = 8
SIGN_WIDTH = 560
"""A sign on this page stands beside the inbox and must fit there."""


@router.get("/")
def show_desk(visit: Signed) -> Response:
    """What waits, longest first, with its age (R8); the signs live; the last events."""
    station = visit.station
    waiting = inbox(station.database, visit.actor)
    with station.database.read() as session:
        last = events(session, limit=LAST_EVENTS)
    today = station.clock.now().astimezone(station.settings.zoneinfo).date()
    due = due_now(station.database, today, practice=station.practice)
    glyphs = station.foundry.waiting_for(visit.actor)
    return visit.page(
        "desk.html", waiting=waiting, due=due, glyphs=glyphs, signs=views(visit, SIGN_WIDTH), events=last
    )
