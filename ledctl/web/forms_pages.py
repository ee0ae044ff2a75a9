"""Forms: all of them, one for a period with its cells to fill, what is behind a figure, filing, versions.

Everybody in the office may look, and an auditor's look is written down; who may enter
and who may file is the use case's (``forms.book``).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.clock import unstamp
from ledctl.errors import BadInput, LedctlError, NotFound
from ledctl.forms.book import ENTERERS, FILERS
from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm
from ledctl.forms.grid import lay_out
from ledctl.forms.model import Form as Model
from ledctl.forms.model import Kind
from ledctl.forms.outputs import TYPES, file_name, write_form
from ledctl.forms.spans import key_of
from ledctl.reports.asked import read_period
from ledctl.reports.periods import Period, month, quarter, year
from ledctl.web.auth import note_look
from ledctl.web.count import channel_name
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.files import file_answer

router = APIRouter()

CELL = "cell:"
"""How the fields of cells are named in the page's form."""
WAS = "was:"
"""And what a person had entered there when the page was made."""

Version = Annotated[int | None, Query(ge=1, le=10_000)]
Address = Annotated[str, Query(max_length=80)]


@router.get("/forms")
def show_forms(visit: Signed) -> Response:
    """Every form, with the periods that are due, and what was filed, whatever is wrong with a form file."""
    note_look(visit.station, visit.actor, "forms")
    forms, known, error = visit.station.forms, dict[str, Model](), None
    try:
        known = forms.all()
    except BadInput as wrong:
        error = wrong
    due = {code: _due(form, visit.station.today()) for code, form in known.items()}
    return visit.page(
        "forms.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        forms=known,
        due=due,
        filings=forms.filings(),
    )


