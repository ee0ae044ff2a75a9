"""The page of warnings and their templates, and the steps only a warning has.

Every form carries ``seen``, the digest of what stood on the page (R1). The use
cases check rights and rules again, whatever the page offered; a refusal is told
on the page with the words kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.calendars.categories import Kind
from ledctl.content.model import LEVEL_LABELS, WarningLevel
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound
from ledctl.proposals.rights import may_propose
from ledctl.proposals.states import STATE_LABELS, TRANSITIONS, State, Step
from ledctl.templates.cabinet import Cabinet
from ledctl.templates.form import USUAL_HOURS, USUAL_PATTERN, Form
from ledctl.templates.queries import Template, listing
from ledctl.templates.states import RIGHTS, STEP_LABELS
from ledctl.web.deps import Fields, Signed, Visit, go
from ledctl.web.deps import Form as Posted
from ledctl.web.notices import as_typed, notice_page
from ledctl.web.warning_cards import owed_facts

router = APIRouter()

FIELDS = ("source", "category", "pattern", "phone", "hours", "why")
_ORDER = (State.PROPOSED, State.APPROVED, State.WITHDRAWN, State.REJECTED)


def _approve(cabinet: Cabinet, visit: Visit, number: int, form: Fields) -> None:
    cabinet.approve(visit.actor, number, form.text("opinion"), seen=form.line("seen"))


def _reject(cabinet: Cabinet, visit: Visit, number: int, form: Fields) -> None:
    cabinet.reject(visit.actor, number, form.text("opinion"), seen=form.line("seen"))


def _withdraw(cabinet: Cabinet, visit: Visit, number: int, form: Fields) -> None:
    cabinet.withdraw(visit.actor, number, form.text("opinion"))


DECISIONS: Mapping[str, Callable[[Cabinet, Visit, int, Fields], None]] = {
    "approve": _approve,
    "reject": _reject,
    "withdraw": _withdraw,
}


@router.get("/warnings")
def show_warnings(visit: Signed) -> Response:
    """What is owed, then the templates: those that wait first, then those in use, then what was."""
    return _page(visit)


@router.post("/warnings/templates")
def propose(visit: Signed, form: Posted) -> Response:
    """A new template."""
    try:
        visit.station.cabinet.propose(visit.actor, _read(form), form.text("why"))
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error, posted=form)
    return go("/warnings")


@router.post("/warnings/templates/{number}/{action}")
def decide(number: int, action: str, visit: Signed, form: Posted) -> Response:
    """One step on a template; afterwards the page as it is then."""
    if action not in DECISIONS:
        raise NotFound.of("page_not_found")
    try:
        DECISIONS[action](visit.station.cabinet, visit, number, form)
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _page(visit, error=error, opinions={number: form.text("opinion")})
    return go("/warnings")


@router.post("/notice/{notice_id}/fast_submit")
def submit(notice_id: str, visit: Signed, form: Posted) -> Response:
    """A draft straight to a leader."""
    seen = form.line("seen")
    act = visit.station.warnings.submit
    return _after(
        visit, notice_id, "fast_submit", form, lambda: act(visit.actor, notice_id, _number(form), seen=seen)
    )


@router.post("/notice/{notice_id}/lift")
def lift(notice_id: str, visit: Signed, form: Posted) -> Response:
    """Off the screen at once."""
    reason = form.text("opinion")
    return _after(
        visit, notice_id, "lift", form, lambda: visit.station.warnings.lift(visit.actor, notice_id, reason)
    )


@router.post("/notice/{notice_id}/sign_off")
def sign_off(notice_id: str, visit: Signed, form: Posted) -> Response:
    """A review afterwards, or the objection that takes the warning down."""
    warnings, opinion, seen = visit.station.warnings, form.text("opinion"), form.line("seen")
    part = form.line("part")
    if part == "refuse":
        return _after(
            visit,
            notice_id,
            "sign_off",
            form,
            lambda: warnings.refuse_sign_off(visit.actor, notice_id, opinion, seen=seen),
        )
    return _after(
        visit,
        notice_id,
        "sign_off",
        form,
        lambda: warnings.sign_off(visit.actor, notice_id, part, opinion, seen=seen),
    )


def _after(visit: Visit, notice_id: str, action: str, form: Fields, act: Callable[[], None]) -> Response:
    """The notice as it is after the step; after a refusal, with the sentences and the words kept."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        typed = as_typed(action, form)
        return notice_page(visit, notice_id, status=error.http_status, problems=error.sentences, typed=typed)
    return go(f"/notice/{notice_id}")


def _number(form: Fields) -> int:
    written = form.line("template")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise BadInput.of("template_not_in_use", where="template", id=written or "—")
    return int(written)


def _read(form: Fields) -> Form:
    known = {level.value: level for level in WarningLevel}
    levels = tuple(known[name] for name in form.texts("levels") if name in known)
    hours = form.line("hours")
    return Form(
        form.line("source"),
        form.line("category"),
        levels,
        form.line("pattern"),
        form.line("phone"),
        int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 6 else 0,
    )


def _page(
    visit: Visit,
    *,
    error: LedctlError | None = None,
    posted: Fields | None = None,
    opinions: Mapping[int, str] | None = None,
) -> Response:
    usual = {"pattern": USUAL_PATTERN, "hours": str(USUAL_HOURS)}
    found = listing(visit.station.database)
    found.sort(key=lambda one: _ORDER.index(one.state))
    facts: dict[str, Any] = {
        "templates": [(one, _steps(visit, one)) for one in found],
        "may_propose": may_propose(visit.actor),
        "categories": [one for one in visit.station.categories if one.kind is Kind.WARNING],
        "values": {name: posted.text(name) if posted else usual.get(name, "") for name in FIELDS},
        "chosen": posted.texts("levels") if posted else [level.value for level in WarningLevel],
        "problems": error.sentences if error else (),
        "opinions": opinions or {},
        "LEVELS": LEVEL_LABELS,
        "TEMPLATE_STATES": STATE_LABELS,
        "TEMPLATE_STEPS": STEP_LABELS,
        "Step": Step,
        **owed_facts(visit),
    }
    return visit.page("warnings.html", status=error.http_status if error else 200, **facts)


def _steps(visit: Visit, one: Template) -> frozenset[Step]:
    possible = TRANSITIONS[one.state]
    return frozenset(step for step in possible if RIGHTS.may(visit.actor, step, one.state, one.proposer))
