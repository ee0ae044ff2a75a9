"""Writing down that every sign is ordered dark: by the office, or afterwards by the publisher."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.blackout import reading
from ledctl.blackout.answering import end_drill
from ledctl.blackout.held import Held
from ledctl.blackout.model import BlackoutRow
from ledctl.blackout.states import End
from ledctl.clock import stamp
from ledctl.db import Database
from ledctl.ledger.kinds import Cause


def add_order(
    session: Session,
    actor: Actor,
    at: datetime,
    *,
    until: datetime | None,
    practice: bool,
    written_at: datetime | None = None,
) -> int:
    """The order with its event (R12), the drills before it ended; its number.

    ``written_at``: when it was written down, if that was later.
    """
    _end_drills(session, at, practice=practice)
    row = BlackoutRow(drill=until is not None, until=until, practice=practice, **signed(actor, at))
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - it was flushed
    kind = "blackout_on" if until is None else "blackout_drilled"
    late = {} if written_at is None else {"written_at": stamp(written_at)}
    tell(session, kind, actor, at=at, practice=practice, blackout=row.id, cause=Cause.PERSON, **late)
    return row.id


def record_held(database: Database, held: Held, now: datetime, *, practice: bool) -> int:
    """Write down what was ordered while nothing could be; its number. Twice is harmless (R31)."""
    with database.write() as session:
        known = select(BlackoutRow.id).where(
            BlackoutRow.account == held.account, BlackoutRow.at == held.at, col(BlackoutRow.until).is_(None)
        )
        number = session.exec(known).first()
        if number is not None:
            return number
        return add_order(session, held.actor, held.at, until=None, practice=practice, written_at=now)


def _end_drills(session: Session, at: datetime, *, practice: bool) -> None:
    """A drill that goes on is replaced; of one that nobody was there to end, the time was over."""
    for one in reading.open_files(session, practice=practice):
        if one.drill:
            how = End.REPLACED if one.ordered.runs_at(at) else End.TIME
            end_drill(session, one.id, how, at, practice=practice)
