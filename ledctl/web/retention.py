"""How long each class of record is kept, what is past its time, and the decisions to give it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from ledctl.archive.classes import LABELS, LEAST_DAYS, RecordClass
from ledctl.archive.states import DISPOSALS, STEP_LABELS
from ledctl.errors import LedctlError, NotAllowed, NotFound
from ledctl.proposals.decided import LARGEST
from ledctl.proposals.rights import ROLES, may_propose
from ledctl.proposals.states import STATE_LABELS, TRANSITIONS, Step
from ledctl.web.auth import note_look
from ledctl.web.deps import Form, Signed, Visit, go

router = APIRouter()

Number = Annotated[int, Path(ge=1, le=LARGEST)]


@router.get("/retention")
def show_retention(visit: Signed) -> Response:
    """The classes, and every proposal ever made."""
    note_look(visit.station, visit.actor, "retention")
    return _page(visit)


@router.post("/retention")
def propose(visit: Signed, form: Form) -> Response:
    """Ask to give up what is due of one class."""
    try:
        record_class = RecordClass(form.line("class"))
    except ValueError:
        raise NotFound.of("page_not_found") from None
    try:
        visit.station.retention.propose(visit.actor, record_class, form.text("reason"))
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error, words={record_class.value: form.text("reason")})
    return go("/retention")


@router.post("/retention/{number}/{action}")
def decide(number: Number, action: str, visit: Signed, form: Form) -> Response:
    """One step on one proposal."""
    retention, words = visit.station.retention, form.text("opinion")
    try:
        if action == "approve":
            retention.approve(visit.actor, number, words)
        elif action == "reject":
            retention.reject(visit.actor, number, words)
        elif action == "withdraw":
            retention.withdraw(visit.actor, number, words)
        elif action == "carry-out":
            retention.carry_out(visit.actor, number)
        else:
            raise NotFound.of("page_not_found")
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _page(visit, error=error, words={str(number): words})
    return go("/retention")


def _page(visit: Visit, error: LedctlError | None = None, words: Mapping[str, str] | None = None) -> Response:
    retention = visit.station.retention
    found = retention.listing()
    steps = {
        one.id: [
            step
            for step in TRANSITIONS[one.state]
            if one.practice is visit.station.practice
            and DISPOSALS.rights.may(visit.actor, step, one.state, one.proposer)
        ]
        for one in found
    }
    return visit.page(
        "retention.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        kept=retention.now(),
        found=found,
        steps=steps,
        words=words or {},
        may_propose=may_propose(visit.actor),
        may_carry_out=visit.actor.has(*ROLES[Step.APPROVE]),
        CLASSES=LABELS,
        LEAST=LEAST_DAYS,
        STATES=STATE_LABELS,
        STEPS=STEP_LABELS,
        Step=Step,
    )
