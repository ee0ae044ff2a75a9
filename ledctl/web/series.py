"""The next number of a series: one button on the notice's page."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.errors import LedctlError
from ledctl.web.deps import Form, Signed, go
from ledctl.web.notices import notice_page

router = APIRouter()


@router.post("/notice/{notice_id}/next")
def start_next(notice_id: str, visit: Signed, form: Form) -> Response:
    """Begin it as a draft and open its form."""
    try:
        notice = visit.station.series.start_next(visit.actor, notice_id)
    except LedctlError as error:
        return notice_page(visit, notice_id, status=error.http_status, problems=error.sentences)
    return go(f"/notice/{notice.id}/edit")
