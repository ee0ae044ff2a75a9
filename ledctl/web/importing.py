"""Importing notice files (JSON): every one of them becomes a draft, or none does.

Several sentences may be about one file, and all files are read before anything is
said, so that a clerk mends them once. Lists (.xlsx, .csv ...) come in by ``lists``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Role
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.errors import LedctlError, NotAllowed
from ledctl.notices.queries import exists
from ledctl.sentences import Sentence, sentence
from ledctl.web.deps import Form, Signed, Visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    notice: Notice | None = None
    problems: Sequence[Sentence] = ()


@router.get("/notices/import")
def show_import(visit: Signed) -> Response:
    _require_drafter(visit)
    return visit.page("import.html", done=(), problems=(), saved=False)


@router.post("/notices/import")
def import_files(visit: Signed, form: Form) -> Response:
    """All of them, or none: a wrong file or a taken id changes nothing."""
    _require_drafter(visit)
    files = list(form.files("files"))
    done = _known_ids(visit, [_read(name, raw) for name, raw in files])
    if not done:
        return _answer(visit, done, sentence("file_chosen_none", where="files"))
    if any(one.problems for one in done):
        return _answer(visit, done, sentence("import_none_saved", where="files"))
    notices = [(one.notice, raw) for one, (_, raw) in zip(done, files, strict=True) if one.notice]
    try:
        visit.station.desk.draft_all(visit.actor, notices)
    except LedctlError as error:
        return _answer(visit, [Imported(one.name) for one in done], *error.sentences)
    return _answer(visit, done)


def _read(name: str, raw: bytes) -> Imported:
    try:
        return Imported(name, read_notice(raw, name=name))
    except LedctlError as error:
        return Imported(name, problems=error.sentences)


def _known_ids(visit: Visit, done: Sequence[Imported]) -> list[Imported]:
    """The files, with a sentence beside each whose number is taken or comes twice."""
    times = Counter(one.notice.id for one in done if one.notice)
    return [_told(visit, one, times) for one in done]


def _told(visit: Visit, one: Imported, times: Counter[str]) -> Imported:
    if one.notice is None:
        return one
    number = one.notice.id
    if times[number] > 1:
        return Imported(one.name, problems=(sentence("import_id_twice", where="id", id=number),))
    if exists(visit.station.database, number):
        return Imported(one.name, problems=(sentence("notice_exists", where="id", id=number),))
    return one


def _answer(visit: Visit, done: Sequence[Imported], *problems: Sentence) -> Response:
    saved = bool(done) and not problems
    return visit.page("import.html", status=200 if saved else 422, done=done, problems=problems, saved=saved)


def _require_drafter(visit: Visit) -> None:
    if not visit.actor.has(Role.DRAFTER):
        raise NotAllowed.of("role_needed", zh="拟稿人", en="drafter")
