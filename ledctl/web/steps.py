"""Taking steps on a notice from its pages: submit, review, approve, decline, withdraw.

Every form carries ``seen``, the digest of the version it was made for, and an
approval also the digest of the pixels on the page: nobody decides on what they
did not see (R1). The desk checks rights and rules again,
whatever the page offered; a refusal is told on the page with the opinion kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.calendars.plans import Planned
from ledctl.errors import LedctlError, NotAllowed, NotFound
from ledctl.notices.desk import Desk
from ledctl.notices.queries import one
from ledctl.notices.rights import SIGNING
from ledctl.sentences import Sentence, sentence
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.notices import notice_facts, notice_page
from ledctl.web.pictures import preview, split_digest

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
        return _again(visit, notice_id, action, error, form.text("opinion"))
    return go(f"/notice/{notice_id}")


def _again(visit: Visit, notice_id: str, action: str, error: LedctlError, opinion: str) -> Response:
    page = _approval_page if action in ("approve", "decline") else notice_page
    return page(visit, notice_id, status=error.http_status, problems=error.sentences, opinion=opinion)


def _approval_page(
    visit: Visit,
    notice_id: str,
    *,
    status: int = 200,
    problems: tuple[Sentence, ...] = (),
    opinion: str = "",
) -> Response:
    file = one(visit.station.database, notice_id)
    facts = notice_facts(visit, file)
    planned, why = _plan(visit, notice_id)
    mine = not SIGNING.isdisjoint(facts["steps"])
    note = sentence(planned.note, where="display_window") if planned and planned.note else None
    return visit.page(
        "approve.html",
        status=status,
        problems=(*problems, *why),
        opinion=opinion,
        planned=planned,
        note=note,
        mine=mine,
        companion_pixels=preview(visit.station, facts["companion"]).digest if facts["companion"] else "",
        **facts,
    )


def _plan(visit: Visit, notice_id: str) -> tuple[Planned | None, tuple[Sentence, ...]]:
    """The window an approval would open now, or why there is none (R3)."""
    content = one(visit.station.database, notice_id).current.content
    try:
        return visit.station.desk.plan(content), ()
    except LedctlError as error:
        return None, error.sentences
