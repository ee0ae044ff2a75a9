"""A notice from a list: paste or upload, see how it is read, say what its columns are, go on to the form.

Works without scripts. A list whose heads and cells leave no doubt goes straight to the
form; the page of its columns is one step back from there. What is held in between is
``shelf``'s; nothing is stored before the form is.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.accounts.model import Role
from ledctl.content.files import MAX_BYTES
from ledctl.content.model import ColumnType, Privacy, Table
from ledctl.errors import BadInput, LedctlError, NotAllowed
from ledctl.intake.doubts import say_taken, to_look_at
from ledctl.intake.heads import Recognised, recognise
from ledctl.intake.mapping import Mapping, as_guessed, make_table
from ledctl.intake.pasted import NAME
from ledctl.intake.reading import Reading, read_pasted, read_sheets
from ledctl.intake.rows import NO_HEADS
from ledctl.intake.sheet import Sheet
from ledctl.intake.shipped import site_vocabulary
from ledctl.notices.facts import Dossier
from ledctl.notices.queries import one
from ledctl.notices.rights import require
from ledctl.notices.states import Step, advance
from ledctl.sentences import Sentence
from ledctl.web.column_forms import lay_out, read_choices, read_heads
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.shelf import Holding, Read, Shelf, Taken

router = APIRouter()

PATIENCE_S = 0.6
"""A list read within this time needs no page that says it is being read."""


@router.get("/lists/new")
def show_new(visit: Signed, notice: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Paste or upload; ``notice`` is the draft whose list is to be replaced."""
    _require_writer(visit, notice)
    return _start_page(visit, notice)


@router.post("/lists/new")
def begin(visit: Signed, form: Form) -> Response:
    """Hand what was given to a reader."""
    notice_id = form.line("notice")
    _require_writer(visit, notice_id)
    try:
        name, source, read = given(form)
        token = shelf_of(visit).put(
            visit.form_key, read, name=name, source=source, notice_id=notice_id, patience_s=PATIENCE_S
        )
    except LedctlError as error:
        return _start_page(visit, notice_id, error.sentences, form.text("pasted"), error.http_status)
    return go(f"/lists/{token}")


@router.get("/lists/{token}")
def look(
    token: str, visit: Signed, sheet: Annotated[int, Query(ge=0, le=1000)] = 0, columns: bool = False
) -> Response:
    """Being read, or what was read; straight on to the form when nobody needs to look."""
    holding = held(visit, token)
    if not holding.reading.done():
        done, total = holding.progress
        return visit.page("list_reading.html", name=holding.name, done=done, total=total)
    if holding.taken and not sheet and not columns:
        return go(form_of(holding, token))
    try:
        reading = holding.reading.result()
        number, heads = _as_before(holding, sheet)
        found = _recognise(visit, holding, _sheet(reading, number), heads)
    except LedctlError as error:
        shelf_of(visit).drop(token)
        return _start_page(visit, holding.notice_id, error.sentences, status=error.http_status)
    if columns and holding.taken:
        return _columns_page(visit, token, holding, found, holding.taken.mapping, number)
    nothing_to_see = found.sure and not to_look_at(reading.notes, found.sheet)
    if nothing_to_see and len(_filled(reading)) == 1 and not columns:
        return _take(visit, token, holding, found, as_guessed(found), number)
    return _columns_page(visit, token, holding, found, as_guessed(found), number)


@router.post("/lists/{token}")
def decide(token: str, visit: Signed, form: Form) -> Response:
    """What the clerk said of sheet, heads and columns; another sheet or other heads are looked at again."""
    holding = held(visit, token)
    if not holding.reading.done():
        return go(f"/lists/{token}")
    reading, posted = holding.reading.result(), form.as_dict()
    number = int(posted.get("sheet", "")) if posted.get("sheet", "").isdecimal() else 1
    sheet = _sheet(reading, number)
    try:
        found = _recognise(visit, holding, sheet, read_heads(posted, len(sheet.rows), sheet.top))
    except BadInput as error:
        found = _recognise(visit, holding, sheet)
        return _columns_page(visit, token, holding, found, as_guessed(found), number, error.sentences)
    if _made_for(found, number) != posted.get("made_for"):
        return _columns_page(visit, token, holding, found, as_guessed(found), number, status=200)
    return _take(visit, token, holding, found, read_choices(posted, form.texts("take_row"), found), number)


def _take(
    visit: Visit, token: str, holding: Holding, found: Recognised, chosen: Mapping, number: int
) -> Response:
    """On to the form with the table; the page of columns again where it breaks a limit."""
    try:
        table = make_table(found, chosen)
    except BadInput as error:
        return _columns_page(visit, token, holding, found, chosen, number, error.sentences)
    told = (say_taken(holding.name or NAME, found, chosen), *holding.reading.result().notes)
    holding.taken = Taken(table, number, found.parts.heads or NO_HEADS, chosen, told)
    return go(form_of(holding, token))


