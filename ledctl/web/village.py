"""What villages publish in one format: the templates, their blank lists, a notice begun from one.

A notice needs its list: beginning one reads it as ``lists`` does, and the form that follows has
everything else filled in. Nothing is stored before that form is.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.accounts.model import Role
from ledctl.boards.village.files import TYPES, blank_name
from ledctl.boards.village.templates import CADENCE_LABELS, Template
from ledctl.boards.village.words import write_span
from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput, LedctlError, NotAllowed
from ledctl.station import Station
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.files import file_answer
from ledctl.web.lists import PATIENCE_S, given, shelf_of
from ledctl.web.village_words import CERTAINTIES, PERIODS

router = APIRouter()

Code = Annotated[str, Path(max_length=40)]
Sort = Annotated[str, Path(max_length=8)]
Asked = Annotated[str, Query(max_length=100)]


@router.get("/boards/village")
def show_forms(visit: Signed) -> Response:
    """All templates; with what is wrong where the site's own file cannot be read."""
    try:
        return visit.page("village.html", forms=_lines(visit), problems=(), **_shared(visit))
    except BadInput as error:
        facts: dict[str, Any] = {"forms": (), "problems": error.sentences, **_shared(visit)}
        return visit.page("village.html", status=error.http_status, **facts)


@router.get("/boards/village/{code}/blank.{sort}")
def take_blank(code: Code, sort: Sort, visit: Signed, village: Asked = "", period: Asked = "") -> Response:
    """The blank list of one template."""
    return blank_answer(visit.station, code, sort, village, period)


@router.get("/boards/village/{code}")
def show_begin(code: Code, visit: Signed) -> Response:
    """Which village, which month, and its list."""
    _require_drafter(visit)
    return _begin_page(visit, visit.station.village_forms.all().get(code))


@router.post("/boards/village/{code}")
def begin(code: Code, visit: Signed, form: Form) -> Response:
    """Hand the list to a reader, with what the notice says besides it."""
    _require_drafter(visit)
    forms = visit.station.village_forms
    template = forms.all().get(code)
    try:
        begun = forms.begin(code, form.line("village"), form.line("period"))
        name, source, read = given(form)
        token = shelf_of(visit).put(
            visit.form_key, read, name=name, source=source, begun=begun, patience_s=PATIENCE_S
        )
    except LedctlError as error:
        return _begin_page(visit, template, form.as_dict(), error)
    return go(f"/lists/{token}")


def blank_answer(station: Station, code: str, sort: str, village: str, period: str) -> Response:
    """The blank list as a file to be kept; the API answers with the same."""
    template, raw = station.village_forms.blank(code, sort, village=village, period=period)
    return file_answer(raw, TYPES[sort], blank_name(template, sort))


def _lines(visit: Visit) -> list[tuple[Template, Any, Any]]:
    """Each template with its category and its basis."""
    categories, forms = visit.station.categories, visit.station.village_forms.all()
    return [(one, categories.get(one.category), one.basis(categories)) for one in forms]


def _shared(visit: Visit) -> dict[str, Any]:
    return {
        "cadences": CADENCE_LABELS,
        "certainties": CERTAINTIES,
        "channel_names": {code: (zh, en) for code, (_, zh, en) in CHANNELS.items()},
        "may_draft": visit.actor.has(Role.DRAFTER),
    }


def _begin_page(
    visit: Visit, template: Template, typed: dict[str, str] | None = None, error: LedctlError | None = None
) -> Response:
    usual = write_span(visit.station.village_forms.span(template), template.cadence)
    facts: dict[str, Any] = {
        "form": template,
        "asked": PERIODS[template.cadence],
        "typed": {"village": "", "period": usual, "pasted": "", **(typed or {})},
        "problems": error.sentences if error else (),
    }
    return visit.page("village_begin.html", status=error.http_status if error else 200, **facts)


def _require_drafter(visit: Visit) -> None:
    if not visit.actor.has(Role.DRAFTER):
        raise NotAllowed.of("role_needed", zh="拟稿人", en="drafter")
