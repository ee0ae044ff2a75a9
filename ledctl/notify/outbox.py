"""The outbox in the database: turns noted, messages made of them, and what became of each try.

``note`` is called in the transaction of a step and only inserts one row; all the rest belongs to the
loop (``teller``). Times are given, no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from ledctl.clock import stamp
from ledctl.notify.model import Attempt, Fate, Message, Topic, Turn, Way, key_of
from ledctl.notify.wording import wait_after


@dataclass(frozen=True, slots=True)
class Letter:
    """One message with its turn and its last fault, for people to look at."""

    id: int
    notice_id: str
    state: str
    way: str
    account: str
    fate: str
    tries: int
    created_at: datetime
    detail: str

    def as_dict(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in self.__slots__}
        return plain | {"created_at": stamp(self.created_at)}


def note(session: Session, *, notice_id: str, version_no: int, state: str, at: datetime) -> None:
    """It is somebody's turn from now on: in the transaction of the step that made it so."""
    session.add(Turn(notice_id=notice_id, version_no=version_no, state=state, at=at))


def note_alert(session: Session, *, topic: Topic, matter: str, step: str, at: datetime) -> None:
    """Something is wrong, or over: in the transaction that writes it down."""
    session.add(Turn(topic=topic, notice_id=matter, version_no=0, state=step, at=at))


def untold(session: Session, *, since: datetime) -> list[Turn]:
    """Turns nobody was told of; those before ``since`` are too old to be news."""
    query = select(Turn).where(col(Turn.told_at).is_(None), Turn.at >= since).order_by(col(Turn.id))
    return list(session.exec(query))


def address(session: Session, turn: Turn, to: Iterable[tuple[Way, str]], *, at: datetime) -> None:
    """Make the messages of a turn: from here each goes its own way."""
    turn.told_at = at
    session.add(turn)
    for way, account in to:
        session.add(Message(turn_id=key_of(turn), way=way, account=account, created_at=at, due_at=at))


def due(session: Session, *, at: datetime, limit: int = 50) -> list[tuple[Message, Turn]]:
    """Messages to be tried now, the oldest first."""
    query = (
        select(Message, Turn)
        .join(Turn, col(Turn.id) == col(Message.turn_id))
        .where(Message.fate == Fate.WAITING, Message.due_at <= at)
        .order_by(col(Message.due_at), col(Message.id))
        .limit(limit)
    )
    return list(session.exec(query))


def forget(session: Session, message: Message) -> None:
    """The notice has moved on: nobody needs to be told any more."""
    message.fate = Fate.STALE
    session.add(message)


def settle(session: Session, message: Message, fault: str, *, at: datetime, life: timedelta) -> None:
    """Write a try down. A failed message waits longer each time, and is dead when its life is over."""
    message.tries += 1
    message.due_at = at + wait_after(message.tries)
    if not fault:
        message.fate = Fate.SENT
    elif message.due_at - message.created_at > life:
        message.fate = Fate.DEAD
    session.add(message)
    session.add(Attempt(message_id=key_of(message), at=at, ok=not fault, detail=fault))


def letters(session: Session, *, fate: Fate | None = None, limit: int = 100) -> list[Letter]:
    """The outbox as it is, newest first."""
    query = select(Message, Turn).join(Turn, col(Turn.id) == col(Message.turn_id))
    if fate is not None:
        query = query.where(Message.fate == fate)
    found = session.exec(query.order_by(col(Message.id).desc()).limit(limit)).all()
    return [_letter(session, message, turn) for message, turn in found]


def _letter(session: Session, message: Message, turn: Turn) -> Letter:
    last = select(Attempt.detail).where(Attempt.message_id == message.id).order_by(col(Attempt.id).desc())
    detail = session.exec(last).first() or ""
    facts = (message.way, message.account, message.fate, message.tries, message.created_at, detail)
    matter = turn.notice_id if turn.topic == Topic.NOTICE else f"{turn.topic}:{turn.notice_id}"
    return Letter(key_of(message), matter, turn.state, *facts)
