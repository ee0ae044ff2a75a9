"""What stood on a sign at one instant: the page with its approval, or the word for why there is none.

One answer for each sign that is or ever was on record, also where nothing is known: a page the sign
confirmed; a page a card turned to by itself, seen by nobody; dark by the sign's own word; out, by an
outage's row; a time that never passed because the clock was set forward; after the last sign of life;
before the record of the sign began. Nothing is guessed from a plan: an answer never claims more than
the receipt it rests on (P0 sent ... P5 seen). The exact picture is ``frame_of`` the approved program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, select

from drivers.base import Frame
from ledctl.clock import from_ms, stamp, to_ms, unstamp
from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.ledger.disposed import FRAMES, given_up, gone_logs
from ledctl.ledger.downtime import OUTAGE, Outage
from ledctl.ledger.history import Shown, displays, standing_at
from ledctl.ledger.model import EVENT, ON_SCREEN, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.outages import Known, OutageFact, began, coverage, known_until, outages
from ledctl.ledger.segments import Result
from ledctl.notices.frames import unpack
from ledctl.questions.tables import DECISION, ORDER, PROGRAM

_MOST_PIECES = 24 * 400
"""A page that stands alone is cut at every hour; none stands longer than a year."""


class Word(StrEnum):
    """What the record says of a sign at an instant."""

    SHOWN = "shown"
    ESTIMATED = "estimated"
    DARK = "dark"
    OUTAGE = "outage"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    GAP = "gap"
    NOT_RECORDED = "not_recorded"
    DISPOSED = "disposed"
    """The page-by-page log of that time was given up under a decision; its sums stay."""


_WORD_OF = {
    Known.DISPLAY: Word.SHOWN,
    Known.DISPOSED: Word.DISPOSED,
    Known.ESTIMATED: Word.ESTIMATED,
    Known.DARK: Word.DARK,
    Known.OUTAGE: Word.OUTAGE,
    Known.SKIPPED: Word.SKIPPED,
    Known.UNKNOWN: Word.UNKNOWN,
    Known.GAP: Word.GAP,
}


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


@dataclass(frozen=True, slots=True)
class Moment:
    """One sign at one instant. ``since`` and ``until``: how long that was so, as far as is on record."""

    sign: str
    at: datetime
    word: Word
    since: datetime | None = None
    until: datetime | None = None
    page: StandingPage | None = None
    outage: OutageFact | None = None
    why_dark: str = ""
    disposal: int | None = None
    """Under which disposal the log of that time, or the picture of that page, was given up."""
    around: tuple[str, ...] = ()
    """Of a time whose log was given up: the notices that stood on the sign then, one after another."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            **{name: plain(getattr(self, name)) for name in ("sign", "at", "since", "until")},
            "word": str(self.word),
            "why_dark": self.why_dark,
            "page": plain(asdict(self.page)) if self.page else None,
            "outage": self.outage.as_dict() if self.outage else None,
            "disposal": self.disposal,
            "around": list(self.around),
        }


def moment(database: Database, sign: str, at: datetime, now: datetime) -> Moment:
    """What the record says of ``sign`` at ``at``, which is not after ``now``."""
    here = coverage(database, sign, at, at + timedelta(milliseconds=1))
    if not here:
        return Moment(sign, at, Word.NOT_RECORDED, until=began(database, sign))
    said = Moment(sign, at, _WORD_OF[here[0].known])
    if said.word in (Word.SHOWN, Word.ESTIMATED):
        return _with_page(database, said)
    if said.word is Word.OUTAGE:
        return _with_outage(database, said)
    if said.word is Word.DARK:
        return _with_darkness(database, said)
    if said.word is Word.DISPOSED:
        return _with_sums(database, said)
    if said.word is Word.UNKNOWN:
        return replace(said, since=from_ms(known_until(database, sign, now)))
    return said


def frame_of(database: Database, program: str, page: int) -> Frame:
    """The very pixels that were approved: page ``page`` (from 1) of a program, by its digest."""
    query = select(PROGRAM.c.body).where(PROGRAM.c.digest == program)
    with database.engine.connect() as connection:
        body = connection.execute(query).scalar()
    if body == b"" and (disposal := _picture_disposed(database, program)):
        raise NotFound.of("frame_disposed", where="program", program=program[:12], id=disposal)
    pages = unpack(body, digest=program).pages if body is not None else ()
    if not 1 <= page <= len(pages):
        raise NotFound.of("no_such_frame", where="program", program=program[:12], page=page)
    return pages[page - 1].frame


