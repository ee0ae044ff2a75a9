"""Personal data on the pages: asking to keep one, agreeing to it, and the sweep."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.errors import LedctlError, NotAllowed, NotFound
from ledctl.notices.sweep import SWEEPERS
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.notices import as_typed, notice_page

router = APIRouter()

_DATUM = frozenset({"datum"})
"""The datum itself is never written on a page again."""


@router.post("/notice/{notice_id}/keep")
def ask(notice_id: str, visit: Signed, form: Form) -> Response:
    """Ask that a hidden datum stays."""
    keeping = visit.station.keeping
    words = form.line("where"), form.line("datum"), form.text("reason")
    typed = as_typed("keep", form, without=_DATUM)
    step = partial(keeping.propose, visit.actor, notice_id, *words, seen=form.line("seen"))
    return _take(visit, notice_id, step, typed)


@router.post("/notice/{notice_id}/keep/{number}")
def agree(notice_id: str, number: int, visit: Signed, form: Form) -> Response:
    """Agree to a request; never one's own."""
    keeping, datum = visit.station.keeping, form.line("datum")
    typed = as_typed(f"keep {number}", form, without=_DATUM)
    step = partial(keeping.confirm, visit.actor, notice_id, number, datum, form.text("opinion"))
    return _take(visit, notice_id, step, typed)


@router.get("/sweep")
def offer_sweep(visit: Signed) -> Response:
    return _sweep_page(visit)


@router.post("/sweep")
def run_sweep(visit: Signed, _form: Form) -> Response:
    """Screen everything that was ever approved again, and list what is found."""
    return _sweep_page(visit, swept=visit.station.sweep.run(visit.actor))


def _sweep_page(visit: Visit, swept: object = None) -> Response:
    return visit.page("sweep.html", swept=swept, may_sweep=visit.actor.has(*SWEEPERS))


def _take(visit: Visit, notice_id: str, step: Callable[[], object], typed: dict[str, str]) -> Response:
    """One use case; a refusal is told on the notice's page."""
    try:
        step()
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return notice_page(visit, notice_id, status=error.http_status, problems=error.sentences, typed=typed)
    return go(f"/notice/{notice_id}")
