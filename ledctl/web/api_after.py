"""The API for approved notices: extend, end, revise, correct, run again, and everything around one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import AwareDatetime

from ledctl.clock import stamp
from ledctl.content.files import notice_from
from ledctl.notices.around import around
from ledctl.notices.queries import one
from ledctl.notices.rounds import due_now
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Seen, Shape, Short, Standing, Text

router = APIRouter(tags=["after approval"])


class ExtendOrder(Seen):
    """``days`` more, or ``until`` an instant: one of the two."""

    reason: Text
    days: int | None = None
    until: AwareDatetime | None = None


class ReasonOrder(Seen):
    reason: Text


class CorrectOrder(Shape):
    """``correction`` is a notice file whose ``correction_of`` is this notice."""

    reason: Text
    correction: dict[str, Any]


class RefreshOrder(Shape):
    next_on: dt.date
    note: Text = ""


class ObjectionOrder(Shape):
    how: Short
    summary: Text
    received_on: dt.date | None = None


class ObjectionAnswer(Shape):
    outcome: Short
    note: Text
    rechecked: bool = False
    decided_on: dt.date | None = None


class PostingOrder(Shape):
    channel: Short
    place: Text
    since: AwareDatetime | None = None


class PostingEndOrder(Shape):
    reason: Text
    until: AwareDatetime | None = None


class Span(Shape):
    """Half-open: from ``start`` up to, not including, ``end``."""

    start: str
    end: str


class StandsAnswer(Shape):
    version: int
    until: str


class ObjectionLine(Shape):
    """``repeat_until``: the publicity has to be repeated so long."""

    id: int
    notice_id: str
    version_no: int
    received_on: str
    how: str
    summary: str
    late: bool
    name: str
    outcome: str | None
    decided_on: str | None
    rechecked: bool
    note: str
    decided_by: str
    repeat_days: int | None
    repeat_until: str | None


class PostingLine(Shape):
    id: int
    notice_id: str
    channel: str
    place: str
    posted_at: str
    name: str
    ended_at: str | None
    reason: str
    ended_by: str
    struck: str
    struck_by: str


class GapLine(Span):
    """``channel``: the planned one on which nothing hung; empty where no lasting channel was planned."""

    channel: str


class AroundAnswer(Shape):
    """Everything around a notice; ``stands`` is the version on the signs, ``gaps`` those of the postings.

    ``pending``: what says that it corrects or clarifies this one, and nobody ever approved.
    """

    stands: StandsAnswer | None
    corrects: str | None
    clarifies: str | None
    corrected_by: list[str]
    clarified_by: list[str]
    pending: list[str]
    objections: list[ObjectionLine]
    planned: list[str]
    postings: list[PostingLine]
    period: Span | None
    gaps: list[GapLine]


class Extended(Shape):
    """The window that was added."""

    id: str
    starts_at: str
    ends_at: str


class Number(Shape):
    id: int


class DueLine(Shape):
    id: str
    title: str
    what: str
    on: str
    overdue: bool
    series: str
    stage: str


class DueList(Shape):
    due: list[DueLine]


@router.get("/due")
def list_due(call: Signed) -> DueList:
    """Standing items to look at again, next numbers and stages: due within a fortnight, or overdue."""
    station = call.station
    today = station.today()
    found = due_now(station.database, today, practice=station.practice)
    return DueList(due=[DueLine.model_validate(item.as_dict()) for item in found])


@router.get("/notices/{notice_id}/around")
def show_around(notice_id: str, call: Signed) -> AroundAnswer:
    """What stands, corrections and clarifications, objections, postings elsewhere and their gaps."""
    return AroundAnswer.model_validate(around(call.station.office, notice_id).as_dict())


@router.post("/notices/{notice_id}/extend")
def extend(notice_id: str, call: Signed, order: ExtendOrder) -> Extended:
    """Let what stands stand longer."""
    days, until, seen = order.days, order.until, order.seen
    extend_it = call.station.after.extend
    window = extend_it(call.actor, notice_id, order.reason, days=days, until=until, seen=seen)
    return Extended(id=notice_id, starts_at=stamp(window.start), ends_at=stamp(window.end))


@router.post("/notices/{notice_id}/end")
def end(notice_id: str, call: Signed, order: ReasonOrder) -> Standing:
    """Off the signs before its time."""
    call.station.after.end(call.actor, notice_id, order.reason)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/revise")
def revise(notice_id: str, call: Signed, order: ReasonOrder) -> Standing:
    """A new version in draft; the approved one stands on."""
    call.station.after.revise(call.actor, notice_id, order.reason, seen=order.seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/rerun")
def rerun(notice_id: str, call: Signed, order: ReasonOrder) -> Standing:
    """What is over, once more: a new version, a new approval."""
    call.station.after.rerun(call.actor, notice_id, order.reason, seen=order.seen)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/correct", status_code=201)
def correct(notice_id: str, call: Signed, order: CorrectOrder) -> Standing:
    """Begin a correction, and a revision of what it corrects; the answer is about the latter."""
    call.station.after.correct(call.actor, notice_id, notice_from(order.correction), order.reason)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/refresh")
def refresh(notice_id: str, call: Signed, order: RefreshOrder) -> Standing:
    """A standing notice is still right."""
    call.station.rounds.refresh(call.actor, notice_id, next_on=order.next_on, note=order.note)
    return _standing(call, notice_id)


@router.post("/notices/{notice_id}/objections", status_code=201)
def receive_objection(notice_id: str, call: Signed, order: ObjectionOrder) -> Number:
    """Take an objection in; who objected is not kept."""
    facts = {"how": order.how, "summary": order.summary}
    receive = call.station.objections.receive
    return Number(id=receive(call.actor, notice_id, **facts, received_on=order.received_on))


@router.post("/objections/{number}/decide")
def decide_objection(number: int, call: Signed, order: ObjectionAnswer) -> Number:
    """What became of an objection."""
    facts = {"outcome": order.outcome, "note": order.note}
    decide = call.station.objections.decide
    decide(call.actor, number, **facts, rechecked=order.rechecked, decided_on=order.decided_on)
    return Number(id=number)


@router.post("/notices/{notice_id}/publications", status_code=201)
def add_publication(notice_id: str, call: Signed, order: PostingOrder) -> Number:
    """It hangs on a board, the website, or another channel."""
    facts = {"channel": order.channel, "place": order.place}
    return Number(id=call.station.publications.put_up(call.actor, notice_id, **facts, since=order.since))


@router.post("/publications/{number}/down")
def end_publication(number: int, call: Signed, order: PostingEndOrder) -> Number:
    """A posting came down."""
    call.station.publications.take_down(call.actor, number, reason=order.reason, until=order.until)
    return Number(id=number)


def _standing(call: Call, notice_id: str) -> Standing:
    return Standing(id=notice_id, state=one(call.station.database, notice_id).state)
