"""Checks of the supervision team: the list of a quarter, writing one down, one of them, and its paper.

The form asks about every sheet that hung on the board on the day of the check; which day
that is, the page is asked for first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.boards.register.registry import board_of
from ledctl.boards.rights import may, require
from ledctl.boards.rounds.check_states import CHECK_LABELS, CheckState
from ledctl.boards.rounds.checked import MOST, Check, check_of, checks_of
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.rounds.looked_at import MATCH_LABELS
from ledctl.boards.rounds.papers import print_check
from ledctl.boards.rounds.terms import Rhythm, Term
from ledctl.calendars.days import read_day
from ledctl.errors import LedctlError
from ledctl.screening.elements import ELEMENT_LABELS, Element
from ledctl.sentences import Sentence
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.duties import known_boards, term_asked, to_mend
from ledctl.web.files import file_answer
from ledctl.web.photos import photo_in

router = APIRouter(prefix="/checks")

Number = Annotated[int, Path(ge=1, lt=MOST)]
Code = Annotated[str, Query(max_length=40)]
Name = Annotated[str, Query(max_length=10)]


@router.get("")
def show_checks(visit: Signed, quarter: Name = "", board: Code = "") -> Response:
    """The checks of a quarter, newest first; today's quarter unless another is named."""
    note_look(visit.station, visit.actor, "checks")
    term = term_asked(visit.station, quarter, Rhythm.QUARTER, "quarter")
    return visit.page(
        "checks.html",
        term=term,
        chosen=board,
        checks=checks_in(visit.station, term, board),
        still=to_mend(visit.station),
        boards=known_boards(visit.station),
        CHECK_STATES=CHECK_LABELS,
        may_check=may(visit.actor, "board_checked"),
    )


@router.get("/new")
def ask_check(visit: Signed, board: Code, on: Name = "") -> Response:
    """The form for a check of that board on that day, every sheet that hung there in it."""
    require(visit.actor, "board_checked")
    day = read_day(on, "on") if on else visit.station.today()
    return _form_page(visit, board, day, {})


@router.post("/new")
def record(visit: Signed, form: Form) -> Response:
    """Write it down; what cannot be comes back with what was typed."""
    require(visit.actor, "board_checked")
    code, day = form.line("board"), visit.station.today()
    try:
        day = read_day(form.line("checked_on"), "checked_on")
        number = visit.station.checks.record(
            visit.actor,
            code,
            team=form.line("team"),
            seen=_seen(form),
            findings=form.line("findings"),
            checked_on=day,
            mend_by=read_day(form.line("mend_by"), "mend_by") if form.line("mend_by") else None,
            photo=photo_in(form),
        )
    except LedctlError as error:
        typed, looked = form.as_dict(), frozenset(_seen(form))
        return _form_page(visit, code, day, typed, looked, error.sentences, error.http_status)
    return go(f"/checks/{number}")


@router.get("/{number}.pdf")
def take_check(number: Number, visit: Signed) -> Response:
    """The record of a check, to be signed."""
    note_look(visit.station, visit.actor, f"check {number}")
    return check_file(visit.station, number)


@router.get("/{number}")
def show_check(number: Number, visit: Signed) -> Response:
    """One check, and what became of it."""
    note_look(visit.station, visit.actor, f"check {number}")
    return _page(visit, number)


@router.post("/{number}/mended")
def mend(number: Number, visit: Signed, form: Form) -> Response:
    """What was found was put right."""
    require(visit.actor, "board_check_mended")
    try:
        day = read_day(form.line("mended_on"), "mended_on") if form.line("mended_on") else None
        note, photo = form.line("note"), photo_in(form)
        visit.station.checks.mended(visit.actor, number, note=note, mended_on=day, photo=photo)
    except LedctlError as error:
        return _page(visit, number, form.as_dict(), error.sentences, error.http_status)
    return go(f"/checks/{number}")


# -- for pages and API alike -------------------------------------------------------------------


def checks_in(station: Station, term: Term, board: str = "") -> tuple[Check, ...]:
    """The checks of a quarter, of one board or all."""
    with station.database.read() as session:
        span = {"since": term.first, "until": term.last}
        return checks_of(session, station.today(), practice=station.practice, board=board or None, **span)


def check_at(station: Station, number: int) -> Check:
    """The check of that number."""
    with station.database.read() as session:
        return check_of(session, number, station.today(), practice=station.practice)


def check_file(station: Station, number: int) -> Response:
    """The record of a check as a file."""
    check = check_at(station, number)
    with station.database.read() as session:
        board = board_of(session, check.board, practice=station.practice)
    raw = print_check(check, board, town=station.settings.desk.town, at=station.clock.now())
    return file_answer(raw, "application/pdf", f"check-{number}.pdf")


def _page(
    visit: Visit,
    number: int,
    typed: Mapping[str, str] | None = None,
    problems: tuple[Sentence, ...] = (),
    status: int = 200,
) -> Response:
    check = check_at(visit.station, number)
    open_still = check.state in (CheckState.TO_MEND, CheckState.OVERDUE)
    return visit.page(
        "check.html",
        status=status,
        check=check,
        board=known_boards(visit.station)[check.board],
        typed=typed or {},
        problems=problems,
        may_mend=open_still and may(visit.actor, "board_check_mended"),
        ELEMENTS=ELEMENT_LABELS,
        MATCHES=MATCH_LABELS,
        CHECK_STATES=CHECK_LABELS,
        today=visit.station.today(),
    )


def _form_page(
    visit: Visit,
    code: str,
    day: dt.date,
    typed: Mapping[str, str],
    looked: frozenset[int] = frozenset(),
    problems: tuple[Sentence, ...] = (),
    status: int = 200,
) -> Response:
    with visit.station.database.read() as session:
        board = board_of(session, code, practice=visit.station.practice)
    return visit.page(
        "check_new.html",
        status=status,
        board=board,
        day=day,
        hung=visit.station.checks.hung(code, day),
        typed=typed,
        looked=looked,
        problems=problems,
        ELEMENTS=ELEMENT_LABELS,
    )


def _seen(form: Fields) -> dict[int, Seen]:
    """What was ticked, by posting: ``looked`` names those the team looked at."""
    numbers = [int(text) for text in form.texts("looked") if text.isascii() and text.isdigit()]
    return {
        number: Seen(
            frozenset(one for one in Element if form.line(f"{one}.{number}")), form.line(f"code.{number}")
        )
        for number in numbers
    }
