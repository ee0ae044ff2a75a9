"""The API for time: what an approval would open, and what must be published by when."""

from __future__ import annotations

from fastapi import APIRouter

from ledctl.notices.deadlines import deadlines
from ledctl.notices.queries import one
from ledctl.web.api_auth import Signed
from ledctl.web.api_notice_models import DueLine, DueList, PlanAnswer

router = APIRouter(tags=["notices"])


@router.get("/notices/{notice_id}/plan")
def show_plan(notice_id: str, call: Signed) -> PlanAnswer:
    """The screen's window and the publicity period an approval given now would open."""
    station = call.station
    planned = station.desk.plan(one(station.database, notice_id).current.content)
    return PlanAnswer.model_validate(planned.as_dict(station.office.zone))


@router.get("/deadlines")
def show_deadlines(call: Signed) -> DueList:
    """Notices not published yet, the earliest due first."""
    found = deadlines(call.station.office)
    return DueList(deadlines=[DueLine.model_validate(due.as_dict()) for due in found])
