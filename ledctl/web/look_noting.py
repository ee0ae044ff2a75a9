"""Writing down an auditor's look at the pages and calls that stand in the table (``look_table``).

Before the page is made, so that it can say of itself that its look is not on record.
What is asked for by somebody who is not signed in is refused by the page, not here.
"""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from ledctl.accounts.model import Actor, Via
from ledctl.errors import LedctlError
from ledctl.station import Station
from ledctl.web.auth import actor_of, note_look
from ledctl.web.look_table import CALLS, PAGES
from ledctl.web.looked import mark_missed
from ledctl.web.pages import station_of


async def note_page(request: Request) -> None:
    """For every page of the office; the mark has to be set here, threads have contexts of their own."""
    if (what := PAGES.get(request.scope["route"].path)) and not await run_in_threadpool(_page, request, what):
        mark_missed()


def note_call(request: Request, response: Response) -> None:
    """For every call of the API; where nothing takes the look, a head of the answer says so."""
    what = CALLS.get(request.scope["route"].path)
    if what and not _call(request, what):
        response.headers["x-look-recorded"] = "no"


def _page(request: Request, what: str) -> bool:
    station = station_of(request)
    try:
        return _noted(station, actor_of(request, station), what)
    except LedctlError:
        return True


def _call(request: Request, what: str) -> bool:
    station, token = station_of(request), request.headers.get("authorization", "").rpartition(" ")[2]
    try:
        return _noted(station, station.registry.actor(token, via=Via.API), what)
    except LedctlError:
        return True


def _noted(station: Station, actor: Actor, what: str) -> bool:
    return actor.must_change_password or note_look(station, actor, what)
