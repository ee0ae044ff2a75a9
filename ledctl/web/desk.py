"""The front page: what waits, for the reader and in the office, what is due, what is on the signs."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.ledger.log import events
from ledctl.notices.deadlines import deadlines
from ledctl.notices.kept import asked_of
from ledctl.notices.objections import undecided
from ledctl.notices.queries import inbox
from ledctl.notices.rounds import due_now
from ledctl.notices.waiting import queues
from ledctl.steady import doubt_of
from ledctl.web.alerts import cards
from ledctl.web.clock import clock_facts
from ledctl.web.deps import Signed, Visit
from ledctl.web.duties import due_at_boards
from ledctl.web.posted import flag_facts
from ledctl.web.signs import views
from ledctl.web.stood import short_lines
from ledctl.web.warning_cards import owed_facts

router = APIRouter()

LAST_EVENTS = 8
SIGN_WIDTH = 560
"""A sign on this page stands beside the inbox and must fit there."""


@router.get("/")
def show_desk(visit: Signed) -> Response:
    """What waits, longest first, with its age (R8); the signs live; the last events."""
    station = visit.station
    waiting = inbox(station.database, visit.actor, station.office.chain)
    with station.database.read() as session:
        last = events(session, limit=LAST_EVENTS)
    today = station.today()
    due = due_now(station.database, today, practice=station.practice)
    keeps = asked_of(station.database, visit.actor, practice=station.practice)
    glyphs = station.foundry.waiting_for(visit.actor)
    return visit.page(
        "desk.html",
        waiting=waiting,
        queues=queues(station.database),
        deadlines=deadlines(station.office),
        due=due,
        keeps=keeps,
        objections=undecided(station.database, visit.actor),
        glyphs=glyphs,
        signs=views(visit, SIGN_WIDTH),
        alerts=cards(visit, station.lookout.open(), but=_told_beside(visit)),
        events=last,
        shortfalls=short_lines(visit),
        **flag_facts(visit),
        **due_at_boards(visit),
        **owed_facts(visit),
        **clock_facts(visit),
    )


def _told_beside(visit: Visit) -> list[str]:
    """Alerts of which this page says more in a place of its own: nothing is told twice."""
    beside = {
        "clock_untrusted": doubt_of(visit.station.clock) is not None,
        "blackout_on": visit.station.blackouts.state().is_real,
    }
    return [code for code, told in beside.items() if told]
