"""The page that stood at an instant: what it was, who let it through, how long it stood, its very pixels.

In copies, as the record holds them (R30). A page that stands long is sealed in pieces; here they are one.
Which page that was, ``moments`` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from drivers.base import Frame
from ledctl.clock import from_ms
from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.ledger.disposed import FRAMES, given_up
from ledctl.ledger.history import Shown, displays
from ledctl.ledger.segments import Result
from ledctl.notices.frames import unpack
from ledctl.questions.tables import DECISION, ORDER, PROGRAM

_MOST_PIECES = 24 * 400
"""A page that stands is cut at a full hour at most; none stands longer than a year."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who let through what stood, when, with what opinion, and for which window."""

    account: str
    name: str
    at: datetime
    opinion: str
    on_behalf_name: str
    urgency: str
    issuing_unit: str
    window_start: datetime
    window_end: datetime


@dataclass(frozen=True, slots=True)
class StandingPage:
    """The page that stood, in copies (R30); ``page`` counts from 1. ``approval`` is that of its order."""

    notice: str
    version: int
    title: str
    category: str
    page: int
    pages: int
    program: str
    proof: int
    acknowledged: bool
    cause: str
    practice: bool
    approver: str
    approval: Approval | None


def page_of(database: Database, shown: Shown) -> StandingPage:
    """The page of one display, with the approval of its order."""
    slot = shown.slot
    return StandingPage(
        notice=slot.notice,
        version=slot.version,
        title=slot.title,
        category=slot.category,
        page=shown.page + 1,
        pages=slot.pages,
        program=slot.program,
        proof=slot.proof,
        acknowledged=shown.result is Result.ACKED,
        cause=slot.cause,
        practice=slot.practice,
        approver=slot.approver,
        approval=_approval(database, slot.order),
    )


def stood(database: Database, shown: Shown) -> tuple[int, int | None]:
    """From when until when the page stood; a standing page is cut in pieces at every seal."""
    start, end, first = shown.start_ms, shown.end_ms, shown
    if shown.continued:
        before = displays(database, sign=shown.sign, until=from_ms(start), newest=True)
        for piece in _pieces(before, shown):
            if piece.end_ms != start:
                break
            start, first = piece.start_ms, piece
            if not first.continued:
                break
    if end is not None:
        for piece in _pieces(displays(database, sign=shown.sign, since=from_ms(end)), shown):
            if not piece.continued or piece.start_ms != end:
                break
            end = piece.end_ms
            if end is None:
                break
    return start, end


def frame_of(database: Database, program: str, page: int) -> Frame:
    """The very pixels that were approved: page ``page`` (from 1) of a program, by its digest."""
    query = select(PROGRAM.c.body).where(PROGRAM.c.digest == program)
    with database.engine.connect() as connection:
        body = connection.execute(query).scalar()
    if body == b"" and (disposal := picture_disposed(database, program)):
        raise NotFound.of("frame_disposed", where="program", program=program[:12], id=disposal)
    pages = unpack(body, digest=program).pages if body is not None else ()
    if not 1 <= page <= len(pages):
        raise NotFound.of("no_such_frame", where="program", program=program[:12], page=page)
    return pages[page - 1].frame


def picture_disposed(database: Database, program: str) -> int | None:
    """Under which disposal its pixels were given up, if they were."""
    with database.engine.connect() as connection:
        gone = given_up(connection, FRAMES, [program])
    return gone[program].disposal if program in gone else None


def _pieces(found: Iterable[Shown], of: Shown) -> Iterator[Shown]:
    """Neighbours that may be parts of the same standing."""
    for piece, _ in zip(found, range(_MOST_PIECES), strict=False):
        if (piece.slot.order, piece.page) != (of.slot.order, of.page):
            return
        yield piece


def _approval(database: Database, order: str) -> Approval | None:
    if not order.isdigit():
        return None
    query = (
        select(
            ORDER.c.approver.label("account"),
            ORDER.c.approver_name.label("name"),
            ORDER.c.approved_at.label("at"),
            DECISION.c.opinion,
            DECISION.c.on_behalf_name,
            ORDER.c.urgency,
            ORDER.c.issuing_unit,
            ORDER.c.starts_at.label("window_start"),
            ORDER.c.ends_at.label("window_end"),
        )
        .select_from(ORDER.join(DECISION, DECISION.c.id == ORDER.c.decision_id))
        .where(ORDER.c.id == int(order))
    )
    with database.engine.connect() as connection:
        row = connection.execute(query).first()
    return None if row is None else Approval(**row._mapping)