def plain(facts: Any) -> Any:
    """Values as JSON takes them: instants as stamps."""
    if isinstance(facts, datetime):
        return stamp(facts)
    if isinstance(facts, dict):
        return {key: plain(value) for key, value in facts.items()}
    return [plain(one) for one in facts] if isinstance(facts, list | tuple) else facts


def _with_page(database: Database, said: Moment) -> Moment:
    shown = standing_at(database, said.sign, said.at)
    if shown is None:  # what stood a moment ago was sealed meanwhile
        return replace(said, word=Word.UNKNOWN)
    start, end = _whole(database, shown)
    slot = shown.slot
    page = StandingPage(
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
    since, until = from_ms(start), None if end is None else from_ms(end)
    gone = _picture_disposed(database, slot.program)
    return replace(said, since=since, until=until, page=page, disposal=gone)


def _picture_disposed(database: Database, program: str) -> int | None:
    """Under which disposal its pixels were given up, if they were."""
    with database.engine.connect() as connection:
        gone = given_up(connection, FRAMES, [program])
    return gone[program].disposal if program in gone else None


def _with_sums(database: Database, said: Moment) -> Moment:
    """The stretch of which only sums stay, and what stood in it around that moment."""
    at = to_ms(said.at)
    with database.engine.connect() as connection:
        gone = next(iter(gone_logs(connection, (at, at + 1), said.sign)))
        held = SEGMENT_NOTICE.c
        query = (
            select(held.notice)
            .select_from(SEGMENT_NOTICE.join(SEGMENT, SEGMENT.c.id == held.segment))
            .where(SEGMENT.c.sign == said.sign, SEGMENT.c.from_ms == gone.from_ms)
            .where(held.first_ms <= at, held.last_ms > at)
            .order_by(held.first_ms, held.notice)
        )
        around = tuple(connection.execute(query).scalars())
    since, until = from_ms(gone.from_ms), from_ms(gone.to_ms)
    return replace(said, since=since, until=until, disposal=gone.disposal, around=around)


def _whole(database: Database, shown: Shown) -> tuple[int, int | None]:
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


def _with_outage(database: Database, said: Moment) -> Moment:
    """The outage of that instant; of several the one whose cause counts first."""
    rank = list(Outage).index
    lying = outages(database, sign=said.sign, since=said.at, until=said.at + timedelta(milliseconds=1))
    found = min(lying, key=lambda one: (rank(one.cause), one.id), default=None)
    if found is None:
        return said
    return replace(said, since=found.start, until=found.end, outage=found)


def _with_darkness(database: Database, said: Moment) -> Moment:
    """Since the sign's last word before, until its next one or an outage."""
    after = stamp(said.at + timedelta(milliseconds=1))
    here = select(EVENT.c.at, EVENT.c.cause).where(and_(ON_SCREEN, EVENT.c.sign == said.sign))
    with database.read() as session:
        connection = session.connection()
        last = connection.execute(
            here.where(EVENT.c.at < after).order_by(EVENT.c.seq.desc()).limit(1)
        ).first()
        next_word = connection.execute(here.where(EVENT.c.at >= after).order_by(EVENT.c.seq).limit(1)).first()
        started = select(func.min(OUTAGE.c.started_ms)).where(
            OUTAGE.c.sign == said.sign, OUTAGE.c.started_ms > to_ms(said.at)
        )
        next_outage = connection.execute(started).scalar()
    ends = [unstamp(next_word.at)] if next_word else []
    ends += [from_ms(next_outage)] if next_outage is not None else []
    since, why = (unstamp(last.at), last.cause) if last else (None, "")
    return replace(said, since=since, until=min(ends, default=None), why_dark=why)


def recorded_signs(database: Database) -> list[str]:
    """Every sign with a record: the first row of each is an outage."""
    with database.read() as session:
        query = select(OUTAGE.c.sign).distinct().order_by(OUTAGE.c.sign)
        return [*session.connection().execute(query).scalars()]
