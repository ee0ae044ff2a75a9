"""Taking steps on a notice from its pages: submit, review, approve, decline, withdraw.

Every form carries ``seen``, the digest of the version it was made for, and an
approval also the digest of the pixels on the page: nobody decides on what they
did not see (R1). The desk checks rights and rules again,
whatever the page offered; a refusal is told on the page with the opinion kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.calendars.plans import Planned
from ledctl.errors import LedctlError, NotAllowed, NotFound
from ledctl.notices.correcting import refuse_ahead_of_correction
from ledctl.notices.desk import Desk
from ledctl.notices.facts import Dossier
from ledctl.notices.queries import one
from ledctl.notices.rights import SIGNING
from ledctl.sentences import Sentence, sentence
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.notices import as_typed, notice_facts, notice_page
from ledctl.web.pictures import preview, split_digest
from ledctl.web.signing import version_before

router = APIRouter()


def _submit(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    accepted = form.text("accept_redactions") == "yes"
    desk.submit(visit.actor, notice_id, seen=form.line("seen"), accept_redactions=accepted)


def _review(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    desk.review(visit.actor, notice_id, form.line("result"), form.text("opinion"), seen=form.line("seen"))


def _secrecy(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    desk.secrecy(
        visit.actor,
        notice_id,
        form.line("result"),
        form.text("opinion"),
        seen=form.line("seen"),
        refer_to=form.line("refer_to"),
    )


def _approve(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    pixels, seen = split_digest(form.line("pixels")), form.line("seen")
    other, other_pixels = form.line("companion_seen"), split_digest(form.line("companion_pixels"))
    desk.approve(
        visit.actor,
        notice_id,
        form.text("opinion"),
        seen=seen,
        pixels=pixels,
        companion_seen=other or None,
        companion_pixels=other_pixels if other else None,
    )


def _decline(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    desk.decline(visit.actor, notice_id, form.line("result"), form.text("opinion"), seen=form.line("seen"))


def _withdraw(desk: Desk, visit: Visit, notice_id: str, form: Fields) -> None:
    desk.withdraw(visit.actor, notice_id, form.text("opinion"))


Action = Callable[[Desk, Visit, str, Fields], None]

ACTIONS: Mapping[str, Action] = {
    "submit": _submit,
    "review": _review,
    "secrecy": _secrecy,
    "approve": _approve,
    "decline": _decline,
    "withdraw": _withdraw,
}


@router.get("/notice/{notice_id}/approve")
def show_approval(notice_id: str, visit: Signed) -> Response:
    """Exactly what approval would bind: the pixels on each sign, and the window."""
    return _approval_page(visit, notice_id)


@router.post("/notice/{notice_id}/{action}")
def take_step(notice_id: str, action: str, visit: Signed, form: Form) -> Response:
    """One step; afterwards the notice as it is then."""
    if action not in ACTIONS:
        raise NotFound.of("page_not_found")
    try:
        ACTIONS[action](visit.station.desk, visit, notice_id, form)
    except (NotAllowed, NotFound):
        raise
    except LedctlError as error:
        return _again(visit, notice_id, action, error, form)
    return go(f"/notice/{notice_id}")


def _again(visit: Visit, notice_id: str, action: str, error: LedctlError, form: Fields) -> Response:
    page = _approval_page if action in ("approve", "decline") else notice_page
    typed = as_typed(action, form)
    return page(visit, notice_id, status=error.http_status, problems=error.sentences, typed=typed)


def _approval_page(
    visit: Visit,
    notice_id: str,
    *,
    status: int = 200,
    problems: tuple[Sentence, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> Response:
    file = one(visit.station.database, notice_id)
    facts = notice_facts(visit, file, typed)
    planned, why = _plan(visit, file)
    ahead = _ahead(visit, file)
    mine = not SIGNING.isdisjoint(facts["steps"])
    beside = _beside(visit, facts["companion"])
    facts |= beside | {
        "problems": (*dict.fromkeys((*problems, *why, *ahead)),),
        "ahead": bool(ahead),
        "opinion": (typed or {}).get("opinion", ""),
    }
    return visit.page("approve.html", status=status, planned=planned, note=_note(planned), mine=mine, **facts)


def _plan(visit: Visit, file: Dossier) -> tuple[Planned | None, tuple[Sentence, ...]]:
    """The window an approval would open now, or why there is none (R3)."""
    try:
        return visit.station.desk.plan(file.current.content), ()
    except LedctlError as error:
        return None, error.sentences


def _ahead(visit: Visit, file: Dossier) -> tuple[Sentence, ...]:
    """Why this revision is not approved by itself: a correction of it is on its way."""
    station = visit.station
    try:
        with station.database.read() as session:
            refuse_ahead_of_correction(session, file.id, station.clock.now())
    except LedctlError as error:
        return error.sentences
    return ()


def _note(planned: Planned | None) -> Sentence | None:
    return sentence(planned.note, where="display_window") if planned and planned.note else None


def _beside(visit: Visit, other: Dossier | None) -> dict[str, Any]:
    """The corrected notice that is approved in the same step: its pixels, window and changes."""
    if other is None:
        return {"beside": None}
    planned, why = _plan(visit, other)
    shown, before = preview(visit.station, other), version_before(other)
    content = other.current.content
    category = visit.station.categories.get(content.category)
    found = {"file": other, "preview": shown, "before": before, "content": content, "category": category}
    return {"beside": found | {"planned": planned, "note": _note(planned), "problems": why}}
