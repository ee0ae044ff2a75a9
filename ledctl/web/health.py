"""What machines ask, without signing in: does the process answer, can the site work, how is everything.

Nothing here names a notice or a person. ``/metrics`` answers this machine and the
addresses the site names; for everybody else it is not there.
"""

from __future__ import annotations

from ipaddress import ip_address

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from ledctl.web.pages import station_of

router = APIRouter()


@router.get("/healthz")
def is_alive() -> dict[str, str]:
    """The process answers; nothing else is looked at."""
    return {"status": "ok"}


@router.get("/readyz")
def is_ready(request: Request) -> Response:
    """200, or 503 with the reasons."""
    reasons = station_of(request).lookout.ready.reasons()
    status = {"status": "unready" if reasons else "ready", "reasons": reasons}
    return JSONResponse(status, 503 if reasons else 200)


@router.get("/metrics")
def figures(request: Request) -> Response:
    """The figures in Prometheus' text format."""
    station = station_of(request)
    if not (station.settings.web.metrics and _may_ask(request)):
        raise HTTPException(404)
    from ledctl.alerts.metrics import CONTENT_TYPE, exposition

    return Response(exposition(station.lookout.figures()), media_type=CONTENT_TYPE)


def _may_ask(request: Request) -> bool:
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    named = station_of(request).settings.web.metrics_from
    return address.is_loopback or any(address in network for network in named)
