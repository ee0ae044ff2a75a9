"""Adding an internal remark to a notice, from its page."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.errors import BadInput
from ledctl.web.deps import Form, Signed, go
from ledctl.web.notices import as_typed, notice_page

router = APIRouter()


@router.post("/remarks/{notice_id}")
def add(notice_id: str, visit: Signed, form: Form) -> Response:
    """For the office alone; no new version."""
    try:
        visit.station.remarks.add(visit.actor, notice_id, form.text("text"))
    except BadInput as error:
        typed = as_typed("remark", form)
        return notice_page(visit, notice_id, status=error.http_status, problems=error.sentences, typed=typed)
    return go(f"/notice/{notice_id}")
