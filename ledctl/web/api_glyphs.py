"""The API for drawn glyphs: list, show, propose, and every decision."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from ledctl.glyphs.queries import listing, one
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape
from ledctl.web.api_notice_models import WithdrawOrder
from ledctl.web.api_notices import Raw
from ledctl.web.api_proposals import ApprovalOrder, ProposalAnswer, RefusalOrder

router = APIRouter(tags=["glyphs"])

Why = Annotated[str, Query(max_length=2000, description="What it is for, and the source of the shape.")]

BDF_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A BDF 2.1 file of 16 px.",
        "content": {"application/x-font-bdf": {"schema": {"type": "string", "title": "BDF"}}},
    }
}


class GlyphAnswer(ProposalAnswer):
    """One drawn glyph; ``art`` is sixteen rows of ``#`` and ``.``."""

    character: str
    codepoint: str
    advance: int
    art: list[str]


class GlyphList(Shape):
    glyphs: list[GlyphAnswer]


@router.get("/glyphs")
def list_glyphs(call: Signed) -> GlyphList:
    """Every glyph that was proposed, the newest first."""
    found = listing(call.station.database)
    return GlyphList(glyphs=[GlyphAnswer.model_validate(file.as_dict()) for file in found])


@router.get("/glyphs/{number}")
def show_glyph(number: int, call: Signed) -> GlyphAnswer:
    """One glyph with its dots and its decisions."""
    return _answer(call, number)


@router.post("/glyphs", status_code=201, openapi_extra=BDF_BODY)
def propose(call: Signed, raw: Raw, reason: Why = "") -> GlyphList:
    """Hand in every glyph of a BDF file, or none."""
    numbers = call.station.foundry.propose(call.actor, raw, reason)
    return GlyphList(glyphs=[_answer(call, number) for number in numbers])


@router.post("/glyphs/{number}/approve")
def approve(number: int, call: Signed, order: ApprovalOrder) -> GlyphAnswer:
    """Let notices be drawn with it; never by whoever proposed it."""
    call.station.foundry.approve(call.actor, number, order.opinion, seen=order.seen)
    return _answer(call, number)


@router.post("/glyphs/{number}/reject")
def reject(number: int, call: Signed, order: RefusalOrder) -> GlyphAnswer:
    """The approver's no."""
    call.station.foundry.reject(call.actor, number, order.reason, seen=order.seen)
    return _answer(call, number)


@router.post("/glyphs/{number}/withdraw")
def withdraw(number: int, call: Signed, order: WithdrawOrder) -> GlyphAnswer:
    """Take it back: new notices have a hole again, approved ones stay as they are."""
    call.station.foundry.withdraw(call.actor, number, order.reason)
    return _answer(call, number)


def _answer(call: Call, number: int) -> GlyphAnswer:
    return GlyphAnswer.model_validate(one(call.station.database, number).as_dict())
