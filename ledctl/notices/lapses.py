"""What nobody decides on lapses after a while, so that it is not approved by mistake later (R6).

Time takes the step, in the system's name; the version stays visible with when and
why, and an edit begins a new one. An item referred to the authority waits for its
answer and does not lapse (Disclosure Regulation art. 17).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from ledctl.accounts.model import SYSTEM, Actor, Via
from ledctl.notices.model import Decision, NoticeRow
from ledctl.notices.office import Office
from ledctl.notices.states import TRANSITIONS, State, Step
from ledctl.notices.steps import hold, take

PENDING = frozenset(state for state, steps in TRANSITIONS.items() if Step.LAPSE in steps)
TIME = Actor(SYSTEM, "系统", frozenset(), Via.SYSTEM)


class Lapses:
    """Ends what waited too long: asked every hour, and before anybody decides."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def lapse_due(self) -> list[str]:
        """Let everything lapse that is due; returns the numbers of the notices."""
        if not self._office.rules.lapse_days:
            return []
        with self._office.database.read() as session:
            due = [row.id for row in _overdue(session, self._since())]
        return [notice_id for notice_id in due if self.lapse(notice_id)]

    def lapse(self, notice_id: str) -> bool:
        """Let this notice lapse if it is due: whoever decides afterwards is told so."""
        if not self._office.rules.lapse_days or not self._is_due(notice_id):
            return False
        with self._office.database.write() as session:
            if not _overdue(session, self._since(), notice_id):  # somebody was quicker
                return False
            days = self._office.rules.lapse_days
            reason = f"{days} 日内无人办理，自动失效。/ Nobody acted within {days} days."
            take(session, hold(session, notice_id), TIME, Step.LAPSE, at=self._office.now(), opinion=reason)
        return True

    def _is_due(self, notice_id: str) -> bool:
        with self._office.database.read() as session:
            return bool(_overdue(session, self._since(), notice_id))

    def _since(self) -> datetime:
        return self._office.now() - timedelta(days=self._office.rules.lapse_days)


def _overdue(session: Session, since: datetime, notice_id: str | None = None) -> list[NoticeRow]:
    """Pending notices whose last step was at ``since`` or before, but for referred ones."""
    query = select(NoticeRow).where(col(NoticeRow.state).in_([*PENDING]), NoticeRow.updated_at <= since)
    if notice_id is not None:
        query = query.where(NoticeRow.id == notice_id)
    return [row for row in session.exec(query) if not _is_referred(session, row)]


def _is_referred(session: Session, row: NoticeRow) -> bool:
    if row.state != State.IN_SECRECY:
        return False
    last = session.exec(
        select(Decision.step).where(Decision.notice_id == row.id).order_by(col(Decision.id).desc()).limit(1)
    ).first()
    return last == Step.SECRECY_REFER
