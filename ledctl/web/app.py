"""The application: one router for each screen, the API beside them, one way to fail, one guard."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ledctl import __version__
from ledctl.station import Station
from ledctl.web import (
    after,
    desk,
    glyphs,
    history,
    importing,
    lists,
    login,
    notices,
    people,
    privacy,
    remarks,
    report,
    series,
    signs,
    standins,
    steps,
    warnings,
    wordlist,
    writing,
)
from ledctl.web.auth import MustChangePassword
from ledctl.web.failures import answer_errors, answer_page, lead_to_password
from ledctl.web.guard import Guard
from ledctl.web.pages import FOLDER
from ledctl.web.shelf import Shelf

# new and import come before the routes of one notice, steps after those with a name of their own
ROUTERS = (
    login,
    desk,
    writing,
    importing,
    lists,
    series,
    notices,
    warnings,
    after,
    privacy,
    steps,
    remarks,
    glyphs,
    signs,
    history,
    report,
    people,
    standins,
    wordlist,
)


def create_app(station: Station) -> FastAPI:
    """The office pages of ``station``, with the API under ``/api``."""
    app = FastAPI(
        title="ledctl",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Guard)],
    )
    app.state.station = station
    app.state.shelf = Shelf(station.clock)
    answer_errors(app, answer_page)
    app.add_exception_handler(MustChangePassword, lead_to_password)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.mount("/api", LateApi(station))
    for module in ROUTERS:
        app.include_router(module.router)
    return app


class LateApi:
    """The API, made at its first request: describing it is a twelfth of a start, and few sites call it."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._api: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._api is None:
            from ledctl.web.api import create_api

            self._api = create_api(self._station)
        await self._api(scope, receive, send)
