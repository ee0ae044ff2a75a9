"""The auditor's questions for programs: the same answers as the pages and ``ledctl audit --json``.

An auditor's look is recorded once a question; ``x-look-recorded: no`` says that nothing took it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.clock import local_text
from ledctl.questions.timeline import timeline
from ledctl.web.api_auth import Signed
from ledctl.web.days import span
from ledctl.web.pictures import png

router = APIRouter(prefix="/audit", tags=["audit"])

Day = Annotated[str, Query(max_length=10, description="A day, such as 2026-11-24, in the site's zone.")]
Name = Annotated[str, Query(max_length=64)]
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Answer = dict[str, Any]


@router.get("/at")
def at(
    call: Signed,
    at: Annotated[str, Query(max_length=200, description="2026-05-03 15:20:07, or a stamp.")],
    sign: Name = "",
) -> Answer:
    """What stood on this sign, or on all, at an instant that is not to come."""
    questions = call.station.questions
    instant = questions.instant(at)
    found = questions.at(instant, sign)
    call.look(f"at {local_text(instant, call.station.settings.zoneinfo)} {sign}".strip())
    return {"signs": [one.as_dict() for one in found]}


@router.get("/frame/{program}/{page}.png", response_class=Response)
def frame(call: Signed, program: Digest, page: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
    """The approved pixels of one page, one pixel a lamp; pages count from 1."""
    return png(call.station.questions.frame(program, page))


@router.get("/notice/{notice_id}")
def notice(call: Signed, notice_id: str) -> Answer:
    """Everything about one notice, and its history as lines, oldest first."""
    case = call.station.questions.notice(notice_id)
    call.look(f"notice {notice_id}")
    lines = timeline(case, call.station.settings.zoneinfo)
    return case.as_dict() | {"timeline": [line.as_dict() for line in lines]}


@router.get("/person/{account}")
def person(
    call: Signed,
    account: Annotated[str, Path(max_length=64)],
    since: Day = "",
    until: Day = "",
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 200,
) -> Answer:
    """Everything one person did, newest first; ``older`` is the ``before`` of the next page."""
    asked = span(call.station, since, until)
    found = call.station.questions.person(account, asked.since, asked.until, before_seq=before, limit=limit)
    call.look(f"person {account}")
    return found.as_dict()


@router.get("/category/{category}")
def category(
    call: Signed, category: Annotated[str, Path(max_length=64)], since: Day = "", until: Day = ""
) -> Answer:
    """All of a category that was written, decided or displayed on these days."""
    asked = span(call.station, since, until)
    found = call.station.questions.category(category, asked.since, asked.until)
    call.look(f"category {category}")
    return found.as_dict()


@router.get("/search")
def search(
    call: Signed,
    words: Annotated[str, Query(max_length=200)],
    since: Day = "",
    until: Day = "",
    skip: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Answer:
    """Every text in which all the words stand, newest first."""
    asked = span(call.station, since, until)
    found = call.station.questions.search(words, asked.since, asked.until, skip=skip, limit=limit)
    call.look("search")
    return found.as_dict()


@router.get("/gaps")
def gaps(call: Signed, since: Day, until: Day = "", sign: Name = "") -> Answer:
    """Where the record has gaps, what is unknown, where its chain jumps in time."""
    asked = span(call.station, since, until)
    start = asked.since or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    found = call.station.questions.gaps(start, asked.until or call.station.clock.now(), sign)
    call.look("gaps")
    return found.as_dict()
