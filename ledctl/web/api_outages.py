"""The API for outages: when signs were out, how long a notice stood, whom the desk is asked to extend."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from ledctl.ledger.outages import outages
from ledctl.notices.queries import one
from ledctl.reports.availability import availability, known_signs
from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape, Text
from ledctl.web.days import span

router = APIRouter(tags=["outages"])

Day = Annotated[str, Query(max_length=10, description="A day, such as 2026-11-24, in the site's zone.")]


class OutageLine(Shape):
    """``end`` is absent while it lasts; ``end_known_by``: ``confirmed``, ``latest`` where nobody looked."""

    id: int
    sign: str
    cause: str
    start: str
    end: str | None
    end_known_by: str | None
    detail: dict[str, str]


class AvailabilityLine(Shape):
    """Milliseconds out by cause, each moment once; ``silent_ms``: at the end, of which nobody tells yet."""

    sign: str
    since: str
    until: str
    percent: float
    out_ms: dict[str, int]
    silent_ms: int


class OutageList(Shape):
    outages: list[OutageLine]
    availability: list[AvailabilityLine]


class PromisedSpan(Shape):
    start: str
    end: str


class ShareLine(Shape):
    """``share``: of the publicity period (``statutory``) or window; ``good_until`` makes good the rest."""

    sign: str
    start: str
    end: str
    window_ms: int
    promised: PromisedSpan
    statutory: bool
    lost_ms: dict[str, int]
    quiet_ms: int
    missing_ms: int
    share: float
    good_until: str | None


class StoodTime(Shape):
    """``proof``: of the weakest receipt; ``estimated_ms``: turned by the card, absent where not added up."""

    ms: int
    proof: int
    estimated_ms: int | None


class StoodLine(ShareLine):
    stood: StoodTime


class StoodList(Shape):
    signs: list[StoodLine]


class ShortLine(Shape):
    notice: str
    title: str
    good_until: str
    signs: list[ShareLine]


class ShortList(Shape):
    short: list[ShortLine]


class AcceptOrder(Shape):
    note: Text


@router.get("/outages")
def list_outages(
    call: Signed,
    since: Day = "",
    until: Day = "",
    sign: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> OutageList:
    """Open ones first, then the newest; without dates, all."""
    station = call.station
    call.look("outages")
    asked = span(station, since, until)
    found = outages(station.database, sign=sign or None, since=asked.since, until=asked.until, limit=limit)
    signs = [sign] if sign else known_signs(found, station.settings.signs)
    shares = availability(station.database, signs, station.clock.now(), asked.since, asked.until)
    return OutageList(
        outages=[OutageLine.model_validate(row.as_dict()) for row in found],
        availability=[AvailabilityLine.model_validate(share.as_dict()) for share in shares],
    )


@router.get("/notices/{notice_id}/stood")
def stood(notice_id: str, call: Signed) -> StoodList:
    """How long a notice really stood on each sign, and what it lost to what."""
    one(call.station.database, notice_id)
    found = call.station.asking.stood(notice_id)
    return StoodList(signs=[StoodLine.model_validate(part.as_dict()) for part in found])


@router.get("/shortfalls")
def shortfalls(call: Signed) -> ShortList:
    """The notices the desk is asked to extend, the worst first."""
    found = call.station.asking.shortfalls()
    return ShortList(short=[ShortLine.model_validate(short.as_dict()) for short in found])


@router.post("/notices/{notice_id}/accept-loss")
def accept_loss(notice_id: str, call: Signed, order: AcceptOrder) -> dict[str, bool]:
    """Why what was lost by now is not made good."""
    call.station.asking.accept(call.actor, notice_id, order.note)
    return {"noted": True}
