"""The application: the door at once, the pages and the API behind it when first asked for; one guard.

Describing a route takes a fraction of a millisecond and there are some two hundred,
with most modules of the office behind them: a third of a start.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ledctl.station import Station
from ledctl.web import health, login
from ledctl.web.failures import pages_app
from ledctl.web.guard import Guard
from ledctl.web.pages import FOLDER
from ledctl.web.shelf import Shelf


def create_app(station: Station) -> FastAPI:
    """The office pages of ``station``, with the API under ``/api``."""
    app = pages_app(station)
    app.state.shelf = Shelf(station.clock)  # here, because whoever signs out leaves no list behind
    app.add_middleware(Guard)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.mount("/api", Late(lambda: _api(station)))
    app.include_router(health.router)
    app.include_router(login.router)
    app.router.default = Late(lambda: _office(station, app.state.shelf))
    return app


class Late:
    """An application that is made at its first request."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._made is None:
            self._made = self._make()
        await self._made(scope, receive, send)


def _api(station: Station) -> ASGIApp:
    from ledctl.web.api import create_api

    return create_api(station)


def _office(station: Station, shelf: Shelf) -> ASGIApp:
    from ledctl.web.behind import create_office

    return create_office(station, shelf)
