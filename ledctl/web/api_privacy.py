"""The API for personal data: requests to keep one, agreeing to them, and the sweep."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from ledctl.notices.kept import requests_of
from ledctl.web.api_auth import Call, Signed

router = APIRouter(tags=["privacy"])


class KeepOrder(BaseModel):
    """``where`` is the place a finding named; ``datum`` is known again by a digest and never stored."""

    where: str
    datum: str
    reason: str
    seen: str | None = None


class AgreeOrder(BaseModel):
    """``datum``: the same one, to show that it was seen."""

    datum: str
    opinion: str = ""


class RequestLine(BaseModel):
    number: int
    place: str
    datum: str
    reason: str
    version_no: int
    account: str
    name: str
    at: str
    confirmer: str | None
    confirmer_name: str
    confirmed_at: str | None
    opinion: str


class RequestList(BaseModel):
    requests: list[RequestLine]


class SweepLine(BaseModel):
    """One thing that would not be public today; ``signs``: where it stands now."""

    notice: str
    version: int
    title: str
    where: str
    code: str
    rule: str
    severity: str
    zh: str
    en: str
    signs: list[str]


class SweepAnswer(BaseModel):
    at: str
    versions: int
    on_signs: int
    hits: list[SweepLine]


@router.get("/notices/{notice_id}/kept")
def list_requests(notice_id: str, call: Signed) -> RequestList:
    """What somebody asked to keep in a notice, and who agreed."""
    return _requests(call, notice_id)


@router.post("/notices/{notice_id}/kept", status_code=201)
def keep(notice_id: str, call: Signed, order: KeepOrder) -> RequestList:
    """Ask that a hidden datum stays."""
    keeping = call.station.keeping
    keeping.propose(call.actor, notice_id, order.where, order.datum, order.reason, seen=order.seen)
    return _requests(call, notice_id)


@router.post("/notices/{notice_id}/kept/{number}/agree")
def agree(notice_id: str, number: int, call: Signed, order: AgreeOrder) -> RequestList:
    """Agree to a request; never by whoever asked."""
    call.station.keeping.confirm(call.actor, notice_id, number, order.datum, order.opinion)
    return _requests(call, notice_id)


@router.post("/sweep")
def sweep(call: Signed) -> SweepAnswer:
    """Screen everything that was ever approved again with today's rules; nothing is changed."""
    return SweepAnswer.model_validate(call.station.sweep.run(call.actor).as_dict())


def _requests(call: Call, notice_id: str) -> RequestList:
    found = requests_of(call.station.database, notice_id)
    return RequestList(requests=[RequestLine.model_validate(one.as_dict()) for one in found])
