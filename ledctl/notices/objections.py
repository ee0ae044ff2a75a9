"""Objections to a notice: taken in, and decided once. Of the objector nothing is kept.

An objection after the publicity period is taken in all the same and marked late.
Where the category asks for it, an objection decided after a re-check makes the
publicity be repeated for some days (``repeat_days``: 重庆低保条例 art. 18(3), three);
``repeated_until`` counts them, extending the notice is the approver's step.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.calendars.extensions import end_of_day
from ledctl.content.model import PublicityPeriod
from ledctl.db import Database
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.notices.around_model import Objection, ObjectionDecision
from ledctl.notices.around_rights import clean_note, may_note, note_down, one_of, require_task
from ledctl.notices.model import Decision, NoticeRow
from ledctl.notices.office import Office
from ledctl.notices.states import Step
from ledctl.notices.steps import hold


class How(StrEnum):
    """How an objection came in."""

    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


HOW_LABELS: dict[How, tuple[str, str]] = {
    How.PHONE: ("电话", "by phone"),
    How.VISIT: ("来访", "in person"),
    How.LETTER: ("来信", "by letter"),
    How.OTHER: ("其他", "otherwise"),
}
OUTCOME_LABELS: dict[Outcome, tuple[str, str]] = {
    Outcome.ACCEPTED: ("异议成立", "accepted"),
    Outcome.REJECTED: ("异议不成立", "rejected"),
    Outcome.WITHDRAWN: ("异议人撤回", "taken back"),
}


def is_late(received_on: dt.date, period: PublicityPeriod | None) -> bool:
    """Whether the publicity period was over; without one no objection is late."""
    return period is not None and received_on > period.end


def repeated_until(decided_on: dt.date, days: int, zone: dt.tzinfo) -> dt.datetime:
    """24:00 of the last day of the repeat; the day of the decision is not counted (Civil Code art. 201)."""
    return end_of_day(decided_on + dt.timedelta(days=days), zone)


class Objections:
    """Taking objections in, and deciding them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def receive(
        self, actor: Actor, notice_id: str, *, how: str, summary: str, received_on: dt.date | None = None
    ) -> int:
        """Write an objection down; returns its number."""
        require_task(actor, "objection_received")
        words, way = clean_note(summary, "summary"), one_of(How, how, "how")
        with self._office.database.write() as session:
            now = self._office.now()
            day = self._past_day(received_on, now, "received_on")
            held = hold(session, notice_id, practice=self._office.practice)
            refuse_unpublished(session, held.row)
            row = Objection(
                notice_id=notice_id,
                version_no=held.version.no,
                received_on=day,
                how=way,
                summary=words,
                late=is_late(day, held.content().publicity_period),
                practice=held.row.practice,
                **signed(actor, now),
            )
            session.add(row)
            session.flush()
            said = {"objection": row.id, "how": way, "received_on": day.isoformat(), "late": row.late}
            note_down(session, held.row, actor, "objection_received", at=now, **said)
        assert row.id is not None  # noqa: S101 - it was flushed
        return row.id

    def decide(
        self,
        actor: Actor,
        objection_id: int,
        *,
        outcome: str,
        note: str,
        rechecked: bool = False,
        decided_on: dt.date | None = None,
    ) -> None:
        """Say what became of an objection, and whether the matter was looked into again."""
        require_task(actor, "objection_decided")
        words, end = clean_note(note, "note"), one_of(Outcome, outcome, "outcome")
        with self._office.database.write() as session:
            now = self._office.now()
            objection = _open(session, objection_id)
            day = self._past_day(decided_on, now, "decided_on")
            if day < objection.received_on:
                raise BadInput.of("day_before_received", where="decided_on", day=objection.received_on)
            held = hold(session, objection.notice_id, practice=self._office.practice)
            what: dict[str, Any] = {"outcome": end, "rechecked": rechecked}
            decision = ObjectionDecision(
                objection_id=objection_id, decided_on=day, note=words, **what, **signed(actor, now)
            )
            session.add(decision)
            said = {"objection": objection_id, "decided_on": day.isoformat()}
            note_down(session, held.row, actor, "objection_decided", at=now, **said, **what)

    def _past_day(self, day: dt.date | None, now: dt.datetime, where: str) -> dt.date:
        today = now.astimezone(self._office.zone).date()
        if day is not None and day > today:
            raise BadInput.of("day_ahead", where=where, today=today)
        return day or today


@dataclass(frozen=True, slots=True)
class Undecided:
    """An objection nobody has decided yet, for those whose task it is."""

    notice: str
    title: str
    received_on: dt.date
    practice: bool


def undecided(database: Database, actor: Actor) -> tuple[Undecided, ...]:
    """What this person may decide, the longest waiting first (R8)."""
    if not may_note(actor, "objection_decided"):
        return ()
    query = (
        select(Objection, NoticeRow.title)
        .join(NoticeRow, col(NoticeRow.id) == col(Objection.notice_id))
        .outerjoin(ObjectionDecision, col(ObjectionDecision.objection_id) == col(Objection.id))
        .where(col(ObjectionDecision.id).is_(None))
        .order_by(col(Objection.received_on), col(Objection.id))
    )
    with database.read() as session:
        rows = session.exec(query).all()
        return tuple(Undecided(one.notice_id, title, one.received_on, one.practice) for one, title in rows)


MOST = 2**31
"""Numbers of rows stay below; a greater one is a slip, not a fault of the database."""


def refuse_unpublished(session: Session, row: NoticeRow) -> None:
    """``Refused`` when the notice was never approved: the public cannot have seen it."""
    query = select(Decision.id).where(Decision.notice_id == row.id, Decision.step == Step.APPROVE).limit(1)
    if session.exec(query).first() is None:
        raise Refused.of("not_published_yet", where="id", id=row.id)


def _open(session: Session, objection_id: int) -> Objection:
    found = session.get(Objection, objection_id) if 0 < objection_id < MOST else None
    if found is None:
        raise NotFound.of("no_such_objection", where="id", id=objection_id)
    decided = select(ObjectionDecision.id).where(ObjectionDecision.objection_id == objection_id)
    if session.exec(decided).first() is not None:
        raise Refused.of("objection_decided_already", where="id")
    return found
