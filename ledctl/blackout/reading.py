"""Reading blackouts: what keeps the signs dark now, and each with all there is to know.

The publisher reads with a plain statement built once: this is on the way from the click
to the lamps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col
from sqlmodel import select as rows

from ledctl.blackout.held import UNRECORDED
from ledctl.blackout.model import BlackoutEnd, BlackoutRow, BlackoutSign, BlackoutWord
from ledctl.blackout.states import Answer, End, How, Ordered, answer_of, owes_lamps, state_of
from ledctl.clock import stamp
from ledctl.db import Database

_ROW = BlackoutRow.__table__  # type: ignore[attr-defined] # SQLModel declares no __table__
_END = BlackoutEnd.__table__  # type: ignore[attr-defined] # as above

MARK = (
    select(func.coalesce(func.max(_ROW.c.id), 0)).scalar_subquery()
    + select(func.coalesce(func.max(_END.c.id), 0)).scalar_subquery()
)
"""A number that grows whenever a blackout is ordered or ended; part of the publisher's cheap look."""

_OPEN = select(_ROW.c.id, _ROW.c.at, _ROW.c.until).where(
    _ROW.c.practice == bindparam("practice"), _ROW.c.id.not_in(select(_END.c.blackout_id))
)
LARGEST = 2**31 - 1
"""No blackout has a larger number on any database."""
MOST_READ = 200
"""So many of the past are shown, the newest."""


def open_blackouts(database: Database, *, practice: bool) -> tuple[Ordered, ...]:
    """Every order of this mode that was not ended (R7); a drill among them may be over by time."""
    with database.engine.connect() as connection:
        found = connection.execute(_OPEN, {"practice": practice})
        return tuple(Ordered(int(row.id), row.at, row.until) for row in found)


@dataclass(frozen=True, slots=True)
class Word:
    """A reason, and who gave it."""

    reason: str
    account: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """How and by whom it ended."""

    how: End
    opinion: str
    account: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Blackout:
    """All there is about one blackout or drill."""

    id: int
    at: datetime
    until: datetime | None
    account: str
    name: str
    via: str
    practice: bool
    words: tuple[Word, ...] = ()
    end: Ended | None = None
    answers: tuple[Answer, ...] = field(default=(), repr=False)

    @property
    def drill(self) -> bool:
        return self.until is not None

    @property
    def on_record(self) -> bool:
        """Whether it is written down; else it is held by the publisher until that can be done."""
        return self.id != UNRECORDED

    @property
    def ordered(self) -> Ordered:
        return Ordered(self.id, self.at, self.until)

    def answer_of(self, sign: str) -> Answer | None:
        return answer_of(sign, self.answers)

    def as_dict(self, signs: Iterable[str] = ()) -> dict[str, Any]:
        """The stable shape of ``--json`` and of the API; ``signs`` also before they answered."""
        names = sorted({*signs, *(one.sign for one in self.answers)})
        end = self.end
        return {
            "id": self.id,
            "on_record": self.on_record,
            "drill": self.drill,
            "at": stamp(self.at),
            "until": None if self.until is None else stamp(self.until),
            "by": self.account,
            "via": self.via,
            "practice": self.practice,
            "reasons": [{"reason": one.reason, "by": one.account, "at": stamp(one.at)} for one in self.words],
            "end": end
            and {"how": end.how.value, "by": end.account, "at": stamp(end.at), "opinion": end.opinion},
            "signs": [_sign_as_dict(name, self.answer_of(name)) for name in names],
        }


def _sign_as_dict(name: str, answer: Answer | None) -> dict[str, Any]:
    """``how``, ``at`` and so on are null before the sign has answered."""
    known = answer and {
        "how": answer.how.value,
        "at": stamp(answer.at),
        "ms": answer.ms,
        "proof": answer.proof,
        "evidence": answer.evidence,
    }
    empty = dict.fromkeys(("how", "at", "ms", "proof", "evidence"))
    return {"sign": name, "state": state_of(answer).value, **(known or empty)}


def open_files(session: Session, *, practice: bool) -> list[Blackout]:
    """Those that were not ended, the earliest first."""
    ended = rows(BlackoutEnd.blackout_id)
    query = rows(BlackoutRow).where(BlackoutRow.practice == practice, col(BlackoutRow.id).not_in(ended))
    return [_file(session, row) for row in session.exec(query.order_by(col(BlackoutRow.id)))]


def one(session: Session, number: int) -> Blackout | None:
    """The blackout or drill of this number."""
    row = session.get(BlackoutRow, number) if 0 < number <= LARGEST else None
    return None if row is None else _file(session, row)


def past(session: Session, *, limit: int = MOST_READ) -> list[Blackout]:
    """Every blackout and drill, the newest first."""
    query = rows(BlackoutRow).order_by(col(BlackoutRow.id).desc()).limit(limit)
    return [_file(session, row) for row in session.exec(query)]


def last_drill(session: Session, *, practice: bool) -> datetime | None:
    """When the last drill in which every sign went dark was ordered; others prove nothing."""
    query = (
        rows(func.max(BlackoutRow.at))
        .join(BlackoutEnd, col(BlackoutEnd.blackout_id) == col(BlackoutRow.id))
        .where(BlackoutRow.practice == practice, BlackoutEnd.how == End.ALL_DARK)
    )
    return session.exec(query).one()


def answers_to(session: Session, blackout_id: int) -> tuple[Answer, ...]:
    """What the signs answered to one order, in the order it was written down."""
    query = rows(BlackoutSign).where(BlackoutSign.blackout_id == blackout_id).order_by(col(BlackoutSign.id))
    return tuple(_answer(row) for row in session.exec(query))


def lamps_owed(database: Database, sign: str) -> Ordered | None:
    """The blackout for which this sign's lamps were switched off, if they are not on again."""
    with database.read() as session:
        query = rows(BlackoutSign).where(BlackoutSign.sign == sign, BlackoutSign.how == How.POWER)
        row = session.exec(query.order_by(col(BlackoutSign.id).desc()).limit(1)).first()
        if row is None:
            return None
        own = [answer for answer in answers_to(session, row.blackout_id) if answer.sign == sign]
        return (
            _file(session, session.get_one(BlackoutRow, row.blackout_id)).ordered if owes_lamps(own) else None
        )


def _file(session: Session, row: BlackoutRow) -> Blackout:
    number = row.id or 0
    said = rows(BlackoutWord).where(BlackoutWord.blackout_id == number).order_by(col(BlackoutWord.id))
    ended = session.exec(rows(BlackoutEnd).where(BlackoutEnd.blackout_id == number)).first()
    return Blackout(
        number,
        row.at,
        row.until,
        row.account,
        row.name,
        row.via,
        row.practice,
        tuple(Word(one.reason, one.account, one.name, one.at) for one in session.exec(said)),
        Ended(End(ended.how), ended.opinion, ended.account, ended.name, ended.at) if ended else None,
        answers_to(session, number),
    )


def _answer(row: BlackoutSign) -> Answer:
    return Answer(row.sign, How(row.how), row.at, row.ms, row.proof, row.evidence)
