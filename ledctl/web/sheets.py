"""Sheets of a notice: printing one, and which were printed.

Printing is a form, because it is on record; a draft is a look. Both give the PDF itself.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.boards.sheets.issuing import Printed
from ledctl.boards.sheets.sheet import Paper
from ledctl.errors import BadInput, LedctlError, NotAllowed
from ledctl.web.auth import note_look
from ledctl.web.deps import Form, Signed
from ledctl.web.files import file_answer
from ledctl.web.notices import as_typed, notice_page

router = APIRouter()

PDF = "application/pdf"


@router.post("/notice/{notice_id}/sheet")
def print_final(notice_id: str, visit: Signed, form: Form) -> Response:
    """The final sheet, once it is on record; or the page again with what keeps it from the board."""
    try:
        paper, landscape = paper_of(form.line("paper")), form.line("landscape") == "yes"
        printed = visit.station.sheets.final(visit.actor, notice_id, paper, landscape=landscape)
    except NotAllowed:
        raise
    except LedctlError as error:
        typed = as_typed("sheet", form)
        problems = error.sentences
        return notice_page(visit, notice_id, status=error.http_status, problems=problems, typed=typed)
    return sheet_answer(printed, notice_id)


@router.get("/notice/{notice_id}/sheet/draft")
def show_draft(
    notice_id: str,
    visit: Signed,
    paper: Annotated[str, Query(max_length=10)] = "A4",
    landscape: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """The newest version as it would hang, marked as a draft across every page."""
    laid = paper_of(paper)
    printed = visit.station.sheets.draft(notice_id, laid, landscape=landscape == "yes")
    note_look(visit.station, visit.actor, f"notice {notice_id}")
    return sheet_answer(printed, notice_id)


def paper_of(text: str) -> Paper:
    """The paper of that name; ``BadInput`` lists them."""
    try:
        return Paper(text or "A4")
    except ValueError:
        raise BadInput.of("field_not_one_of", where="paper", expected=", ".join(Paper)) from None


def sheet_answer(printed: Printed, notice_id: str) -> Response:
    """The PDF as a file to keep; of a final one its digest, copy and code are in the answer's head."""
    copy, told = printed.copy, " ".join(one.code for one in printed.told)
    name = f"sheet-{notice_id}-{copy.copy_no}.pdf" if copy else f"draft-{notice_id}.pdf"
    answer = file_answer(printed.pdf, PDF, name)
    if told:
        answer.headers["x-ledctl-told"] = told
    if copy is not None:
        heads = {"digest": copy.pdf_digest, "copy": str(copy.copy_no), "code": copy.code}
        answer.headers.update({f"x-ledctl-{head}": text for head, text in heads.items()})
    return answer
