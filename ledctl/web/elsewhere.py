"""Publications elsewhere: one entered in a form, many from a list, struck when they were wrong.

A list is looked at first and kept nowhere in between: the page carries the rows that
can be entered, and they are checked again when they come back. What has a title that
is known already is asked about, row by row; nothing is assumed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.calendars.days import read_day
from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput, LedctlError, NotFound
from ledctl.intake.reading import read_pasted, read_sheets
from ledctl.intake.sheet import Sheet
from ledctl.notices.around_rights import require_task
from ledctl.notices.elsewhere import Taken, listed, may_enter
from ledctl.notices.entries import Entry, make_entry
from ledctl.notices.entry_lists import ReadList, codes_by_name, read_list
from ledctl.sentences import Sentence
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.count import category_name, channel_name
from ledctl.web.count_words import DOCUMENTS
from ledctl.web.deps import Fields, Form, Signed, Visit, go

router = APIRouter()

FIELDS = tuple(field.name for field in fields(Entry))
_NOTHING_TYPED = dict.fromkeys((*FIELDS, "pasted"), "")
Day = Annotated[str, Query(max_length=10)]
MOST = 500


@router.get("/report/elsewhere")
def show(visit: Signed, since: Day = "", until: Day = "") -> Response:
    """What was entered; without dates, of this year."""
    note_look(visit.station, visit.actor, "elsewhere")
    return _page(visit, since=since, until=until)


@router.post("/report/elsewhere")
def enter(visit: Signed, form: Form) -> Response:
    """Write one down; a title that is known comes back with the question."""
    station = visit.station
    require_task(visit.actor, "published_elsewhere")
    try:
        entry = make_entry(form.as_dict(), station.today())
        station.elsewhere.enter(visit.actor, entry, form.line("of"))
    except LedctlError as error:
        matches = _asked_of(station, form) if error.sentences[0].code == "published_as_what" else ()
        return _page(visit, error.sentences, status=error.http_status, typed=form.as_dict(), matches=matches)
    return go("/report/elsewhere")


@router.post("/report/elsewhere/list")
def look_at_list(visit: Signed, form: Form) -> Response:
    """What a list holds: rows that can be entered, and each that cannot, with why."""
    require_task(visit.actor, "published_elsewhere")
    station = visit.station
    try:
        name, sheet = _given(form)
        found = read_list(sheet, station.today(), form.as_dict(), codes_by_name(station.categories))
    except LedctlError as error:
        return _page(visit, error.sentences, status=error.http_status, typed=form.as_dict())
    return _list_page(visit, found, name)


@router.post("/report/elsewhere/take")
def take(visit: Signed, form: Form) -> Response:
    """Enter the rows of a list, each as the person said."""
    rows = _rows(form.text("rows"))
    entries = [make_entry(row, visit.station.today()) for row in rows]
    said = [(entry, form.line(f"of.{number}")) for number, entry in enumerate(entries)]
    if not said:
        raise BadInput.of("entries_none", where="rows")
    source = form.line("source")
    done = visit.station.elsewhere.take(visit.actor, said, source)
    asked = [(place + 1, entries[place]) for place, why in done.told if why.code == "published_as_what"]
    if asked:  # such as the same title on two channels of one list: now there is something to choose
        return _list_page(visit, ReadList(tuple(asked), (), ()), source, done=done)
    return _page(visit, done=done)


@router.post("/report/elsewhere/{number}/strike")
def strike(number: int, visit: Signed, form: Form) -> Response:
    """It was entered wrongly."""
    try:
        visit.station.elsewhere.strike(visit.actor, number, form.text("reason"))
    except NotFound:
        raise
    except LedctlError as error:
        return _page(visit, error.sentences, status=error.http_status)
    return go("/report/elsewhere")


def _given(form: Fields) -> tuple[str, Sheet]:
    """The one sheet that was uploaded or pasted."""
    files, pasted = list(form.files("file")), form.text("pasted")
    if files and pasted.strip():
        raise BadInput.of("list_both_given", where="table")
    if files:
        name, raw = files[0]
        sheets = read_sheets(name, raw).sheets
        if len(sheets) > 1:
            names = "、".join(sheet.name for sheet in sheets)
            raise BadInput.of("list_several_sheets", where="table", count=len(sheets), names=names)
        return name, sheets[0]
    if not pasted.strip():
        raise BadInput.of("list_nothing_given", where="table")
    return "", read_pasted(pasted)


def _rows(text: str) -> list[Mapping[str, str]]:
    """The rows as ``_carried`` wrote them; they may have been changed on the way, and are read as new."""
    try:
        return [dict(zip(FIELDS, row, strict=True)) for row in csv.reader(io.StringIO(text)) if row]
    except (csv.Error, ValueError):
        raise BadInput.of("table_not_readable", where="rows") from None


def _carried(entries: Sequence[Entry]) -> str:
    """The rows as text in a hidden field."""
    out = io.StringIO()
    csv.writer(out).writerows([str(getattr(entry, name)) for name in FIELDS] for entry in entries)
    return out.getvalue()


def _asked_of(station: Station, form: Fields) -> tuple[Any, ...]:
    """What the entry of this form may be one more channel of."""
    (looked,) = station.elsewhere.look([make_entry(form.as_dict(), station.today())])
    return looked.matches


def _list_page(visit: Visit, found: ReadList, name: str, done: Taken | None = None) -> Response:
    looked = visit.station.elsewhere.look(entry for _, entry in found.entries)
    numbers = [number for number, _ in found.entries]
    fresh = [(row, one) for row, one in zip(numbers, looked, strict=True) if not one.twin]
    twins = [(row, one) for row, one in zip(numbers, looked, strict=True) if one.twin]
    return visit.page(
        "elsewhere_list.html",
        rows=_carried([one.entry for _, one in fresh]),
        fresh=fresh,
        twins=twins,
        bad=found.bad,
        left_out=found.left_out,
        unknown_categories=[name[:40] for name in found.unknown_categories[:20]],
        source=name,
        done=done,
        channel_name=channel_name(visit.language),
        category_name=category_name(visit.station, visit.language),
    )


def _page(
    visit: Visit,
    problems: Sequence[Sentence] = (),
    *,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
    matches: Sequence[Any] = (),
    done: Taken | None = None,
    since: str = "",
    until: str = "",
) -> Response:
    station = visit.station
    first, last = _days(station, since, until)
    found = listed(station.office, first, last)
    return visit.page(
        "elsewhere.html",
        status=status,
        problems=problems,
        typed={**_NOTHING_TYPED, "office": station.settings.desk.town, **(typed or {})},
        matches=matches,
        done=done,
        first=first,
        last=last,
        entries=found[:MOST],
        more=len(found) > MOST,
        may_enter=may_enter(visit.actor),
        CHANNELS=[code for code in CHANNELS if not code.startswith("led_")],
        DOCUMENTS=DOCUMENTS,
        categories=station.categories,
        channel_name=channel_name(visit.language),
        category_name=category_name(station, visit.language),
    )


def _days(station: Station, since: str, until: str) -> tuple[dt.date, dt.date]:
    today = station.today()
    first = read_day(since, "since") if since else today.replace(month=1, day=1)
    return first, read_day(until, "until") if until else today
