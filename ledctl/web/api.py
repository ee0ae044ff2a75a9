"""The JSON API: signing in, signs, history, the report, the proof.

Notices are in ``api_notices``, drawn glyphs in ``api_glyphs``.
It is an application of its own under ``/api``: a bearer token opens it and a
cookie never does, so no other site can use a browser against it. What is done
here stands in the record as ``via: api``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from ledctl import __version__
from ledctl.accounts.model import Via
from ledctl.reports.asked import as_of_day
from ledctl.reports.displays import Wanted, listing
from ledctl.reports.given_up import given_up
from ledctl.reports.signs import facts_of
from ledctl.station import Station
from ledctl.web import (
    api_after,
    api_alerts,
    api_archive,
    api_audit,
    api_blackout,
    api_boards,
    api_chain,
    api_checkpoints,
    api_clock,
    api_count,
    api_duties,
    api_exports,
    api_forms,
    api_glyphs,
    api_notices,
    api_outages,
    api_pictures,
    api_postings,
    api_privacy,
    api_proofs,
    api_sheets,
    api_village,
    api_warnings,
    api_windows,
    api_words,
)
from ledctl.web.api_auth import Caller, Signed
from ledctl.web.api_models import Failure, LoginAnswer, LoginOrder, Me
from ledctl.web.api_record_models import (
    DisplayLine,
    DisplayList,
    GoneLine,
    LiveAnswer,
    SignLine,
    SignList,
    VerifyAnswer,
)
from ledctl.web.days import span
from ledctl.web.failures import answer_errors, answer_json
from ledctl.web.look_noting import note_call
from ledctl.web.pages import render, station_of
from ledctl.web.pictures import sign_settings

router = APIRouter()

Held = Annotated[list[Annotated[str, StringConstraints(max_length=4000)]], Query(max_length=20)]
"""What a caller holds outside of the machine."""
MODULES = (
    api_notices,
    api_windows,
    api_chain,
    api_glyphs,
    api_words,
    api_clock,
    api_count,
    api_warnings,
    api_after,
    api_outages,
    api_pictures,
    api_audit,
    api_privacy,
    api_proofs,
    api_alerts,
    api_blackout,
    api_checkpoints,
    api_forms,
    api_archive,
    api_exports,
    api_village,
    api_boards,
    api_sheets,
    api_postings,
    api_duties,
)

FAILURES: dict[int | str, dict[str, Any]] = {
    401: {"model": Failure, "description": "Not signed in, or the sign-in is over."},
    403: {"model": Failure, "description": "This person may not do that."},
    404: {"model": Failure, "description": "No such thing."},
    409: {"model": Failure, "description": "Understood, and not done, because a rule says no."},
    422: {"model": Failure, "description": "What was sent is wrong; each sentence names the place."},
}

Day = Annotated[str, Query(max_length=10, description="A day, such as 2026-11-24, in the site's zone.")]
Name = Annotated[str, Query(max_length=64)]


def create_api(station: Station) -> FastAPI:
    """The API of ``station``, to be mounted under ``/api``."""
    api = FastAPI(
        title="ledctl",
        version=__version__,
        summary="Public notices on a gate screen: the same desk as the pages, for programs.",
        docs_url=None,
        redoc_url=None,
        responses=FAILURES,
    )
    api.state.station = station
    answer_errors(api, answer_json)
    for one in (router, *(module.router for module in MODULES)):
        api.include_router(one, dependencies=[Depends(note_call)])
    api.add_api_route("/docs", show_docs, include_in_schema=False)
    return api


def show_docs(request: Request) -> HTMLResponse:
    """The description of this API as a page; it needs nothing from the internet."""
    app: FastAPI = request.app
    return render(request, "api.html", {"schema": app.openapi()})


@router.post("/login", tags=["session"])
def login(request: Request, order: LoginOrder) -> LoginAnswer:
    """Sign in; with ``new_password``, change a one-time password in the same breath."""
    registry = station_of(request).registry
    token, actor = registry.sign_in(order.account, order.password, via=Via.API)
    if order.new_password is not None:
        registry.change_password(order.account, order.password, order.new_password, via=Via.API, keep=token)
    return LoginAnswer(
        token=token, must_change_password=actor.must_change_password and order.new_password is None
    )


@router.post("/logout", tags=["session"])
def logout(caller: Caller) -> dict[str, bool]:
    """End this sign-in."""
    caller.station.registry.sign_out(caller.token)
    return {"signed_out": True}


@router.get("/me", tags=["session"])
def me(caller: Signed) -> Me:
    """Who this token is."""
    return Me(account=caller.actor.account, name=caller.actor.name, roles=sorted(caller.actor.roles))


@router.get("/signs", tags=["signs"])
def signs(caller: Signed) -> SignList:
    """The signs of this site."""
    found = caller.station.settings.signs.items()
    return SignList(
        signs=[
            SignLine(name=name, label=sign.label or name, panel=str(sign.make_panel()), driver=sign.driver)
            for name, sign in found
        ]
    )


@router.get("/signs/{name}/live", tags=["signs"])
def live(name: str, caller: Signed) -> LiveAnswer:
    """What a sign shows now."""
    sign_settings(caller.station, name)
    return LiveAnswer.model_validate(facts_of(name, caller.station.live(name)))


@router.get("/history", tags=["record"])
def history(
    caller: Signed,
    since: Day = "",
    until: Day = "",
    sign: Name = "",
    notice: Name = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> DisplayList:
    """Every page that stood on a sign, newest first, today included; both days count."""
    caller.look("history")
    asked = span(caller.station, since, until)
    wanted: Wanted = {
        "since": asked.since,
        "until": asked.until,
        "sign": sign or None,
        "notice": notice or None,
    }
    found = listing(caller.station.database, **wanted, limit=limit)
    gone = given_up(caller.station.database, **wanted)
    return DisplayList(
        displays=[DisplayLine.model_validate(one.as_dict()) for one in found],
        given_up=[GoneLine.model_validate(asdict(one)) for one in gone],
    )


@router.get("/report/{year}", tags=["record"])
def report(
    year: Annotated[int, Path(ge=2000, le=2999)], caller: Signed, as_of: Day | None = None
) -> dict[str, Any]:
    """What the year adds up to through the day ``as_of``: items and displays, never mixed."""
    station = caller.station
    caller.look(f"report {year}")
    return station.year_count(year, as_of_day(as_of or "", station.today())).as_dict()


@router.get("/verify", tags=["record"])
def verify(
    caller: Signed,
    quick: bool = False,
    anchor: Held = [],  # noqa: B006 - FastAPI copies it
    key: Held = [],  # noqa: B006
) -> VerifyAnswer:
    """Recompute the whole record and say whether it holds; ``quick``: hashes only.

    ``anchor``: the code of a checkpoint kept elsewhere, ``key``: a public key; both may stand more than once.
    """
    caller.look("verify")
    verdict = caller.station.verify(quick=quick, anchors=anchor, keys=key)
    return VerifyAnswer.model_validate(verdict.as_dict())
