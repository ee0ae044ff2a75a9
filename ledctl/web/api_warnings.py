"""The API for warnings: templates, the short way, lifting, the reviews that follow, time lost."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from ledctl.content.model import WarningLevel
from ledctl.notices.queries import one
from ledctl.reports.losses import losses
from ledctl.templates import queries
from ledctl.templates.form import USUAL_HOURS, USUAL_PATTERN, Form
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Digest, Shape, Short, Standing, Text
from ledctl.web.api_notice_models import WithdrawOrder
from ledctl.web.api_proposals import ApprovalOrder, ProposalAnswer, RefusalOrder
from ledctl.web.warning_cards import debts

router = APIRouter(tags=["warnings"])


class TemplateOrder(Shape):
    """``pattern``: the source's wording with ``{来源}``, ``{时间}``, ``{灾种}``, ``{等级}``, ``{内容}``."""

    source: Short
    category: Short
    levels: list[WarningLevel]
    pattern: str = USUAL_PATTERN
    phone: Short = ""
    hours: int = USUAL_HOURS
    reason: Text


class TemplateAnswer(ProposalAnswer):
    source: str
    category: str
    levels: list[str]
    pattern: str
    phone: str
    hours: int


class TemplateList(Shape):
    templates: list[TemplateAnswer]


class FastOrder(Shape):
    template: int
    seen: Digest | None = None


class SignOffOrder(Shape):
    """``part``: ``content`` or ``secrecy``."""

    part: Annotated[str, Field(max_length=20)]
    opinion: Text = ""
    seen: Digest | None = None


class OwedLine(Shape):
    notice: str
    title: str
    approved_at: str
    due: str
    parts: list[str]
    overdue: bool
    practice: bool


class OwedList(Shape):
    owed: list[OwedLine]


class LossLine(Shape):
    sign: str
    start: str
    end: str
    minutes: int


class LossList(Shape):
    lost: list[LossLine]


@router.get("/warnings/templates")
def list_templates(call: Signed) -> TemplateList:
    """Every template that was proposed, the newest first."""
    found = queries.listing(call.station.database)
    return TemplateList(templates=[TemplateAnswer.model_validate(one.as_dict()) for one in found])


@router.get("/warnings/templates/{number}")
def show_template(number: int, call: Signed) -> TemplateAnswer:
    """One template with its decisions."""
    return _template(call, number)


@router.post("/warnings/templates", status_code=201)
def propose(call: Signed, order: TemplateOrder) -> TemplateAnswer:
    """Hand in a template for approval."""
    said: dict[str, Any] = order.model_dump(exclude={"reason", "levels"})
    form = Form(levels=tuple(order.levels), **said)
    return _template(call, call.station.cabinet.propose(call.actor, form, order.reason))


@router.post("/warnings/templates/{number}/approve")
def approve(number: int, call: Signed, order: ApprovalOrder) -> TemplateAnswer:
    """Let warnings of this form take the short way; never by whoever proposed it."""
    call.station.cabinet.approve(call.actor, number, order.opinion, seen=order.seen)
    return _template(call, number)


@router.post("/warnings/templates/{number}/reject")
def reject(number: int, call: Signed, order: RefusalOrder) -> TemplateAnswer:
    """The approver's no."""
    call.station.cabinet.reject(call.actor, number, order.reason, seen=order.seen)
    return _template(call, number)


@router.post("/warnings/templates/{number}/withdraw")
def withdraw(number: int, call: Signed, order: WithdrawOrder) -> TemplateAnswer:
    """Take it back: no warning goes by it any more."""
    call.station.cabinet.withdraw(call.actor, number, order.reason)
    return _template(call, number)


@router.get("/warnings/owed")
def list_owed(call: Signed) -> OwedList:
    """Warnings that took the short way and owe a review, the longest due first."""
    return OwedList(owed=[OwedLine.model_validate(one.as_dict()) for one in debts(call.station)])


@router.post("/notices/{notice_id}/fast-submit")
def submit(notice_id: str, call: Signed, order: FastOrder) -> Standing:
    """Hand a warning straight to one leader, by an approved template."""
    call.station.warnings.submit(call.actor, notice_id, order.template, seen=order.seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/lift")
def lift(notice_id: str, call: Signed, order: WithdrawOrder) -> Standing:
    """The source lifted it: it leaves the screen at once."""
    call.station.warnings.lift(call.actor, notice_id, order.reason)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/sign-off")
def sign_off(notice_id: str, call: Signed, order: SignOffOrder) -> Standing:
    """A review afterwards."""
    warnings, seen = call.station.warnings, order.seen
    warnings.sign_off(call.actor, notice_id, order.part, order.opinion, seen=seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/sign-off/refuse")
def refuse_sign_off(notice_id: str, call: Signed, order: RefusalOrder) -> Standing:
    """The reviewer's no: the warning is taken down with the reason."""
    call.station.warnings.refuse_sign_off(call.actor, notice_id, order.reason, seen=order.seen)
    return _standing(call, notice_id)


@router.get("/notices/{notice_id}/lost")
def lost(notice_id: str, call: Signed) -> LossList:
    """How many minutes of its windows a notice lost to emergencies, sign by sign."""
    one(call.station.database, notice_id)  # an unknown one is not one that lost nothing
    found = losses(call.station.database, notice_id, call.station.clock.now())
    return LossList(lost=[LossLine.model_validate(loss.as_dict()) for loss in found])


def _template(call: Call, number: int) -> TemplateAnswer:
    return TemplateAnswer.model_validate(queries.one(call.station.database, number).as_dict())


def _standing(call: Call, notice_id: str) -> Standing:
    return Standing(id=notice_id, state=one(call.station.database, notice_id).state)
