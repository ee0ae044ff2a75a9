"""The clock on the front page while it is not believed, and a person's word that it is right."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.clock import local_text
from ledctl.publishing.timekeeping import MAY
from ledctl.steady import doubt_of
from ledctl.web.deps import Form, Signed, Visit, go

router = APIRouter()


@router.post("/clock")
def accept_clock(visit: Signed, form: Form) -> Response:
    """The person typed what the own watch says."""
    visit.station.timekeeping.accept(visit.actor, form.line("watch"))
    return go("/")


def clock_facts(visit: Visit) -> dict[str, Any]:
    """For a page that shows it: nothing while the clock is believed."""
    doubt = doubt_of(visit.station.clock)
    if doubt is None:
        return {"clock_doubt": None}
    trust, zone = visit.station.timekeeping.state(), visit.station.settings.zoneinfo
    return {
        "clock_doubt": doubt,
        "clock_wall": local_text(trust.wall, zone),
        "clock_now": local_text(trust.now, zone),
        "clock_known": trust.known,
        "may_accept_clock": visit.actor.has(*MAY),
    }
