"""Writing notices: a new one, changing a draft, importing files.

What the clerk typed is never lost: a form that is not accepted comes back as it
was sent, with the sentence beside the field. Of what was pasted or uploaded only
the public version is stored; the page that comes back is not kept anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from layouts import BUILTIN
from ledctl.accounts.model import Role
from ledctl.calendars.categories import Categories, Category
from ledctl.content.channels import CHANNELS
from ledctl.content.files import read_notice
from ledctl.content.model import ColumnType, Privacy, SignLayout
from ledctl.errors import LedctlError, NotAllowed
from ledctl.notices.facts import Dossier
from ledctl.notices.queries import exists, one
from ledctl.notices.rights import require
from ledctl.notices.states import Step, advance
from ledctl.sentences import Sentence, sentence
from ledctl.web import forms
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.forms import NoticeForm, read_form

router = APIRouter()

MOST_A_DAY = 999


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    notice_id: str = ""
    title: str = ""
    problems: Sequence[Sentence] = ()


@router.get("/notices/new")
def show_new(visit: Signed) -> Response:
    _require_drafter(visit)
    today = visit.station.clock.now().astimezone(visit.station.settings.zoneinfo).date()
    unit = visit.station.settings.desk.town
    return _form_page(visit, forms.blank(_free_id(visit), unit=unit, today=today))


@router.post("/notices/new")
def create(visit: Signed, form: Form) -> Response:
    """Store the draft and show what screening says of it."""
    _require_drafter(visit)
    posted = form.as_dict()
    try:
        notice = read_form(posted)
        visit.station.desk.draft(visit.actor, notice)
    except LedctlError as error:
        form_again = forms.returned(posted, None, error.sentences)
        return _form_page(visit, form_again, status=error.http_status)
    return go(f"/notice/{notice.id}")


@router.get("/notice/{notice_id}/edit")
def show_edit(notice_id: str, visit: Signed) -> Response:
    file = _editable(visit, notice_id)
    return _form_page(visit, forms.filled(file.current.content), file)


@router.post("/notice/{notice_id}/edit")
def change(notice_id: str, visit: Signed, form: Form) -> Response:
    """Change the draft; of what the form does not show, nothing changes."""
    file = _editable(visit, notice_id)
    posted, before = form.as_dict(), file.current.content
    try:
        notice = read_form(posted, before)
        visit.station.desk.edit(visit.actor, notice_id, notice, seen=form.line("seen"))
    except LedctlError as error:
        form_again = forms.returned(posted, before, error.sentences)
        return _form_page(visit, form_again, file, status=error.http_status)
    return go(f"/notice/{notice_id}")


@router.get("/notices/import")
def show_import(visit: Signed) -> Response:
    _require_drafter(visit)
    return visit.page("import.html", done=(), problems=())


@router.post("/notices/import")
def import_files(visit: Signed, form: Form) -> Response:
    """Each file by itself: a wrong one does not keep the others out."""
    _require_drafter(visit)
    done = [_import(visit, name, raw) for name, raw in form.files("files")]
    problems = () if done else (sentence("file_chosen_none", where="files"),)
    failed = not done or any(one.problems for one in done)
    return visit.page("import.html", status=422 if failed else 200, done=done, problems=problems)


def _import(visit: Visit, name: str, raw: bytes) -> Imported:
    try:
        notice = read_notice(raw, name=name)
        visit.station.desk.draft(visit.actor, notice, source=raw)
    except LedctlError as error:
        return Imported(name, problems=error.sentences)
    return Imported(name, notice.id, notice.title)


def _form_page(visit: Visit, form: NoticeForm, file: Dossier | None = None, *, status: int = 200) -> Response:
    facts: dict[str, Any] = {
        "form": form,
        "file": file,
        "groups": group(visit.station.categories),
        "types": [one.value for one in ColumnType],
        "privacies": [one.value for one in Privacy],
        "channels": {code: (zh, en) for code, (_, zh, en) in CHANNELS.items()},
        "layouts": ["", *(one.value for one in SignLayout if one.value in BUILTIN)],
    }
    return visit.page("edit.html", status=status, **facts)


def group(categories: Categories) -> dict[str, list[Category]]:
    """The categories by what they do in law, in the order of the table."""
    groups: dict[str, list[Category]] = {}
    for category in categories:
        groups.setdefault(category.kind.value, []).append(category)
    return groups


def _require_drafter(visit: Visit) -> None:
    if not visit.actor.has(Role.DRAFTER):
        raise NotAllowed.of("role_needed", zh="拟稿人", en="drafter")


def _editable(visit: Visit, notice_id: str) -> Dossier:
    """The notice, when this person may change it now."""
    file = one(visit.station.database, notice_id)
    require(visit.actor, Step.EDIT, file.state, file.hands)
    advance(file.state, Step.EDIT)
    return file


def _free_id(visit: Visit) -> str:
    """A number nobody has used: the day and a count, such as ``20261124-1``."""
    day = visit.station.clock.now().astimezone(visit.station.settings.zoneinfo).strftime("%Y%m%d")
    numbers = (f"{day}-{n}" for n in range(1, MOST_A_DAY))
    return next((number for number in numbers if not exists(visit.station.database, number)), "")
