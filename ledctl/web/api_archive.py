"""The API for the archive: a year's catalogue and books, and how long records are kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.archive.classes import RecordClass
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape, Text
from ledctl.web.archive import Code, Year, book, catalogue, catalogue_file
from ledctl.web.retention import Number

router = APIRouter(tags=["archive"])


class DisposalOrder(Shape):
    """``record_class``: ``display_log``, ``frames`` or ``texts``."""

    record_class: RecordClass
    reason: Text


class OpinionOrder(Shape):
    opinion: Text = ""


class ReasonOrder(Shape):
    reason: Text


class DisposalAnswer(Shape):
    """``given_up``: how many bodies this step took."""

    id: int
    given_up: int = 0


@router.get("/archive/{year}")
def show_year(year: Year, call: Signed) -> dict[str, Any]:
    """The catalogue, and which books there are, by category and volume."""
    found = catalogue(call.station, call.actor, year)
    call.look(f"archive {year}")
    books = [
        {"category": one, "notices": len(found.of(one)), "volumes": found.volumes(one)}
        for one in found.categories
    ]
    return {**found.as_dict(), "books": books}


@router.get("/archive/{year}/catalogue.{sort}", response_class=Response)
def take_catalogue(year: Year, sort: Code, call: Signed) -> Response:
    """The catalogue as a file, ``xlsx`` or ``json``."""
    answer = catalogue_file(call.station, call.actor, year, sort)
    return _looked(call, f"catalogue {year}", answer)


@router.get("/archive/{year}/book/{category}.pdf", response_class=Response)
def take_book(
    year: Year, category: Code, call: Signed, volume: Annotated[int, Query(ge=1, le=1000)] = 1
) -> Response:
    """One book or a volume of it, made from the record of this moment."""
    answer = book(call.station, call.actor, year, category, volume)
    return _looked(call, f"book {year} {category} {volume}", answer)


@router.get("/retention")
def show_retention(call: Signed) -> dict[str, Any]:
    """Each class with its time and what is due, and every proposal to give something up."""
    retention = call.station.retention
    call.look("retention")
    return {
        "classes": [one.as_dict() for one in retention.now()],
        "disposals": [one.as_dict() for one in retention.listing()],
    }


@router.post("/retention", status_code=201)
def propose(call: Signed, order: DisposalOrder) -> DisposalAnswer:
    """Ask to give up what is past its time; somebody else decides."""
    return DisposalAnswer(id=call.station.retention.propose(call.actor, order.record_class, order.reason))


@router.post("/retention/{number}/approve")
def approve(number: Number, call: Signed, order: OpinionOrder) -> DisposalAnswer:
    """The bodies that were proposed go; never by whoever proposed it."""
    done = call.station.retention.approve(call.actor, number, order.opinion)
    return DisposalAnswer(id=number, given_up=done)


@router.post("/retention/{number}/reject")
def reject(number: Number, call: Signed, order: ReasonOrder) -> DisposalAnswer:
    """Everything stays."""
    call.station.retention.reject(call.actor, number, order.reason)
    return DisposalAnswer(id=number)


@router.post("/retention/{number}/withdraw")
def withdraw(number: Number, call: Signed, order: ReasonOrder) -> DisposalAnswer:
    """Taken back; what was given up does not come back."""
    call.station.retention.withdraw(call.actor, number, order.reason)
    return DisposalAnswer(id=number)


@router.post("/retention/{number}/carry-out")
def carry_out(number: Number, call: Signed) -> DisposalAnswer:
    """Go on with an approved one that was interrupted."""
    return DisposalAnswer(id=number, given_up=call.station.retention.carry_out(call.actor, number))


def _looked(call: Call, what: str, answer: Response) -> Response:
    """An answer that is a file has heads of its own."""
    call.look(what)
    answer.headers.update(call.response.headers)
    return answer
