"""Whose turn it is now, for a message: the people who may take the step a notice waits for.

The same rights as an inbox (``queries.waits_for``), so that nobody is sent to a notice they
could not touch. A notice that has moved on since is nobody's turn any more.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session, col, func, select

from ledctl.accounts.model import Actor, Person, Via
from ledctl.db import Database
from ledctl.notices.chain import Chain
from ledctl.notices.model import NoticeRow
from ledctl.notices.queries import waits_for
from ledctl.notices.states import STATE_LABELS
from ledctl.notices.steps import hold
from ledctl.notify.model import Turn
from ledctl.notify.teller import Audience
from ledctl.notify.wording import News


def audience_of(database: Database, chain_of: Callable[[str], Chain], turn: Turn) -> Audience | None:
    """Who is to be told of this turn and what; ``None`` when it is over."""
    with database.read() as session:
        held = hold(session, turn.notice_id, chain_of=chain_of)
        row = held.row
        if (row.state, row.version) != (turn.state, turn.version_no):
            return None
        people = session.exec(select(Person).where(col(Person.active)).order_by(Person.account))
        accounts = tuple(
            p.account for p in people if waits_for(_actor(p), held.state, held.hands, held.chain)
        )
        zh, en = STATE_LABELS[held.state]
        news = News(row.id, row.title, zh, en, _waiting(session, row), row.practice)
        return Audience(accounts, news.said)


def _actor(person: Person) -> Actor:
    return Actor(person.account, person.name, person.role_set(), Via.SYSTEM)


def _waiting(session: Session, row: NoticeRow) -> int:
    """How many notices of this mode stand in the same state."""
    count = select(func.count()).where(NoticeRow.state == row.state, NoticeRow.practice == row.practice)
    return session.exec(count).one()
