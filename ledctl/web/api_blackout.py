"""The API for the red button: what is on, order, explain, lift, drill, and all there were."""

from __future__ import annotations

from fastapi import APIRouter

from ledctl.blackout.reading import Blackout
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape, Text

router = APIRouter(tags=["blackout"])


class ReasonLine(Shape):
    reason: str
    by: str
    at: str


class EndLine(Shape):
    """``how``: lifted, or of a drill all_dark, time or replaced."""

    how: str
    by: str
    at: str
    opinion: str


class SignAnswer(Shape):
    """``state``: dark, sent (it never answers), not_yet or waiting; ``ms`` since the order."""

    sign: str
    state: str
    how: str | None
    at: str | None
    ms: int | None
    proof: int | None
    evidence: str | None


class BlackoutAnswer(Shape):
    """One blackout or drill; ``until`` is a drill's own end, ``end`` is null while it lasts.

    ``on_record`` is false, and ``id`` 0, while the database takes nothing and the publisher holds it.
    """

    id: int
    on_record: bool
    drill: bool
    at: str
    until: str | None
    by: str
    via: str
    practice: bool
    reasons: list[ReasonLine]
    end: EndLine | None
    signs: list[SignAnswer]


class BlackoutState(Shape):
    """``now`` is null while nothing is ordered; ``not_dark`` names the signs that have not confirmed."""

    on: bool
    now: BlackoutAnswer | None
    not_dark: list[str]
    drill_due: bool


class BlackoutList(Shape):
    blackouts: list[BlackoutAnswer]


class ReasonOrder(Shape):
    reason: Text


class LiftOrder(Shape):
    """``reason`` is needed if nobody has given one yet."""

    opinion: Text = ""
    reason: Text = ""


@router.get("/blackout")
def show(call: Signed) -> BlackoutState:
    """Whether every sign is ordered dark, and which has confirmed it."""
    return _state(call)


@router.post("/blackout")
def order(call: Signed) -> BlackoutState:
    """Every sign dark, until an approver lifts it. Twice is harmless."""
    call.station.blackouts.order(call.actor)
    return _state(call)


@router.post("/blackout/explain")
def explain(call: Signed, order: ReasonOrder) -> BlackoutState:
    """Why it was ordered; by whoever did, or an approver."""
    call.station.blackouts.explain(call.actor, order.reason)
    return _state(call)


@router.post("/blackout/lift")
def lift(call: Signed, order: LiftOrder) -> BlackoutState:
    """Let run again what may; an approver's."""
    call.station.blackouts.lift(call.actor, order.opinion, reason=order.reason)
    return _state(call)


@router.post("/blackout/drill")
def drill(call: Signed) -> BlackoutState:
    """Dark until every sign has answered, five seconds at most."""
    call.station.blackouts.drill(call.actor)
    return _state(call)


@router.get("/blackout/history")
def history(call: Signed) -> BlackoutList:
    """Every blackout and drill, the newest first."""
    return BlackoutList(blackouts=[_answer(call, one) for one in call.station.blackouts.history()])


def _state(call: Call) -> BlackoutState:
    blackouts = call.station.blackouts
    state = blackouts.state()
    now = None if state.now is None else _answer(call, state.now)
    due = blackouts.is_drill_due(call.station.clock.now())
    return BlackoutState(on=state.is_on, now=now, not_dark=[*state.not_dark], drill_due=due)


def _answer(call: Call, one: Blackout) -> BlackoutAnswer:
    signs = call.station.settings.signs if one.end is None else ()
    return BlackoutAnswer.model_validate(one.as_dict(signs))
