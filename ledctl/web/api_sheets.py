"""The API: sheets of a notice: printing one, and which were printed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.notices.queries import one
from ledctl.web.api_auth import Signed
from ledctl.web.sheets import paper_of, sheet_answer

router = APIRouter(tags=["boards"])

PaperQuery = Annotated[str, Query(max_length=10, description="A4 or A3")]


@router.post("/notices/{notice_id}/sheet", response_class=Response)
def print_final(notice_id: str, call: Signed, paper: PaperQuery = "A4", landscape: bool = False) -> Response:
    """The final sheet as PDF; it is on record with its digest, copy and code, which the answer's head has."""
    printed = call.station.sheets.final(call.actor, notice_id, paper_of(paper), landscape=landscape)
    return sheet_answer(printed, notice_id)


@router.get("/notices/{notice_id}/sheet/draft", response_class=Response)
def show_draft(notice_id: str, call: Signed, paper: PaperQuery = "A4", landscape: bool = False) -> Response:
    """The newest version as PDF, marked as a draft; nothing is written."""
    printed = call.station.sheets.draft(notice_id, paper_of(paper), landscape=landscape)
    call.look(f"notice {notice_id}")
    return sheet_answer(printed, notice_id)


@router.get("/notices/{notice_id}/sheets")
def list_copies(notice_id: str, call: Signed) -> dict[str, list[dict[str, Any]]]:
    """The final sheets of this notice that were printed, the first first."""
    one(call.station.database, notice_id)
    call.look(f"notice {notice_id}")
    return {"sheets": [copy.as_dict() for copy in call.station.sheets.copies(notice_id)]}
