"""Which changes are told, when, to whom and in which words: the watch's side of the outbox.

Critical alerts go out at once, day and night, and again every day while they last. The
rest waits for the end of the quiet hours and is told as one message. Each matter is
noted in the transaction that writes the alert down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from ledctl.accounts.model import Person, Role
from ledctl.alerts.entries import Entry
from ledctl.alerts.model import AlertRow
from ledctl.alerts.quiet import QuietHours
from ledctl.alerts.records import entry_of, id_of, told_between
from ledctl.alerts.troubles import Severity
from ledctl.alerts.worded import Tongue, digest, ended, raised
from ledctl.db import Database
from ledctl.notify.model import Topic, Turn
from ledctl.notify.outbox import note_alert
from ledctl.notify.teller import Audience
from ledctl.notify.wording import Said

AGAIN = timedelta(days=1)
"""A critical alert that lasts is told again this often."""
TOLD_BY_DEFAULT = (Role.ADMINISTRATOR, Role.OPERATOR)


def note_change(session: Session, row: AlertRow, step: str, at: datetime, quiet: QuietHours | None) -> None:
    """An alert was raised or is over: to be told now, or left for the morning."""
    asleep = quiet is not None and quiet.contains(at) and row.severity != Severity.CRITICAL
    if not asleep:
        note_alert(session, topic=Topic.ALERT, matter=str(id_of(row)), step=step, at=at)


def note_reminders(session: Session, rows: Iterable[AlertRow], at: datetime) -> None:
    """Critical alerts that nobody was told of for a day."""
    for row in rows:
        if row.severity == Severity.CRITICAL and at - _last_told(session, row) >= AGAIN:
            note_alert(session, topic=Topic.ALERT, matter=str(id_of(row)), step="again", at=at)


def note_digest(session: Session, at: datetime, quiet: QuietHours | None) -> None:
    """The quiet hours are over: what came and went in them, once."""
    if quiet is None or quiet.contains(at):
        return
    day, start, end = quiet.last(at)
    told = select(Turn.id).where(Turn.topic == Topic.DIGEST, Turn.notice_id == day.isoformat())
    if session.exec(told).first() is None and told_between(session, start, end):
        note_alert(session, topic=Topic.DIGEST, matter=day.isoformat(), step="digest", at=at)


def _last_told(session: Session, row: AlertRow) -> datetime:
    query = select(func.max(col(Turn.at))).where(
        Turn.topic == Topic.ALERT, Turn.notice_id == str(id_of(row)), Turn.state != "ended"
    )
    last: datetime | None = session.exec(query).one()
    return row.at if last is None else last


@dataclass(frozen=True, slots=True)
class AlertAudience:
    """Answers the outbox for what is no notice: who is told, and what; nobody when it is over."""

    database: Database
    named: tuple[str, ...]
    quiet: QuietHours | None
    tongue: Tongue
    practice: bool

    def __call__(self, turn: Turn) -> Audience | None:
        with self.database.read() as session:
            said = self._digest(session, turn) if turn.topic == Topic.DIGEST else self._alert(session, turn)
            return None if said is None else Audience(self.named or told_by_default(session), said)

    def _alert(self, session: Session, turn: Turn) -> Said | None:
        entry = entry_of(session, int(turn.notice_id))
        if entry is None:
            return None
        if turn.state == "ended":
            return ended(entry, self.tongue)
        return None if entry.ended_at else raised(entry, self.tongue, again=turn.state == "again")

    def _digest(self, session: Session, turn: Turn) -> Said | None:
        if self.quiet is None:  # the site has none any more
            return None
        _, start, end = self.quiet.ended_on(date.fromisoformat(turn.notice_id))
        entries: list[Entry] = told_between(session, start, end)
        return digest(entries, self.tongue, practice=self.practice) if entries else None


def told_by_default(session: Session) -> tuple[str, ...]:
    """Accounts of administrators and operators."""
    people = session.exec(select(Person).where(col(Person.active)).order_by(Person.account))
    return tuple(one.account for one in people if one.role_set() & {*TOLD_BY_DEFAULT})