def _as_before(holding: Holding, sheet: int) -> tuple[int, tuple[int, ...]]:
    """The sheet and its head rows: as they were taken, unless another sheet is asked for."""
    taken = holding.taken
    if taken is not None and sheet in (0, taken.sheet):
        return taken.sheet, taken.heads
    return sheet or 1, ()


def shelf_of(visit: Visit) -> Shelf:
    shelf: Shelf = visit.request.app.state.shelf
    return shelf


def held(visit: Visit, token: str) -> Holding:
    """The list of this sign-in, for somebody who may still write what it is for."""
    holding = shelf_of(visit).get(token, visit.form_key)
    _require_writer(visit, holding.notice_id)
    return holding


def form_of(holding: Holding, token: str) -> str:
    """Where the list goes on: into the form of its notice."""
    page = f"/notice/{quote(holding.notice_id)}/edit" if holding.notice_id else "/notices/new"
    return f"{page}?list={token}"


def given(form: Fields) -> tuple[str, bytes, Read]:
    """Name, bytes and reader of what was pasted or chosen: one of the two."""
    files, pasted = list(form.files("file")), form.text("pasted")
    if files and pasted.strip():
        raise BadInput.of("list_both_given", where="table")
    if files:
        name, raw = files[0]
        if len(raw) > MAX_BYTES:
            raise BadInput.of("file_too_large", where=name, limit_mb=MAX_BYTES // 1024 // 1024)
        return name, raw, lambda progress: read_sheets(name, raw, progress)
    if not pasted.strip():
        raise BadInput.of("list_nothing_given", where="table")
    return "", pasted.encode(), lambda _: Reading((read_pasted(pasted),), (), "")


def _filled(reading: Reading) -> list[Sheet]:
    """The sheets with anything in them, in the order of the file."""
    return [sheet for sheet in reading.sheets if any(cell.strip() for row in sheet.rows for cell in row)]


def _sheet(reading: Reading, number: int) -> Sheet:
    sheets = _filled(reading)
    if not sheets:
        raise BadInput.of("list_no_sheet", where="table")
    if number > len(sheets):
        raise BadInput.of("sheet_choice_wrong", where="table", number=number)
    return sheets[number - 1]


def _recognise(visit: Visit, holding: Holding, sheet: Sheet, heads: tuple[int, ...] = ()) -> Recognised:
    before: Table | None = None
    if holding.notice_id:
        before = one(visit.station.database, holding.notice_id).current.content.table
    return recognise(sheet, site_vocabulary(visit.station.site), before=before, heads=heads)


def _made_for(found: Recognised, number: int) -> str:
    """What the choices on a page are about: a sheet and its head rows."""
    return f"{number}:{','.join(map(str, found.parts.heads))}"


def _start_page(
    visit: Visit, notice_id: str, problems: tuple[Sentence, ...] = (), pasted: str = "", status: int = 200
) -> Response:
    facts: dict[str, Any] = {"notice": notice_id, "problems": problems, "pasted": pasted}
    return visit.page("list_new.html", status=status, **facts)


def _columns_page(
    visit: Visit,
    token: str,
    holding: Holding,
    found: Recognised,
    chosen: Mapping,
    number: int,
    problems: tuple[Sentence, ...] = (),
    status: int = 0,
) -> Response:
    reading, page = holding.reading.result(), lay_out(found, chosen)
    to_look = to_look_at(reading.notes, found.sheet)
    facts: dict[str, Any] = {
        "token": token,
        "name": holding.name,
        "notice": holding.notice_id,
        "to_check": (*page.doubts, *to_look),
        "notes": tuple(one for one in reading.notes if one not in to_look),
        "sheets": [sheet.name for sheet in _filled(reading)],
        "number": number,
        "made_for": _made_for(found, number),
        "page": page,
        "problems": problems,
        "types": [kind.value for kind in ColumnType],
        "privacies": [privacy.value for privacy in Privacy],
    }
    return visit.page("list_columns.html", status=status or (422 if problems else 200), **facts)


def _require_writer(visit: Visit, notice_id: str) -> None:
    """A drafter; for the list of a notice there is, somebody who may change it now."""
    if not visit.actor.has(Role.DRAFTER):
        raise NotAllowed.of("role_needed", zh="拟稿人", en="drafter")
    if notice_id:
        editable(visit, notice_id)


def editable(visit: Visit, notice_id: str) -> Dossier:
    """The notice, when this person may change it now."""
    file = one(visit.station.database, notice_id)
    require(visit.actor, Step.EDIT, file.state, file.hands)
    advance(file.state, Step.EDIT)
    return file
