"""Writing notices: a new one, changing a draft.

What the clerk typed is never lost: a form that is not accepted comes back as it
was sent, with the sentence beside the field. Of what was pasted or uploaded only
the public version is stored; the page that comes back is not kept anywhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from layouts import BUILTIN
from ledctl.accounts.model import Role
from ledctl.calendars.categories import Categories, Category
from ledctl.content.channels import CHANNELS
from ledctl.content.model import ColumnType, Privacy, SignLayout
from ledctl.errors import LedctlError, NotAllowed, NotFound
from ledctl.notices.facts import Dossier
from ledctl.notices.numbering import free_id
from ledctl.web import forms
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.forms import HeldList, NoticeForm, read_form
from ledctl.web.lists import editable, shelf_of
from ledctl.web.lists import held as held_list
from ledctl.web.pages import speaker
from ledctl.web.pictures import sign_names

router = APIRouter()

HeldToken = Annotated[str, Query(alias="list", max_length=64)]


@router.get("/notices/new")
def show_new(visit: Signed, list_: HeldToken = "") -> Response:
    _require_drafter(visit)
    today = visit.station.today()
    unit = visit.station.settings.desk.town
    form = forms.blank(free_id(visit.station.database, today), unit=unit, today=today)
    beginning = held_list(visit, list_).begun if list_ else None
    form = forms.begun(form, beginning) if beginning else form
    return _form_page(visit, replace(form, held=_held(visit, list_)))


@router.post("/notices/new")
def create(visit: Signed, form: Form) -> Response:
    """Store the draft and show what screening says of it."""
    _require_drafter(visit)
    posted, token = form.as_dict(), form.line("list")
    held = None
    try:
        held = _held(visit, token)
        notice = read_form(posted, held=held)
        visit.station.desk.draft(visit.actor, notice, source=_source(visit, token))
    except LedctlError as error:
        form_again = replace(forms.returned(posted, None, error.sentences), held=held)
        return _form_page(visit, form_again, status=error.http_status)
    shelf_of(visit).drop(token)
    return go(f"/notice/{notice.id}")


@router.get("/notice/{notice_id}/edit")
def show_edit(notice_id: str, visit: Signed, list_: HeldToken = "") -> Response:
    file = editable(visit, notice_id)
    form = forms.filled(file.current.content)
    return _form_page(visit, replace(form, held=_held(visit, list_)), file)


@router.post("/notice/{notice_id}/edit")
def change(notice_id: str, visit: Signed, form: Form) -> Response:
    """Change the draft; of what the form does not show, nothing changes."""
    file = editable(visit, notice_id)
    posted, before, token = form.as_dict(), file.current.content, form.line("list")
    held = None
    try:
        held = _held(visit, token)
        notice = read_form(posted, before, held=held)
        source = _source(visit, token)
        visit.station.desk.edit(visit.actor, notice_id, notice, seen=form.line("seen"), source=source)
    except LedctlError as error:
        form_again = replace(forms.returned(posted, before, error.sentences), held=held)
        return _form_page(visit, form_again, file, status=error.http_status)
    shelf_of(visit).drop(token)
    return go(f"/notice/{notice_id}")


def _held(visit: Visit, token: str) -> HeldList | None:
    """The list read before this form was opened; ``NotFound`` when it was forgotten meanwhile."""
    if not token:
        return None
    holding = held_list(visit, token)
    if holding.taken is None:
        raise NotFound.of("list_gone", where="table")
    return HeldList(token, holding.name, holding.taken.table, holding.taken.told)


def _source(visit: Visit, token: str) -> bytes:
    return held_list(visit, token).source if token else b""


def _form_page(visit: Visit, form: NoticeForm, file: Dossier | None = None, *, status: int = 200) -> Response:
    facts: dict[str, Any] = {
        "form": form,
        "file": file,
        "groups": group(visit.station.categories),
        "types": [one.value for one in ColumnType],
        "privacies": [one.value for one in Privacy],
        "channels": {code: (zh, en) for code, (_, zh, en) in CHANNELS.items()},
        "targets": targets(visit),
        "layouts": ["", *(one.value for one in SignLayout if one.value in BUILTIN)],
    }
    return visit.page("edit.html", status=status, **facts)


def targets(visit: Visit) -> dict[str, str]:
    """What a notice may name instead of all signs: the groups, then the signs, as people call them."""
    t, called, groups = speaker(visit.language), sign_names(visit.station), visit.station.office.groups
    named = {name: t("target_group", name=name, n=len(signs)) for name, signs in groups.items()}
    return named | {name: called(name) for name in visit.station.settings.signs}


def group(categories: Categories) -> dict[str, list[Category]]:
    """The categories by what they do in law, in the order of the table."""
    groups: dict[str, list[Category]] = {}
    for category in categories:
        groups.setdefault(category.kind.value, []).append(category)
    return groups


def _require_drafter(visit: Visit) -> None:
    if not visit.actor.has(Role.DRAFTER):
        raise NotAllowed.of("role_needed", zh="拟稿人", en="drafter")
