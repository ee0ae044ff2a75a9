"""The API for notices: list, show, check, create, change, and every step to the screen."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from ledctl.content.files import content_digest, read_notice
from ledctl.notices.names import four_names
from ledctl.notices.queries import find, one, read_state
from ledctl.screening.findings import Screened
from ledctl.sentences import Sentence
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Standing, Told
from ledctl.web.api_notice_models import (
    Approved,
    ApproveOrder,
    Checked,
    DeclineOrder,
    Drafted,
    FindingLine,
    NoticeFile,
    NoticeLine,
    NoticeList,
    PagesAnswer,
    ReviewOrder,
    SecrecyOrder,
    SignPages,
    SubmitOrder,
    WithdrawOrder,
)
from ledctl.web.pictures import SignView, preview

router = APIRouter(tags=["notices"])


async def body(request: Request) -> bytes:
    """The request as it came: a notice is read strictly, not by a general JSON reader."""
    return await request.body()


MOST_NOTICES = 10_000_000
"""No list is longer: a larger number than the database can hold is a slip, not a fault."""

Raw = Annotated[bytes, Depends(body)]
Digest = Annotated[str | None, Query(pattern="^[0-9a-f]{64}$", description="The version that was looked at.")]

NOTICE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "One notice, as a notice file holds it.",
        "content": {"application/json": {"schema": {"type": "object", "title": "Notice"}}},
    }
}


@router.get("/notices")
def list_notices(
    call: Signed,
    state: Annotated[str, Query(max_length=20)] = "",
    text: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=MOST_NOTICES)] = 0,
) -> NoticeList:
    """Notices, the last changed first."""
    call.look("notices")
    found = find(call.station.database, state=read_state(state), text=text, limit=limit, offset=offset)
    lines = [NoticeLine.model_validate(notice.as_dict()) for notice in found.notices]
    return NoticeList(notices=lines, total=found.total)


@router.get("/notices/{notice_id}")
def show_notice(notice_id: str, call: Signed) -> NoticeFile:
    """One notice with its versions, decisions and display orders."""
    file = one(call.station.database, notice_id)
    call.look(f"notice {notice_id}")
    return NoticeFile.model_validate(file.as_dict() | {"names": four_names(file).as_dict()})


@router.get("/notices/{notice_id}/pages")
def show_pages(notice_id: str, call: Signed) -> PagesAnswer:
    """How long the current version takes on each sign, and what the office should hear before approval."""
    found = preview(call.station, one(call.station.database, notice_id))
    signs = [_pages(sign) for sign in found.signs]
    return PagesAnswer(signs=signs, problems=[_told(said) for said in found.problems])


@router.post("/check", openapi_extra=NOTICE_BODY)
def check(call: Signed, raw: Raw) -> Checked:
    """What screening says of a notice; nothing is stored."""
    screened = call.station.desk.examine(read_notice(raw))
    return Checked(**_checked(screened))


@router.post("/notices", status_code=201, openapi_extra=NOTICE_BODY)
def create(call: Signed, raw: Raw) -> Drafted:
    """Begin a notice from a file; only the public version is stored."""
    notice = read_notice(raw)
    return _drafted(notice.id, call.station.desk.draft(call.actor, notice, source=raw))


@router.put("/notices/{notice_id}", openapi_extra=NOTICE_BODY)
def change(notice_id: str, call: Signed, raw: Raw, seen: Digest = None) -> Drafted:
    """Change a draft; a returned, rejected or withdrawn notice begins a new version."""
    screened = call.station.desk.edit(call.actor, notice_id, read_notice(raw), seen=seen)
    return _drafted(notice_id, screened)


@router.post("/notices/{notice_id}/submit")
def submit(notice_id: str, call: Signed, order: SubmitOrder) -> Standing:
    """Hand the draft to review."""
    accepted = order.accept_redactions
    call.station.desk.submit(call.actor, notice_id, seen=order.seen, accept_redactions=accepted)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/review")
def review(notice_id: str, call: Signed, order: ReviewOrder) -> Standing:
    """Content review."""
    call.station.desk.review(call.actor, notice_id, order.result, order.opinion, seen=order.seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/secrecy")
def secrecy(notice_id: str, call: Signed, order: SecrecyOrder) -> Standing:
    """Secrecy review of this one item."""
    call.station.desk.secrecy(
        call.actor, notice_id, order.result, order.opinion, seen=order.seen, refer_to=order.refer_to
    )
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/approve")
def approve(notice_id: str, call: Signed, order: ApproveOrder) -> Approved:
    """Sign; with the last signature the window opens and the sign shows it at once."""
    desk, seen, pixels = call.station.desk, order.seen, order.pixels
    binding = desk.approve(
        call.actor,
        notice_id,
        order.opinion,
        seen=seen,
        pixels=pixels,
        companion_seen=order.companion_seen,
        companion_pixels=order.companion_pixels,
    )
    state = one(call.station.database, notice_id).state
    return Approved.model_validate({"id": notice_id, "state": state, **binding.as_dict()})


@router.post("/notices/{notice_id}/decline")
def decline(notice_id: str, call: Signed, order: DeclineOrder) -> Standing:
    """The approver's no: back to the drafter, or not to be disclosed."""
    call.station.desk.decline(call.actor, notice_id, order.result, order.opinion, seen=order.seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/withdraw")
def withdraw(notice_id: str, call: Signed, order: WithdrawOrder) -> Standing:
    """Take a notice back; a sign that shows it is cleared at once."""
    call.station.desk.withdraw(call.actor, notice_id, order.reason)
    return _standing(call, notice_id)


def _pages(sign: SignView) -> SignPages:
    return SignPages(
        sign=sign.name,
        panel=sign.panel,
        program=sign.digest,
        pages=len(sign.pages),
        seconds=sign.round_ms / 1000,
        seconds_among_others=sign.whole_ms / 1000,
        waits=sign.waits,
        quiet=sign.quiet,
        level=sign.level,
        advice=[_told(said) for said in sign.advice],
    )


def _told(said: Sentence) -> Told:
    return Told(code=said.code, where=said.where, zh=said.zh, en=said.en)


def _standing(call: Call, notice_id: str) -> Standing:
    return Standing(id=notice_id, state=one(call.station.database, notice_id).state)


def _drafted(notice_id: str, screened: Screened) -> Drafted:
    return Drafted(id=notice_id, digest=content_digest(screened.public), **_checked(screened))


def _checked(screened: Screened) -> dict[str, Any]:
    findings = [FindingLine.model_validate(finding.as_stored()) for finding in screened.findings]
    public = screened.public.model_dump(mode="json", exclude_none=True)
    return {"ok": screened.ok, "findings": findings, "public": public}
