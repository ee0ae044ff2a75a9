"""What may be done with an approved notice, from its page: extend, end, revise, objections, postings.

Every form carries what its step must know; the use cases check rights and rules
again, whatever the page offered. A refusal is told on the page with what was
typed kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.calendars.extensions import read_end
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound
from ledctl.notices.correcting import correction_notice
from ledctl.notices.queries import one
from ledctl.web.deps import Fields, Form, Signed, Visit, go
from ledctl.web.notices import as_typed, notice_page
from ledctl.web.photos import photo_in

router = APIRouter()


def _extend(visit: Visit, notice_id: str, form: Fields) -> None:
    days, until = form.line("days"), form.line("until")
    zone = visit.station.settings.zoneinfo
    visit.station.after.extend(
        visit.actor,
        notice_id,
        form.text("reason"),
        days=_number(days, "days") if days else None,
        until=read_end(until, zone) if until else None,
        seen=form.line("seen"),
    )


def _end(visit: Visit, notice_id: str, form: Fields) -> None:
    visit.station.after.end(visit.actor, notice_id, form.text("reason"))


def _revise(visit: Visit, notice_id: str, form: Fields) -> str:
    visit.station.after.revise(visit.actor, notice_id, form.text("reason"), seen=form.line("seen"))
    return f"/notice/{notice_id}/edit"


def _rerun(visit: Visit, notice_id: str, form: Fields) -> str:
    visit.station.after.rerun(visit.actor, notice_id, form.text("reason"), seen=form.line("seen"))
    return f"/notice/{notice_id}/edit"


def _correct(visit: Visit, notice_id: str, form: Fields) -> str:
    """The correction begins with its title and text; the clerk goes on in the form."""
    station = visit.station
    original = one(station.database, notice_id).current.content
    new, text, day = form.line("correction_id"), form.text("correction_text"), visit.station.today()
    correction = correction_notice(original, new, text, day, station.categories)
    station.after.correct(visit.actor, notice_id, correction, form.text("reason"))
    return f"/notice/{correction.id}"


def _refresh(visit: Visit, notice_id: str, form: Fields) -> None:
    day = _day(form.line("next_on"), "next_on") or visit.station.today()
    visit.station.rounds.refresh(visit.actor, notice_id, next_on=day, note=form.text("note"))


def _objection(visit: Visit, notice_id: str, form: Fields) -> None:
    day = _day(form.line("received_on"), "received_on")
    facts = {"how": form.line("how"), "summary": form.text("summary")}
    visit.station.objections.receive(visit.actor, notice_id, **facts, received_on=day)


def _decide(visit: Visit, notice_id: str, form: Fields) -> None:
    outcome, note = form.line("outcome"), form.text("outcome_note")
    number, rechecked = _number(form.line("objection"), "objection"), form.line("rechecked") == "yes"
    visit.station.objections.decide(visit.actor, number, outcome=outcome, note=note, rechecked=rechecked)


def _posting(visit: Visit, notice_id: str, form: Fields) -> None:
    facts = {"channel": form.line("channel"), "place": form.text("place")}
    visit.station.publications.put_up(
        visit.actor, notice_id, **facts, since=_instant(visit, form.line("since"))
    )


def _posting_down(visit: Visit, notice_id: str, form: Fields) -> None:
    number, until = _number(form.line("posting"), "posting"), _instant(visit, form.line("down_until"))
    if form.line("on_board"):
        reason, photo = form.text("down_reason"), photo_in(form)
        visit.station.postings.down(visit.actor, number, reason, photo, until)
        return
    visit.station.publications.take_down(visit.actor, number, reason=form.text("down_reason"), until=until)


def _posting_strike(visit: Visit, notice_id: str, form: Fields) -> None:
    number = _number(form.line("posting"), "posting")
    visit.station.postings.strike(visit.actor, number, form.text("strike_reason"))


def _board_up(visit: Visit, notice_id: str, form: Fields) -> None:
    since, photo = _instant(visit, form.line("board_since")), photo_in(form)
    facts = {"board": form.line("board"), "sheet_code": form.line("sheet_code")}
    copy = form.line("copy")
    number = _number(copy, "copy") if copy else None
    visit.station.postings.up(visit.actor, notice_id, **facts, photo=photo, copy=number, since=since)


def _accept_loss(visit: Visit, notice_id: str, form: Fields) -> None:
    visit.station.asking.accept(visit.actor, notice_id, form.text("note"))


Action = Callable[[Visit, str, Fields], str | None]
"""Does it; says where to go when that is not the notice again."""

ACTIONS: Mapping[str, Action] = {
    "extend": _extend,
    "end": _end,
    "revise": _revise,
    "rerun": _rerun,
    "correct": _correct,
    "refresh": _refresh,
    "objection": _objection,
    "decide": _decide,
    "posting": _posting,
    "posting_down": _posting_down,
    "posting_strike": _posting_strike,
    "board_up": _board_up,
    "accept_loss": _accept_loss,
}


def _endpoint(name: str, action: Action) -> Callable[..., Response]:
    def take(notice_id: str, visit: Signed, form: Form) -> Response:
        try:
            return go(action(visit, notice_id, form) or f"/notice/{notice_id}")
        except (NotAllowed, NotFound):
            raise
        except LedctlError as error:
            typed = as_typed(name, form)
            return notice_page(
                visit, notice_id, status=error.http_status, problems=error.sentences, typed=typed
            )

    return take


for _name, _action in ACTIONS.items():
    router.add_api_route(f"/notice/{{notice_id}}/{_name}", _endpoint(_name, _action), methods=["POST"])


def _number(text: str, where: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput.of("number_needed", where=where)
    return int(text)


def _day(text: str, where: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput.of("end_not_an_instant", where=where) from None


def _instant(visit: Visit, text: str) -> dt.datetime | None:
    return read_end(text, visit.station.settings.zoneinfo) if text else None
