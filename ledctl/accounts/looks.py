"""Looks at the record, on record themselves: an auditor's, and those taken on the machine without a name.

Every look of an auditor is written down once, where it was asked: a page, the API, the command line.
Whoever runs a command on the machine can read the file anyway and is asked for no name; then the
record names the account of the operating system, for what that is worth (``record_read``).

A look changes nothing else and must not fail for want of room: where the database takes nothing, it
is answered all the same, and whoever looks is told that this look is not on record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Role, Via
from ledctl.db import Database
from ledctl.ledger.log import append

MACHINE = "cli:"
"""What the name of an account of the machine begins with; no account of the office can (``registry``)."""
_MOST_WHAT = 200
_log = logging.getLogger(__name__)


def note_look(database: Database, actor: Actor, at: datetime, what: str) -> bool:
    """Write down that an auditor looked; ``False`` when the database took nothing."""
    if not actor.has(Role.AUDITOR):
        return True

    def told(session: Session) -> None:
        tell(session, "auditor_looked", actor, at=at, name=actor.name, what=what[:_MOST_WHAT])

    return _written(database, told)


def note_reading(database: Database, account: str, at: datetime, what: str) -> bool:
    """Write down that the record was read on the machine, by ``account`` of its operating system."""

    def told(session: Session) -> None:
        actor, what_read = f"{MACHINE}{account}"[:64], what[:_MOST_WHAT]
        append(session, kind="record_read", at=at, actor=actor, via=Via.CLI, what=what_read)

    return _written(database, told)


def _written(database: Database, told: Callable[[Session], None]) -> bool:
    try:
        with database.write() as session:
            told(session)
    except DatabaseError:
        _log.warning("a look at the record could not be written down")
        return False
    return True
