"""Writing down what signs answer to a blackout, and the end of a drill when all have.

Called by the publisher. Each write may be tried again until it has succeeded: what is
there already is not written twice, nor is its event (R12, R31).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from ledctl.accounts.model import SYSTEM, Via
from ledctl.blackout.model import BlackoutEnd, BlackoutRow, BlackoutSign
from ledctl.blackout.reading import answers_to
from ledctl.blackout.states import Answer, End, How, Ordered, SignState, end_of_drill
from ledctl.db import Database
from ledctl.ledger.kinds import Cause
from ledctl.ledger.log import append

_NOBODY: dict[str, Any] = {"account": SYSTEM, "name": "", "via": Via.SYSTEM}


def write_answer(database: Database, ordered: Ordered, answer: Answer, *, signs: Collection[str]) -> bool:
    """One answer of one sign; whether it was the last one that a drill waited for, and so ended it."""
    with database.write() as session:
        known = answers_to(session, ordered.id)
        practice = session.get_one(BlackoutRow, ordered.id).practice
        if not _is_told(known, answer):
            _add(session, ordered.id, answer, practice=practice)
        if not ordered.is_drill or is_ended(session, ordered.id):
            return False
        end = end_of_drill(signs, (*known, answer))
        if end is not None:
            end_drill(session, ordered.id, end, answer.at, practice=practice)
        return end is not None


def end_drill(session: Session, blackout_id: int, how: End, at: datetime, *, practice: bool) -> None:
    """Nobody lifts a drill; it ends by itself."""
    row = BlackoutEnd(blackout_id=blackout_id, drill=True, how=how, opinion="", at=at, **_NOBODY)
    session.add(row)
    session.flush()
    append(
        session,
        kind="blackout_off",
        at=at,
        actor=SYSTEM,
        cause=Cause.PLAN,
        practice=practice,
        blackout=blackout_id,
        drill=True,
        how=how.value,
    )


def is_ended(session: Session, blackout_id: int) -> bool:
    query = select(BlackoutEnd.id).where(BlackoutEnd.blackout_id == blackout_id)
    return session.exec(query).first() is not None


def _is_told(known: Sequence[Answer], answer: Answer) -> bool:
    """Whether the record says so already; a sign that has answered before is not called late again."""
    own = {one.how for one in known if one.sign == answer.sign}
    return answer.how in own or (answer.how is How.NOT_YET and bool(own))


def _add(session: Session, blackout_id: int, answer: Answer, *, practice: bool) -> None:
    fields: dict[str, Any] = {
        "how": answer.how.value,
        "ms": answer.ms,
        "proof": answer.proof,
        "evidence": answer.evidence,
    }
    session.add(BlackoutSign(blackout_id=blackout_id, sign=answer.sign, at=answer.at, **fields))
    session.flush()
    append(
        session,
        kind=_event_of(answer),
        at=answer.at,
        actor=SYSTEM,
        cause=Cause.BLACKOUT,
        sign=answer.sign,
        practice=practice,
        blackout=blackout_id,
        **fields,
    )


def _event_of(answer: Answer) -> str:
    """The record never says that a sign is dark which nobody can ask."""
    if answer.how is How.LAMPS_ON:
        return "lamps_on_again"
    words = {SignState.DARK: "blackout_confirmed", SignState.SENT: "blackout_sent"}
    return words.get(answer.state, "blackout_unconfirmed")
