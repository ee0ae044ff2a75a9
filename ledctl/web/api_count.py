"""The API for the count of any period, the items behind it, and what was published elsewhere."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from ledctl.notices.elsewhere import listed
from ledctl.notices.entries import make_entry
from ledctl.reports.asked import as_of_day
from ledctl.reports.reckoning import plain
from ledctl.reports.tables import chosen
from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape
from ledctl.web.count import Long, Named, Word, choice_of, period_of

router = APIRouter(tags=["count"])

Text = Annotated[str, Field(max_length=2000)]


class EntryOrder(Shape):
    """One publication elsewhere; ``of``: ``new``, or what it is one more channel of (its title is known)."""

    title: Text
    channel: Text
    published_on: Text
    address: Text = ""
    category: Text = ""
    office: Text = ""
    document: Text = ""
    of: Text = ""


class StrikeOrder(Shape):
    reason: Text


@router.get("/count")
def count(call: Signed, named: Named, as_of: Word = "") -> dict[str, Any]:
    """Items and displays of a period, in rows, beside a year before; without words, this year."""
    station = call.station
    period = period_of(station, named)
    call.look(f"count {period.first} {period.last}")
    return station.reckoning.account(period, as_of_day(as_of, station.today())).as_dict()


@router.get("/count/items")
def items(
    call: Signed,
    named: Named,
    as_of: Word = "",
    which: Annotated[str, Query(max_length=40)] = "counted",
    channel: Word = "",
    kind: Word = "",
    document: Word = "",
    sign: Word = "",
    category: Long = None,
    office: Long = None,
) -> dict[str, Any]:
    """The items behind a figure."""
    station = call.station
    period, day = period_of(station, named), as_of_day(as_of, station.today())
    choice = choice_of(which, channel, category, office, kind, document, sign)
    call.look(f"items {period.first} {period.last} {which}")
    found = chosen(station.reckoning.items(period, day), choice)
    return {"items": [plain(item) for item in found]}


@router.get("/count/facts")
def facts(call: Signed, named: Named, which: Word, as_of: Word = "") -> dict[str, Any]:
    """What is behind a figure of ``facts``: corrections, withdrawals, objections, and so on."""
    station = call.station
    period, day = period_of(station, named), as_of_day(as_of, station.today())
    found = station.reckoning.happened(period, day, which)
    call.look(f"{which} {period.first} {period.last}")
    return {"facts": [one.as_dict() for one in found]}


@router.get("/elsewhere")
def entries(call: Signed, named: Named) -> dict[str, Any]:
    """What was published elsewhere in a period, also what was struck."""
    station = call.station
    period = period_of(station, named)
    call.look("elsewhere")
    return {"entries": [one.as_dict() for one in listed(station.office, period.first, period.last)]}


@router.post("/elsewhere")
def enter(call: Signed, order: EntryOrder) -> dict[str, int]:
    """Write one down."""
    said = order.model_dump(exclude={"of"})
    entry = make_entry(said, call.station.today())
    return {"id": call.station.elsewhere.enter(call.actor, entry, order.of)}


@router.post("/elsewhere/{number}/strike")
def strike(number: int, call: Signed, order: StrikeOrder) -> dict[str, bool]:
    """It was entered wrongly and counts no more."""
    call.station.elsewhere.strike(call.actor, number, order.reason)
    return {"struck": True}
