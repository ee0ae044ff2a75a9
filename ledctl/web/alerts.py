"""Alerts: what is wrong, what to do, what was wrong, and who has seen it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.alerts.entries import Entry
from ledctl.alerts.records import past_alerts
from ledctl.alerts.seeing import MAY_SEE
from ledctl.alerts.troubles import TROUBLES, Scope
from ledctl.alerts.worded import SEVERITIES, sentence_of, title_of
from ledctl.errors import LedctlError
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.pages import picker

router = APIRouter()

PAST = 100
PLACES: Mapping[Scope, str] = {Scope.SIGNS: "/signs", Scope.BLACKOUT: "/blackout"}
"""Where something can be done about it, or at least be seen."""


@dataclass(frozen=True, slots=True)
class Card:
    """One alert as a page shows it."""

    entry: Entry
    title: str
    grade: str
    text: str
    may_see: bool
    place: str


def cards(visit: Visit, entries: list[Entry], *, but: Collection[str] = ()) -> list[Card]:
    """Alerts in the reader's language, but for those codes."""
    return [_card(visit, entry) for entry in entries if entry.code not in but]


def _card(visit: Visit, entry: Entry) -> Card:
    pick, label = picker(visit.language), visit.station.lookout.tongue.label
    said = sentence_of(entry.code, entry.sign, entry.facts, label)
    unseen = entry.id > 0 and visit.actor.account not in {sight.account for sight in entry.seen}
    may_see = unseen and entry.ended_at is None and visit.actor.has(*MAY_SEE)
    title, grade = pick(title_of(entry, label)), pick(SEVERITIES[entry.severity])
    trouble = TROUBLES.get(entry.code)
    place = PLACES.get(trouble.scope, "") if trouble else ""
    return Card(entry, title, grade, said.text(visit.language), may_see, place)


@router.get("/alerts")
def show_alerts(visit: Signed) -> Response:
    return _page(visit)


@router.post("/alerts/{number}/seen")
def see(number: int, visit: Signed, form: Form) -> Response:
    """Tick one off; back to where the button was."""
    try:
        visit.station.alerts.acknowledge(visit.actor, number)
    except LedctlError as error:
        return _page(visit, error)
    return go("/" if form.line("back") == "desk" else "/alerts")


def _page(visit: Visit, error: LedctlError | None = None) -> Response:
    return visit.page(
        "alerts.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        alerts=cards(visit, visit.station.lookout.open()),
        past=cards(visit, past_alerts(visit.station.database, limit=PAST)),
    )
