"""The API for the chain beside its steps: comparing versions, internal remarks, stand-ins."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import ConfigDict

from ledctl.notices.versions import compare_versions
from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape, Short, Text

router = APIRouter(tags=["chain"])

Number = Annotated[int | None, Query(ge=1, le=1_000_000)]


class CompareAnswer(Shape):
    """What version ``to`` says otherwise than version ``from``."""

    model_config = ConfigDict(extra="allow", frozen=True)

    same: bool


class RemarkOrder(Shape):
    text: Text


class StandInOrder(Shape):
    """``giver`` is the caller unless an administrator names another; both days count."""

    stand_in: Short
    first: dt.date
    last: dt.date
    reason: Text
    giver: Short = ""


class EndOrder(Shape):
    reason: Text


class StandInLine(Shape):
    id: int
    giver: str
    stand_in: str
    first: str
    last: str
    reason: str
    given_by: str
    given_at: str
    ended_by: str
    ended_at: str | None
    end_reason: str


class StandIns(Shape):
    stand_ins: list[StandInLine]


@router.get("/notices/{notice_id}/compare")
def compare(notice_id: str, call: Signed, older: Number = None, newer: Number = None) -> CompareAnswer:
    """Two versions of a notice; without numbers, the current one with the one before."""
    found: dict[str, Any] = compare_versions(call.station.database, notice_id, older, newer)
    return CompareAnswer.model_validate(found)


@router.post("/notices/{notice_id}/remarks", status_code=201)
def remark(notice_id: str, call: Signed, order: RemarkOrder) -> dict[str, bool]:
    """Note something for the office; no new version, nothing public."""
    call.station.remarks.add(call.actor, notice_id, order.text)
    return {"remarked": True}


@router.get("/stand-ins")
def stand_ins(call: Signed) -> StandIns:
    """Every delegation of the caller's, given or taken; an administrator sees all."""
    found = call.station.delegations.seen_by(call.actor)
    return StandIns(stand_ins=[StandInLine.model_validate(one.as_dict()) for one in found])


@router.post("/stand-ins", status_code=201)
def give(call: Signed, order: StandInOrder) -> dict[str, int]:
    """A colleague stands in for these days."""
    number = call.station.delegations.give(
        call.actor,
        order.giver or call.actor.account,
        order.stand_in,
        first=order.first,
        last=order.last,
        reason=order.reason,
    )
    return {"id": number}


@router.post("/stand-ins/{number}/end")
def end(number: int, call: Signed, order: EndOrder) -> dict[str, bool]:
    """End a delegation before its last day."""
    call.station.delegations.end(call.actor, number, order.reason)
    return {"ended": True}
