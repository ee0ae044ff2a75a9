"""Stand-ins: who acts for whom on which days; given and ended by the person or an administrator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.errors import BadInput, LedctlError
from ledctl.web.deps import Form, Signed, Visit, go

router = APIRouter()


@router.get("/stand-ins")
def show_stand_ins(visit: Signed) -> Response:
    return _page(visit)


@router.post("/stand-ins")
def give(visit: Signed, form: Form) -> Response:
    """A colleague stands in for these days."""
    try:
        visit.station.delegations.give(
            visit.actor,
            form.line("giver") or visit.actor.account,
            form.line("stand_in"),
            first=read_day(form.line("first")),
            last=read_day(form.line("last")),
            reason=form.text("reason"),
        )
    except LedctlError as error:
        return _page(visit, error=error, typed=form.as_dict())
    return go("/stand-ins")


@router.post("/stand-ins/{number}/end")
def end(number: int, visit: Signed, form: Form) -> Response:
    """The colleague is back, or was named by mistake."""
    try:
        visit.station.delegations.end(visit.actor, number, form.text("reason"))
    except LedctlError as error:
        return _page(visit, error=error)
    return go("/stand-ins")


def read_day(text: str) -> date:
    """A day such as 2026-11-24; ``BadInput`` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput.of("delegation_days", where="first") from None


def _page(
    visit: Visit, *, error: LedctlError | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    delegations = visit.station.delegations
    return visit.page(
        "standins.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        found=delegations.seen_by(visit.actor),
        people=[person for person in visit.station.registry.people() if person.active],
        today=delegations.today,
        typed=typed or {},
    )
