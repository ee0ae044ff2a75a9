"""The API for forms: listing, filling, entering, filing, versions and their differences."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import StringConstraints

from ledctl.errors import BadInput
from ledctl.forms.outputs import as_json
from ledctl.forms.spans import key_of
from ledctl.reports.asked import as_of_day, read_period
from ledctl.reports.periods import Period
from ledctl.web.api_auth import Call, Signed
from ledctl.web.api_models import Shape, Short, Text

router = APIRouter(tags=["forms"])

Version = Annotated[
    int | None, Query(ge=1, le=10_000, description="As it was filed; today's figures unless said.")
]
Day = Annotated[str | None, Query(max_length=10, description="As known on this day.")]
MOST_CELLS = 2000


Cell = Annotated[str, StringConstraints(max_length=5000)]


class EnterOrder(Shape):
    """``cells``: value by address. ``zero_rest``: 0 into every cell that is still empty."""

    cells: dict[Short, Cell]
    source: Short
    zero_rest: bool = False


class FileOrder(Shape):
    """A new version of what was filed before needs a reason."""

    reason: Text = ""


class EnteredAnswer(Shape):
    entered: int


@router.get("/forms")
def forms(caller: Signed) -> dict[str, Any]:
    """The forms of the site, and everything filed, the newest first."""
    caller.look("forms")
    known = caller.station.forms.all().values()
    filed = caller.station.forms.filings()
    return {
        "forms": [
            {
                "code": one.code,
                "zh": one.name_zh,
                "en": one.name_en,
                "doc_no": one.doc_no,
                "periods": one.periods,
            }
            for one in known
        ],
        "filed": [{"form": code, "period": period, **one.as_dict()} for code, period, one in filed],
    }


@router.get("/forms/{code}/{period}")
def form(
    code: str, period: str, caller: Signed, version: Version = None, as_of: Day = None
) -> dict[str, Any]:
    """A form with every figure, the items behind it, who entered what, and what does not hold."""
    days, use = _looked(caller, code, period), caller.station.forms
    if version is not None:
        filed = use.filed(code, days, version)
        return as_json(filed.form, filed.imprint)
    day = as_of_day(as_of or "", caller.station.today())
    return as_json(use.fill(code, days, day), use.draft())


@router.post("/forms/{code}/{period}/cells")
def enter(code: str, period: str, order: EnterOrder, caller: Signed) -> EnteredAnswer:
    """Write figures, words and signatures into cells: all of them, or none."""
    if len(order.cells) > MOST_CELLS:
        raise BadInput.of("form_cells_too_many", where="cells", most=MOST_CELLS)
    kept = caller.station.forms.enter(
        caller.actor, code, read_period(period), order.cells, source=order.source, zero_rest=order.zero_rest
    )
    return EnteredAnswer(entered=kept)


@router.post("/forms/{code}/{period}/file")
def file_form(code: str, period: str, order: FileOrder, caller: Signed) -> dict[str, Any]:
    """Freeze the form as it is today."""
    filed = caller.station.forms.file(caller.actor, code, read_period(period), reason=order.reason)
    return as_json(filed.form, filed.imprint)


@router.get("/forms/{code}/{period}/entries")
def entries(code: str, period: str, caller: Signed) -> dict[str, Any]:
    """Every entry of each cell, the newest first."""
    days = _looked(caller, code, period)
    found = caller.station.forms.history(code, days)
    return {
        "entries": {
            cell: [{"value": e.value, "name": e.name, "at": e.at, "source": e.source} for e in rows]
            for cell, rows in found.items()
        }
    }


@router.get("/forms/{code}/{period}/versions")
def versions(code: str, period: str, caller: Signed) -> dict[str, Any]:
    """Everything filed for the period, the oldest first."""
    days = _looked(caller, code, period)
    return {"versions": [one.as_dict() for one in caller.station.forms.versions(code, days)]}


@router.get("/forms/{code}/{period}/differences")
def differences(
    code: str, period: str, caller: Signed, old: Version = None, new: Version = None
) -> dict[str, Any]:
    """What is otherwise in version ``new`` (today) than in version ``old`` (the newest)."""
    days = _looked(caller, code, period)
    found = caller.station.forms.compare(code, days, old, new)
    return {"differences": [one.as_dict() for one in found]}


def _looked(caller: Call, code: str, period: str) -> Period:
    days = read_period(period)
    caller.look(f"forms {code[:40]} {key_of(days)}")
    return days
