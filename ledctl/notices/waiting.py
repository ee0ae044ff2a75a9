"""How much waits in the whole office, by state, and for how long (R8): so that all see where it is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from ledctl.db import Database
from ledctl.notices.model import NoticeRow
from ledctl.notices.states import AWAITS, State


@dataclass(frozen=True, slots=True)
class Queue:
    """The notices of one state: how many, and since when the oldest stands there."""

    state: State
    count: int
    oldest: datetime


def queues(database: Database) -> tuple[Queue, ...]:
    """One for each state in which somebody has to act, in the order of the chain; empty ones are left out."""
    query = (
        select(NoticeRow.state, func.count(), func.min(col(NoticeRow.updated_at)))
        .where(col(NoticeRow.state).in_([*AWAITS]))
        .group_by(NoticeRow.state)
    )
    with database.read() as session:
        found = {State(state): (count, oldest) for state, count, oldest in session.exec(query)}
    return tuple(Queue(state, *found[state]) for state in AWAITS if state in found)
