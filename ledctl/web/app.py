"""The application: one router for each screen, the API beside them, one way to fail, one guard."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from ledctl import __version__
from ledctl.station import Station
from ledctl.web import desk, history, login, notices, people, report, signs, steps, writing
from ledctl.web.api import create_api
from ledctl.web.auth import MustChangePassword
from ledctl.web.failures import answer_errors, answer_page, lead_to_password
from ledctl.web.guard import Guard
from ledctl.web.pages import FOLDER

# new and import come before the routes of one notice, steps after those with a name of their own
ROUTERS = (login, desk, writing, notices, steps, signs, history, report, people)


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
    answer_errors(app, answer_page)
    app.add_exception_handler(MustChangePassword, lead_to_password)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.mount("/api", create_api(station))
    for module in ROUTERS:
        app.include_router(module.router)
    return app
