"""What is due at the boards: how it stands, how a quarter went, a village's month, a board gone through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.boards.facts import Board
from ledctl.boards.register.registry import board_of, boards_of
from ledctl.boards.rights import may, require
from ledctl.boards.rounds.check_states import CHECK_LABELS
from ledctl.boards.rounds.checked import Check, open_checks
from ledctl.boards.rounds.due import STATE_LABELS, WHAT_LABELS, What, pressing
from ledctl.boards.rounds.month import VillageMonth
from ledctl.boards.rounds.papers import duty_said, print_village_list
from ledctl.boards.rounds.terms import Rhythm, Term, read_term, term_of
from ledctl.calendars.days import read_day
from ledctl.errors import LedctlError
from ledctl.sentences import Sentence
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.count import category_name
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.files import file_answer
from ledctl.web.photos import photo_in

router = APIRouter(prefix="/duties")

Name = Annotated[str, Query(max_length=10)]
Code = Annotated[str, Query(max_length=40)]
Village = Annotated[str, Query(max_length=100)]

MOST_ON_FRONT = 5
"""Duties and checks each; the rest is a line that leads on, so that thirty boards do not hide the inbox."""
DEEDS = {What.UPDATE: "board_updated", What.CHECK: "board_checked"}
"""Whose task a duty is: by the deed that does it."""


@router.get("")
def show_duties(visit: Signed, quarter: Name = "", village: Village = "", month: Name = "") -> Response:
    """What stands open, the most pressing first; the quarter of today unless another is named."""
    station = visit.station
    note_look(station, visit.actor, "duties")
    asked = term_asked(station, quarter, Rhythm.QUARTER, "quarter")
    list_month = term_asked(station, month, Rhythm.MONTH, "month")
    return visit.page(
        "duties.html",
        duties=station.duties.standing(),
        quarter=station.duties.quarter(asked),
        villages=station.duties.villages(),
        month=list_month,
        village_month=station.duties.month(village, list_month) if village else None,
        **_names(visit),
    )


@router.get("/village.pdf")
def take_village_list(visit: Signed, village: Village, month: Name = "") -> Response:
    """The month's list of a village, to be signed."""
    note_look(visit.station, visit.actor, "duties village list")
    found = village_list(visit.station, village, month)
    return village_file(visit.station, found)


@router.get("/update")
def ask_update(visit: Signed, board: Code) -> Response:
    """An empty form: a board gone through, with nothing new to put up."""
    require(visit.actor, "board_updated")
    return _update_page(visit, board, {"done_on": str(visit.station.today()), "note": ""})


@router.post("/update")
def update(visit: Signed, form: Form) -> Response:
    """Write it down; what cannot be comes back with what was typed."""
    require(visit.actor, "board_updated")
    code = form.line("board")
    try:
        day = read_day(form.line("done_on"), "done_on") if form.line("done_on") else None
        note, photo = form.line("note"), photo_in(form)
        visit.station.duties.update(visit.actor, code, note=note, done_on=day, photo=photo)
    except LedctlError as error:
        return _update_page(visit, code, form.as_dict(), error.sentences, error.http_status)
    return go("/duties")


# -- for pages and API alike -------------------------------------------------------------------


def term_asked(station: Station, text: str, rhythm: Rhythm, where: str) -> Term:
    """The term of that name; of today where none is named."""
    return read_term(text, rhythm, where) if text else term_of(station.today(), rhythm)


def village_list(station: Station, village: str, month: str) -> VillageMonth:
    return station.duties.month(village.strip(), term_asked(station, month, Rhythm.MONTH, "month"))


def village_file(station: Station, found: VillageMonth) -> Response:
    labels = {one.code: one.label_zh for one in station.categories}
    town, now = station.settings.desk.town, station.clock.now()
    raw = print_village_list(found, labels, town=town, at=now)
    return file_answer(raw, "application/pdf", f"village-list-{found.month.name}.pdf")


def known_boards(station: Station) -> dict[str, Board]:
    """Every board by its code, also those that are gone."""
    with station.database.read() as session:
        return boards_of(session, practice=station.practice, gone=True)


def due_at_boards(visit: Visit) -> dict[str, Any]:
    """For the front page: what presses, of those duties that are this person's task."""
    tasks = [what for what, deed in DEEDS.items() if may(visit.actor, deed)]
    if not tasks:
        return {"board_duties": (), "board_duties_more": 0, "board_checks": (), **_names(visit)}
    found = visit.station.duties.standing()
    own = [duty for duty in pressing(found) if duty.what in tasks]
    checks = to_mend(visit.station) if may(visit.actor, "board_check_mended") else ()
    more = len(own[MOST_ON_FRONT:]) + len(checks[MOST_ON_FRONT:])
    shown = {"board_duties": own[:MOST_ON_FRONT], "board_checks": checks[:MOST_ON_FRONT]}
    return {**shown, "board_duties_more": more, **_names(visit)}


def to_mend(station: Station) -> tuple[Check, ...]:
    """What checks found that is still to be mended."""
    with station.database.read() as session:
        return open_checks(session, station.today(), practice=station.practice)


def _names(visit: Visit) -> dict[str, Any]:
    """What a page of duties calls things."""
    boards = known_boards(visit.station)
    return {
        "board_names": {code: board.label for code, board in boards.items()},
        "boards_known": boards,
        "DUTY_STATES": STATE_LABELS,
        "DUTY_WHATS": WHAT_LABELS,
        "CHECK_STATES": CHECK_LABELS,
        "said": duty_said,
        "category_name": category_name(visit.station, visit.language),
        "may_update": may(visit.actor, "board_updated"),
        "may_check": may(visit.actor, "board_checked"),
    }


def _update_page(
    visit: Visit,
    code: str,
    typed: Mapping[str, str],
    problems: tuple[Sentence, ...] = (),
    status: int = 200,
) -> Response:
    with visit.station.database.read() as session:
        board = board_of(session, code, practice=visit.station.practice)
    return visit.page("duty_update.html", status=status, board=board, typed=typed, problems=problems)
