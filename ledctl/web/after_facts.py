"""What pages show around a notice: what stands, what corrects what, objections, postings, what is offered."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ledctl.content.channels import CHANNELS, GATE_SCREEN
from ledctl.notices.around import Around, ObjectionFacts, around
from ledctl.notices.around_rights import TASKS, may_note
from ledctl.notices.facts import Dossier
from ledctl.notices.numbering import free_id
from ledctl.notices.objections import HOW_LABELS, OUTCOME_LABELS
from ledctl.notices.queries import exists, one
from ledctl.notices.states import State
from ledctl.web.deps import Visit
from ledctl.web.posted import open_boards, posting_facts


def after_facts(visit: Visit, file: Dossier) -> dict[str, Any]:
    """For the page of one notice and for its approval."""
    station, found = visit.station, around(visit.station.office, file.id)
    asked, today = repeat_asked(found), station.today()
    return {
        "around": found,
        "repeat": asked,
        "repeat_day": last_day(asked, station.settings.zoneinfo),
        "published": bool(file.orders),
        "notes": frozenset(kind for kind in TASKS if may_note(visit.actor, kind)),
        "new_id": free_id(station.database, today) if file.state is State.APPROVED else "",
        "companion": _companion(visit, found),
        "HOWS": HOW_LABELS,
        "OUTCOMES": OUTCOME_LABELS,
        "today": today.isoformat(),
        "postable": (*dict.fromkeys((*found.planned, *(code for code in CHANNELS if code != GATE_SCREEN))),),
        "boards_open": open_boards(visit, file),
        **posting_facts(visit, file.id),
    }


def repeat_asked(found: Around) -> ObjectionFacts | None:
    """The objection whose repeat reaches furthest, when what stands does not reach so far."""
    asking = [one for one in found.objections if one.repeat_until is not None]
    last = max(asking, key=lambda one: (one.repeat_until, one.id), default=None)
    if last is None or (found.stands and last.repeat_until and found.stands.until >= last.repeat_until):
        return None
    return last


def last_day(asked: ObjectionFacts | None, zone: dt.tzinfo) -> str:
    """The last day of the repeat, as a date field takes it."""
    if asked is None or asked.repeat_until is None:
        return ""
    return (asked.repeat_until.astimezone(zone) - dt.timedelta(seconds=1)).date().isoformat()


def _companion(visit: Visit, found: Around) -> Dossier | None:
    """The corrected notice that is approved together with this correction, while it stands."""
    station = visit.station
    if found.corrects is None or not exists(station.database, found.corrects):
        return None
    original = one(station.database, found.corrects)
    return original if around(station.office, original.id).stands else None
