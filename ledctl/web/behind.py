"""Everything behind the door: one router for each screen of the office.

The application brings this module when somebody first asks for one of its pages.
"""

from __future__ import annotations

from fastapi import Depends, FastAPI

from ledctl.station import Station
from ledctl.web import (
    after,
    alerts,
    archive,
    audit,
    blackout,
    board,
    boards,
    checkpoints,
    checks,
    clock,
    count,
    desk,
    drawn,
    duties,
    elsewhere,
    exports,
    forms_pages,
    glyphs,
    history,
    importing,
    lists,
    notices,
    outages,
    people,
    postings,
    privacy,
    proofs,
    remarks,
    report,
    retention,
    series,
    sheets,
    signs,
    standins,
    steps,
    village,
    warnings,
    wordlist,
    writing,
)
from ledctl.web.failures import pages_app
from ledctl.web.look_noting import note_page
from ledctl.web.shelf import Shelf

# new and import come before the routes of one notice, steps after those with a name of their own;
# one board after every page below /boards
ROUTERS = (
    desk,
    alerts,
    writing,
    importing,
    lists,
    series,
    notices,
    warnings,
    after,
    privacy,
    proofs,
    sheets,
    steps,
    remarks,
    glyphs,
    signs,
    blackout,
    outages,
    history,
    exports,
    checkpoints,
    count,
    elsewhere,
    drawn,
    audit,
    report,
    retention,
    archive,
    forms_pages,
    village,
    boards,
    postings,
    duties,
    checks,
    people,
    standins,
    wordlist,
    clock,
    board,
)


def create_office(station: Station, shelf: Shelf) -> FastAPI:
    """The pages of ``station`` for whoever is signed in."""
    office = pages_app(station)
    office.state.shelf = shelf
    for module in ROUTERS:
        office.include_router(module.router, dependencies=[Depends(note_page)])
    return office