def _due(form: Model, now: date) -> list[str]:
    """The periods a form is most likely wanted for: of each sort the last one, then the one that runs."""
    last = now.replace(day=1) - timedelta(days=1)
    a_quarter_ago = date(now.year, (now.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    found = {
        "year": [year(one) for one in (now.year - 1, now.year) if form.is_meant_for(one)],
        "quarter": [quarter(one.year, (one.month + 2) // 3) for one in (a_quarter_ago, now)],
        "month": [month(last.year, last.month)],
    }
    return [key_of(one) for sort in form.periods for one in found.get(sort, [])]


@router.get("/forms/{code}")
def choose_period(code: str, visit: Signed, period: Annotated[str, Query(max_length=40)] = "") -> Response:
    """On to the period that was typed."""
    return go(f"/forms/{code}/{key_of(read_period(period or str(visit.station.today().year)))}")


@router.get("/forms/{code}/{period}")
def show_form(code: str, period: str, visit: Signed, version: Version = None, saved: int = 0) -> Response:
    """The form by the record of today, or a version as it was filed."""
    days = _looked(visit, code, period)
    return _page(visit, code, days, version=version, saved=saved)


@router.post("/forms/{code}/{period}/cells")
def enter(code: str, period: str, visit: Signed, form: Form) -> Response:
    """Keep what was changed; every fault is told, with everything typed still there."""
    days, forms = read_period(period), visit.station.forms
    try:
        typed, rest = _changed(form), bool(form.line("zero_rest"))
        source = form.line("source")
        kept = forms.enter(visit.actor, code, days, typed, source=source, zero_rest=rest)
    except LedctlError as error:
        return _page(visit, code, days, error=error, typed=form.as_dict())
    return go(f"/forms/{code}/{key_of(days)}?saved={kept}")


def _changed(form: Fields) -> dict[str, str]:
    """The cells whose text is not what the page showed: nobody's later entry is undone from an old page."""
    typed = {name.removeprefix(CELL): text for name, text in form.as_dict().items() if name.startswith(CELL)}
    return {name: text for name, text in typed.items() if text.strip() != form.line(WAS + name)}


@router.post("/forms/{code}/{period}/file")
def file_form(code: str, period: str, visit: Signed, form: Form) -> Response:
    """Freeze it; on to the version that was made."""
    days = read_period(period)
    try:
        filed = visit.station.forms.file(visit.actor, code, days, reason=form.line("reason"))
    except LedctlError as error:
        return _page(visit, code, days, error=error)
    return go(f"/forms/{code}/{key_of(days)}?version={filed.imprint.version}")


@router.get("/forms/{code}/{period}/behind")
def show_behind(code: str, period: str, visit: Signed, cell: Address, version: Version = None) -> Response:
    """The rows behind a figure, and everything that was ever entered there."""
    days = _looked(visit, code, period)
    form, imprint = _wanted(visit, code, days, version)
    entries = visit.station.forms.history(code, days).get(cell, [])
    labels = {one.words_address: one.title for one in form.sections}
    labels |= {one.text_address: one.title for one in form.sections if one.text_address}
    labels |= {one.address: one.label for one in form.signers}
    labels |= {one.address: row.label for row, one in form.cells()}
    if cell not in labels and not entries:
        raise NotFound.of("form_cell_unknown", where=cell[:60])
    return visit.page(
        "form_behind.html",
        form=form,
        imprint=imprint,
        cell=cell,
        label=labels.get(cell, cell),
        channel_name=channel_name(visit.language),
        items=form.behind(cell),
        entries=entries,
        moment=unstamp,
    )


@router.get("/forms/{code}/{period}/differences")
def show_differences(
    code: str, period: str, visit: Signed, old: Version = None, new: Version = None
) -> Response:
    """What is otherwise between two versions, or would be today."""
    days = _looked(visit, code, period)
    forms = visit.station.forms
    filed = forms.filed(code, days, old)
    found = forms.compare(code, days, old, new)
    return visit.page(
        "form_differences.html", form=filed.form, imprint=filed.imprint, new=new, differences=found
    )


@router.get("/forms/{code}/{period}/download/{sort}")
def download(code: str, period: str, sort: str, visit: Signed, version: Version = None) -> Response:
    """The form as a file: .xlsx, .docx, .pdf or .json."""
    days = _looked(visit, code, period)
    form, imprint = _wanted(visit, code, days, version)
    station = visit.station
    raw = write_form(sort, form, imprint, station.settings.zoneinfo, at=station.clock.now())
    name = file_name(form, imprint, sort)
    return file_answer(raw, TYPES[sort], name)


def _looked(visit: Visit, code: str, period: str) -> Period:
    """The period, and the auditor's look written down."""
    days = read_period(period)
    note_look(visit.station, visit.actor, f"forms {code[:40]} {key_of(days)}")
    return days


def _wanted(visit: Visit, code: str, days: Period, version: int | None) -> tuple[FilledForm, Imprint]:
    """The frozen version that was asked for, else the form of today."""
    forms = visit.station.forms
    if version is not None:
        filed = forms.filed(code, days, version)
        return filed.form, filed.imprint
    return forms.fill(code, days), forms.draft()


def _page(
    visit: Visit,
    code: str,
    days: Period,
    *,
    version: int | None = None,
    saved: int = 0,
    error: LedctlError | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    form, imprint = _wanted(visit, code, days, version)
    forms = visit.station.forms
    is_running = not imprint.is_filed and form.is_running
    return visit.page(
        "form.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        form=form,
        imprint=imprint,
        lay_out=lay_out,
        versions=forms.versions(code, days),
        manual=_manual(forms.all()[code]) if version is None else (),
        typed=typed or {},
        saved=saved,
        sorts=tuple(TYPES),
        today_is=visit.station.today(),
        may_enter=version is None and visit.actor.has(*ENTERERS),
        is_running=is_running,
        may_file=version is None and not is_running and visit.actor.has(*FILERS),
    )


def _manual(form: Model) -> frozenset[str]:
    """The cells a person may write into; a filed version has none, and needs no form file to be shown."""
    cells = form.addresses()
    return frozenset(address for address, row, at in cells if row.kind is Kind.MANUAL and not at.sum)
