"""The pages of the auditor's questions. Looking only; open to everybody of the office, as the history is.

No filter hides anything by default (R35), practice is marked and shown. An auditor's look is recorded once,
by the page that was asked for; the pictures on it are named by the program's digest and are no look of
their own.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.calendars.categories import Category
from ledctl.clock import from_ms, local_text, stamp
from ledctl.errors import BadInput
from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.notices.appearance import day_text
from ledctl.notices.names import four_names
from ledctl.questions.timeline import timeline
from ledctl.reports.displays import listing
from ledctl.web import audit_labels
from ledctl.web.audit_frames import pictures_of, size_of
from ledctl.web.auth import note_look
from ledctl.web.days import Span, span
from ledctl.web.deps import Signed, Visit, go
from ledctl.web.lengths import causes, length
from ledctl.web.pictures import png, sign_names

router = APIRouter(prefix="/audit")

A_PAGE = 100
HITS = 50
MOST_OF_A_DAY = 20_000

Day = Annotated[str, Query(max_length=10)]
Name = Annotated[str, Query(max_length=64)]
Typed = Annotated[str, Query(max_length=200)]
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("")
def ask(visit: Signed) -> Response:
    """The questions, each a form."""
    return _page(visit, "audit.html", codes=_codes(visit), asked="")


@router.get("/at")
def show_instant(visit: Signed, at: Typed = "", sign: Name = "") -> Response:
    """What stood on one sign, or on all; without an instant, now."""
    station, questions = visit.station, visit.station.questions
    instant = questions.instant(at) if at.strip() else station.clock.now()
    found = questions.at(instant, sign)
    typed = local_text(instant, station.settings.zoneinfo)
    note_look(station, visit.actor, f"at {typed} {sign}".strip())
    sizes = {one.page.program: size_of(station, one.page) for one in found if one.page and not one.disposal}
    return _page(
        visit,
        "audit_at.html",
        moments=found,
        instant=instant,
        typed=typed,
        sign=sign,
        sizes=sizes,
        last_word=lambda since: stamp(since - dt.timedelta(milliseconds=1)),
    )


@router.get("/frame/{program}/{page}.png")
def frame(visit: Signed, program: Digest, page: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
    """The approved pixels of one page; its address says which, so it never changes."""
    return png(visit.station.questions.frame(program, page))


@router.get("/notice")
def find_notice(visit: Signed, id: Name = "") -> Response:  # noqa: A002 - the field's name in the address
    """From the form to the page of the notice."""
    if not id.strip():
        raise BadInput.of("field_missing", where="id")
    visit.station.questions.notice(id.strip())
    return go(f"/audit/notice/{id.strip()}")


@router.get("/notice/{notice_id}")
def show_notice(visit: Signed, notice_id: str, day: Day = "", sign: Name = "") -> Response:
    """One notice from beginning to end; with a day and a sign, that day's pages as well."""
    station = visit.station
    case = station.questions.notice(notice_id)
    shown = _day_of(visit, notice_id, day, sign) if day and sign else []
    note_look(station, visit.actor, f"notice {notice_id} {day} {sign}".strip())
    zone = station.settings.zoneinfo
    return _page(
        visit,
        "audit_notice.html",
        case=case,
        file=case.dossier,
        lines=timeline(case, zone),
        names=four_names(case.dossier),
        pictures=pictures_of(case),
        from_ms=from_ms,
        category_of=lambda code: _category(visit, code),
        day_text=day_text,
        shown=shown,
        day=day,
        sign=sign,
    )


@router.get("/person")
def show_person(
    visit: Signed,
    account: Name = "",
    since: Day = "",
    until: Day = "",
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> Response:
    """Everything one person did, newest first, a page at a time."""
    station = visit.station
    asked = span(station, since, until)
    found = station.questions.person(
        account.strip(), asked.since, asked.until, before_seq=before, limit=A_PAGE
    )
    note_look(station, visit.actor, f"person {account.strip()}")
    return _page(visit, "audit_person.html", found=found, span=asked)


@router.get("/category")
def show_category(visit: Signed, category: Name = "", since: Day | None = None, until: Day = "") -> Response:
    """All of a category; without dates, the year so far."""
    station = visit.station
    first = station.today().replace(month=1, day=1).isoformat() if since is None else since
    asked = span(station, first, until)
    found = station.questions.category(category.strip(), asked.since, asked.until)
    note_look(station, visit.actor, f"category {category.strip()}")
    return _page(visit, "audit_category.html", found=found, span=asked, codes=_codes(visit), asked=category)


@router.get("/search")
def show_hits(
    visit: Signed,
    words: Typed = "",
    since: Day = "",
    until: Day = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """Where the words stand. They may be somebody's name: the record says that was searched, not for what."""
    station = visit.station
    asked = span(station, since, until)
    skip = (page - 1) * HITS
    found = station.questions.search(words, asked.since, asked.until, skip=skip, limit=HITS)
    note_look(station, visit.actor, "search")
    return _page(visit, "audit_search.html", found=found, words=words, span=asked, number=page)


@router.get("/gaps")
def show_gaps(visit: Signed, since: Day | None = None, until: Day | None = None, sign: Name = "") -> Response:
    """Without dates, the last seven days: a year of a sign takes many seconds to read."""
    station, day = visit.station, visit.station.today()
    first = (day - dt.timedelta(days=6)).isoformat() if since is None else since
    asked = span(station, first, day.isoformat() if until is None else until)
    start, end = _both(visit, asked)
    found = station.questions.gaps(start, end, sign)
    note_look(station, visit.actor, "gaps")
    return _page(visit, "audit_gaps.html", found=found, span=asked, sign=sign)


def _both(visit: Visit, asked: Span) -> tuple[dt.datetime, dt.datetime]:
    """A range open at an end is from the beginning, or up to now."""
    return asked.since or dt.datetime(1970, 1, 1, tzinfo=dt.UTC), asked.until or visit.station.clock.now()


def _day_of(visit: Visit, notice_id: str, day: str, sign: str) -> list[Any]:
    asked = span(visit.station, day, day)
    database = visit.station.database
    return listing(
        database, since=asked.since, until=asked.until, sign=sign, notice=notice_id, limit=MOST_OF_A_DAY
    )[::-1]


def _category(visit: Visit, code: str) -> Category | dict[str, str]:
    """The category of a version; one the site has no more is called by its code."""
    known = visit.station.categories
    return known.get(code) if code in known else {"label_zh": code, "label_en": code}


def _codes(visit: Visit) -> list[tuple[str, tuple[str, str]]]:
    """The categories a form offers."""
    return [(one.code, (one.label_zh, one.label_en)) for one in visit.station.categories]


def _page(visit: Visit, name: str, **facts: Any) -> Response:
    language = visit.language
    return visit.page(
        name,
        audit=audit_labels,
        OUTAGES=OUTAGE_LABELS,
        sign_name=sign_names(visit.station),
        length=lambda ms: length(ms, language),
        causes=lambda by_cause: causes(by_cause, language),
        **facts,
    )
