"""The earliest that a clock may sanely say: what the record already knows to have passed (R15).

The last event, and the last heartbeat of a stretch in progress. By the order of the
chain, not by the greatest instant: where a person took time back, because the
clock had been ahead, the record goes on from there, and an hour left over from
before does not count.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session

from ledctl.clock import from_ms, unstamp
from ledctl.ledger.log import Entry, events, last_event
from ledctl.ledger.model import OPEN_SEGMENT

ACCEPTED = "accepted"
"""How ``clock_trusted`` says that a person compared the clock with a watch."""


def earliest_of(session: Session) -> datetime | None:
    """``None`` while nothing is on record."""
    last = last_event(session)
    if last is None:
        return None
    beat = session.connection().execute(select(func.max(OPEN_SEGMENT.c.heartbeat_ms))).scalar_one()
    if beat is None or from_ms(beat) <= last.at or _is_overruled(from_ms(beat), last_accepted(session)):
        return last.at
    return from_ms(beat)


def last_accepted(session: Session) -> Entry | None:
    """The newest event by which a person took the clock for right."""
    found = events(session, kind="clock_trusted", limit=20)
    return next((one for one in found if one.facts["how"] == ACCEPTED), None)


def _is_overruled(beat: datetime, accepted: Entry | None) -> bool:
    """Whether a person has said that it was earlier than that, after it was written."""
    return accepted is not None and accepted.at < beat <= unstamp(accepted.facts["estimate"])
