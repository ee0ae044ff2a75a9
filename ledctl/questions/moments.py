"""What stood on a sign at one instant: the page with its approval, or the word for why there is none.

One answer for each sign that is or ever was on record, also where nothing is known: a page the sign
confirmed; a page a card turned to by itself, seen by nobody; dark by the sign's own word; out, by an
outage's row; a time that never passed because the clock was set forward; after the last sign of life;
before the record of the sign began. Nothing is guessed from a plan: an answer never claims more than
the receipt it rests on (P0 sent ... P5 seen). The page itself, its approval and its picture are
``standing_page``'s.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, select

from ledctl.clock import from_ms, stamp, to_ms, unstamp
from ledctl.db import Database
from ledctl.ledger.disposed import gone_logs
from ledctl.ledger.downtime import OUTAGE, Outage
from ledctl.ledger.history import standing_at
from ledctl.ledger.model import EVENT, ON_SCREEN, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.outages import Known, OutageFact, began, coverage, known_until, outages
from ledctl.questions.standing_page import StandingPage, page_of, picture_disposed, stood


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
    start, end = stood(database, shown)
    since, until = from_ms(start), None if end is None else from_ms(end)
    gone = picture_disposed(database, shown.slot.program)
    return replace(said, since=since, until=until, page=page_of(database, shown), disposal=gone)


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
